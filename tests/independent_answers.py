"""Every indicator that a source gives, and what it comes to by the lives alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import independent_care_counts as care
import independent_counts as counts
from compcheck.inventing.life_stories import Story
from compcheck.inventing.staff import Staff
from independent_counts import HALF_A_YEAR, TODAY, YEAR, Told, how_many, share
from independent_days import full_years

CEILING, PLAN_VISITS, NEED_VISITS = 18, 10, 20
"""Limits that an authority sets itself: cases a worker, working days between two visits."""
NOBODY_KNOWS = 10_000


class Lives(NamedTuple):
    stories: Sequence[Story]
    staff: Staff


Answer = Callable[[Lives], Told]
ANNEX_A: Mapping[str, Answer] = {
    "referrals": lambda all_: how_many(counts.referred(all_.stories, HALF_A_YEAR)),
    "re_referrals_in_the_same_records": lambda all_: counts.referred_again(
        counts.referred(all_.stories, HALF_A_YEAR), HALF_A_YEAR
    ),
    "children_referred_again_by_the_list": lambda all_: counts.latest_referred_again(all_.stories),
    "referrals_leading_to_no_further_action": lambda all_: share(
        one.no_further_action for _, one in counts.referred(all_.stories, HALF_A_YEAR)
    ),
    "referrals_without_a_named_worker": lambda all_: share(
        not story.holder.named for story, one in counts.referred(all_.stories, HALF_A_YEAR) if not one.no_further_action
    ),
    "children_seen_in_assessment": lambda all_: share(
        one.child_seen for _, _, one in counts.assessed(all_.stories, HALF_A_YEAR) if one.ended is not None
    ),
    "assessments_without_a_named_worker": lambda all_: share(
        not story.holder.named for story, _, one in counts.assessed(all_.stories, HALF_A_YEAR) if one.ended is None
    ),
    "assessments_within_45_working_days_of_their_start": lambda all_: counts.within_45_of_start(
        all_.stories, HALF_A_YEAR
    ),
    "assessments_open_past_45_working_days": lambda all_: counts.open_past_45(all_.stories, HALF_A_YEAR),
    "assessments_closed_the_same_day": lambda all_: counts.same_day(all_.stories, HALF_A_YEAR),
    "section_47_enquiries": lambda all_: how_many(
        one for one in counts.enquired(all_.stories) if one[1].discussed >= HALF_A_YEAR
    ),
    "section_47_enquiries_without_a_social_worker": lambda all_: share(
        not story.holder.named for story, one in counts.enquired(all_.stories) if counts.undecided(one)
    ),
    "initial_conferences_within_15_working_days_of_the_strategy_discussion": (
        lambda all_: counts.conference_after_discussion(all_.stories)
    ),
    "section_47_enquiries_undecided_past_15_working_days": lambda all_: counts.undecided_past_15(
        all_.stories, lambda one: one.discussed
    ),
    "child_protection_plans": lambda all_: how_many(counts.on_plan(all_.stories)),
    "child_protection_reviews_overdue": lambda all_: counts.plan_review_overdue(all_.stories),
    "repeat_child_protection_plans_in_the_list": lambda all_: counts.started_again(all_.stories),
    "child_protection_plans_open_of_two_years_or_more": lambda all_: share(
        counts.two_years(plan.started, TODAY) for _, plan, _ in counts.on_plan(all_.stories)
    ),
    "child_protection_cases_without_a_social_worker": lambda all_: share(
        not story.holder.named for story, _, _ in counts.on_plan(all_.stories)
    ),
    "children_on_a_plan_visited_within_own_interval": lambda all_: counts.visited_on_plan(all_.stories, PLAN_VISITS),
    "children_on_a_plan_seen_alone": lambda all_: share(
        max(plan.visits).alone for _, plan, _ in counts.on_plan(all_.stories) if plan.visits
    ),
    "children_in_need": lambda all_: how_many(counts.open_cases(all_.stories)),
    "children_in_need_without_a_named_worker": lambda all_: share(
        not story.holder.named for story, _ in counts.open_cases(all_.stories)
    ),
    "longest_open_case_without_a_named_worker": lambda all_: counts.longest_wait(all_.stories),
    "children_in_need_visited_within_own_interval": lambda all_: counts.visited_in_need(all_.stories, NEED_VISITS),
    "workers_above_caseload_ceiling": lambda all_: counts.workers_with(all_.stories, CEILING + 1, NOBODY_KNOWS),
    "cases_per_named_worker": lambda all_: counts.cases_a_worker(all_.stories),
    "workers_with_up_to_10_cases": lambda all_: counts.workers_with(all_.stories, 1, 10),
    "workers_with_11_to_20_cases": lambda all_: counts.workers_with(all_.stories, 11, 20),
    "workers_with_21_to_30_cases": lambda all_: counts.workers_with(all_.stories, 21, 30),
    "workers_with_more_than_30_cases": lambda all_: counts.workers_with(all_.stories, 31, NOBODY_KNOWS),
    "children_in_care": lambda all_: how_many(counts.cared_for(all_.stories)),
    "children_in_care_without_a_social_worker": lambda all_: share(
        not story.holder.named for story, _ in counts.cared_for(all_.stories)
    ),
    "looked_after_reviews_overdue": lambda all_: care.review_overdue(all_.stories),
    "children_in_care_visits_overdue": lambda all_: care.visit_overdue(all_.stories),
    "children_in_care_with_three_or_more_placements_in_the_list": lambda all_: care.three_placements(
        all_.stories, as_dfe=False
    ),
    "initial_health_assessments_within_20_working_days": lambda all_: care.first_health_assessment(all_.stories),
    "children_in_care_health_assessments_overdue": lambda all_: care.health_overdue(all_.stories),
    "children_in_care_dental_checks_overdue": lambda all_: care.dental_overdue(all_.stories),
    "care_leavers_of_all_ages_in_touch": lambda all_: care.touched(
        care.leavers(all_.stories, from_19_to_21=False), "yes"
    ),
    "care_leavers_of_all_ages_in_suitable_accommodation": lambda all_: care.housed(
        care.leavers(all_.stories, from_19_to_21=False), elsewhere=("G", "H"), nowhere=("R",), unknown=None
    ),
    "care_leavers_of_all_ages_in_education_employment_or_training": lambda all_: care.occupied(
        care.leavers(all_.stories, from_19_to_21=False), unknown=None
    ),
    "care_leavers_neither_learning_nor_working": lambda all_: care.idle(all_.stories),
}
CENSUS: Mapping[str, Answer] = {
    "referrals": lambda all_: how_many(counts.referred(all_.stories, YEAR)),
    "re_referrals_in_the_same_records": lambda all_: counts.referred_again(counts.in_census(all_.stories), YEAR),
    "referrals_leading_to_no_further_action": lambda all_: share(
        one.no_further_action for _, one in counts.referred(all_.stories, YEAR)
    ),
    "assessments_within_45_working_days": lambda all_: counts.within_45_of_referral(all_.stories),
    "assessments_within_45_working_days_of_their_start": lambda all_: counts.within_45_of_start(all_.stories, YEAR),
    "assessments_open_past_45_working_days": lambda all_: counts.open_past_45(all_.stories, YEAR),
    "assessments_closed_the_same_day": lambda all_: counts.same_day(all_.stories, YEAR),
    "section_47_enquiries": lambda all_: how_many(
        one for one in counts.enquired(all_.stories) if one[1].started >= YEAR
    ),
    "initial_conferences_within_15_working_days": lambda all_: counts.conference_after_enquiry(all_.stories),
    "section_47_enquiries_undecided_past_15_working_days": lambda all_: counts.undecided_past_15(
        counts.open_in_year(all_.stories), lambda one: one.started
    ),
    "child_protection_plans": lambda all_: how_many(counts.on_plan(all_.stories)),
    "child_protection_reviews_on_time": lambda all_: counts.plan_reviews_on_time(all_.stories),
    "repeat_child_protection_plans": lambda all_: share(
        before > 0 for plan, before in counts.plans_of_census(all_.stories) if plan.started >= YEAR
    ),
    "child_protection_plans_ended_of_two_years_or_more": lambda all_: share(
        counts.two_years(plan.started, plan.ended)
        for plan, _ in counts.plans_of_census(all_.stories)
        if plan.ended is not None
    ),
    "child_protection_plans_open_of_two_years_or_more": lambda all_: share(
        counts.two_years(plan.started, TODAY) for _, plan, _ in counts.on_plan(all_.stories)
    ),
    "children_in_need": lambda all_: how_many(counts.open_cases(all_.stories)),
}
CARE_RETURN: Mapping[str, Answer] = {
    "children_in_care": lambda all_: how_many(counts.cared_for(all_.stories)),
    "unaccompanied_children_in_care": lambda all_: share(
        one.unaccompanied for _, one in counts.cared_for(all_.stories)
    ),
    "children_in_care_with_three_or_more_placements": lambda all_: care.three_placements(all_.stories, as_dfe=True),
    "children_in_care_reviewed_on_time": lambda all_: care.reviewed_on_time(all_.stories),
    "children_in_care_taking_part_in_reviews": lambda all_: care.heard_in_reviews(all_.stories),
    "children_adopted_of_those_who_left_care": lambda all_: care.left_adopted(all_.stories),
    "children_in_care_convicted": lambda all_: share(
        one.outcomes.convicted and full_years(story.child.born, TODAY) >= 10
        for story, one in care.for_a_year(all_.stories)
    ),
    "children_in_care_with_health_assessments_up_to_date": lambda all_: share(
        any(day >= YEAR for day in one.health) for _, one in care.for_a_year(all_.stories)
    ),
    "children_in_care_with_dental_checks": lambda all_: share(
        any(day >= YEAR for day in one.dental) for _, one in care.for_a_year(all_.stories)
    ),
    "children_in_care_with_immunisations_up_to_date": lambda all_: share(
        one.outcomes.immunised for _, one in care.for_a_year(all_.stories)
    ),
    "children_in_care_with_substance_misuse_found": lambda all_: share(
        one.outcomes.substance_misuse for _, one in care.for_a_year(all_.stories)
    ),
    "children_in_care_average_difficulties_score": lambda all_: care.score(all_.stories),
    "care_leavers_in_touch": lambda all_: care.touched(care.leavers(all_.stories, from_19_to_21=True), "yes"),
    "care_leavers_not_in_touch": lambda all_: care.touched(care.leavers(all_.stories, from_19_to_21=True), "no"),
    "care_leavers_in_suitable_accommodation": lambda all_: care.housed(
        care.leavers(all_.stories, from_19_to_21=True), elsewhere=("G", "H", "R"), nowhere=(), unknown=False
    ),
    "care_leavers_in_education_employment_or_training": lambda all_: care.occupied(
        care.leavers(all_.stories, from_19_to_21=True), unknown=False
    ),
}
WORKFORCE: Mapping[str, Answer] = {
    "workers_above_caseload_ceiling": lambda all_: care.census_workers_with(all_.stories, CEILING + 1, NOBODY_KNOWS),
    "average_caseload": lambda all_: care.average_caseload(all_.stories, all_.staff),
    "workers_with_up_to_10_cases": lambda all_: care.census_workers_with(all_.stories, 1, 10),
    "workers_with_11_to_20_cases": lambda all_: care.census_workers_with(all_.stories, 11, 20),
    "workers_with_21_to_30_cases": lambda all_: care.census_workers_with(all_.stories, 21, 30),
    "workers_with_more_than_30_cases": lambda all_: care.census_workers_with(all_.stories, 31, NOBODY_KNOWS),
    "social_worker_vacancy_rate": lambda all_: care.vacancy_rate(all_.staff),
    "agency_social_worker_rate": lambda all_: care.agency_rate(all_.staff),
    "social_worker_turnover_rate": lambda all_: care.turnover_rate(all_.staff),
}
