"""A workbook of lists to tables: each list found by its sheet, its columns by their headings, its cells cleaned.

What is wrong with one list is a problem of that list, and the others are read; only a workbook of which nothing can be
read is refused as a whole. Rows and columns that are hidden are read like any other: they are records too.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import UNREAD, RecordRules, RecordSource
from compcheck.records.cell_places import column_letters
from compcheck.records.cells import WORKBOOK_ERROR, clean
from compcheck.records.headings import DeclaredHeadings, Headings
from compcheck.records.list_rows import Rows, is_blank, rows_below
from compcheck.records.sheets import claim_of, header_row, spelt_plainly, table_told_by_headings
from compcheck.records.shown import refusal, shown_path, shown_word
from compcheck.records.unpacking import Unpacked, unpacked
from compcheck.records.workbook_limits import LARGEST_WORKBOOK
from compcheck.records.workbook_problems import (
    column_twice,
    damaged,
    encrypted,
    errors_hidden,
    list_twice,
    no_header,
    no_list,
    rows_left_out,
    sheet_too_large,
)

if TYPE_CHECKING:
    import pyarrow as pa

MOST_UNRECOGNISED = 60
TITLE_WITHIN = 5
DIGITS_OF_NO_HEADING = 6
"""A date or a child's number has so many, and a heading ("Last 12 months") has not."""
NOT_EXPECTED = frozenset({"locality"})
"""Read where a list has it, though no template asks for it: nobody misses it."""


class _Sheet(NamedTuple):
    name: str
    rows: Rows
    table: str
    sure: bool


class _List(NamedTuple):
    """One list as read: what is told of it, and its rows."""

    read: TableRead
    data: pa.Table
    problems: tuple[Problem, ...]


def read_workbook(path: str, rules: RecordRules, source: RecordSource) -> tuple[FileRead, dict[str, pa.Table]]:
    """ProblemsFound where it is no workbook, or no list of the source can be read in it."""
    file = shown_path(path)
    raw = _bytes_of(path, file)
    looked_into = unpacked(raw, file)
    declared = {name: DeclaredHeadings(table.columns) for name, table in source.tables.items()}
    problems = [sheet_too_large(file, name) for name in looked_into.too_large]
    lists: dict[str, _List] = {}
    found, twice = _sorted_sheets(_sheets_of(raw, file, looked_into), source, declared)
    problems += [list_twice(file, source.tables[name], sheets) for name, sheets in twice.items()]
    for sheet in found:
        try:
            lists[sheet.table] = _list_of(sheet, source, rules, declared[sheet.table], file)
        except ProblemsFound as wrong:
            problems += wrong.problems
    if not lists:
        raise ProblemsFound(problems or [no_list(file, source)])
    problems += [problem for one in lists.values() for problem in one.problems]
    if looked_into.errors_hidden:
        problems.append(errors_hidden(file, looked_into.kind))
    tables = {name: lists[name] for name in source.tables if name in lists}
    read = FileRead(
        file,
        hashlib.sha256(raw).hexdigest(),
        source.id,
        {name: one.read for name, one in tables.items()},
        tuple(name for name in source.tables if name not in tables),
        problems=tuple(problems),
    )
    return read, {name: one.data for name, one in tables.items()}


def _bytes_of(path: str, file: str) -> bytes:
    try:
        with open(path, "rb") as opened:  # noqa: PTH123  # pathlib would bring nothing but its import
            raw = opened.read(LARGEST_WORKBOOK + 1)
    except FileNotFoundError:
        raise refusal("file-missing", file, "is not there.", "Check the path, and the folder you are in.") from None
    except OSError as wrong:
        reason = wrong.strerror or "the system gives no reason"
        raise refusal("file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the disk.") from None
    if len(raw) > LARGEST_WORKBOOK:
        fact = f"is larger than {LARGEST_WORKBOOK // 2**20} MiB."
        raise refusal("workbook-too-large", file, fact, "Save each list as CSV, named by its table, into a folder.")
    return raw


def _sheets_of(raw: bytes, file: str, looked_into: Unpacked) -> list[tuple[str, Rows]]:
    """Every sheet with its rows from A1 on, errors marked where they stand."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415  # records alone need it

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = []
        for name in workbook.sheet_names:
            if name not in looked_into.too_large:
                rows: Any = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for row, column in looked_into.errors.get(name, ()):
                    if row < len(rows) and column < len(rows[row]):
                        rows[row][column] = WORKBOOK_ERROR
                sheets.append((name, rows))
    except PasswordError:
        raise encrypted(file) from None
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError):
        raise damaged(file) from None
    except BaseException as wrong:  # the reader is not written in Python, and gives up with an exception of its own
        if type(wrong).__name__ == "PanicException":
            raise damaged(file) from None
        raise
    return sheets


def _sorted_sheets(
    sheets: Sequence[tuple[str, Rows]], source: RecordSource, declared: Mapping[str, DeclaredHeadings]
) -> tuple[list[_Sheet], dict[str, list[str]]]:
    """The sheet of each list; and lists for which several sheets stand, with their names.

    A sheet that says so in its name goes before one that is only like it. Whatever is no list is left alone.
    """
    found: dict[str, list[_Sheet]] = {}
    for name, rows in sheets:
        sheet = _claimed(name, rows, source, declared) if any(map(any, rows)) else None
        if sheet is not None:
            found.setdefault(sheet.table, []).append(sheet)
    single, twice = [], {}
    for table, claimed in found.items():
        surest = [one for one in claimed if one.sure] or claimed
        if len(surest) > 1:
            twice[table] = [one.name for one in surest]
        else:
            single.append(surest[0])
    return single, twice


def _claimed(name: str, rows: Rows, source: RecordSource, declared: Mapping[str, DeclaredHeadings]) -> _Sheet | None:
    """What its name or title says, unless its headings say that it is another list: some number the lists otherwise."""
    claim = claim_of(name, [text for row in rows[:TITLE_WITHIN] for text in spelt_plainly(row) if text], source)
    told = table_told_by_headings(rows, declared)
    if claim is None or told not in {None, claim.table}:
        return _Sheet(name, rows, told, sure=False) if told is not None else None
    if not claim.sure and header_row(rows, declared[claim.table]) is None:
        return None
    return _Sheet(name, rows, claim.table, claim.sure)


def _list_of(sheet: _Sheet, source: RecordSource, rules: RecordRules, declared: DeclaredHeadings, file: str) -> _List:
    import pyarrow as pa  # noqa: PLC0415  # records alone need it

    table, of = rules.tables[sheet.table], source.tables[sheet.table]
    header = header_row(sheet.rows, declared)
    if header is None:
        raise no_header(file, sheet.name, of)
    below = rows_below(sheet.rows, header)
    cells = list(zip(*below.rows, strict=True)) if below.rows else [()] * len(sheet.rows[header])
    matched = declared.match(spelt_plainly(sheet.rows[header]), lambda at: all(map(is_blank, cells[at])))
    if matched.twice:
        raise ProblemsFound(
            column_twice(file, sheet.name, header, of.columns[name].headings[0], at)
            for name, at in matched.twice.items()
        )

    def placed(at: int) -> Callable[[int], str]:
        return lambda row: f"{shown_word(sheet.name)}!{column_letters(at)}{below.numbers[row] + 1}"

    arrays: dict[str, pa.Array] = {}
    unread: list[Unread] = []
    for name, at in matched.columns.items():
        cleaned = clean(cells[at], table.columns[name], rules.codes, placed(at), source.dates)
        arrays[name] = cleaned.array
        if cleaned.mask is not None:
            arrays[f"{name}{UNREAD}"] = cleaned.mask
        unread += cleaned.unread
    missing = tuple(
        name
        for name, column in of.columns.items()
        if column.headings and name not in matched.columns and name not in NOT_EXPECTED
    )
    unrecognised = _unrecognised(sheet.rows[header], matched)
    read = TableRead(
        table.id, shown_word(sheet.name), len(below.rows), tuple(matched.columns), missing, unrecognised, tuple(unread)
    )
    left_out = (rows_left_out(file, sheet.name, below.left_out),) if below.left_out else ()
    return _List(read, pa.table(arrays), left_out)


def _unrecognised(headings: Sequence[object], matched: Headings) -> tuple[str, ...]:
    """By their headings, which the authority wrote; one without a heading, or with a number for one, by its letter."""
    shown = [
        shown_word(" ".join(text.split()))
        if isinstance(text := headings[at], str) and text.strip() and sum(map(str.isdigit, text)) < DIGITS_OF_NO_HEADING
        else f"column {column_letters(at)}"
        for at in matched.unrecognised
    ]
    return tuple(shown[:MOST_UNRECOGNISED])
