"""How records were read, for whoever sent them: what was counted on, and what was not understood. Never a value."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from compcheck.cli.problems import escaped, problems_in_words
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.figure import is_small
from compcheck.model.records import RecordRules, column_title, table_title
from compcheck.model.row_totals import WITHHELD, Counted, cells_text, may_be_told, rows_text
from compcheck.reading.limits import quoted

MOST_NAMED = 8
LOUD = frozenset({"records-of-another-day", "records-table-lost"})
"""Problems that are told at length wherever records are read: figures stand or fall with them."""


def print_reading(
    reads: Sequence[FileRead],
    rules: RecordRules,
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
        sys.stderr.write("\n" * another + reading_text(reads, rules, figures, short=short, internal=internal))
        sys.stderr.flush()
    except OSError:
        return


def reading_text(
    reads: Sequence[FileRead],
    rules: RecordRules,
    figures: Sequence[Counted] = (),
    *,
    short: bool,
    internal: bool = False,
) -> str:
    """A paragraph a file; in short, a line or two. `figures` are all that were counted from these files: beside one of
    them the rows of a table may give a small count back.
    """
    told = (_short(read, rules, internal=internal) if short else _long(read, rules, figures) for read in reads)
    return "\n".join("".join(f"{escaped(line)}\n" for line in lines) for lines in told)


def _head(read: FileRead, rules: RecordRules) -> Iterator[str]:
    title = rules.sources[read.source].title.partition(",")[0]
    yield f"{read.file}: {title}, {_many(len(read.tables), 'table')}"
    yield from (f"  {note}" for note in read.notes)


def _short(read: FileRead, rules: RecordRules, *, internal: bool) -> Iterator[str]:
    yield from _head(read, rules)
    tables = read.tables.values()
    unread = sum(cell.cells for table in tables for cell in table.unread)
    columns = sum(len(table.unrecognised) for table in tables)
    missing = sum(len(table.missing) for table in tables)
    parts = [f"{cells_text(unread, internal=internal)} not read"] if unread else []
    parts += [f"{_many(columns, 'column')} not recognised"] if columns else []
    parts += [f"{_many(missing, 'column')} not there"] if missing else []
    parts += [f"not there: {_named(_titles(read, rules))}"] if read.not_there else []
    if parts or read.problems:
        parts += [f"{_many(len(read.problems), 'problem')} in reading"] if read.problems else []
        yield f"  {'; '.join(parts)}. `compcheck collect` tells each."
    if loud := tuple(one for one in read.problems if one.code in LOUD):
        yield from problems_in_words(loud).splitlines()


def _long(read: FileRead, rules: RecordRules, figures: Sequence[Counted]) -> Iterator[str]:
    yield from _head(read, rules)
    tables = read.tables.values()
    for table in tables:
        yield from _table(table, read.source, rules, figures)
    if any(not is_small(table.rows) and not may_be_told(table.rows, figures) for table in tables):
        yield f"  rows withheld: {WITHHELD}"
    if read.not_there:
        yield f"  not there, so that nothing is counted from them: {_named(_titles(read, rules), len(read.not_there))}"
    if read.problems:
        yield from problems_in_words(read.problems).splitlines()


def _titles(read: FileRead, rules: RecordRules) -> list[str]:
    return [table_title(name, read.source, rules) for name in read.not_there]


def _table(table: TableRead, source: str, rules: RecordRules, figures: Sequence[Counted]) -> Iterator[str]:
    def heading(column: str) -> str:
        return column_title(column, table.table, source, rules)

    rows = rows_text(table.rows, figures, internal=False)
    yield f"  {table_title(table.table, source, rules)}: {rows} ({quoted(table.found_as)})"
    if table.missing:
        yield f"    columns not there: {_named([heading(one) for one in table.missing], len(table.missing))}"
    if table.unrecognised:
        headings = [quoted(one) for one in table.unrecognised]
        yield f"    columns not recognised: {_named(headings)}"
    if table.not_used:
        yield f"    columns known and not used: {_named([quoted(one) for one in table.not_used])}"
    yield from (_cell(one, heading(one.column)) for one in table.unread)


def _cell(unread: Unread, heading: str) -> str:
    places = [unread.place, *unread.others]
    rest = unread.cells - len(places)
    several = f", and {_many(rest, 'more cell')} of the column" if rest else ""
    return f"    not read: {heading} at {', '.join(places)}: {unread.what}{several}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
