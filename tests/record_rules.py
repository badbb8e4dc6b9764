"""The packaged rules for records, read as plainly as can be: what a reader of files needs of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from compcheck.model.records import Code, Column, RecordRules, RecordSource, SourceColumn, SourceTable, Table

HOME = Path(__file__).parent.parent / "rules" / "records"


@cache
def record_rules() -> RecordRules:
    """Tables, codes and sources; nothing of how indicators are counted."""
    return RecordRules(
        tables={name: _table(name, raw) for name, raw in _all("tables").items()},
        codes={name: {code: _code(code, one) for code, one in raw.items()} for name, raw in _all("codes").items()},
        sources={path.stem: _source(path) for path in sorted((HOME / "sources").glob("*.yaml"))},
        counted={},
        checks={},
        watch_lists={},
        nobody=(),
        digest="",
        bank_holidays=frozenset(
            day for year in yaml.safe_load((HOME / "bank-holidays.yaml").read_text("utf-8"))["days"] for day in year
        ),
    )


@cache
def _all(folder: str) -> dict[str, Any]:
    return {
        name: raw
        for path in sorted((HOME / folder).glob("*.yaml"))
        for name, raw in yaml.safe_load(path.read_text("utf-8")).items()
    }


def _table(name: str, raw: dict[str, Any]) -> Table:
    columns = {one: Column(one, **said) for one, said in raw["columns"].items()}
    return Table(name, raw["title"], raw["row"], columns, raw.get("by", {}), raw.get("order", 3))


def _code(name: str, raw: dict[str, Any]) -> Code:
    return Code(name, raw["title"], tuple(raw.get("also", ())), raw.get("unknown", False))


def _source(path: Path) -> RecordSource:
    raw = yaml.safe_load(path.read_text("utf-8"))
    tables = {name: _source_table(name, one) for name, one in raw["tables"].items()}
    return RecordSource(
        path.stem, raw["title"], raw["kind"], tables, raw.get("told_by", ""), tuple(raw.get("dates", ("iso", "dmy")))
    )


def _source_table(name: str, raw: dict[str, Any]) -> SourceTable:
    """Without columns, each stands under its own name."""
    own = {one: [one] for one, said in _all("tables")[name]["columns"].items() if not said.get("derived")}
    columns = {
        one: SourceColumn(one, path=said) if isinstance(said, str) else SourceColumn(one, tuple(said))
        for one, said in raw.get("columns", own).items()
    }
    return SourceTable(
        name, raw["window"], columns, tuple(raw.get("named", ())), raw.get("title", ""), raw.get("rows", "")
    )
