"""Change between two periods, and the difference from England."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    YEAR,
    YEAR_BEFORE,
    at_least,
    at_most,
    bands,
    entry,
    figure,
    found,
    part_of,
    published_without_denominator,
    reason_of,
    replace,
    rule,
)
from compcheck.model.figure import NEAR_ENOUGH_DAYS
from compcheck.model.finding import Finding
from compcheck.model.grade import Grade, Reason
from compcheck.model.indicator import Break, Published
from compcheck.model.submission import Entry
from compcheck.model.when import Period

FALLING = rule("practice/falling", bands(at_most(0), at_most(5)), change_months=12, change_over="1 year")
RISING = rule("practice/rising", bands(at_least(0), at_least(-5)), change_months=12, change_over="1 year")


def as_at(day: date) -> Period:
    return Period(day, day)


def fell(now: int, *earlier: Entry, breaks: tuple[Break, ...] = (), whole: int = 100) -> Finding:
    given = part_of(now, whole, history=earlier)
    return found(FALLING, figure(given, polarity="low", breaks=breaks))


def before(part: object, whole: object = 100, ended: date = YEAR_BEFORE.end) -> Entry:
    return part_of(part, whole, period=as_at(ended))


@pytest.mark.parametrize(("now", "grade"), [(9, GOOD), (10, GOOD), (11, ADEQUATE), (15, ADEQUATE), (16, INADEQUATE)])
def test_a_change_is_the_later_figure_less_the_earlier(now: int, grade: Grade) -> None:
    assert fell(now, before(10)).grade == grade


def test_a_change_of_two_shares_is_exact() -> None:
    risen = fell(100, before(33, 99), whole=300)
    assert risen.compared is not None
    assert risen.compared[0] == 0
    assert risen.grade == GOOD
    assert fell(101, before(33, 99), whole=300).grade == ADEQUATE


def test_the_earlier_figure_stands_beside_the_later_in_the_finding() -> None:
    finding = fell(9, before(10))
    assert [one.value for one in finding.figures] == [9, 10]


def test_the_period_nearest_to_so_long_before_is_taken() -> None:
    nearest = YEAR_BEFORE.end
    finding = fell(
        12,
        before(30, ended=nearest - timedelta(days=60)),
        before(10, ended=nearest + timedelta(days=3)),
        before(30, ended=nearest + timedelta(days=90)),
    )
    assert finding.grade == ADEQUATE


def test_an_earlier_figure_a_quarter_off_the_date_still_counts_and_one_day_more_does_not() -> None:
    edge = YEAR_BEFORE.end - timedelta(days=NEAR_ENOUGH_DAYS)
    assert fell(9, before(10, ended=edge)).grade == GOOD
    assert reason_of(fell(9, before(10, ended=edge - timedelta(days=1)))) is Reason.NO_EARLIER_PERIOD


def test_without_an_earlier_period_there_is_no_change_to_grade() -> None:
    assert reason_of(fell(9)) is Reason.NO_EARLIER_PERIOD
    assert reason_of(fell(9, before("x", "x"))) is Reason.NO_EARLIER_PERIOD
    assert reason_of(fell(9, before(0, 0))) is Reason.NO_EARLIER_PERIOD


def test_nothing_is_compared_across_a_break_of_the_series() -> None:
    first_day_of_new_series = YEAR.start
    changed = Break(first_day_of_new_series, "the clock starts at another meeting")
    not_graded = fell(9, before(10), breaks=(changed,)).not_graded
    assert not_graded is not None
    assert (not_graded.reason, not_graded.detail) == (Reason.NOT_COMPARABLE, "the clock starts at another meeting")


@pytest.mark.parametrize(
    ("on", "comparable"),
    [
        (YEAR_BEFORE.end, True),
        (YEAR_BEFORE.end + timedelta(days=1), False),
        (YEAR.end, False),
        (YEAR.end + timedelta(days=1), True),
    ],
)
def test_a_break_counts_if_it_lies_after_the_earlier_figure_and_not_after_the_later(
    on: date, *, comparable: bool
) -> None:
    finding = fell(9, before(10), breaks=(Break(on, "changed"),))
    assert (finding.grade == GOOD) is comparable


def test_the_later_figure_being_too_few_leaves_the_change_ungraded_though_the_line_is_at_no_rise() -> None:
    """At most 0 says of a change that it may not rise. It does not say that none may be."""
    no_rise = replace(FALLING, lines=(bands(at_most(0), otherwise=None),))
    given = figure(part_of(1, 5, history=(before(3, 10),)), polarity="low")
    assert reason_of(found(no_rise, given)) is Reason.TOO_FEW


def test_an_earlier_share_of_too_few_is_no_share_to_compare_with() -> None:
    assert reason_of(fell(9, before(1, 5))) is Reason.TOO_FEW
    assert fell(9, before(2, 20)).grade == GOOD


def test_an_earlier_percentage_without_its_denominator_is_not_compared_with() -> None:
    assert reason_of(fell(9, entry("10", period=YEAR_BEFORE))) is Reason.NO_DENOMINATOR
    assert fell(9, published_without_denominator("10", period=YEAR_BEFORE)).grade == GOOD


def test_two_counts_or_averages_are_compared_without_denominators() -> None:
    given = figure(entry(9, history=(entry(10, period=YEAR_BEFORE),)), unit="count", polarity="low")
    assert found(FALLING, given).grade == GOOD


# --- against England --------------------------------------------------------------------------------------------------

AGAINST = rule("practice/against", bands(at_most(0), at_most(5)), against="england")


def england(year: str, ended: date, value: str | None) -> Published:
    return Published(year, ended, "DfE SFR45/2013", None if value is None else Decimal(value))


OWN_YEAR = england("2012-13", YEAR.end, "20.5")
LAST_YEAR = england("2011-12", YEAR_BEFORE.end, "25.0")
NEXT_YEAR = england("2013-14", date(2014, 3, 31), "1.0")


def against(part: int, *published: Published, breaks: tuple[Break, ...] = ()) -> Finding:
    return found(AGAINST, figure(part_of(part, 1000), polarity="low", published=published, breaks=breaks))


@pytest.mark.parametrize(("part", "grade"), [(205, GOOD), (206, ADEQUATE), (255, ADEQUATE), (256, INADEQUATE)])
def test_the_difference_from_england_is_held_against_the_line(part: int, grade: Grade) -> None:
    assert against(part, OWN_YEAR).grade == grade


def test_englands_own_year_is_taken_and_never_a_later_one() -> None:
    assert against(205, LAST_YEAR, OWN_YEAR, NEXT_YEAR).grade == GOOD
    assert against(206, NEXT_YEAR, OWN_YEAR, LAST_YEAR).grade == ADEQUATE


def test_where_england_has_no_figure_for_the_year_the_latest_before_is_taken() -> None:
    assert against(250, LAST_YEAR, NEXT_YEAR).grade == GOOD
    assert against(251, LAST_YEAR, NEXT_YEAR).grade == ADEQUATE


def test_without_a_figure_for_england_there_is_no_comparator() -> None:
    assert reason_of(against(205)) is Reason.NO_COMPARATOR
    assert reason_of(against(205, NEXT_YEAR)) is Reason.NO_COMPARATOR
    assert reason_of(against(205, replace(OWN_YEAR, england=None))) is Reason.NO_COMPARATOR


def test_england_before_a_break_of_the_series_is_not_compared_with() -> None:
    changed = Break(YEAR.start, "the clock changed")
    assert reason_of(against(205, LAST_YEAR, breaks=(changed,))) is Reason.NOT_COMPARABLE
    assert against(205, OWN_YEAR, breaks=(changed,)).grade == GOOD


def test_a_share_of_too_few_is_not_held_against_england_though_the_line_is_at_no_difference() -> None:
    level = replace(AGAINST, lines=(bands(at_most(0)),))
    assert reason_of(found(level, figure(part_of(1, 5), polarity="low", published=(OWN_YEAR,)))) is Reason.TOO_FEW


def test_a_rise_is_the_better_where_high_is_good() -> None:
    history = (part_of(80, 100, period=YEAR_BEFORE),)
    assert found(RISING, figure(part_of(80, 100, history=history))).grade == GOOD
    assert found(RISING, figure(part_of(79, 100, history=history))).grade == ADEQUATE


def test_the_change_of_what_is_context_is_printed_and_never_graded() -> None:
    context = rule("practice/context", never_graded=Reason.CONTEXT, change_months=12)
    given = figure(entry(900, history=(entry(800, period=YEAR_BEFORE),)), unit="count", polarity="none")
    finding = found(context, given)
    assert reason_of(finding) is Reason.CONTEXT
    assert finding.compared == (100, 1)
    assert [one.value for one in finding.figures] == [900, 800]
    assert found(context, figure(entry(900), unit="count", polarity="none")).compared is None


def test_england_is_shown_beside_a_figure_unless_the_series_broke_between() -> None:
    assert against(205, LAST_YEAR, OWN_YEAR, NEXT_YEAR).position is OWN_YEAR
    assert against(205, LAST_YEAR).position is LAST_YEAR
    assert against(205, LAST_YEAR, breaks=(Break(YEAR.start, "the clock changed"),)).position is None
    assert against(205).position is None
