"""The catalogue: which figures and which topics of evidence there are, defined once for all frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

UNITS = ("percent", "count", "number", "rate per 10,000", "yes/no")
POLARITIES = ("high", "low", "middle", "recorded", "none")
PARAMETER_UNITS = ("working days", "days", "weeks", "months", "cases", "children")
COUNTED = ("children", "workers", "actions", "calls", "returns")
PER: Mapping[str, int] = {"percent": 100, "rate per 10,000": 10_000, "number": 1}
"""What a numerator over a denominator is multiplied by, by unit."""
PEOPLE = frozenset({"children", "workers"})
"""Counts of these are hidden from 1 to 5."""


class Source(NamedTuple):
    """What a rule, a line or a definition stands on."""

    title: str
    publisher: str
    year: int
    says: str = ""
    page: str = ""
    url: str = ""


class Break(NamedTuple):
    """The first day of a new series, and what changed: nothing is compared across it."""

    on: date
    what: str


class Published(NamedTuple):
    """England in one year: its own figure and the quartiles over authorities, in the indicator's unit."""

    year: str
    ended: date
    source: str
    england: Decimal | None = None
    lower_quartile: Decimal | None = None
    median: Decimal | None = None
    upper_quartile: Decimal | None = None


class Indicator(NamedTuple):
    """A figure an authority may give about itself.

    `same_as` is the published series it may be held against, "" for none: then `published` is empty.
    """

    id: str
    title: str
    unit: str
    polarity: str
    polarity_why: str
    definition: str
    source: Source
    returned_in: str = ""
    counting: str = ""
    cases: str = ""
    breaks: tuple[Break, ...] = ()
    published: tuple[Published, ...] = ()
    same_as: str = ""

    @property
    def counts_people(self) -> bool:
        """A rate or an average that does not say what it counts is taken to count people."""
        return self.counting in PEOPLE or not self.counting

    @property
    def graded(self) -> bool:
        return self.polarity not in {"none", "recorded"}

    def position_in(self, ended: date) -> Published | None:
        """England in the figure's own year, or else in the latest year published before it."""
        known = [one for one in self.published if one.ended <= ended]
        return max(known, key=lambda one: one.ended, default=None)

    def break_between(self, earlier: date, later: date) -> Break | None:
        """A change of series after the earlier period's end and not after the later one's."""
        return next((one for one in self.breaks if earlier < one.on <= later), None)


class Topic(NamedTuple):
    """Something figures cannot show and evidence can."""

    id: str
    title: str
    definition: str
    counting: str

    @property
    def counts_people(self) -> bool:
        return self.counting in PEOPLE


class Parameter(NamedTuple):
    """A limit a framework leaves to the authority: its value comes with the submission, from `least` to `most`."""

    id: str
    title: str
    unit: str
    definition: str
    least: Decimal
    most: Decimal
    source: Source


class Catalogue(NamedTuple):
    """Every indicator, every topic of evidence and every parameter, by id."""

    indicators: Mapping[str, Indicator]
    topics: Mapping[str, Topic]
    parameters: Mapping[str, Parameter] = {}
