from __future__ import annotations

from decimal import Decimal
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.comparators import Spread

FIGURES = st.lists(st.decimals(0, 1000, places=1), min_size=1, max_size=12)


@given(FIGURES)
def test_the_spread_of_neighbours_holds_every_one_of_them(values: list[Decimal]) -> None:
    spread = Spread.of(values)
    assert spread is not None
    assert all(spread.lowest <= one <= spread.highest for one in values)
    assert spread.median == median(values)
    assert spread.n == len(values)


@given(FIGURES)
def test_the_order_of_neighbours_changes_nothing(values: list[Decimal]) -> None:
    assert Spread.of(values) == Spread.of(values[::-1])


def test_where_no_figure_is_known_there_is_no_spread() -> None:
    assert Spread.of([]) is None
