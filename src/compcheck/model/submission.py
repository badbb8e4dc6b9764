"""What an authority says about itself, checked in shape and not yet worked out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.grade import Reason
from compcheck.model.when import Period, When

if TYPE_CHECKING:  # few submissions are counted from records: the others need not wait for what says so
    from compcheck.model.recording import Collected, Recording

MARKS: Mapping[str, Reason] = {
    "c": Reason.SUPPRESSED,
    "x": Reason.SUPPRESSED,
    "z": Reason.NOT_APPLICABLE,
    "..": Reason.NOT_SUPPLIED,
    ":": Reason.NOT_SUPPLIED,
    "-": Reason.NOT_SUPPLIED,
    "u": Reason.NOT_SUPPLIED,
    "k": Reason.SMALL,
    "low": Reason.SMALL,
}
"""DfE's marks for a figure that is not there. Source: DfE, Children in need data guidance (symbols)."""

NOT_PUBLISHED = "not published"
"""Said of a denominator: the source gives a percentage and not what it is a percentage of."""

KINDS = ("inspection", "peer review", "moderated audit", "own audit", "survey", "dip sample", "statement")
DIRECTIONS = ("strength", "area for improvement", "priority action")
DIMENSIONS = ("team", "locality", "age", "sex", "ethnicity", "disability", "month", "source")

Number = int | Decimal


class Entry(NamedTuple):
    """One figure as submitted: a value, or numerator and denominator, or why there is none.

    Words in `value`, `numerator` or `denominator` are DfE's marks (`MARKS`). `recording` is there only where it says
    something of the records it was counted from.
    A tuple, as are `Figure` and `Finding`: panels hold millions, and a tuple is made in a third of the time.
    """

    indicator: str
    pointer: str
    period: Period
    source: str
    value: Number | bool | str | None = None
    numerator: int | str | None = None
    denominator: int | str | None = None
    denominator_published: bool = True
    not_supplied: str | None = None
    note: str = ""
    plan: str = ""
    history: tuple[Entry, ...] = ()
    recording: Recording | None = None


class Standard(NamedTuple):
    """A limit the authority set for itself, where the framework leaves it to the authority."""

    parameter: str
    pointer: str
    value: Number
    unit: str
    approved_by: str
    on: When
    source: str = ""


class Sample(NamedTuple):
    """The cases somebody looked at: how many, of how many, and how they were chosen."""

    n: int
    of: int | None = None
    chosen: str = ""


class Evidence(NamedTuple):
    """What somebody saw: at most one of a grade, counts by grade, a share or a direction."""

    topic: str
    pointer: str
    kind: str
    on: When | None
    source: str
    independent: bool = False
    sample: Sample | None = None
    grade: str | None = None
    counts: Mapping[str, int] | None = None
    share: Number | None = None
    direction: str | None = None
    says: str = ""
    plan: str = ""
    of_this_inspection: bool = False


class Authority(NamedTuple):
    name: str
    code: str = ""
    ons_code: str = ""


class Inspection(NamedTuple):
    """What inspectors really found: printed beside, and it never feeds a grade."""

    on: str
    source: str
    overall: str | None = None
    areas: tuple[tuple[str, str], ...] = ()


class Submission(NamedTuple):
    """Everything an authority submitted, in its own order."""

    authority: Authority
    framework: str
    judged_on: When
    period: Period
    source: str
    indicators: Mapping[str, Entry]
    evidence: Mapping[str, Evidence]
    note: str = ""
    inspection: Inspection | None = None
    standards: Mapping[str, Standard] = {}
    instead_of: str = ""  # its own "judged_on", where another day was asked for
    collected: Collected | None = None

    @property
    def judged(self) -> date:
        """The day it is judged on; a month is read as its last day."""
        return self.judged_on.last
