"""How records were read, for whoever sent them: what was counted on, and what was not understood. Never a value."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from compcheck.cli.problems import escaped, problems_in_words
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.figure import count_shown, is_small
from compcheck.model.records import RecordRules
from compcheck.reading.limits import quoted

MOST_NAMED = 8
LOUD = frozenset({"records-of-another-day", "records-table-lost"})
"""Problems that are told at length wherever records are read: figures stand or fall with them."""


def print_reading(reads: Sequence[FileRead], rules: RecordRules, *, short: bool) -> None:
    """To standard error, beside whatever is printed elsewhere. A closed one is no reason to fail."""
    if not reads or sys.stderr is None:
        return
    try:
        sys.stderr.write(reading_text(reads, rules, short=short))
        sys.stderr.flush()
    except OSError:
        return


def reading_text(reads: Sequence[FileRead], rules: RecordRules, *, short: bool) -> str:
    """A paragraph a file; in short, a line or two."""
    return "\n".join("".join(f"{escaped(line)}\n" for line in _told(read, rules, short=short)) for read in reads)


def _told(read: FileRead, rules: RecordRules, *, short: bool) -> Iterator[str]:
    tables = read.tables.values()
    several = [f"{_many(len(read.tables), 'table')}"]
    if not any(is_small(table.rows) for table in tables):  # or a hidden number of rows would follow from the others
        several.append(_rows(sum(table.rows for table in tables)))
    yield f"{read.file}: {', '.join([rules.sources[read.source].title.partition(',')[0], *several])}"
    yield from (f"  {note}" for note in read.notes)
    if short:
        unread = sum(cell.cells for table in tables for cell in table.unread)
        columns = sum(len(table.unrecognised) for table in tables)
        missing = sum(len(table.missing) for table in tables)
        parts = [f"{_many(unread, 'cell')} not read"] if unread else []
        parts += [f"{_many(columns, 'column')} not recognised"] if columns else []
        parts += [f"{_many(missing, 'column')} not there"] if missing else []
        parts += [f"not there: {_named(_titles(read.not_there, rules))}"] if read.not_there else []
        if parts or read.problems:
            parts += [f"{_many(len(read.problems), 'problem')} in reading"] if read.problems else []
            yield f"  {'; '.join(parts)}. `compcheck collect` tells each."
        if loud := tuple(one for one in read.problems if one.code in LOUD):
            yield from problems_in_words(loud).splitlines()
        return
    for table in tables:
        yield from _table(table, rules)
    if read.not_there:
        absent = _titles(read.not_there, rules)
        yield f"  not there, so that nothing is counted from them: {_named(absent, len(absent))}"
    if read.problems:
        yield from problems_in_words(read.problems).splitlines()


def _table(table: TableRead, rules: RecordRules) -> Iterator[str]:
    yield f"  {rules.tables[table.table].title}: {_rows(table.rows)} ({quoted(table.found_as)})"
    if table.missing:
        yield f"    columns not there: {_named([_words(one) for one in table.missing], len(table.missing))}"
    if table.unrecognised:
        headings = [quoted(one) for one in table.unrecognised]
        yield f"    columns not recognised: {_named(headings)}"
    yield from (_cell(one) for one in table.unread)


def _cell(unread: Unread) -> str:
    several = f", and {_many(unread.cells - 1, 'more cell')} of the column" if unread.cells > 1 else ""
    return f"    not read: {_words(unread.column)} at {unread.place}: {unread.what}{several}"


def _titles(tables: Sequence[str], rules: RecordRules) -> list[str]:
    return [rules.tables[one].title for one in tables]


def _words(column: str) -> str:
    return column.replace("_", " ")


def _rows(number: int) -> str:
    return f"{count_shown(number)} rows" if number else "no rows"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
