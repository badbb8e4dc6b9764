"""What the catalogue says that records can give: what cannot be given says so, and nothing is held against a published
figure that is another figure."""

from __future__ import annotations

import re

import pytest

from compcheck.model.counting import CANNOT, OVERDUE, RATE, STATE, WITHOUT_CASES, Counted
from compcheck.model.library import Library

NOT_OF_CHILDREN = frozenset({
    "abandoned_calls", "immediate_actions_overdue", "improvement_actions_due", "improvement_actions_done",
    "improvement_actions_done_with_the_measure_moved", "statutory_returns_made",
})  # fmt: skip
"""Figures that no list of children or workers has to do with."""

HELD_AGAINST_DFE = {
    # clock and population are those of the series; read and agreed one by one
    ("agency_social_worker_rate", "workforce-census"): STATE,
    ("average_caseload", "workforce-census"): STATE,
    ("social_worker_turnover_rate", "workforce-census"): STATE,
    ("social_worker_vacancy_rate", "workforce-census"): STATE,
    ("assessments_within_45_working_days", "cin-census"): RATE,
    ("assessments_within_45_working_days", "tables"): RATE,
    ("initial_conferences_within_15_working_days", "cin-census"): RATE,
    ("initial_conferences_within_15_working_days", "tables"): RATE,
    ("child_protection_reviews_on_time", "cin-census"): RATE,
    ("repeat_child_protection_plans", "cin-census"): RATE,
    ("child_protection_plans_ended_of_two_years_or_more", "cin-census"): RATE,
    ("child_protection_plans_ended_of_two_years_or_more", "tables"): RATE,
    ("child_protection_plans_open_of_two_years_or_more", "annex-a"): STATE,
    ("child_protection_plans_open_of_two_years_or_more", "cin-census"): STATE,
    ("child_protection_plans_open_of_two_years_or_more", "tables"): STATE,
    ("referrals_leading_to_no_further_action", "annex-a"): RATE,
    ("referrals_leading_to_no_further_action", "cin-census"): RATE,
    ("referrals_leading_to_no_further_action", "tables"): RATE,
    ("care_leavers_not_in_touch", "ssda903"): RATE,
    ("care_leavers_in_suitable_accommodation", "ssda903"): RATE,
    ("care_leavers_in_education_employment_or_training", "ssda903"): RATE,
    ("children_adopted_of_those_who_left_care", "ssda903"): RATE,
    ("children_in_care_average_difficulties_score", "ssda903"): RATE,
    ("children_in_care_convicted", "ssda903"): RATE,
    ("children_in_care_with_dental_checks", "ssda903"): RATE,
    ("children_in_care_with_health_assessments_up_to_date", "ssda903"): RATE,
    ("children_in_care_with_immunisations_up_to_date", "ssda903"): RATE,
    ("children_in_care_with_substance_misuse_found", "ssda903"): RATE,
    ("children_in_care_with_three_or_more_placements", "ssda903"): RATE,
    ("unaccompanied_children_in_care", "ssda903"): STATE,
}


@pytest.mark.parametrize(
    ("indicator", "sources"),
    [
        ("return_home_interviews_within_72_hours", {"annex-a", "cin-census", "ssda903"}),
        ("section_47_enquiries_by_a_qualified_social_worker", {"annex-a", "cin-census"}),
        ("parents_seen_in_assessment", {"annex-a", "cin-census"}),
        ("case_holders_supervised_monthly", {"annex-a", "workforce-census"}),
        ("case_holders_supervised_within_own_interval", {"annex-a", "workforce-census"}),
        ("initial_assessments_within_10_working_days", {"annex-a", "cin-census"}),
        ("core_assessments_within_35_working_days", {"annex-a", "cin-census"}),
        ("referral_decisions_within_1_working_day", {"annex-a", "cin-census"}),
    ],
)
def test_what_no_record_holds_is_said_to_be_out_of_reach_of_each_and_why(
    indicator: str, sources: set[str], library: Library
) -> None:
    ways = library.records().counted[indicator]
    assert {way.gives for way in ways} == {CANNOT}
    assert sources <= {way.source for way in ways}
    assert all(way.why for way in ways)


def test_every_figure_about_children_or_workers_says_of_some_record_what_it_gives(library: Library) -> None:
    silent = library.catalogue.indicators.keys() - library.records().counted.keys()
    assert silent == NOT_OF_CHILDREN


def test_only_what_is_the_same_figure_is_held_against_a_published_one(library: Library) -> None:
    """A new way of counting such a figure is to be read against the series first, and then entered above."""
    found = {
        (name, way.source): way.gives
        for name, ways in library.records().counted.items()
        for way in ways
        if way.gives != CANNOT and library.catalogue.indicators[name].same_as
    }
    assert found == HELD_AGAINST_DFE


def test_what_is_overdue_on_a_day_is_never_held_against_a_rate_over_a_year(library: Library) -> None:
    for name, ways in library.records().counted.items():
        if any(way.gives == OVERDUE for way in ways):
            assert not library.catalogue.indicators[name].same_as, name


def test_a_list_without_the_clock_of_the_published_figure_does_not_give_it(library: Library) -> None:
    counted = library.records().counted
    for name in (
        "assessments_within_45_working_days",
        "initial_conferences_within_15_working_days",
        "child_protection_reviews_on_time",
        "children_in_care_reviewed_on_time",
        "care_leavers_in_touch",
        "re_referrals",
    ):
        (way,) = (way for way in counted[name] if way.source == "annex-a")
        assert way.gives == CANNOT, name


def test_every_source_says_one_thing_of_a_figure(library: Library) -> None:
    for name, ways in library.records().counted.items():
        sources = [way.source for way in ways]
        assert len(sources) == len(set(sources)), name


def test_each_way_of_counting_names_its_clock(library: Library) -> None:
    for name, ways in library.records().counted.items():
        assert all(way.clock for way in ways if way.gives != CANNOT), name


def test_cases_without_a_named_worker_are_at_least_so_many_until_the_names_that_hold_none_are_given(
    library: Library,
) -> None:
    for name, way in without_a_worker(library):
        assert way.at_least, name
        if "social worker" not in library.catalogue.indicators[name].definition:
            assert way.unless_given == WITHOUT_CASES, name


def test_no_list_of_names_shows_that_who_holds_a_case_is_a_social_worker(library: Library) -> None:
    """Lists do not say who is qualified: with any list of names a case without a social worker stays "at least"."""
    found = [
        (name, way)
        for name, way in without_a_worker(library)
        if "social worker" in library.catalogue.indicators[name].definition
    ]
    assert {
        "children_in_care_without_a_social_worker",
        "child_protection_cases_without_a_social_worker",
        "section_47_enquiries_without_a_social_worker",
        "assessments_without_a_named_worker",
    } == {name for name, _ in found}
    for name, way in found:
        assert not way.unless_given, name
        assert re.search("are (qualified|social workers)", way.at_least), name


def without_a_worker(library: Library) -> list[tuple[str, Counted]]:
    found = [
        (name, way)
        for name, ways in library.records().counted.items()
        for way in ways
        if "nobody(worker)" in (way.met, way.where.removeprefix("closed is null and "))
    ]
    assert len(found) >= 12
    return found


@pytest.mark.parametrize(
    "indicator", ["workers_above_caseload_ceiling", "workers_with_more_than_30_cases", "cases_per_named_worker"]
)
def test_cases_of_list_6_alone_are_the_least_a_worker_holds(indicator: str, library: Library) -> None:
    ways = {way.source: way for way in library.records().counted[indicator]}
    assert "care leavers" in ways["annex-a"].at_least
    assert "care leavers" in ways["tables"].at_least
    assert not ways["workforce-census"].at_least


def test_what_leaves_the_count_of_suitable_homes_is_said_in_its_definition(library: Library) -> None:
    """DfE's figure leaves out residence not known (LAIT says so); of every age, it stays in and is no suitable home."""
    indicators, counted = library.catalogue.indicators, library.records().counted
    for name, codes in (
        ("care_leavers_in_suitable_accommodation", "('G', 'H', 'R')"),
        ("care_leavers_of_all_ages_in_suitable_accommodation", "('G', 'H')"),
    ):
        (way,) = (way for way in counted[name] if way.gives != CANNOT)
        assert f"accommodation in {codes}" in way.leaves_out.values()
        for said in ("died", "returned home", "went abroad", "deported", "residence not known"):
            assert said in indicators[name].definition, (name, said)


def test_a_blank_end_is_open_and_never_left_to_chance(library: Library) -> None:
    """`ended between …` alone would leave every open case not recorded."""
    for name, ways in library.records().counted.items():
        for way in ways:
            for column in ("ended", "closed", "conference"):
                if f"{column} between" in way.where:
                    assert f"{column} is not null" in way.where or f"{column} is null" in way.where, name


@pytest.mark.parametrize(
    "written",
    ["Duty", "DUTY WORKER", "Assessment Team 2", "CIN Tray", "Vacancy", "vacant post", "unallocated", "Un-allocated",
     "#N/A", "#REF!", "n/a", "N/K", "Not allocated", "To be allocated", "awaiting allocation", "-", "TBC", "none",
     "Allocation tray", "MASH", "No worker", "Waiting list", "Team Manager's inbox"],
)  # fmt: skip
def test_a_team_a_desk_or_a_gap_holds_no_case(written: str, library: Library) -> None:
    assert nobody(written, library)


@pytest.mark.parametrize(
    "written",
    ["Jane Smith", "Smith, Jane", "J. Teame", "Ann Duthie", "Evans-Traynor", "Ann Pool",
     "Vacarescu", "Steam, A", "W1042", "Null-Andersen", "Noone Siobhan", "X Æ", "O'Nan"],
)  # fmt: skip
def test_a_person_is_not_taken_for_nobody(written: str, library: Library) -> None:
    assert not nobody(written, library)


def nobody(written: str, library: Library) -> bool:
    return any(re.search(pattern, written, re.IGNORECASE) for pattern in library.records().nobody)
