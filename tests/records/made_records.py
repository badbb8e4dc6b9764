"""Small tables and the rules they are counted by, built by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from compcheck.model.counting import RATE, Check, Count, Counted, CountingSettings
from compcheck.model.extract import FileRead
from compcheck.model.indicator import Indicator, Source
from compcheck.model.records import Code, Column, RecordRules, RecordSource, SourceTable, Table
from compcheck.model.when import Period
from compcheck.records.counting import count
from compcheck.records.extracts import Extract

HOLDS = {
    "child": "text",
    "team": "text",
    "locality": "text",
    "worker": "text",
    "sex": "code",
    "born": "date",
    "age": "integer",
    "disabled": "yes/no",
    "started": "date",
    "ended": "date",
    "seen": "yes/no",
    "moves": "integer",
    "hours": "number",
    "died": "date",
}
ARROW = {
    "text": pa.string(),
    "code": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "yes/no": pa.bool_(),
}
COLUMNS = {name: Column(name, holds, "for tests", "sex" if name == "sex" else "") for name, holds in HOLDS.items()}
BY = {"team": "team", "locality": "locality", "age": "born", "sex": "sex", "disability": "disabled"}
PERIOD = Period(date(2025, 4, 1), date(2026, 3, 31))
ON = PERIOD.end
SETTINGS = CountingSettings(ON, PERIOD)
RULES = Path(__file__).parents[2] / "rules"
BANK_HOLIDAYS = frozenset(
    day
    for year in yaml.safe_load((RULES / "records" / "bank-holidays.yaml").read_text("utf-8"))["days"]
    for day in year
)
"""As in compcheck's own rules."""
ABOUT = Source("a test", "nobody", 2026)


def table_of(
    rows: Sequence[Mapping[str, Any]], *names: str, unread: Mapping[str, Sequence[bool]] | None = None
) -> pa.Table:
    """These rows with all columns, or with those named alone."""
    arrays = {name: pa.array([row.get(name) for row in rows], ARROW[HOLDS[name]]) for name in (names or tuple(HOLDS))}
    flags = {f"{name}__unread": pa.array(list(given), pa.bool_()) for name, given in (unread or {}).items()}
    return pa.table(arrays | flags)


def extract_of(data: Mapping[str, Any], source: str = "lists", **read: Any) -> Extract:
    return Extract(FileRead("lists.xlsx", "", source, {}, **read), data)


def rules_of(
    counted: Mapping[str, Sequence[Counted]] | None = None, checks: Sequence[Check] = (), *, window: str = "the period"
) -> RecordRules:
    """Two tables, assessments and plans, in two sources, lists and returns."""
    tables = {
        name: Table(name, title, row, COLUMNS, BY)
        for name, title, row in (("assessments", "Assessments", "assessment"), ("plans", "Plans", "plan"))
    }
    kept = {
        "assessments": SourceTable("assessments", window, {}, title="List 4: Assessments"),
        "plans": SourceTable("plans", window, {}, title="List 7: Plans"),
    }
    sources = {
        "lists": RecordSource("lists", "Lists", "workbook", kept),
        "returns": RecordSource("returns", "Returns", "xml", kept),
    }
    codes = {"sex": {"f": Code("f", "female"), "m": Code("m", "male")}}
    ways = {name: tuple(of) for name, of in (counted or {}).items()}
    return RecordRules(
        tables, codes, sources, ways, {one.id: one for one in checks}, {}, (r"\bduty\b", r"\bteam\b"), "", BANK_HOLIDAYS
    )


def way(**given: Any) -> Counted:
    return Counted(**({"source": "lists", "gives": RATE, "table": "assessments"} | given))


def indicator(name: str, unit: str = "percent") -> Indicator:
    return Indicator(name, name, unit, "high", "", "", ABOUT, counting="children")


def counted(
    data: Mapping[str, Any],
    declared: Counted | Sequence[Counted],
    *,
    unit: str = "percent",
    settings: CountingSettings = SETTINGS,
    checks: Sequence[Check] = (),
    window: str = "the period",
) -> Count:
    """What one indicator comes to over these tables."""
    ways = (declared,) if isinstance(declared, Counted) else tuple(declared)
    rules = rules_of({"timely": ways}, checks, window=window)
    (found,) = count([extract_of(data)], rules, {"timely": indicator("timely", unit)}, settings)
    return found


def limits(**given: Decimal | int) -> CountingSettings:
    return SETTINGS._replace(parameters=given)
