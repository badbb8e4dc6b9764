"""Checks of the records themselves: which rows contradict one another, and which indicators that touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.counting import Check, CheckCount, CountingSettings
from compcheck.model.records import RecordRules
from compcheck.records.database import Database, opened
from compcheck.records.expression_sql import quoted
from compcheck.records.expressions import NotAllowed, Scope, Written, written
from compcheck.records.extracts import Extract
from compcheck.records.ways import (
    Way,
    columns_lacking,
    expression_refused,
    given_values,
    table_absent,
    ways_of,
)


class Looked(NamedTuple):
    """What a check found in one table, and the SQL of the rows it touches. `columns` are those it is about; None for
    all of the table.
    """

    check: Check
    rows: int
    touched: int
    flag: str
    columns: frozenset[str] | None
    cannot: str = ""
    days: tuple[str, ...] = ()


def check(extracts: Sequence[Extract], rules: RecordRules, settings: CountingSettings) -> tuple[CheckCount, ...]:
    """What every check comes to in each extract that has something for it to look at."""
    with ExitStack() as stack:
        databases = opened(stack, extracts, rules, settings)
        ways = [way for way in ways_of(rules.counted, databases, rules, settings) if not way.cannot]
        return tuple(
            CheckCount(
                one.check,
                one.rows,
                one.touched,
                tuple(
                    way.indicator for way in ways if way.counted.source == database.read.source and touches(one, way)
                ),
                one.cannot,
                database.read.source,
            )
            for database in databases
            for one in look(database, rules, settings)
        )


def touches(looked: Looked, way: Way) -> bool:
    """Whether what the check is about is what the indicator is counted by."""
    if looked.cannot or looked.check.table != way.counted.table:
        return False
    return looked.columns is None or bool(looked.columns & way.columns)


def flags_of(way: Way, looked: Sequence[Looked]) -> Mapping[str, Looked]:
    """Each check, by id, that touches some row of what the indicator is counted by."""
    return {one.check.id: one for one in looked if one.touched and touches(one, way)}


def look(
    database: Database, rules: RecordRules, settings: CountingSettings, tables: Sequence[str] | None = None
) -> tuple[Looked, ...]:
    """Every check that is for this source, in their own order; of one table in one scan."""
    source = rules.sources[database.read.source]
    found: dict[str, Looked] = {}
    for table in dict.fromkeys(one.table for one in rules.checks.values()):
        if tables is not None and table not in tables:
            continue
        mine = [
            one for one in rules.checks.values() if one.table == table and (not one.sources or source.id in one.sources)
        ]
        if table not in database.present:
            if table in source.tables:
                absent = table_absent(table, database, rules)
                found |= {one.id: Looked(one, 0, 0, "", None, absent) for one in mine}
            continue
        found |= _looked(database, table, mine, rules, settings)
    return tuple(found[one] for one in rules.checks if one in found)


class _Flag(NamedTuple):
    of: str
    touched: str
    columns: frozenset[str] | None
    cannot: str = ""
    days: tuple[str, ...] = ()


def _looked(
    database: Database, table: str, checks: Sequence[Check], rules: RecordRules, settings: CountingSettings
) -> dict[str, Looked]:
    flags = {one.id: _flag(one, database, rules, settings) for one in checks}
    asked = [one for one in checks if not flags[one.id].cannot]
    inner = [
        f"{flags[one.id].of} AS o{number}, {flags[one.id].touched} AS f{number}" for number, one in enumerate(asked)
    ]
    outer = [
        f"count(*) FILTER (WHERE r.o{number}), count(*) FILTER (WHERE r.o{number} AND r.f{number})"
        for number in range(len(asked))
    ]
    numbers: list[int] = []
    if asked:
        days = [day for one in asked for day in flags[one.id].days]
        database.reach(table, days)
        sql = f"SELECT {', '.join(outer)} FROM ({database.over(table, inner, days)}) r"
        numbers = [int(one) for one in database.rows(sql, f"the checks of {table}")[0]]
    counted = {one.id: (numbers[2 * place], numbers[2 * place + 1]) for place, one in enumerate(asked)}
    return {one.id: _held(one, flags[one.id], *counted.get(one.id, (0, 0))) for one in checks}


def _held(check: Check, flag: _Flag, rows: int, touched: int) -> Looked:
    if check.share_at_least is not None and (not rows or Fraction(touched, rows) < check.share_at_least):
        touched = 0
    return Looked(check, rows, touched, f"({flag.of} AND {flag.touched})", flag.columns, flag.cannot, flag.days)


def _flag(check: Check, database: Database, rules: RecordRules, settings: CountingSettings) -> _Flag:
    """The rows that a check is of and those it touches, in SQL; what is not known touches nothing."""
    columns = rules.tables[check.table].columns
    values = given_values(check.table, database, rules, settings)
    other = rules.tables[check.beside] if check.beside else None
    scope = Scope(columns, None, other.columns if other is not None else None)
    if other is not None and (absent := table_absent(other.id, database, rules)):
        return _Flag("", "", None, absent)
    try:
        of = written(check.of, Scope(columns, None), values) if check.of else None
        alone = written(check.touched, scope, values) if check.touched else None
        beside = None
        if other is not None and check.touched:
            values = values._replace(beside="o", other_unread=database.unread(other.id))
            beside = written(check.touched, scope, values)
    except NotAllowed as refused:
        raise expression_refused(check.id, refused) from None
    own = [*(of.columns if of else ()), *(alone.columns if alone else ()), *check.repeated]
    if check.match:
        own.append(check.match)
    lacking = columns_lacking(check.table, own, database, rules)
    if other is not None and beside is not None and not lacking:
        lacking = columns_lacking(other.id, [check.match, *beside.other], database, rules)
    limits = [name for one in (of, alone) if one is not None for name in one.limits]
    if limits:
        title = settings.parameter_titles.get(limits[0], limits[0].replace("_", " "))
        lacking = lacking or f"the authority's own limit ({title}) is not given"
    if lacking:
        return _Flag("", "", None, lacking)
    of_sql = f"coalesce({of.sql}, FALSE)" if of is not None else "TRUE"
    touched = _touched_sql(check, of_sql, alone, beside)
    about = set(own) - ({check.match} if check.match else set())
    days = [day for one in (of, alone) if one is not None for day in one.days]
    return _Flag(of_sql, touched, None if check.repeated or not about else frozenset(about), days=tuple(days))


def _touched_sql(check: Check, of: str, alone: Written | None, beside: Written | None) -> str:
    """Beside another table a row is touched where every row that belongs to it there says so, and counts once."""
    parts = []
    if beside is not None and alone is not None:
        key = quoted(check.match)
        matched = (
            f"(SELECT bool_and(coalesce({beside.sql}, FALSE)) FROM {quoted(check.beside)} o WHERE o.{key} = t.{key})"
        )
        parts.append(f"(t.{key} IS NOT NULL AND coalesce({matched}, {alone.sql}, FALSE))")
    elif alone is not None:
        parts.append(f"coalesce({alone.sql}, FALSE)")
    if check.repeated:
        keys = ", ".join(f"t.{quoted(one)}" for one in check.repeated)
        known = " AND ".join(f"t.{quoted(one)} IS NOT NULL" for one in check.repeated)
        parts.append(
            f"({known} AND ({keys}) IN (SELECT {keys} FROM {quoted(check.table)} t WHERE {of} AND {known}"
            f" GROUP BY {keys} HAVING count(*) > 1))"
        )
    return " AND ".join(parts) or "FALSE"
