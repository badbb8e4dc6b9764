"""Grades, which have an order, and the outcomes that are no grade, which have none."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Grade(NamedTuple):
    """How well a requirement is met, on its framework's scale. A higher rank is better.

    Grades of two scales are refused an order: `adequate` of one is not `adequate` of another. So are the kinds of
    a framework that sorts its findings and grades none: there the rank only says in which order bands are tried.
    """

    scale: tuple[str, ...]
    rank: int
    ordered: bool = True

    @property
    def word(self) -> str:
        return self.scale[self.rank]

    def __lt__(self, other: Grade) -> bool:  # type: ignore[override]  # a grade is held against grades alone
        return self.rank < self._rank_of(other)

    def __le__(self, other: Grade) -> bool:  # type: ignore[override]  # a grade is held against grades alone
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: Grade) -> bool:  # type: ignore[override]  # a grade is held against grades alone
        return self.rank > self._rank_of(other)

    def __ge__(self, other: Grade) -> bool:  # type: ignore[override]  # a grade is held against grades alone
        return self.rank >= self._rank_of(other)

    def _rank_of(self, other: Grade) -> int:
        if self.scale is not other.scale and self.scale != other.scale:
            raise TypeError(f"{self.word!r} and {other.word!r} stand on two scales and have no order")
        if not self.ordered:
            raise TypeError(f"{self.word!r} and {other.word!r} are kinds of finding and have no order")
        return other.rank


class Scale(NamedTuple):
    """The words a framework judges with, worst first; kinds of finding have no order, and stand as bands are tried."""

    words: tuple[str, ...]
    grades: tuple[Grade, ...]
    ordered: bool = True

    @classmethod
    def of(cls, words: tuple[str, ...], *, ordered: bool = True) -> Scale:
        return cls(words, tuple(Grade(words, rank, ordered) for rank in range(len(words))), ordered)

    def grade(self, word: str) -> Grade:
        """The grade of that word; KeyError if the scale has no such word."""
        for grade in self.grades:
            if grade.word == word:
                return grade
        raise KeyError(word)

    @property
    def lowest(self) -> Grade:
        return self.grades[0]


class Reason(StrEnum):
    """Why a requirement is not graded. Each is printed; none is ever a pass."""

    NOT_SUPPLIED = "not supplied"
    SUPPRESSED = "suppressed"
    SMALL = "small"
    NOT_APPLICABLE = "not applicable"
    NOTHING_TO_MEASURE = "nothing to measure"
    TOO_FEW = "too few"
    NO_DENOMINATOR = "no denominator"
    OUT_OF_DATE = "out of date"
    LAPSED = "lapsed"
    STATEMENT = "statement"
    DIRECTION_ONLY = "direction only"
    CONTEXT = "context"
    RECORDED = "recorded"
    LEFT_TO_INSPECTORS = "left to inspectors"
    NO_EARLIER_PERIOD = "no earlier period"
    NO_COMPARATOR = "no comparator"
    NOT_COMPARABLE = "not comparable"
    NOT_IN_FORCE = "not in force"
    NO_LINE = "no line"
    NO_LOCAL_STANDARD = "no local standard supplied"
    ANOTHER_SCALE = "another scale"
    NOT_RECORDED = "not recorded"
    AT_LEAST = "at least"


NEVER_GRADED = frozenset({Reason.CONTEXT, Reason.RECORDED, Reason.LEFT_TO_INSPECTORS, Reason.NOT_IN_FORCE})
"""Outcomes that no better data could change: they count in coverage and weigh nothing."""


class NotGraded(NamedTuple):
    """An outcome that is no grade: the reason, and what the submission or the rule says of it."""

    reason: Reason
    detail: str = ""


Outcome = Grade | NotGraded
