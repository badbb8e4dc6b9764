"""How lines moved: tightened where less is now good enough for the grade, loosened where more is, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from compcheck.model.bands import Band, Bound, Lines, plain
from compcheck.model.difference import Difference
from compcheck.reporting.numbers import PLURAL_UNITS


def moved_lines(
    where: str, what: str, bands: tuple[Sequence[Band], Sequence[Band]], unit: str | None
) -> Iterator[Difference]:
    """Of two blocks, band by band. Without a unit (two figures that nothing makes alike) a line is only another one."""
    old, new = ({band.grade.word: band.bound for band in side} for side in bands)
    for word in dict.fromkeys([*new, *old]):
        was, now = old.get(word), new.get(word)
        if was == now:
            continue
        kind = "added" if was is None else "removed" if now is None else "changed"
        by = ""
        if was is not None and now is not None and unit is not None:
            kind = way_moved(was, now)
            by = _by_how_much(was, now, unit) if kind in {"tightened", "loosened"} else ""
        yield Difference(
            kind, where, f"{what}: {word}", "" if was is None else str(was), "" if now is None else str(now), by
        )


def way_moved(was: Bound, now: Bound) -> str:
    """Tightened where every value the new band holds the old one held; loosened the other way round; else changed."""
    tighter, looser = _holds_all_of(was, now), _holds_all_of(now, was)
    if tighter == looser:
        return "changed"
    return "tightened" if tighter else "loosened"


def _holds_all_of(outer: Bound, inner: Bound) -> bool:
    low = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (outer.low_is_in or not inner.low_is_in)))
    )
    high = outer.high is None or (
        inner.high is not None
        and (inner.high < outer.high or (inner.high == outer.high and (outer.high_is_in or not inner.high_is_in)))
    )
    return low and high


def _by_how_much(was: Bound, now: Bound, unit: str) -> str:
    """The distance of the ends that moved: `7.7 percentage points`; "" where an end only left or joined its band."""
    ends = ((was.low, now.low), (was.high, now.high))
    moved = [abs(one - other) for one, other in ends if one is not None and other is not None and one != other]
    return f"{' and '.join(map(_said, moved))} {PLURAL_UNITS.get(unit, '')}".rstrip() if moved else ""


def _said(number: Decimal) -> str:
    return plain(number)


def joined_told(block: Lines) -> str:
    """What an `all` or `any` asks for."""
    if block.joined is None:
        return ""
    asked = [
        f"{one.indicator} {one.bound}" if one.bound is not None else f"{'no' if one.negated else 'yes'} {one.indicator}"
        for one in block.joined.members
    ]
    return f"{'all' if block.joined.every else 'any'} of: {'; '.join(asked)}"
