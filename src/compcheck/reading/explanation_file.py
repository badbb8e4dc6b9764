"""Explanations of findings, out of YAML as strict as the rules' own, or out of a table saved as CSV.

The content decides, never the name: a file whose first row names the columns `rule` and `authority` is a table.
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from compcheck.model.document import Position
from compcheck.model.explanation import Explanation, ExplanationFile
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_FILE, quoted
from compcheck.reading.panel_cells import Private
from compcheck.reading.rule_values import Day, NumberOrText, Text, kind_of
from compcheck.reading.shape_problems import unlike
from compcheck.reading.strict_yaml import yaml_so_far
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


def read_explanations(path: str, private: Private, problems: list[Problem]) -> ExplanationFile:
    """The entries nothing is wrong with; everything that is wrong with the others is added to the problems.

    One bad entry hides no other. ProblemsFound where the file holds no list of entries at all.
    """
    file = shown_path(path)
    raw = bytes_of(path, LARGEST_FILE)
    if len(raw) > LARGEST_FILE:
        fact = f"is larger than {LARGEST_FILE // 1024**2} MiB."
        raise ProblemsFound([Problem("file-too-large", file, fact, "Split it into several files.")])
    found: list[Problem] = []
    table = _table(raw, file, private, found)
    read = table or yaml_so_far(raw, file, found)
    misread = [] if table else list(found)  # what was found of a table is of rows that were left out
    found = [one for one in found if private(one.fact) is None]  # a key that is a child's number is told of as that
    if read.data is None:
        found += _private_lines(raw, file, private)
        raise ProblemsFound(found)
    if not isinstance(read.data, list):
        fact = f"holds {kind_of(read.data)}, and it must hold a list of explanations."
        wrong = read.problem("rules-wrong-value", fact, f"Begin each with `- rule:`: see {GUIDE}.")
        raise ProblemsFound([*found, wrong, *_private(read, (), read.data, private)])
    if not read.data and not found:
        fact = "holds no explanation."
        raise ProblemsFound([read.problem("explanations-empty", fact, "Add one, or leave the option out.")])
    fit = _fit(read, read.data, private, found, misread)
    problems += ProblemsFound(found).problems  # in the order of the file
    return ExplanationFile(file, hashlib.sha256(raw).hexdigest(), tuple(_entries(read, fit)))


def _fit(
    file: YamlFile, data: list[Any], private: Private, found: list[Problem], misread: list[Problem]
) -> dict[int, dict[str, Any]]:
    """The entries nothing is wrong with, by their number; what is wrong with the others is found.

    What was misread was found before there were entries: it is of the last one that starts before its place.
    """
    lines = {problem.line for problem in misread}
    starts = [file.places.get((at,), Position(1, 1)) for at in range(len(data))]
    unfit = {bisect_right(starts, (problem.line, problem.column)) - 1 for problem in misread}
    for at, raw in enumerate(data):
        named = list(_private(file, (at,), raw, private))
        shape = list(_unfit(file, at, raw))
        found += named
        told = {one.pointer for one in named}
        for one in shape:
            again = one.code in {"rules-wrong-value", "rules-unknown-key"} and one.line in lines
            if not again and (one.pointer not in told or one.code == "rules-missing-key"):
                found.append(one)
        if named or shape:
            unfit.add(at)
    fit = {at: raw for at, raw in enumerate(data) if at not in unfit}
    for at, problem in list(_repeated(file, fit)):
        found.append(problem)
        del fit[at]
    return fit


def _private(file: YamlFile, path: Path, value: object, private: Private) -> Iterator[Problem]:
    """Explanations are printed in reports: no child may be named in any of their words, not even in a wrong place."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _private(file, (*path, key), key, private)
            yield from _private(file, (*path, key), one, private)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _private(file, (*path, at), one, private)
    elif (said := private(str(value))) is not None:
        yield file.problem(said[0], said[1], said[2], path)


def _private_lines(raw: bytes, file: str, private: Private) -> Iterator[Problem]:
    """Of a file that cannot be taken apart: no child's number in it is told of only once it can."""
    for line, text in enumerate(raw.decode("utf-8-sig", "replace").splitlines(), 1):
        said = private(text)
        if said is not None and said[0] == "personal-number":
            yield Problem(said[0], file, said[1], said[2], "", line, 1)


def _entries(file: YamlFile, fit: Mapping[int, dict[str, Any]]) -> Iterator[Explanation]:
    for at, one in fit.items():
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


def _repeated(file: YamlFile, fit: Mapping[int, dict[str, Any]]) -> Iterator[tuple[int, Problem]]:
    """Two explanations of one finding at one time: nobody could say which was approved."""
    seen: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for at, one in fit.items():
        earlier = seen.setdefault((one["rule"], str(one["authority"]).strip().casefold()), [])
        for before, other in earlier:
            if one["from"] <= other["until"] and other["from"] <= one["until"]:
                place = file.places.get((before,), Position(1, 1))
                fact = f"explains what line {place.line} explains already, for a time that both cover."
                way_out = "Keep one of the two, or part their dates."
                yield at, file.problem("explanation-repeated", fact, way_out, (at,))
                break
        earlier.append((at, one))


def _table(raw: bytes, file: str, private: Private, found: list[Problem]) -> YamlFile | None:
    """The rows of a table with the place of every cell; None for what is no table. A blank row is passed over.

    A row that does not fit the columns is found and left out, and so is every row if a column is unknown.
    """
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
        unfit = list(_unfit_columns(columns, file, private))
        found += unfit
        line = rows.line_num + 1
        for row in rows:
            if unfit or len(row) != len(columns):
                found += _left_out(row, columns, file, line, private)
            elif any(cell.strip() for cell in row):
                for column, name in enumerate(columns, 1):
                    places[len(data), name] = Position(line, column)
                places[(len(data),)] = Position(line, 1)
                data.append({name: cell.strip() for name, cell in zip(columns, row, strict=True)})
            line = rows.line_num + 1
    except csv.Error:
        fact = "is broken here: a quotation mark is missing or stands where none may."
        way_out = "Put a cell that holds a separator in quotation marks."
        found.append(Problem("csv-broken", file, fact, way_out, "", rows.line_num, 1))
    return YamlFile(file, data, places)


def _names_columns(head: str, separator: str) -> bool:
    return {cell.strip().strip('"') for cell in head.split(separator)} >= WHO_AND_WHAT


def _unfit_columns(columns: list[str], file: str, private: Private) -> Iterator[Problem]:
    """Each column is known and stands there once."""
    for at, name in enumerate(columns):
        said = private(name)
        if said is None and name not in COLUMNS:
            said = "explanation-columns", f"has a column {quoted(name)}.", f"The columns are {', '.join(COLUMNS)}."
        elif said is None and name in columns[:at]:
            said = "explanation-columns", f"has two columns {quoted(name)}.", "Keep one of the two."
        if said is not None:
            yield Problem(said[0], file, said[1], said[2], "", 1, at + 1)


def _left_out(row: list[str], columns: list[str], file: str, line: int, private: Private) -> Iterator[Problem]:
    if len(row) != len(columns) and any(cell.strip() for cell in row):
        fact = f"has {len(row)} cells in this row, and {len(columns)} columns."
        way_out = "Give each row a cell for every column, in quotation marks where a cell holds a separator."
        yield Problem("explanation-columns", file, fact, way_out, "", line, 1)
    for column, cell in enumerate(row, 1):
        if (said := private(cell.strip())) is not None:
            yield Problem(said[0], file, said[1], said[2], "", line, column)
