"""The watch lists over a few rows each: whoever waits past the day is on one of them, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="records need the extra")

from lists_by_hand import ON, YEAR, Rows, ago, extract

from compcheck.model.counting import CountingSettings
from compcheck.model.library import Library
from compcheck.records.case_rows import cases_of, watched

HELD = {"worker": "Ann Example"}
TEN, THREE = date(2016, 1, 5), date(2023, 1, 5)
LONG_TERM = {"placement_type": "U4", "placement_started": ago(900)}


def in_care(child: str, **given: Any) -> dict[str, Any]:
    """A child of ten whom everybody saw last week, in a short-term placement."""
    settled = {"born": TEN, "started": ago(900), "placement_started": ago(300), "placement_type": "U6",
               "last_review": ago(8), "last_visit": ago(8), "last_health_assessment": ago(8),
               "last_dental_check": ago(8), "placements_in_12_months": 1}  # fmt: skip
    return {"child": child, **HELD, **settled, **given}


def on(library: Library, table: str, rows: Rows) -> dict[str, set[str]]:
    """The children overdue on each watch list that has any."""
    rules = library.records()
    names = [name for name, one in rules.watch_lists.items() if one.table == table]
    lists = watched([extract(library, "annex-a", {table: rows})], rules, names, CountingSettings(ON, YEAR))
    return {one.id: {row.child for row in one.rows} for one in lists if one.rows}


def test_who_was_seen_last_week_is_on_no_list(library: Library) -> None:
    assert on(library, "looked_after", [in_care("a"), in_care("b", **LONG_TERM)]) == {}


def test_a_child_in_a_long_term_placement_waits_3_months_for_a_visit_and_any_other_6_weeks(library: Library) -> None:
    rows = [
        in_care("long term, 80 days", **LONG_TERM, last_visit=ago(80)),
        in_care("long term, 95 days", **LONG_TERM, last_visit=ago(95)),
        in_care("long term, new, 50 days", placement_type="U4", placement_started=ago(200), last_visit=ago(50)),
        in_care("short term, 50 days", last_visit=ago(50)),
        in_care("with relatives, never", **{**LONG_TERM, "placement_type": "U1"}, last_visit=None),
    ]
    found = on(library, "looked_after", rows)
    assert found["in_long_term_care_not_visited_for_3_months"] == {"long term, 95 days", "with relatives, never"}
    assert found["in_care_not_visited_for_6_weeks"] == {"long term, new, 50 days", "short term, 50 days"}


def test_a_small_child_is_due_a_health_assessment_after_6_months_and_an_older_one_after_a_year(
    library: Library,
) -> None:
    rows = [
        in_care("three, 5 months", born=THREE, last_health_assessment=ago(150)),
        in_care("three, 7 months", born=THREE, last_health_assessment=ago(210)),
        in_care("ten, 7 months", last_health_assessment=ago(210)),
        in_care("ten, 13 months", last_health_assessment=ago(395)),
        in_care("ten, never", last_health_assessment=None),
    ]
    assert on(library, "looked_after", rows) == {
        "in_care_under_5_due_a_health_assessment": {"three, 7 months"},
        "in_care_from_5_due_a_health_assessment": {"ten, 13 months"},
        "in_care_20_working_days_without_a_health_assessment": {"ten, never"},
    }


def test_teeth_are_to_be_checked_within_a_year_of_the_last_check_or_of_coming_into_care(library: Library) -> None:
    rows = [
        in_care("11 months", last_dental_check=ago(330)),
        in_care("13 months", last_dental_check=ago(395)),
        in_care("never, long in care", last_dental_check=None),
        in_care("never, new in care", started=ago(100), placement_started=ago(100), last_dental_check=None),
    ]
    assert on(library, "looked_after", rows) == {"in_care_due_a_dental_check": {"13 months", "never, long in care"}}


def test_whoever_a_figure_counts_as_overdue_is_on_a_watch_list_too(library: Library) -> None:
    """The figure says how many; the list says since when."""
    visits = ("last_visit", "last_health_assessment", "last_dental_check")
    rows = [
        in_care(f"{born} {kind} {what} {days}", born=born, placement_type=kind, placement_started=ago(900),
                **{what: ago(days)})
        for born in (TEN, THREE) for kind in ("U1", "U6") for what in visits for days in range(35, 420, 16)
    ]  # fmt: skip
    rules, extracts = library.records(), [extract(library, "annex-a", {"looked_after": rows})]
    figures = ["children_in_care_visits_overdue", "children_in_care_health_assessments_overdue",
               "children_in_care_dental_checks_overdue"]  # fmt: skip
    counted = cases_of(extracts, rules, library.catalogue.indicators, figures, CountingSettings(ON, YEAR))
    overdue = {row.child for one in counted for row in one.rows}
    assert len(overdue) > 20
    assert overdue == set().union(*on(library, "looked_after", rows).values())


def test_who_has_visits_of_another_kind_is_on_no_list_of_children_in_need(library: Library) -> None:
    """A child on a plan and a child in care have intervals of their own; of whom nobody says, somebody should look."""
    seen = {"started": ago(400), "last_seen": ago(40), **HELD}
    statuses = ("in_need_plan", "open_assessment", "protection_plan", "looked_after", None)
    rows = [{"child": str(status), "status": status, **seen} for status in statuses]
    assert on(library, "children_in_need", rows) == {
        "not_seen_for_20_working_days": {"in_need_plan", "open_assessment", "None"}
    }


def test_an_assessment_past_45_days_is_no_longer_one_that_can_be_finished_in_time(library: Library) -> None:
    rows = [{"child": days, "started": ago(int(days)), **HELD} for days in ("45", "56", "80")]
    assert on(library, "assessments", rows) == {
        "assessments_past_35_working_days": {"56"},
        "assessments_past_45_working_days": {"80"},
    }


def test_an_undecided_enquiry_stands_before_any_child_in_care(library: Library) -> None:
    tables = library.records().tables
    assert tables["section_47"].order == tables["child_protection"].order < tables["looked_after"].order
