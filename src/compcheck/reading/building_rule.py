"""A rule and its lines, built from data that has been checked. Nothing here is slow to import or proves anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from compcheck.model.bands import Band, Basis, Bound, Joined, Lines, Member, NationalBand, SampledLines
from compcheck.model.grade import Grade, Reason, Scale
from compcheck.model.indicator import Indicator
from compcheck.model.rule import AUTHORITY, Recommendation, Rule
from compcheck.reading.building_catalogue import Raw, number_from, source_from

NEVER_GRADED: Mapping[str, Reason] = {"none": Reason.CONTEXT, "recorded": Reason.RECORDED}
"""By the polarity of the rule's indicator."""

MONTHS: Mapping[str, int] = {"month": 1, "months": 1, "year": 12, "years": 12}


def rule_from(
    rule_id: str,
    raw: Raw,
    framework: Raw,
    scale: Scale,
    indicators: Mapping[str, Indicator],
    inherited: str = "",
) -> Rule:
    """`framework` is framework.yaml's own data: what it says of weights and of the best grade."""
    indicator, left = raw.get("indicator"), raw.get("left_to_inspectors", "")
    if left:
        never: Reason | None = Reason.LEFT_TO_INSPECTORS
    else:
        never = NEVER_GRADED.get(read_here(indicators[indicator], raw).polarity) if indicator else None
    assumption = raw.get("assumption", False)
    weighs = framework.get("weights", {}).get(rule_id)
    judged = raw.get("judged", AUTHORITY)
    weightless = never or assumption or judged != AUTHORITY
    weight = Fraction(0) if weightless else fraction_from(weighs["weight"]) if weighs else Fraction(1)
    over = raw["change"]["over"] if "change" in raw else ""
    return Rule(
        rule_id,
        rule_id.partition("/")[0],
        raw["title"],
        raw["why"],
        source_from(raw["source"]),
        weight,
        raw.get("key", False),
        assumption,
        source_from(raw["later_source"]) if "later_source" in raw else None,
        indicator,
        raw.get("evidence"),
        left,
        never,
        months_from(over) if over else None,
        over,
        raw["against"]["comparator"] if "against" in raw else None,
        tuple([lines_from(one, scale, framework["highest_on_figures"]["grade"]) for one in raw.get("grades", ())]),
        tuple([_sampled(one, scale) for one in raw.get("sampled", ())]),
        tuple([Recommendation(scale.grade(one["when"]), one["action"], one["by"]) for one in raw.get("recommend", ())]),
        tuple(raw.get("formerly", ())),
        judged,
        raw.get("parameter"),
        inherited,
        raw.get("replaces", ""),
        next(iter(raw["polarity"].values())) if "polarity" in raw else "",
        rule_id in framework.get("overlay", {}).get("added", ()),
    )


def read_here(indicator: Indicator, rule: Raw) -> Indicator:
    """The indicator as the rule reads it: one that is neither high nor low may be read as either, with a reason."""
    if "polarity" not in rule:
        return indicator
    ((polarity, why),) = rule["polarity"].items()
    return indicator._replace(polarity=polarity, polarity_why=why)


def lines_from(raw: Raw, scale: Scale, highest: str) -> Lines:
    """A block of `grades`. What is joined is at best `highest` and otherwise the lowest grade."""
    since, expectation, basis = date.fromisoformat(raw["since"]), raw["expectation"], _basis(raw["basis"])
    if "yes" in raw:
        return Lines(since, expectation, basis, (), None, scale.grade(raw["yes"]), scale.grade(raw["no"]))
    for join in ("all", "any"):
        if join in raw:
            joined = Joined(join == "all", tuple([_member(one) for one in raw[join]]))
            return Lines(since, expectation, basis, (), None, scale.grade(highest), scale.lowest, joined)
    rest = raw.get("otherwise", scale.lowest.word)
    otherwise = None if rest == "not graded" else scale.grade(rest)
    named = [grade for grade in reversed(scale.grades) if grade.word in raw and _is_national(raw[grade.word])]
    if named:
        national = tuple([_national(grade, raw[grade.word]) for grade in named])
        return Lines(since, expectation, basis, (), otherwise, None, None, None, national)
    return Lines(since, expectation, basis, _bands(raw, scale), otherwise)


def _is_national(bound: Raw) -> bool:
    (line,) = bound.values()
    return isinstance(line[0] if isinstance(line, list) else line, str)


def _national(grade: Grade, bound: Raw) -> NationalBand:
    ((word, line),) = bound.items()
    marks = tuple([mark.replace(" ", "_") for mark in (line if isinstance(line, list) else [line])])
    return NationalBand(grade, word == "at_least", marks)


def bound_from(raw: Raw) -> Bound:
    """Of a mapping with one of the five words for a band; other keys are no part of it."""
    if "between" in raw:
        low, high = raw["between"]
        return Bound.of(number_from(low), number_from(high))
    if "at_least" in raw:
        return Bound.of(number_from(raw["at_least"]), None)
    if "at_most" in raw:
        return Bound.of(None, number_from(raw["at_most"]))
    if "more_than" in raw:
        return Bound.of(number_from(raw["more_than"]), None, low_is_in=False)
    return Bound.of(None, number_from(raw["less_than"]), high_is_in=False)


def fraction_from(raw: str | int | Decimal) -> Fraction:
    """`2/3`, `1` or `0.75`."""
    return Fraction(raw)


def months_from(words: str) -> int:
    """`18 months`, `1 year` or `2 years`, in months."""
    number, _, unit = words.partition(" ")
    return int(number) * MONTHS[unit]


def _bands(raw: Raw, scale: Scale) -> tuple[Band, ...]:
    return tuple([Band(grade, bound_from(raw[grade.word])) for grade in reversed(scale.grades) if grade.word in raw])


def _member(raw: Raw) -> Member:
    if "not" in raw:
        return Member(raw["not"]["indicator"], None, negated=True)
    return Member(raw["indicator"], bound_from(raw) if len(raw) > 1 else None)


def _sampled(raw: Raw, scale: Scale) -> SampledLines:
    counts = raw.get("counts", {})
    shares = [(grade, fraction_from(counts[grade.word])) for grade in reversed(scale.grades) if grade.word in counts]
    return SampledLines(
        date.fromisoformat(raw["since"]),
        raw["expectation"],
        _basis(raw["basis"]),
        tuple(shares),
        _bands(raw.get("share", {}), scale),
        scale.lowest,
    )


def _basis(raw: Raw) -> Basis:
    kind = next(key for key in raw if key != "source")
    return Basis(kind, raw[kind], raw.get("source", ""))
