"""How far a figure is from the next line, how sure the figure is, and whether one case would change the grade."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.bands import Band, Bound, Exact, Lines
from compcheck.model.figure import Figure
from compcheck.model.grade import Grade

Z_SQUARED = Fraction(38416, 10000)
"""1.96 squared: a 95 % interval. Source: Wilson, Journal of the American Statistical Association 22 (1927)."""


class Interval(NamedTuple):
    """A Wilson 95 % interval of a share, in per cent, one decimal, rounded outwards."""

    low: Decimal
    high: Decimal


class Next(NamedTuple):
    """The next better band: how far away in the unit and, where a denominator is known, in cases.

    `more` is whether the count must rise: the cases are then so many more, otherwise so many fewer.
    """

    band: Band
    away: Fraction
    more: bool
    cases: int | None


class Margin(NamedTuple):
    """`one_case`: one case more or fewer gives another grade. `untold_from`: a line inside the interval."""

    next: Next | None = None
    one_case: bool = False
    interval: Interval | None = None
    untold_from: Decimal | None = None


def wilson(part: int, whole: int) -> Interval:
    """The 95 % interval of part in whole (whole above 0), in per cent."""
    with localcontext() as context:
        context.prec = 28
        p, n, z2 = Decimal(part) / whole, Decimal(whole), Decimal("3.8416")
        centre = p + z2 / (2 * n)
        spread = (z2 * (p * (1 - p) / n + z2 / (4 * n * n))).sqrt()
        low, high = (100 * (centre + way * spread) / (1 + z2 / n) for way in (-1, 1))
        tenth = Decimal("0.1")
        return Interval(
            max(Decimal("0.0"), low.quantize(tenth, ROUND_FLOOR)),
            min(Decimal("100.0"), high.quantize(tenth, ROUND_CEILING)),
        )


def cannot_be_told_from(line: Decimal, part: int, whole: int) -> bool:
    """Whether a line (in per cent) lies inside the Wilson interval; exact, since that interval inverts this test."""
    top, bottom = line.as_integer_ratio()
    bottom *= 100
    off = part * bottom - top * whole
    return off * off * Z_SQUARED.denominator <= Z_SQUARED.numerator * top * (bottom - top) * whole


def margin_of(figure: Figure, lines: Lines, compared: Exact, grade: Grade | None, highest: Grade) -> Margin:
    """The margin of a graded figure; `compared` is what was held against the lines (a value, change or difference)."""
    said = figure.recording
    if said is not None and (said.at_least or any(len(band.bound.edges()) > 1 for band in lines.bands)):
        return Margin()  # how far it is to a line, nobody can say of a figure that may lie on both sides of it
    part, whole = _counts_at(compared, figure)
    following = _next(lines, compared, grade, highest, whole, part)
    if part is None or not whole:
        return Margin(following)
    neighbours = [(100 * count, whole) for count in (part - 1, part + 1) if 0 <= count <= whole]
    one_case = any(lines.grade_of(value) != grade for value in neighbours)
    if lines.asks_for_every_case or said is not None:
        return Margin(following, one_case)  # where every case must be right, or is not recorded, chance has no part
    edges = [edge for band in lines.bands for edge in band.bound.edges() if 0 < edge < 100]
    near = [edge for edge in edges if cannot_be_told_from(edge, part, whole)]
    nearest = min(near, key=lambda edge: abs(Fraction(edge) - Fraction(100 * part, whole)), default=None)
    return Margin(following, one_case, wilson(part, whole), nearest)


def _counts_at(compared: Exact, figure: Figure) -> tuple[int | None, int | None]:
    """Numerator and denominator of a share, at the end of its range that was held against the lines."""
    part, whole = figure.numerator, figure.denominator
    if figure.indicator.unit != "percent" or part is None or not whole:
        return None, None
    if figure.exact == compared:
        return part, whole
    said = figure.recording
    if said is not None and Fraction(100 * (part + said.not_recorded), whole) == Fraction(*compared):
        return part + said.not_recorded, whole
    return None, None


def _next(
    lines: Lines, compared: Exact, grade: Grade | None, highest: Grade, whole: int | None, part: int | None
) -> Next | None:
    better = [
        band
        for band in lines.bands
        if band.grade.rank <= highest.rank and (grade is None or band.grade.rank > grade.rank)
    ]
    if not better:
        return None
    band = better[-1]  # bands stand best first: the last is the nearest better one
    edge, more = band.bound.edge_for(compared)
    away = abs(Fraction(*compared) - Fraction(edge))
    cases = None if whole is None or part is None else _cases(band.bound, part, whole, more=more)
    return Next(band, away, more, cases)


def _cases(bound: Bound, part: int, whole: int, *, more: bool) -> int | None:
    """The fewest cases by which the count must rise or fall to lie in the band; None if no whole case does."""
    edge = Fraction((bound.low if more else bound.high) or 0) * whole / 100
    count = -(-edge.numerator // edge.denominator) if more else edge.numerator // edge.denominator
    if not bound.holds((100 * count, whole)):  # the line itself is not in the band
        count += 1 if more else -1
    return abs(count - part) if 0 <= count <= whole and bound.holds((100 * count, whole)) else None
