"""Frameworks and submissions at random, for the laws that must hold of every one of them.

Lines are drawn as the proofs at loading leave them: bands lie one within the other, and each member of a joined rule
asks for more of what is better. Everything else (weights, keys, dates, marks, gaps, small numbers) is left to chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    LONG_AGO,
    SCALE,
    YEAR,
    YEAR_BEFORE,
    all_of,
    any_of,
    at_least,
    at_most,
    bands,
    between,
    entry,
    evaluated,
    framework,
    indicator,
    replace,
    rule,
    sampled,
    yes_is,
)
from compcheck.measuring import figure_of
from compcheck.model.bands import Bound, Lines, Member, SampledLines
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import Break, Indicator, Published
from compcheck.model.rule import Rule
from compcheck.model.submission import DIRECTIONS, KINDS, MARKS, Entry, Evidence, Sample
from compcheck.model.when import Period, When

NEW_LINES = date(2013, 3, 31)
"""Where a rule has two blocks of lines, the second begins here: figures of the year are held to it."""

ENGLAND = (
    Published("2012-13", YEAR.end, "DfE", Decimal(60)),
    Published("2011-12", YEAR_BEFORE.end, "DfE", Decimal(50)),
)
BREAK = (Break(YEAR.start, "the clock changed"),)
MIDDLE, AROUND_IT = between(20, 30), between(10, 50)

INDICATORS: Mapping[str, Indicator] = {
    one.id: one
    for one in (
        indicator("high", published=ENGLAND),
        indicator("high_broken", published=ENGLAND[1:], breaks=BREAK),
        indicator("low", polarity="low", published=ENGLAND),
        indicator("count", "count", "low"),
        indicator("average", "number", "low"),
        indicator("middle", polarity="middle"),
        indicator("yes", "yes/no", "high"),
        indicator("no", "yes/no", "low"),
    )
}
TOPICS = ("records", "morale")
ENDS = st.sampled_from([YEAR, YEAR, YEAR, YEAR, YEAR_BEFORE, YEAR_BEFORE, Period(LONG_AGO, LONG_AGO)])
WORDS = st.sampled_from(("good", "good", *SCALE.words))
TWENTIETHS = (12, 5, 15, 19, 1, 8, *range(21))
MOSTLY = st.sampled_from([True, True, True, True, True, False])


@dataclass(frozen=True)
class Given:
    """What a submission says, before anything is worked out."""

    entries: Mapping[str, Entry]
    evidence: Mapping[str, Evidence]

    def under(self, edition: Framework) -> Evaluation:
        figures = [figure_of(one, INDICATORS[name]) for name, one in self.entries.items()]
        return evaluated(edition, figures, self.evidence.values())

    def with_entry(self, entry: Entry) -> Given:
        return replace(self, entries={**self.entries, entry.indicator: entry})


# --- lines ------------------------------------------------------------------------------------------------------------


def bound_of(one: Indicator, line: int) -> Bound:
    """The better the figure, the sooner it lies within."""
    return at_least(line) if one.polarity == "high" else at_most(line)


@st.composite
def lines_of(
    draw: st.DrawFn, one: Indicator, since: date = LONG_AGO, edges: tuple[int, ...] = (70, 50, 90, 30, 10)
) -> Lines:
    """Bands for the figure itself, or, with other edges, for its change or its difference from England."""
    if one.unit == "yes/no":
        worse = draw(st.sampled_from([INADEQUATE, ADEQUATE]))
        return yes_is(GOOD, no=worse) if one.polarity == "high" else yes_is(worse, no=GOOD)
    if one.polarity == "middle":
        around = draw(st.none() | st.just(AROUND_IT))
        rest = [INADEQUATE, None] if around else [INADEQUATE, ADEQUATE, None]
        return bands(MIDDLE, around, otherwise=draw(st.sampled_from(rest)))
    if not draw(MOSTLY):
        line = draw(st.sampled_from([*edges, 0, 100]))
        return bands(bound_of(one, line), otherwise=draw(st.sampled_from([INADEQUATE, ADEQUATE, None])), since=since)
    two = draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True))
    nearer, further = sorted(two, reverse=one.polarity == "high")
    return bands(
        bound_of(one, nearer), bound_of(one, further), otherwise=draw(st.sampled_from([INADEQUATE, None])), since=since
    )


@st.composite
def member(draw: st.DrawFn, one: Indicator) -> Member:
    if one.unit == "yes/no":
        return Member(one.id, None, negated=one.polarity == "low")
    if one.polarity == "middle":
        return Member(one.id, draw(st.sampled_from([MIDDLE, AROUND_IT])))
    return Member(one.id, bound_of(one, draw(st.sampled_from([0, 10, 50, 90, 100]))))


@st.composite
def joined(draw: st.DrawFn) -> tuple[Lines, ...]:
    """One block or two; the second may ask for other figures, and join them in another way."""
    blocks = []
    for since in [LONG_AGO, NEW_LINES][: draw(st.sampled_from([2, 1]))]:
        names = draw(st.lists(st.sampled_from(sorted(INDICATORS)), min_size=2, max_size=3, unique=True))
        members = [draw(member(INDICATORS[name])) for name in names]
        blocks.append(draw(st.sampled_from([all_of, any_of]))(*members, since=since))
    return tuple(blocks)


@st.composite
def sampled_lines(draw: st.DrawFn) -> SampledLines:
    share = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(9, 10), Fraction(1)])
    good, adequate = sorted([draw(st.integers(1, 100)), draw(st.integers(1, 100))], reverse=True)
    counts = {GOOD: draw(share), ADEQUATE: draw(share)} if draw(st.booleans()) else None
    shares = {GOOD: at_least(good), ADEQUATE: at_least(adequate)} if draw(st.booleans()) else None
    return sampled(counts, shares)


# --- rules and frameworks ---------------------------------------------------------------------------------------------

NUMBERS = [name for name, one in sorted(INDICATORS.items()) if one.unit != "yes/no" and one.polarity != "middle"]
KINDS_OF_RULE = ("lines", "change", "against", "joined", "evidence", "either")


@st.composite
def a_rule(draw: st.DrawFn, area: str, place: int, kinds: tuple[str, ...] = KINDS_OF_RULE) -> Rule:
    kind = draw(st.sampled_from(kinds))
    weight = draw(st.integers(0, 3))
    common: dict[str, Any] = {"weight": Fraction(weight), "key": bool(weight) and draw(st.booleans())}
    name = f"{area}/{place}"
    if kind == "joined":
        return rule(name, *draw(joined()), indicator=None, **common)
    if kind in {"evidence", "either"}:
        common |= {"topic": draw(st.sampled_from(TOPICS)), "sampled": (draw(sampled_lines()),)}
    if kind == "evidence":
        return rule(name, indicator=None, **common)
    if kind in {"change", "against"}:
        common |= {"change_months": 12} if kind == "change" else {"against": "england"}
        one = INDICATORS[draw(st.sampled_from(NUMBERS))]
        return rule(name, draw(lines_of(one, edges=(0, 10, -10, 5, -5))), indicator=one.id, **common)
    if kind == "either":  # evidence has most to say where the figure has least
        one = INDICATORS[draw(st.sampled_from(NUMBERS))]
        block = replace(draw(lines_of(one)), otherwise=draw(st.sampled_from([None, None, None, INADEQUATE])))
        return rule(name, block, indicator=one.id, **common)
    one = INDICATORS[draw(st.sampled_from(sorted(INDICATORS)))]
    lines = [draw(lines_of(one))]
    if one.id in NUMBERS and draw(st.booleans()):
        lines.append(draw(lines_of(one, since=NEW_LINES)))
    return rule(name, *lines, indicator=one.id, **common)


@st.composite
def frameworks(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS_OF_RULE) -> Framework:
    areas = ("practice", "leadership")[: draw(st.integers(1, 2))]
    rules = [draw(a_rule(area, place, kinds)) for area in areas for place in range(draw(st.integers(1, 3)))]
    share = draw(st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]))
    return framework(*rules, share=share)


def requirement(*kinds: str) -> st.SearchStrategy[Framework]:
    """A framework that asks for one thing only: where a law of findings is broken, this is where it is seen."""
    return a_rule("practice", 0, kinds).map(framework)


# --- what a submission says -------------------------------------------------------------------------------------------


@st.composite
def value_of(draw: st.DrawFn, one: Indicator) -> dict[str, Any]:
    """A figure that is there: as counts, as a bare value, as a value whose denominator is not published."""
    if one.unit == "yes/no":
        return {"value": draw(st.booleans())}
    if one.unit in {"count", "number"}:
        return {"value": draw(st.integers(0, 100))}
    way = draw(st.integers(0, 4))
    if way < 3:
        whole = draw(st.sampled_from([20, 20, 20, 40, 19, 3]))
        return {"numerator": whole * draw(st.sampled_from(TWENTIETHS)) // 20, "denominator": whole}
    value = Decimal(draw(st.integers(0, 200))) / 2
    return {"value": value, "denominator_published": way == 3}


@st.composite
def no_value(draw: st.DrawFn, one: Indicator) -> dict[str, Any]:
    ways: list[dict[str, Any]] = [{"not_supplied": "not counted"}, {"value": draw(st.sampled_from(sorted(MARKS)))}]
    if one.unit == "percent":
        ways += [{"numerator": 0, "denominator": 0}, {"numerator": "x", "denominator": 40}]
    return draw(st.sampled_from(ways))


@st.composite
def an_entry(draw: st.DrawFn, one: Indicator) -> Entry:
    said = draw(value_of(one) if draw(MOSTLY) else no_value(one))
    history = []
    if draw(st.booleans()):
        before = draw(value_of(one) if draw(MOSTLY) else no_value(one))
        ended = draw(st.sampled_from([YEAR_BEFORE, Period(date(2011, 12, 31), date(2011, 12, 31))]))
        history.append(made_of(one, before | {"period": ended}))
    return made_of(one, said | {"period": draw(ENDS), "history": tuple(history)})


def made_of(one: Indicator, said: Mapping[str, Any]) -> Entry:
    rest = dict(said)
    return entry(rest.pop("value", None), one.id, **rest)


@st.composite
def some_evidence(draw: st.DrawFn, topic: str) -> Evidence:
    kind = draw(st.sampled_from(["inspection"] * 4 + [*KINDS]))
    content: dict[str, Any] = {}
    if kind != "statement":
        what = draw(st.sampled_from(["grade", "grade", "grade", "counts", "share", "direction"]))
        if what == "grade":
            content = {"grade": draw(WORDS)}
        elif what == "counts":
            content = {"counts": {word: draw(st.integers(0, 9)) for word in SCALE.words}}
        elif what == "share":
            content = {"share": draw(st.integers(0, 100))}
        else:
            content = {"direction": draw(st.sampled_from(DIRECTIONS))}
        if what in {"grade", "share"} and draw(st.booleans()):
            content["sample"] = Sample(draw(st.integers(1, 12)))
    on = When.read(draw(st.sampled_from(["2013-05-19", "2013-03", "2013-03", "2012-11-01", "2009-01"])))
    return Evidence(topic, f"/evidence/{topic}", kind, on, "a report", draw(st.booleans()), **content)


@st.composite
def submissions(draw: st.DrawFn, edition: Framework) -> Given:
    """What is said of some of what the framework asks for; what it does not ask for could change nothing."""
    asked = dict.fromkeys(rule.topic for rule in edition.rules if rule.topic)
    names = [name for name in edition.indicators if draw(MOSTLY)]
    topics = [topic for topic in asked if draw(MOSTLY)]
    return Given(
        {name: draw(an_entry(INDICATORS[name])) for name in names},
        {topic: draw(some_evidence(topic)) for topic in topics},
    )


# --- what is better ---------------------------------------------------------------------------------------------------


@st.composite
def better_entry(draw: st.DrawFn, worse: Entry) -> Entry:
    """The same figure further along its polarity, over the same denominator; a figure that is not there stays so."""
    one = INDICATORS[worse.indicator]
    said = {name: getattr(worse, name) for name in ("value", "numerator", "denominator", "denominator_published")}
    rest = {name: getattr(worse, name) for name in ("period", "history", "not_supplied")}
    if isinstance(worse.value, bool):
        return made_of(one, rest | {"value": one.polarity == "high"})
    if isinstance(worse.numerator, int) and isinstance(worse.denominator, int) and worse.denominator:
        best = _best(one, worse.numerator, worse.denominator)
        said["numerator"] = draw(st.integers(*sorted([worse.numerator, best])))
    elif not isinstance(worse.value, str) and worse.value is not None:
        best = _best(one, worse.value, 100)
        if one.unit == "count":
            said["value"] = draw(st.integers(*sorted([int(worse.value), int(best)])))
        else:
            low, high = sorted([int(worse.value * 2), int(best * 2)])
            said["value"] = Decimal(draw(st.integers(low, high))) / 2
    return made_of(one, said | rest)


def _best(one: Indicator, now: Any, whole: int) -> Any:
    """As far as the figure can go: all, none, or the far end of the middle band on its way through it."""
    if one.polarity != "middle":
        return whole if one.polarity == "high" else 0
    low, high = -(-20 * whole // 100), 30 * whole // 100
    if low > high or 20 * whole <= 100 * now <= 30 * whole:
        return now
    return high if now < low else low


@st.composite
def better_evidence(draw: st.DrawFn, worse: Evidence) -> Evidence:
    """A better grade, a case moved to a better one, a larger share, or the same seen by somebody independent."""
    if worse.grade is not None:
        return replace(worse, grade=draw(st.sampled_from(SCALE.words[SCALE.words.index(worse.grade) :])))
    if worse.counts is not None:
        counts = dict(worse.counts)
        held = [word for word, n in counts.items() if n]
        if held:
            moved = draw(st.sampled_from(held))
            better = draw(st.sampled_from(SCALE.words[SCALE.words.index(moved) :]))
            n = draw(st.integers(1, counts[moved]))
            counts[moved] -= n
            counts[better] += n
        return replace(worse, counts=counts)
    if worse.share is not None:
        return replace(worse, share=draw(st.integers(int(worse.share), 100)))
    return replace(worse, independent=True)


# --- an order in which not judged has its place -----------------------------------------------------------------------


def standing(grade: Grade | None) -> int:
    """Inadequate, then what could not be judged, then adequate, then good."""
    if grade is None:
        return 1
    return 0 if grade == INADEQUATE else grade.rank + 1
