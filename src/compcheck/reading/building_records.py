"""The rules for records, built from data that has been checked. Nothing here is slow to import or proves anything."""

from __future__ import annotations

from datetime import date

from compcheck.model.counting import Check, Counted, WatchList, Within
from compcheck.model.records import Code, Column, RecordRules, RecordSource, SourceColumn, SourceTable, Table
from compcheck.reading.building_catalogue import Raw, source_from
from compcheck.reading.building_rule import fraction_from


def record_rules_from(raw: Raw) -> RecordRules:
    """`raw` holds `tables`, `codes`, `sources`, `checks`, `watch_lists` and `counted` by name, and `nobody`,
    `bank_holidays` and `sha256`.
    """
    tables = {name: table_from(name, one) for name, one in raw["tables"].items()}
    return RecordRules(
        tables,
        {name: {code: _code(code, one) for code, one in codes.items()} for name, codes in raw["codes"].items()},
        {name: _source(name, one, tables) for name, one in raw["sources"].items()},
        {name: tuple([counted_from(one) for one in ways]) for name, ways in raw["counted"].items()},
        {name: _check(name, one) for name, one in raw["checks"].items()},
        {name: _watch_list(name, one) for name, one in raw["watch_lists"].items()},
        tuple(raw["nobody"]),
        raw["sha256"],
        frozenset(map(date.fromisoformat, raw["bank_holidays"])),
    )


def table_from(name: str, raw: Raw) -> Table:
    columns = {
        column: Column(column, one["holds"], one["meaning"], one.get("codes", ""), one.get("derived", False))
        for column, one in raw["columns"].items()
    }
    return Table(name, raw["title"], raw["row"], columns, raw.get("by", {}), raw.get("order", 3))


def _code(name: str, raw: Raw) -> Code:
    return Code(name, raw["title"], tuple(raw.get("also", ())), raw.get("unknown", False))


def _source(name: str, raw: Raw, tables: dict[str, Table]) -> RecordSource:
    return RecordSource(
        name,
        raw["title"],
        raw["kind"],
        {table: _source_table(tables[table], one) for table, one in raw["tables"].items()},
        raw.get("told_by", ""),
        tuple(raw.get("dates", RecordSource._field_defaults["dates"])),
        tuple(raw.get("known", ())),
    )


def _source_table(table: Table, raw: Raw) -> SourceTable:
    """Where no columns are named, each stands under its own name."""
    own = {column: [column] for column, one in table.columns.items() if not one.derived}
    columns = {
        column: SourceColumn(column, path=one) if isinstance(one, str) else SourceColumn(column, tuple(one))
        for column, one in raw.get("columns", own).items()
    }
    return SourceTable(
        table.id, raw["window"], columns, tuple(raw.get("named", ())), raw.get("title", ""), raw.get("rows", "")
    )


def counted_from(raw: Raw) -> Counted:
    return Counted(
        raw["source"],
        raw["gives"],
        raw.get("clock", ""),
        raw.get("why", ""),
        raw.get("table", ""),
        expression_from(raw.get("where", "")),
        expression_from(raw.get("met", "")),
        within_from(raw["within"]) if "within" in raw else None,
        raw.get("each", ""),
        expression_from(raw.get("value", "")),
        {label: expression_from(one) for label, one in raw.get("leaves_out", {}).items()},
        raw.get("dated", ""),
        raw.get("at_least", ""),
        raw.get("unless_given", ""),
        tuple(raw.get("shows", ())),
        expression_from(raw.get("first", "")),
        date.fromisoformat(raw["since"]) if "since" in raw else None,
        date.fromisoformat(raw["until"]) if "until" in raw else None,
    )


def within_from(raw: Raw) -> Within:
    return Within(str(raw["limit"]), raw["unit"], expression_from(raw["from"]), expression_from(raw["to"]))


def expression_from(raw: str | bool) -> str:  # noqa: FBT001  # as YAML reads `where: true`
    """As SQL has it: what stands bare as true or false is a word."""
    return raw if isinstance(raw, str) else str(raw).lower()


def _check(name: str, raw: Raw) -> Check:
    return Check(
        name,
        raw["title"],
        raw["why"],
        raw["table"],
        expression_from(raw.get("touched", "")),
        expression_from(raw.get("of", "")),
        raw.get("beside", ""),
        raw.get("match", ""),
        tuple(raw.get("repeated", ())),
        fraction_from(raw["share_at_least"]) if "share_at_least" in raw else None,
        tuple(raw.get("sources", ())),
        source_from(raw["source"]) if "source" in raw else None,
    )


def _watch_list(name: str, raw: Raw) -> WatchList:
    return WatchList(
        name,
        raw["title"],
        raw["why"],
        raw["table"],
        expression_from(raw["where"]),
        within_from(raw["within"]) if "within" in raw else None,
        tuple(raw.get("shows", ())),
        expression_from(raw.get("first", "")),
        tuple(raw.get("sources", ())),
        source_from(raw["source"]) if "source" in raw else None,
    )
