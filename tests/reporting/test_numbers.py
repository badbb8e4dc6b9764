"""No figure is rounded onto a line it missed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.reporting.numbers import as_json, in_unit, rounded


def test_a_figure_just_under_a_line_is_printed_under_it() -> None:
    assert in_unit(Fraction(68_499, 1_000), "percent", [Decimal("68.5")]) == "68.499 %"
    assert in_unit(Fraction(68_499, 1_000), "percent") == "68.5 %"


def test_a_figure_on_the_line_is_printed_on_it() -> None:
    assert in_unit(Fraction(685, 10), "percent", [Decimal("68.5")]) == "68.5 %"


@given(
    st.fractions(min_value=0, max_value=100, max_denominator=100_000),
    st.decimals(min_value=0, max_value=100, places=1),
)
def test_what_is_printed_lies_on_the_same_side_of_the_line_as_the_figure(value: Fraction, line: Decimal) -> None:
    shown, edge = Fraction(rounded(value, 1, [line])), Fraction(line)
    assert (shown > edge, shown < edge) == (value > edge, value < edge)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(4840), "count", "4,840"),
        (Fraction(152, 10), "number", "15.2"),
        (Fraction(15), "number", "15"),
        (Fraction(3614, 100), "rate per 10,000", "36.1 per 10,000"),
        (Decimal("99.20"), "percent", "99.2 %"),
    ],
)
def test_each_unit_is_written_as_people_write_it(value: Fraction | Decimal, unit: str, text: str) -> None:
    assert in_unit(value, unit) == text


def test_json_has_numbers_and_never_a_float_that_touches_a_line() -> None:
    just_under = Fraction(685, 10) - Fraction(1, 10**8)
    assert as_json(just_under, [Decimal("68.5")]) == 68.49999999
    assert as_json(Fraction(3)) == 3
    assert as_json(None) is None
