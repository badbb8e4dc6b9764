"""Tells of those who would adopt: how far each has come in the last 12 months, or why they stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON, if_past
from compcheck.inventing.life_stories import Adopter

ADOPTERS = 3
CHILDREN_AN_ADOPTER = 40
GAPS = ((5, 30), (30, 70), (1, 20), (60, 120), (1, 15), (10, 40), (30, 250), (7, 40), (90, 260))
"""Days from an enquiry to stage 1, its end, stage 2, its end, applied, approved, matched, placed and adopted."""


def tell_adopters(children: int, seed: int) -> Iterator[Adopter]:
    for number in range(1, max(2, children // CHILDREN_AN_ADOPTER) + 1):
        yield _adopter(Chances(seed, ADOPTERS, number), number)


def _adopter(chances: Chances, number: int) -> Adopter:
    enquired = EXTRACTED_ON - timedelta(days=chances.between(1, 900))
    steps: list[date | None] = []
    day: date | None = enquired
    for least, most in GAPS:
        day = if_past(day + timedelta(days=chances.between(least, most))) if day is not None else None
        steps.append(day)
    left, reason = None, ""
    if steps[6] is None and chances.happens(0.25):
        last = max(one for one in (enquired, *steps) if one is not None)
        left = if_past(max(A_YEAR_AGO, last) + timedelta(days=chances.between(5, 60)))
        reason = chances.weighted([(0.7, "1"), (0.2, "2"), (0.1, "3")]) if left else ""
    return Adopter(
        id=f"AD-{number:05d}", family=f"FAM-{number:05d}", sex=chances.weighted([(0.55, "F"), (0.45, "M")]),
        ethnicity=chances.weighted([(0.9, "WBRI"), (0.05, "AIND"), (0.05, "BAFR")]), disabled=chances.happens(0.05),
        fostering=chances.happens(0.15), enquired=enquired, steps=tuple(steps),
        children_placed=chances.weighted([(0.8, 1), (0.2, 2)]) if steps[7] else None, left=left, leaving_reason=reason,
    )  # fmt: skip
