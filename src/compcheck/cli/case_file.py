"""Lists of cases as the text of the file they go to: one table, worst first, that Excel opens and does not obey."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it comes with the libraries of the extra
    from compcheck.records.case_rows import CaseList, CaseRow

HEADINGS = ("list", "rules", "why", "first", "child", "worker", "team", "due", "days over", "blank or not read")
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes a cell for a formula by, the wide ones of East Asian keyboards among them."""


def case_text(lists: Sequence[CaseList], rules: Mapping[str, Sequence[str]], about: str) -> str:
    """CSV. The first line says what it is; the columns that a list shows stand after those that all have."""
    shows = tuple(dict.fromkeys(name for one in lists for name in one.shows))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([guarded(about)])
    writer.writerow([guarded(one) for one in (*HEADINGS, *(name.replace("_", " ") for name in shows))])
    for listed, row in in_order(lists):
        cells = [listed.title, ", ".join(rules.get(listed.id, ())), *_cells(row)]
        writer.writerow([guarded(one) for one in (*cells, *(row.shown.get(name, "") for name in shows))])
    return written.getvalue()


def about_text(files: Iterable[str], days: Iterable[date]) -> str:
    return (
        f"OFFICIAL-SENSITIVE: children's records out of {', '.join(files)}, extracted on "
        f"{', '.join(day.isoformat() for day in days)}. For those who mend these cases alone; "
        "delete this file when they are mended."
    )


def in_order(lists: Sequence[CaseList]) -> list[tuple[CaseList, CaseRow]]:
    """Never seen or held by nobody first, then plans, then care, then all else; of each the longest overdue first."""
    rows = [(listed, row) for listed in lists for row in listed.rows]
    rows.sort(key=lambda one: _waits_longest(*one))
    return rows


def _waits_longest(listed: CaseList, row: CaseRow) -> tuple[bool, int, bool, int, date]:
    return (not row.first, listed.order, row.over is None, -(row.over or 0), row.due or date.max)


def _cells(row: CaseRow) -> list[str]:
    due = row.due.isoformat() if row.due is not None else ""
    over = str(row.over) if row.over is not None else ""
    blank = ", ".join(name.replace("_", " ") for name in row.blank)
    return [row.state, "yes" if row.first else "", row.child, row.worker, row.team, due, over, blank]


def guarded(cell: str) -> str:
    """The cell as text: nothing in it is a formula, a control character or a line of its own."""
    plain = "".join(" " if ord(one) < 32 or 127 <= ord(one) < 160 else one for one in cell)
    return f"'{plain}" if cell.lstrip().startswith(OBEYED) or cell.startswith(OBEYED) else plain
