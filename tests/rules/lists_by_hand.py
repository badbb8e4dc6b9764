"""Annex A, a census or a return of a few rows, as they stand once they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from compcheck.model.extract import FileRead
from compcheck.model.library import Library
from compcheck.model.when import Period
from compcheck.records.extracts import Extract

ON = date(2026, 3, 31)
YEAR = Period(date(2025, 4, 1), ON)
ARROW = {
    "text": pa.string(), "code": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64(),
    "yes/no": pa.bool_(),
}  # fmt: skip
Rows = Sequence[Mapping[str, Any]]


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def extract(library: Library, source: str, lists: Mapping[str, Rows]) -> Extract:
    """Each table with all the columns that the source has of it, and only those."""
    return Extract(FileRead("made up", "", source, {}), {name: _table(library, source, name, rows)
                                                         for name, rows in lists.items()})  # fmt: skip


def _table(library: Library, source: str, name: str, rows: Rows) -> pa.Table:
    rules = library.records()
    kept = rules.sources[source].tables[name].columns
    columns = {name: one for name, one in rules.tables[name].columns.items() if not kept or name in kept}
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], ARROW[one.holds]) for name, one in columns.items()}
    )
