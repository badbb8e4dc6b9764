"""Tells of a child looked after: where the child lived, who came, what the courts said, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON, age_on, if_past, months_after, working_days_after
from compcheck.inventing.life_stories import Adoption, Care, Child, Missing, Outcomes, Placement, Review, Status

PLACEMENTS = (
    (0.36, ("U6", "PR1")), (0.16, ("U6", "PR4")), (0.13, ("U4", "PR1")), (0.14, ("U3", "PR1")), (0.04, ("U1", "PR1")),
    (0.07, ("K2", "PR4")), (0.02, ("K2", "PR1")), (0.05, ("P1", "PR0")), (0.02, ("H5", "PR5")), (0.01, ("R3", "PR4")),
)  # fmt: skip
ENDS = (
    (0.34, "E4A"), (0.1, "E4B"), (0.24, "E45"), (0.1, "E47"), (0.06, "E41"), (0.05, "E3"), (0.01, "E2"), (0.1, "E8"),
)  # fmt: skip
PERMANENCE = (
    (0.24, "family"), (0.08, "adoption"), (0.2, "guardianship"), (0.06, "independence"), (0.08, "residential"),
    (0.3, "fostering"), (0.04, "other"),
)  # fmt: skip
ELSEWHERE = ("Otherton", "Neighbourshire", "Faraway City")


def tell_care(chances: Chances, child: Child, started: date, need: str) -> Care:
    """Months or years of it, of which the last day may be to come."""
    age = age_on(child.born, started)
    adoption = _adoption(chances, started) if age < 6 and chances.happens(0.4) else None
    alone = age >= 14 and chances.happens(0.2)
    short_stays = not adoption and not alone and bool(child.disabilities) and chances.happens(0.3)
    days = 12 + int(1500 * chances.random() ** 1.2)
    ended, reason = if_past(started + timedelta(days=days)), chances.weighted(ENDS)
    if adoption is not None:
        ended, reason = adoption.adopted, chances.weighted([(0.4, "E11"), (0.6, "E12")])
    until = ended or EXTRACTED_ON
    reviews = tuple(_reviews(chances, child, started, until))
    return Care(
        started=started,
        ended=ended,
        end_reason=reason if ended else "",
        need="N8" if alone else need,
        statuses=tuple(_statuses(chances, started, ended, adoption, alone=alone, short_stays=short_stays)),
        placements=tuple(_placements(chances, started, ended, adoption, short_stays=short_stays)),
        reviews=reviews,
        visits=tuple(_visits(chances, started, until)),
        officer_contacts=tuple(_before(chances, [one.on for one in reviews], started)),
        health=tuple(_checks(chances, started, until, (8, 30), 190 if age < 5 else 365, never=0.04)),
        dental=tuple(_checks(chances, started, until, (20, 200), 365, never=0.12)) if age >= 1 else (),
        missing=tuple(_missing(chances, until)) if age >= 12 and chances.happens(0.3) else (),
        interviews=(chances.happens(0.85), chances.happens(0.6)),
        permanence="adoption" if adoption else chances.weighted(PERMANENCE),
        unaccompanied=alone,
        outcomes=_outcomes(chances),
        adoption=adoption,
    )


def _statuses(
    chances: Chances, started: date, ended: date | None, adoption: Adoption | None, *, alone: bool, short_stays: bool
) -> Iterator[Status]:
    """Accommodated by agreement throughout, or an interim order first, a full one after, and perhaps one to place."""
    if alone or short_stays or (adoption is None and chances.happens(0.3)):
        yield Status(started, ended, "V4" if short_stays else "V2")
        return
    changes = [(started, "C1"), (started + timedelta(days=chances.between(150, 300)), "C2")]
    if adoption is not None and adoption.placement_order is not None:
        changes[1] = (adoption.placement_order, "E1")
    until = ended or EXTRACTED_ON
    changes = [(day, code) for day, code in changes if day == started or day < until]
    ends: list[date | None] = [*(day for day, _ in changes[1:]), ended]
    for (day, code), last in zip(changes, ends, strict=True):
        yield Status(day, last, code)


def _placements(
    chances: Chances, started: date, ended: date | None, adoption: Adoption | None, *, short_stays: bool
) -> Iterator[Placement]:
    """Most children stay for years; one in ten or so moves again and again. One placed for adoption is the last."""
    until = ended or EXTRACTED_ON
    placed = adoption.placed if adoption is not None else None
    last_move = min(until, placed) if placed is not None else until
    stay = chances.weighted([(0.68, (250, 3000)), (0.2, (60, 420)), (0.12, (60, 220))])
    day = started
    while True:
        following = day + timedelta(days=chances.between(*stay))
        if short_stays or following >= last_move:
            break
        yield _placement(chances, day, following)
        day = following
    if placed is None or placed >= until:
        yield _placement(chances, day, ended)
        return
    if placed > day:
        yield _placement(chances, day, placed)
    kind = "A5" if adoption is not None and adoption.fostered else "A6"
    yield _placement(chances, placed, ended)._replace(kind=kind, provider="PR1")


def _placement(chances: Chances, started: date, ended: date | None) -> Placement:
    kind, provider = chances.weighted(PLACEMENTS)
    inside = chances.happens(0.64)
    return Placement(
        started=started,
        ended=ended,
        kind=kind,
        provider=provider,
        postcode=f"ZZ{chances.between(1, 9)} {chances.between(1, 9)}ZZ",
        urn=f"EX{chances.between(1, 99):05d}" if kind in {"K2", "H5", "R3"} else "XXXXXXX",
        inside=inside,
        authority="Exampleshire" if inside else chances.one_of(ELSEWHERE),
    )


def _reviews(chances: Chances, child: Child, started: date, until: date) -> Iterator[Review]:
    """Within 20 working days, then three months, then every six."""
    due = working_days_after(started, 20)
    months = 3
    if chances.happens(0.05):
        until -= timedelta(days=chances.between(60, 240))
    while True:
        day = due - timedelta(days=chances.weighted([(0.15, 0), (0.5, 3), (0.35, 9)]))
        if chances.happens(0.06):
            day = due + timedelta(days=chances.between(1, 35))
        if day > until:
            return
        speaks = chances.weighted([(0.5, "PN1"), (0.1, "PN2"), (0.15, "PN3"), (0.15, "PN5"), (0.1, "PN7")])
        yield Review(day, "PN0" if age_on(child.born, day) < 4 else speaks)
        due, months = months_after(day, months), 6


def _before(chances: Chances, reviews: list[date], started: date) -> Iterator[date]:
    """The reviewing officer speaks with the child at the review, or some days before it."""
    for day in reviews:
        yield max(started, day - timedelta(days=chances.weighted([(0.5, 0), (0.5, 10)])))


def _visits(chances: Chances, started: date, until: date) -> Iterator[date]:
    """Within a week, then every six weeks or so; for some children nobody came for longer of late."""
    if chances.happens(0.09):
        until -= timedelta(days=chances.between(40, 130))
    day = started + timedelta(days=chances.between(1, 7))
    while day <= until:
        yield day
        day += timedelta(days=chances.between(18, 44))


def _checks(
    chances: Chances, started: date, until: date, first: tuple[int, int], every: int, *, never: float
) -> Iterator[date]:
    if chances.happens(never):
        return
    day = started + timedelta(days=chances.between(*first))
    while day <= until:
        yield day
        late = chances.between(1, 90) if chances.happens(0.25) else -chances.between(1, 25)
        day += timedelta(days=every + late)


def _missing(chances: Chances, until: date) -> Iterator[Missing]:
    day = A_YEAR_AGO + timedelta(days=chances.between(0, 120))
    for _ in range(chances.between(1, 4)):
        back = day + timedelta(days=chances.between(0, 3))
        if back > until:
            return
        yield Missing(chances.weighted([(0.85, "M"), (0.15, "A")]), day, back)
        day = back + timedelta(days=chances.between(3, 60))


def _adoption(chances: Chances, started: date) -> Adoption | None:
    """As far as it has come: decided, ordered, matched, placed, adopted; or thought better of."""
    decided = if_past(started + timedelta(days=chances.between(120, 260)))
    if decided is None:
        return None
    ordered = if_past(decided + timedelta(days=chances.between(10, 80)))
    given_up = chances.happens(0.12)
    matched = if_past((ordered or EXTRACTED_ON) + timedelta(days=chances.between(30, 280))) if ordered else None
    if given_up:
        reversed_on = if_past(decided + timedelta(days=chances.between(90, 300)))
        if reversed_on is not None:
            ordered = ordered if ordered is not None and ordered <= reversed_on else None
            return Adoption(_family(chances), decided, ordered, None, None, None, reversed_on, chances.weighted(
                [(0.4, "RD1"), (0.2, "RD2"), (0.3, "RD3"), (0.1, "RD4")]), None)  # fmt: skip
    placed = if_past(matched + timedelta(days=chances.between(7, 40))) if matched else None
    adopted = if_past(placed + timedelta(days=chances.between(90, 260))) if placed else None
    fostered = started + timedelta(days=5) if chances.happens(0.15) else None
    return Adoption(_family(chances), decided, ordered, matched, placed, adopted, None, "", fostered)


def _family(chances: Chances) -> str:
    return f"FAM-{chances.between(1, 99_999):05d}"


def _outcomes(chances: Chances) -> Outcomes:
    return Outcomes(
        difficulties=chances.between(0, 34), convicted=chances.happens(0.03), health_check=chances.happens(0.9),
        immunised=chances.happens(0.85), substance_misuse=chances.happens(0.03),
    )  # fmt: skip
