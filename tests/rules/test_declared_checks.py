"""The declared checks over a few rows each: what contradicts itself is touched, and what is right is not."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lists_by_hand import ON, YEAR, Rows, ago, extract

from compcheck.model.counting import CountingSettings
from compcheck.model.library import Library
from compcheck.records.checking import check


def touched(library: Library, lists: Mapping[str, Rows], source: str = "annex-a") -> dict[str, int]:
    """By the id of each check that touches something."""
    found = check([extract(library, source, lists)], library.records(), CountingSettings(ON, YEAR))
    return {one.check.id: one.touched for one in found if one.touched}


def test_lists_that_agree_are_touched_by_nothing(library: Library) -> None:
    born, held = ago(2000), {"worker": "Ann Example"}
    lists = {
        "children_in_need": [
            {"child": "a", "born": born, "started": ago(300), "last_seen": ago(5), "status": "protection_plan", **held},
            {"child": "b", "born": born, "started": ago(300), "last_seen": ago(5), "status": "looked_after", **held},
            {"child": "c", "born": born, "started": ago(30), "last_seen": ago(5), "status": "open_assessment", **held},
        ],
        "assessments": [{"child": "c", "born": born, "started": ago(30), **held}],
        "section_47": [
            {"child": "a", "strategy_discussion": ago(110), "conference_not_needed": False, "conference": ago(100),
             "plan_made": True, **held}
        ],
        "child_protection": [
            {"child": "a", "born": born, "started": ago(100), "last_visit": ago(5), "last_review": ago(20), **held}
        ],
        "looked_after": [{"child": "b", "born": born, "started": ago(200), "placement_started": ago(200), **held}],
    }  # fmt: skip
    assert touched(library, lists) == {}


def test_a_child_on_one_list_and_missing_from_the_other_is_found(library: Library) -> None:
    lists = {
        "children_in_need": [
            {"child": "a", "started": ago(300), "status": "looked_after"},
            {"child": "b", "started": ago(300), "status": "protection_plan"},
            {"child": "c", "started": ago(300), "closed": ago(5), "status": "closed", "closure_reason": "RC7"},
        ],
        "assessments": [{"child": "d", "started": ago(10)}],
        "section_47": [{"child": "e", "strategy_discussion": ago(60), "conference": ago(50), "plan_made": True}],
        "child_protection": [{"child": "c", "started": ago(100)}, {"child": "f", "started": ago(100)}],
        "looked_after": [{"child": "g", "started": ago(100), "placement_started": ago(100)}],
    }
    assert touched(library, lists) == {
        "on_a_plan_and_not_in_need": 1,
        "on_a_plan_and_closed": 1,
        "in_need_by_plan_and_not_on_one": 1,
        "conference_made_a_plan_and_there_is_none": 1,
        "looked_after_by_status_and_not_in_care": 1,
        "in_care_and_not_in_need": 1,
        "open_assessment_and_not_in_need": 1,
    }


def test_another_name_on_another_list_is_found_and_the_same_name_written_otherwise_is_not(library: Library) -> None:
    need = [
        {"child": child, "started": ago(300), "status": "looked_after", "worker": worker}
        for child, worker in (("a", "Ann Example"), ("b", "ANN EXAMPLE "), ("c", "Ben Other"), ("d", "Duty"))
    ]
    care = [
        {"child": child, "started": ago(100), "placement_started": ago(100), "worker": "Ann Example"}
        for child in "abcd"
    ]
    assert touched(library, {"children_in_need": need, "looked_after": care}) == {"another_worker_in_care": 1}


def test_a_plan_of_another_day_than_its_conference_is_found(library: Library) -> None:
    lists = {
        "section_47": [{"child": "a", "strategy_discussion": ago(60), "conference": ago(50), "plan_made": True}],
        "child_protection": [{"child": "a", "started": ago(49)}],
    }
    assert touched(library, lists) == {"plan_starts_on_another_day_than_the_conference": 1}


def test_days_that_cannot_be_are_found(library: Library) -> None:
    lists = {
        "assessments": [
            {"child": "a", "started": ago(10), "ended": ago(20)},
            {"child": "b", "started": ago(-3)},
            {"child": "c", "started": ago(10)},
            {"child": "c", "started": ago(10)},
        ],
        "child_protection": [{"child": "d", "started": ago(10), "ended": ago(11), "last_review": ago(10)}],
        "looked_after": [
            {"child": "e", "born": ago(50), "started": ago(60), "placement_started": ago(60)},
            {"child": "f", "born": ago(365 * 20), "started": ago(60), "placement_started": ago(90)},
        ],
    }
    assert touched(library, lists) == {
        "assessments_end_before_they_start": 1,
        "assessments_in_the_future": 1,
        "assessments_entered_twice": 2,
        "plans_end_before_they_start": 1,
        "latest_review_on_or_before_the_start_of_the_plan": 1,
        "in_care_before_birth": 1,
        "in_care_past_18": 1,
        "placements_from_before_care": 1,
    }


def test_assessments_that_end_at_the_limit_are_found_where_a_third_of_them_do(library: Library) -> None:
    """From 3 November 2025, 7 January 2026 is the 44th working day and 8 January the 45th."""
    started, days = ago(148), {"44th": ago(83), "45th": ago(82), "soon": ago(120)}
    for ends, found in ((("44th", "soon", "soon"), 1), (("45th", "soon", "soon", "soon"), 0)):
        rows = [{"child": f"{place}", "started": started, "ended": days[one]} for place, one in enumerate(ends)]
        assert touched(library, {"assessments": rows}).get("assessments_that_end_at_the_limit", 0) == found
    assert library.records().checks["assessments_that_end_at_the_limit"].share_at_least == Fraction(1, 3)


def test_a_census_says_of_a_child_of_two_episodes_what_holds_of_each(library: Library) -> None:
    lists = {
        "children_in_need": [
            {"child": "a", "referred": ago(300), "closed": ago(200), "closure_reason": "RC7"},
            {"child": "a", "referred": ago(100)},
            {"child": "b", "referred": ago(100), "closed": ago(5), "closure_reason": "RC7"},
            {"child": "c", "referred": ago(100)},
            {"child": "c", "referred": ago(50)},
        ],
        "assessments": [
            {"child": "a", "referred": ago(100), "started": ago(99)},
            {"child": "b", "referred": ago(100), "started": ago(99)},
        ],
    }
    assert touched(library, lists, "cin-census") == {
        "closed_cases_with_an_unfinished_assessment": 1,
        "two_open_cases": 2,
    }


def test_a_plan_of_the_census_starts_on_the_day_of_one_of_the_childs_conferences(library: Library) -> None:
    """An earlier plan of the same child, and the conference that made it, hide nothing and are taken for nothing."""
    lists = {
        "section_47": [
            {"child": "a", "started": ago(310), "conference": ago(300)},
            {"child": "a", "started": ago(70), "conference": ago(60)},
            {"child": "b", "started": ago(310), "conference": ago(300)},
            {"child": "b", "started": ago(70), "conference": ago(60)},
            {"child": "c", "started": ago(70), "conference": ago(60)},
        ],
        "child_protection": [
            {"child": "a", "started": ago(60)},
            {"child": "a", "started": ago(300), "ended": ago(200)},
            {"child": "b", "started": ago(58)},
            {"child": "b", "started": ago(300), "ended": ago(200)},
            {"child": "d", "started": ago(60)},
        ],
    }
    found = touched(library, lists, "cin-census")
    assert found == {"plans_of_the_census_that_start_on_another_day_than_any_conference": 1}


def test_of_a_plan_before_the_period_or_a_conference_of_no_known_day_nothing_is_said(library: Library) -> None:
    lists = {
        "section_47": [
            {"child": "a", "started": ago(70), "conference": ago(60)},
            {"child": "b", "started": ago(70), "conference_not_needed": True},
        ],
        "child_protection": [{"child": "a", "started": ago(500)}, {"child": "b", "started": ago(60)}],
    }
    assert touched(library, lists, "cin-census") == {}
