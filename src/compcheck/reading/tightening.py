"""What a changed rule asks less of than the rule it changes: nothing, if it only tightens.

Proved as lines are when they are loaded: grades change only at a line, so every line of both, the points between and
the points beyond are enough; and lines change only on the days that either names, or that England's figures bring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.bands import Bound, Joined, Lines, Member, SampledLines
from compcheck.model.grade import Grade, NotGraded
from compcheck.model.indicator import Indicator
from compcheck.model.national import resolved
from compcheck.model.rule import Rule
from compcheck.reading.line_proofs import PER_CENT, NumberLine
from compcheck.reading.yaml_file import Path

SHOWN_BY = ("indicator", "topic", "left_to_inspectors", "change_months", "against", "parameter", "judged")
"""What shows a requirement: where it differs, the lines of one and of the other are not of the same thing."""
KEYS = {"topic": "evidence", "change_months": "change"}
"""As they stand in a file, where that is another word."""


class Looser(NamedTuple):
    """One way in which less is asked; `statutory`: of what stands on statute or every child, which nobody may loosen.

    Of a weight it is not: only overlay.yaml gives weights, and a lower one is refused there.
    """

    fact: str
    statutory: bool
    path: Path


def stands_on_statute(rule: Rule) -> bool:
    """Or on every child: whether any of its lines does."""
    return any(lines.basis.every_case for lines in rule.lines) or any(one.basis.every_case for one in rule.sampled)


def looser(base: Rule, own: Rule, indicators: Mapping[str, Indicator]) -> Iterator[Looser]:
    """Every way in which `own` could give a better grade than `base`, or weigh otherwise in its area."""
    if base.key and not own.key:
        yield Looser("it is a key requirement no longer", stands_on_statute(base), ("key",))
    if base.weight != own.weight:
        fact = f"it weighs {own.weight}, and {base.weight} before: what others weigh changes with it"
        yield Looser(fact, False, ("weight",))
    otherwise = [name for name in SHOWN_BY if getattr(base, name) != getattr(own, name)]
    for name in otherwise:
        key = KEYS.get(name, name)
        yield Looser(
            f"another `{key}` shows it, and nobody can say that it asks as much", stands_on_statute(base), (key,)
        )
    if not otherwise:
        yield from _figures(base, own, indicators)
        yield from _sampled(base, own)


def _figures(base: Rule, own: Rule, indicators: Mapping[str, Indicator]) -> Iterator[Looser]:
    """On every day on which something changes; each kind of slackness is told once, on its first day."""
    told: set[tuple[Path, bool]] = set()
    for day in _days(base, own, indicators):
        before, after = base.lines_on(day), own.lines_on(day)
        path: Path = ("grades", own.lines.index(after)) if after is not None else ("grades",)
        was, now = (_as_numbers(lines, own, indicators, day) for lines in (before, after))
        fact = _looser_then(was, now, base, own, indicators)
        statutory = before is not None and before.basis.every_case
        if fact and (path, statutory) not in told:
            told.add((path, statutory))
            yield Looser(f"of a figure whose period ended on {day}, {fact}", statutory, path)


def _as_numbers(lines: Lines | None, own: Rule, indicators: Mapping[str, Indicator], day: date) -> Lines | None:
    """Lines in England's distribution are worked out for the day; where they cannot be, they grade nothing."""
    if lines is None or not lines.national:
        return lines
    found = resolved(lines, indicators[own.indicator or ""], day)
    return lines if isinstance(found, NotGraded) else found


def _days(base: Rule, own: Rule, indicators: Mapping[str, Indicator]) -> list[date]:
    """Those on which the lines of either, or what they mean, can change."""
    days = {lines.since for lines in (*base.lines, *own.lines)}
    for name in own.indicators:
        days |= {one.ended for one in indicators[name].published} | {one.on for one in indicators[name].breaks}
    first = min((lines.since for lines in (*base.lines, *own.lines)), default=date.max)
    return sorted(day for day in days if day >= first)


def _looser_then(
    before: Lines | None, after: Lines | None, base: Rule, own: Rule, indicators: Mapping[str, Indicator]
) -> str:
    """The fact, or "" if nothing is graded better by `after` than by `before`."""
    if before is None or after is None:
        if before is after:
            return ""
        return "there is a line where there was none" if before is None else "there is no line where there was one"
    if before.joined is not None or after.joined is not None:
        if before.joined is None or after.joined is None:
            return "the lines are of another kind"
        return _joined(before.joined, after.joined, base, indicators)
    unknown = [bool(one.national and not one.bands) for one in (before, after)]
    if any(unknown):
        gives = (
            "England's figures give no line, and there is one"
            if unknown[0]
            else "no line is left: England's figures give none"
        )
        return "" if all(unknown) else gives
    if (before.yes is None) != (after.yes is None):
        return "the lines are of another kind"
    if before.yes is not None:
        answers = (("yes", before.yes, after.yes), ("no", before.no, after.no))
        return next((_said(answer, old, new) for answer, old, new in answers if _rank(new) > _rank(old)), "")
    indicator = indicators[own.indicator or ""]
    difference = own.change_months is not None or own.against is not None
    if not difference and (said := _single_cases(before, after, indicator)):
        return said
    return _bands(before, after, NumberLine.of(indicator, difference=difference))


def _single_cases(before: Lines, after: Lines, indicator: Indicator) -> str:
    """Where all or none is asked for, a share of a handful is graded, and one known case holds evidence down."""
    if before.asks_for_every_case and not after.asks_for_every_case:
        return "a single case decides no longer"
    if after.asks_for_every_case and not before.asks_for_every_case and indicator.unit == "percent":
        return f"a share of a handful of cases is graded now (only {after.bands[0].bound} is asked for), and was not"
    return ""


def _bands(before: Lines, after: Lines, line: NumberLine) -> str:
    for point in _points(line, [band.bound for lines in (before, after) for band in lines.bands]):
        exact = point.as_integer_ratio()
        old, new = before.grade_of(exact), after.grade_of(exact)
        if _rank(new) > _rank(old):
            return _said(_number(point), old, new)
        if _open(after, new) > _open(before, old):
            return f"{_number(point)} leaves evidence a better grade open than it did"
    return ""


def _open(lines: Lines, grade: Grade | None) -> int:
    """The rank that evidence beside a figure may still reach: where no line says, what lies below the last band."""
    return grade.rank if grade is not None else max(lines.bands[-1].grade.rank - 1, 0)


def _joined(before: Joined, after: Joined, base: Rule, indicators: Mapping[str, Indicator]) -> str:
    """Whether what meets `after` always meets `before`, whatever is missing. Shown indicator by indicator.

    `all`: each indicator of before is held by after to no more values, and after may name others besides, but none that
    `base` names at another time: its figure was unknown then and is known now. `any`: both name the same, and none
    takes more values.
    """
    if before.every != after.every:
        return "`all` and `any` are exchanged"
    old, new = _by_name(before), _by_name(after)
    if missing := [name for name in old if name not in new]:
        return f"`{missing[0]}` is looked at no longer"
    for more in (name for name in new if name not in old):
        if not before.every:
            return f"`{more}` is enough now, and was not"
        if more in base.indicators:
            return f"`{more}` is looked at where it was not, and at another time is looked at already"
    for name in old:
        handful = [
            all(one.bound is not None and one.bound.is_every_case for one in those[name]) for those in (old, new)
        ]
        if indicators[name].unit == "percent" and handful[0] != handful[1]:
            return f"a share of a handful of cases of `{name}` decides {'now' if handful[1] else 'no longer'}"
        for value in _values(indicators[name], [*old[name], *new[name]]):
            held_before, held_after = (_holds(one, value, every=before.every) for one in (old[name], new[name]))
            if held_after and not held_before:
                shown = ("yes" if value else "no") if isinstance(value, bool) else _number(value)
                return f"`{name}` at {shown} is enough now, and was not"
    return ""


def _by_name(joined: Joined) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for member in joined.members:
        found.setdefault(member.indicator, []).append(member)
    return dict(sorted(found.items()))


def _values(indicator: Indicator, members: list[Member]) -> list[bool] | list[Fraction]:
    if indicator.unit == "yes/no":
        return [False, True]
    bounds = [member.bound for member in members if member.bound is not None]
    return _points(NumberLine.of(indicator, difference=False), bounds)


def _points(line: NumberLine, bounds: list[Bound]) -> list[Fraction]:
    """The lines themselves first, since a message says it best with one of them."""
    edges = {Fraction(edge) for bound in bounds for edge in bound.edges()}
    return sorted(line.points(bounds), key=lambda point: (point not in edges, point))


def _holds(members: list[Member], value: bool | Fraction, *, every: bool) -> bool:  # noqa: FBT001  # a yes/no is a value
    answers = [
        value is not member.negated if member.bound is None else member.bound.holds(Fraction(value).as_integer_ratio())
        for member in members
    ]
    return all(answers) if every else any(answers)


def _sampled(base: Rule, own: Rule) -> Iterator[Looser]:
    """Lines for evidence, likewise on every day on which they change."""
    told: set[tuple[Path, bool]] = set()
    for day in sorted({lines.since for lines in (*base.sampled, *own.sampled)}):
        before, after = base.sampled_on(day), own.sampled_on(day)
        path: Path = ("sampled", own.sampled.index(after)) if after is not None else ("sampled",)
        fact = _less_of_samples(before, after)
        statutory = before is not None and before.basis.every_case
        if fact and (path, statutory) not in told:
            told.add((path, statutory))
            yield Looser(f"of evidence of {day}, {fact}", statutory, path)


def _less_of_samples(before: SampledLines | None, after: SampledLines | None) -> str:
    if before is None or after is None:
        if before is after:
            return ""
        return "there is a line where there was none" if before is None else "there is no line where there was one"
    for key, old, new in (("counts", before.counts, after.counts), ("share", before.share, after.share)):
        if bool(old) != bool(new):
            return f"there is a line for `{key}` where there was none" if new else f"`{key}` has a line no longer"
    asked = dict(before.counts)
    for grade, share in after.counts:
        if grade not in asked:
            return f"a share of cases makes it {grade.word}, and none did"
        if share < asked[grade]:
            return f"{share} of the cases make it {grade.word}, and {asked[grade]} did"
    old_bands, new_bands = (_as_lines(one) for one in (before, after))
    return _bands(old_bands, new_bands, PER_CENT) if before.share else ""


def _as_lines(sampled: SampledLines) -> Lines:
    return Lines(sampled.since, sampled.expectation, sampled.basis, sampled.share, sampled.lowest)


def _rank(grade: Grade | None) -> int:
    """Not graded stands between the lowest grade and the next, as where lines are proved."""
    return 1 if grade is None else 2 * grade.rank


def _said(at: str, old: Grade | None, new: Grade | None) -> str:
    words = ["not graded" if grade is None else grade.word for grade in (old, new)]
    return f"{at} is {words[1]}, and was {words[0]}"


def _number(point: Fraction) -> str:
    return f"{float(point):.6g}"
