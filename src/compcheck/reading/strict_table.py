"""A CSV file of the rules read strictly: every row as long as the first, every name of a row and of a column once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from compcheck.model.problem import Problem
from compcheck.reading.limits import LARGEST_FILE, MOST_PROBLEMS, more_problems
from compcheck.reading.yaml_file import shown

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a file of a spreadsheet program begins, whatever it is called."""
NOT_TEXT = "Save it as CSV in UTF-8."


@dataclass(slots=True)
class Table:
    """The rows below the heading, each with its line, that are as long as the heading; and what is wrong.

    `heading` is empty where nothing could be read.
    """

    file: str
    heading: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, code: str, fact: str, way_out: str) -> None:
        """A table made to be hostile could have millions: the list is cut off."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(code, self.file, fact, way_out, "", line))
        elif len(self.problems) == MOST_PROBLEMS:
            self.problems.append(more_problems(self.file, line))

    def other_heading(self, fact: str, way_out: str) -> None:
        """What the rows hold is not known then, and what was wrong with them is not said."""
        self.rows.clear()
        self.problems[:] = [Problem("rules-table-heading", self.file, fact, way_out, "", 1)]


def read_table(path: Path, file: str) -> Table:
    table = Table(file)
    text = _text(path, table)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for at, cells in enumerate(reader):
            if at:
                _take(table, reader.line_num, cells)
            else:
                table.heading = cells
    except csv.Error as error:
        table.problem(
            reader.line_num, "rules-table-row", f"cannot be read: {error}.", "Look at the quotes in this line."
        )
    if not table.problems and not table.heading:
        table.problem(0, "rules-table-row", "is empty.", "Fill it, or remove it.")
    for name in _twice(table.heading):
        fact = f"the column `{shown(name)}` is there twice."
        table.problem(1, "rules-table-repeated", fact, "Keep one of the two.")
    return table


def _text(path: Path, table: Table) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        table.problem(0, "rules-unreadable", f"cannot be read: {error.strerror}.", "See that it may be read.")
        return ""
    if raw.startswith(WORKBOOKS):
        table.problem(0, "rules-table-not-text", "is a workbook and no CSV file, whatever its name says.", NOT_TEXT)
    elif len(raw) > LARGEST_FILE:
        fact = f"is larger than {LARGEST_FILE // 1024 // 1024} MB."
        table.problem(0, "rules-table-not-text", fact, "A table of authorities is far smaller: see what it holds.")
    else:
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            table.problem(line, "rules-table-not-text", "is not UTF-8 text.", NOT_TEXT)
    return ""


def _take(table: Table, line: int, cells: list[str]) -> None:
    if not cells:
        table.problem(line, "rules-table-row", "is an empty line.", "Take it out.")
    elif len(cells) != len(table.heading):
        fact = f"has {_cells(len(cells))}, and the first line has {len(table.heading)}."
        table.problem(line, "rules-table-row", fact, "Add or remove commas; put a cell that holds one in quotes.")
    else:
        table.rows.append((line, cells))


def _cells(n: int) -> str:
    return "1 cell" if n == 1 else f"{n} cells"


def _twice(names: list[str]) -> Iterator[str]:
    """Each repeated name once."""
    yield from sorted({name for name in names if names.count(name) > 1})
