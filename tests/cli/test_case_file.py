"""The rows of the file: one for each thing that waits, worst first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="records need the extra")

from compcheck.cli.case_file import in_order
from compcheck.records.case_rows import DUE_SOON, LISTED, MEETS, OVERDUE, UNKNOWN, WATCHED, CaseList, CaseRow

DUE = date(2026, 1, 5)


def row(child: str, state: str = OVERDUE, **given: Any) -> CaseRow:
    told: dict[str, Any] = {"worker": "A Person", "team": "North", "due": None, "over": None, "first": False,
                            "blank": (), "shown": {}, **given}  # fmt: skip
    return CaseRow(state, child, **told)


def of(name: str, *rows: CaseRow, table: str = "plans", order: int = 1) -> CaseList:
    shows = tuple(dict.fromkeys(name for one in rows for name in one.shown))
    return CaseList(name, name, WATCHED, "annex-a", table, shows, order, rows)


def children(*lists: CaseList) -> list[str]:
    return [case.row.child for case in in_order(lists)]


def test_first_who_cannot_wait_then_plans_then_care_then_the_rest() -> None:
    lists = [
        of("assessments", row("assessed", due=DUE, over=900), row("nobody holds it", first=True), table="a", order=3),
        of("care", row("in care", due=DUE, over=30), table="c", order=2),
        of("plans", row("on a plan", due=DUE, over=3)),
    ]
    assert children(*lists) == ["nobody holds it", "on a plan", "in care", "assessed"]


def test_of_each_the_longest_past_its_day_first_and_what_is_not_yet_late_last() -> None:
    rows = [row("due soon", DUE_SOON, due=DUE), row("unknown", UNKNOWN, blank=("started",)), row("listed", LISTED),
            row("2 days", due=DUE, over=2), row("9 days", due=DUE, over=9)]  # fmt: skip
    assert children(of("plans", *rows)) == ["9 days", "2 days", "listed", "unknown", "due soon"]


def test_what_a_figure_counts_and_a_watch_list_dates_is_one_row_with_both() -> None:
    seen = {"started": "2025-01-01", "last_visit": "2025-06-01"}
    lists = [of("figure", row("a", MEETS, shown=seen)), of("watched", row("a", due=DUE, over=85, shown=seen))]
    (case,) = in_order(lists)
    assert {one.id for one in case.lists} == {"figure", "watched"}
    assert (case.row.due, case.row.over, set(case.states)) == (DUE, 85, {MEETS, OVERDUE})


def test_two_things_that_wait_are_two_rows() -> None:
    """A visit and a review of one child, though both were due on one day."""
    lists = [of("visits", row("a", due=DUE, over=85, shown={"last_visit": "2025-06-01"})),
             of("reviews", row("a", due=DUE, over=85, shown={"last_review": "2025-06-01"}))]  # fmt: skip
    assert len(in_order(lists)) == 2


def test_two_records_of_one_child_are_two_rows() -> None:
    held = of(
        "figure", row("a", MEETS, shown={"started": "2025-01-01"}), row("a", MEETS, shown={"started": "2025-01-01"})
    )
    assert len(in_order([held])) == 2
    other = of("watched", row("a", due=DUE, over=1, shown={"started": "2025-03-01"}))
    assert len(in_order([held, other])) == 3


def test_one_unreadable_cell_is_one_row_however_many_lists_need_it() -> None:
    lists = [of(name, row("a", UNKNOWN, blank=("last_review",))) for name in ("first", "second", "third")]
    (case,) = in_order(lists)
    assert [one.id for one in case.lists] == ["first", "second", "third"]
    assert case.row.blank == ("last_review",)


def test_a_blank_day_that_a_list_takes_for_never_is_one_row_with_its_last_day() -> None:
    shown = {"started": "2025-01-01", "last_review": ""}
    lists = [of("figure", row("a", UNKNOWN, blank=("last_review",), shown=shown)),
             of("watched", row("a", due=DUE, over=85, shown=shown))]  # fmt: skip
    (case,) = in_order(lists)
    assert (case.row.state, case.row.over, case.row.blank) == (OVERDUE, 85, ("last_review",))
    assert set(case.states) == {OVERDUE, UNKNOWN}


def test_what_is_due_soon_is_no_part_of_what_is_late() -> None:
    shown = {"started": "2025-01-01"}
    lists = [of("late", row("a", MEETS, shown=shown)), of("soon", row("a", DUE_SOON, due=DUE, shown=shown))]
    assert [case.row.state for case in in_order(lists)] == [MEETS, DUE_SOON]
