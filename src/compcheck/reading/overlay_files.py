"""Local rules laid over a framework: a folder that states only its differences, and who made them and why.

An overlay is read as an edition is. What it asks less of than its framework is found by proof and told in every report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from compcheck.model.indicator import Indicator
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.building_catalogue import Raw, indicator_from
from compcheck.reading.building_framework import library_from, scale_from
from compcheck.reading.combinations import unfit_indicator, unfit_parameter
from compcheck.reading.editions import inherited, merged
from compcheck.reading.overlay_changes import Changing, changes
from compcheck.reading.record_folder import COUNTED
from compcheck.reading.rule_files import rule_problems, with_digest
from compcheck.reading.rule_folder import CASES, Found, RuleFolder, read_names, read_rules_file
from compcheck.reading.rule_shapes import OverlayShape, rule_shape
from compcheck.reading.shape_problems import unlike
from compcheck.reading.unfit_framework import KEBAB
from compcheck.reading.yaml_file import YamlFile, did_you_mean, shown

OVERLAY = "overlay.yaml"
GUIDE = "docs/local-rules.md"
NAMES = ("indicators", "evidence", "parameters")
PACKAGED = "the rules that come with compcheck"
BY_DATE = ("grades", "sampled")


class Overlay(NamedTuple):
    """What an overlay is made of: its folder, overlay.yaml, the framework below it, and all that is packaged."""

    folder: RuleFolder
    about: Found
    base: Raw  # `framework`, `rules` and the rest, as in the packaged data
    packaged: Raw

    @property
    def extends(self) -> str:
        return str(self.about.raw["extends"])

    def problem(self, code: str, fact: str, way_out: str, *path: str) -> None:
        self.folder.problems.append(self.about.file.problem(code, fact, way_out, path))


def read_overlay(home: Path, shown_as: str, packaged: Raw) -> Library:
    """The packaged library with local rules over one of its frameworks; ProblemsFound with all that is wrong."""
    return library_from(raw_with_overlay(home, shown_as, packaged), shown_as)


def raw_with_overlay(home: Path, shown_as: str, packaged: Raw) -> dict[str, Any]:
    overlay = _begun(home, shown_as, packaged)
    indicators = _names(overlay)
    own = _own_rules(overlay)
    framework = _framework(overlay, own)
    rules = _all_rules(overlay, own)
    _strays(overlay)
    for rule_id, one in own.items():
        overlay.folder.problems += rule_problems(overlay.folder, rule_id, one, framework, indicators)
    if overlay.folder.problems:
        raise ProblemsFound(overlay.folder.problems)
    changing = Changing(overlay.about, overlay.base, framework, own, indicators)
    framework["overlay"]["changes"] = changes(changing)
    if changing.problems:
        raise ProblemsFound(changing.problems)
    if any(one["what"] for one in framework["overlay"]["changes"]):
        framework["title"] = f"local rules, not {framework['overlay']['short']}"
    stands = {rule: overlay.base.get("inherited", {}).get(rule, f"{overlay.extends}/{rule}") for rule in rules}
    whole = with_digest(framework, rules, overlay.folder)
    whole["inherited"] = {rule: where for rule, where in stands.items() if rule not in own}
    return {
        **packaged,
        "indicators": {name: one.raw for name, one in sorted(overlay.folder.indicators.items())},
        "evidence": {name: one.raw for name, one in sorted(overlay.folder.topics.items())},
        "parameters": {name: one.raw for name, one in sorted(overlay.folder.parameters.items())},
        "frameworks": {**packaged["frameworks"], overlay.extends: whole},
    }


def _begun(home: Path, shown_as: str, packaged: Raw) -> Overlay:
    """overlay.yaml by itself, and the framework it extends: without them nothing else can be understood."""
    folder = RuleFolder(home, shown_as.rstrip("/") or ".")
    file = read_rules_file(home / OVERLAY, folder.file_shown(home / OVERLAY))
    raw = file.data if isinstance(file.data, dict) else {}
    problems = unlike(OverlayShape, file, file.data, (), GUIDE)
    if problems:
        raise ProblemsFound(problems)
    known, extends = packaged["frameworks"], raw["extends"]
    name = raw.get("id", home.resolve().name)
    if not KEBAB.fullmatch(name):
        fact = (
            f"`{shown(name)}` is no name of local rules." if "id" in raw else "its folder's name is no name of rules."
        )
        way_out = "Write `id:` in small letters, digits and single dashes."
        problems.append(file.problem("rules-name", fact, way_out, ("id",)))
    if extends not in known:
        fact, way_out = f"there is no framework `{shown(extends)}` to extend.", did_you_mean(extends, known)
        if KEBAB.fullmatch(extends) and (home.resolve().parent / extends / OVERLAY).is_file():
            itself = extends == home.resolve().name
            fact = "extends itself." if itself else f"extends `{extends}`, which is laid over another itself."
            way_out = f"Extend a framework: {', '.join(known)}."
        problems.append(file.problem("overlay-extends", fact, way_out, ("extends",)))
    if problems:
        raise ProblemsFound(problems)
    return Overlay(folder, Found(file, {**raw, "id": name}), known[extends], packaged)


def _names(overlay: Overlay) -> dict[str, Indicator]:
    """The catalogue with what the overlay defines; nothing packaged is defined anew. The indicators, built."""
    folder, packaged = overlay.folder, overlay.packaged
    read_names(folder)
    folder.series |= {name: Found(_packaged("published", raw), raw) for name, raw in packaged["published"].items()}
    for name, one in folder.indicators.items():
        folder.problems += unfit_indicator(one.file, name, one.raw, packaged["published"])
        if COUNTED in one.raw and name not in packaged["indicators"]:
            fact = "local rules count nothing from records."
            folder.problems.append(one.file.problem("rules-combination", fact, "Take it out.", (name, COUNTED)))
    for name, one in folder.parameters.items():
        folder.problems += unfit_parameter(one.file, name, one.raw)
    for what, into in zip(NAMES, (folder.indicators, folder.topics, folder.parameters), strict=True):
        for name in into.keys() & packaged[what].keys():
            fact = f"`{name}` is defined already, by {PACKAGED}."
            folder.problems.append(into[name].file.problem("rules-repeated-name", fact, "Use another name.", (name,)))
        into |= {name: Found(_packaged(what, raw), raw) for name, raw in packaged[what].items()}
    return {name: indicator_from(name, one.raw, packaged["published"]) for name, one in folder.indicators.items()}


def _packaged(what: str, raw: Raw) -> YamlFile:
    """A file for what came proved and without files: nothing is wrong with it, so that no place is ever shown."""
    return YamlFile(what, raw, {})


def _own_rules(overlay: Overlay) -> dict[str, Found]:
    """The overlay's rules by id, those that change one made whole by what they change."""
    folder, framework, own = overlay.folder, overlay.base["framework"], {}
    words = scale_from(framework).words
    for area in sorted(one for one in folder.home.glob("*") if one.is_dir() and not one.name.startswith(".")):
        if area.name in NAMES:
            continue
        if area.name not in framework["areas"]:
            way_out = did_you_mean(area.name, framework["areas"]) or f"Its areas: {', '.join(framework['areas'])}."
            folder.add("rules-unknown-area", area, f"is a folder, and {overlay.extends} has no such area.", way_out)
            continue
        if any(key in framework["areas"][area.name] for key in ("nothing_feeds", "from_parts")):
            fact = f"is a folder of rules, and in {overlay.extends} none feed this area."
            folder.add("rules-combination", area, fact, "Add them to another area.")
            continue
        for path in sorted(area.glob("*.yaml")):
            file = folder.read(path) if not path.name.endswith(CASES) else None
            if file is None:
                continue
            if not KEBAB.fullmatch(path.stem):
                folder.add("rules-name", path, "is no name of a rule.", "Use small letters, digits and single dashes.")
            rule_id = f"{area.name}/{path.stem}"
            below = overlay.base["rules"].get(rule_id)
            whole = file if below is None else _on_top(file, below)
            problems = unlike(rule_shape(words, local=True), whole, whole.data)
            assert isinstance(whole.data, dict)  # a file that is read holds a mapping
            problems += _said_why(rule_id, whole, below, overlay)
            folder.problems += problems
            if not problems:
                own[rule_id] = Found(whole, whole.data)
    return own


def _said_why(rule_id: str, file: YamlFile, below: Raw | None, overlay: Overlay) -> Iterator[Problem]:
    assert isinstance(file.data, dict)  # as above
    changes = file.data.get("changes")
    if below is not None and changes is None:
        fact = f"{overlay.extends} has this rule too, and nothing says that it is changed."
        way_out = "Add `changes: {by: …, why: …}`, or give the local requirement a name of its own."
        yield file.problem("rules-in-two-editions", fact, way_out)
    elif below is None and changes is not None:
        fact = f"it says why it changes a rule, and {overlay.extends} has none of this id."
        way_out = did_you_mean(rule_id, overlay.base["rules"]) or "Remove `changes`."
        yield file.problem("rules-combination", fact, way_out, ("changes",))
    elif below is not None and {key: one for key, one in file.data.items() if key != "changes"} == dict(below):
        fact = "says that it changes the rule, and changes nothing."
        yield file.problem("overlay-empty", fact, "Remove it, or write the lines that are new.", ("changes",))
    if rule_id in overlay.about.raw.get("switched_off", {}):
        fact = "is switched off in overlay.yaml, and changed here."
        yield file.problem("rules-combination", fact, "Remove one of the two.")


def _on_top(file: YamlFile, below: Raw) -> YamlFile:
    """The rule below with what the file says anew. Lines are by date: those before the file's first stay."""
    assert isinstance(file.data, dict)  # a file that is read holds a mapping
    whole, moved = {**below, **file.data}, {}
    for key in BY_DATE:
        own = file.data.get(key)
        if key not in below or not isinstance(own, list) or not own:
            continue
        since = [one["since"] for one in own if isinstance(one, Mapping) and isinstance(one.get("since"), str)]
        if len(since) == len(own):
            kept = [one for one in below[key] if one["since"] < min(since)]
            whole[key], moved[key] = [*kept, *own], len(kept)
    places = {
        (path[0], path[1] + moved[path[0]], *path[2:])
        if len(path) > 1 and path[0] in moved and isinstance(path[1], int)
        else path: at
        for path, at in file.places.items()
    }
    return YamlFile(file.file, whole, places)


def _framework(overlay: Overlay, own: Mapping[str, Found]) -> dict[str, Any]:
    """framework.yaml of what lies below, with the overlay's title and weights, and what is known of the overlay."""
    about, base = overlay.about.raw, overlay.base["framework"]
    added = sorted(rule for rule in own if rule not in overlay.base["rules"])
    weights: dict[str, Raw] = {rule: {"weight": 0, "why": "a local requirement"} for rule in added}
    for rule, one in about.get("weights", {}).items():
        if rule in overlay.base["rules"]:
            weights[rule] = {"weight": one["weight"], "why": one["why"]}
        else:
            fact = f"{overlay.extends} has no rule `{shown(rule)}` to weigh, and what is added here weighs nothing."
            way_out = did_you_mean(rule, overlay.base["rules"]) or "Remove it."
            overlay.problem("rules-unknown-name", fact, way_out, "weights", rule)
    for rule in about.get("switched_off", {}):
        if rule not in overlay.base["rules"]:
            fact = f"{overlay.extends} has no rule `{shown(rule)}` to switch off."
            way_out = did_you_mean(rule, overlay.base["rules"]) or "Correct its id."
            overlay.problem("rules-unknown-name", fact, way_out, "switched_off", rule)
    if not (own or about.get("switched_off") or about.get("weights") or overlay.folder.problems):
        overlay.problem("overlay-empty", "adds no rule and changes none.", f"Add one: see {GUIDE}.")
    title = f"{base['title']}, with local rules: {about['title']}"
    found = merged(base, {"title": title, "drops": about.get("switched_off", {}), "weights": weights})
    local = {key: about[key] for key in ("extends", "title", "by", "why", "on")}
    local |= {"id": f"{overlay.extends}+{about['id']}", "short": _short(base["title"]), "added": added}
    return {**found, "overlay": {**local, "below": overlay.base["sha256"]}}


def _short(title: str) -> str:
    """The name people call a framework by: what its title has in brackets, or else the title."""
    called = re.search(r"\(([A-Z]{2,})\)", title)
    return called.group(1) if called else title


def _all_rules(overlay: Overlay, own: Mapping[str, Found]) -> dict[str, Raw]:
    """As an edition has them: the framework's, less what is switched off, with the overlay's own in their place."""
    raws = {rule: one.raw for rule, one in own.items()}
    edition = {"drops": overlay.about.raw.get("switched_off", {})}
    theirs = {rule: one.raw for rule, one in inherited(overlay.base["rules"], edition, raws).items()}
    ids = {**dict.fromkeys(theirs, overlay.extends), **{rule: one.file.file for rule, one in own.items()}}
    for one in own.values():
        for at, former in enumerate(one.raw.get("formerly", ())):
            if former in ids:
                fact = f"`{shown(former)}` is also the id of a rule of {ids[former]}."
                problem = one.file.problem("rules-repeated-id", fact, "Let an id lead to one rule.", ("formerly", at))
                overlay.folder.problems.append(problem)
    return dict(sorted({**theirs, **raws}.items()))


def _strays(overlay: Overlay) -> None:
    """YAML that would never be read is a slip, here as in rules/."""
    folder = overlay.folder
    areas = overlay.base["framework"]["areas"]
    for path in sorted(folder.home.rglob("*")):
        parts = path.relative_to(folder.home).parts
        if path.suffix.lower() not in {".yaml", ".yml"} or any(part.startswith(".") for part in parts):
            continue
        rule = path.with_name(path.name.removesuffix(CASES) + ".yaml")
        if path.suffix != ".yaml":
            folder.add("rules-stray-file", path, "ends in something else than .yaml, and is not read.", "Rename it.")
        elif path.name.endswith(CASES) and not rule.is_file():
            folder.add("rules-stray-file", path, "has no rule beside it.", f"Add {rule.name}, or remove the cases.")
        elif parts != (OVERLAY,) and (len(parts) != len(("area", "file")) or parts[0] not in {*NAMES, *areas}):
            way_out = f"Move it to the folder of an area, or to one of {', '.join(NAMES)}: see {GUIDE}."
            folder.add("rules-stray-file", path, "lies where no file of an overlay is read.", way_out)
