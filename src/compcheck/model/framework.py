"""An edition of an inspection framework: its scale, areas and requirements, and how judgements are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from compcheck.model.grade import Grade, Scale
from compcheck.model.indicator import Source
from compcheck.model.local import Local
from compcheck.model.rule import Rule

ORDERS_OF_RISK = ("key requirements", "deadline", "what was found")
"""What may order the requirements that hold a judgement down: key ones first; the earliest deadline first; what was
found to fall short before what was not seen.
"""


class Limit(NamedTuple):
    """Any of the areas (of all that count, where none is named) below a grade: the whole is at most another."""

    areas: tuple[str, ...]
    below: Grade
    at_most: Grade
    why: str = ""


class Overall(NamedTuple):
    """How areas become one judgement: the best grade that enough of them reach, and no better than the limits let."""

    limits: tuple[Limit, ...]
    reached_by: Fraction  # share of the areas: 1 is the lowest area


class Area(NamedTuple):
    """`part_of` names the area it is a sub-judgement of; `nothing_feeds` says why no data can judge it.

    `from_parts`: its judgement is worked out from its parts and not from rules. `told_with`: the area whose grade
    stands for this one where a report gives none; of inspectors' own grades alone.
    """

    id: str
    title: str
    part_of: str = ""
    nothing_feeds: str = ""
    from_parts: Overall | None = None
    told_with: str = ""


class Assumption(NamedTuple):
    """A number or date no source confirms: what it is about, and why it was chosen."""

    about: str
    says: str
    why: str


class Cap(NamedTuple):
    """The best grade that evidence of one kind can give; `unless_independent` lifts it."""

    kind: str
    at: Grade
    unless_independent: bool
    why: str


@dataclass(frozen=True, slots=True)
class Framework:
    """`rules` are in the framework's order: by area, key requirements first, then by id.

    A framework that sorts its findings into kinds has no bar, makes no judgement, and names those that `fail` a run.
    `printed` says how a word is printed; `corresponds` what words of other scales are here.
    """

    id: str
    title: str
    starts: date
    ends: date | None
    source: Source
    scale: Scale
    highest: Grade
    bar: Grade | None
    areas: tuple[Area, ...]
    share: Fraction
    overall: Overall | None
    lapses: Mapping[str, int]  # months by kind of evidence; "otherwise" for the rest
    capped: tuple[Cap, ...]
    figures_out_of_date: int  # months
    assumptions: tuple[Assumption, ...]
    rules: tuple[Rule, ...]
    sha256: str
    fails: frozenset[Grade] = frozenset()
    printed: Mapping[str, str] = field(default_factory=dict)
    corresponds: Mapping[str, str] = field(default_factory=dict)
    builds_on: str = ""
    risk: tuple[str, ...] = ()  # what orders requirements by risk to children, before the framework's own order
    local: Local | None = None  # local rules laid over it
    only_by_name: str = ""  # why a submission that names no framework is never judged under it
    indicators: tuple[str, ...] = field(init=False)  # every indicator a rule looks at
    units: Mapping[str, int] = field(init=False)  # the weight of each rule in whole units
    units_to_one: int = field(init=False)

    def __post_init__(self) -> None:
        named = dict.fromkeys(name for rule in self.rules for name in rule.indicators)
        units_to_one = lcm(*[rule.weight.denominator for rule in self.rules])
        units = {rule.id: int(rule.weight * units_to_one) for rule in self.rules}
        object.__setattr__(self, "indicators", tuple(named))
        object.__setattr__(self, "units_to_one", units_to_one)
        object.__setattr__(self, "units", units)

    @property
    def named(self) -> str:
        """The id a submission says: that of the framework itself, whatever is laid over it."""
        return self.local.extends if self.local is not None else self.id

    @property
    def loosened(self) -> bool:
        """Whether local rules ask for less than the framework: then nothing is judged."""
        return self.local is not None and bool(self.local.loosened)

    @property
    def sorts_into_kinds(self) -> bool:
        return not self.scale.ordered

    @property
    def counted(self) -> tuple[Area, ...]:
        """The areas that count towards the whole: those that are no part of another."""
        return tuple([area for area in self.areas if not area.part_of])

    def grade_for(self, word: str) -> Grade | None:
        """The grade a word stands for here, a word of another scale by what it corresponds to; None if to nothing."""
        word = self.corresponds.get(word, word)
        return self.scale.grade(word) if word in self.scale.words else None

    def in_units(self, units: int) -> int | Fraction:
        """Whole units as weight again, in the framework's own measure."""
        return units if self.units_to_one == 1 else Fraction(units, self.units_to_one)

    def counts_on(self, rule: Rule, day: date) -> bool:
        """Whether the requirement is part of what its area is judged by on that day.

        What did not yet rule is left out of the whole, but for a key requirement, and unless the framework itself did
        not rule: judged by request for another day it would else be met by the few that happen to be older.
        """
        return rule.counts and (rule.starts <= day or rule.key or not self.in_force_on(day))

    def in_force_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def lapses_after(self, kind: str) -> int:
        """Months after which evidence of that kind no longer says how things stand."""
        return self.lapses.get(kind, self.lapses["otherwise"])

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id or rule_id in rule.formerly), None)
