"""How far placed grades agree with real ones, each measure with a bootstrap interval by authority.

The values are scikit-learn's own measures. The resamples draw whole authorities with replacement: an authority's
inspections are not independent. They are worked out for all resamples at once, from one table of counts an authority;
counts are whole numbers, so the sums are exact and the same on every machine. A test holds them to scikit-learn's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from sklearn.metrics import accuracy_score, cohen_kappa_score, recall_score, roc_auc_score

from compcheck.model.backtest import Agreement, Measure

Array = npt.NDArray[np.float64]

SEED = 2009
"""Where the draws start: fixed, so that the same files give the same bytes. The first year inspections here are of."""

AT_ONCE = 256
"""Resamples worked out at a time, so that memory does not grow with their number."""

PLACES = 4


class Placed(NamedTuple):
    """Rows to be measured, each with its authority: real and placed grades as places on a scale, and a score."""

    groups: Sequence[str]
    real: Sequence[int]
    placed: Sequence[int]
    scores: Sequence[float]

    def only(self, kept: Sequence[bool]) -> Placed:
        return Placed(*(list(compress(column, kept)) for column in self))  # type: ignore[arg-type]  # each its own


class Points(NamedTuple):
    """The measures without intervals, in the order of an Agreement's; None where the rows do not allow one."""

    exact: float
    within_one: float
    kappa: float | None
    balanced: float
    auc: float | None


def agreement(rows: Placed, classes: int, good: int, resamples: int) -> Agreement:
    """`good` is the place of the grade that counts as good; every better one does as well."""
    if not rows.groups:
        return Agreement(0, None, None, None, None, None)
    values = point_values(rows, classes, good)
    drawn = _drawn(rows, classes, good, resamples)
    return Agreement(
        len(rows.groups), *(_measure(value, drawn[name]) for name, value in zip(Points._fields, values, strict=True))
    )


def concordance(
    groups: Sequence[str], is_good: Sequence[bool], scores: Sequence[float], resamples: int
) -> Measure | None:
    """The chance that of two rows, one good and one not, the good one has the higher score; equal scores count half."""
    if len(set(is_good)) < 2:
        return None
    real = [int(one) for one in is_good]
    rows = Placed(groups, real, real, scores)
    return _measure(_auc(rows, 1), _drawn(rows, 2, 1, resamples)["auc"])


def point_values(rows: Placed, classes: int, good: int) -> Points:
    real, placed = np.asarray(rows.real), np.asarray(rows.placed)
    one_class = len({*rows.real, *rows.placed}) < 2
    kappa = None if one_class else cohen_kappa_score(real, placed, labels=list(range(classes)), weights="quadratic")
    given = sorted(set(rows.real))  # balanced accuracy is the mean recall of the grades that were given
    return Points(
        float(accuracy_score(real, placed)),
        float((abs(real - placed) <= 1).mean()),
        None if kappa is None else float(kappa),
        float(recall_score(real, placed, labels=given, average="macro")),
        _auc(rows, good),
    )


def _auc(rows: Placed, good: int) -> float | None:
    is_good = [one >= good for one in rows.real]
    return float(roc_auc_score(is_good, rows.scores)) if len(set(is_good)) == 2 else None


def _measure(value: float | None, drawn: Array) -> Measure | None:
    """The 2.5 and 97.5 percentiles of the resamples in which the measure is defined, if most of them are."""
    if value is None:
        return None
    defined = drawn[~np.isnan(drawn)]
    if len(defined) * 2 <= len(drawn):
        return Measure(rounded(value), None, None)
    low, high = np.percentile(defined, [2.5, 97.5])
    return Measure(rounded(value), rounded(float(low)), rounded(float(high)))


def rounded(value: float) -> float:
    """As reports have it; 0, and never less than nothing of it."""
    return round(value, PLACES) + 0.0


def _drawn(rows: Placed, classes: int, good: int, resamples: int) -> dict[str, Array]:
    """Every measure in every resample; nan where a resample does not allow it."""
    confusion, above, below = _counted(rows, classes, good)
    authorities = len(confusion)
    # RandomState's stream is frozen for good; that of NumPy's newer Generator may change between versions.
    chance = np.random.RandomState(SEED)
    parts: list[dict[str, Array]] = []
    for start in range(0, resamples, AT_ONCE):
        draws = chance.randint(0, authorities, size=(min(AT_ONCE, resamples - start), authorities))
        times = np.stack([np.bincount(one, minlength=authorities) for one in draws])
        parts.append(_of_tables(np.tensordot(times, confusion, 1)) | {"auc": _of_ranks(times @ above, times @ below)})
    return {name: np.concatenate([part[name] for part in parts]) for name in Points._fields}


def _counted(rows: Placed, classes: int, good: int) -> tuple[Array, csr_array, csr_array]:
    """For each authority: its rows by real and placed grade, and by score those found good or better and the rest.

    The last two are sparse: an authority has a few scores of all there are.
    """
    authority = {group: place for place, group in enumerate(sorted(set(rows.groups)))}
    ranked = {score: place for place, score in enumerate(sorted(set(rows.scores)))}
    confusion = np.zeros((len(authority), classes, classes))
    for group, real, placed in zip(rows.groups, rows.real, rows.placed, strict=True):
        confusion[authority[group], real, placed] += 1
    places = [authority[group] for group in rows.groups], [ranked[score] for score in rows.scores]
    is_good = np.asarray(rows.real) >= good
    shape = (len(authority), len(ranked))
    above, below = (csr_array((kept.astype(np.float64), places), shape=shape) for kept in (is_good, ~is_good))
    return confusion, above, below


def _of_tables(tables: Array) -> dict[str, Array]:
    """The measures of confusion tables, one table a resample."""
    classes = tables.shape[1]
    grade = np.arange(classes)
    apart = abs(grade[:, None] - grade[None, :])
    n = tables.sum((1, 2))
    real, placed = tables.sum(2), tables.sum(1)
    by_chance = real[:, :, None] * placed[:, None, :]
    correct = tables[:, grade, grade]
    with np.errstate(invalid="ignore", divide="ignore"):
        recalls = np.where(real > 0, correct / real, 0.0)
        return {
            "exact": correct.sum(1) / n,
            "within_one": (tables * (apart <= 1)).sum((1, 2)) / n,
            "kappa": 1 - n * (tables * apart**2).sum((1, 2)) / (by_chance * apart**2).sum((1, 2)),
            "balanced": recalls.sum(1) / (real > 0).sum(1),
        }


def _of_ranks(above: Array, below: Array) -> Array:
    """The area under the curve from counts by rising score: good ones over worse ones, equal scores half."""
    lower = below.cumsum(1) - below
    with np.errstate(invalid="ignore", divide="ignore"):
        auc: Array = (above * (lower + below / 2)).sum(1) / (above.sum(1) * below.sum(1))
    return auc
