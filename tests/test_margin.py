"""How far to the next line, how sure the figure is, and whether one case would change its grade."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    ADEQUATE,
    GOOD,
    YEAR_BEFORE,
    at_least,
    at_most,
    bands,
    between,
    either_rule,
    entry,
    figure,
    found,
    less_than,
    more_than,
    part_of,
    published_without_denominator,
    rule,
    seen,
)
from compcheck.model.bands import Lines
from compcheck.model.finding import Finding
from compcheck.model.grade import Grade
from compcheck.model.margin import cannot_be_told_from, wilson

TIMELY = bands(at_least("88.2"), at_least("68.5"))
LAW = settings(max_examples=200, deadline=None, derandomize=True)
DRIFTING = bands(at_most("2.1"), at_most("5.3"))


def held(lines: Lines, part: int, whole: int, polarity: str = "high") -> Finding:
    return found(rule("practice/any", lines), figure(part_of(part, whole), polarity=polarity))


# --- the next line ----------------------------------------------------------------------------------------------------


def test_devon_needed_536_more_assessments_on_time_to_be_adequate() -> None:
    following = held(TIMELY, 2780, 4840).margin.next
    assert following is not None
    assert (following.band.grade, following.cases, following.more) == (ADEQUATE, 536, True)
    assert following.away == Fraction("68.5") - Fraction(278_000, 4840)
    assert held(TIMELY, 2780 + 536, 4840).grade == ADEQUATE
    assert held(TIMELY, 2780 + 535, 4840).grade != ADEQUATE


def test_where_low_is_good_the_cases_are_so_many_fewer() -> None:
    following = held(DRIFTING, 60, 1000, "low").margin.next
    assert following is not None
    assert (following.band.grade, following.cases, following.more) == (ADEQUATE, 7, False)
    assert following.away == Fraction(7, 10)
    assert held(DRIFTING, 53, 1000, "low").grade == ADEQUATE


def test_an_adequate_figure_is_told_the_way_to_good() -> None:
    following = held(TIMELY, 80, 100).margin.next
    assert following is not None
    assert (following.band.grade, following.cases) == (GOOD, 9)


def test_a_good_figure_has_no_next_line() -> None:
    assert held(TIMELY, 95, 100).margin.next is None


@pytest.mark.parametrize(("part", "cases", "more"), [(16, 2, True), (30, 2, False)])
def test_in_the_middle_the_way_leads_to_the_nearer_end(part: int, cases: int, *, more: bool) -> None:
    following = held(bands(between("17.8", "28"), otherwise=ADEQUATE), part, 100, "middle").margin.next
    assert following is not None
    assert (following.cases, following.more) == (cases, more)


def test_where_the_line_itself_is_not_in_the_band_one_case_more_is_needed() -> None:
    above = held(bands(more_than(90)), 85, 100).margin.next
    below = held(bands(less_than(10)), 15, 100, "low").margin.next
    assert above is not None
    assert below is not None
    assert (above.cases, below.cases) == (6, 6)


def test_a_band_that_no_whole_number_of_cases_lies_in_has_no_number_of_cases() -> None:
    following = held(bands(between("50.1", "50.2"), otherwise=ADEQUATE), 10, 20, "middle").margin.next
    assert following is not None
    assert following.cases is None
    assert following.away == Fraction(1, 10)


def test_without_a_denominator_the_distance_is_in_the_unit_alone() -> None:
    margin = found(rule("practice/any", TIMELY), figure(published_without_denominator("57.4"))).margin
    assert margin.next is not None
    assert (margin.next.away, margin.next.cases) == (Fraction("11.1"), None)
    assert margin.interval is None
    assert not margin.one_case


def test_a_figure_below_every_line_that_is_known_is_still_told_the_next() -> None:
    following = held(bands(at_least("88.2"), at_least("68.5"), otherwise=None), 50, 100).margin.next
    assert following is not None
    assert following.band.grade == ADEQUATE


def test_the_distance_of_a_change_is_in_the_change_and_has_no_cases() -> None:
    falling = rule("practice/falling", bands(at_most(0)), change_months=12)
    given = part_of(15, 100, history=(part_of(10, 100, period=YEAR_BEFORE),))
    margin = found(falling, figure(given, polarity="low")).margin
    assert margin.next is not None
    assert margin.next.away == 5
    assert not margin.next.more
    assert margin.next.cases is None
    assert margin.interval is None


def test_what_evidence_decided_has_no_margin() -> None:
    finding = found(either_rule(TIMELY), figure(entry("x")), evidence=[seen("inspection", grade="adequate")])
    assert finding.margin.next is None
    assert finding.met is None


def test_the_line_met_is_the_best_band_the_figure_lies_in() -> None:
    met = held(TIMELY, 80, 100).met
    assert met is not None
    assert str(met.bound) == "at least 68.5"
    assert held(TIMELY, 10, 100).met is None


@st.composite
def figures_and_lines(draw: st.DrawFn) -> tuple[Lines, str, int, int]:
    """Two lines on tenths, a polarity, and a count of a whole of 20 or more."""
    polarity = draw(st.sampled_from(["high", "low", "middle"]))
    low, high = sorted(draw(st.lists(st.integers(1, 999), min_size=2, max_size=2, unique=True)))
    nearer, further = (
        (Decimal(high) / 10, Decimal(low) / 10) if polarity == "high" else (Decimal(low) / 10, Decimal(high) / 10)
    )
    if polarity == "middle":
        lines = bands(between(str(nearer), str(further)), otherwise=draw(st.sampled_from([ADEQUATE, None])))
    elif draw(st.booleans()):
        make = at_least if polarity == "high" else at_most
        lines = bands(make(str(nearer)), make(str(further)))
    else:
        make = more_than if polarity == "high" else less_than
        lines = bands(make(str(nearer)), make(str(further)))
    whole = draw(st.integers(20, 400))
    return lines, polarity, draw(st.integers(0, whole)), whole


@LAW
@given(figures_and_lines())
def test_so_many_cases_more_or_fewer_reach_the_next_grade_and_one_less_does_not(
    case: tuple[Lines, str, int, int],
) -> None:
    lines, polarity, part, whole = case
    following = held(lines, part, whole, polarity).margin.next
    if following is None:
        assert held(lines, part, whole, polarity).grade == GOOD
        return
    step = 1 if following.more else -1
    reached = [
        n
        for n in range(whole + 1)
        if 0 <= part + step * n <= whole and meets(lines, part + step * n, whole, following.band.grade)
    ]
    assert following.cases == (reached[0] if reached else None)


def meets(lines: Lines, part: int, whole: int, wanted: Grade) -> bool:
    grade = lines.grade_of((100 * part, whole))
    return grade is not None and grade >= wanted


@LAW
@given(figures_and_lines())
def test_one_case_would_change_it_exactly_if_a_neighbouring_count_has_another_grade(
    case: tuple[Lines, str, int, int],
) -> None:
    lines, polarity, part, whole = case
    found = {held(lines, near, whole, polarity).grade for near in (part - 1, part, part + 1) if 0 <= near <= whole}
    assert held(lines, part, whole, polarity).margin.one_case == (len(found) > 1)


@LAW
@given(figures_and_lines())
def test_a_figure_on_its_line_is_never_told_apart_from_it(case: tuple[Lines, str, int, int]) -> None:
    lines, polarity, part, whole = case
    margin = held(lines, part, whole, polarity).margin
    assert margin.interval is not None
    edges = [edge for band in lines.bands for edge in band.bound.edges()]
    if any(Fraction(edge) == Fraction(100 * part, whole) for edge in edges):
        assert margin.untold_from == Decimal(100 * part) / whole
    if margin.untold_from is not None:
        assert margin.untold_from in edges
        assert margin.interval.low <= margin.untold_from <= margin.interval.high


# --- one case ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "tips"), [(684, True), (685, True), (686, False), (683, False), (881, True), (882, True)]
)
def test_one_case_tips_a_figure_beside_a_line(part: int, *, tips: bool) -> None:
    assert held(TIMELY, part, 1000).margin.one_case is tips


def test_one_case_looks_both_ways_but_not_past_none_or_all() -> None:
    assert held(bands(at_most(0)), 0, 40, "low").margin.one_case
    assert held(bands(at_most(0)), 1, 40, "low").margin.one_case
    assert not held(bands(at_most(0)), 2, 40, "low").margin.one_case
    assert held(bands(at_least(100)), 40, 40).margin.one_case
    assert not held(TIMELY, 40, 40).margin.one_case


# --- the interval -----------------------------------------------------------------------------------------------------


def roots(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval as he defined it: the shares p with (part/whole - p)^2 = z^2 p(1-p)/whole, in per cent."""
    share, z2 = part / whole, 1.96**2
    a, b, c = 1 + z2 / whole, -(2 * share + z2 / whole), share * share
    root = max(0.0, b * b - 4 * a * c) ** 0.5
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(317, 646, "45.2", "53.0"), (0, 10, "0.0", "27.8"), (10, 10, "72.2", "100.0"), (5, 10, "23.6", "76.4")],
)
def test_the_interval_is_wilsons_rounded_outwards(part: int, whole: int, low: str, high: str) -> None:
    interval = wilson(part, whole)
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


@LAW
@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_roots_of_wilsons_equation_and_hardly_more(case: tuple[int, int]) -> None:
    interval = wilson(*case)
    low, high = roots(*case)
    assert float(interval.low) - 1e-6 <= low <= float(interval.low) + 0.1 + 1e-6
    assert float(interval.high) - 0.1 - 1e-6 <= high <= float(interval.high) + 1e-6
    assert 0 <= interval.low <= Decimal(100 * case[0]) / case[1] <= interval.high <= 100


@LAW
@given(
    st.integers(20, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    st.decimals("0.1", "99.9", places=1),
)
def test_a_line_that_cannot_be_told_from_the_figure_lies_in_its_interval(case: tuple[int, int], line: Decimal) -> None:
    interval = wilson(*case)
    if cannot_be_told_from(line, *case):
        assert interval.low <= line <= interval.high
    else:
        assert line <= interval.low + Decimal("0.1") or line >= interval.high - Decimal("0.1")


def test_a_line_within_the_interval_is_named_and_one_outside_is_not() -> None:
    assert held(TIMELY, 2780, 4840).margin.untold_from is None
    assert held(TIMELY, 67, 100).margin.untold_from == Decimal("68.5")
    assert held(TIMELY, 70, 100).margin.untold_from == Decimal("68.5")


def test_of_two_lines_within_the_interval_the_nearer_is_named() -> None:
    assert held(TIMELY, 17, 22).margin.untold_from == Decimal("68.5")
    assert held(TIMELY, 18, 22).margin.untold_from == Decimal("88.2")


def test_where_every_case_must_be_right_chance_has_no_part_in_it() -> None:
    margin = held(bands(at_most(0)), 1, 40, "low").margin
    assert margin.interval is None
    assert margin.untold_from is None
