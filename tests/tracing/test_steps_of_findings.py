"""A trace is the decision itself: done again, it gives the finding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from replaying import replayed, same

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    JUDGED_ON,
    TWO_THIRDS,
    YEAR,
    YEAR_BEFORE,
    all_of,
    at_least,
    at_most,
    bands,
    counted,
    either_rule,
    entry,
    evidence_rule,
    figure,
    found,
    framework,
    joined_rule,
    part_of,
    replace,
    rule,
    sampled,
    seen,
)
from compcheck.model.bands import Member, NationalBand
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, NotGraded, Reason
from compcheck.model.indicator import Break, Published
from compcheck.tracing.findings import steps_of
from compcheck.tracing.steps import Step
from drawing_frameworks import KINDS_OF_RULE, Given, requirement, submissions

OF_ONE_KIND = settings(max_examples=200, deadline=None, derandomize=True)
Case = tuple[Framework, Given]
PUBLISHED = (
    Published("2011-12", YEAR_BEFORE.end, "DfE", Decimal(50), Decimal(40), Decimal(50), Decimal(60)),
    Published("2012-13", YEAR.end, "DfE", Decimal(60)),
)
NATIONAL = replace(
    bands(), national=(NationalBand(GOOD, True, ("median",)), NationalBand(ADEQUATE, True, ("lower_quartile",)))
)


@st.composite
def cases(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> Case:
    edition = draw(editions)
    return edition, draw(submissions(edition))


def traced(finding: Finding, **changes: object) -> tuple[Step, ...]:
    """The steps of a finding made by `found`, done again and held against it."""
    steps = steps_of(finding, framework(finding.rule, **changes), JUDGED_ON.last)
    assert same(replayed(steps), finding.outcome)
    return steps


def words(steps: tuple[Step, ...]) -> list[str]:
    return [one.step for one in steps]


@pytest.mark.parametrize("kind", KINDS_OF_RULE)
def test_the_steps_done_again_give_the_finding(kind: str) -> None:
    @OF_ONE_KIND
    @given(cases(requirement(kind)))
    def holds(case: Case) -> None:
        edition, submission = case
        for finding in submission.under(edition).findings:
            steps = steps_of(finding, edition, JUDGED_ON.last)
            assert same(replayed(steps), finding.outcome), (finding, steps)

    holds()


def test_the_last_step_is_the_comparison_that_decided() -> None:
    finding = found(rule("practice/timely", bands(at_least("88.2"), at_least("68.5"))), figure(part_of(2780, 4840)))
    *before, missed, rest = traced(finding)
    assert (missed.by, missed.against, missed.result) == ("at least", Fraction("68.5"), False)
    assert missed.compared == Fraction(278000, 4840)
    assert (rest.step, rest.so) == ("otherwise", INADEQUATE)
    assert [one.result for one in before if one.grade == GOOD] == [False]


def test_nothing_after_what_decided_is_told() -> None:
    steps = traced(found(rule("practice/timely", bands(at_least(90), at_least(70))), figure(part_of(95, 100))))
    assert steps[-1].so == GOOD
    assert not [one for one in steps if one.grade == ADEQUATE]
    old = figure(part_of(95, 100, period=replace(YEAR, start=date(2010, 4, 1), end=date(2011, 3, 31))))
    assert words(traced(found(rule("practice/timely", bands(at_least(90))), old)))[-1] == "not out of date"


def test_what_national_lines_are_is_told_with_their_year() -> None:
    national = rule("practice/timely", NATIONAL)
    published: dict[str, Any] = {"published": PUBLISHED, "same_as": "series"}
    steps = traced(found(national, figure(part_of(45, 100), **published)))
    assert Step("England's lines of", "2011-12") in steps
    assert [one.against for one in steps if one.step == "line"] == [50, 40]
    assert steps[-1].so == ADEQUATE
    without = traced(found(national, figure(part_of(45, 100))))
    assert without[-1].so == NotGraded(Reason.NO_COMPARATOR)
    broken = {**published, "breaks": (Break(YEAR.start, "another clock"),)}
    across = traced(found(national, figure(part_of(45, 100), **broken)))
    assert across[-1].so == NotGraded(Reason.NOT_COMPARABLE)


def test_a_figure_without_the_authoritys_own_limit_is_told_to_its_end() -> None:
    own = rule("practice/timely", bands(at_least(90)), parameter="visit_interval")
    steps = traced(found(own, figure(part_of(95, 100))))
    assert (steps[-2].so, steps[-1].so) == (GOOD, NotGraded(Reason.NO_LOCAL_STANDARD))


def test_evidence_is_told_up_to_what_holds_it_down() -> None:
    lines = sampled({GOOD: TWO_THIRDS, ADEQUATE: TWO_THIRDS})
    steps = traced(found(evidence_rule(lines), evidence=[counted(good=9, adequate=1, kind="own audit")]))
    assert [one.so for one in steps if one.so is not None] == [GOOD, ADEQUATE]
    cases_seen = next(one for one in steps if one.step == "sampled cases at that grade or better")
    assert (cases_seen.compared, cases_seen.against) == (9, Fraction(20, 3))


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        (seen(kind="statement"), Reason.STATEMENT),
        (seen(direction="strength"), Reason.DIRECTION_ONLY),
        (seen(grade="good", on="2011-01"), Reason.LAPSED),
        (counted(good=5), Reason.TOO_FEW),
        (seen(grade="strong"), Reason.ANOTHER_SCALE),
        (seen(counts={"good": 9, "strong": 1}), Reason.ANOTHER_SCALE),
        (seen(share=90), Reason.NO_LINE),
    ],
)
def test_evidence_that_cannot_grade_ends_at_what_keeps_it_from_it(evidence: object, reason: Reason) -> None:
    lines = sampled({GOOD: TWO_THIRDS})
    steps = traced(found(evidence_rule(lines), evidence=[evidence]))  # type: ignore[list-item]  # each is evidence
    assert steps[-1].so == NotGraded(reason)


def test_evidence_in_place_of_a_figure_comes_after_it_and_is_held_by_it() -> None:
    either = either_rule(bands(at_most(5), otherwise=None))
    finding = found(either, figure(part_of(60, 100), polarity="low"), evidence=[seen(grade="good")])
    steps = traced(finding)
    assert finding.outcome == ADEQUATE
    assert [str(one.so) for one in steps if one.so is not None] == [
        str(one) for one in (NotGraded(Reason.NO_LINE), GOOD, ADEQUATE)
    ]
    assert steps[-1].step == "most that the figure beside it leaves open"


def test_evidence_that_contradicts_the_figure_ends_in_no_grade() -> None:
    none_may_be = either_rule(bands(at_most(0)))
    few = figure(entry("k"), polarity="low")
    finding = found(none_may_be, few, evidence=[seen(grade="good", kind="inspection")])
    assert finding.grade is None
    assert isinstance(traced(finding)[-1].so, NotGraded)


def test_each_figure_of_a_joined_requirement_is_told_apart() -> None:
    both = joined_rule(all_of(Member("seen", at_least(90)), Member("waiting", at_most(5))))
    given = [figure(part_of(95, 100, "seen")), figure(part_of(9, 100, "waiting"), polarity="low")]
    steps = traced(found(both, *given))
    lines = [(one.about, one.result) for one in steps if one.step == "line"]
    assert lines == [("seen", True), ("waiting", False)]
    assert (steps[-1].step, steps[-1].so) == ("figures that do not hold", INADEQUATE)


def test_a_change_is_told_as_the_subtraction_it_is() -> None:
    falling = rule("practice/falling", bands(at_most(0)), change_months=12, change_over="1 year")
    earlier = part_of(30, 100, period=YEAR_BEFORE)
    steps = traced(found(falling, figure(part_of(25, 100, history=(earlier,)), polarity="low")))
    change = next(one for one in steps if one.by == "minus")
    assert (change.compared, change.against, change.result) == (25, 30, -5)
    assert steps[-1].compared == -5


@pytest.mark.parametrize("mark", ["c", "z", ":", "k"])
def test_a_figure_that_is_not_there_says_so_first(mark: str) -> None:
    steps = traced(found(rule("practice/timely", bands(at_least(90))), figure(entry(mark))))
    assert words(steps)[-1] == "figure supplied"
    assert isinstance(steps[-1].so, NotGraded)


def test_kinds_of_finding_have_no_order_and_still_a_trace() -> None:
    finding = found(evidence_rule(sampled()), evidence=[seen(grade="good", kind="own audit")])
    unordered = [Grade(one.scale, one.rank, ordered=False) for one in (ADEQUATE, GOOD)]
    with pytest.raises(TypeError):
        assert unordered[0] < unordered[1]
    assert traced(finding)[-1].so in {None, ADEQUATE}


@pytest.mark.parametrize(("ended", "graded"), [(date(2011, 11, 20), True), (date(2011, 11, 19), False)])
def test_the_last_day_on_which_a_figure_counts_is_told_as_it_is(ended: date, graded: bool) -> None:  # noqa: FBT001
    given = figure(part_of(95, 100, period=replace(YEAR, start=ended, end=ended)))
    steps = traced(found(rule("practice/timely", bands(at_least(90))), given))
    assert (steps[-1].so == GOOD) is graded


@pytest.mark.parametrize(("on", "graded"), [("2012-05-20", True), ("2012-05-19", False)])
def test_the_last_day_on_which_evidence_counts_is_told_as_it_is(on: str, graded: bool) -> None:  # noqa: FBT001
    steps = traced(found(evidence_rule(), evidence=[seen(grade="good", on=on)]))
    assert ([one.so for one in steps if one.so is not None] == [GOOD]) is graded


@pytest.mark.parametrize(("day", "graded"), [(YEAR.start, True), (date(2012, 4, 2), False)])
def test_a_period_that_spans_a_change_of_the_series_is_told(day: date, graded: bool) -> None:  # noqa: FBT001
    given = figure(part_of(95, 100), breaks=(Break(day, "another clock"),))
    steps = traced(found(rule("practice/timely", bands(at_least(90))), given))
    assert "period within one series" in words(steps)
    assert (steps[-1].so == GOOD) is graded
