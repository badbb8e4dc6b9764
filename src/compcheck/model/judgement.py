"""A judgement of one area or of the whole, with the reasons that decided it. Not judged is an answer."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from compcheck.model.grade import Grade


class Because(NamedTuple):
    """One reason: what kind, which rules or areas it names, and the weights it compares."""

    kind: str
    names: tuple[str, ...] = ()
    grade: Grade | None = None
    part: int | Fraction | None = None
    whole: int | Fraction | None = None
    share: Fraction | None = None


class Judgement(NamedTuple):
    """`grade` is None where nothing can honestly be judged; `seen` is what the graded part points to: no judgement.

    Weights are in the framework's own units: `weight_all` of every requirement in force, `weight_graded` of
    those that were graded.
    """

    area: str
    grade: Grade | None
    seen: Grade | None
    weight_all: int | Fraction
    weight_graded: int | Fraction
    reasons: tuple[Because, ...]


class OverallJudgement(NamedTuple):
    grade: Grade | None
    reasons: tuple[Because, ...]
