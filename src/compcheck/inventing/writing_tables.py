"""The lists as a folder of tables, each a file of its table's name: CSV, or Parquet with days and numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from compcheck.inventing.lists import COLUMNS, Cell, Row

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 50_000
"""Rows held while they are written."""
WHOLE_NUMBERS = frozenset({
    "age", "referrals_in_12_months", "enquiries_in_12_months", "conferences_in_12_months", "previous_plans",
    "placements_in_12_months", "missing_episodes", "absent_episodes", "children_placed",
})  # fmt: skip
YES_NO = frozenset({
    "disabled", "no_further_action", "child_seen", "needs_support", "conference_not_needed", "plan_made", "seen_alone",
    "emergency_protection", "unaccompanied", "second_period", "interview_offered", "interview_accepted", "suitable",
})  # fmt: skip
DAYS = frozenset({
    "born", "contacted", "started", "ended", "referred", "strategy_discussion", "conference", "last_seen", "closed",
    "last_visit", "last_review", "legal_status_since", "last_officer_contact", "last_health_assessment",
    "last_dental_check", "placement_started", "entered_care", "decided", "placement_order", "matched", "placed",
    "adopted", "decision_reversed", "fostered_for_adoption", "enquired", "stage_1_started", "stage_1_ended",
    "stage_2_started", "stage_2_ended", "applied", "approved", "left",
})  # fmt: skip


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(headings)
        lines.writerows([_as_text(cell) for cell in row] for row in rows)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def write_parquet(path: Path, table: str, rows: Iterable[Row]) -> None:
    """In batches, each column of its own type."""
    import pyarrow as pa  # noqa: PLC0415  # an extra, and slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415  # likewise

    schema = pa.schema([(column, _type_of(column)) for column in COLUMNS[table]])
    left = iter(rows)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(left, AT_ONCE)):
            columns = [
                pa.array(cells, type=field.type) for cells, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


def _type_of(column: str) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415  # likewise

    if column in DAYS:
        return pa.date32()
    if column in WHOLE_NUMBERS:
        return pa.int32()
    return pa.bool_() if column in YES_NO else pa.string()
