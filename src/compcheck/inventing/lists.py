"""Lists cut from life stories: which rows of a story stand on which of Annex A's lists, and what they say.

A row is in the order of its table's columns, which are those of rules/records/tables; what Annex A does not ask for and
only a folder of tables holds comes last. Codes are those of DfE's returns, where there are any; a list's own way of
writing them is seen to by whoever writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON, SIX_MONTHS_AGO, age_on, months_after
from compcheck.inventing.life_stories import Adopter, Adoption, Care, Enquiry, Episode, Holder, ProtectionPlan, Story

Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]

PERSON = ("child", "sex", "ethnicity", "born", "age")
KNOWN = (*PERSON, "disabled")
HELD = ("team", "worker")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contacts": (*PERSON, "contacted", "contact_source"),
    "early_help": (*PERSON, "started", "ended", "organisation"),
    "referrals": (
        *PERSON, "referred", "referral_source", "no_further_action", "referrals_in_12_months", *HELD,
    ),
    "assessments": (*KNOWN, "started", "child_seen", "ended", "needs_support", *HELD, "referred"),
    "section_47": (
        *KNOWN, "strategy_discussion", "conference_not_needed", "conference", "plan_made", "enquiries_in_12_months",
        "conferences_in_12_months", *HELD, "started",
    ),
    "children_in_need": (*KNOWN, "started", "need", "last_seen", "closed", "closure_reason", "status", *HELD),
    "child_protection": (
        *KNOWN, "started", "initial_category", "latest_category", "last_visit", "seen_alone", "last_review", "ended",
        "emergency_protection", "previous_plans", *HELD,
    ),
    "looked_after": (
        *PERSON, "unaccompanied", "disabled", "started", "need", "second_period", "legal_status_since",
        "legal_status", "last_review", "last_visit", "permanence_plan", "last_officer_contact",
        "last_health_assessment", "last_dental_check", "placements_in_12_months", "ended", "end_reason",
        "placement_started", "placement_type", "placement_provider", "placement_postcode", "placement_urn",
        "placement_location", "placement_authority", "missing_episodes", "absent_episodes", "interview_offered",
        "interview_accepted", *HELD,
    ),
    "care_leavers": (*KNOWN, *HELD, "eligibility", "in_touch", "accommodation", "suitable", "activity"),
    "adoptions": (
        "child", "family", "sex", "ethnicity", "born", "age", "disabled", "entered_care", "decided",
        "placement_order", "matched", "placed", "adopted", "decision_reversed", "reversal_reason",
        "fostered_for_adoption",
    ),
    "adopters": (
        "adopter", "family", "sex", "ethnicity", "disabled", "fostering", "enquired", "stage_1_started",
        "stage_1_ended", "stage_2_started", "stage_2_ended", "applied", "approved", "matched", "placed",
        "children_placed", "adopted", "left", "leaving_reason",
    ),
}  # fmt: skip


def status_of(episode: Episode) -> str:
    """The highest that applies on the day: looked after, then a protection plan, a plan in need, an assessment."""
    if episode.closed is not None:
        return "closed"
    if any(care.ended is None for care in episode.care):
        return "looked_after"
    if any(plan.ended is None for plan in episode.protection_plans):
        return "protection_plan"
    if any(plan.ended is None for plan in episode.in_need_plans):
        return "in_need_plan"
    return "open_assessment"


def _person(story: Story) -> Row:
    child = story.child
    return child.id, child.sex, child.ethnicity, child.born, age_on(child.born, EXTRACTED_ON)


def _known(story: Story) -> Row:
    return *_person(story), bool(story.child.disabilities)


def _held(story: Story) -> Row:
    holder: Holder = story.holder
    return holder.team, holder.worker or None


def contacts(story: Story) -> Iterator[Row]:
    for contact in story.contacts:
        if contact.on >= SIX_MONTHS_AGO:
            yield *_person(story), contact.on, contact.source


def early_help(story: Story) -> Iterator[Row]:
    for help_given in story.early_help:
        if help_given.ended is None or help_given.started >= SIX_MONTHS_AGO:
            yield *_person(story), help_given.started, help_given.ended, help_given.organisation


def referrals(story: Story) -> Iterator[Row]:
    """How many came in the 12 months before the latest of them stands beside each, as the guidance asks."""
    if not story.episodes:
        return
    days = [episode.referred for episode in story.episodes]
    latest = max(days)
    before = sum(months_after(latest, -12) <= day < latest for day in days)
    for one in story.episodes:
        if one.referred >= SIX_MONTHS_AGO:
            yield *_person(story), one.referred, one.source, one.no_further_action, before, *_held(story)


def assessments(story: Story) -> Iterator[Row]:
    for episode in story.episodes:
        for one in episode.assessments:
            if one.ended is None or one.ended >= SIX_MONTHS_AGO:
                yield (
                    *_known(story), one.started, one.child_seen, one.ended, one.needs_support, *_held(story),
                    episode.referred,
                )  # fmt: skip


def section_47(story: Story) -> Iterator[Row]:
    enquiries = [one for episode in story.episodes for one in episode.enquiries]
    if not enquiries:
        return
    latest = max(one.discussed for one in enquiries)
    from_day = months_after(latest, -12)
    earlier = [one for one in enquiries if from_day <= one.discussed < latest]
    counted = len(earlier), sum(one.conference is not None for one in earlier)
    for one in enquiries:
        if one.discussed >= SIX_MONTHS_AGO or undecided(one):
            yield (
                *_known(story), one.discussed, one.not_needed, one.conference, one.plan_made, *counted, *_held(story),
                one.started,
            )  # fmt: skip


def undecided(one: Enquiry) -> bool:
    """Neither was there a conference, nor has anybody said that there need be none."""
    return one.conference is None and not one.not_needed


def children_in_need(story: Story) -> Iterator[Row]:
    told = [one for one in story.episodes if not one.no_further_action]
    if not told:
        return
    last = told[-1]
    if last.closed is None or last.closed >= SIX_MONTHS_AGO:
        seen = max((visit.on for visit in last.visits), default=None)
        yield (
            *_known(story), last.referred, last.need, seen, last.closed, last.closure_reason or None, status_of(last),
            *_held(story),
        )  # fmt: skip


def plans_of(story: Story) -> list[ProtectionPlan]:
    return [plan for episode in story.episodes for plan in episode.protection_plans]


def child_protection(story: Story) -> Iterator[Row]:
    plans = plans_of(story)
    if not plans:
        return
    last = plans[-1]
    if last.ended is None or last.ended >= SIX_MONTHS_AGO:
        visit = last.visits[-1] if last.visits else None
        yield (
            *_known(story), last.started, last.first_category, last.last_category, visit.on if visit else None,
            visit.alone if visit else None, max(last.reviews, default=None), last.ended, last.emergency,
            len(plans) - 1, *_held(story),
        )  # fmt: skip


def care_of(story: Story) -> list[Care]:
    return [care for episode in story.episodes for care in episode.care]


def placements_in_year(periods: list[Care]) -> int:
    """Those that began or went on in it, in whichever period of care."""
    return sum(one.ended is None or one.ended >= A_YEAR_AGO for care in periods for one in care.placements)


def looked_after(story: Story) -> Iterator[Row]:
    periods = care_of(story)
    if not periods:
        return
    last = periods[-1]
    if last.ended is not None and last.ended < SIX_MONTHS_AGO:
        return
    before = [one for one in periods[:-1] if one.ended is not None and one.ended >= A_YEAR_AGO]
    placement, status, asked = last.placements[-1], last.statuses[-1], any(one.kind == "M" for one in last.missing)
    yield (
        *_person(story), last.unaccompanied and last.started >= A_YEAR_AGO, bool(story.child.disabilities),
        last.started, last.need, bool(before), status.started, status.code,
        max((one.on for one in last.reviews), default=None), max(last.visits, default=None), last.permanence,
        max(last.officer_contacts, default=None), max(last.health, default=None), max(last.dental, default=None),
        placements_in_year(periods), last.ended, last.end_reason or None, placement.started, placement.kind,
        placement.provider, placement.postcode, placement.urn, "in" if placement.inside else "out",
        placement.authority, sum(one.kind == "M" for one in last.missing), sum(one.kind == "A" for one in last.missing),
        last.interviews[0] if asked else None, last.interviews[1] if asked and last.interviews[0] else None,
        *_held(story),
    )  # fmt: skip


def care_leavers(story: Story) -> Iterator[Row]:
    leaver = story.leaver
    if leaver is not None:
        yield (
            *_known(story), *_held(story), leaver.eligibility, leaver.in_touch, leaver.accommodation or None,
            leaver.suitable, leaver.activity or None,
        )  # fmt: skip


def adoptions(story: Story) -> Iterator[Row]:
    """Adopted, decided on, or decided otherwise, in the last 12 months."""
    for care in care_of(story):
        one: Adoption | None = care.adoption
        if one is not None and any(day and day >= A_YEAR_AGO for day in (one.decided, one.adopted, one.reversed_on)):
            person = _person(story)
            yield (
                person[0], one.family, *person[1:], bool(story.child.disabilities), care.started, one.decided,
                one.placement_order, one.matched, one.placed, one.adopted, one.reversed_on, one.reason or None,
                one.fostered,
            )  # fmt: skip


def adopter(one: Adopter) -> Row:
    steps, adopted = one.steps[:-1], one.steps[-1]
    return (
        one.id, one.family, one.sex, one.ethnicity, one.disabled, "Yes" if one.fostering else "No", one.enquired,
        *steps, one.children_placed, adopted, one.left, one.leaving_reason or None,
    )  # fmt: skip


CUTS: Mapping[str, Callable[[Story], Iterator[Row]]] = {
    "contacts": contacts,
    "early_help": early_help,
    "referrals": referrals,
    "assessments": assessments,
    "section_47": section_47,
    "children_in_need": children_in_need,
    "child_protection": child_protection,
    "looked_after": looked_after,
    "care_leavers": care_leavers,
    "adoptions": adoptions,
}
"""Lists 1 to 10. List 11, the adopters, is of nobody's childhood and is told by itself."""
