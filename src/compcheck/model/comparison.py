"""The same figures under two frameworks, side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a run holds comparisons, and they hold its evaluations
    from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding


class Beside(NamedTuple):
    """What shows both requirements, under one framework and the other.

    `rose` is how far the best line moved in the figure's unit, above 0 where it became harder to reach; None where
    that is not one number. `changed_by_the_line`: both graded it, the grades do not correspond, the lines differ.
    """

    one: Finding
    other: Finding
    rose: Fraction | None
    changed_by_the_line: bool


class Comparison(NamedTuple):
    """`only_one` and `only_other` are the requirements that the other framework does not have."""

    one: Evaluation
    other: Evaluation
    beside: tuple[Beside, ...]
    only_one: tuple[Finding, ...]
    only_other: tuple[Finding, ...]
