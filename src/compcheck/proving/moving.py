"""The same rule with one of its lines moved by the smallest step: if no case notices, no case holds that line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from compcheck.model.bands import Band, Bound, Lines, SampledLines, plain
from compcheck.model.rule import Rule
from compcheck.proving.covering import STEP, step_of


def moved(rule: Rule, units: Mapping[str, str]) -> Iterator[tuple[str, Rule]]:
    """Every such rule, with what was done to it. `units` are those of its indicators.

    Shares of sampled cases are left out: their smallest step depends on the sample.
    """
    for at, lines in enumerate(rule.lines):
        for says, other in _of_block(lines, units.get(rule.indicator or "", ""), units):
            yield f"{says}, since {lines.since}", replace(rule, lines=(*rule.lines[:at], other, *rule.lines[at + 1 :]))
    for at, sampled in enumerate(rule.sampled):
        for place, band in enumerate(sampled.share):
            for says, bound in _of_bound(band.bound, STEP):
                other_sampled = sampled._replace(share=_with(sampled.share, place, bound))
                blocks: tuple[SampledLines, ...] = (*rule.sampled[:at], other_sampled, *rule.sampled[at + 1 :])
                yield f"{band.grade.word} of a share: {says}, since {sampled.since}", replace(rule, sampled=blocks)


def _of_block(lines: Lines, unit: str, units: Mapping[str, str]) -> Iterator[tuple[str, Lines]]:
    for place, band in enumerate(lines.bands):
        for says, bound in _of_bound(band.bound, step_of(unit)):
            yield f"{band.grade.word}: {says}", lines._replace(bands=_with(lines.bands, place, bound))
    for place, national in enumerate(lines.national):
        for end, mark in enumerate(national.marks):
            for other in sorted({"lower_quartile", "median", "upper_quartile"} - {mark}):
                marks = (*national.marks[:end], other, *national.marks[end + 1 :])
                bands = (*lines.national[:place], national._replace(marks=marks), *lines.national[place + 1 :])
                says = f"{national.grade.word}: England's {mark}, made its {other}".replace("_", " ")
                yield says, lines._replace(national=bands)
    if lines.joined is None:
        return
    members = lines.joined.members
    for place, member in enumerate(members):
        if member.bound is not None:
            for says, bound in _of_bound(member.bound, step_of(units[member.indicator])):
                others = (*members[:place], member._replace(bound=bound), *members[place + 1 :])
                yield f"{member.indicator}: {says}", lines._replace(joined=lines.joined._replace(members=others))


def _with(bands: tuple[Band, ...], place: int, bound: Bound) -> tuple[Band, ...]:
    return (*bands[:place], bands[place]._replace(bound=bound), *bands[place + 1 :])


def _of_bound(bound: Bound, step: Decimal) -> Iterator[tuple[str, Bound]]:
    """Each end a step up, a step down, and turned from in to out or from out to in."""
    low, high, low_is_in, high_is_in = bound.low, bound.high, bound.low_is_in, bound.high_is_in
    ends: list[tuple[Bound, str]] = []
    if low is not None:
        ends += [(Bound.of(low + way * step, high, low_is_in=low_is_in, high_is_in=high_is_in), "") for way in (1, -1)]
        ends.append((Bound.of(low, high, low_is_in=not low_is_in, high_is_in=high_is_in), _turned(low, low_is_in)))
    if high is not None:
        ends += [(Bound.of(low, high + way * step, low_is_in=low_is_in, high_is_in=high_is_in), "") for way in (1, -1)]
        ends.append((Bound.of(low, high, low_is_in=low_is_in, high_is_in=not high_is_in), _turned(high, high_is_in)))
    yield from ((f"{bound}, {says or f'made {other}'}", other) for other, says in ends)


def _turned(edge: Decimal, was_in: bool) -> str:  # noqa: FBT001  # a bound's own word for it
    return f"with {plain(edge)} itself {'left out' if was_in else 'taken in'}"
