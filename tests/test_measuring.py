from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from builders import FIGURE, YEAR_BEFORE, entry, figure, indicator, part_of
from compcheck.measuring import figure_of, work_out
from compcheck.model.grade import Reason
from compcheck.model.indicator import Catalogue
from compcheck.model.submission import MARKS, Authority, Submission
from compcheck.model.when import Period, When


def test_a_percentage_is_worked_out_from_its_counts_and_keeps_every_digit() -> None:
    assert figure(part_of(317, 646)).value == Fraction(31700, 646)


def test_a_third_is_a_third_and_no_rounding_of_it() -> None:
    worked_out = figure(part_of(1, 3)).value
    assert worked_out == Fraction(100, 3)
    assert worked_out != Fraction(Decimal("33.33333333333333333333"))


def test_a_rate_is_of_10_000_and_an_average_is_of_one() -> None:
    assert figure(part_of(646, 140_000), unit="rate per 10,000").value == Fraction(6_460_000, 140_000)
    assert figure(part_of(3040, 200), unit="number").value == Fraction(152, 10)


def test_a_value_without_counts_is_taken_as_it_stands() -> None:
    assert figure(entry("57.4")).value == Fraction(574, 10)
    assert figure(entry(3), unit="count").value == 3


def test_where_both_are_given_the_counts_decide_because_the_value_was_rounded() -> None:
    assert figure(part_of(317, 646, value=Decimal("49.1"))).value == Fraction(31700, 646)


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_answers_and_no_numbers(*, answer: bool) -> None:
    given = figure(entry(answer), unit="yes/no")
    assert given.truth is answer
    assert given.value is None
    assert given.missing is None


def test_zero_is_a_value() -> None:
    assert figure(entry(0), unit="count").value == 0
    assert figure(part_of(0, 212)).value == 0


def test_nothing_of_nothing_is_nothing_to_measure_and_not_0_percent() -> None:
    given = figure(part_of(0, 0))
    assert given.value is None
    assert given.missing is not None
    assert given.missing.reason is Reason.NOTHING_TO_MEASURE


def test_a_figure_not_supplied_keeps_the_reason_it_was_given() -> None:
    missing = figure(entry(not_supplied="no call data before June")).missing
    assert missing is not None
    assert (missing.reason, missing.detail) == (Reason.NOT_SUPPLIED, "no call data before June")


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("c", Reason.SUPPRESSED),
        ("x", Reason.SUPPRESSED),
        ("z", Reason.NOT_APPLICABLE),
        ("..", Reason.NOT_SUPPLIED),
        (":", Reason.NOT_SUPPLIED),
        ("-", Reason.NOT_SUPPLIED),
        ("u", Reason.NOT_SUPPLIED),
        ("k", Reason.SMALL),
        ("low", Reason.SMALL),
    ],
)
def test_each_of_dfes_marks_says_why_there_is_no_figure(mark: str, reason: Reason) -> None:
    places = [entry(mark), part_of(mark, 40), part_of(3, mark), part_of(mark, mark)]
    for missing in [figure(one).missing for one in places]:
        assert missing is not None
        assert missing.reason is reason
        assert mark in missing.detail


def test_no_mark_is_forgotten_above() -> None:
    assert set(MARKS) == {"c", "x", "z", "..", ":", "-", "u", "k", "low"}


@pytest.mark.parametrize("unit", ["percent", "count", "number", "rate per 10,000", "yes/no"])
def test_a_mark_is_never_zero_and_never_a_no(unit: str) -> None:
    given = figure(entry("low"), unit=unit)
    assert given.value is None
    assert given.truth is None


def test_earlier_figures_are_measured_like_the_figure_itself() -> None:
    history = (part_of(1101, 1390, period=YEAR_BEFORE), entry("x", period=Period(*[YEAR_BEFORE.start] * 2)))
    worked_out, marked = figure(part_of(1280, 1440, history=history)).earlier
    assert worked_out.value == Fraction(110_100, 1390)
    assert marked.missing is not None
    assert marked.missing.reason is Reason.SUPPRESSED


def test_only_what_a_framework_asks_for_is_measured_and_what_is_absent_stays_absent() -> None:
    catalogue = Catalogue({name: indicator(name) for name in (FIGURE, "other", "third")}, {})
    given = {name: entry(50, name) for name in (FIGURE, "other")}
    judged, period = When.read("2013-05"), YEAR_BEFORE
    submission = Submission(Authority("Exampleshire"), "protection-2012", judged, period, "report", given, {})
    assert work_out(submission, catalogue, [FIGURE, "third"]) == {FIGURE: figure_of(given[FIGURE], indicator())}
