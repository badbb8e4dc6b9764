"""The declared counts over a few rows each: what is due, what is late, what is left out and what nobody recorded."""

from __future__ import annotations

import pytest
from lists_by_hand import ON, YEAR, Rows, ago, extract

from compcheck.model.counting import Count, CountingSettings
from compcheck.model.library import Library
from compcheck.records.case_rows import cases_of
from compcheck.records.counting import count


def counts(
    library: Library, indicator: str, table: str, rows: Rows, *, source: str = "annex-a", **parameters: int
) -> Count:
    settings = CountingSettings(ON, YEAR, parameters)
    wanted = {indicator: library.catalogue.indicators[indicator]}
    lists = extract(library, source, {table: rows})
    (found,) = (one for one in count([lists], library.records(), wanted, settings) if one.indicator == indicator)
    assert not found.cannot, found.cannot
    return found


def numbers(found: Count) -> tuple[int | None, int | None, int]:
    return found.numerator, found.denominator, found.not_recorded


def test_an_assessment_open_past_its_limit_is_late_and_one_still_in_time_is_not_yet_due(library: Library) -> None:
    rows = [
        {"child": "a", "started": ago(150), "ended": ago(120)},
        {"child": "b", "started": ago(150), "ended": ago(20)},
        {"child": "c", "started": ago(150)},
        {"child": "d", "started": ago(10)},
        {"child": "e", "started": ago(500), "ended": ago(450)},
        {"child": "f", "ended": ago(20)},
    ]
    found = counts(library, "assessments_within_45_working_days_of_their_start", "assessments", rows)
    assert numbers(found) == (1, 4, 1)
    assert found.left_out == {"not yet due": 1}


def test_the_census_counts_from_the_referral_and_only_what_was_completed(library: Library) -> None:
    rows = [
        {"child": "a", "referred": ago(150), "started": ago(120), "ended": ago(70)},
        {"child": "b", "referred": ago(120), "started": ago(119), "ended": ago(70)},
        {"child": "c", "referred": ago(300)},
    ]
    found = counts(library, "assessments_within_45_working_days", "assessments", rows, source="cin-census")
    assert numbers(found) == (1, 2, 0)


def test_a_conference_that_is_due_and_not_held_is_late_and_one_that_is_not_needed_is_not_due(library: Library) -> None:
    rows = [
        {"child": "a", "strategy_discussion": ago(60), "conference": ago(45), "conference_not_needed": False},
        {"child": "b", "strategy_discussion": ago(60), "conference": ago(10), "conference_not_needed": False},
        {"child": "c", "strategy_discussion": ago(60), "conference_not_needed": False},
        {"child": "d", "strategy_discussion": ago(60), "conference_not_needed": True},
        {"child": "e", "strategy_discussion": ago(5), "conference_not_needed": False},
        {"child": "f", "strategy_discussion": ago(60)},
        {"child": "g", "strategy_discussion": ago(5)},
    ]
    name = "initial_conferences_within_15_working_days_of_the_strategy_discussion"
    found = counts(library, name, "section_47", rows)
    assert numbers(found) == (1, 4, 1)
    assert found.left_out == {"not yet due": 2}


def test_a_plan_is_overdue_for_review_by_the_limit_that_is_its_own(library: Library) -> None:
    rows = [
        {"child": "first in time", "started": ago(80)},
        {"child": "first overdue, review is of the plan before", "started": ago(120), "last_review": ago(130)},
        {"child": "first not recorded", "started": ago(120)},
        {"child": "later in time", "started": ago(300), "last_review": ago(150)},
        {"child": "later overdue", "started": ago(400), "last_review": ago(200)},
        {"child": "ended", "started": ago(400), "last_review": ago(200), "ended": ago(5)},
    ]
    found = counts(library, "child_protection_reviews_overdue", "child_protection", rows)
    assert numbers(found) == (2, 4, 1)
    assert found.left_out == {"not yet due": 1}


def test_a_child_in_care_is_overdue_for_review_by_20_days_3_months_or_6(library: Library) -> None:
    rows = [
        {"child": "new", "started": ago(10)},
        {"child": "first not recorded", "started": ago(60)},
        {"child": "first overdue, review is of the care before", "started": ago(60), "last_review": ago(90)},
        {"child": "second in time", "started": ago(80), "last_review": ago(60)},
        {"child": "second overdue", "started": ago(140), "last_review": ago(120)},
        {"child": "later in time", "started": ago(400), "last_review": ago(120)},
        {"child": "later overdue", "started": ago(400), "last_review": ago(200)},
        {"child": "short breaks", "started": ago(400), "last_review": ago(200), "legal_status": "V4"},
    ]
    found = counts(library, "looked_after_reviews_overdue", "looked_after", rows)
    assert numbers(found) == (3, 6, 1)
    assert found.left_out == {"not yet due": 1, "in a series of short placements": 1}
    assert found.at_least


def test_a_visit_is_overdue_after_a_week_six_weeks_or_three_months(library: Library) -> None:
    long, new = {"placement_type": "U4"}, {"placement_type": "U6"}
    rows = [
        {"child": "moved this week", "placement_started": ago(5), "last_visit": ago(20), **new},
        {"child": "not seen where it lives", "placement_started": ago(20), "last_visit": ago(30), **new},
        {"child": "six weeks", "placement_started": ago(200), "last_visit": ago(42), **new},
        {"child": "over six weeks", "placement_started": ago(200), "last_visit": ago(43), **new},
        {"child": "settled", "placement_started": ago(800), "last_visit": ago(60), **long},
        {"child": "settled and overdue", "placement_started": ago(800), "last_visit": ago(100), **long},
        {"child": "long term and not yet a year", "placement_started": ago(300), "last_visit": ago(60), **long},
        {"child": "no visit recorded", "placement_started": ago(300), **new},
    ]
    rows = [{"started": ago(900), **row} for row in rows]
    found = counts(library, "children_in_care_visits_overdue", "looked_after", rows)
    assert numbers(found) == (4, 7, 1)
    assert found.left_out == {"not yet due": 1}


def test_a_health_assessment_holds_half_as_long_under_five(library: Library) -> None:
    small, big = {"born": ago(365 * 3)}, {"born": ago(365 * 9)}
    rows = [
        {"child": "a", "last_health_assessment": ago(200), **small},
        {"child": "b", "last_health_assessment": ago(200), **big},
        {"child": "c", "last_health_assessment": ago(400), **big},
        {"child": "of unknown age", "last_health_assessment": ago(200)},
        {"child": "none recorded", **big},
    ]
    rows = [{"started": ago(900), **row} for row in rows]
    found = counts(library, "children_in_care_health_assessments_overdue", "looked_after", rows)
    assert numbers(found) == (2, 5, 2)


def test_a_plan_of_two_years_is_one_of_more_than_729_days_the_last_included(library: Library) -> None:
    rows = [{"child": "a", "started": ago(729)}, {"child": "b", "started": ago(728)}]
    found = counts(library, "child_protection_plans_open_of_two_years_or_more", "child_protection", rows)
    assert numbers(found) == (1, 2, 0)


def test_a_visit_within_the_authority_s_own_interval_is_asked_of_those_who_are_due_one(library: Library) -> None:
    rows = [
        {"child": "seen", "started": ago(100), "last_visit": ago(7)},
        {"child": "overdue", "started": ago(100), "last_visit": ago(40)},
        {"child": "none recorded", "started": ago(100)},
        {"child": "new", "started": ago(2)},
    ]
    found = counts(
        library, "children_on_a_plan_visited_within_own_interval", "child_protection", rows,
        visit_interval_for_children_on_a_plan=15,
    )  # fmt: skip
    assert numbers(found) == (1, 3, 1)
    assert found.left_out == {"not yet due": 1}


@pytest.mark.parametrize(
    ("name", "table", "last"),
    [
        ("children_on_a_plan_visited_within_own_interval", "child_protection", "last_visit"),
        ("children_in_need_visited_within_own_interval", "children_in_need", "last_seen"),
    ],
)
def test_who_is_overdue_a_visit_is_listed_with_the_day_it_was_due(
    name: str, table: str, last: str, library: Library
) -> None:
    """15 working days after Thursday 19 February 2026 is Thursday 12 March."""
    limit = library.records().counted[name][0].within
    assert limit is not None
    lists = {table: [{"child": "a", "started": ago(100), last: ago(40), "status": "in_need_plan"}]}
    settings = CountingSettings(ON, None, {limit.limit: 15})
    extracts = [extract(library, "annex-a", lists)]
    (listed,) = cases_of(extracts, library.records(), library.catalogue.indicators, [name], settings)
    assert [(row.child, row.due, row.over) for row in listed.rows] == [("a", ago(19), 19)]


def test_a_conference_that_falls_due_is_among_what_falls_due(library: Library) -> None:
    name = "initial_conferences_within_15_working_days_of_the_strategy_discussion"
    lists = {"section_47": [{"child": "a", "strategy_discussion": ago(15)}]}
    extracts, settings = [extract(library, "annex-a", lists)], CountingSettings(ON, None)
    for days, children in ((10, ["a"]), (2, [])):
        (listed,) = cases_of(extracts, library.records(), library.catalogue.indicators, [name], settings, days)
        assert [row.child for row in listed.rows] == children


@pytest.mark.parametrize("worker", [None, "Duty", "Team 4"])
def test_a_case_that_a_desk_holds_nobody_holds(worker: str | None, library: Library) -> None:
    rows = [
        {"child": "a", "started": ago(100), "worker": worker, "status": "in_need_plan"},
        {"child": "b", "started": ago(10), "worker": "Ann Example", "status": "in_need_plan"},
    ]
    found = counts(library, "children_in_need_without_a_named_worker", "children_in_need", rows)
    assert numbers(found) == (1, 2, 0)
    assert counts(library, "longest_open_case_without_a_named_worker", "children_in_need", rows).value == 69


def test_workers_are_counted_in_bands_and_nobody_is_no_worker(library: Library) -> None:
    held = {"Ann": 10, "Ben": 11, "Cat": 31, "Duty": 40}
    rows = [
        {"child": f"{worker}{case}", "started": ago(9), "worker": worker}
        for worker, cases in held.items()
        for case in range(cases)
    ]
    found = {
        band: counts(library, f"workers_with_{band}_cases", "children_in_need", rows)
        for band in ("up_to_10", "11_to_20", "21_to_30", "more_than_30")
    }
    assert [numbers(one) for one in found.values()] == [(1, 3, 0), (1, 3, 0), (0, 3, 0), (1, 3, 0)]
    ceiling = counts(library, "workers_above_caseload_ceiling", "children_in_need", rows, caseload_ceiling=20)
    assert numbers(ceiling) == (1, 3, 0)
    assert float(counts(library, "cases_per_named_worker", "children_in_need", rows).value or 0) == pytest.approx(
        52 / 3, abs=0.1
    )


def test_care_leavers_out_of_touch_stay_in_the_count_and_those_who_died_do_not(library: Library) -> None:
    rows = [
        {"child": "a", "in_touch": "yes", "activity": "F1"},
        {"child": "b", "in_touch": "yes", "activity": "G5"},
        {"child": "c", "in_touch": "no"},
        {"child": "d", "in_touch": "died"},
        {"child": "e", "in_touch": "returned_home"},
    ]
    found = counts(library, "care_leavers_of_all_ages_in_education_employment_or_training", "care_leavers", rows)
    assert numbers(found) == (1, 3, 1)
    assert found.left_out == {"died": 1, "returned home": 1}


def test_dfe_counts_care_leavers_out_of_touch_as_not_working_and_only_those_of_19_to_21(library: Library) -> None:
    young, right, old = ({"born": ago(365 * age + 100)} for age in (17, 20, 25))
    rows = [
        {"child": "a", "in_touch": "yes", "activity": "F1", **right},
        {"child": "b", "in_touch": "no", **right},
        {"child": "c", "in_touch": "yes", "activity": "F1", **young},
        {"child": "d", "in_touch": "yes", "activity": "F1", **old},
    ]
    name = "care_leavers_in_education_employment_or_training"
    assert numbers(counts(library, name, "care_leavers", rows, source="ssda903")) == (1, 2, 0)


def test_an_average_caseload_is_of_those_who_hold_cases_by_their_part_of_a_post(library: Library) -> None:
    rows = [
        {"worker": "1", "cases": 20, "full_time_equivalent_on_the_day": 1.0},
        {"worker": "2", "cases": 10, "full_time_equivalent_on_the_day": 0.5},
        {"worker": "3", "cases": 0, "full_time_equivalent_on_the_day": 1.0},
        {"worker": "4", "cases": 30, "full_time_equivalent_on_the_day": 1.0, "ended": ago(5)},
    ]
    found = counts(library, "average_caseload", "workers", rows, source="workforce-census")
    assert found.value == 20
