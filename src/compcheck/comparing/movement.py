"""How one figure moved between two reports, and where nothing may be said of it."""

from __future__ import annotations

from fractions import Fraction

from compcheck.model.figure import FEWEST_FOR_A_SHARE
from compcheck.model.progress import (
    BETTER,
    BROKEN,
    FELL,
    HIDDEN,
    IN_DOUBT,
    RANGE_HIDDEN,
    ROSE,
    SAME,
    TOO_FEW,
    WITHIN_RANGE,
    WORSE,
    Movement,
    ToldFigure,
)

NOTHING = Fraction(0)


def movement_of(old: ToldFigure | None, new: ToldFigure | None) -> Movement | None:
    """None where there is no figure on one of the sides, or another one."""
    if old is None or new is None or old.id != new.id or old.missing or new.missing:
        return None
    indicator = new.indicator or old.indicator
    if indicator is not None:
        changed = indicator.break_between(*sorted([old.end, new.end]))
        if changed is not None:
            return Movement(BROKEN, why=f"{changed.on.isoformat()}: {changed.what}")
    if old.hidden or new.hidden:
        return Movement(HIDDEN if any(one.hidden and one.value is None for one in (old, new)) else RANGE_HIDDEN)
    if old.truth is not None or new.truth is not None:
        if old.truth == new.truth:
            return Movement(SAME)
        return Movement(_direction(new, rose=bool(new.truth)))
    if old.value is None or new.value is None:
        return None
    if new.unit == "percent" and any(one.whole is not None and one.whole < FEWEST_FOR_A_SHARE for one in (old, new)):
        return Movement(TOO_FEW)
    return _apart(old, new)


def _apart(old: ToldFigure, new: ToldFigure) -> Movement:
    by = _gap(old, new)
    if by == NOTHING:
        return Movement(WITHIN_RANGE if old.in_part or new.in_part else SAME)
    if abs(by) <= old.doubt + new.doubt:
        return Movement(IN_DOUBT)
    return Movement(_direction(new, rose=by > 0), by, at_least=old.in_part or new.in_part)


def _gap(old: ToldFigure, new: ToldFigure) -> Fraction:
    """Between the nearest values that the two may really have: 0 where these may be one and the same."""
    assert old.least is not None  # where there is a value
    assert new.least is not None
    if old.most is not None and new.least > old.most:
        return new.least - old.most
    if new.most is not None and old.least > new.most:
        return new.most - old.least
    return NOTHING


def _direction(figure: ToldFigure, *, rose: bool) -> str:
    polarity = figure.indicator.polarity if figure.indicator is not None else ""
    if polarity not in {"high", "low"}:
        return ROSE if rose else FELL
    return BETTER if rose == (polarity == "high") else WORSE
