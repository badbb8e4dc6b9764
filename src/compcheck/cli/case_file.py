"""Lists of cases as the text of the file they go to: one table, worst first, that Excel opens and does not obey."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # it comes with the libraries of the extra
    from compcheck.records.case_rows import CaseList, CaseRow

HEADINGS = ("list", "rules", "why", "first", "child", "worker", "team", "due", "days over", "blank or not read")
OBEYED = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes a cell for a formula by, the wide ones of East Asian keyboards among them."""

UNKNOWN, DUE_SOON = 1, 2
"""As a row has its stage."""


class Case(NamedTuple):
    """One row of the file: a record, and every list that it stands on for the one reason, or with the one last day."""

    lists: tuple[CaseList, ...]
    states: tuple[str, ...]
    row: CaseRow


def case_text(cases: Sequence[Case], lists: Sequence[CaseList], rules: Mapping[str, Sequence[str]], about: str) -> str:
    """CSV. The first line says what it is; the columns that a list shows stand after those that all have."""
    shows = tuple(dict.fromkeys(name for one in lists for name in one.shows))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([guarded(about)])
    writer.writerow([guarded(one) for one in (*HEADINGS, *(name.replace("_", " ") for name in shows))])
    for case in cases:
        titles = dict.fromkeys(one.title for one in case.lists)
        named = dict.fromkeys(rule for one in case.lists for rule in rules.get(one.id, ()))
        cells = ["; ".join(titles), ", ".join(named), ", ".join(case.states), *_cells(case.row)]
        writer.writerow([guarded(one) for one in (*cells, *(case.row.shown.get(name, "") for name in shows))])
    return written.getvalue()


def about_text(files: Iterable[str], days: Iterable[date]) -> str:
    return (
        f"OFFICIAL-SENSITIVE: children's records out of {', '.join(files)}, extracted on "
        f"{', '.join(day.isoformat() for day in days)}. For those who mend these cases alone; "
        "delete this file when they are mended."
    )


def in_order(lists: Sequence[CaseList]) -> list[Case]:
    """Never seen or held by nobody first, then plans and enquiries, then care, then all else; of each the longest
    overdue first. A record that several lists hold for the one reason stands once, with all of them.
    """
    cases = [Case((listed,), (row.state,), row) for listed in lists for row in listed.rows]
    cases.sort(key=_waits_longest)
    kept: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        listed, row = case.lists[0], case.row
        same = kept.setdefault((listed.source, listed.table, row.child, row.worker, row.team), [])
        at = next((at for at, one in enumerate(same) if _one_reason(one, case)), None)
        if at is None:
            same.append(case)
        else:
            same[at] = _joined(same[at], case)
    return sorted((case for same in kept.values() for case in same), key=_waits_longest)


def _waits_longest(case: Case) -> tuple[bool, int, tuple[object, ...]]:
    return (not case.row.first, case.lists[0].order, case.row.waits_longest)


def _one_reason(one: Case, other: Case) -> bool:
    """Whether both say the same of the same record: it lacks the same cells; or the same days are shown of it, and its
    last day is the same, or one list has none (as where a figure cannot tell what a list takes never to have been).
    Two rows of one list are always two records.
    """
    mine, theirs = one.row, other.row
    if other.lists[0] in one.lists or max(mine.stage, theirs.stage) == DUE_SOON != min(mine.stage, theirs.stage):
        return False
    if any(theirs.shown[name] != cell for name, cell in mine.shown.items() if name in theirs.shown):
        return False
    if mine.stage == theirs.stage == UNKNOWN:
        return _one_holds_all(mine.blank, theirs.blank)
    if mine.due is None or theirs.due is None or mine.stage != theirs.stage:
        return any(set(other.lists[0].shows) == set(listed.shows) for listed in one.lists)
    return mine.due == theirs.due and _one_holds_all(mine.shown, theirs.shown)


def _one_holds_all(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _joined(one: Case, other: Case) -> Case:
    mine, theirs = one.row, other.row
    told_best = min(mine, theirs, key=lambda row: (row.stage, row.due is None))
    row = told_best._replace(
        first=mine.first or theirs.first,
        blank=tuple(dict.fromkeys((*mine.blank, *theirs.blank))),
        shown={**theirs.shown, **mine.shown},
    )
    return Case((*one.lists, *other.lists), tuple(dict.fromkeys((*one.states, *other.states))), row)


def _cells(row: CaseRow) -> list[str]:
    due = row.due.isoformat() if row.due is not None else ""
    over = str(row.over) if row.over is not None else ""
    blank = ", ".join(name.replace("_", " ") for name in row.blank)
    return ["yes" if row.first else "", row.child, row.worker, row.team, due, over, blank]


def guarded(cell: str) -> str:
    """The cell as text: nothing in it is a formula, a control character or a line of its own."""
    plain = "".join(" " if ord(one) < 32 or 127 <= ord(one) < 160 else one for one in cell)
    return f"'{plain}" if cell.lstrip().startswith(OBEYED) or cell.startswith(OBEYED) else plain
