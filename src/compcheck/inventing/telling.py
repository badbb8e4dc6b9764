"""Tells a life: what led to a referral, what came of it, and whether that was the end of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import EXTRACTED_ON, if_past, months_after, worked, working_days_after
from compcheck.inventing.life_stories import (
    Assessment,
    Child,
    Contact,
    EarlyHelp,
    Episode,
    InNeedPlan,
    Leaver,
    Story,
    Visit,
)
from compcheck.inventing.staff import Staff, staff_for
from compcheck.inventing.telling_care import tell_care
from compcheck.inventing.telling_protection import tell_enquiry, tell_plan

CHILDREN, STAFF = 1, 2
"""What chances are for: two of a kind never share them."""
ETHNICITIES = (
    (0.68, "WBRI"), (0.04, "WOTH"), (0.02, "WIRI"), (0.01, "WIRT"), (0.01, "WROM"), (0.03, "MWBC"), (0.02, "MOTH"),
    (0.02, "MWAS"), (0.01, "MWBA"), (0.03, "APKN"), (0.02, "AIND"), (0.02, "ABAN"), (0.02, "AOTH"), (0.03, "BAFR"),
    (0.01, "BCRB"), (0.01, "BOTH"), (0.002, "CHNE"), (0.008, "OOTH"), (0.01, "NOBT"),
)  # fmt: skip
SOURCES = (
    (0.28, "6"), (0.18, "2A"), (0.08, "3A"), (0.06, "3B"), (0.05, "3D"), (0.1, "1A"), (0.02, "1C"), (0.04, "4"),
    (0.07, "5A"), (0.03, "5C"), (0.03, "7"), (0.03, "8"), (0.02, "9"), (0.01, "10"),
)  # fmt: skip
NEEDS = ((0.56, "N1"), (0.1, "N2"), (0.03, "N3"), (0.1, "N4"), (0.14, "N5"), (0.03, "N6"), (0.01, "N7"), (0.03, "N8"))
DISABILITIES = ("LD", "AUT", "BEH", "COMM", "MOB", "HEAR", "VIS", "DDA")
FACTORS = ("1B", "2B", "3A", "3B", "4A", "4B", "10A", "14A", "15A", "16A", "17A", "20", "24A")
ENDINGS = ((0.13, "no further action"), (0.34, "assessed"), (0.25, "in need"), (0.16, "protected"), (0.12, "care"))
WAIT = ((0.34, 0), (0.42, 1), (0.14, 2), (0.06, 4), (0.04, 9))
"""Working days between a referral and the start of its assessment."""
ORGANISATIONS = (
    "Exampleshire Family Hub North", "Exampleshire Family Hub South", "Example Primary School", "Sample Academy",
    "Made-up Health Visiting", "Storybook Nursery",
)  # fmt: skip
CLOSED_AFTER = {"E11": "RC1", "E12": "RC1", "E45": "RC4"}
"""Why a case closes when care ends so; RC7 after every other end."""
IN_TOUCH = ((0.92, "yes"), (0.04, "no"), (0.015, "refused"), (0.015, "not_required"), (0.01, "returned_home"))
ACCOMMODATION = (
    (0.36, ("U", True)), (0.2, ("T", True)), (0.14, ("Z", True)), (0.12, ("B", True)), (0.06, ("D", True)),
    (0.04, ("X", False)), (0.03, ("S", False)), (0.03, ("V", False)), (0.02, ("R", None)),
)  # fmt: skip
ACTIVITIES = (
    (0.08, "F1"), (0.18, "F2"), (0.26, "F3"), (0.03, "P2"), (0.05, "P3"), (0.14, "G4"), (0.18, "G5"), (0.08, "G6"),
)  # fmt: skip


def tell_stories(children: int, seed: int, staff: Staff | None = None) -> Iterator[Story]:
    """One after another, so that a hundred thousand need no more room than one."""
    known = staff or staff_of(children, seed)
    for number in range(1, children + 1):
        yield tell_story(number, seed, known)


def staff_of(children: int, seed: int) -> Staff:
    return staff_for(children, seed, STAFF)


def tell_story(number: int, seed: int, staff: Staff) -> Story:
    """A leaver of care, a child whose family was helped early, or one who was referred, once or again and again."""
    chances = Chances(seed, CHILDREN, number)
    name = f"EX-{number:06d}"
    if chances.happens(0.04):
        return _leaver(chances, name, staff)
    child, first_day = _child(chances, name)
    contacts = [Contact(first_day, chances.weighted(SOURCES))]
    early_help = tuple(_early_help(chances, first_day)) if chances.happens(0.16) else ()
    if chances.happens(0.1):
        return Story(child, tuple(contacts), early_help, (), None, staff.holder(chances, "assessment"))
    episodes: list[Episode] = []
    referred: date | None = if_past(first_day + timedelta(days=chances.between(0, 1)))
    while referred is not None:
        plans_before = any(one.protection_plans for one in episodes)
        told = _episode(chances, child, referred, again=plans_before)
        if told.closure_reason == "RC2":
            child = child._replace(died=told.closed)
        episodes.append(told)
        referred = _referred_again(chances, child, told)
        if referred is not None:
            contacts.append(Contact(referred, chances.weighted(SOURCES)))
    return Story(child, tuple(contacts), early_help, tuple(episodes), None, staff.holder(chances, _held_by(episodes)))


def _child(chances: Chances, name: str) -> tuple[Child, date]:
    """And the day somebody first told the authority of them: more of them of late, for lists look back half a year."""
    days_ago = 1 + int(1300 * chances.random() ** 1.3)
    first_day = worked(EXTRACTED_ON - timedelta(days=days_ago))
    first_day = min(first_day, EXTRACTED_ON - timedelta(days=1))
    born = EXTRACTED_ON - timedelta(days=chances.between(days_ago + 2, 6540))
    if days_ago < 120 and chances.happens(0.05):
        born = EXTRACTED_ON + timedelta(days=chances.between(8, 200 - days_ago))
    unborn = born > EXTRACTED_ON
    disabled = tuple(one for one in DISABILITIES if chances.happens(0.45)) if chances.happens(0.13) else ()
    return Child(
        id=name,
        sex="U" if unborn else chances.weighted([(0.52, "M"), (0.475, "F"), (0.005, "U")]),
        ethnicity="NOBT" if unborn else chances.weighted(ETHNICITIES),
        born=born,
        disabilities=() if unborn else disabled,
    ), first_day


def _early_help(chances: Chances, before: date) -> Iterator[EarlyHelp]:
    started = worked(before - timedelta(days=chances.between(1, 120)))
    ended = if_past(working_days_after(started, chances.between(8, 70))) if chances.happens(0.9) else None
    yield EarlyHelp(started, ended, chances.one_of(ORGANISATIONS))


def _referred_again(chances: Chances, child: Child, told: Episode) -> date | None:
    """Most are not; those with no further action may be within days. Nobody of 18 is."""
    ended = told.referred if told.no_further_action else told.closed
    if ended is None or child.died or not chances.happens(0.55):
        return None
    day = if_past(worked(ended + timedelta(days=10 + int(500 * chances.random() ** 1.5))))
    return day if day is not None and day < months_after(child.born, 18 * 12 - 2) else None


def _held_by(episodes: list[Episode]) -> str:
    last = episodes[-1]
    if last.care:
        return "care"
    return "help" if last.in_need_plans or last.protection_plans else "assessment"


def _episode(chances: Chances, child: Child, referred: date, *, again: bool) -> Episode:
    ending = chances.weighted(ENDINGS)
    told = Episode(
        referred, chances.weighted(SOURCES), chances.weighted(NEEDS), no_further_action=False, closed=None,
        closure_reason="",
    )  # fmt: skip
    if ending == "no further action":
        return told._replace(no_further_action=True)
    if ending == "care" and child.born > EXTRACTED_ON:
        ending = "protected"
    assessment = _assessment(chances, referred, needs_support=ending != "assessed")
    told = told._replace(assessments=(assessment,), visits=_seen_in(chances, assessment))
    if ending == "protected" or chances.happens(0.16 if ending != "care" else 0.5):
        enquiry = tell_enquiry(chances, referred, plan_made=ending == "protected", again=again)
        told = told._replace(enquiries=(enquiry,))
    if ending == "care":
        return _through_care(chances, child, told)
    if assessment.ended is None:
        # The enquiry's conference may have made a plan before the assessment was authorised.
        return _through_plan(chances, child, told, EXTRACTED_ON) if ending == "protected" else told
    if ending == "assessed":
        after = max(assessment.ended, *(one.conference or one.started for one in told.enquiries), assessment.ended)
        return _closed(chances, child, told, after, (0.7, "RC8"), (0.3, "RC9"))
    if ending == "protected":
        return _through_plan(chances, child, told, assessment.ended)
    return _helped(chances, child, told, assessment.ended)


def _assessment(chances: Chances, referred: date, *, needs_support: bool) -> Assessment:
    started = min(working_days_after(referred, chances.weighted(WAIT)), EXTRACTED_ON)
    days = chances.between(*chances.weighted([
        (0.02, (0, 0)), (0.22, (2, 20)), (0.5, (21, 44)), (0.06, (44, 46)), (0.14, (46, 80)),
        (0.055, (81, 150)), (0.005, (250, 330)),
    ]))  # fmt: skip
    ended = if_past(working_days_after(started, days))  # one that drifted was finished at last
    factors = tuple(one for one in FACTORS if chances.happens(0.16)) or ("20",)
    return Assessment(
        started, ended, child_seen=chances.happens(0.9),
        needs_support=None if ended is None else needs_support, factors=factors if ended else (),
    )  # fmt: skip


def _seen_in(chances: Chances, assessment: Assessment) -> tuple[Visit, ...]:
    if not assessment.child_seen:
        return ()
    day = working_days_after(assessment.started, chances.between(0, 8))
    day = min(day, assessment.ended or EXTRACTED_ON)
    return (Visit(day, chances.happens(0.7)),)


def _helped(chances: Chances, child: Child, told: Episode, since: date) -> Episode:
    """A child in need plan, visited every few weeks until it ends and the case is closed with it."""
    ended = if_past(since + timedelta(days=chances.between(30, 420)))
    plan = InNeedPlan(since, ended)
    until = ended or EXTRACTED_ON
    if ended is None and chances.happens(0.12):
        until = max(since, EXTRACTED_ON - timedelta(days=chances.between(40, 120)))  # nobody has come since
    told = told._replace(
        in_need_plans=(*told.in_need_plans, plan), visits=(*told.visits, *_visits(chances, since, until))
    )
    return told if ended is None else _closed(chances, child, told, ended, (0.85, "RC7"), (0.08, "RC3"), (0.07, "RC5"))


def _visits(chances: Chances, since: date, until: date) -> Iterator[Visit]:
    day = working_days_after(since, chances.between(5, 25))
    while day <= until:
        yield Visit(day, chances.happens(0.6))
        day = working_days_after(day, chances.between(10, 26))


def _through_plan(chances: Chances, child: Child, told: Episode, assessed: date) -> Episode:
    """From the assessment to the conference as a child in need, then the plan, and some help after it."""
    conference = told.enquiries[0].conference
    if conference is None or not told.enquiries[0].plan_made:
        if assessed == EXTRACTED_ON or told.assessments[0].ended is None:
            return told
        return _helped(chances, child, told, assessed)
    if told.assessments[0].ended is not None and assessed < conference:
        told = told._replace(in_need_plans=(InNeedPlan(assessed, conference),))
    plan = tell_plan(chances, child, conference)
    told = told._replace(protection_plans=(plan,), visits=tuple(sorted((*told.visits, *plan.visits))))
    if plan.ended is None or told.assessments[0].ended is None:
        return told
    since = max(plan.ended, assessed)
    if since > plan.ended or chances.happens(0.5):
        return _helped(chances, child, told, since)
    return _closed(chances, child, told, since, (0.9, "RC7"), (0.1, "RC4"))


def _through_care(chances: Chances, child: Child, told: Episode) -> Episode:
    """Into care some weeks after the referral, and closed when care ends; until then a child in need."""
    assessment = told.assessments[0]
    day = working_days_after(told.referred, chances.between(0, 60))
    started = if_past(day)
    if started is None:
        return told if assessment.ended is None else _helped(chances, child, told, assessment.ended)
    if assessment.ended is not None and assessment.ended < started:
        told = told._replace(in_need_plans=(InNeedPlan(assessment.ended, started),))
    care = tell_care(chances, child, started, told.need)
    told = told._replace(
        care=(care,), visits=tuple(sorted((*told.visits, *(Visit(day, alone=True) for day in care.visits))))
    )
    if care.ended is None or assessment.ended is None:
        return told
    if care.end_reason == "E2":
        return told._replace(closed=max(care.ended, assessment.ended), closure_reason="RC2")
    since = max(care.ended, assessment.ended)
    if since > care.ended or (care.end_reason in {"E4A", "E4B"} and chances.happens(0.4)):
        return _helped(chances, child, told, since)
    return _closed(chances, child, told, since, (1.0, CLOSED_AFTER.get(care.end_reason, "RC7")))


def _closed(chances: Chances, child: Child, told: Episode, day: date, *why: tuple[float, str]) -> Episode:
    """On that day. One in some hundreds ends because the child has died."""
    unborn = child.born > EXTRACTED_ON
    died = not unborn and chances.happens(0.004) and not told.care
    return told._replace(closed=day, closure_reason="RC2" if died else chances.weighted(why))


def _leaver(chances: Chances, name: str, staff: Staff) -> Story:
    age = chances.between(18 * 365 + 10, 24 * 365)
    child = Child(
        id=name, sex=chances.weighted([(0.56, "M"), (0.44, "F")]), ethnicity=chances.weighted(ETHNICITIES),
        born=EXTRACTED_ON - timedelta(days=age), disabilities=("LD",) if chances.happens(0.16) else (),
    )  # fmt: skip
    in_touch = chances.weighted(IN_TOUCH)
    accommodation, suitable = chances.weighted(ACCOMMODATION) if in_touch == "yes" else ("", None)
    leaver = Leaver(
        eligibility=chances.weighted([(0.9, "former_relevant"), (0.1, "qualifying")]),
        in_touch=in_touch,
        accommodation=accommodation,
        suitable=suitable,
        activity=chances.weighted(ACTIVITIES) if in_touch == "yes" else "",
    )
    return Story(child, (), (), (), leaver, staff.holder(chances, "leaving"))
