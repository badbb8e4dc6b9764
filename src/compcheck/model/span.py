"""The values a figure may really have, where cases are not recorded or it is known only as "at least"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from compcheck.model.bands import Bound, Exact, Lines, difference
from compcheck.model.figure import Figure
from compcheck.model.grade import Grade


class Span(NamedTuple):
    """From `least` to `most`, and beyond them where it may be more (or, of a difference, less) than anybody counted."""

    least: Exact
    most: Exact
    or_more: bool = False
    or_less: bool = False

    @classmethod
    def at(cls, value: Exact) -> Span:
        return cls(value, value)

    def minus(self, other: Span) -> Span:
        """Every difference of a value of the one and a value of the other."""
        least, most = difference(self.least, other.most), difference(self.most, other.least)
        return Span(least, most, self.or_more or other.or_less, self.or_less or other.or_more)

    def worse(self, lines: Lines) -> Exact:
        """The end with the lower grade; where both have one grade, the end that is further from a better one.

        Bands lie one within the other, so that nothing between the ends has a lower grade than both of them.
        """
        least, most = (_standing(lines.grade_of(end)) for end in (self.least, self.most))
        if least != most:
            return self.least if least < most else self.most
        return self.most if _falling(lines) else self.least

    def settled(self, lines: Lines) -> bool:
        """Whether what lies beyond the ends leaves the grade as it is: there it is one grade, or only a better one."""
        worse = self.worse(lines)
        grade = lines.grade_of(worse)
        if self.or_more and not _rising(lines) and any(one != grade for one in _beyond(lines, worse, more=True)):
            return False
        return not self.or_less or _falling(lines) or all(one == grade for one in _beyond(lines, worse, more=False))

    def holds(self, bound: Bound) -> bool | None:
        """Whether all of it lies in the bound; None where that hangs on how much more it is than anybody counted."""
        held = bound.holds(self.least) and bound.holds(self.most)
        if not self.or_more or bound.high is None:
            return held
        return None if held or not _above(self.least, bound) else False


def span_held(figures: Sequence[Figure], compared: Exact, *, change: bool) -> Span | None:
    """All that may be held against the lines, where `compared` was counted: the figure, its change from the one after
    it, or its difference from England. None where nobody can say.
    """
    figure, span = figures[0], figures[0].span
    if span is None or figure.exact is None:
        return None
    if change:
        earlier = figures[1].span
        return None if earlier is None else span.minus(earlier)
    england = difference(figure.exact, compared)
    return span.minus(Span.at(england)) if england[0] else span


def _standing(grade: Grade | None) -> int:
    """Not graded stands between the lowest grade and the next."""
    return 1 if grade is None else 2 * grade.rank


def _rising(lines: Lines) -> bool:
    """Whether more is never worse."""
    return all(band.bound.high is None for band in lines.bands)


def _falling(lines: Lines) -> bool:
    return all(band.bound.low is None for band in lines.bands)


def _above(value: Exact, bound: Bound) -> bool:
    """Whether it is higher than anything the bound holds."""
    return not bound._replace(low=None).holds(value)


def _beyond(lines: Lines, value: Exact, *, more: bool) -> Iterator[Grade | None]:
    """The grades that are met there: at every line, between each two, and past the last."""
    first, way = Fraction(*value), 1 if more else -1
    edges = {Fraction(edge) for band in lines.bands for edge in band.bound.edges()}
    stops = sorted({first, *(edge for edge in edges if (edge - first) * way > 0)}, reverse=not more)
    between = [(one + other) / 2 for one, other in pairwise(stops)]
    for point in (*stops, *between, stops[-1] + way):
        yield lines.grade_of(point.as_integer_ratio())
