"""Which way of counting an indicator fits the records that are there, and that way in SQL; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from compcheck.model.counting import CANNOT, WITHOUT_CASES, Counted, CountingSettings, Within
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import Column, RecordRules, column_title, table_title
from compcheck.model.when import Period
from compcheck.records.database import Database
from compcheck.records.expression_sql import worked
from compcheck.records.expressions import NotAllowed, Scope, Value, Values, Written, written, written_value
from compcheck.records.windows import period_counted, window_of


class Limit(NamedTuple):
    """A `within` in SQL: whether it was met, whether its end is still open, and whether it is late on the day."""

    start: Written
    end: Written
    today: str
    met: str
    late: str


class Way(NamedTuple):
    """One indicator counted in one way; where `cannot` is set it is not, and no SQL is written."""

    indicator: str
    counted: Counted
    period: Period | None
    cannot: str = ""
    where: Written | None = None
    met: Written | None = None
    met_at_most: Written | None = None
    limit: Limit | None = None
    value: Value | None = None
    dated: Written | None = None
    leaves_out: Mapping[str, Written] = {}
    at_least: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """The columns of its table that it is counted by."""
        parts = [self.where, self.met, *self.leaves_out.values()]
        if self.limit is not None:
            parts += [self.limit.start, self.limit.end]
        if self.value is not None:
            parts += [one.of for one in self.value.aggregates]
        used = {column for part in parts if part is not None for column in part.columns}
        return frozenset(used | ({self.counted.each} if self.counted.each else set()))

    @property
    def days(self) -> tuple[str, ...]:
        """The SQL of every day that working days are counted from or to."""
        parts = [self.where, self.met, self.dated, *self.leaves_out.values()]
        if self.value is not None:
            parts += [one.of for one in self.value.aggregates]
        found = [day for part in parts if part is not None for day in part.days]
        if self.limit is not None:
            found += [*self.limit.start.days, *self.limit.end.days]
            if self.counted.within is not None and self.counted.within.unit == "working days":
                found += [self.limit.start.sql, self.limit.end.sql, self.limit.today]
        return tuple(dict.fromkeys(found))


def ways_of(
    indicators: Iterable[str], databases: Sequence[Database], rules: RecordRules, settings: CountingSettings
) -> tuple[Way, ...]:
    """Of each indicator that some source here speaks of, the first way that can be counted; if none, why not."""
    found = []
    for indicator in indicators:
        tried = [
            way_of(indicator, counted, database, rules, settings)
            for counted in rules.counted.get(indicator, ())
            for database in databases
            if database.read.source == counted.source and _holds(counted, database, rules, settings)
        ]
        if tried:
            found.append(next((one for one in tried if not one.cannot), tried[0]))
    return tuple(found)


def _holds(counted: Counted, database: Database, rules: RecordRules, settings: CountingSettings) -> bool:
    """Whether the way is one for this period. Where the period is not known it is, and says so."""
    period = _period(counted, database, rules, settings)
    if period is None:
        return True
    return (counted.since is None or counted.since <= period.end) and (
        counted.until is None or period.end <= counted.until
    )


def _period(counted: Counted, database: Database, rules: RecordRules, settings: CountingSettings) -> Period | None:
    window = window_of(counted.table, database.read, rules, settings)
    return None if window is None else period_counted(counted.gives, window, database.read, settings)


def way_of(indicator: str, counted: Counted, database: Database, rules: RecordRules, settings: CountingSettings) -> Way:
    period = _period(counted, database, rules, settings)
    bare = Way(indicator, counted, period)
    if counted.gives == CANNOT:
        return bare._replace(cannot=counted.why)
    absent = table_absent(counted.table, database, rules)
    if absent:
        return bare._replace(cannot=absent)
    if period is None:
        return bare._replace(cannot="the period that the records cover is not known")
    try:
        way = _in_sql(bare, database, rules, settings)
    except NotAllowed as refused:
        raise expression_refused(indicator, refused) from None
    needed = [part for part in (way.where, way.met, way.dated, *way.leaves_out.values()) if part is not None]
    if way.limit is not None:
        needed += [way.limit.start, way.limit.end]
    if way.value is not None:
        needed += [one.of for one in way.value.aggregates]
    limits = [name for part in needed for name in part.limits]
    if counted.within is not None and not _is_number(counted.within.limit):
        limits += [] if counted.within.limit in settings.parameters else [counted.within.limit]
    if limits:
        title = settings.parameter_titles.get(limits[0], limits[0].replace("_", " "))
        return bare._replace(cannot=f"the authority's own limit ({title}) is not given")
    columns = [column for part in needed for column in part.columns] + ([counted.each] if counted.each else [])
    if lacking := columns_lacking(counted.table, columns, database, rules):
        return bare._replace(cannot=lacking)
    return way


def table_absent(table: str, database: Database, rules: RecordRules) -> str:
    """Why the table cannot be counted; "" where it is there."""
    if table in database.present:
        return ""
    place = {"workbook": "the workbook", "xml": "the file"}.get(rules.sources[database.read.source].kind, "the folder")
    return f"{place} has no {_called(table, database, rules)}"


def columns_lacking(table: str, columns: Iterable[str], database: Database, rules: RecordRules) -> str:
    """Which of the columns the file does not have; "" where it has them all."""
    source = database.read.source
    lacking = [
        column_title(one, table, source, rules) for one in dict.fromkeys(columns) if one not in database.present[table]
    ]
    if not lacking:
        return ""
    called = _called(table, database, rules)
    return f"{called[:1].upper()}{called[1:]} has no column for {', '.join(lacking)}"


def _called(table: str, database: Database, rules: RecordRules) -> str:
    title, own = table_title(table, database.read.source, rules), rules.tables[table].title
    return title if title != own or title[1:2].isupper() else title[:1].lower() + title[1:]


def expression_refused(rule: str, refused: NotAllowed) -> ProblemsFound:
    fault = refused.fault
    return ProblemsFound([Problem("expression-refused", rule, f"{fault.fact}.", f"{fault.way_out}.")])


def given_values(table: str, database: Database, rules: RecordRules, settings: CountingSettings) -> Values:
    """What stands for the names that are no columns, in expressions over this table."""
    given: dict[str, date | Decimal | int] = {**settings.parameters, "extracted_on": database.day}
    window = window_of(table, database.read, rules, settings)
    if window is not None:
        given |= {"period_from": window.start, "period_to": window.end}
    return Values(given, database.unread(table))


def _in_sql(bare: Way, database: Database, rules: RecordRules, settings: CountingSettings) -> Way:
    counted, columns = bare.counted, rules.tables[bare.counted.table].columns
    values = given_values(counted.table, database, rules, settings)
    scope = Scope(columns, None)
    of_each = Scope({}, None, cases=True)  # of all the rows of one worker only their number is known
    met = met_at_most = None
    if counted.met:
        met = written(counted.met, of_each if counted.each else scope, values)
        if counted.each:
            met_at_most = written(counted.met, of_each, values._replace(rows="u"))
    value = None
    if counted.value:
        value = written_value(counted.value, of_each if counted.each else scope, values)
    return bare._replace(
        where=written(counted.where, scope, values) if counted.where else None,
        met=met,
        met_at_most=met_at_most,
        limit=limit_of(counted.within, columns, values, database.day) if counted.within is not None else None,
        value=value,
        dated=written(counted.dated, scope, values, kind="date") if counted.dated else None,
        leaves_out={label: written(text, scope, values) for label, text in counted.leaves_out.items()},
        at_least=_at_least(counted, database, settings),
    )


def _at_least(counted: Counted, database: Database, settings: CountingSettings) -> str:
    """A list of names that stand nowhere is as good as none: it was mistyped, or is of other records."""
    if counted.unless_given == WITHOUT_CASES and settings.without_cases and database.names_found():
        return ""
    return counted.at_least


def limit_of(within: Within, columns: Mapping[str, Column], values: Values, day: date) -> Limit:
    """A limit in SQL. One that nobody gave is null, and its way is not counted."""
    scope = Scope(columns, None)
    start = written(within.start, scope, values, kind="date")
    end = written(within.end, scope, values, kind="date")
    given = values.given.get(within.limit)
    most = within.limit if _is_number(within.limit) else str(given) if given is not None else "NULL"
    today = f"DATE '{day.isoformat()}'"
    return Limit(
        start,
        end,
        today,
        # An end before its start is a slip of one of the two: how long it took, nobody can say.
        f"(CASE WHEN {end.sql} < {start.sql} THEN NULL ELSE {_in_time(start.sql, end.sql, most, within.unit)} END)",
        f"(NOT {_in_time(start.sql, today, most, within.unit)})",
    )


def _in_time(start: str, end: str, most: str, unit: str) -> str:
    return {
        "working days": f"({worked(end)} - {worked(start)} <= {most})",
        "days": f"(days({start}, {end}) <= {most})",
        "weeks": f"(days({start}, {end}) <= 7 * {most})",
        "months": f"({end} <= months_after({start}, {most}))",
        "years": f"({end} <= years_after({start}, {most}))",
    }[unit]


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()
