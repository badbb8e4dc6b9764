from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    YEAR,
    at_least,
    at_most,
    bands,
    between,
    entry,
    figure,
    found,
    less_than,
    more_than,
    part_of,
    published_without_denominator,
    reason_of,
    replace,
    rule,
    yes_is,
)
from compcheck.model.bands import Lines
from compcheck.model.grade import Grade, Reason
from compcheck.model.indicator import Break
from compcheck.model.rule import Recommendation, Rule
from compcheck.model.when import Period

TIMELY = rule("practice/timely", bands(at_least("88.2"), at_least("68.5")))
NONE_MAY_BE = rule("practice/none", bands(at_most(0)))


def graded(lines: Lines, value: str, polarity: str = "high") -> Grade | None:
    return found(rule("practice/any", lines), figure(published_without_denominator(value), polarity=polarity)).grade


# --- on the line and just off it --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("100", GOOD),
        ("88.2", GOOD),
        ("88.19999", ADEQUATE),
        ("88.1999999999999999999999999999999999", ADEQUATE),
        ("68.5", ADEQUATE),
        ("68.49999", INADEQUATE),
        ("0", INADEQUATE),
    ],
)
def test_a_figure_on_the_line_meets_it_and_one_just_under_does_not(value: str, grade: Grade) -> None:
    assert graded(bands(at_least("88.2"), at_least("68.5")), value) == grade


@pytest.mark.parametrize(
    ("value", "grade"), [("2.1", GOOD), ("2.10001", ADEQUATE), ("5.3", ADEQUATE), ("5.4", INADEQUATE)]
)
def test_where_low_is_good_the_line_is_a_ceiling(value: str, grade: Grade) -> None:
    assert graded(bands(at_most("2.1"), at_most("5.3")), value, "low") == grade


def test_more_than_and_less_than_leave_out_the_line_itself() -> None:
    assert graded(bands(more_than(90)), "90") == INADEQUATE
    assert graded(bands(more_than(90)), "90.0000001") == GOOD
    assert graded(bands(less_than(5)), "5", "low") == INADEQUATE
    assert graded(bands(less_than(5)), "4.9999999", "low") == GOOD


@pytest.mark.parametrize("whole", [10**15 + 1, 10**17 + 3])
def test_counts_that_a_float_would_round_onto_the_line_miss_it(whole: int) -> None:
    """882 of 1000 is on the line; the nearest smaller share of a very large whole is not, though a float says it is."""
    part = whole * 882 // 1000
    assert part * 1000 < whole * 882
    assert round(100 * part / whole, 10) == 88.2
    assert found(TIMELY, figure(part_of(part, whole))).grade == ADEQUATE
    assert found(TIMELY, figure(part_of(part + 1, whole))).grade == GOOD


def test_a_share_that_prints_as_the_line_and_is_below_it_has_missed_it() -> None:
    assert f"{100 * 1481 / 2162:.1f}" == "68.5"
    assert found(TIMELY, figure(part_of(1481, 2162))).grade == ADEQUATE
    assert f"{100 * 1480 / 2162:.1f}" == "68.5"
    assert found(TIMELY, figure(part_of(1480, 2162))).grade == INADEQUATE


def test_the_counts_and_not_the_rounded_value_beside_them_meet_the_line() -> None:
    assert found(TIMELY, figure(part_of(1480, 2162, value=Decimal("68.5")))).grade == INADEQUATE


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("17.7", ADEQUATE),
        ("17.8", GOOD),
        ("20", GOOD),
        ("27.9", GOOD),
        ("27.9001", ADEQUATE),
        ("0", ADEQUATE),
        ("100", ADEQUATE),
    ],
)
def test_in_the_middle_both_ends_are_questions(value: str, grade: Grade) -> None:
    assert graded(bands(between("17.8", "27.9"), otherwise=ADEQUATE), value, "middle") == grade


def test_what_no_source_grades_is_not_graded() -> None:
    lines = bands(at_most(0), otherwise=None)
    finding = found(rule("practice/some", lines), figure(entry(3), unit="count", polarity="low"))
    assert reason_of(finding) is Reason.NO_LINE
    assert found(rule("practice/some", lines), figure(entry(0), unit="count", polarity="low")).grade == GOOD


@pytest.mark.parametrize(("answer", "grade"), [(True, GOOD), (False, INADEQUATE)])
def test_yes_and_no_are_graded_as_the_rule_says(*, answer: bool, grade: Grade) -> None:
    assert (
        found(rule("practice/asked", yes_is(GOOD, no=INADEQUATE)), figure(entry(answer), unit="yes/no")).grade == grade
    )


def test_no_may_be_the_better_answer() -> None:
    assert (
        found(rule("practice/asked", yes_is(INADEQUATE, no=GOOD)), figure(entry(value=False), unit="yes/no")).grade
        == GOOD
    )


# --- which lines: the end of the figure's own period chooses ----------------------------------------------------------

TIGHTENED = rule(
    "practice/dated",
    bands(at_least(60), since=date(2011, 4, 1)),
    bands(at_least(80), since=date(2013, 3, 31)),
)


@pytest.mark.parametrize(
    ("ended", "grade"), [(date(2013, 3, 31), INADEQUATE), (date(2013, 3, 30), GOOD), (date(2011, 12, 1), GOOD)]
)
def test_the_end_of_the_figures_own_period_chooses_the_line(ended: date, grade: Grade) -> None:
    given = figure(part_of(70, 100, period=Period(ended - timedelta(days=90), ended)))
    assert found(TIGHTENED, given, judged="2013-05-20", figures_out_of_date=24).grade == grade


def test_a_figure_from_before_the_first_line_is_not_graded() -> None:
    given = figure(part_of(70, 100, period=Period(date(2010, 4, 1), date(2011, 3, 31))))
    assert reason_of(found(TIGHTENED, given, judged="2012-08-01")) is Reason.NOT_IN_FORCE


def test_a_rule_without_a_line_by_the_day_of_judgement_is_not_in_force() -> None:
    newer = rule("practice/newer", bands(at_least(60), since=date(2013, 5, 21)))
    assert reason_of(found(newer, figure(part_of(70, 100)), judged="2013-05-20")) is Reason.NOT_IN_FORCE
    assert found(newer, figure(part_of(70, 100)), judged="2013-05-21").rule.in_force_on(date(2013, 5, 21))


@pytest.mark.parametrize(
    ("judged", "graded"),
    [("2014-09-29", True), ("2014-09-30", True), ("2014-10-01", False)],
)
def test_a_figure_is_out_of_date_after_eighteen_months_and_not_on_the_day(judged: str, *, graded: bool) -> None:
    finding = found(TIMELY, figure(part_of(90, 100, period=YEAR)), judged=judged)
    assert (finding.grade is not None) is graded
    assert reason_of(finding) is (None if graded else Reason.OUT_OF_DATE)


# --- what is no figure ------------------------------------------------------------------------------------------------


def test_a_figure_nobody_mentioned_is_not_supplied() -> None:
    assert reason_of(found(TIMELY)) is Reason.NOT_SUPPLIED


@pytest.mark.parametrize(
    ("value", "reason"),
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
@pytest.mark.parametrize("asked", [TIMELY, NONE_MAY_BE], ids=["timely", "none may be"])
def test_a_mark_is_never_a_pass_not_even_where_none_may_be(asked: Rule, value: str, reason: Reason) -> None:
    finding = found(asked, figure(entry(value)))
    assert finding.grade is None
    assert reason_of(finding) is reason


def test_nothing_of_nothing_is_not_graded() -> None:
    assert reason_of(found(NONE_MAY_BE, figure(part_of(0, 0)))) is Reason.NOTHING_TO_MEASURE


def test_not_supplied_is_not_graded_and_keeps_its_reason() -> None:
    not_graded = found(TIMELY, figure(entry(not_supplied="system changed in June"))).not_graded
    assert not_graded is not None
    assert (not_graded.reason, not_graded.detail) == (Reason.NOT_SUPPLIED, "system changed in June")


def test_a_percentage_without_its_denominator_is_not_graded() -> None:
    assert reason_of(found(TIMELY, figure(entry("95")))) is Reason.NO_DENOMINATOR
    assert reason_of(found(TIMELY, figure(part_of(95, None, value=95)))) is Reason.NO_DENOMINATOR


def test_a_percentage_whose_source_publishes_no_denominator_is_graded() -> None:
    assert found(TIMELY, figure(published_without_denominator("95"))).grade == GOOD


def test_context_recorded_and_what_is_left_to_inspectors_are_printed_and_never_graded() -> None:
    for why in (Reason.CONTEXT, Reason.RECORDED):
        finding = found(rule("practice/rate", never_graded=why), figure(entry("95")))
        assert reason_of(finding) is why
        assert [one.value for one in finding.figures] == [95]
    left = rule("practice/left", left_to_inspectors="only a visit shows it", never_graded=Reason.LEFT_TO_INSPECTORS)
    not_graded = found(left).not_graded
    assert not_graded is not None
    assert (not_graded.reason, not_graded.detail) == (Reason.LEFT_TO_INSPECTORS, "only a visit shows it")


# --- few cases --------------------------------------------------------------------------------------------------------


def test_a_share_of_fewer_than_twenty_is_not_graded() -> None:
    assert reason_of(found(TIMELY, figure(part_of(19, 19)))) is Reason.TOO_FEW
    assert reason_of(found(TIMELY, figure(part_of(0, 19)))) is Reason.TOO_FEW
    assert found(TIMELY, figure(part_of(20, 20))).grade == GOOD


@pytest.mark.parametrize(("part", "grade"), [(0, GOOD), (1, INADEQUATE), (3, INADEQUATE)])
def test_where_none_may_be_three_cases_are_enough_to_decide(part: int, grade: Grade) -> None:
    assert found(NONE_MAY_BE, figure(part_of(part, 3), polarity="low")).grade == grade


def test_where_every_case_must_be_right_three_cases_are_enough_to_decide() -> None:
    every = rule("practice/every", bands(at_least(100)))
    assert found(every, figure(part_of(3, 3))).grade == GOOD
    assert found(every, figure(part_of(2, 3))).grade == INADEQUATE


def test_a_second_line_below_100_percent_makes_it_a_share_again() -> None:
    nearly = rule("practice/nearly", bands(at_least(100), at_least(90)))
    assert reason_of(found(nearly, figure(part_of(3, 3)))) is Reason.TOO_FEW


def test_counts_averages_and_rates_are_never_too_few() -> None:
    assert found(NONE_MAY_BE, figure(entry(1), unit="count", polarity="low")).grade == INADEQUATE
    manageable = rule("practice/average", bands(at_most(18)))
    assert found(manageable, figure(part_of(30, 2), unit="number", polarity="low")).grade == GOOD


# --- what is to be done -----------------------------------------------------------------------------------------------


def test_a_finding_recommends_what_the_rule_says_of_its_grade_and_nothing_where_there_is_none() -> None:
    now = Recommendation(INADEQUATE, "Bring allocation under daily oversight", "immediately")
    soon = Recommendation(ADEQUATE, "Find what delays the late ones", "within 3 months")
    asked = replace(TIMELY, recommend=(now, soon))
    assert found(asked, figure(part_of(10, 100))).recommendation is now
    assert found(asked, figure(part_of(75, 100))).recommendation is soon
    assert found(asked, figure(part_of(95, 100))).recommendation is None
    assert found(asked).recommendation is None


def test_a_period_that_spans_a_change_of_the_series_is_not_graded() -> None:
    changed = (Break(date(2012, 10, 1), "the clock starts later"),)
    spanning = figure(part_of(95, 100), breaks=changed)
    assert reason_of(found(TIMELY, spanning)) is Reason.NOT_COMPARABLE
    starting = figure(part_of(95, 100), breaks=(Break(YEAR.start, "the clock starts later"),))
    assert found(TIMELY, starting).grade == GOOD
