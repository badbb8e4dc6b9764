"""The files of a rules folder: which there are, what each holds, and what is wrong with it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.building_framework import scale_from
from compcheck.reading.combinations import unfit_indicator, unfit_parameter, unfit_series
from compcheck.reading.comparator_files import PublishedYears, read_comparator_files
from compcheck.reading.editions import in_order_of_building, inherited, merged, unfit_edition
from compcheck.reading.rule_shapes import (
    EditionShape,
    FrameworkShape,
    IndicatorShape,
    ParameterShape,
    SeriesShape,
    TopicShape,
    rule_shape,
)
from compcheck.reading.rule_values import kind_of
from compcheck.reading.shape_problems import unlike
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.unfit_framework import KEBAB, unfit_framework
from compcheck.reading.yaml_file import YamlFile, did_you_mean, shown

SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
CASES = ".cases.yaml"
CATALOGUE = ("indicators", "published", "evidence", "parameters")


@dataclass(slots=True)
class Found:
    """One thing the files define, with the file it stands in."""

    file: YamlFile
    raw: Raw


@dataclass(slots=True)
class FrameworkFolder:
    """`framework` is None, and the rules unread, where framework.yaml is missing or wrong; it is whole, whatever
    it builds on, and `edition` is what its own file says.

    `areas` are those that have a rule file, whether it could be read or not. `inherited` says of the rules that are
    from another edition where they stand there.
    """

    framework: Found | None = None
    edition: Raw = field(default_factory=dict)
    areas: set[str] = field(default_factory=set)
    rules: dict[str, Found] = field(default_factory=dict)
    inherited: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RuleFolder:
    """Whatever could be read, by name, and every problem met on the way.

    `catalogue_is_whole` is false where something of the catalogue may be missing only because its file is wrong.
    """

    home: Path
    shown: str
    indicators: dict[str, Found] = field(default_factory=dict)
    series: dict[str, Found] = field(default_factory=dict)
    topics: dict[str, Found] = field(default_factory=dict)
    parameters: dict[str, Found] = field(default_factory=dict)
    frameworks: dict[str, FrameworkFolder] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    catalogue_is_whole: bool = True

    def file_shown(self, path: Path) -> str:
        return f"{self.shown}/{path.relative_to(self.home).as_posix()}"

    def add(self, code: str, path: Path, fact: str, way_out: str) -> None:
        self.problems.append(Problem(code, self.file_shown(path), fact, way_out))

    def read(self, path: Path) -> YamlFile | None:
        """The file, or None and its problems; a rules file is a mapping."""
        try:
            file = read_rules_file(path, self.file_shown(path))
        except ProblemsFound as found:
            self.problems += found.problems
            return None
        if isinstance(file.data, dict):
            return file
        fact = f"holds {kind_of(file.data)}, and it must hold a mapping."
        self.problems.append(file.problem("rules-wrong-value", fact, "Write `key: value`, one key a line."))
        return None


def read_rules_file(path: Path, file_shown: str) -> YamlFile:
    """ProblemsFound for what cannot be read too."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        fact = f"cannot be read: {error.strerror}."
        raise ProblemsFound([Problem("rules-unreadable", file_shown, fact, "See that it may be read.")]) from None
    return read_yaml(raw, file_shown)


def read_folder(home: Path, shown_as: str) -> RuleFolder:
    """ProblemsFound only where there is no such folder; all else is kept for later."""
    folder = RuleFolder(home, shown_as.rstrip("/") or ".")
    if not home.is_dir():
        fact = "is a file and no folder." if home.exists() else "does not exist."
        raise ProblemsFound([Problem("rules-not-found", shown(shown_as), fact, "Name a folder laid out like rules/.")])
    read_names(folder)
    for path in sorted((home / "published").glob("*.yaml")):
        _series(folder, path)
    series = {name: one.raw for name, one in folder.series.items()} if folder.catalogue_is_whole else None
    published = {
        name: PublishedYears(raw["unit"], [one["year"] for one in raw["years"]]) for name, raw in (series or {}).items()
    }
    folder.problems += read_comparator_files(home, folder.shown, published).problems
    for name, one in folder.indicators.items():
        folder.problems += unfit_indicator(one.file, name, one.raw, series)
    for name, one in folder.parameters.items():
        folder.problems += unfit_parameter(one.file, name, one.raw)
    _frameworks(folder)
    if not folder.frameworks:
        folder.add("rules-not-found", home / "frameworks", "holds no framework.", "Add a folder with a framework.yaml.")
    _strays(folder)
    return folder


def read_names(folder: RuleFolder) -> None:
    """Whatever its files define by name, several to a file."""
    for name, shape, into in (
        ("indicators", IndicatorShape, folder.indicators),
        ("evidence", TopicShape, folder.topics),
        ("parameters", ParameterShape, folder.parameters),
    ):
        for path in sorted((folder.home / name).glob("*.yaml")):
            _define(folder, path, shape, into)


def _define(
    folder: RuleFolder, path: Path, shape: type[IndicatorShape | TopicShape | ParameterShape], into: dict[str, Found]
) -> None:
    """Every name the file defines."""
    file = folder.read(path)
    if file is None:
        folder.catalogue_is_whole = False
        return
    for name, raw in _items(file):
        if not SNAKE.fullmatch(name):
            fact = f"`{shown(name)}` is not written as a name."
            folder.problems.append(
                file.problem("rules-name", fact, "Use small letters, digits and single underscores.", (name,))
            )
        if name in into:
            place = into[name].file.problem("", "", "", (name,)).place
            fact = f"`{name}` is defined a second time, after {place}."
            folder.problems.append(file.problem("rules-repeated-name", fact, "Keep one of the two.", (name,)))
            continue
        problems = unlike(shape, file, raw, (name,))
        folder.problems += problems
        if problems:
            folder.catalogue_is_whole = False
        else:
            into[name] = Found(file, raw)


def _series(folder: RuleFolder, path: Path) -> None:
    """A file is a series, and its name the name of the series."""
    if not SNAKE.fullmatch(path.stem):
        folder.add("rules-name", path, "is no name of a series.", "Use small letters, digits and single underscores.")
    file = folder.read(path)
    problems = unlike(SeriesShape, file, file.data) if file is not None else []
    if file is not None and not problems:
        problems = list(unfit_series(file, dict(_items(file))))
        folder.series[path.stem] = Found(file, dict(_items(file)))
    folder.problems += problems
    folder.catalogue_is_whole &= path.stem in folder.series


def _items(file: YamlFile) -> Iterator[tuple[str, Raw]]:
    if isinstance(file.data, dict):
        yield from file.data.items()


def _frameworks(folder: RuleFolder) -> None:
    """Each framework after the one it builds on, whose scale and areas may be its own."""
    homes = [path for path in sorted((folder.home / "frameworks").glob("*")) if path.is_dir()]
    homes = [path for path in homes if not path.name.startswith(".")]
    abouts = {home.name: _about(folder, home) for home in homes}
    folder.frameworks |= {name: FrameworkFolder() for name in abouts}
    raws = {name: one.raw for name, one in abouts.items() if one is not None}
    order, never = in_order_of_building(raws)
    for name, why in never.items():
        about = abouts[name]
        if about is not None and (raws[name]["builds_on"] not in never or why.endswith("a circle.")):
            folder.problems.append(
                about.file.problem("rules-builds-on", why, "Name a framework in this folder.", ("builds_on",))
            )
    for home in sorted(homes, key=lambda home: order.index(home.name) if home.name in order else len(order)):
        about = abouts[home.name] if home.name in order else None
        folder.frameworks[home.name] = _framework(folder, home, about)


def _about(folder: RuleFolder, home: Path) -> Found | None:
    """framework.yaml by itself."""
    if not KEBAB.fullmatch(home.name):
        folder.add("rules-name", home, "is no name of a framework.", "Use small letters, digits and single dashes.")
    path = home / "framework.yaml"
    if not path.is_file():
        folder.add("rules-not-found", path, "does not exist.", "Every framework has one: see rules/README.md.")
        return None
    file = folder.read(path)
    if file is None:
        return None
    raw = dict(_items(file))
    problems = unlike(EditionShape if "builds_on" in raw else FrameworkShape, file, raw)
    folder.problems += problems
    return None if problems else Found(file, raw)


def _framework(folder: RuleFolder, home: Path, about: Found | None) -> FrameworkFolder:
    found = FrameworkFolder()
    base = folder.frameworks[about.raw["builds_on"]] if about is not None and "builds_on" in about.raw else None
    if about is not None and (base is None or base.framework is not None):
        raw = merged(base.framework.raw, about.raw) if base is not None and base.framework is not None else about.raw
        problems = unfit_framework(about.file, raw)
        folder.problems += problems
        found.framework = None if problems else Found(about.file, raw)
        found.edition = about.raw
    areas = sorted(one for one in home.glob("*") if one.is_dir() and not one.name.startswith("."))
    for area in areas:
        if found.framework is not None and area.name not in found.framework.raw["areas"]:
            known = found.framework.raw["areas"]
            way_out = did_you_mean(area.name, known) or "Add it to `areas`, or move its rules."
            folder.add("rules-unknown-area", area, "is a folder, and framework.yaml has no such area.", way_out)
            continue
        for rule in sorted(area.glob("*.yaml")):
            if not rule.name.endswith(CASES):
                _rule(folder, found, rule)
    if base is not None and found.framework is not None:
        _inherit(folder, found, base)
    return found


def _inherit(folder: RuleFolder, found: FrameworkFolder, base: FrameworkFolder) -> None:
    """The rules of the edition it builds on, less what it drops, moves or replaces."""
    edition, raws = found.edition, {rule: one.raw for rule, one in found.rules.items()}
    theirs = {rule: one.raw for rule, one in base.rules.items()}
    assert found.framework is not None  # nothing is inherited by what could not be read
    if base.framework is not None and scale_from(base.framework.raw).words != scale_from(found.framework.raw).words:
        key = "kinds" if "kinds" in edition else "scale"
        fact = f"{edition['builds_on']} judges with other words, and its rules would be inherited with them."
        way_out = "Keep its words, or build on nothing and write the rules anew."
        folder.problems.append(found.framework.file.problem("rules-combination", fact, way_out, (key,)))
        return
    files = {rule: one.file for rule, one in found.rules.items()}
    folder.problems += unfit_edition(found.framework.file, edition, theirs, files, raws)
    for rule, one in inherited(theirs, edition, raws).items():
        found.rules[rule] = Found(base.rules[one.there].file, one.raw)
        found.inherited[rule] = base.inherited.get(one.there, f"{edition['builds_on']}/{one.there}")
        found.areas.add(rule.partition("/")[0])


def _rule(folder: RuleFolder, framework: FrameworkFolder, path: Path) -> None:
    """Without a readable framework.yaml the grades are not known, and the rule is read as YAML only."""
    framework.areas.add(path.parent.name)
    if not KEBAB.fullmatch(path.stem):
        folder.add("rules-name", path, "is no name of a rule.", "Use small letters, digits and single dashes.")
    file = folder.read(path)
    if file is None or framework.framework is None:
        return
    problems = unlike(rule_shape(scale_from(framework.framework.raw).words), file, file.data)
    folder.problems += problems
    if not problems:
        framework.rules[f"{path.parent.name}/{path.stem}"] = Found(file, dict(_items(file)))


def _strays(folder: RuleFolder) -> None:
    """What would never be read is a slip: a rule or table in the wrong place, cases without their rule."""
    rooms = [folder.home / name for name in (*CATALOGUE, "frameworks", "records")]
    for path in sorted([*folder.home.glob("*"), *(path for room in rooms for path in room.rglob("*"))]):
        parts = path.relative_to(folder.home).parts
        if path.suffix.lower() not in {".yaml", ".yml", ".csv"} or any(part.startswith(".") for part in parts):
            continue
        if path.suffix.lower() == ".csv":
            if parts != ("authorities.csv",) and (len(parts) != 2 or parts[0] != "published" or path.suffix != ".csv"):
                way_out = "Lay it beside its series in published/, as <series>.csv."
                folder.add("rules-stray-file", path, "lies where no table is read.", way_out)
            continue
        if path.suffix != ".yaml":
            folder.add("rules-stray-file", path, "ends in something else than .yaml, and is not read.", "Rename it.")
        elif path.name.endswith(CASES):
            rule = path.with_name(path.name.removesuffix(CASES) + ".yaml")
            if not rule.is_file():
                folder.add("rules-stray-file", path, "has no rule beside it.", f"Add {rule.name}, or remove the cases.")
        elif not _has_its_place(parts):
            folder.add("rules-stray-file", path, "lies where no rules file is read.", "Move it: see rules/README.md.")


def _has_its_place(parts: tuple[str, ...]) -> bool:
    match parts:
        case (room, _) if room in CATALOGUE:
            return True
        case ("records", "tables" | "codes" | "sources" | "checks", _) | (
            "records",
            "nobody.yaml" | "watch-lists.yaml" | "bank-holidays.yaml",
        ):
            return True
        case ("authorities.yaml",) | ("frameworks", _, "framework.yaml") | ("frameworks", _, _, _):
            return True
    return False
