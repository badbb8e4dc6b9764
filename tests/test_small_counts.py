"""Fewer than six people: which figures could give a child or a worker away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import (
    GOOD,
    INADEQUATE,
    YEAR_BEFORE,
    at_most,
    bands,
    entry,
    figure,
    found,
    part_of,
    published_without_denominator,
    rule,
)
from compcheck.model.figure import is_small
from compcheck.model.submission import Entry


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (5, True), (6, False), (None, False)])
def test_one_to_five_are_small_and_none_is_not(count: int | None, *, small: bool) -> None:
    assert is_small(count) is small


@pytest.mark.parametrize(
    ("part", "whole", "hides"),
    [
        (0, 40, False),
        (1, 40, True),
        (5, 40, True),
        (6, 40, False),
        (34, 40, False),
        (35, 40, True),
        (39, 40, True),
        (40, 40, False),
        (0, 3, True),
        (3, 3, True),
        (0, 6, False),
    ],
)
def test_a_share_hides_if_its_part_its_whole_or_the_rest_is_one_to_five(part: int, whole: int, *, hides: bool) -> None:
    assert figure(part_of(part, whole)).hides is hides


@pytest.mark.parametrize(("value", "hides"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_count_of_one_to_five_people_hides(value: int, *, hides: bool) -> None:
    assert figure(entry(value), unit="count").hides is hides


@pytest.mark.parametrize(
    ("counting", "hides"), [("children", True), ("workers", True), ("actions", False), ("calls", False)]
)
def test_children_and_workers_are_hidden_and_actions_and_calls_are_not(counting: str, *, hides: bool) -> None:
    assert figure(entry(3), unit="count", counting=counting).hides is hides
    assert figure(part_of(3, 40), counting=counting).hides is hides


@pytest.mark.parametrize(
    "given",
    [
        part_of(None, 80, value=Decimal("2.5")),
        part_of(None, 80, value=Decimal("97.5")),
        part_of(50, None, value=98),
        part_of(2, None, value=Decimal("2.5")),
    ],
    ids=["2.5 % of 80", "97.5 % of 80", "50 are 98 %", "2 are 2.5 %"],
)
def test_a_count_that_follows_from_the_percentage_and_the_other_count_hides(given: Entry) -> None:
    assert figure(given).hides


def test_a_percentage_from_which_no_small_count_follows_is_shown() -> None:
    assert not figure(part_of(None, 80, value=50)).hides
    assert not figure(part_of(None, 80, value=0)).hides
    assert not figure(part_of(None, 80, value=100)).hides
    assert not figure(part_of(50, None, value=50)).hides
    assert not figure(part_of(0, None, value=0)).hides
    assert not figure(published_without_denominator("2.5")).hides
    assert not figure(part_of("x", 80)).hides


def test_a_finding_hides_if_its_figure_or_the_earlier_one_does() -> None:
    falling = rule("practice/falling", bands(at_most(0)), change_months=12)
    small_before = part_of(20, 100, history=(part_of(3, 100, period=YEAR_BEFORE),))
    both_large = part_of(20, 100, history=(part_of(30, 100, period=YEAR_BEFORE),))
    assert found(falling, figure(small_before, polarity="low")).hides
    assert not found(falling, figure(both_large, polarity="low")).hides


def test_where_none_may_be_a_hidden_count_keeps_its_grade() -> None:
    none_may_be = rule("practice/none", bands(at_most(0)))
    one = found(none_may_be, figure(entry(1), unit="count", polarity="low"))
    assert one.hides
    assert one.grade == INADEQUATE
    none = found(none_may_be, figure(entry(0), unit="count", polarity="low"))
    assert not none.hides
    assert none.grade == GOOD
