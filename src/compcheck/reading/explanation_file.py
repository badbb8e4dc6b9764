"""Explanations of findings, out of YAML as strict as the rules' own, or out of a table saved as CSV.

The content decides, never the name: a file whose first row names the columns `rule` and `authority` is a table.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from compcheck.model.document import Position
from compcheck.model.explanation import Explanation, ExplanationFile
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_FILE, quoted
from compcheck.reading.rule_values import Day, NumberOrText, Text, kind_of
from compcheck.reading.shape_problems import unlike
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.text_file import bytes_of, shown_path
from compcheck.reading.yaml_file import Path, YamlFile

GUIDE = "docs/local-rules.md"
WHO_AND_WHAT = frozenset({"rule", "authority"})
SEPARATORS = ",;\t"


class ExplanationShape(BaseModel):
    """Every key is required: an explanation that nobody approved, or that has no end, explains nothing."""

    model_config = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True)

    rule: Text
    authority: NumberOrText  # a code may stand without quotes
    reason: Text
    approver: Text
    from_: Day = Field(alias="from")
    until: Day


COLUMNS = tuple(field.alias or name for name, field in ExplanationShape.model_fields.items())


def read_explanations(path: str) -> ExplanationFile:
    """ProblemsFound with everything that is wrong in the file."""
    file = shown_path(path)
    raw = bytes_of(path, LARGEST_FILE)
    if len(raw) > LARGEST_FILE:
        fact = f"is larger than {LARGEST_FILE // 1024**2} MiB."
        raise ProblemsFound([Problem("file-too-large", file, fact, "Split it into several files.")])
    read = _table(raw, file) or read_yaml(raw, file)
    if not isinstance(read.data, list):
        fact = f"holds {kind_of(read.data)}, and it must hold a list of explanations."
        raise ProblemsFound([read.problem("rules-wrong-value", fact, f"Begin each with `- rule:`: see {GUIDE}.")])
    if not read.data:
        fact = "holds no explanation."
        raise ProblemsFound([read.problem("explanations-empty", fact, "Add one, or leave the option out.")])
    problems = [one for at, raw_one in enumerate(read.data) for one in _unfit(read, at, raw_one)]
    if not problems:
        problems += _repeated(read)
    if problems:
        raise ProblemsFound(problems)
    return ExplanationFile(file, hashlib.sha256(raw).hexdigest(), tuple(_entries(read, read.data)))


def _entries(file: YamlFile, data: Iterable[dict[str, Any]]) -> Iterator[Explanation]:
    for at, one in enumerate(data):
        place = file.places.get((at,), Position(1, 1))
        starts, until = date.fromisoformat(one["from"]), date.fromisoformat(one["until"])
        told = (str(one["authority"]).strip(), one["reason"], one["approver"])
        yield Explanation(one["rule"], *told, starts, until, file.file, place.line, place.column)


def _unfit(file: YamlFile, at: int, raw: object) -> Iterator[Problem]:
    unfit = unlike(ExplanationShape, file, raw, (at,), GUIDE)
    yield from unfit
    if not unfit and isinstance(raw, dict) and raw["until"] < raw["from"]:
        fact = f"ends on {raw['until']}, before it starts on {raw['from']}."
        yield file.problem("explanation-backwards", fact, "Exchange `from` and `until`.", (at, "until"))


def _repeated(file: YamlFile) -> Iterator[Problem]:
    """Two explanations of one finding at one time: nobody could say which was approved."""
    assert isinstance(file.data, list)  # asked for only when it is
    seen: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for at, one in enumerate(file.data):
        earlier = seen.setdefault((one["rule"], str(one["authority"]).strip().casefold()), [])
        for before, other in earlier:
            if one["from"] <= other["until"] and other["from"] <= one["until"]:
                place = file.places.get((before,), Position(1, 1))
                fact = f"explains what line {place.line} explains already, for a time that both cover."
                yield file.problem("explanation-repeated", fact, "Keep one of the two, or part their dates.", (at,))
                break
        earlier.append((at, one))


def _table(raw: bytes, file: str) -> YamlFile | None:
    """The rows of a table with the place of every cell; None for what is no table. A blank row is passed over."""
    head, _, _ = raw.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    separator = next((one for one in SEPARATORS if _names_columns(head.decode("latin-1"), one)), None)
    if separator is None:
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        way_out = "Save the file as UTF-8."
        raise ProblemsFound([Problem("not-utf-8", file, "is not UTF-8 text.", way_out, "", line, 1)]) from None
    rows = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    data: list[dict[str, str]] = []
    places: dict[Path, Position] = {}
    try:
        columns = [cell.strip() for cell in next(rows)]
        _known_columns(columns, file)
        line = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                _whole(row, columns, file, line)
                for column, name in enumerate(columns, 1):
                    places[len(data), name] = Position(line, column)
                places[(len(data),)] = Position(line, 1)
                data.append({name: cell.strip() for name, cell in zip(columns, row, strict=True)})
            line = rows.line_num + 1
    except csv.Error:
        fact = "is broken here: a quotation mark is missing or stands where none may."
        way_out = "Put a cell that holds a separator in quotation marks."
        raise ProblemsFound([Problem("csv-broken", file, fact, way_out, "", rows.line_num, 1)]) from None
    return YamlFile(file, data, places)


def _names_columns(head: str, separator: str) -> bool:
    return {cell.strip().strip('"') for cell in head.split(separator)} >= WHO_AND_WHAT


def _known_columns(columns: list[str], file: str) -> None:
    """Each column is known and stands there once."""
    for at, name in enumerate(columns):
        if name not in COLUMNS:
            fact, way_out = f"has a column {quoted(name)}.", f"The columns are {', '.join(COLUMNS)}."
        elif name in columns[:at]:
            fact, way_out = f"has two columns {quoted(name)}.", "Keep one of the two."
        else:
            continue
        raise ProblemsFound([Problem("explanation-columns", file, fact, way_out, "", 1, 1)])


def _whole(row: list[str], columns: list[str], file: str, line: int) -> None:
    if len(row) != len(columns):
        fact = f"has {len(row)} cells in this row, and {len(columns)} columns."
        way_out = "Give each row a cell for every column, in quotation marks where a cell holds a separator."
        raise ProblemsFound([Problem("explanation-columns", file, fact, way_out, "", line, 1)])
