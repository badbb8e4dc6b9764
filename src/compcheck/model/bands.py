"""Lines and the bands between them. Every comparison is of whole numbers: nothing here is ever a float."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.grade import Grade

Exact = tuple[int, int]
"""A value as top and bottom of a fraction, bottom above 0. Whole numbers compare faster than Fraction."""


def exact(number: int | Decimal | Fraction) -> Exact:
    """The number as a fraction of whole numbers, with nothing lost."""
    return number.as_integer_ratio()


def difference(one: Exact, other: Exact) -> Exact:
    return (one[0] * other[1] - other[0] * one[1], one[1] * other[1])


class Bound(NamedTuple):
    """A band's limits: either end may be missing, and either may itself lie outside the band."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_is_in: bool = True
    high_is_in: bool = True
    low_exact: Exact = (0, 1)
    high_exact: Exact = (0, 1)

    @classmethod
    def of(cls, low: Decimal | None, high: Decimal | None, *, low_is_in: bool = True, high_is_in: bool = True) -> Bound:
        return cls(low, high, low_is_in, high_is_in, exact(low or Decimal(0)), exact(high or Decimal(0)))

    def holds(self, value: Exact) -> bool:
        """Whether the value lies in the band."""
        top, bottom = value
        if self.low is not None:
            line_top, line_bottom = self.low_exact
            above = top * line_bottom - line_top * bottom
            if above < 0 or (above == 0 and not self.low_is_in):
                return False
        if self.high is not None:
            line_top, line_bottom = self.high_exact
            above = top * line_bottom - line_top * bottom
            if above > 0 or (above == 0 and not self.high_is_in):
                return False
        return True

    def edge_for(self, value: Exact) -> tuple[Decimal, bool]:
        """The end of the band a value outside it must reach, and whether it must rise to it."""
        if self.low is not None:
            top, bottom = value
            low_top, low_bottom = self.low_exact
            if self.high is None or top * low_bottom <= low_top * bottom:
                return self.low, True
        assert self.high is not None  # a band has at least one end
        return self.high, False

    @property
    def is_every_case(self) -> bool:
        """Whether it asks for none at all, or for all of them."""
        return (self.high == 0 and self.low is None) or (self.low == 100 and self.high is None)

    def edges(self) -> tuple[Decimal, ...]:
        return tuple(edge for edge in (self.low, self.high) if edge is not None)

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return f"between {plain(self.low)} and {plain(self.high)}"
        if self.low is not None:
            return f"{'at least' if self.low_is_in else 'more than'} {plain(self.low)}"
        assert self.high is not None  # a band has at least one end
        return f"{'at most' if self.high_is_in else 'less than'} {plain(self.high)}"


def plain(number: Decimal | int) -> str:
    """A number as people write it: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Basis(NamedTuple):
    """What a line stands on: its kind, what that says, and where it is published."""

    kind: str  # england, statute, every child, own deadline, later or framework
    says: str
    source: str

    @property
    def every_case(self) -> bool:
        """Statute or "every child": what a key requirement may stand on."""
        return self.kind in {"statute", "every child"}


class Band(NamedTuple):
    grade: Grade
    bound: Bound


class Member(NamedTuple):
    """One part of an `all` or `any`: a figure within a bound, or (without one) a yes/no that holds."""

    indicator: str
    bound: Bound | None
    negated: bool = False


class Joined(NamedTuple):
    """Several figures that decide together; `every` asks for all of them, otherwise any one will do."""

    every: bool
    members: tuple[Member, ...]


class NationalBand(NamedTuple):
    """A band whose line is a place in England's distribution, in the figure's own year."""

    grade: Grade
    at_least: bool
    marks: tuple[str, ...]  # lower_quartile, median, upper_quartile or england; two for a band between them


class Lines(NamedTuple):
    """The lines in force for figures whose period ends on `since` or later, best band first.

    `otherwise` is the grade of what meets no band; None where no source says, and nothing is made up. Where lines are
    `national`, the bands are worked out for each figure (`national.resolved`).
    """

    since: date
    expectation: str
    basis: Basis
    bands: tuple[Band, ...] = ()
    otherwise: Grade | None = None
    yes: Grade | None = None
    no: Grade | None = None
    joined: Joined | None = None
    national: tuple[NationalBand, ...] = ()

    def grade_of(self, value: Exact) -> Grade | None:
        """The best band the value meets; the laws are proved over bands when a rule is loaded."""
        for band in self.bands:
            if band.bound.holds(value):
                return band.grade
        return self.otherwise

    @property
    def asks_for_every_case(self) -> bool:
        """One line only, at none or at all: then a single case decides, however few there are."""
        return len(self.bands) == 1 and self.bands[0].bound.is_every_case


class SampledLines(NamedTuple):
    """The lines for evidence: the share of sampled cases at a grade or better, and bands for a given share."""

    since: date
    expectation: str
    basis: Basis
    counts: tuple[tuple[Grade, Fraction], ...] = ()
    share: tuple[Band, ...] = ()
    lowest: Grade | None = None
