"""Rules, frameworks and the whole library, built from data that has been checked.

Nothing here is slow to import or proves anything: the packaged rules come this way on every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from compcheck.model.bands import Band, Basis, Bound, Joined, Lines, Member, NationalBand, SampledLines
from compcheck.model.framework import Area, Assumption, Cap, Framework, Limit, Overall
from compcheck.model.grade import Grade, Reason, Scale
from compcheck.model.indicator import Catalogue, Indicator
from compcheck.model.library import Library
from compcheck.model.rule import AUTHORITY, Recommendation, Rule
from compcheck.reading.building_catalogue import Raw, catalogue_from, number_from, source_from

NEVER_GRADED: Mapping[str, Reason] = {"none": Reason.CONTEXT, "recorded": Reason.RECORDED}
"""By the polarity of the rule's indicator."""

MONTHS: Mapping[str, int] = {"month": 1, "months": 1, "year": 12, "years": 12}


def library_from(raw: Raw, home: str) -> Library:
    """`raw` holds the catalogue and `frameworks`; `home` is where they were found, for messages."""
    catalogue = catalogue_from(raw)
    frameworks = raw["frameworks"]
    return Library(
        catalogue, {name: framework_from(name, frameworks[name], catalogue) for name in sorted(frameworks)}, home
    )


def framework_from(name: str, found: Raw, catalogue: Catalogue) -> Framework:
    """`found` holds `framework`, `rules` by id, `sha256`, and under `inherited` where an edition's rules come from."""
    raw = found["framework"]
    scale = scale_from(raw)
    inherited = found.get("inherited", {})
    order = {area: place for place, area in enumerate(raw["areas"])}
    rules = [
        rule_from(rule_id, one, raw, scale, catalogue.indicators, inherited.get(rule_id, ""))
        for rule_id, one in found["rules"].items()
    ]
    rules.sort(key=lambda rule: (order[rule.area], not rule.key, rule.id))
    judging, in_force = raw.get("judging", {}), raw["in_force"]
    overall = judging.get("overall")
    return Framework(
        name,
        raw["title"],
        date.fromisoformat(in_force["from"]),
        date.fromisoformat(in_force["to"]) if "to" in in_force else None,
        source_from(raw["source"]),
        scale,
        scale.grade(raw["highest_on_figures"]["grade"]),
        scale.grade(raw["bar"]) if "bar" in raw else None,
        tuple([_area(area, one, scale) for area, one in raw["areas"].items()]),
        fraction_from(judging["share"]["of_weight"]) if "share" in judging else Fraction(1),
        _overall(overall, scale) if overall else None,
        {
            kind: months_from(after)
            for kind, after in raw["evidence_lapses"].items()
            if kind not in {"assumption", "why"}
        },
        tuple(
            [
                Cap(one["kind"], scale.grade(one["at"]), one.get("unless") == "independent", one["why"])
                for one in raw.get("capped", ())
            ]
        ),
        months_from(raw["figures_out_of_date"]),
        tuple(_assumptions("", raw)),
        tuple(rules),
        found["sha256"],
        frozenset(scale.grade(word) for word in raw.get("fails", ())),
        raw.get("printed", {}),
        raw.get("corresponds", {}),
        raw.get("builds_on", ""),
    )


def scale_from(raw: Raw) -> Scale:
    """Of framework.yaml's own data: its grades, worst first, or its kinds of finding, written best first."""
    return Scale.of(tuple(raw["scale"])) if "scale" in raw else Scale.of(tuple(reversed(raw["kinds"])), ordered=False)


def _area(area: str, raw: Raw, scale: Scale) -> Area:
    from_parts = _overall(raw["from_parts"], scale) if "from_parts" in raw else None
    return Area(area, raw["title"], raw.get("part_of", ""), raw.get("nothing_feeds", ""), from_parts)


def _overall(raw: Raw, scale: Scale) -> Overall:
    limits = [
        Limit(
            () if one["areas"] == "any" else tuple(one["areas"]),
            scale.grade(one["below"]),
            scale.grade(one["at_most"]),
            one.get("why", ""),
        )
        for one in raw.get("limits", ())
    ]
    return Overall(tuple(limits), fraction_from(raw["otherwise"]["reached_by"]))


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
        never = NEVER_GRADED.get(indicators[indicator].polarity) if indicator else None
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
    )


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


def _assumptions(about: str, raw: Raw) -> Iterator[Assumption]:
    """Whatever framework.yaml marks as an assumption, under the keys that lead to it."""
    if "assumption" in raw:
        why = raw["why"] if raw["assumption"] is True else raw["assumption"]
        says = [f"{key.replace('_', ' ')} {_said(one)}" for key, one in raw.items() if key not in {"assumption", "why"}]
        yield Assumption(about, ", ".join(says), why)
    for key, one in raw.items():
        if isinstance(one, Mapping):
            yield from _assumptions(f"{about}.{key}" if about else key, one)


def _said(value: object) -> str:
    """A value of framework.yaml in words: `any area below adequate: at most inadequate`, `reached by 1`."""
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, Mapping) and "below" in value:
        areas = value["areas"]
        named = "any area" if areas == "any" else "any of " + ", ".join(areas)
        return f"{named} below {value['below']}: at most {value['at_most']}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {_said(one)}" for key, one in value.items())
    return str(value)
