"""The same figures under two frameworks, side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a run holds comparisons, and they hold its evaluations
    from compcheck.model.evaluation import Evaluation
from compcheck.model.bands import Band
from compcheck.model.finding import Finding
from compcheck.model.grade import Grade


class Moved(NamedTuple):
    """A line of corresponding words that is not the same in both; None on the side that does not draw it.

    `rose` is how far it moved in the figure's unit, above 0 where it became harder to reach; None where that is not
    one number, as of a range beside an `at most`: such a line is drawn otherwise.
    """

    before: Band | None
    after: Band | None
    rose: Fraction | None


class Beside(NamedTuple):
    """What shows both requirements, under one framework and the other.

    `otherwise` is what meets no line comes to, where that does not correspond; None where it does.
    `changed_by_the_line`: both graded it, the grades do not correspond, and it is the lines that differ.
    """

    one: Finding
    other: Finding
    moved: tuple[Moved, ...] = ()
    otherwise: tuple[Grade | None, Grade | None] | None = None
    changed_by_the_line: bool = False


class Comparison(NamedTuple):
    """`only_one` and `only_other` are the requirements that the other framework does not have."""

    one: Evaluation
    other: Evaluation
    beside: tuple[Beside, ...]
    only_one: tuple[Finding, ...]
    only_other: tuple[Finding, ...]

    @property
    def kinds_beside_grades(self) -> bool:
        """Whether one sorts findings into kinds and the other grades them: then no pair can be compared."""
        return self.one.framework.sorts_into_kinds != self.other.framework.sorts_into_kinds
