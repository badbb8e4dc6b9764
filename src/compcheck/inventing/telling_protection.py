"""Tells of a child at risk: the enquiry, the conference, and the plan with its reviews and visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import EXTRACTED_ON, if_past, months_after, working_days_after
from compcheck.inventing.life_stories import Child, Enquiry, ProtectionPlan, Visit

LENGTHS = ((0.12, (20, 90)), (0.7, (91, 500)), (0.1, (501, 730)), (0.08, (731, 1200)))
"""Of a plan, in days: few last two years."""
CATEGORIES = ((0.5, "NEG"), (0.34, "EMO"), (0.08, "PHY"), (0.05, "SAB"), (0.03, "MUL"))


def tell_enquiry(chances: Chances, referred: date, *, plan_made: bool, again: bool) -> Enquiry:
    """Some enquiries lead nowhere for weeks: no conference, and nobody has said that there need be none."""
    discussed = min(working_days_after(referred, chances.between(0, 4)), EXTRACTED_ON)
    started = min(working_days_after(discussed, chances.weighted([(0.7, 0), (0.3, 1)])), EXTRACTED_ON)
    due = working_days_after(started, 15)
    undecided = chances.happens(0.03)
    to_conference = plan_made or chances.happens(0.2)
    days = chances.between(*chances.weighted([(0.7, (6, 14)), (0.13, (14, 16)), (0.17, (16, 40))]))
    held = if_past(working_days_after(started, days))
    if undecided:
        return Enquiry(discussed, started, due, None, None, None)
    if to_conference:
        return Enquiry(discussed, started, due, False, held, None if held is None else plan_made)
    decided = if_past(working_days_after(started, 2 + days // 3))
    quickly = again or chances.happens(0.5)
    return Enquiry(discussed, started, due, True if decided or quickly else None, None, None)


def tell_plan(chances: Chances, child: Child, started: date) -> ProtectionPlan:
    """It ends after some months, or goes on; no plan outlasts childhood."""
    days = chances.between(*chances.weighted(LENGTHS))
    last_day = months_after(child.born, 18 * 12) - timedelta(days=1)
    ended = if_past(min(max(started, last_day), started + timedelta(days=days)))
    until = ended or EXTRACTED_ON
    category = chances.weighted(CATEGORIES)
    return ProtectionPlan(
        started=started,
        ended=ended,
        first_category=category,
        last_category=category if chances.happens(0.85) else chances.weighted(CATEGORIES),
        reviews=tuple(_reviews(chances, started, until)),
        visits=tuple(_visits(chances, started, until)),
        emergency=chances.happens(0.05),
    )


def _reviews(chances: Chances, started: date, until: date) -> Iterator[date]:
    """The first within three months, the others at most six months apart: nearly always, and some not of late."""
    if chances.happens(0.05):
        until -= timedelta(days=chances.between(60, 240))
    held, months = started, 3
    while True:
        due = months_after(held, months)
        day = due - timedelta(days=chances.weighted([(0.1, 0), (0.4, chances.between(1, 7)), (0.5, 12)]))
        if chances.happens(0.04):
            day = due + timedelta(days=chances.between(1, 40))
        if day > until:
            return
        yield day
        held, months = day, 6


def _visits(chances: Chances, started: date, until: date) -> Iterator[Visit]:
    """Every two weeks or so; for one child in ten, nobody came for longer of late."""
    if chances.happens(0.1):
        until -= timedelta(days=chances.between(20, 70))
    if chances.happens(0.02):
        return
    day = working_days_after(started, chances.between(1, 10))
    while day <= until:
        yield Visit(day, chances.happens(0.72))
        day = working_days_after(day, chances.between(11, 20) if chances.happens(0.15) else chances.between(5, 10))
