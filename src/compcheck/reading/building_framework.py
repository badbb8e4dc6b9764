"""Frameworks and the whole library, built from data that has been checked.

Nothing here is slow to import or proves anything: the packaged rules come this way on every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from compcheck.model.framework import Area, Assumption, Cap, Framework, Limit, Overall
from compcheck.model.grade import Scale
from compcheck.model.indicator import Catalogue
from compcheck.model.library import Library, RulesForRecords
from compcheck.model.local import Local, LocalChange
from compcheck.reading.building_catalogue import Raw, catalogue_from, source_from
from compcheck.reading.building_rule import fraction_from, months_from, rule_from

if TYPE_CHECKING:
    from compcheck.model.records import RecordRules


def library_from(raw: Raw, home: str) -> Library:
    """`raw` holds the catalogue, `frameworks` and `records`; `home` is where they were found, for messages."""
    catalogue = catalogue_from(raw)
    frameworks = raw["frameworks"]
    return Library(
        catalogue, {name: framework_from(name, frameworks[name], catalogue) for name in sorted(frameworks)}, home,
        RulesForRecords(partial(_record_rules, raw["records"])),
    )  # fmt: skip


def _record_rules(raw: Raw) -> RecordRules:
    from compcheck.reading.building_records import record_rules_from  # noqa: PLC0415  # for who has records

    return record_rules_from(raw)


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
        raw["overlay"]["id"] if "overlay" in raw else name,
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
        tuple(raw.get("risk", {}).get("order", ())),
        local_from(raw["overlay"]) if "overlay" in raw else None,
        raw.get("only_by_name", ""),
    )


def local_from(raw: Raw) -> Local:
    changes = tuple([LocalChange(one["rule"], one["by"], one["why"], one["what"]) for one in raw["changes"]])
    extends, short, title, by, why, on = (raw[key] for key in ("extends", "short", "title", "by", "why", "on"))
    return Local(extends, short, title, by, why, on, tuple(raw["added"]), changes)


def scale_from(raw: Raw) -> Scale:
    """Of framework.yaml's own data: its grades, worst first, or its kinds of finding, written best first."""
    return Scale.of(tuple(raw["scale"])) if "scale" in raw else Scale.of(tuple(reversed(raw["kinds"])), ordered=False)


def _area(area: str, raw: Raw, scale: Scale) -> Area:
    from_parts = _overall(raw["from_parts"], scale) if "from_parts" in raw else None
    return Area(
        area, raw["title"], raw.get("part_of", ""), raw.get("nothing_feeds", ""), from_parts, raw.get("told_with", "")
    )


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
