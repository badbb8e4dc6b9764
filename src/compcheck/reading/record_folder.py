"""The files of a rules folder's records/: what each holds, and what is wrong with it by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from compcheck.reading.building_catalogue import Raw
from compcheck.reading.digest import digest_of
from compcheck.reading.record_shapes import (
    BankHolidaysShape,
    CheckShape,
    CodeShape,
    NobodyShape,
    RecordSourceShape,
    TableShape,
    WatchListShape,
)
from compcheck.reading.rule_folder import SNAKE, Found, RuleFolder
from compcheck.reading.rule_values import kind_of
from compcheck.reading.shape_problems import unlike
from compcheck.reading.unfit_framework import KEBAB
from compcheck.reading.yaml_file import YamlFile, shown

FOLDER = "records"
COUNTED = "counted"
"""The key of an indicator that belongs to the rules for records and to no framework."""


@dataclass(slots=True)
class RecordFolder:
    """Whatever could be read, by name. `whole` is false where something may be missing only because a file is wrong."""

    tables: dict[str, Found] = field(default_factory=dict)
    codes: dict[str, Found] = field(default_factory=dict)
    sources: dict[str, Found] = field(default_factory=dict)
    checks: dict[str, Found] = field(default_factory=dict)
    watch_lists: dict[str, Found] = field(default_factory=dict)
    nobody: tuple[str, ...] = ()
    bank_holidays: tuple[str, ...] = ()
    whole: bool = True


def read_records(folder: RuleFolder) -> RecordFolder:
    """Nothing where there is no such folder; what is wrong is added to the problems of the whole."""
    found, home = RecordFolder(), folder.home / FOLDER
    for room, into, shape in (
        ("tables", found.tables, TableShape),
        ("codes", found.codes, None),
        ("checks", found.checks, CheckShape),
    ):
        for path in sorted((home / room).glob("*.yaml")):
            _define(folder, found, path, into, shape)
    for path in sorted((home / "sources").glob("*.yaml")):
        _source(folder, found, path)
    if (home / "watch-lists.yaml").is_file():
        _define(folder, found, home / "watch-lists.yaml", found.watch_lists, WatchListShape)
    if (home / "nobody.yaml").is_file():
        _nobody(folder, found, home / "nobody.yaml")
    if (home / "bank-holidays.yaml").is_file():
        _bank_holidays(folder, found, home / "bank-holidays.yaml")
    return found


def _define(
    folder: RuleFolder, found: RecordFolder, path: Path, into: dict[str, Found], shape: type[BaseModel] | None
) -> None:
    """Every name the file defines; without a shape each is a list of codes."""
    file = folder.read(path)
    if file is None:
        found.whole = False
        return
    assert isinstance(file.data, dict)  # a file that is read holds a mapping
    for name, raw in file.data.items():
        if not SNAKE.fullmatch(name):
            fact = f"`{shown(name)}` is not written as a name."
            way_out = "Use small letters, digits and single underscores."
            folder.problems.append(file.problem("rules-name", fact, way_out, (name,)))
        if name in into:
            place = into[name].file.problem("", "", "", (name,)).place
            fact = f"`{name}` is defined a second time, after {place}."
            folder.problems.append(file.problem("rules-repeated-name", fact, "Keep one of the two.", (name,)))
            continue
        problems = unlike(shape, file, raw, (name,)) if shape is not None else list(_codes_unlike(file, name, raw))
        folder.problems += problems
        if problems:
            found.whole = False
        else:
            into[name] = Found(file, raw)


def _codes_unlike(file: YamlFile, name: str, raw: object) -> Iterator[Any]:
    if not isinstance(raw, Mapping) or not raw:
        fact = f"`{shown(name)}` is {kind_of(raw)}, and it must be a list of codes."
        yield file.problem("rules-wrong-value", fact, "Write each code as `name: {title: …, also: […]}`.", (name,))
        return
    for code, one in raw.items():
        yield from unlike(CodeShape, file, one, (name, code))


def _source(folder: RuleFolder, found: RecordFolder, path: Path) -> None:
    """A file is a source, and its name the name of the source."""
    if not KEBAB.fullmatch(path.stem):
        folder.add("rules-name", path, "is no name of a source.", "Use small letters, digits and single dashes.")
    file = folder.read(path)
    problems = unlike(RecordSourceShape, file, file.data) if file is not None else []
    folder.problems += problems
    if file is None or problems:
        found.whole = False
        return
    assert isinstance(file.data, dict)  # as above
    found.sources[path.stem] = Found(file, file.data)


def _nobody(folder: RuleFolder, found: RecordFolder, path: Path) -> None:
    file = folder.read(path)
    if file is None:
        return
    problems = unlike(NobodyShape, file, file.data)
    folder.problems += problems
    if not problems:
        assert isinstance(file.data, dict)  # as above
        found.nobody = tuple(file.data["patterns"])


def _bank_holidays(folder: RuleFolder, found: RecordFolder, path: Path) -> None:
    """A year that is listed is taken to be whole, so each row is a year, and no year is left out."""
    file = folder.read(path)
    if file is None:
        return
    problems = unlike(BankHolidaysShape, file, file.data)
    folder.problems += problems
    if problems:
        return
    assert isinstance(file.data, dict)  # as above
    before = 0
    for row, days in enumerate(file.data["days"]):
        years = {int(day[:4]) for day in days}
        year = min(years, default=0)
        if len(years) != 1 or (before and year != before + 1):
            fact = "is not the year after the one above it, and that year alone."
            way_out = "Write a row for each year, with every bank holiday of it."
            folder.problems.append(file.problem("rules-wrong-value", fact, way_out, ("days", row)))
        before = year
    found.bank_holidays = tuple(day for days in file.data["days"] for day in days)


def raw_records(found: RecordFolder, indicators: Mapping[str, Raw]) -> dict[str, Any]:
    """The data a wheel carries, with the digest of all of it: what can change a count, and nothing else."""
    whole: dict[str, Any] = {
        "tables": _raws(found.tables),
        "codes": _raws(found.codes),
        "sources": _raws(found.sources),
        COUNTED: {name: one[COUNTED] for name, one in indicators.items() if COUNTED in one},
        "checks": _raws(found.checks),
        "watch_lists": _raws(found.watch_lists),
        "nobody": list(found.nobody),
        "bank_holidays": list(found.bank_holidays),
    }
    return {**whole, "sha256": digest_of(whole)}


def _raws(found: Mapping[str, Found]) -> dict[str, Raw]:
    return {name: found[name].raw for name in sorted(found)}


def without_counted(raw: Raw) -> Raw:
    """What a framework and a submission see of an indicator."""
    return {key: one for key, one in raw.items() if key != COUNTED}
