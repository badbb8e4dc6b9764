"""Small makers of rules, figures and evidence, straight from the model: what a test does not care about is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from compcheck.grading import Supplied, grade_rule, grade_rules
from compcheck.judging import judge
from compcheck.measuring import figure_of
from compcheck.model.bands import Band, Basis, Bound, Joined, Lines, Member, SampledLines
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Cap, Framework, Limit, Overall
from compcheck.model.grade import Grade, Reason, Scale
from compcheck.model.indicator import Indicator, Source, Topic
from compcheck.model.rule import Rule
from compcheck.model.submission import Authority, Entry, Evidence, Sample, Submission
from compcheck.model.when import Period, When

Made = TypeVar("Made")


def replace(made: Made, **changes: Any) -> Made:
    """The same with some parts changed, be it a dataclass or a named tuple."""
    change = getattr(made, "_replace", None)
    changed: Made = change(**changes) if change else dataclasses.replace(made, **changes)  # type: ignore[type-var]  # one of the two it is
    return changed


SCALE = Scale.of(("inadequate", "adequate", "good", "outstanding"))
INADEQUATE, ADEQUATE, GOOD, OUTSTANDING = SCALE.grades
SOURCE = Source("Working Together to Safeguard Children", "DCSF", 2010)
STATUTE = Basis("statute", "every child", "Children Act 1989")
LONG_AGO = date(2009, 4, 1)
YEAR = Period(date(2012, 4, 1), date(2013, 3, 31))
YEAR_BEFORE = Period(date(2011, 4, 1), date(2012, 3, 31))
JUDGED_ON = When.read("2013-05-20")
FIGURE = "assessments_on_time"
TOPIC = "records_show_the_work"
TWO_THIRDS = Fraction(2, 3)


def at_least(line: str | int) -> Bound:
    return Bound.of(Decimal(line), None)


def more_than(line: str | int) -> Bound:
    return Bound.of(Decimal(line), None, low_is_in=False)


def at_most(line: str | int) -> Bound:
    return Bound.of(None, Decimal(line))


def less_than(line: str | int) -> Bound:
    return Bound.of(None, Decimal(line), high_is_in=False)


def between(low: str | int, high: str | int) -> Bound:
    return Bound.of(Decimal(low), Decimal(high))


def bands(
    good: Bound | None = None,
    adequate: Bound | None = None,
    *,
    otherwise: Grade | None = INADEQUATE,
    since: date = LONG_AGO,
) -> Lines:
    found = tuple(Band(grade, bound) for grade, bound in ((GOOD, good), (ADEQUATE, adequate)) if bound is not None)
    return Lines(since, "every case", STATUTE, found, otherwise)


def yes_is(grade: Grade, *, no: Grade) -> Lines:
    return Lines(LONG_AGO, "yes", STATUTE, yes=grade, no=no)


def all_of(*members: Member, since: date = LONG_AGO) -> Lines:
    return Lines(since, "all", STATUTE, yes=GOOD, no=INADEQUATE, joined=Joined(every=True, members=members))


def any_of(*members: Member, since: date = LONG_AGO) -> Lines:
    return Lines(since, "any", STATUTE, yes=GOOD, no=INADEQUATE, joined=Joined(every=False, members=members))


def sampled(
    counts: Mapping[Grade, Fraction] | None = None,
    share: Mapping[Grade, Bound] | None = None,
    since: date = LONG_AGO,
) -> SampledLines:
    """Lines for evidence, best grade first as they are loaded."""
    return SampledLines(
        since,
        "every case",
        STATUTE,
        tuple(sorted((counts or {}).items(), reverse=True)),
        tuple(Band(grade, bound) for grade, bound in sorted((share or {}).items(), reverse=True)),
        INADEQUATE,
    )


def rule(name: str = "practice/timely", *lines: Lines, **changes: Any) -> Rule:
    """A requirement of weight 1, shown by FIGURE unless it is said to be shown by something else."""
    area = name.partition("/")[0]
    shown: dict[str, Any] = (
        {"indicator": FIGURE} if not {"indicator", "topic", "left_to_inspectors"} & changes.keys() else {}
    )
    made = Rule(name, area, name, "because", SOURCE, Fraction(1), lines=lines)
    return replace(made, **shown, **changes)


def joined_rule(*lines: Lines, **changes: Any) -> Rule:
    return rule("practice/joined", *lines, indicator=None, **changes)


def evidence_rule(*lines: SampledLines, **changes: Any) -> Rule:
    return rule("practice/recorded", topic=TOPIC, sampled=lines, **changes)


def either_rule(*lines: Lines, **changes: Any) -> Rule:
    """Shown by FIGURE, or by evidence on TOPIC where the figure cannot be graded."""
    return rule("practice/either", *lines, indicator=FIGURE, topic=TOPIC, **changes)


def framework(*rules: Rule, **changes: Any) -> Framework:
    """An edition with the areas of its rules, as the one of 2012 judges: two thirds, and any inadequate area limits."""
    made = Framework(
        "protection-2012",
        "Protection of children",
        date(2012, 6, 1),
        date(2013, 11, 18),
        SOURCE,
        SCALE,
        highest=GOOD,
        bar=ADEQUATE,
        areas=tuple(Area(area, area) for area in dict.fromkeys(one.area for one in rules)),
        share=TWO_THIRDS,
        overall=Overall((Limit((), ADEQUATE, SCALE.lowest),), Fraction(1)),
        lapses={"own audit": 6, "survey": 12, "inspection": 36, "otherwise": 12},
        capped=(
            Cap("own audit", ADEQUATE, unless_independent=False, why="it marks its own work"),
            Cap("dip sample", ADEQUATE, unless_independent=True, why="a few cases chosen by those who did the work"),
        ),
        figures_out_of_date=18,
        assumptions=(),
        rules=rules,
        sha256="",
    )
    return replace(made, **changes)


def indicator(name: str = FIGURE, unit: str = "percent", polarity: str = "high", **changes: Any) -> Indicator:
    counting = "children" if unit in {"percent", "count"} else ""
    made = Indicator(name, name, unit, polarity, "because", "what it counts", SOURCE, counting=counting)
    return replace(made, **changes)


def entry(value: Any = None, name: str = FIGURE, **changes: Any) -> Entry:
    """What a submission says of one indicator; numbers may be given as text to keep their last digit."""
    number = Decimal(value) if isinstance(value, str) and value[:1].isdigit() else value
    said: dict[str, Any] = {
        "indicator": name,
        "pointer": f"/indicators/{name}",
        "period": YEAR,
        "source": "CIN census",
        "value": number,
    }
    return Entry(**said | changes)


def part_of(part: Any, whole: Any, name: str = FIGURE, **changes: Any) -> Entry:
    return entry(changes.pop("value", None), name, numerator=part, denominator=whole, **changes)


def published_without_denominator(value: Any, name: str = FIGURE, **changes: Any) -> Entry:
    return entry(value, name, denominator_published=False, **changes)


def figure(given: Entry, unit: str = "percent", polarity: str = "high", **changes: Any) -> Figure:
    return figure_of(given, indicator(given.indicator, unit, polarity, **changes))


def seen(kind: str = "moderated audit", on: str | None = "2013-03", **changes: Any) -> Evidence:
    """A piece of evidence on TOPIC."""
    when = None if on is None else When.read(on)
    return replace(Evidence(TOPIC, f"/evidence/{TOPIC}", kind, when, "audit report"), **changes)


def counted(good: int = 0, adequate: int = 0, inadequate: int = 0, **changes: Any) -> Evidence:
    counts = {"good": good, "adequate": adequate, "inadequate": inadequate}
    return seen(counts=counts, sample=Sample(sum(counts.values())), **changes)


def supplied(figures: Iterable[Figure] = (), evidence: Iterable[Evidence] = (), judged: When = JUDGED_ON) -> Supplied:
    given = tuple(evidence)
    return Supplied(
        {one.indicator.id: one for one in figures},
        {one.topic: one for one in given},
        {one.topic: Topic(one.topic, one.topic, "what was looked at", "children") for one in given},
        judged.last,
    )


def found(
    rule: Rule,
    *figures: Figure,
    evidence: Iterable[Evidence] = (),
    judged: str = "2013-05-20",
    **changes: Any,
) -> Finding:
    """The finding of one requirement; `changes` are the framework's."""
    return grade_rule(rule, framework(rule, **changes), supplied(figures, evidence, When.read(judged)))


def reason_of(finding: Finding) -> Reason | None:
    return None if finding.not_graded is None else finding.not_graded.reason


def evaluated(edition: Framework, figures: Iterable[Figure] = (), evidence: Iterable[Evidence] = ()) -> Evaluation:
    """The corridor from figures on, without a file."""
    given, shown = tuple(figures), tuple(evidence)
    findings = grade_rules(edition, supplied(given, shown))
    judgements, overall = judge(edition, findings, JUDGED_ON.last)
    entries = {one.indicator.id: one.entry for one in given}
    submission = Submission(
        Authority("Exampleshire"), edition.id, JUDGED_ON, YEAR, "report", entries, {one.topic: one for one in shown}
    )
    document = Document("exampleshire.json", "", {}, dict)
    return Evaluation(document, submission, edition, findings, judgements, overall)


def exit_code(evaluation: Evaluation, fail_below: str | None = None, *, fail_on_not_graded: bool = False) -> int:
    return Run((evaluation,), (), fail_below, fail_on_not_graded).exit_code
