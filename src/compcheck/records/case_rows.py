"""The rows behind a count: the only door by which rows leave this room, and it opens for `compcheck cases` alone.

What an indicator is told by are its rows that are not met (or, where few is good, those that are), and those of which
nobody recorded whether they are: they come out with the child's id, who holds them, and when each was due.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any, NamedTuple

from compcheck.model.counting import CANNOT, STATE, Counted, CountingSettings, WatchList
from compcheck.model.indicator import Indicator
from compcheck.model.records import UNREAD, Column, RecordRules, Table
from compcheck.records.counting import with_calendar
from compcheck.records.database import Database, opened
from compcheck.records.due_days import DueDays
from compcheck.records.expression_sql import quoted
from compcheck.records.expressions import Scope, written
from compcheck.records.extracts import Extract
from compcheck.records.tallying import MET, NOT_MET, NOT_RECORDED, NOT_YET_DUE, state_sql
from compcheck.records.ways import Way, given_values, way_of, ways_of

INDICATOR, WATCHED = "indicator", "watch list"
CHILD, WORKER, TEAM = "child", "worker", "team"
WHO = (CHILD, WORKER, TEAM)
LATE, MEETS, OVERDUE, LISTED = "not met", "counted", "overdue", "listed"
"""Why a row is on a list: an indicator's is not as it should be, or is what it counts; a watch list's is past its
limit, or is what it looks for."""
UNKNOWN, DUE_SOON = "not recorded", "due soon"
"""Or nobody recorded what it is, or it will soon be due."""
STAGES = {UNKNOWN: 1, DUE_SOON: 2}
OPEN_END = date.max
ASKED_ABOUT = re.compile(r"\b([a-z_][a-z0-9_]*)\s+is\s+(?:not\s+)?null|\bcoalesce\(([^()]*)\)")
NAME = re.compile(r"[a-z_][a-z0-9_]*")


class CaseRow(NamedTuple):
    """One record on a list. `over` is how many days past its last day it is, or was when it was done.

    `first` stands before all others: never seen, or held by nobody. `blank` are the columns whose
    cells a row not recorded lacks; `shown` what else the list shows, by column.
    """

    state: str
    child: str
    worker: str
    team: str
    due: date | None
    over: int | None
    first: bool
    blank: tuple[str, ...]
    shown: Mapping[str, str]

    @property
    def stage(self) -> int:
        """0 where it is known to belong on the list, 1 where nobody knows, 2 where it soon will."""
        return STAGES.get(self.state, 0)

    @property
    def waits_longest(self) -> tuple[bool, int, bool, int, date]:
        """To sort by. First what cannot wait; what is known to be late, by its days, then what is listed without any,
        then what nobody knows, and last what is not yet late.
        """
        return (not self.first, self.stage, self.over is None, -(self.over or 0), self.due or OPEN_END)


class CaseList(NamedTuple):
    """The rows of one indicator or watch list, those first that cannot wait; or why there are none (`cannot`).

    `order` is 1 for plans and enquiries, 2 for care and 3 for all else. What is `caseless` has no cases in any file of
    this kind, or none that are wrong by what they are: if it has rows, they are those that nobody recorded.
    """

    id: str
    title: str
    kind: str
    source: str
    table: str
    shows: tuple[str, ...] = ()
    order: int = 3
    rows: tuple[CaseRow, ...] = ()
    cannot: str = ""
    caseless: bool = False


def cases_of(
    extracts: Sequence[Extract],
    rules: RecordRules,
    indicators: Mapping[str, Indicator],
    wanted: Iterable[str],
    settings: CountingSettings,
    due_within: int | None = None,
    short: Collection[str] | None = None,
) -> tuple[CaseList, ...]:
    """Of each indicator that is wanted and that one of these sources speaks of, in their order.

    With `due_within` those too that fall due within so many working days. Where `short` is given nobody asked for any
    one of them: what is counted of a figure that may well be high is listed of those alone that it names, which were
    found to fall short; of the rest what nobody recorded.
    """
    with ExitStack() as stack:
        databases = opened(stack, extracts, rules, settings)
        ways = ways_of([one for one in wanted if one in indicators], databases, rules, settings)
        return tuple(
            _of_indicator(way, indicators[way.indicator], _its_own(way, databases), rules, settings, due_within, short)
            for way in ways
        )


def watched(
    extracts: Sequence[Extract],
    rules: RecordRules,
    wanted: Iterable[str],
    settings: CountingSettings,
    due_within: int | None = None,
) -> tuple[CaseList, ...]:
    """The watch lists that are wanted, for each of the sources that they are for."""
    with ExitStack() as stack:
        databases = opened(stack, extracts, rules, settings)
        return tuple(
            _watched(rules.watch_lists[name], database, rules, settings, due_within)
            for name in wanted
            for database in databases
            if _is_for(rules.watch_lists[name], database, rules)
        )


def _its_own(way: Way, databases: Sequence[Database]) -> Database:
    return next(one for one in databases if one.read.source == way.counted.source)


def _is_for(listed: WatchList, database: Database, rules: RecordRules) -> bool:
    source = rules.sources[database.read.source]
    if listed.sources:
        return source.id in listed.sources
    return listed.table in source.tables or listed.table in database.present


def _of_indicator(
    way: Way,
    indicator: Indicator,
    database: Database,
    rules: RecordRules,
    settings: CountingSettings,
    due_within: int | None,
    short: Collection[str] | None,
) -> CaseList:
    about = CaseList(indicator.id, indicator.title, INDICATOR, database.read.source, way.counted.table)
    if way.counted.gives == CANNOT:
        return about._replace(cannot=way.cannot, caseless=True)
    if way.counted.each:
        return about._replace(cannot=f"it counts each {way.counted.each}, and no row by itself", caseless=True)
    if way.value is not None:
        fact = "it is worked out of all rows together, and no row by itself is above or below it"
        return about._replace(cannot=fact, caseless=True)
    share = bool(way.counted.met) or way.counted.within is not None
    if share and indicator.polarity == "high":
        wanted = {NOT_MET: LATE}
    elif short is None or indicator.polarity == "low" or indicator.id in short:
        wanted = {MET: MEETS}
    else:
        about, wanted = about._replace(caseless=True), {}
    return _listed(about, way, wanted, database, rules, settings, due_within)


def _watched(
    listed: WatchList, database: Database, rules: RecordRules, settings: CountingSettings, due_within: int | None
) -> CaseList:
    about = CaseList(listed.id, listed.title, WATCHED, database.read.source, listed.table)
    counted = Counted(
        database.read.source,
        STATE,
        table=listed.table,
        where=listed.where,
        within=listed.within,
        shows=listed.shows,
        first=listed.first,
    )
    way = way_of(listed.id, counted, database, rules, settings)
    wanted = {NOT_MET: OVERDUE} if listed.within is not None else {MET: LISTED}
    return _listed(about, way, wanted, database, rules, settings, due_within)


def _listed(
    about: CaseList,
    way: Way,
    wanted: Mapping[int, str],
    database: Database,
    rules: RecordRules,
    settings: CountingSettings,
    due_within: int | None,
) -> CaseList:
    way = with_calendar(way, database)
    if way.cannot:
        return about._replace(cannot=way.cannot)
    table, present = rules.tables[way.counted.table], database.present[way.counted.table]
    if CHILD not in present:
        return about._replace(cannot=f"its {table.row}s are told apart by no child's id")
    states = {**wanted, NOT_RECORDED: UNKNOWN}
    if due_within is not None and way.limit is not None:
        states[NOT_YET_DUE] = DUE_SOON
    shows = tuple([one for one in way.counted.shows if one in present and one not in WHO])
    read = _Reading(table, present, shows, _needed(way, table, present), rules, _clock(way, present))
    sql = _sql(way, read, tuple(states), database, rules, settings)
    due_days = DueDays(way.counted.within, settings.parameters, database.day, rules.bank_holidays)
    rows = []
    for row in database.rows(sql, f"the rows of {table.id}"):
        found = _row(row, states, read, due_days)
        if found.state != DUE_SOON or due_days.falls_due(found.due, due_within or 0):
            rows.append(found)
    rows.sort(key=lambda row: row.waits_longest)  # stable: of two alike, the one that stands first in the records
    return about._replace(shows=shows, order=table.order, rows=tuple(rows))


def _needed(way: Way, table: Table, present: Sequence[str]) -> Mapping[str, bool]:
    """The columns that a row is counted by, and whether a blank there leaves it unknown: one that the rule asks about
    (`ended is null`) says something by being blank.
    """
    counted = way.counted
    texts = [counted.where, counted.met, *counted.leaves_out.values()]
    if counted.within is not None:
        texts += [counted.within.start, counted.within.end]
    asked = {name for text in texts for found in ASKED_ABOUT.findall(text) for name in NAME.findall(" ".join(found))}
    end = counted.within.end if counted.within is not None else ""
    return {one: one not in asked and one != end for one in table.columns if one in way.columns and one in present}


class _Reading(NamedTuple):
    """What is selected of a table, in which order."""

    table: Table
    present: tuple[str, ...]
    shows: tuple[str, ...]
    needed: Mapping[str, bool]
    rules: RecordRules
    clock: tuple[str, ...]


def _clock(way: Way, present: Sequence[str]) -> tuple[str, ...]:
    """The columns a limit runs from and to: where the end lies before the start, one of them is a slip."""
    within = way.counted.within
    return (
        () if within is None else tuple([one for one in NAME.findall(f"{within.start} {within.end}") if one in present])
    )


def _sql(
    way: Way,
    read: _Reading,
    states: Sequence[int],
    database: Database,
    rules: RecordRules,
    settings: CountingSettings,
) -> str:
    limit = way.limit
    columns = [f"{state_sql(way)} AS state", f"{_first(way, read, database, rules, settings)} AS is_first"]
    columns += [f"{limit.start.sql} AS since" if limit is not None else "NULL AS since"]
    columns += [f"{limit.end.sql} AS until" if limit is not None else "NULL AS until"]
    columns += [f"t.{quoted(one)}" if one in read.present else "NULL" for one in WHO]
    columns += [f"t.{quoted(one)}" for one in read.shows]
    columns += [f"({_blank(one, read.present, needed=needed)})" for one, needed in read.needed.items()]
    named = ", ".join(f"{column}{'' if ' AS ' in column else f' AS c{at}'}" for at, column in enumerate(columns))
    chosen = ", ".join(map(str, states))
    return f"SELECT * FROM (SELECT {named} FROM {quoted(read.table.id)} t) r WHERE r.state IN ({chosen})"


def _blank(column: str, present: Sequence[str], *, needed: bool) -> str:
    unread = f"coalesce(t.{quoted(column + UNREAD)}, FALSE)" if column + UNREAD in present else "FALSE"
    return f"t.{quoted(column)} IS NULL OR {unread}" if needed else unread


def _first(way: Way, read: _Reading, database: Database, rules: RecordRules, settings: CountingSettings) -> str:
    """What the rule marks, and whatever nobody holds."""
    parts = []
    if way.counted.first:
        values = given_values(read.table.id, database, rules, settings)
        marked = written(way.counted.first, Scope(read.table.columns, None), values)
        if not [one for one in marked.columns if one not in read.present]:
            parts.append(marked.sql)
    if WORKER in read.present:
        parts.append(f"nobody(t.{WORKER})")
    return f"coalesce({' OR '.join(parts)}, FALSE)" if parts else "FALSE"


def _row(row: tuple[Any, ...], states: Mapping[int, str], read: _Reading, due_days: DueDays) -> CaseRow:
    state, first, since, until, child, worker, team, *rest = row
    shown = dict(zip(read.shows, rest, strict=False))
    blanks = rest[len(read.shows) :]
    told = states[state]
    due = due_days.due(since)
    over = due_days.over(due, until) if told in {LATE, MEETS, OVERDUE} else None
    blank = [one for one, is_blank in zip(read.needed, blanks, strict=True) if is_blank]
    if isinstance(since, date) and isinstance(until, date) and until < since:
        blank += [one for one in read.clock if one not in blank]
    return CaseRow(
        told,
        _said(child),
        _said(worker),
        _said(team),
        due=due,
        over=over,
        first=bool(first),
        blank=tuple(blank) if told == UNKNOWN else (),
        shown={name: _said(value, read.table.columns[name], read.rules) for name, value in shown.items()},
    )


def _said(value: object, column: Column | None = None, rules: RecordRules | None = None) -> str:
    """A cell in words: a day as ISO has it, a code by its title."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if column is not None and column.codes and rules is not None:
        code = rules.codes.get(column.codes, {}).get(text)
        return code.title if code is not None and code.title else text
    return text
