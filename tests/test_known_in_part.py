"""Figures of which cases are not recorded, or that are known only as "at least": never better than they are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    YEAR_BEFORE,
    all_of,
    any_of,
    at_least,
    at_most,
    bands,
    between,
    either_rule,
    entry,
    figure,
    found,
    joined_rule,
    part_of,
    reason_of,
    replace,
    rule,
    seen,
)
from compcheck.model.bands import Member
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, Reason
from compcheck.model.recording import Recording
from compcheck.model.submission import Entry
from drawing_frameworks import KINDS_OF_RULE, Given, frameworks, requirement, standing
from drawing_in_part import known_in_part, most_not_recorded
from test_laws import grades

LAW = settings(max_examples=100, deadline=None, derandomize=True)
OF_ONE_KIND = settings(LAW, max_examples=200)
HIGH = rule("practice/timely", bands(at_least(90), at_least(80)))
LOW = rule("practice/repeated", bands(at_most(10), at_most(20)))
MIDDLE = rule("practice/middle", bands(between(20, 30), between(10, 50)))
each_kind = pytest.mark.parametrize("kind", KINDS_OF_RULE)


def not_recorded(n: int, **rest: Any) -> Recording:
    return Recording(n, **rest)


OR_MORE = Recording(at_least="one census cannot show the year before")


# --- single figures ---------------------------------------------------------------------------------------------------


def test_what_is_not_recorded_is_never_on_time() -> None:
    finding = found(HIGH, figure(part_of(85, 100, recording=not_recorded(15))))
    assert finding.grade == ADEQUATE
    assert finding.compared == (8500, 100)


def test_where_less_is_better_every_case_not_recorded_counts_against_it() -> None:
    finding = found(LOW, figure(part_of(5, 100, recording=not_recorded(10)), polarity="low"))
    assert finding.grade == ADEQUATE
    assert Fraction(*(finding.compared or (0, 1))) == 15


@pytest.mark.parametrize(("part", "missing", "grade"), [(22, 5, GOOD), (22, 20, ADEQUATE), (5, 20, INADEQUATE)])
def test_where_both_ends_are_questions_the_lower_grade_of_the_two_counts(part: int, missing: int, grade: Grade) -> None:
    given_ = figure(part_of(part, 100, recording=not_recorded(missing)), polarity="middle")
    assert found(MIDDLE, given_).grade == grade
    assert found(MIDDLE, given_).margin.next is None


def test_a_count_of_which_more_may_belong_is_graded_at_the_most_it_may_be() -> None:
    given_ = figure(entry(8, recording=not_recorded(7)), "count", "low")
    assert found(LOW, given_).grade == ADEQUATE


def test_how_far_a_case_not_recorded_moves_an_average_nobody_can_say() -> None:
    finding = found(LOW, figure(entry("9.5", recording=not_recorded(1)), "number", "low"))
    assert reason_of(finding) is Reason.NOT_RECORDED
    assert finding.margin.next is None


def test_a_share_without_its_denominator_has_no_range() -> None:
    given_ = figure(entry("95", denominator_published=False, recording=not_recorded(1)))
    assert reason_of(found(HIGH, given_)) is Reason.NOT_RECORDED


@pytest.mark.parametrize(
    ("required", "polarity", "part", "outcome"),
    [
        (HIGH, "high", 85, ADEQUATE),
        (LOW, "low", 5, Reason.AT_LEAST),
        (LOW, "low", 15, Reason.AT_LEAST),
        (LOW, "low", 21, INADEQUATE),
        (MIDDLE, "middle", 25, Reason.AT_LEAST),
        (MIDDLE, "middle", 5, Reason.AT_LEAST),
        (MIDDLE, "middle", 51, INADEQUATE),
    ],
)
def test_a_figure_known_as_at_least_is_graded_only_where_more_would_change_nothing(
    required: Any, polarity: str, part: int, outcome: Grade | Reason
) -> None:
    finding = found(required, figure(part_of(part, 100, recording=OR_MORE), polarity=polarity))
    assert outcome in {finding.grade, reason_of(finding)}
    assert finding.margin.next is None


def test_at_least_counts_from_the_worse_end_of_what_is_not_recorded() -> None:
    both = replace(OR_MORE, not_recorded=10)
    assert found(LOW, figure(part_of(15, 100, recording=both), polarity="low")).grade == INADEQUATE
    assert found(HIGH, figure(part_of(85, 100, recording=both))).grade == ADEQUATE


def test_evidence_stands_in_and_shows_no_more_than_the_figure_does() -> None:
    low = either_rule(bands(at_most(10), at_most(20)))
    given_ = figure(part_of(15, 100, recording=OR_MORE), polarity="low")
    finding = found(low, given_, evidence=[seen("inspection", grade="good")])
    assert (finding.grade, finding.by_evidence) == (ADEQUATE, True)
    average = figure(entry(25, recording=not_recorded(3)), "number", "low")
    assert found(low, average, evidence=[seen("inspection", grade="good")]).grade is None


def test_too_few_for_a_share_leave_evidence_no_more_than_the_worse_end_does() -> None:
    given_ = figure(part_of(1, 15, recording=not_recorded(3)), polarity="low")
    finding = found(either_rule(bands(at_most(10), at_most(20))), given_, evidence=[seen("inspection", grade="good")])
    assert reason_of(finding) is Reason.TOO_FEW


def test_a_change_is_taken_between_the_ends_that_lie_furthest_apart() -> None:
    rising = rule("practice/rising", bands(at_least(10), at_least(0)), change_months=12)
    before = part_of(60, 100, period=YEAR_BEFORE, recording=not_recorded(8))
    finding = found(rising, figure(part_of(75, 100, history=(before,), recording=not_recorded(20))))
    assert Fraction(*(finding.compared or (0, 1))) == 7
    assert finding.grade == ADEQUATE


def test_a_change_from_what_was_at_least_so_much_may_be_less_of_a_rise() -> None:
    rising = rule("practice/rising", bands(at_least(10), at_least(0)), change_months=12)
    before = part_of(60, 100, period=YEAR_BEFORE, recording=OR_MORE)
    assert reason_of(found(rising, figure(part_of(75, 100, history=(before,))))) is Reason.AT_LEAST


def test_a_joined_requirement_asks_for_both_ends() -> None:
    on_time = figure(part_of(92, 100, name="on_time"))
    repeated = figure(part_of(5, 100, name="repeated", recording=not_recorded(10)), polarity="low")
    members = (Member("on_time", at_least(90)), Member("repeated", at_most(10)))
    assert found(joined_rule(all_of(*members)), on_time, repeated).grade == INADEQUATE
    assert found(joined_rule(any_of(*members)), on_time, repeated).grade == GOOD
    at_least_so_many = replace(repeated, entry=replace(repeated.entry, recording=OR_MORE))
    assert reason_of(found(joined_rule(all_of(*members)), on_time, at_least_so_many)) is Reason.AT_LEAST


def test_the_distance_is_counted_from_the_worse_end_and_chance_has_no_say() -> None:
    finding = found(LOW, figure(part_of(5, 100, recording=not_recorded(10)), polarity="low"))
    assert finding.margin.next is not None
    assert (finding.margin.next.cases, finding.margin.next.more) == (5, False)
    assert finding.margin.interval is None
    finding = found(HIGH, figure(part_of(85, 100, recording=not_recorded(15))))
    assert finding.margin.next is not None
    assert (finding.margin.next.cases, finding.margin.next.more) == (5, True)


# --- what holds of all of them ----------------------------------------------------------------------------------------


def changed(submission: Given, name: str, how: Any) -> Given:
    """With one entry, or one in its history, changed."""
    one = submission.entries[name]
    history = tuple([how(earlier) for earlier in one.history])
    return submission.with_entry(replace(how(one), history=history))


def raised(before: Evaluation, after: Evaluation) -> list[str]:
    """What has a better grade than it had, or one above the lowest where it had none."""
    now = grades(after)
    return [
        f"{name}: {was} to {now[name]}"
        for name, was in grades(before).items()
        if (grade := now[name]) is not None and standing(grade) > standing(was)
    ]


def more_not_recorded(one: Entry) -> Entry:
    said = one.recording
    if said is None or said.not_recorded >= most_not_recorded(one):
        return one
    return replace(one, recording=replace(said, not_recorded=said.not_recorded + 1))


def met_to_not_recorded(one: Entry) -> Entry:
    said = one.recording
    if said is None or not isinstance(one.numerator, int) or not one.numerator:
        return one
    return replace(one, numerator=one.numerator - 1, recording=replace(said, not_recorded=said.not_recorded + 1))


def or_more(one: Entry) -> Entry:
    return one if one.recording is None else replace(one, recording=replace(one.recording, at_least="of one year"))


@each_kind
@pytest.mark.parametrize("how", [more_not_recorded, met_to_not_recorded, or_more])
def test_to_know_less_never_raises_a_finding(kind: str, how: Any) -> None:
    @OF_ONE_KIND
    @given(known_in_part(requirement(kind)))
    def holds(case: tuple[Framework, Given]) -> None:
        edition, said = case
        before = said.under(edition)
        for name in said.entries:
            assert not raised(before, changed(said, name, how).under(edition))

    holds()


@pytest.mark.parametrize("how", [more_not_recorded, met_to_not_recorded, or_more])
def test_to_know_less_raises_no_area_and_not_the_whole(how: Any) -> None:
    @LAW
    @given(known_in_part(frameworks()))
    def holds(case: tuple[Framework, Given]) -> None:
        edition, said = case
        before = said.under(edition)
        for name in said.entries:
            assert not raised(before, changed(said, name, how).under(edition))

    holds()


@OF_ONE_KIND
@given(known_in_part(requirement("lines")))
def test_whatever_is_recorded_in_the_end_the_grade_is_no_lower_than_on_the_worse_end(
    case: tuple[Framework, Given],
) -> None:
    edition, said = case
    said = replace(said, entries={name: one for name, one in said.entries.items() if one.recording})
    for name, one in said.entries.items():
        recording = one.recording
        if recording is None or recording.at_least or not isinstance(one.numerator, int):
            continue
        before = said.under(edition).findings[0].grade
        for belonging in range(recording.not_recorded + 1):
            known = replace(one, numerator=one.numerator + belonging, recording=None)
            after = said.with_entry(known).under(edition).findings[0].grade
            assert standing(after) >= standing(before), name
