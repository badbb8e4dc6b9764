"""What the indicators come to, counted in plain Python straight over the life stories: the oracle of the tests.

Not the lists are counted, nor anything that compcheck reads or works out: who was assessed, visited or left waiting is
asked of the lives themselves, and which of them a list or return covers is said here once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from compcheck.inventing.life_stories import Assessment, Care, Enquiry, Episode, ProtectionPlan, Story
from independent_days import months_later, working_days

TODAY = date(2026, 3, 31)
HALF_A_YEAR = date(2025, 10, 1)
YEAR = date(2025, 4, 1)


class Told(NamedTuple):
    """So many of so many; `unknown` of them are due and nothing is recorded; `value` is what is no share."""

    met: int = 0
    of: int = 0
    unknown: int = 0
    value: float | None = None


def share(answers: Iterator[bool | None] | Sequence[bool | None]) -> Told:
    """Of those asked about: None where nothing is recorded."""
    told = list(answers)
    return Told(sum(one is True for one in told), len(told), sum(one is None for one in told))


def how_many(things: Iterator[object]) -> Told:
    return Told(value=float(sum(1 for _ in things)))


# --- Who is on which list of Annex A, and in which return


def assessed(stories: Sequence[Story], since: date) -> Iterator[tuple[Story, Episode, Assessment]]:
    """Open, or finished since then."""
    for story in stories:
        for episode in story.episodes:
            for one in episode.assessments:
                if one.ended is None or one.ended >= since:
                    yield story, episode, one


def undecided(one: Enquiry) -> bool:
    return one.conference is None and one.not_needed is not True


def enquired(stories: Sequence[Story]) -> Iterator[tuple[Story, Enquiry]]:
    """Every enquiry there ever was."""
    for story in stories:
        for episode in story.episodes:
            for one in episode.enquiries:
                yield story, one


def on_plan(stories: Sequence[Story]) -> Iterator[tuple[Story, ProtectionPlan, int]]:
    """Children on a plan today, with how many plans they had before."""
    for story in stories:
        plans = [plan for episode in story.episodes for plan in episode.protection_plans]
        if plans and plans[-1].ended is None:
            yield story, plans[-1], len(plans) - 1


def cared_for(stories: Sequence[Story]) -> Iterator[tuple[Story, Care]]:
    """Children looked after today, those in a series of short breaks apart."""
    for story in stories:
        for episode in story.episodes:
            for care in episode.care:
                if care.ended is None and not any(one.code in ("V3", "V4") for one in care.statuses):
                    yield story, care


def open_cases(stories: Sequence[Story]) -> Iterator[tuple[Story, Episode]]:
    for story in stories:
        real = [episode for episode in story.episodes if not episode.no_further_action]
        if real and real[-1].closed is None:
            yield story, real[-1]


def in_census(stories: Sequence[Story]) -> Iterator[tuple[Story, Episode]]:
    """Referred in the year, or open in some part of it."""
    for story in stories:
        for one in story.episodes:
            if one.referred >= YEAR or (not one.no_further_action and (one.closed is None or one.closed >= YEAR)):
                yield story, one


# --- Assessments, from their own start and from the referral


def within_45_of_start(stories: Sequence[Story], since: date) -> Told:
    def answers() -> Iterator[bool]:
        for _, _, one in assessed(stories, since):
            if one.ended is not None:
                yield working_days(one.started, one.ended) <= 45
            elif working_days(one.started, TODAY) > 45:
                yield False

    return share(answers())


def within_45_of_referral(stories: Sequence[Story]) -> Told:
    return share(
        working_days(episode.referred, one.ended) <= 45
        for _, episode, one in assessed(stories, YEAR)
        if one.ended is not None
    )


def open_past_45(stories: Sequence[Story], since: date) -> Told:
    return share(working_days(one.started, TODAY) > 45 for _, _, one in assessed(stories, since) if one.ended is None)


def same_day(stories: Sequence[Story], since: date) -> Told:
    return share(one.ended == one.started for _, _, one in assessed(stories, since) if one.ended is not None)


# --- Enquiries, by both clocks


def conference_after_discussion(stories: Sequence[Story]) -> Told:
    """Of the enquiries of half a year: a conference that is not yet due is left out, one not decided on is unknown."""

    def answers() -> Iterator[bool | None]:
        for _, one in enquired(stories):
            if one.discussed < HALF_A_YEAR or one.not_needed:
                continue
            if one.conference is not None:
                yield working_days(one.discussed, one.conference) <= 15
            elif working_days(one.discussed, TODAY) > 15:
                yield None if one.not_needed is None else False

    return share(answers())


def conference_after_enquiry(stories: Sequence[Story]) -> Told:
    return share(
        working_days(one.started, one.conference) <= 15
        for _, one in enquired(stories)
        if one.conference is not None and one.conference >= YEAR
    )


def undecided_past_15(stories: Sequence[Story], clock: Callable[[Enquiry], date]) -> Told:
    return share(working_days(clock(one), TODAY) > 15 for _, one in enquired(stories) if undecided(one))


# --- Plans


def plan_review_overdue(stories: Sequence[Story]) -> Told:
    def answers() -> Iterator[bool | None]:
        for _, plan, _ in on_plan(stories):
            if plan.reviews:
                yield months_later(max(plan.reviews), 6) < TODAY
            elif months_later(plan.started, 3) < TODAY:
                yield None

    return share(answers())


def plan_reviews_on_time(stories: Sequence[Story]) -> Told:
    """On a plan for three months or more: the first within three months, and never more than six between two."""

    def in_time(plan: ProtectionPlan) -> bool:
        last, months = plan.started, 3
        for review in sorted(plan.reviews):
            if review > months_later(last, months):
                return False
            last, months = review, 6
        return months_later(last, months) >= TODAY

    return share(in_time(plan) for _, plan, _ in on_plan(stories) if months_later(plan.started, 3) <= TODAY)


def visited_on_plan(stories: Sequence[Story], interval: int) -> Told:
    def answers() -> Iterator[bool | None]:
        for _, plan, _ in on_plan(stories):
            if plan.visits:
                yield working_days(max(plan.visits).on, TODAY) <= interval
            elif working_days(plan.started, TODAY) > interval:
                yield None

    return share(answers())


def two_years(started: date, ended: date) -> bool:
    """730 days or more, the first and the last counted."""
    return (ended - started).days + 1 >= 730


def plans_of_census(stories: Sequence[Story]) -> Iterator[tuple[ProtectionPlan, int]]:
    for story in stories:
        plans = [plan for episode in story.episodes for plan in episode.protection_plans]
        for number, plan in enumerate(plans):
            if plan.ended is None or plan.ended >= YEAR:
                yield plan, number


# --- Referrals


def referred_again(referrals: Iterator[tuple[Story, Episode]], since: date) -> Told:
    """Within a year of the one before, of those that these records hold."""
    days: dict[str, list[date]] = {}
    for story, episode in referrals:
        days.setdefault(story.child.id, []).append(episode.referred)

    def answers() -> Iterator[bool]:
        for of_child in days.values():
            for day in of_child:
                before = [one for one in of_child if one < day]
                if day >= since:
                    yield bool(before) and months_later(max(before), 12) >= day

    return share(answers())


def referred(stories: Sequence[Story], since: date) -> Iterator[tuple[Story, Episode]]:
    return ((story, one) for story in stories for one in story.episodes if one.referred >= since)


def latest_referred_again(stories: Sequence[Story]) -> Told:
    """Of the children referred of late: was there another in the year before the latest?"""

    def answers() -> Iterator[bool]:
        for story in stories:
            days = sorted(one.referred for one in story.episodes)
            if days and days[-1] >= HALF_A_YEAR:
                yield any(months_later(day, 12) >= days[-1] for day in days[:-1])

    return share(answers())


# --- Workers


def caseloads(stories: Sequence[Story]) -> Counter[str]:
    return Counter(story.holder.worker for story, _ in open_cases(stories) if story.holder.named)


def workers_with(stories: Sequence[Story], least: int, most: int) -> Told:
    held = caseloads(stories)
    return share([least <= cases <= most for cases in held.values()])


def longest_wait(stories: Sequence[Story]) -> Told:
    waits = [working_days(one.referred, TODAY) for story, one in open_cases(stories) if not story.holder.named]
    return Told(value=float(max(waits)) if waits else None)


def visited_in_need(stories: Sequence[Story], interval: int) -> Told:
    """Children in need with neither plan nor care, by when anybody last saw them."""

    def answers() -> Iterator[bool | None]:
        for _, one in open_cases(stories):
            higher = any(care.ended is None for care in one.care) or any(
                plan.ended is None for plan in one.protection_plans
            )
            if higher or not any(plan.ended is None for plan in one.in_need_plans):
                continue
            if one.visits:
                yield working_days(max(one.visits).on, TODAY) <= interval
            elif working_days(one.referred, TODAY) > interval:
                yield None

    return share(answers())


def cases_a_worker(stories: Sequence[Story]) -> Told:
    held = caseloads(stories)
    return Told(value=sum(held.values()) / len(held))


def started_again(stories: Sequence[Story]) -> Told:
    """Of the children whose latest plan began in half a year and is on the list: had they one before?"""

    def answers() -> Iterator[bool]:
        for story in stories:
            plans = [plan for episode in story.episodes for plan in episode.protection_plans]
            if plans and plans[-1].started >= HALF_A_YEAR:
                yield len(plans) > 1

    return share(answers())


def open_in_year(stories: Sequence[Story]) -> list[Story]:
    """With the episodes that the census has, and no others."""
    kept: dict[str, list[Episode]] = {}
    for story, one in in_census(stories):
        kept.setdefault(story.child.id, []).append(one)
    return [story._replace(episodes=tuple(kept[story.child.id])) for story in stories if story.child.id in kept]
