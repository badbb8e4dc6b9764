"""A rules folder, read and proved: as the library compcheck judges by, and as the raw data a wheel carries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from compcheck.model.case import Case
from compcheck.model.indicator import Indicator
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.building_catalogue import Raw, indicator_from
from compcheck.reading.building_framework import library_from, scale_from
from compcheck.reading.building_rule import rule_from
from compcheck.reading.combinations import Known, named_in, unfit_rule
from compcheck.reading.digest import digest_of
from compcheck.reading.proofs import Proving, prove
from compcheck.reading.record_combinations import unfit_records
from compcheck.reading.record_folder import raw_records, read_records, without_counted
from compcheck.reading.rule_folder import CASES, Found, FrameworkFolder, RuleFolder, read_folder, read_rules_file
from compcheck.reading.rule_shapes import CaseShape
from compcheck.reading.shape_problems import unlike
from compcheck.reading.yaml_file import YamlFile, did_you_mean, shown


def read_library(folder: Path, shown_as: str) -> Library:
    """The library in this folder, shown to people as typed; ProblemsFound with everything wrong in any file."""
    return library_from(raw_library(folder, shown_as), shown_as)


def raw_library(folder: Path, shown_as: str) -> dict[str, Any]:
    """The proved data: the catalogue, `frameworks` with `framework`, `rules` and `sha256` each, and `records`."""
    found = read_folder(folder, shown_as)
    records = read_records(found)
    found.problems += unfit_records(found, records)
    series = _raws(found.series)
    indicators = {name: indicator_from(name, one.raw, series) for name, one in found.indicators.items()}
    for framework in found.frameworks.values():
        if framework.framework is not None:
            found.problems += _framework_problems(found, framework, framework.framework, indicators)
    if found.problems:
        raise ProblemsFound(dict.fromkeys(found.problems))  # what editions inherit is proved, and found wrong, again
    frameworks = {
        name: with_digest(one.framework.raw, _raws(one.rules), found)
        | ({"inherited": dict(sorted(one.inherited.items()))} if one.inherited else {})
        for name, one in sorted(found.frameworks.items())
        if one.framework is not None
    }
    return {
        "indicators": {name: without_counted(raw) for name, raw in _raws(found.indicators).items()},
        "published": series,
        "evidence": _raws(found.topics),
        "parameters": _raws(found.parameters),
        "frameworks": frameworks,
        "records": raw_records(records, _raws(found.indicators)),
    }


def read_cases(folder: Path, stands: str, shown_as: str) -> tuple[Case, ...]:
    """The cases beside a rule, in order; none if it has no such file. `stands`: see `Rule.stands`."""
    return cases_beside(folder, f"frameworks/{stands}", shown_as)


def cases_beside(folder: Path, rule: str, shown_as: str) -> tuple[Case, ...]:
    """Of the rule at this path in the folder, without its ending."""
    path = folder / f"{rule}{CASES}"
    if not path.is_file():
        return ()
    file = read_rules_file(path, f"{shown_as.rstrip('/') or '.'}/{rule}{CASES}")
    if not isinstance(file.data, list):
        fact = "must be a list of cases."
        raise ProblemsFound([file.problem("rules-wrong-value", fact, "Begin each case with `- case: what it shows`.")])
    problems = [problem for at, raw in enumerate(file.data) for problem in unlike(CaseShape, file, raw, (at,))]
    if problems:
        raise ProblemsFound(problems)
    return tuple(_case(file, at, raw) for at, raw in enumerate(file.data))


def _case(file: YamlFile, at: int, raw: Raw) -> Case:
    expect = raw["expect"]
    return Case(
        raw["case"],
        file.file,
        file.places[(at,)].line,
        raw.get("given", {}),
        expect if isinstance(expect, str) else ("not graded", expect["not graded"]),
        raw.get("evidence"),
        date.fromisoformat(raw["ended"]) if "ended" in raw else None,
        raw.get("judged_on"),
        raw.get("parameters", {}),
    )


def _framework_problems(
    folder: RuleFolder,
    framework: FrameworkFolder,
    about: Found,
    indicators: dict[str, Indicator],
) -> Iterable[Problem]:
    file, raw = about.file, about.raw
    if not framework.areas:
        yield file.problem("rules-no-rules", "has no rule.", "Add one: nothing checked is never a pass.")
    for area, one in raw["areas"].items():
        without = "nothing_feeds" in one or "from_parts" in one
        if without and area in framework.areas:
            fact = f"the area `{area}` has rules, and says that none feed it."
            yield file.problem("rules-combination", fact, "Take one of the two out.", ("areas", area))
        if framework.areas and area not in framework.areas and not without:
            fact = f"the area `{area}` has no rule."
            yield file.problem("rules-no-rules", fact, f"Add rules in {area}/, or take the area out.", ("areas", area))
    for rule_id in raw.get("weights", {}):
        if rule_id not in framework.rules:
            fact = f"there is no rule `{shown(rule_id)}` to weigh."
            way_out = did_you_mean(rule_id, framework.rules) or "Correct its id."
            yield file.problem("rules-unknown-name", fact, way_out, ("weights", rule_id))
    yield from _one_id_each(framework)
    for rule_id, found in framework.rules.items():
        yield from rule_problems(folder, rule_id, found, raw, indicators)


def rule_problems(
    folder: RuleFolder, rule_id: str, found: Found, framework: Raw, indicators: dict[str, Indicator]
) -> list[Problem]:
    """What keeps one rule from being built, or else what does not hold of it."""
    scale = scale_from(framework)
    unfit = unfit_rule(
        found.file, found.raw, indicators, Known(folder.topics, folder.parameters, ordered=scale.ordered)
    )
    if not folder.catalogue_is_whole:  # what is unknown may only be unreadable
        unfit = [problem for problem in unfit if problem.code != "rules-unknown-name"]
    if unfit or any(name not in indicators for name, _ in named_in(found.raw)):
        return unfit
    rule = rule_from(rule_id, found.raw, framework, scale, indicators)
    return prove(Proving(found.file, rule, found.raw, framework, scale, indicators))


def _one_id_each(framework: FrameworkFolder) -> Iterable[Problem]:
    """An id leads to one rule, whether it has it now or had it formerly."""
    holders = {rule_id: one.file.file for rule_id, one in framework.rules.items()}
    for one in framework.rules.values():
        for at, former in enumerate(one.raw.get("formerly", ())):
            if former in holders:
                fact = f"`{shown(former)}` is also the id of {holders[former]}."
                yield one.file.problem("rules-repeated-id", fact, "Let an id lead to one rule.", ("formerly", at))
            holders.setdefault(former, one.file.file)


def with_digest(framework: Raw, rules: dict[str, Raw], folder: RuleFolder) -> dict[str, Any]:
    """The digest is of what can change a finding: framework.yaml, its rules, and what they look at in the catalogue."""
    names = {name for rule in rules.values() for name, _ in named_in(rule)}
    parameters = {rule["parameter"] for rule in rules.values() if "parameter" in rule}
    topics = {rule["evidence"] for rule in rules.values() if "evidence" in rule}
    series = {one.raw["same_as"] for name, one in folder.indicators.items() if name in names and "same_as" in one.raw}
    whole = {
        "framework": framework,
        "rules": rules,
        "indicators": {name: without_counted(folder.indicators[name].raw) for name in names},
        "published": {name: folder.series[name].raw for name in series},
        "evidence": {name: folder.topics[name].raw for name in topics},
        "parameters": {name: folder.parameters[name].raw for name in parameters},
    }
    return {"framework": framework, "rules": rules, "sha256": digest_of(whole)}


def _raws(found: dict[str, Found]) -> dict[str, Raw]:
    return {name: found[name].raw for name in sorted(found)}
