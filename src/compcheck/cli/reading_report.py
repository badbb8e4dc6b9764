"""How records were read, for whoever sent them: what was counted on, and what was not understood. Never a value."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from compcheck.cli.problems import escaped, problems_in_words
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.figure import is_small
from compcheck.model.row_totals import WITHHELD, Counted, cells_text, may_be_told, rows_text
from compcheck.reading.limits import quoted

MOST_NAMED = 8


def print_reading(
    reads: Sequence[FileRead],
    figures: Sequence[Counted] = (),
    *,
    short: bool,
    internal: bool = False,
    another: bool = False,
) -> None:
    """To standard error, beside whatever is printed elsewhere. A closed one is no reason to fail. `another` stands
    below what was printed before.
    """
    if not reads or sys.stderr is None:
        return
    try:
        sys.stderr.write("\n" * another + reading_text(reads, figures, short=short, internal=internal))
        sys.stderr.flush()
    except OSError:
        return


def reading_text(
    reads: Sequence[FileRead], figures: Sequence[Counted] = (), *, short: bool, internal: bool = False
) -> str:
    """A paragraph a file; in short, a line or two. `figures` are all that were counted from these files: beside one of
    them the rows of a table may give a small count back.
    """
    told = (_short(read, internal=internal) if short else _long(read, figures) for read in reads)
    return "\n".join("".join(f"{escaped(line)}\n" for line in lines) for lines in told)


def _head(read: FileRead) -> str:
    return f"{read.file}: {read.source}, {_many(len(read.tables), 'table')}"


def _short(read: FileRead, *, internal: bool) -> Iterator[str]:
    yield _head(read)
    tables = read.tables.values()
    unread = sum(cell.cells for table in tables for cell in table.unread)
    columns = sum(len(table.unrecognised) for table in tables)
    missing = sum(len(table.missing) for table in tables)
    parts = [f"{cells_text(unread, internal=internal)} not read"] if unread else []
    parts += [f"{_many(columns, 'column')} not recognised"] if columns else []
    parts += [f"{_many(missing, 'column')} not there"] if missing else []
    parts += [f"not there: {_named(read.not_there)}"] if read.not_there else []
    if parts or read.problems:
        parts += [f"{_many(len(read.problems), 'problem')} in reading"] if read.problems else []
        yield f"  {'; '.join(parts)}. `compcheck collect` tells each."


def _long(read: FileRead, figures: Sequence[Counted]) -> Iterator[str]:
    yield _head(read)
    tables = read.tables.values()
    for table in tables:
        yield from _table(table, figures)
    if any(not is_small(table.rows) and not may_be_told(table.rows, figures) for table in tables):
        yield f"  rows withheld: {WITHHELD}"
    if read.not_there:
        yield f"  not there, so that nothing is counted from them: {_named(read.not_there, len(read.not_there))}"
    if read.problems:
        yield from problems_in_words(read.problems).splitlines()


def _table(table: TableRead, figures: Sequence[Counted]) -> Iterator[str]:
    yield f"  {table.table}: {rows_text(table.rows, figures, internal=False)} ({quoted(table.found_as)})"
    if table.missing:
        yield f"    columns not there: {_named(table.missing, len(table.missing))}"
    if table.unrecognised:
        headings = [quoted(one) for one in table.unrecognised]
        yield f"    columns not recognised: {_named(headings)}"
    yield from (_cell(one) for one in table.unread)


def _cell(unread: Unread) -> str:
    several = f", and {_many(unread.cells - 1, 'more cell')} of the column" if unread.cells > 1 else ""
    return f"    not read: {unread.column} at {unread.place}: {unread.what}{several}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
