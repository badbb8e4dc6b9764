"""Two folders' rules for records: how each figure is counted, and the tables, sources, checks and lists beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from compcheck.differing.parts import Told, apart, day, source_told, told_apart
from compcheck.model.counting import Check, Counted, WatchList, Within
from compcheck.model.difference import Difference
from compcheck.model.records import Code, Column, RecordRules, RecordSource, SourceTable, Table

WAY: Told[Counted] = {
    "gives": lambda one: one.gives,
    "clock": lambda one: one.clock,
    "why not": lambda one: one.why,
    "table": lambda one: one.table,
    "which rows count": lambda one: one.where,
    "which of them meet it": lambda one: one.met,
    "limit": lambda one: _within(one.within),
    "each": lambda one: one.each,
    "value": lambda one: one.value,
    "leaves out": lambda one: "; ".join(f"{label}: {which}" for label, which in one.leaves_out.items()),
    "dated": lambda one: one.dated,
    "at least, since": lambda one: one.at_least,
    "unless given": lambda one: one.unless_given,
    "shows": lambda one: ", ".join(one.shows),
    "first": lambda one: one.first,
    "since": lambda one: day(one.since),
    "until": lambda one: day(one.until),
}
CHECK: Told[Check] = {
    "title": lambda one: one.title,
    "why": lambda one: one.why,
    "table": lambda one: one.table,
    "touches": lambda one: one.touched,
    "of": lambda one: one.of,
    "beside": lambda one: one.beside,
    "matched on": lambda one: one.match,
    "repeated": lambda one: ", ".join(one.repeated),
    "from a share of": lambda one: str(one.share_at_least) if one.share_at_least is not None else "",
    "in": lambda one: ", ".join(one.sources),
    "source": lambda one: source_told(one.source),
}
WATCH_LIST: Told[WatchList] = {
    "title": lambda one: one.title,
    "why": lambda one: one.why,
    "table": lambda one: one.table,
    "which rows": lambda one: one.where,
    "limit": lambda one: _within(one.within),
    "shows": lambda one: ", ".join(one.shows),
    "first": lambda one: one.first,
    "in": lambda one: ", ".join(one.sources),
    "source": lambda one: source_told(one.source),
}
TABLE: Told[Table] = {
    "title": lambda one: one.title,
    "row": lambda one: one.row,
    "broken down by": lambda one: "; ".join(f"{dimension}: {column}" for dimension, column in one.by.items()),
    "order of cases": lambda one: str(one.order),
}
SOURCE: Told[RecordSource] = {
    "title": lambda one: one.title,
    "kind": lambda one: one.kind,
    "told by": lambda one: one.told_by,
    "dates": lambda one: ", ".join(one.dates),
    "known and not used": lambda one: ", ".join(one.known),
}
Thing = TypeVar("Thing", Table, RecordSource, Check, WatchList)


def record_differences(old: RecordRules, new: RecordRules) -> tuple[Difference, ...]:
    return (
        *_counted(old.counted, new.counted),
        *_by_id(old.tables, new.tables, TABLE),
        *_parts("column", old.tables, new.tables, _columns),
        *_codes(old.codes, new.codes),
        *_by_id(old.sources, new.sources, SOURCE),
        *_parts("table", old.sources, new.sources, _source_tables),
        *_by_id(old.checks, new.checks, CHECK),
        *_by_id(old.watch_lists, new.watch_lists, WATCH_LIST),
        *apart("records", "stands for nobody", "; ".join(old.nobody), "; ".join(new.nobody)),
        *apart("records", "bank holidays", *_days_apart(old.bank_holidays, new.bank_holidays)),
    )


def _within(one: Within | None) -> str:
    return f"{one.limit} {one.unit} from {one.start} to {one.end}" if one is not None else ""


def _counted(old: Mapping[str, tuple[Counted, ...]], new: Mapping[str, tuple[Counted, ...]]) -> Iterator[Difference]:
    """Way by way: the first of each source with the first, and so on."""
    for name in sorted({*old, *new}):
        were, are = (_ways(side.get(name, ())) for side in (old, new))
        for way in dict.fromkeys([*were, *are]):
            before, after = were.get(way), are.get(way)
            if before is None or after is None:
                yield from apart(name, f"counted from {way}", _given(before), _given(after))
                continue
            for one in told_apart(name, before, after, WAY):
                yield one._replace(what=f"counted from {way}: {one.what}")


def _given(way: Counted | None) -> str:
    if way is None:
        return ""
    return f"{way.gives}, {way.clock}" if way.clock else way.gives


def _ways(ways: tuple[Counted, ...]) -> dict[str, Counted]:
    named: dict[str, Counted] = {}
    for one in ways:
        nth = sum(other.source == one.source for other in named.values())
        named[one.source if not nth else f"{one.source} ({nth + 1})"] = one
    return named


def _days_apart(old: frozenset[date], new: frozenset[date]) -> tuple[str, str]:
    """The days that only one of the two has."""
    gone, come = sorted(old - new), sorted(new - old)
    return ", ".join(map(date.isoformat, gone)), ", ".join(map(date.isoformat, come))


def _by_id(old: Mapping[str, Thing], new: Mapping[str, Thing], parts: Told[Thing]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        if name in old and name in new:
            yield from told_apart(name, old[name], new[name], parts)
        else:
            added = name not in old
            title = (new if added else old)[name].title
            yield Difference("added" if added else "removed", name, "", "" if added else title, title if added else "")


def _parts(
    what: str, old: Mapping[str, Thing], new: Mapping[str, Thing], told: Callable[[Thing], Mapping[str, str]]
) -> Iterator[Difference]:
    for name in sorted({*old} & {*new}):
        were: Mapping[str, str] = told(old[name])
        are: Mapping[str, str] = told(new[name])
        for part in dict.fromkeys([*were, *are]):
            yield from apart(name, f"{what} {part}", were.get(part, ""), are.get(part, ""))


def _columns(table: Table) -> dict[str, str]:
    return {name: _column(one) for name, one in table.columns.items()}


def _column(one: Column) -> str:
    codes = f" of {one.codes}" if one.codes else ""
    return f"{one.holds}{codes}{', worked out' if one.derived else ''}: {one.meaning}"


def _source_tables(source: RecordSource) -> dict[str, str]:
    return {name: _source_table(one) for name, one in source.tables.items()}


def _source_table(one: SourceTable) -> str:
    columns = "; ".join(
        f"{name}: {f'at {column.path}' if column.path else ', '.join(column.headings)}"
        for name, column in one.columns.items()
    )
    named = ", ".join(part for part in (*one.named, one.title, one.rows) if part)
    return f"{named} ({one.window}): {columns}"


def _codes(old: Mapping[str, Mapping[str, Code]], new: Mapping[str, Mapping[str, Code]]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        were, are = ({code: _code(one) for code, one in side.get(name, {}).items()} for side in (old, new))
        for code in dict.fromkeys([*were, *are]):
            yield from apart(name, f"code {code}", were.get(code, ""), are.get(code, ""))


def _code(one: Code) -> str:
    also = f", also {', '.join(one.also)}" if one.also else ""
    return f"{one.title}{also}{', read as a blank' if one.unknown else ''}"
