"""Lines over a figure that are places in England's distribution, worked out in the figure's own year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from compcheck.model.bands import Band, Basis, Bound, Lines, NationalBand
from compcheck.model.grade import NotGraded, Reason
from compcheck.model.indicator import Indicator, Published


def resolved(lines: Lines, indicator: Indicator, ended: date) -> Lines | NotGraded:
    """The lines as numbers, for a figure whose period ended on that day, or why there are none.

    England is taken in the figure's own year or else in the latest before it for which every place was published,
    never across a break.
    """
    if not indicator.same_as:
        return NotGraded(Reason.NO_COMPARATOR, "this figure is the same as no published series")
    for position in reversed([one for one in indicator.published if one.ended <= ended]):
        found = lines_in(lines, position)
        if found is None:
            continue
        changed = indicator.break_between(position.ended, ended)
        if changed is not None:
            fact = f"England's distribution of {position.year} is older: {changed.what}"
            return NotGraded(Reason.NOT_COMPARABLE, fact)
        return found
    return NotGraded(Reason.NO_COMPARATOR, "no distribution over authorities is published for its year or before")


def lines_in(lines: Lines, position: Published) -> Lines | None:
    """The national lines as numbers in one published year; None where one of them was not published."""
    bands = [_band(one, position) for one in lines.national]
    known = tuple([band for band in bands if band is not None])
    if len(known) < len(bands):
        return None
    return lines._replace(basis=Basis("england", position.year, position.source), bands=known)


def _band(band: NationalBand, position: Published) -> Band | None:
    at: list[Decimal] = []
    for mark in band.marks:
        value: Decimal | None = getattr(position, mark)
        if value is None:
            return None
        at.append(value)
    if len(at) > 1:
        return Band(band.grade, Bound.of(at[0], at[1]))
    return Band(band.grade, Bound.of(at[0], None) if band.at_least else Bound.of(None, at[0]))
