"""The score cut into grades, by cut points from other authorities only.

A cut point between two grades is laid so that as many of the training rows fall below it as were really judged
below it: the shares of the grades are kept, and nothing else is fitted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

FOLDS = 10
"""Authorities are dealt into so many folds, by code in order; with fewer authorities, one a fold."""

Rule = TypeVar("Rule")
Number = Fraction | float


def folds_of(groups: Sequence[str]) -> list[int]:
    """The fold of each row. All rows of an authority share one, and the order of rows does not matter."""
    dealt = {group: place % FOLDS for place, group in enumerate(sorted(set(groups)))}
    return [dealt[group] for group in groups]


def from_others(
    groups: Sequence[str], learn: Callable[[Sequence[int]], Rule], place: Callable[[Rule, int], int]
) -> list[int]:
    """Each row placed by what `learn` makes of the rows of other authorities; both are given places of rows."""
    folds = folds_of(groups)
    placed = [0] * len(groups)
    for fold in sorted(set(folds)):
        learnt = learn([row for row, its in enumerate(folds) if its != fold])
        for row, its in enumerate(folds):
            if its == fold:
                placed[row] = place(learnt, row)
    return placed


def cut_points(scores: Sequence[Number], real: Sequence[int], classes: int) -> list[Number]:
    """One point below each grade but the lowest: a score reaches the grade when it is not below the point.

    Among the scores that occur, the one below which the share of rows is nearest to the share really judged below
    the grade; of two equally near the higher, so that a doubt is no better grade.
    """
    ordered = sorted(scores)
    counts = Counter(real)
    points: list[Number] = []
    wanted = 0
    beyond = (len(ordered), ordered[-1] + 1)  # nothing reaches the grade
    candidates = [*((bisect_left(ordered, one), one) for one in sorted(set(ordered))), beyond]
    for grade in range(1, classes):
        wanted += counts[grade - 1]
        points.append(_nearest(candidates, wanted))
    return points


def _nearest(candidates: Sequence[tuple[int, Number]], wanted: int) -> Number:
    return min(candidates, key=lambda one: (abs(one[0] - wanted), -one[0]))[1]


def grade_at(points: Sequence[Number], score: Number) -> int:
    """The place on the scale that a score reaches; points are in rising order."""
    return bisect_right(points, score)


def placed_by_score(scores: Sequence[Number], real: Sequence[int], groups: Sequence[str], classes: int) -> list[int]:
    """Each row's grade by its score, cut at points that only other authorities laid."""
    return from_others(
        groups,
        lambda rows: cut_points([scores[row] for row in rows], [real[row] for row in rows], classes),
        lambda points, row: grade_at(points, scores[row]),
    )


def placed_by_majority(real: Sequence[int], groups: Sequence[str]) -> list[int]:
    """The grade most often given to other authorities; of two as frequent the lower."""
    return from_others(
        groups,
        lambda rows: min(Counter(real[row] for row in rows).items(), key=lambda one: (-one[1], one[0]))[0],
        lambda grade, _: grade,
    )
