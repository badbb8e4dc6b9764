"""The cases beside the rules: what each rule makes of them, and whether they stand on every line and just off it."""

from compcheck.proving.proof import Proof, prove

__all__ = ["Proof", "prove"]
