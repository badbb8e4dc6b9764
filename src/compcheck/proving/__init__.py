"""The cases beside the rules: what each rule makes of them, and whether they stand on every line and just off it."""

from compcheck.proving.drafting import drafted
from compcheck.proving.holding import Held, held_by_cases
from compcheck.proving.proof import CasesOf, Proof, prove

__all__ = ["CasesOf", "Held", "Proof", "drafted", "held_by_cases", "prove"]
