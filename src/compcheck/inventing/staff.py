"""The workers of Exampleshire, in teams of a kind, and who comes to hold which case."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import EXTRACTED_ON, WORKFORCE_DAY
from compcheck.inventing.life_stories import Holder, Worker

KINDS = {"assessment": "Assessment", "help": "Family Support", "care": "Children in Care", "leaving": "Leaving Care"}
PLACES = ("North", "South", "East", "West")
CHILDREN_A_WORKER = {"assessment": 150, "help": 75, "care": 130, "leaving": 500}
"""Of all the children told of, most of whom have no open case: it comes to some 15 open cases a worker."""
TEAM_OF = 7
FIRST_NAMES = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Bramble", "Cedar", "Clover", "Fern", "Hazel", "Heather", "Holly",
    "Ivy", "Juniper", "Larch", "Laurel", "Linden", "Maple", "Myrtle", "Oak", "Olive", "Poppy", "Rowan", "Rush",
    "Sage", "Sorrel", "Thistle", "Thyme", "Violet", "Willow",
)  # fmt: skip
LAST_NAMES = (
    "Anyone", "Byname", "Fiction", "Figment", "Imagined", "Invented", "Madeup", "Notional", "Placename", "Pretend",
    "Somebody", "Storybook", "Supposed",
)  # fmt: skip
NOBODY = ((0.55, ""), (0.2, "Duty Team"), (0.15, "Unallocated"), (0.1, "Awaiting allocation"))
"""What stands in the worker's place where nobody holds the case."""
WITHOUT_WORKER = 0.025


class Staff(NamedTuple):
    """`members` by kind of team; `gone` left before the workforce was counted; `vacancies` in full-time equivalents."""

    members: dict[str, tuple[Worker, ...]]
    gone: tuple[Worker, ...]
    vacancies: float

    @property
    def workers(self) -> tuple[Worker, ...]:
        return tuple(worker for members in self.members.values() for worker in members)

    def holder(self, chances: Chances, kind: str) -> Holder:
        """Some hold far more than others: that is what a ceiling is for."""
        members = self.members[kind]
        member = members[int(chances.random() ** 1.4 * len(members))]
        if chances.happens(WITHOUT_WORKER):
            return Holder(member.team, chances.weighted(NOBODY), named=False)
        return Holder(member.team, member.name, named=True)


def staff_for(children: int, seed: int, kind_of_chance: int) -> Staff:
    """As many as so many children need, and at least two of each kind."""
    members: dict[str, tuple[Worker, ...]] = {}
    number = 0
    vacancies = 0.0
    for kind, title in KINDS.items():
        told = []
        for place in range(max(2, round(children / CHILDREN_A_WORKER[kind]))):
            team_number, number = place // TEAM_OF, number + 1
            area = PLACES[team_number % len(PLACES)]
            again = team_number // len(PLACES)
            team = f"{title} {area}" + (f" {again + 1}" if again else "")
            chances = Chances(seed, kind_of_chance, number)
            told.append(_worker(chances, number, team))
            vacancies += 0.5 * chances.between(0, 1) if chances.happens(0.3) else 0
        members[kind] = tuple(told)
    gone = []
    for _ in range(1 + number // 10):
        number += 1
        chances = Chances(seed, kind_of_chance, number)
        left = WORKFORCE_DAY - timedelta(days=chances.between(0, 360))
        gone.append(_worker(chances, number, "")._replace(ended=left, absent=False))
    return Staff(members, tuple(gone), vacancies)


def _worker(chances: Chances, number: int, team: str) -> Worker:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number * 7 // len(FIRST_NAMES) % len(LAST_NAMES)]
    started = EXTRACTED_ON - timedelta(days=chances.between(600, 4000))
    return Worker(
        id=f"XX{number:010d}",
        name=f"{first} {last} {number:03d}",
        team=team,
        full_time_equivalent=chances.weighted([(0.7, 1.0), (0.15, 0.8), (0.1, 0.6), (0.05, 0.5)]),
        agency=chances.happens(0.16),
        role=chances.weighted([(0.82, 5), (0.18, 4)]),
        started=started,
        ended=None,
        days_lost=chances.between(0, 40) / 2,
        absent=chances.happens(0.03),
    )
