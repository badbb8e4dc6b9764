"""One scan of a table for all the indicators on it: what becomes of each row, and how many rows each comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from compcheck.records.checking import Looked
from compcheck.records.database import Database
from compcheck.records.expression_sql import quoted
from compcheck.records.expressions import Aggregate
from compcheck.records.ways import Way

OUT, MET, NOT_MET, NOT_RECORDED, NOT_YET_DUE, LEFT_OUT = range(6)
"""What becomes of a row; from LEFT_OUT on, each label that the definition excludes has a number of its own."""
NOT_YET = "not yet due"


Flags = Mapping[str, Mapping[str, Looked]]
"""Of each indicator, the checks that touch it."""


class Tally(NamedTuple):
    """How many rows each thing happened to, and what a `value` came to."""

    met: int
    not_met: int
    not_recorded: int
    left_out: Mapping[str, int]
    in_doubt: int
    doubts: Mapping[str, int]
    value: Fraction | None = None

    @property
    def counted(self) -> int:
        return self.met + self.not_met + self.not_recorded


def tallies(
    database: Database, table: str, ways: Sequence[Way], flags: Flags, part: str = ""
) -> dict[str | None, tuple[Tally, ...]]:
    """The tally of each way, by what `part` (SQL) comes to; without it all stand under None."""
    of_rows = [way for way in ways if not way.counted.each]
    found: dict[str, dict[str | None, Tally]] = {}
    if of_rows:
        sql = _rows_sql(database, table, of_rows, flags, part)
        found |= _counted(database, sql, table, of_rows, flags, part)
    for way in ways:
        if way.counted.each:
            found |= _counted(database, _each_sql(database, table, way, flags, part), table, [way], flags, part)
    parts = {name for tallied in found.values() for name in tallied}
    nothing = {way.indicator: _nothing(way) for way in ways}
    return {
        name: tuple(found[way.indicator].get(name, nothing[way.indicator]) for way in ways)
        for name in sorted(parts, key=lambda one: (one is None, one))
    }


def _nothing(way: Way) -> Tally:
    return Tally(0, 0, 0, dict.fromkeys(_labels(way), 0), 0, {})


def _labels(way: Way) -> list[str]:
    return [*way.leaves_out, *([NOT_YET] if way.limit is not None else [])]


def _rows_sql(database: Database, table: str, ways: Sequence[Way], flags: Flags, part: str) -> str:
    selected = [f"{part} AS part"] if part else []
    for number, way in enumerate(ways):
        selected.append(f"{state_sql(way)} AS s{number}")
        if way.value is not None:
            for place, one in enumerate(way.value.aggregates):
                selected.append(f"{one.of.sql} AS a{number}_{place}")
                if one.function == "count":
                    selected.append(f"{one.of.unread or 'FALSE'} AS u{number}_{place}")
    checks = _all(flags, ways)
    selected += [f"{one.flag} AS {quoted('check ' + name)}" for name, one in checks.items()]
    days = [day for way in ways for day in way.days] + [day for one in checks.values() for day in one.days]
    return database.over(table, selected, days)


def _each_sql(database: Database, table: str, way: Way, flags: Flags, part: str) -> str:
    """A row for each worker, say, with how many cases there are for certain, and how many at most.

    What is not known of some of their rows makes the worker's own state unknown only where it could change it.
    """
    checks = _all(flags, [way])
    where = way.where.sql if way.where is not None else "TRUE"
    key = f"name_of(CAST(t.{quoted(way.counted.each)} AS VARCHAR)) AS k"
    flagged = [f"{one.flag} AS {quoted('check ' + name)}" for name, one in checks.items()]
    days = [*way.days, *(day for one in checks.values() for day in one.days)]
    rows = database.over(table, [key, f"{where} AS w", *flagged, *([f"{part} AS part"] if part else [])], days)
    kept = "".join(f", bool_or(g.{quoted('check ' + name)}) AS {quoted('check ' + name)}" for name in checks)
    several = f"CASE WHEN count(DISTINCT coalesce(g.part, '')) = 1 THEN min(g.part) ELSE '{MORE_THAN_ONE}' END"
    grouped = (
        "SELECT count(*) FILTER (WHERE g.w) AS cases, count(*) FILTER (WHERE g.w IS NULL) AS unknown"
        f"{kept}{f', {several} AS part' if part else ''}"
        f" FROM ({rows}) g WHERE g.k <> '' AND (g.w OR g.w IS NULL) GROUP BY g.k"
    )
    met = way.met.sql if way.met is not None else "(t.cases > 0)"
    at_most = way.met_at_most.sql if way.met_at_most is not None else "(u.cases > 0)"
    state = (
        f"CASE WHEN {met} IS NULL OR {met} IS DISTINCT FROM {at_most} THEN {NOT_RECORDED}"
        f" WHEN {met} THEN {MET} ELSE {NOT_MET} END"
    )
    if way.value is not None:
        state = f"CASE WHEN t.cases = 0 THEN {NOT_RECORDED} ELSE {MET} END"
    selected = [f"{state} AS s0", *(quoted("check " + name) for name in checks), *(["t.part"] if part else [])]
    if way.value is not None:
        for place, one in enumerate(way.value.aggregates):
            selected.append(f"{one.of.sql} AS a0_{place}")
            selected.append(f"FALSE AS u0_{place}")
    return f"SELECT {', '.join(selected)} FROM ({grouped}) t, LATERAL (SELECT t.cases + t.unknown AS cases) u"


MORE_THAN_ONE = "more than one"


def state_sql(way: Way) -> str:
    """What becomes of a row, as a number. What is null is not recorded: never met, and never left out."""
    whens: list[str] = []
    if way.where is not None:
        whens.append(f"WHEN NOT {way.where.sql} THEN {OUT}")
    whens += [f"WHEN {one.sql} THEN {LEFT_OUT + place}" for place, one in enumerate(way.leaves_out.values())]
    if way.where is not None:
        whens.append(f"WHEN {way.where.sql} IS NULL THEN {NOT_RECORDED}")
    if way.met is not None:
        whens += [f"WHEN {way.met.sql} THEN {MET}", f"WHEN NOT {way.met.sql} THEN {NOT_MET}"]
        return _case(whens, NOT_RECORDED)
    if way.limit is None:
        return _case(whens, MET)
    limit = way.limit
    if limit.end.unread:
        whens.append(f"WHEN {limit.end.unread} THEN {NOT_RECORDED}")
    whens += [
        f"WHEN {limit.met} THEN {MET}",
        f"WHEN NOT {limit.met} THEN {NOT_MET}",
        f"WHEN {limit.end.sql} IS NOT NULL THEN {NOT_RECORDED}",
        f"WHEN {limit.late} THEN {NOT_MET}",
        f"WHEN NOT {limit.late} THEN {NOT_YET_DUE}",
    ]
    return _case(whens, NOT_RECORDED)


def _case(whens: Sequence[str], otherwise: int) -> str:
    return (
        f"CAST(CASE {' '.join(whens)} ELSE {otherwise} END AS UTINYINT)" if whens else f"CAST({otherwise} AS UTINYINT)"
    )


def _all(flags: Flags, ways: Sequence[Way]) -> dict[str, Looked]:
    return {name: one for way in ways for name, one in flags.get(way.indicator, {}).items()}


def _counted(
    database: Database,
    rows: str,
    table: str,
    ways: Sequence[Way],
    flags: Flags,
    part: str,
) -> dict[str, dict[str | None, Tally]]:
    columns = ["part"] if part else ["NULL"]
    for number, way in enumerate(ways):
        columns += _columns(way, number, list(flags.get(way.indicator, {})))
    sql = f"SELECT {', '.join(columns)} FROM ({rows}) r{' GROUP BY part' if part else ''}"
    found: dict[str, dict[str | None, Tally]] = {way.indicator: {} for way in ways}
    for row in database.rows(sql, f"the counts of {table}"):
        cells = iter(row)
        name = next(cells)
        for way in ways:
            found[way.indicator][name] = _tally(way, cells, list(flags.get(way.indicator, {})))
    return found


def _columns(way: Way, number: int, checks: Sequence[str]) -> list[str]:
    state = f"r.s{number}"
    numbers = [MET, NOT_MET, NOT_RECORDED]
    numbers += [LEFT_OUT + place for place in range(len(way.leaves_out))]
    numbers += [NOT_YET_DUE] if way.limit is not None else []
    columns = [f"count(*) FILTER (WHERE {state} = {one})" for one in numbers]
    counted = f"{state} BETWEEN {MET} AND {NOT_RECORDED}"
    if checks:
        flagged = [f"r.{quoted('check ' + name)}" for name in checks]
        columns.append(f"count(*) FILTER (WHERE {counted} AND ({' OR '.join(flagged)}))")
        columns += [f"count(*) FILTER (WHERE {counted} AND {flag})" for flag in flagged]
    if way.value is not None:
        unknown = []
        for place, one in enumerate(way.value.aggregates):
            columns += _aggregated(one, f"r.a{number}_{place}", f"{state} = {MET}")
            lacks = f"r.u{number}_{place}" if one.function == "count" else f"r.a{number}_{place} IS NULL"
            unknown.append(lacks)
        columns.append(f"count(*) FILTER (WHERE {state} = {MET} AND ({' OR '.join(unknown)}))")
    return columns


def _aggregated(one: Aggregate, of: str, rows: str) -> list[str]:
    """The aggregate in parts that are exact: an average is a sum and a number, a median the two in the middle."""
    where = f"FILTER (WHERE {rows})"
    if one.function == "avg":
        return [f"sum({of}) {where}", f"count({of}) {where}"]
    if one.function == "median":
        return [f"quantile_disc({of}, 0.5) {where}", f"-quantile_disc(-{of}, 0.5) {where}"]
    return [f"{one.function}({of}) {where}"]


def _tally(way: Way, cells: Any, checks: Sequence[str]) -> Tally:
    met, not_met, not_recorded = int(next(cells)), int(next(cells)), int(next(cells))
    left_out = dict.fromkeys(_labels(way), 0)
    for label in _labels(way):  # a rule may leave out by itself what is not yet due, beside what its limit does
        left_out[label] += int(next(cells))
    in_doubt = int(next(cells)) if checks else 0
    doubts = {name: int(next(cells)) for name in checks}
    value = None
    if way.value is not None:
        value = way.value.work_out(tuple(_exact(one, cells) for one in way.value.aggregates))
        lacking = int(next(cells))
        met, not_recorded = met - lacking, not_recorded + lacking
    return Tally(met, not_met, not_recorded, left_out, in_doubt, doubts, value)


def _exact(one: Aggregate, cells: Any) -> Fraction | None:
    first = _fraction(next(cells))
    if one.function == "avg":
        number = int(next(cells))
        return first / number if first is not None and number else None
    if one.function == "median":
        second = _fraction(next(cells))
        return (first + second) / 2 if first is not None and second is not None else None
    return first


def _fraction(value: float | Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
