"""Indicators counted from records: for each the first way that fits, all on one table in one scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from fractions import Fraction

from compcheck.model.counting import Count, CountingSettings, Part
from compcheck.model.indicator import Indicator
from compcheck.model.records import RecordRules
from compcheck.records.checking import Looked, flags_of, look
from compcheck.records.database import Database, opened
from compcheck.records.extracts import Extract
from compcheck.records.parts import NOT_RECORDED, in_order, part_names, part_sql
from compcheck.records.tallying import Tally, tallies
from compcheck.records.ways import Way, ways_of


def count(
    extracts: Sequence[Extract],
    rules: RecordRules,
    indicators: Mapping[str, Indicator],
    settings: CountingSettings,
) -> tuple[Count, ...]:
    """Every indicator that one of these sources speaks of, in the catalogue's order. ProblemsFound where a rule is
    broken or two extracts are of one source.
    """
    with ExitStack() as stack:
        databases = opened(stack, extracts, rules, settings)
        ways = ways_of(indicators, databases, rules, settings)
        ways = tuple(
            with_calendar(way, next(one for one in databases if one.read.source == way.counted.source)) for way in ways
        )
        counts: dict[str, Count] = {}
        for database in databases:
            mine = [way for way in ways if way.counted.source == database.read.source and not way.cannot]
            for table in dict.fromkeys(way.counted.table for way in mine):
                of_table = [way for way in mine if way.counted.table == table]
                looked = look(database, rules, settings, (table,))
                counts |= _counted(database, table, of_table, looked, rules, indicators, settings)
    return tuple(counts[way.indicator] if way.indicator in counts else _cannot(way, way.cannot) for way in ways)


def with_calendar(way: Way, database: Database) -> Way:
    """The way, or why it cannot be counted: a bank holiday that nobody knows of would make a late case timely.

    A day in a far year matters only where its row is counted.
    """
    if way.cannot or not _years_unknown(database.reach(way.counted.table, way.days), database):
        return way
    where = way.where.sql if way.where is not None else "TRUE"
    years = _years_unknown(database.reach(way.counted.table, way.days, where), database)
    if not years:
        return way
    first, last = database.years_known
    if first > last:
        return way._replace(cannot="its rules list no bank holidays, and it is counted in working days")
    shown = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
    why = f"some of its days are in {shown}, and England's bank holidays are known for {first} to {last}"
    return way._replace(cannot=why)


def _years_unknown(spans: Mapping[str, tuple[date, date]], database: Database) -> list[int]:
    first, last = database.years_known
    return sorted({day.year for span in spans.values() for day in span if not first <= day.year <= last})


def _cannot(way: Way, why: str) -> Count:
    return Count(way.indicator, way.counted.source, way.counted.gives, way.counted.clock, way.period, why)


def _counted(
    database: Database,
    table: str,
    ways: Sequence[Way],
    looked: Sequence[Looked],
    rules: RecordRules,
    indicators: Mapping[str, Indicator],
    settings: CountingSettings,
) -> dict[str, Count]:
    flags = {way.indicator: flags_of(way, looked) for way in ways}
    whole = tallies(database, table, ways, flags)
    parts: dict[str, dict[str, Mapping[str, Part]]] = {way.indicator: {} for way in ways}
    for dimension in settings.by:
        groups: dict[str, list[Way]] = {}
        for way in ways:
            if sql := part_sql(dimension, way, database, rules):
                groups.setdefault(sql, []).append(way)
        for sql, group in groups.items():
            tallied = tallies(database, table, group, {}, sql)
            for place, way in enumerate(group):
                mine = {name: one[place] for name, one in tallied.items()}
                names, unit = part_names(dimension, way, rules), indicators[way.indicator].unit
                parts[way.indicator][dimension] = _parts(mine, names, way, unit)
    (tally,) = whole.values()
    return {
        way.indicator: _count(way, tally[place], indicators[way.indicator].unit, rules, parts[way.indicator])
        for place, way in enumerate(ways)
    }


def _parts(tallied: Mapping[str | None, Tally], names: Mapping[str, str], way: Way, unit: str) -> Mapping[str, Part]:
    """In order, and without those in which nothing is counted."""
    found = {}
    for name, tally in tallied.items():
        part = _part(tally, way, unit)
        if tally.counted and (part.numerator is not None or part.value is not None):
            found[NOT_RECORDED if name is None else names.get(name, name)] = part
    return {name: found[name] for name in sorted(found, key=in_order)}


def _count(way: Way, tally: Tally, unit: str, rules: RecordRules, by: Mapping[str, Mapping[str, Part]]) -> Count:
    part = _part(tally, way, unit)
    if part.numerator is None and part.value is None:
        return _cannot(way, f"there is no {rules.tables[way.counted.table].row} to reckon it from")
    return Count(
        way.indicator,
        way.counted.source,
        way.counted.gives,
        way.counted.clock,
        way.period,
        numerator=part.numerator,
        denominator=part.denominator,
        value=part.value,
        not_recorded=tally.not_recorded,
        left_out={label: number for label, number in tally.left_out.items() if number},
        at_least=way.at_least,
        in_doubt=tally.in_doubt,
        doubts=_by_title(tally.doubts, rules),
        by={dimension: found for dimension, found in by.items() if found},
    )


def _by_title(doubts: Mapping[str, int], rules: RecordRules) -> Mapping[str, int]:
    return {rules.checks[name].title: number for name, number in doubts.items() if number}


def _part(tally: Tally, way: Way, unit: str) -> Part:
    if way.value is not None:
        return Part(None, None, _rounded(tally.value, unit), tally.not_recorded)
    if unit == "count":
        return Part(None, None, tally.met, tally.not_recorded)
    if way.met is None and way.limit is None:
        return Part(tally.met, None, None, tally.not_recorded)
    return Part(tally.met, tally.counted, None, tally.not_recorded)


def _rounded(value: Fraction | None, unit: str) -> Decimal | int | None:
    """Half up: to a whole of a count, and else to one decimal, as DfE rounds."""
    if value is None:
        return None
    if unit == "count":
        return _half_up(value)
    return Decimal(_half_up(value * 10)).scaleb(-1)


def _half_up(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole
