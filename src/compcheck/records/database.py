"""The database that rows are counted in: in memory, without a file, a network or a way to change either.

Rows come in as Arrow tables or are read from the Parquet files that were named, and go out as counts. What DuckDB says
of an error may quote a row, so it is never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from compcheck.model.counting import CountingSettings
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import UNREAD, Column, RecordRules
from compcheck.records.deriving import derive
from compcheck.records.expression_sql import quoted, worked
from compcheck.records.extracts import Extract, ParquetFiles
from compcheck.records.windows import day_of
from compcheck.records.working_days import calendar, years_known

if TYPE_CHECKING:
    import duckdb

_TYPES = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "yes/no": "BOOLEAN",
}
_AS_GOOD = {"BIGINT": {"INTEGER", "SMALLINT", "TINYINT"}}
_NUMBERS = re.compile(r"DECIMAL\(\d+,\d+\)|FLOAT|(HUGE|BIG|SMALL|TINY|U\w*)?INT(EGER)?")
YEARS_BEFORE = 4
"""How many years before the day of extraction the calendar begins with; it grows where records are older."""


MACROS = (
    "worked(d) AS getvariable('worked')[d - getvariable('first_day') + 1]",
    "working_days(a, b) AS (worked(b) - worked(a))",
    "days(a, b) AS (b - a)",
    "months_after(d, n) AS CAST(d + to_months(CAST(n AS INTEGER)) AS DATE)",
    "years_after(d, n) AS CAST(d + to_years(CAST(n AS INTEGER)) AS DATE)",
    """age_on(born, d) AS (year(d) - year(born)
    - CASE WHEN month(d) * 100 + day(d) < month(born) * 100 + day(born) THEN 1 ELSE 0 END)""",
    "name_of(w) AS lower(trim(regexp_replace(w, '\\s+', ' ', 'g')))",
)
"""The functions of expressions. A macro is put in the place of its name, so brackets stand around what is added up."""
NOBODY = """coalesce(trim(w) = '' OR {patterns}
    OR coalesce(list_contains(getvariable('without_cases'), name_of(w)), FALSE), TRUE)"""


class Database:
    """The tables of one extract, under their own names. `present` holds the columns of each.

    Without `derived` nothing is worked out of them.
    """

    def __init__(
        self, extract: Extract, rules: RecordRules, settings: CountingSettings, *, derived: bool = True
    ) -> None:
        self.read = extract.read
        self.day = day_of(extract.read, settings)
        self._bank_holidays = rules.bank_holidays
        self.years_known = years_known(rules.bank_holidays)
        self.present: dict[str, tuple[str, ...]] = {}
        self._names_found: int | None = None
        self._reached: dict[tuple[str, str, str], tuple[date, date] | None] = {}
        self._connection = _connected(extract)
        try:
            for table in rules.tables.values():
                if table.id in extract.data:
                    self._register(table.id, table.columns, extract.data[table.id])
            self._add_functions(rules, settings)
            if derived:
                self._derive(extract, settings)
        except BaseException:  # an interrupt too: rows stay in no open database; it is raised again
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def rows(self, sql: str, what: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What the query gives. `what` names it where it fails: "the counts of assessments". `given` stands in no SQL,
        so that no message can quote it.
        """
        import duckdb  # noqa: PLC0415  # see _connected

        try:
            return self._connection.execute(sql, list(given)).fetchall()
        except duckdb.Error:
            pass  # its text may quote a row, and so may what hangs on an exception raised from here
        fact = f"{what[:1].upper()}{what[1:]} could not be worked out."
        raise ProblemsFound(
            [
                Problem(
                    "records-not-counted",
                    self.read.file,
                    fact,
                    "A rule asks more of the records than they hold, or memory ran out: run `compcheck rules check`.",
                )
            ]
        )

    def unread(self, table: str) -> frozenset[str]:
        """The columns of the table of which some cell was not read."""
        return frozenset(one.removesuffix(UNREAD) for one in self.present.get(table, ()) if one.endswith(UNREAD))

    def names_found(self) -> int:
        """How many of the names given, of workers without cases, stand in some list."""
        if self._names_found is None:
            named = [table for table, columns in self.present.items() if "worker" in columns]
            stand = " UNION ".join(f"SELECT name_of(worker) AS name FROM {quoted(table)}" for table in named)
            sql = f"SELECT count(DISTINCT name) FROM ({stand}) WHERE list_contains(getvariable('without_cases'), name)"
            self._names_found = self.rows(f"{sql} AND name <> ''", "the list of names")[0][0] if named else 0
        return self._names_found

    def over(self, table: str, columns: Sequence[str], days: Iterable[str]) -> str:
        """A query of these columns (SQL over `t`), in which each of the days is looked up in the calendar once a row.

        The calendar is long, and a query that names it twenty times takes longer to plan than to run.
        """
        selected = ", ".join(columns) or "1"
        looked_up = []
        for number, day in enumerate(sorted(set(days), key=lambda one: (-len(one), one))):
            name = quoted(f"worked {number}")
            selected = selected.replace(worked(day), f"t.{name}")
            looked_up.append(f"{worked(day)} AS {name}")
        rows = f"(SELECT t.*, {', '.join(looked_up)} FROM {quoted(table)} t)" if looked_up else quoted(table)
        return f"SELECT {selected} FROM {rows} t"

    def reach(self, table: str, days: Iterable[str], where: str = "TRUE") -> Mapping[str, tuple[date, date]]:
        """The first and last of each of these days (SQL over `t`) in the table or some of its rows; the calendar is
        made to reach them, as far as bank holidays are known.
        """
        new = [day for day in dict.fromkeys(days) if (table, day, where) not in self._reached]
        if new:
            spans = ", ".join(f"min({day}), max({day})" for day in new)
            row = self.rows(f"SELECT {spans} FROM {quoted(table)} t WHERE {where}", f"the days of {table}")[0]
            for number, day in enumerate(new):
                first, last = row[2 * number], row[2 * number + 1]
                both = isinstance(first, date) and isinstance(last, date)
                self._reached[table, day, where] = (first, last) if both else None
            found = [day for one in new if (span := self._reached[table, one, where]) is not None for day in span]
            if found:
                self.know_years(min(found), max(found))
        return {day: span for day in days if (span := self._reached[table, day, where]) is not None}

    def know_years(self, first: date, last: date) -> bool:
        """Makes the calendar reach over these days; False where bank holidays of some of their years are not known."""
        known = self.years_known
        if known[0] > known[1]:
            return False
        years = (
            min(self._years[0], max(first.year, known[0])),
            max(self._years[1], min(last.year, known[1])),
        )
        if years != self._years:
            self._set_calendar(years)
        return known[0] <= first.year and last.year <= known[1]

    def _set_calendar(self, years: tuple[int, int]) -> None:
        self._years = years
        known = calendar(*years, self._bank_holidays)
        self.rows("SET VARIABLE first_day = ?", "the calendar", [known.first])
        self.rows("SET VARIABLE worked = ?", "the calendar", [list(known.worked)])

    def _register(self, name: str, columns: Mapping[str, Column], data: object) -> None:
        """The table under its own name, each column of its declared type, and the flags of what is unread."""
        if isinstance(data, ParquetFiles):
            files = ", ".join("'" + path.replace("'", "''") + "'" for path in data.paths)
            origin = f"read_parquet([{files}])"
            called = {ours: theirs for ours, theirs in data.columns.items() if ours.removesuffix(UNREAD) in columns}
        else:
            table: Any = data
            origin = quoted(f"{name} as read")
            self._connection.register(f"{name} as read", table)
            called = {ours: ours for ours in table.column_names if ours.removesuffix(UNREAD) in columns}
        described = self.rows(f"DESCRIBE SELECT * FROM {origin}", f"the columns of {name}")
        types = {str(row[0]): str(row[1]) for row in described}
        selected: list[str] = []
        for ours, theirs in called.items():
            if theirs in types and not ours.endswith(UNREAD):
                flag = called.get(ours + UNREAD, "")
                selected += _selected(columns[ours], theirs, types[theirs], flag if flag in types else "")
        sql = f"CREATE VIEW {quoted(name)} AS SELECT {', '.join(selected) or '1 AS nothing'} FROM {origin}"
        self.rows(sql, f"the table {name}")
        self._describe(name)

    def _describe(self, name: str) -> None:
        rows = self.rows(f"DESCRIBE SELECT * FROM {quoted(name)}", f"the columns of {name}")
        self.present[name] = tuple(str(row[0]) for row in rows)

    def _add_functions(self, rules: RecordRules, settings: CountingSettings) -> None:
        """The functions of expressions, as macros."""
        first, last = self.years_known
        if first > last:
            first = last = self.day.year  # no year is known, and no working day is ever asked for
        begins = min(max(first, self.day.year - YEARS_BEFORE), last)
        self._set_calendar((begins, max(begins, min(last, self.day.year + 1))))
        names = sorted({" ".join(name.split()).lower() for name in settings.without_cases or ()})
        self.rows("SET VARIABLE without_cases = ?", "the list of names", [names or [""]])
        # One pattern is looked for once, where each by itself would go over every name again.
        patterns = _matches("|".join(f"(?:{pattern})" for pattern in rules.nobody)) if rules.nobody else "FALSE"
        for macro in (*MACROS, f"nobody(w) AS {NOBODY.format(patterns=patterns)}"):
            self.rows(f"CREATE MACRO {macro}", "a function of expressions")

    def _derive(self, extract: Extract, settings: CountingSettings) -> None:
        """What one table says of another; see `deriving`."""
        period = extract.read.period or settings.period
        run = partial(self.rows, what="what follows from the records")
        for table in derive(run, self.present, period, self.day, self.know_years):
            self._describe(table)


def _matches(pattern: str) -> str:
    literal = pattern.replace("'", "''")
    return f"regexp_matches(trim(w), '{literal}', 'i')"


def opened(
    stack: ExitStack, extracts: Sequence[Extract], rules: RecordRules, settings: CountingSettings
) -> tuple[Database, ...]:
    """A database for each extract, closed with the stack."""
    first: dict[str, Extract] = {}
    for extract in extracts:
        before = first.setdefault(extract.read.source, extract)
        if before is not extract:
            title = rules.sources[extract.read.source].title
            fact = f"is a second file of the same kind ({title}); the first is {before.read.file}."
            raise ProblemsFound([Problem("source-twice", extract.read.file, fact, "Count them one by one.")])
    return tuple(stack.enter_context(Database(extract, rules, settings)) for extract in extracts)


def _selected(column: Column, theirs: str, kind: str, flag: str) -> Sequence[str]:
    """The column as it is, or cast: what cannot be cast is null and flagged as not read."""
    name, wanted = quoted(theirs), _TYPES[column.holds]
    whole = quoted(column.name)
    flagged = f"{quoted(flag)} AS {quoted(column.name + UNREAD)}"
    fits = kind == wanted or kind in _AS_GOOD.get(wanted, ()) or (wanted == "DOUBLE" and _NUMBERS.fullmatch(kind))
    if fits:
        return [f"{name} AS {whole}", *([flagged] if flag else [])]
    cast = f"TRY_CAST({name} AS {wanted})"
    if kind != "VARCHAR":
        return [f"{cast} AS {whole}", *([flagged] if flag else [])]
    said = f"(trim({name}) <> '' AND {cast} IS NULL)"
    if flag:
        said = f"({said} OR {quoted(flag)})"
    return [f"{cast} AS {whole}", f"coalesce({said}, FALSE) AS {quoted(column.name + UNREAD)}"]


def _connected(extract: Extract) -> duckdb.DuckDBPyConnection:
    """A database that can do nothing but count: what is allowed is set first, and then nothing can be set any more."""
    import duckdb  # noqa: PLC0415  # takes longer to import than most submissions to evaluate

    connection = duckdb.connect(
        ":memory:",
        config={
            "temp_directory": "",  # rows never go to a disk
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",  # a table is what was registered, and no variable of Python's
        },
    )
    connection.execute("SET enable_progress_bar = false")  # it would stand in the middle of a report
    files = [path for data in extract.data.values() if isinstance(data, ParquetFiles) for path in data.paths]
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
    connection.execute(f"SET allowed_paths = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
