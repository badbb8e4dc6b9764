"""Lists cut from the same lives say the same: between lists, and between the lists and the returns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from compcheck.inventing.cutting import cut_lists, lists_of
from compcheck.inventing.days import EXTRACTED_ON, SIX_MONTHS_AGO
from compcheck.inventing.forms import Order
from compcheck.inventing.lists import COLUMNS
from compcheck.inventing.telling import tell_stories
from compcheck.inventing.telling_adopters import tell_adopters
from compcheck.inventing.writing_care_returns import care_returns
from compcheck.reading.rule_home import load_library

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def lists() -> Rows:
    cut = cut_lists(tell_stories(1500, 7), tell_adopters(1500, 7))
    return {table: [dict(zip(COLUMNS[table], row, strict=True)) for row in rows] for table, rows in cut.items()}


def by_child(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["child"]: row for row in rows}


def test_every_list_has_rows(lists: Rows) -> None:
    assert set(lists) == set(COLUMNS)
    assert all(lists.values())


def test_who_is_on_a_plan_or_in_care_is_in_need(lists: Rows) -> None:
    in_need = by_child(lists["children_in_need"])
    for row in lists["looked_after"]:
        if row["ended"] is None:
            assert in_need[row["child"]]["status"] == "looked_after"
    for row in lists["child_protection"]:
        if row["ended"] is None:
            assert in_need[row["child"]]["status"] in {"protection_plan", "looked_after"}


def test_who_is_said_to_be_on_a_plan_or_in_care_is_on_that_list(lists: Rows) -> None:
    open_plans = {row["child"] for row in lists["child_protection"] if row["ended"] is None}
    in_care = {row["child"] for row in lists["looked_after"] if row["ended"] is None}
    for row in lists["children_in_need"]:
        assert row["status"] != "protection_plan" or row["child"] in open_plans
        assert row["status"] != "looked_after" or row["child"] in in_care


def test_a_conference_that_made_a_plan_has_its_plan_on_list_7(lists: Rows) -> None:
    plans = by_child(lists["child_protection"])
    made = [row for row in lists["section_47"] if row["plan_made"]]
    assert made
    for row in made:
        plan = plans.get(row["child"])
        assert plan is not None
        assert plan["started"] >= row["conference"]


def test_a_child_has_one_worker_on_all_lists(lists: Rows) -> None:
    held: dict[str, set[object]] = {}
    for rows in lists.values():
        for row in rows:
            if "worker" in row:
                held.setdefault(row["child"], set()).add((row["team"], row["worker"]))
    assert all(len(workers) == 1 for workers in held.values())


def test_one_row_a_child_where_the_list_has_one(lists: Rows) -> None:
    for table in ("children_in_need", "child_protection", "looked_after", "care_leavers"):
        assert len(by_child(lists[table])) == len(lists[table])


def test_a_list_holds_its_time_and_nothing_before_it(lists: Rows) -> None:
    assert all(SIX_MONTHS_AGO <= row["contacted"] <= EXTRACTED_ON for row in lists["contacts"])
    assert all(SIX_MONTHS_AGO <= row["referred"] <= EXTRACTED_ON for row in lists["referrals"])
    for table in ("assessments", "child_protection", "looked_after"):
        assert all(row["ended"] is None or row["ended"] >= SIX_MONTHS_AGO for row in lists[table])


def test_care_in_the_return_of_the_year_is_care_on_list_8(lists: Rows) -> None:
    files = care_returns(tell_stories(1500, 7))
    returned = {line[0] for line in files["episodes"][1:] if not line[7]}
    assert returned == {row["child"] for row in lists["looked_after"] if row["ended"] is None}
    assert {line[0] for line in files["episodes"][1:]} == {line[0] for line in files["header"][1:]}


def test_longer_lists_repeat_children_under_new_ids() -> None:
    cut = cut_lists(tell_stories(60, 7), tell_adopters(60, 7))
    longer = lists_of(500, {table: rows for table, rows in cut.items() if rows})
    rows = list(longer["children_in_need"])
    assert len(rows) == len(longer["children_in_need"]) == 500
    assert len({row[0] for row in rows}) == 500
    assert all(isinstance(row[3], date) for row in rows)


def test_a_change_of_placement_says_why_in_a_code_of_the_return() -> None:
    rows = care_returns(Order(200, 4).stories())["episodes"]
    at = rows[0].index("REASON_PLACE_CHANGE")
    known = load_library(None).records().codes["place_change_reason"]
    reasons = {row[at] for row in rows[1:]}
    assert "CARPL" in reasons
    assert reasons <= {"", *known}
