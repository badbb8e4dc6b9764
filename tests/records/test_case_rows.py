"""The rows behind a count: those that are late, those nobody recorded, and what will soon be due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="records need the extra")

from made_records import ON, SETTINGS, extract_of, indicator, rules_of, table_of, way

from compcheck.model.counting import OVERDUE as OVERDUE_ON_THE_DAY
from compcheck.model.counting import STATE, Counted, WatchList, Within
from compcheck.records.case_rows import CaseList, cases_of, watched

WITHIN = Within("10", "working days", "started", "ended")
ROWS = [
    {"child": "on time", "started": date(2026, 3, 2), "ended": date(2026, 3, 10), "worker": "A Person"},
    {"child": "late and done", "started": date(2026, 2, 2), "ended": date(2026, 3, 10), "worker": "A Person"},
    {"child": "late and open", "started": date(2026, 1, 5), "worker": "A Person", "team": "North"},
    {"child": "nobody's", "started": date(2026, 3, 9), "worker": "Duty tray"},
    {"child": "due in a week", "started": date(2026, 3, 26), "worker": "A Person"},
    {"child": "unknown", "ended": date(2026, 3, 10), "worker": "A Person"},
    {"child": "died", "started": date(2026, 1, 5), "died": date(2026, 1, 6), "worker": "A Person"},
]


def listed(
    counted: Counted, *, unit: str = "percent", polarity: str = "high", due_within: int | None = None,
    rows: list[dict[str, Any]] | None = None,
) -> CaseList:  # fmt: skip
    rules = rules_of({"it": (counted,)})._replace(nobody=("tray",))
    extracts = [extract_of({"assessments": table_of(rows if rows is not None else ROWS)})]
    about = {"it": indicator("it", unit)._replace(polarity=polarity)}
    (found,) = cases_of(extracts, rules, about, ["it", "of another catalogue"], SETTINGS, due_within)
    return found


def told(found: CaseList) -> dict[str, str]:
    return {row.child: row.state for row in found.rows}


IN_TIME = way(where="true", within=WITHIN, leaves_out={"died": "died is not null"}, shows=("started",))


def test_what_is_late_and_what_nobody_recorded_stands_on_the_list_and_nothing_else() -> None:
    assert told(listed(IN_TIME)) == {
        "nobody's": "not met", "late and open": "not met", "late and done": "not met", "unknown": "not recorded",
    }  # fmt: skip


def test_who_has_no_worker_stands_first_then_who_waits_longest() -> None:
    assert [row.child for row in listed(IN_TIME).rows] == ["nobody's", "late and open", "late and done", "unknown"]


def test_what_the_rule_marks_stands_first_too() -> None:
    rows = [row.child for row in listed(IN_TIME._replace(first="started = date '2026-02-02'")).rows]
    assert rows[:2] == ["nobody's", "late and done"] or rows[:2] == ["late and done", "nobody's"]
    assert rows[2:] == ["late and open", "unknown"]


def test_each_case_has_its_last_day_in_time_and_how_long_it_is_past_it() -> None:
    rows = {row.child: row for row in listed(IN_TIME).rows}
    assert (rows["late and done"].due, rows["late and done"].over) == (date(2026, 2, 16), 22)
    assert (rows["late and open"].due, rows["late and open"].over) == (date(2026, 1, 19), (ON - date(2026, 1, 19)).days)
    assert (rows["unknown"].due, rows["unknown"].over) == (None, None)


def test_a_case_shows_who_holds_it_and_what_the_rule_shows() -> None:
    row = next(row for row in listed(IN_TIME).rows if row.child == "late and open")
    assert (row.worker, row.team, row.shown) == ("A Person", "North", {"started": "2026-01-05"})


def test_a_case_that_nobody_recorded_says_which_cell_is_blank() -> None:
    row = next(row for row in listed(IN_TIME).rows if row.child == "unknown")
    assert row.blank == ("started",), "and not the end, which is blank while a case is open"


def test_what_is_due_in_the_next_working_days_is_listed_where_it_is_asked_for() -> None:
    assert "due in a week" not in told(listed(IN_TIME))
    assert told(listed(IN_TIME, due_within=10))["due in a week"] == "due soon"
    assert "due in a week" not in told(listed(IN_TIME, due_within=3))


def test_where_few_is_good_those_that_are_counted_are_listed() -> None:
    by_nobody = way(where="true", met="nobody(worker)", gives=OVERDUE_ON_THE_DAY)
    assert told(listed(by_nobody, polarity="low")) == {"nobody's": "counted"}


def test_behind_a_count_stand_the_rows_it_counts() -> None:
    waiting = way(where="ended is null and nobody(worker)", gives=STATE)
    assert told(listed(waiting, unit="count", polarity="low")) == {"nobody's": "counted"}


def test_a_figure_worked_out_of_all_rows_has_no_cases_of_its_own() -> None:
    average = way(where="true", value="avg(days(started, extracted_on))", gives=STATE)
    found = listed(average, unit="number", polarity="low")
    assert not found.rows
    assert "worked out of all rows together" in found.cannot


def test_what_counts_workers_lists_no_worker() -> None:
    found = listed(way(where="true", each="worker", met="cases > 2", gives=STATE), polarity="low")
    assert not found.rows
    assert "each worker" in found.cannot


def test_a_cell_that_was_not_read_makes_a_case_unknown_and_says_so() -> None:
    rows = [{"child": "odd", "started": date(2026, 1, 5)}]
    rules = rules_of({"it": (IN_TIME,)})
    extracts = [
        extract_of({"assessments": table_of(rows, "child", "started", "ended", "died", unread={"ended": [True]})})
    ]
    (found,) = cases_of(extracts, rules, {"it": indicator("it")}, ["it"], SETTINGS)
    assert [(row.child, row.state, row.blank) for row in found.rows] == [("odd", "not recorded", ("ended",))]


def test_records_without_a_child_s_id_are_not_listed() -> None:
    rules = rules_of({"it": (IN_TIME,)})
    extracts = [extract_of({"assessments": table_of(ROWS, "started", "ended", "died")})]
    (found,) = cases_of(extracts, rules, {"it": indicator("it")}, ["it"], SETTINGS)
    assert "no child's id" in found.cannot


WATCHED = WatchList("open", "Open for too long", "why", "assessments", "ended is null", WITHIN, ("started",))


def watch(one: WatchList, due_within: int | None = None) -> tuple[CaseList, ...]:
    rules = rules_of({})._replace(watch_lists={one.id: one}, nobody=("tray",))
    return watched([extract_of({"assessments": table_of(ROWS)})], rules, [one.id], SETTINGS, due_within)


def test_a_watch_list_holds_what_is_past_its_limit() -> None:
    (found,) = watch(WATCHED)
    assert told(found) == {"nobody's": "overdue", "late and open": "overdue", "died": "overdue"}
    (found,) = watch(WATCHED, 10)
    assert told(found)["due in a week"] == "due soon"


def test_a_watch_list_without_a_limit_holds_whatever_it_looks_for() -> None:
    (found,) = watch(WATCHED._replace(where="died is not null", within=None))
    assert told(found) == {"died": "listed"}


def test_a_watch_list_of_another_source_is_left_out() -> None:
    assert watch(WATCHED._replace(sources=("cin-census",))) == ()


def test_a_limit_that_nobody_gave_is_said() -> None:
    (found,) = watch(WATCHED._replace(within=WITHIN._replace(limit="visit_interval")))
    assert "limit" in found.cannot
    assert not found.rows
