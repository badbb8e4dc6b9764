"""One authority at two times: what each report tells, and what became of it in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import Indicator

IMPROVED = "improved"
DECLINED = "declined"
UNCHANGED = "unchanged"
NEWLY_GRADED = "newly graded"
NO_LONGER_GRADED = "no longer graded"
NOT_COMPARED = "not compared"
CANNOT_BE_TOLD = "cannot be told"
NEITHER = "not graded"
ASKED_NOW = "asked now"
NO_LONGER_ASKED = "no longer asked"
KINDS = (
    DECLINED, NO_LONGER_GRADED, CANNOT_BE_TOLD, IMPROVED, UNCHANGED, NEWLY_GRADED, NOT_COMPARED, ASKED_NOW,
    NO_LONGER_ASKED, NEITHER,
)  # fmt: skip
"""What may have become of a requirement or a judgement, in the order in which they are told."""

BETTER = "better"
WORSE = "worse"
ROSE = "rose"
FELL = "fell"
SAME = "same"
WITHIN_RANGE = "within range"
IN_DOUBT = "in doubt"
TOO_FEW = "too few"
HIDDEN = "hidden"
RANGE_HIDDEN = "range hidden"
BROKEN = "definition changed"
MOVEMENTS = (BETTER, WORSE, ROSE, FELL, SAME, WITHIN_RANGE, IN_DOUBT, TOO_FEW, HIDDEN, RANGE_HIDDEN, BROKEN)
"""`rose` and `fell` are of a figure that is better neither high nor low. After them, why nothing is said of how far."""

DATA = "data"
RULES = "rules"
EDITION = "edition"
DAY = "day"
DATA_AND_RULES = "data and rules"
DATA_OR_RULES = "data or rules"
DATA_OR_EDITION = "data or edition"
CAUSES = (DATA, RULES, EDITION, DAY, DATA_AND_RULES, DATA_OR_RULES, DATA_OR_EDITION)
"""What changed a finding. `day`: nothing but the day it is judged on. `or`: two reports cannot tell the two apart."""


class ToldFigure(NamedTuple):
    """A figure as a report tells it. `hidden` where it, or what it may be, would give back 1 to 5 people.

    `least` and `most` are what it may really be; `most` is None where it may be more than anybody counted. `doubt` is
    how far the cases in doubt could carry it, in its unit. `missing` says why there is none, "" where there is one.
    """

    id: str
    unit: str
    start: date
    end: date
    value: Fraction | None = None
    truth: bool | None = None
    part: int | None = None
    whole: int | None = None
    missing: str = ""
    hidden: bool = False
    shown_as: str = ""
    least: Fraction | None = None
    most: Fraction | None = None
    at_least: bool = False
    not_recorded: int | None = 0  # None where that stays hidden
    doubt: Fraction = Fraction(0)
    indicator: Indicator | None = None  # None where the rules at hand no longer have it

    @property
    def in_part(self) -> bool:
        """Whether it may be another than the one that was counted."""
        return self.value is not None and (self.least != self.value or self.most != self.value)


class ToldLine(NamedTuple):
    """The line a finding was held against: each word with its bound, and the day it is in force from."""

    since: str
    bands: Mapping[str, str]


class ToldFinding(NamedTuple):
    """`evidence` is all that is told of it, as canonical text, so that two can be held against each other."""

    rule: str
    title: str
    area: str
    key: bool
    weighs: bool
    grade: Grade | None
    not_graded: str = ""
    shown_by: str = ""
    figure: ToldFigure | None = None
    evidence: str = ""
    line: ToldLine | None = None
    doubt: str = ""
    held_at: str = ""
    edges: tuple[Decimal, ...] = ()  # of its line: no figure is rounded onto one


class Told(NamedTuple):
    """One evaluation as its report tells it. `report` is the digest of the report's file, "" of a submission."""

    path: str
    sha256: str
    authority: str
    code: str
    start: date
    end: date
    judged_on: str
    judged: date
    framework: Framework
    framework_id: str
    framework_sha256: str
    standing: str
    tool: str
    seen: int
    requirements: int
    findings: tuple[ToldFinding, ...]
    judgements: Mapping[str, Grade | None]
    overall: Grade | None = None
    has_overall: bool = False
    report: str = ""


class Movement(NamedTuple):
    """How a figure moved. `by` is in its unit, above 0 where it rose; None where that is not told.

    `at_least`: both may be other than they were counted, and they lie at least so far apart.
    """

    kind: str
    by: Fraction | None = None
    at_least: bool = False
    why: str = ""


class Crossed(NamedTuple):
    """The line between the two grades, by the word and the bound it is drawn with."""

    grade: Grade
    bound: str


class Change(NamedTuple):
    """What became of one requirement. `causes` is "" where nothing changed or nobody compared.

    `by_old_line` is what the new figure would come to by the line the old one was held against, where that is another
    grade than it has: then the line moved too.
    """

    kind: str
    rule: str
    title: str
    area: str
    key: bool
    weighs: bool
    old: ToldFinding | None
    new: ToldFinding | None
    movement: Movement | None = None
    crossed: Crossed | None = None
    cause: str = ""
    by_old_line: Grade | None = None
    fails: bool = False


class JudgementChange(NamedTuple):
    """Of one area, or with area "" of the whole. None: not judged."""

    kind: str
    area: str
    old: Grade | None
    new: Grade | None


class ByLine(NamedTuple):
    """What either figure comes to by the other's line."""

    new_by_old: Grade | None
    old_by_new: Grade | None


class ByEdition(NamedTuple):
    """A requirement that one side's own data meet otherwise under the other side's edition. `of` is OLD or NEW."""

    of: str
    rule: str
    title: str
    before: Grade
    after: Grade


class Between(NamedTuple):
    """Two times under one framework; where the two name different ones, under NEW's."""

    old: Told
    new: Told
    judgements: tuple[JudgementChange, ...]
    changes: tuple[Change, ...]

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.changes)

    @property
    def nothing_compared(self) -> bool:
        """Whether no requirement was graded at both times, so that nothing is known of any progress."""
        return not any(one.kind in {IMPROVED, DECLINED, UNCHANGED} for one in self.changes)

    @property
    def declined(self) -> bool:
        """What `--fail-on decline` fails: a judgement or requirement that fell, or is no longer seen."""
        lost = {DECLINED, NO_LONGER_GRADED}
        return any(one.kind in lost for one in self.judgements) or any(one.fails for one in self.changes)


class Progress(NamedTuple):
    """`under_old` is the same under OLD's framework, where the two submissions name different ones and can be judged
    under both; `by_edition` what the edition alone changes. `not_under_old` says why there is none.
    """

    between: Between
    under_old: Between | None = None
    by_edition: tuple[ByEdition, ...] = ()
    not_under_old: str = ""
    fail_on_decline: bool = False

    @property
    def same_submission(self) -> bool:
        return self.between.old.sha256 == self.between.new.sha256

    @property
    def nothing_compared(self) -> bool:
        return self.between.nothing_compared and (self.under_old is None or self.under_old.nothing_compared)

    @property
    def exit_code(self) -> int:
        """1 where nothing could be compared, or where something declined (under NEW's lines) and that was to fail."""
        return int(self.nothing_compared or (self.fail_on_decline and self.between.declined))
