"""What a back-test comes to: how far figures alone agree with what inspectors really found, over many inspections."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.framework import Framework
from compcheck.model.problem import Problem

OVERALL = "overall"
"""The word that asks for the judgement of the whole, where an area's id asks for that area's."""


FEWEST = 30
"""With fewer inspections than this a table of four grades says nothing, and nothing is measured."""


class Measure(NamedTuple):
    """A measure with its 95 % interval, which is None where too few resamples allow one."""

    value: float
    low: float | None
    high: float | None


class Agreement(NamedTuple):
    """Placed grades held against real ones; a measure is None where the rows do not allow it (one class only)."""

    n: int
    exact: Measure | None
    within_one: Measure | None
    quadratic_weighted_kappa: Measure | None
    balanced_accuracy: Measure | None
    auc_good_or_better: Measure | None


class Beside(NamedTuple):
    """What could be said without any rule, measured on the rows where it is known; a yardstick, never a rule."""

    name: str
    says: str
    agreement: Agreement


class OfRule(NamedTuple):
    """One rule's findings beside the real judgement.

    `graded` of `asked` rows have a finding by figures. `found` counts, for each grade of the scale, the graded
    rows that inspectors found good or better, and the others. `concordance`: how often the finding is the better
    one where one authority was found good or better and the other was not, equal findings counting half.
    """

    rule: str
    weight: Fraction
    asked: int
    graded: int
    concordance: Measure | None
    found: tuple[tuple[str, int, int], ...]


class OfYear(NamedTuple):
    """One calendar year of inspections, measured with the cut points of all; too few for an interval."""

    year: int
    n: int
    good_or_better: int
    placed_good_or_better: int
    exact: float
    within_one: float
    quadratic_weighted_kappa: float | None
    auc_good_or_better: float | None


Found = tuple[str, str]
"""A rule and the grade its figures gave it."""


class Miss(NamedTuple):
    """An inspection whose figures were placed at another grade, and which findings placed them there.

    `held_down_by` holds what was found below the best grade figures give, `held_up_by` what was found above the
    lowest, the one that moved the placing most first; a finding in between stands in both.
    """

    authority: str
    judged_on: str
    framework: str
    real: str
    placed: str
    grades_apart: int
    held_down_by: tuple[Found, ...]
    held_up_by: tuple[Found, ...]
    not_seen: tuple[str, ...]


class LeftOut(NamedTuple):
    why: str
    rows: int


class Read(NamedTuple):
    """A file as it was read: the path as typed, and the digest of its bytes."""

    path: str
    sha256: str


class Under(NamedTuple):
    framework: Framework
    rows: int


class Settings(NamedTuple):
    """What was asked for, and what is fixed: the same settings and files give the same bytes."""

    judged: str
    since: date | None
    until: date | None
    resamples: int
    seed: int
    folds: int


class Backtest(NamedTuple):
    """`confusion[real][placed]` counts rows, worst grade first. `seen` is the share of the weight that figures could
    grade and did, the mean over rows.
    """

    panel: Read
    mapping: Read | None
    settings: Settings
    under: tuple[Under, ...]
    scale: tuple[str, ...]
    rows: int
    authorities: int
    first: str
    last: str
    left_out: tuple[LeftOut, ...]
    seen: float
    agreement: Agreement
    confusion: tuple[tuple[int, ...], ...]
    beside: tuple[Beside, ...]
    years: tuple[OfYear, ...]
    rules: tuple[OfRule, ...]
    misses: tuple[Miss, ...]
    problems: tuple[Problem, ...]
