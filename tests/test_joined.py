"""All, any and not: several figures that decide together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from builders import (
    GOOD,
    INADEQUATE,
    all_of,
    any_of,
    at_least,
    at_most,
    entry,
    figure,
    found,
    joined_rule,
    part_of,
    reason_of,
)
from compcheck.model.bands import Lines, Member
from compcheck.model.figure import Figure
from compcheck.model.grade import Reason
from compcheck.model.when import Period

LATE = Member("late", at_most(5))
SEEN = Member("seen", at_least(90))
SHARED = Member("shared", None)
NOT_WAITING = Member("waiting", None, negated=True)


def late(part: int) -> Figure:
    return figure(part_of(part, 100, "late"), polarity="low")


def seen(part: int) -> Figure:
    return figure(part_of(part, 100, "seen"))


def answer(name: str, *, value: bool) -> Figure:
    return figure(entry(value, name), unit="yes/no")


def test_all_asks_for_every_one_of_its_figures() -> None:
    both = joined_rule(all_of(LATE, SEEN))
    assert found(both, late(5), seen(90)).grade == GOOD
    assert found(both, late(6), seen(90)).grade == INADEQUATE
    assert found(both, late(5), seen(89)).grade == INADEQUATE


def test_any_asks_for_one_of_its_figures() -> None:
    either = joined_rule(any_of(LATE, SEEN))
    assert found(either, late(50), seen(90)).grade == GOOD
    assert found(either, late(50), seen(10)).grade == INADEQUATE


def test_a_missing_figure_leaves_all_unknown_unless_another_has_failed() -> None:
    both = joined_rule(all_of(LATE, SEEN))
    assert reason_of(found(both, late(5))) is Reason.NOT_SUPPLIED
    assert found(both, late(6)).grade == INADEQUATE
    assert reason_of(found(both, late(5), figure(entry("x", "seen")))) is Reason.SUPPRESSED
    assert found(both, late(6), figure(entry("x", "seen"))).grade == INADEQUATE


def test_a_missing_figure_leaves_any_unknown_unless_another_has_passed() -> None:
    either = joined_rule(any_of(LATE, SEEN))
    assert reason_of(found(either, late(6))) is Reason.NOT_SUPPLIED
    assert found(either, late(5)).grade == GOOD
    assert found(either, late(5), figure(entry("x", "seen"))).grade == GOOD


def test_a_joined_rule_without_any_figure_is_not_supplied() -> None:
    assert reason_of(found(joined_rule(all_of(LATE, SEEN)))) is Reason.NOT_SUPPLIED
    assert reason_of(found(joined_rule(any_of(LATE, SEEN)))) is Reason.NOT_SUPPLIED


def test_not_turns_a_yes_or_no_round() -> None:
    asked = joined_rule(all_of(SHARED, NOT_WAITING))
    yes, no = {"value": True}, {"value": False}
    assert found(asked, answer("shared", **yes), answer("waiting", **no)).grade == GOOD
    assert found(asked, answer("shared", **yes), answer("waiting", **yes)).grade == INADEQUATE
    assert found(asked, answer("shared", **no), answer("waiting", **no)).grade == INADEQUATE


def test_too_few_out_of_date_and_no_denominator_leave_a_member_unknown() -> None:
    both = joined_rule(all_of(LATE, SEEN))
    few = figure(part_of(19, 19, "seen"))
    old = figure(part_of(95, 100, "seen", period=Period(date(2010, 4, 1), date(2011, 3, 31))))
    bare = figure(entry("95", "seen"))
    assert reason_of(found(both, late(5), few)) is Reason.TOO_FEW
    assert reason_of(found(both, late(5), old)) is Reason.OUT_OF_DATE
    assert reason_of(found(both, late(5), bare)) is Reason.NO_DENOMINATOR


def test_a_member_of_which_none_may_be_is_decided_by_a_few_cases() -> None:
    none_waiting = joined_rule(all_of(Member("waiting", at_most(0)), SEEN))
    assert found(none_waiting, figure(part_of(1, 3, "waiting"), polarity="low"), seen(95)).grade == INADEQUATE
    assert found(none_waiting, figure(part_of(0, 3, "waiting"), polarity="low"), seen(95)).grade == GOOD


@pytest.mark.parametrize("make", [all_of, any_of])
def test_which_figures_came_does_not_choose_the_question(make: Callable[..., Lines]) -> None:
    """The line of each figure is that of its own period; a newer figure beside it moves none to a newer line."""
    older = make(Member("late", at_most(10)), SEEN, since=date(2010, 4, 1))
    newer = make(Member("late", at_most(5)), SEEN, since=date(2013, 4, 1))
    asked = joined_rule(older, newer)
    new = figure(part_of(95, 100, "seen", period=Period(date(2013, 5, 1), date(2013, 5, 1))))
    assert found(asked, late(8), new).grade == GOOD
    assert found(asked, late(8), seen(95)).grade == GOOD


def test_a_figure_from_before_the_first_line_of_a_joined_rule_is_unknown() -> None:
    asked = joined_rule(all_of(LATE, SEEN, since=date(2013, 1, 1)))
    early = figure(part_of(2, 100, "late", period=Period(date(2012, 1, 1), date(2012, 12, 31))), polarity="low")
    assert reason_of(found(asked, early, seen(95))) is Reason.NOT_IN_FORCE
    assert found(asked, early, seen(20)).grade == INADEQUATE
