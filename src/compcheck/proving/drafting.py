"""Cases for a rule that has none: on every end of every band and just off it, by each answer, and without data.

What each expects is what the rule gives. So they prove nothing yet: whoever wrote the rule reads them, and sees whether
the lines say what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from compcheck.model.bands import Bound, SampledLines, plain
from compcheck.model.case import Case
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import Indicator
from compcheck.model.library import Library
from compcheck.model.rule import Rule
from compcheck.model.submission import KINDS
from compcheck.proving.covering import STEP, step_of
from compcheck.proving.trying import finding_of

SAMPLE = 60
"""How many cases a drafted sample has: enough for a grade, and whole in halves, thirds, quarters and fifths."""


class Draft(NamedTuple):
    """What a case gives, and what it shows in a few words; `ended` where the figures' period must be a certain one."""

    shows: str
    given: Mapping[str, object]
    evidence: Mapping[str, object] | None = None


def drafted(rule: Rule, framework: Framework, library: Library, ended: date | None = None) -> list[dict[str, object]]:
    """The cases as they are written in a file. `ended` is the end of the period that all of them are of."""
    found = []
    for draft in _drafts(rule, framework, library, ended):
        case = Case("", "", 1, draft.given, ("not graded", ""), draft.evidence, ended)
        outcome = finding_of(case, rule, framework, library).outcome
        expect: object = outcome.word if isinstance(outcome, Grade) else {"not graded": outcome.reason.value}
        said = f"{draft.shows} is {outcome.word if isinstance(outcome, Grade) else 'not graded'}"
        one: dict[str, object] = {"case": said, "given": dict(draft.given)}
        one |= {"evidence": draft.evidence} if draft.evidence is not None else {}
        one |= {"ended": ended.isoformat()} if ended is not None else {}
        found.append({**one, "expect": expect})
    return found


def _drafts(rule: Rule, framework: Framework, library: Library, ended: date | None) -> Iterator[Draft]:
    if rule.indicator is not None:
        yield from _of_figure(rule, library.catalogue.indicators[rule.indicator], framework, library, ended)
    if rule.topic is not None and rule.indicator is None:
        yield from _of_evidence(rule, framework)
    yield Draft("nothing supplied", {})


def _of_figure(
    rule: Rule, indicator: Indicator, framework: Framework, library: Library, ended: date | None
) -> Iterator[Draft]:
    if indicator.unit == "yes/no":
        yield from (Draft(word, {indicator.id: answer}) for word, answer in (("yes", True), ("no", False)))
        return
    if rule.never_graded is not None:
        yield Draft("a figure", {indicator.id: 10})
        return
    probe = Case("", "", 1, {indicator.id: 10}, ("not graded", ""), None, ended)
    lines = finding_of(probe, rule, framework, library).lines
    seen = set()
    for band in lines.bands if lines is not None else ():
        for shows, value in _around(band.bound, step_of(indicator.unit)):
            if value not in seen:
                seen.add(value)
                yield Draft(shows, {indicator.id: value})


def _around(bound: Bound, step: Decimal) -> Iterator[tuple[str, int | Decimal]]:
    """On each end, and one step off it on its other side."""
    ends = ((bound.low, bound.low_is_in, -step), (bound.high, bound.high_is_in, step))
    for edge, is_in, outwards in ends:
        if edge is not None:
            off = edge + (outwards if is_in else -outwards)
            yield f"exactly {plain(edge)}", _number(edge)
            yield plain(off), _number(off)


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _of_evidence(rule: Rule, framework: Framework) -> Iterator[Draft]:
    held_down = {cap.kind for cap in framework.capped}
    kind = next(one for one in ("moderated audit", "inspection", *KINDS) if one not in held_down)
    best = framework.highest.word
    yield Draft(f"an inspection that found it {best}", {}, {"kind": "inspection", "grade": best})
    for sampled in rule.sampled:
        yield from _of_counts(sampled, framework, kind)
        for band in sampled.share:
            for shows, value in _around(band.bound, STEP):
                said = {"kind": kind, "sample": {"n": SAMPLE}, "share": value}
                yield Draft(f"a share of {shows.removeprefix('exactly ')} %", {}, said)


def _of_counts(sampled: SampledLines, framework: Framework, kind: str) -> Iterator[Draft]:
    """For each grade exactly its share of a sample at that grade, and one case fewer; the rest at the lowest."""
    lowest = framework.scale.lowest.word
    for grade, share in sampled.counts:
        whole = SAMPLE if (share * SAMPLE).denominator == 1 else SAMPLE * share.denominator
        for short in (0, 1):
            reached = int(share * whole) - short
            counts = {word: n for word, n in ((grade.word, reached), (lowest, whole - reached)) if n}
            said = {"kind": kind, "sample": {"n": whole}, "counts": counts}
            yield Draft(f"{reached} of {whole} sampled cases {grade.word}", {}, said)
