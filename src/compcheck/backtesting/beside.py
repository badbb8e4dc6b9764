"""Yardsticks: what could be said of an inspection without any rule. None of them is used by one."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from compcheck.backtesting.agreement import Placed, agreement
from compcheck.backtesting.choosing import Chosen
from compcheck.backtesting.cutting import placed_by_majority, placed_by_score
from compcheck.backtesting.scored import Rows
from compcheck.model.backtest import FEWEST, Agreement, Beside

PREVIOUS, DEPRIVATION = "previous", "deprivation"
"""The panel's columns `beside.previous` and `beside.deprivation`."""


def yardsticks(measured: Rows) -> tuple[Beside, ...]:
    """Each on the rows where it is known; one that is known of too few rows is left out."""
    return tuple(one for one in (_majority(measured), _before(measured), _deprived(measured)) if one is not None)


def _majority(measured: Rows) -> Beside:
    placed = placed_by_majority(measured.real, measured.groups)
    says = "always the grade most often given to other authorities"
    return Beside("majority grade", says, _held(measured, placed, [0.0] * len(placed)))


def _before(measured: Rows) -> Beside | None:
    known = measured.only(lambda row: previous_grade(row) is not None)
    if len(known.rows) < FEWEST:
        return None
    grades = [previous_grade(row.chosen) or 0 for row in known.rows]
    says = "the grade of the authority's inspection before"
    return Beside("previous grade", says, _held(known, grades, [float(one) for one in grades]))


def _deprived(measured: Rows) -> Beside | None:
    known = measured.only(lambda row: deprivation(row) is not None)
    if len(known.rows) < FEWEST or len(set(known.groups)) < 2:
        return None
    less = [-(deprivation(row.chosen) or 0.0) for row in known.rows]
    placed = placed_by_score(less, known.real, known.groups, known.classes)
    return Beside("deprivation", "the less deprived the better, cut as the score is", _held(known, placed, less))


def _held(rows: Rows, placed: Sequence[int], scores: Sequence[float]) -> Agreement:
    return agreement(Placed(rows.groups, rows.real, placed, scores), rows.classes, rows.good, rows.resamples)


def previous_grade(row: Chosen) -> int | None:
    """The place on the scale of the grade beside the row."""
    grade = row.framework.grade_for(row.known.beside.get(PREVIOUS, "").casefold())
    return None if grade is None else grade.rank


def deprivation(row: Chosen) -> float | None:
    try:
        number = float(row.known.beside.get(DEPRIVATION, ""))
    except ValueError:
        return None
    return number if isfinite(number) else None
