"""The rows of the files that hold one table, cleaned into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import Code, Table
from compcheck.records.dates import NotRead
from compcheck.records.delimited import Delimited, Rows
from compcheck.records.growing import BATCH, GrowingTable
from compcheck.records.parquet import ParquetFile, batches
from compcheck.records.shown import shown_word
from compcheck.records.table_files import Headings

NO_COLUMN = NotRead("has no column in its file, though another file of the table has one")
LINES = 1 << 40
"""Lines of the second file are numbered from here on, so that one number says both file and line."""


class FileOfTable(NamedTuple):
    of: Delimited | ParquetFile
    under: Headings


def grown(
    files: Sequence[FileOfTable],
    table: Table,
    columns: Sequence[str],
    codes: Mapping[str, Mapping[str, Code]],
    dates: Sequence[str],
) -> tuple[GrowingTable | None, list[Problem]]:
    """None where a file of the table cannot be read: half a table would be counted as the whole."""

    def place(column: str, number: int) -> str:
        file = files[number // LINES]
        at = file.under.columns.get(column)
        heading = column if at is None else shown_word(file.of.headings[at])
        kind = "row" if isinstance(file.of, ParquetFile) else "line"
        return f"{file.of.file}, {kind} {number % LINES} ({heading})"

    growing = GrowingTable(table, columns, codes, dates, place)
    problems: list[Problem] = []
    broken = False
    for number, file in enumerate(files):
        rows: list[list[object]] = []
        lines: list[int] = []
        try:
            for line, row in _rows(file, columns, problems):
                rows.append(row)
                lines.append(number * LINES + line)
                if len(rows) >= BATCH:
                    growing.add(rows, lines)
                    rows, lines = [], []
            growing.add(rows, lines)
        except ProblemsFound as found:
            problems += found.problems
            broken = True
    return (None if broken else growing), problems


def _rows(file: FileOfTable, columns: Sequence[str], problems: list[Problem]) -> Iterator[tuple[int, list[object]]]:
    """Each row's number and the cells of the columns, in their order."""
    if isinstance(file.of, ParquetFile):
        number = 0
        names = [name for name in columns if name in file.under.columns]
        headings = [file.of.headings[file.under.columns[name]] for name in names]
        for values in batches(file.of, headings):
            by_name = dict(zip(names, values, strict=True))
            for at in range(len(values[0])):
                number += 1
                yield number, [by_name[name][at] if name in by_name else NO_COLUMN for name in columns]
        return
    places = [file.under.columns.get(name, -1) for name in columns]
    all_there = -1 not in places
    rows = Rows(file.of)
    for line, cells in rows:
        yield (
            line,
            [cells[at] for at in places] if all_there else [cells[at] if at >= 0 else NO_COLUMN for at in places],
        )
    problems += rows.problems()
