from __future__ import annotations

import math
import random

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, roc_auc_score

from compcheck.backtesting.agreement import Placed, _counted, _of_ranks, _of_tables, agreement, concordance
from compcheck.backtesting.agreement import point_values as points

GOOD = 2


def rows_of(real: list[int], placed: list[int], scores: list[float] | None = None) -> Placed:
    """One authority a row."""
    return Placed([str(row) for row in range(len(real))], real, placed, scores or [float(one) for one in placed])


def drawn_at_random(seed: int, n: int = 60, authorities: int = 20) -> Placed:
    chance = random.Random(seed)  # noqa: S311  # as in made_up_inspections
    groups = [str(chance.randrange(authorities)) for _ in range(n)]
    real = [chance.randrange(4) for _ in range(n)]
    return Placed(groups, real, [chance.randrange(4) for _ in range(n)], [chance.randrange(9) / 8 for _ in range(n)])


def test_full_agreement_is_one_in_every_measure() -> None:
    assert points(rows_of([0, 1, 2, 3], [0, 1, 2, 3]), 4, GOOD) == (1, 1, 1, 1, 1)


def test_measures_worked_by_hand() -> None:
    """Real 0 0 1 2 3 placed 0 1 1 2 1: three exact, one by one grade, one by two.

    Kappa: observed squares 1 + 4 = 5. Real counts 2 1 1 1, placed counts 1 3 1 0, of five: expected squares
    (2*(0+3*1+1*4) + 1*(1+0+1) + 1*(4+3*1+0) + 1*(9+3*4+1)) / 5 = (14 + 2 + 7 + 22) / 5 = 9; 1 - 5/9.
    Recalls 1/2, 1, 1, 0. Good are the scores 2 and 1, others 0, 1, 1: of six pairs 3 + 1 and two halves.
    """
    found = points(rows_of([0, 0, 1, 2, 3], [0, 1, 1, 2, 1]), 4, GOOD)
    assert found.exact == pytest.approx(3 / 5)
    assert found.within_one == pytest.approx(4 / 5)
    assert found.kappa == pytest.approx(4 / 9)
    assert found.balanced == pytest.approx(2.5 / 4)
    assert found.auc == pytest.approx(5 / 6)


def test_placing_everything_at_the_opposite_end_is_worse_than_chance() -> None:
    found = points(rows_of([0, 3, 0, 3], [3, 0, 3, 0]), 4, GOOD)
    assert (found.kappa, found.within_one, found.auc) == (-1, 0, 0)


def test_with_one_grade_only_there_is_no_kappa_and_no_auc() -> None:
    found = points(rows_of([2, 2, 2], [2, 2, 2]), 4, GOOD)
    assert (found.exact, found.kappa, found.auc) == (1, None, None)


@pytest.mark.parametrize("seed", range(20))
def test_the_measures_are_those_of_scikit_learn(seed: int) -> None:
    rows = drawn_at_random(seed)
    found = points(rows, 4, GOOD)
    assert found.kappa == pytest.approx(cohen_kappa_score(rows.real, rows.placed, weights="quadratic"))
    assert found.balanced == pytest.approx(balanced_accuracy_score(rows.real, rows.placed))
    assert found.auc == pytest.approx(roc_auc_score([one >= GOOD for one in rows.real], rows.scores))


@pytest.mark.parametrize("seed", range(20))
def test_a_resample_worked_out_from_counts_is_what_scikit_learn_says_of_its_rows(seed: int) -> None:
    """Each authority drawn as often as chance has it, its rows repeated: the two ways must come to the same."""
    rows = drawn_at_random(seed)
    names = sorted(set(rows.groups))
    times = np.random.RandomState(seed).randint(0, 3, len(names))
    again = [row for row, group in enumerate(rows.groups) for _ in range(times[names.index(group)])]
    repeated = Placed(*([column[row] for row in again] for column in rows))  # type: ignore[arg-type]
    confusion, above, below = _counted(rows, 4, GOOD)
    counted = _of_tables(np.tensordot(times[None, :], confusion, 1))
    counted["auc"] = _of_ranks(times[None, :] @ above, times[None, :] @ below)
    expected = points(repeated, 4, GOOD)
    for name, value in expected._asdict().items():
        assert counted[name][0] == pytest.approx(value), name


def test_the_interval_holds_the_value_and_narrows_with_more_authorities() -> None:
    chance = random.Random(5)  # noqa: S311  # as in made_up_inspections

    def wide(n: int) -> float:
        real = [chance.randrange(4) for _ in range(n)]
        placed = [min(3, max(0, one + chance.choice((-1, 0, 0, 1)))) for one in real]
        kappa = agreement(rows_of(real, placed), 4, GOOD, 400).quadratic_weighted_kappa
        assert kappa is not None
        assert kappa.low is not None
        assert kappa.high is not None
        assert kappa.low < kappa.value < kappa.high
        return kappa.high - kappa.low

    assert wide(1000) < wide(50)


def test_inspections_of_one_authority_are_drawn_together() -> None:
    """Forty rows of four authorities say no more than four do: the interval is wide, however many rows there are."""
    real, placed = [2, 2, 0, 0] * 10, [2, 0, 0, 0] * 10
    of_four = Placed([str(row % 4) for row in range(40)], real, placed, [float(one) for one in placed])
    by_authority = agreement(of_four, 4, GOOD, 400).exact
    by_row = agreement(rows_of(real, placed), 4, GOOD, 400).exact
    assert by_authority is not None
    assert by_row is not None
    assert by_authority.value == by_row.value == 0.75
    assert by_authority.low is not None
    assert by_row.low is not None
    assert by_authority.low < by_row.low


def test_the_same_rows_give_the_same_interval_in_any_order() -> None:
    rows = drawn_at_random(3)
    order = list(range(len(rows.groups)))
    random.Random(1).shuffle(order)  # noqa: S311  # as in made_up_inspections
    shuffled = Placed(*([column[row] for row in order] for column in rows))  # type: ignore[arg-type]
    assert agreement(rows, 4, GOOD, 300) == agreement(shuffled, 4, GOOD, 300)


def test_a_measure_most_resamples_do_not_allow_has_no_interval() -> None:
    """Of a hundred authorities one alone is good: most resamples draw it once or never, and some have no AUC."""
    lone = agreement(rows_of([0, 2], [0, 2]), 4, GOOD, 300).auc_good_or_better
    assert lone is not None
    assert lone.value == 1
    assert lone.low is None


def test_nothing_to_hold_against_is_no_agreement() -> None:
    empty = agreement(Placed([], [], [], []), 4, GOOD, 100)
    assert empty == (0, None, None, None, None, None)


def test_concordance_counts_equal_findings_half() -> None:
    groups = [str(row) for row in range(4)]
    found = concordance(groups, [True, True, False, False], [1, 0, 0, 0], 100)
    assert found is not None
    assert found.value == 0.75
    assert concordance(groups, [True] * 4, [1, 0, 0, 0], 100) is None


def test_no_measure_is_ever_nan() -> None:
    for seed in range(30):
        for measure in agreement(drawn_at_random(seed, n=4, authorities=3), 4, GOOD, 100)[1:]:
            assert measure is None or not any(one is not None and math.isnan(one) for one in measure)
