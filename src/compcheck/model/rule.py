"""A requirement of a framework: what it asks, what shows it, and by which lines it is graded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.bands import Lines, SampledLines
from compcheck.model.grade import Grade, Reason
from compcheck.model.indicator import Source

AUTHORITY = "authority"
JUDGED = (AUTHORITY, "partnership", "health")
"""Whom a requirement is asked of; what is asked of others is printed apart and weighs nothing."""
DEADLINES = ("immediately", "within 3 months", "within 6 months")


class Recommendation(NamedTuple):
    when: Grade
    action: str
    by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement. `lines` and `sampled` are in order of their `since`, earliest first.

    `never_graded` is why no data could grade it (context, recorded, left to inspectors), or None. `parameter` is the
    limit, left to the authority, that its figure is measured against.
    """

    id: str
    area: str
    title: str
    why: str
    source: Source
    weight: Fraction
    key: bool = False
    assumption: bool = False
    later_source: Source | None = None
    indicator: str | None = None
    topic: str | None = None
    left_to_inspectors: str = ""
    never_graded: Reason | None = None
    change_months: int | None = None
    change_over: str = ""
    against: str | None = None
    lines: tuple[Lines, ...] = ()
    sampled: tuple[SampledLines, ...] = ()
    recommend: tuple[Recommendation, ...] = ()
    formerly: tuple[str, ...] = ()
    judged: str = AUTHORITY
    parameter: str | None = None
    inherited: str = ""  # where an edition has it from: framework and id there
    replaces: str = ""  # what this edition changed in the rule it inherited, and why
    read_as: str = ""  # why its figure is read as high or low here, where the catalogue has it as neither
    local: bool = False  # added by an overlay: it weighs nothing, and can only lower
    starts: date = field(init=False)  # the earliest `since`; one shown by a source's own grade alone always ruled
    indicators: tuple[str, ...] = field(init=False)  # every indicator it looks at, in order of mention

    def __post_init__(self) -> None:
        named = [self.indicator] if self.indicator else []
        named += [member.indicator for lines in self.lines if lines.joined for member in lines.joined.members]
        since = [lines.since for lines in self.lines] + [lines.since for lines in self.sampled]
        starts = min(since, default=date.min)
        object.__setattr__(self, "indicators", tuple(dict.fromkeys(named)))
        object.__setattr__(self, "starts", starts)

    def stands(self, framework_id: str) -> str:
        """Where its file is, under frameworks/: an inherited rule stands in the edition that has it."""
        return self.inherited or f"{framework_id}/{self.id}"

    def lines_on(self, day: date) -> Lines | None:
        """The lines in force on that day, or None before the first of them."""
        found = None
        for lines in self.lines:
            if lines.since > day:
                break
            found = lines
        return found

    def sampled_on(self, day: date) -> SampledLines | None:
        found = None
        for lines in self.sampled:
            if lines.since > day:
                break
            found = lines
        return found

    @property
    def counts(self) -> bool:
        """Whether a judgement of its area looks at it: what weighs nothing decides nothing, but for a local key one."""
        return bool(self.weight) or (self.local and self.key)

    def in_force_on(self, day: date) -> bool:
        return self.starts <= day

    def recommendation_for(self, grade: Grade) -> Recommendation | None:
        return next((one for one in self.recommend if one.when == grade), None)
