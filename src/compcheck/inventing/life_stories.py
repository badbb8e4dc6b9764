"""What a life story is made of: everything that happened to one child, to the day of extraction, and nothing after it.

A day that is None has not come. Codes are those of DfE's returns (WBRI, 1A, N1, NEG, U6),
or the names of rules/records/codes; a list says them its own way.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Holder(NamedTuple):
    """Who holds a case. `worker` is a name, or what stands in its place: nothing, or a tray that is nobody's."""

    team: str
    worker: str
    named: bool


class Child(NamedTuple):
    """`born` is the day expected of a child not yet born."""

    id: str
    sex: str
    ethnicity: str
    born: date
    disabilities: tuple[str, ...] = ()
    died: date | None = None


class Contact(NamedTuple):
    on: date
    source: str


class EarlyHelp(NamedTuple):
    started: date
    ended: date | None
    organisation: str


class Visit(NamedTuple):
    on: date
    alone: bool


class Assessment(NamedTuple):
    started: date
    ended: date | None
    child_seen: bool
    needs_support: bool | None
    factors: tuple[str, ...]


class Enquiry(NamedTuple):
    """Under section 47. While `not_needed` is None, nobody has decided whether there is to be a conference."""

    discussed: date
    started: date
    conference_due: date
    not_needed: bool | None
    conference: date | None
    plan_made: bool | None


class InNeedPlan(NamedTuple):
    started: date
    ended: date | None


class ProtectionPlan(NamedTuple):
    started: date
    ended: date | None
    first_category: str
    last_category: str
    reviews: tuple[date, ...]
    visits: tuple[Visit, ...]
    emergency: bool


class Placement(NamedTuple):
    started: date
    ended: date | None
    kind: str
    provider: str
    postcode: str
    urn: str
    inside: bool
    authority: str


class Status(NamedTuple):
    started: date
    ended: date | None
    code: str


class Missing(NamedTuple):
    """`kind` is M for missing, A for away without leave."""

    kind: str
    started: date
    ended: date | None


class Review(NamedTuple):
    on: date
    code: str


class Adoption(NamedTuple):
    family: str
    decided: date
    placement_order: date | None
    matched: date | None
    placed: date | None
    adopted: date | None
    reversed_on: date | None
    reason: str
    fostered: date | None


class Outcomes(NamedTuple):
    """What is said once a year of a child looked after for the whole of it."""

    difficulties: int
    convicted: bool
    health_check: bool
    immunised: bool
    substance_misuse: bool


class Care(NamedTuple):
    """One period of being looked after. Where `short_stays`, it is a series of short breaks."""

    started: date
    ended: date | None
    end_reason: str
    need: str
    statuses: tuple[Status, ...]
    placements: tuple[Placement, ...]
    reviews: tuple[Review, ...]
    visits: tuple[date, ...]
    officer_contacts: tuple[date, ...]
    health: tuple[date, ...]
    dental: tuple[date, ...]
    missing: tuple[Missing, ...]
    interviews: tuple[bool, bool]
    permanence: str
    unaccompanied: bool
    outcomes: Outcomes
    adoption: Adoption | None

    @property
    def short_stays(self) -> bool:
        return self.statuses[-1].code in {"V3", "V4"}


class Episode(NamedTuple):
    """From a referral to its end: what the census calls a child in need's details."""

    referred: date
    source: str
    need: str
    no_further_action: bool
    closed: date | None
    closure_reason: str
    assessments: tuple[Assessment, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    in_need_plans: tuple[InNeedPlan, ...] = ()
    protection_plans: tuple[ProtectionPlan, ...] = ()
    care: tuple[Care, ...] = ()
    visits: tuple[Visit, ...] = ()


class Leaver(NamedTuple):
    eligibility: str
    in_touch: str
    accommodation: str
    suitable: bool | None
    activity: str


class Story(NamedTuple):
    child: Child
    contacts: tuple[Contact, ...]
    early_help: tuple[EarlyHelp, ...]
    episodes: tuple[Episode, ...]
    leaver: Leaver | None
    holder: Holder


class Adopter(NamedTuple):
    id: str
    family: str
    sex: str
    ethnicity: str
    disabled: bool
    fostering: bool
    enquired: date
    steps: tuple[date | None, ...]
    children_placed: int | None
    left: date | None
    leaving_reason: str


class Worker(NamedTuple):
    """`role` and `days_lost` are as the workforce census has them."""

    id: str
    name: str
    team: str
    full_time_equivalent: float
    agency: bool
    role: int
    started: date
    ended: date | None
    days_lost: float
    absent: bool
