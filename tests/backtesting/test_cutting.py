from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compcheck.backtesting.cutting import (
    FOLDS,
    cut_points,
    folds_of,
    from_others,
    grade_at,
    placed_by_majority,
    placed_by_score,
)

SCORES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3)), min_size=1, max_size=60)


def test_cut_points_keep_the_shares_of_the_grades() -> None:
    scores = [one / 10 for one in range(10)]
    real = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3]
    points = cut_points(scores, real, 4)
    assert points == [0.2, 0.5, 0.9]
    assert Counter(grade_at(points, score) for score in scores) == Counter(real)


def test_shares_are_kept_whoever_had_which_grade() -> None:
    """Nothing is fitted: grades dealt the other way round lay the same points."""
    scores = [one / 10 for one in range(10)]
    real = [0, 0, 1, 1, 1, 2, 2, 2, 2, 3]
    assert cut_points(scores, real, 4) == cut_points(scores, real[::-1], 4)


def test_a_doubt_between_two_points_is_no_better_grade() -> None:
    """Half were good; three of four rows share one score, so a point below or above them is as near."""
    assert grade_at(cut_points([0.0, 0.0, 1.0, 1.0], [0, 2, 2, 2], 4), 0.0) == 0
    assert cut_points([0.5, 0.5], [0, 2], 4)[0] > 0.5


def test_a_grade_nobody_was_given_is_reached_by_nobody() -> None:
    scores = [0.0, 0.25, 0.5, 1.0]
    points = cut_points(scores, [0, 1, 1, 2], 4)
    assert max(grade_at(points, score) for score in scores) == 2


@given(SCORES)
def test_a_higher_score_never_reaches_a_lower_grade(rows: list[tuple[int, int]]) -> None:
    points = cut_points([Fraction(score, 20) for score, _ in rows], [real for _, real in rows], 4)
    assert points == sorted(points)
    grades = [grade_at(points, Fraction(score, 20)) for score in range(21)]
    assert grades == sorted(grades)


def test_all_inspections_of_an_authority_share_a_fold() -> None:
    groups = [str(200 + row % 17) for row in range(60)]
    folds = folds_of(groups)
    assert len(set(folds)) == FOLDS
    assert all(len({fold for group, fold in zip(groups, folds, strict=True) if group == one}) == 1 for one in groups)


def test_cut_points_never_see_the_authority_they_cut() -> None:
    """Every row is shown which rows it was learnt from: none of its own authority may be among them."""
    groups = [str(200 + row % 23) for row in range(80)]
    learnt_from = []

    def place(rows: frozenset[int], row: int) -> int:
        learnt_from.append({groups[one] for one in rows})
        assert groups[row] not in learnt_from[-1]
        return 0

    from_others(groups, frozenset, place)
    assert len(learnt_from) == 80
    assert all(len(others) >= 20 for others in learnt_from)


def test_an_authority_s_own_grade_does_not_move_its_own_placing() -> None:
    """Whatever one authority is given, it is placed the same: only the others' points can move."""
    groups = [str(200 + row) for row in range(40)]
    scores = [row / 40 for row in range(40)]
    real = [row // 10 for row in range(40)]
    for one in (0, 9, 10, 19, 39):
        placed = {placed_by_score(scores, [*real[:one], grade, *real[one + 1 :]], groups, 4)[one] for grade in range(4)}
        assert len(placed) == 1
        own_majority = {placed_by_majority([*real[:one], grade, *real[one + 1 :]], groups)[one] for grade in range(4)}
        assert len(own_majority) == 1


def test_the_majority_is_that_of_others_and_of_two_the_lower() -> None:
    groups = [str(200 + row) for row in range(5)]
    assert placed_by_majority([2, 2, 2, 0, 1], groups) == [2] * 5
    assert placed_by_majority([0, 0, 2, 2, 2], groups) == [2, 2, 0, 0, 0]
