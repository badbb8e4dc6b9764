"""Evidence: what figures cannot show, and what stands in for a figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    TWO_THIRDS,
    at_least,
    at_most,
    bands,
    counted,
    either_rule,
    entry,
    evidence_rule,
    figure,
    found,
    part_of,
    reason_of,
    replace,
    sampled,
    seen,
)
from compcheck.model.evaluation import Coverage
from compcheck.model.grade import Grade, Reason
from compcheck.model.submission import KINDS, Entry, Sample
from compcheck.model.when import Period

LINES = sampled({GOOD: TWO_THIRDS, ADEQUATE: TWO_THIRDS}, {GOOD: at_least(90), ADEQUATE: at_least(75)})
ASKED = evidence_rule(LINES)
INDEPENDENT_KINDS = ("inspection", "peer review", "moderated audit", "survey")


def test_a_grade_its_source_gives_is_the_grade() -> None:
    for word, grade in (("good", GOOD), ("adequate", ADEQUATE), ("inadequate", INADEQUATE)):
        assert found(ASKED, evidence=[seen("inspection", grade=word)]).grade == grade


def test_a_grade_its_source_gives_needs_no_line() -> None:
    assert found(evidence_rule(), evidence=[seen("inspection", grade="good")]).grade == GOOD


def test_outstanding_is_never_awarded_and_the_finding_says_so() -> None:
    finding = found(ASKED, evidence=[seen("inspection", grade="outstanding")])
    assert finding.grade == GOOD
    assert "outstanding" not in finding.held_at
    assert "good" in finding.held_at


def test_no_evidence_is_not_supplied() -> None:
    assert reason_of(found(ASKED)) is Reason.NOT_SUPPLIED


def test_a_statement_is_printed_and_never_graded() -> None:
    finding = found(ASKED, evidence=[seen("statement", on=None, says="every case has a worker")])
    assert reason_of(finding) is Reason.STATEMENT
    assert finding.evidence is not None
    assert finding.evidence.says == "every case has a worker"


@pytest.mark.parametrize("direction", ["strength", "area for improvement", "priority action"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "statement"])
def test_a_direction_alone_is_printed_and_never_graded(kind: str, direction: str) -> None:
    not_graded = found(ASKED, evidence=[seen(kind, direction=direction)]).not_graded
    assert not_graded is not None
    assert (not_graded.reason, not_graded.detail) == (Reason.DIRECTION_ONLY, direction)


# --- when it lapses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "last_day", "day_after"),
    [
        ("own audit", "2012-09-15", "2012-09-16"),
        ("survey", "2013-03-15", "2013-03-16"),
        ("moderated audit", "2013-03-15", "2013-03-16"),
        ("peer review", "2013-03-15", "2013-03-16"),
        ("dip sample", "2013-03-15", "2013-03-16"),
        ("inspection", "2015-03-15", "2015-03-16"),
    ],
)
def test_each_kind_of_evidence_lapses_after_its_own_months_and_not_on_the_day(
    kind: str, last_day: str, day_after: str
) -> None:
    given = seen(kind, "2012-03-15", grade="adequate")
    assert found(ASKED, evidence=[given], judged=last_day).grade == ADEQUATE
    assert reason_of(found(ASKED, evidence=[given], judged=day_after)) is Reason.LAPSED


def test_a_month_or_a_year_lapses_from_its_first_day() -> None:
    month, year = seen("survey", "2012-03", grade="good"), seen("survey", "2012", grade="good")
    assert found(ASKED, evidence=[month], judged="2013-03-01").grade == GOOD
    assert reason_of(found(ASKED, evidence=[month], judged="2013-03-02")) is Reason.LAPSED
    assert found(ASKED, evidence=[year], judged="2013-01-01").grade == GOOD
    assert reason_of(found(ASKED, evidence=[year], judged="2013-01-02")) is Reason.LAPSED


def test_a_lapse_from_the_last_of_a_long_month_ends_with_the_short_one() -> None:
    given = seen("own audit", "2012-08-31", grade="adequate")
    assert found(ASKED, evidence=[given], judged="2013-02-28").grade == ADEQUATE
    assert reason_of(found(ASKED, evidence=[given], judged="2013-03-01")) is Reason.LAPSED


# --- how many cases were looked at ------------------------------------------------------------------------------------


def test_fewer_than_six_cases_are_printed_and_never_graded() -> None:
    assert reason_of(found(ASKED, evidence=[counted(good=5)])) is Reason.TOO_FEW
    assert reason_of(found(ASKED, evidence=[counted(inadequate=5)])) is Reason.TOO_FEW
    assert found(ASKED, evidence=[counted(good=6)]).grade == GOOD


@pytest.mark.parametrize("content", [{"grade": "good"}, {"share": 95}])
def test_a_grade_or_a_share_of_five_cases_is_not_graded_either(content: dict[str, Any]) -> None:
    assert reason_of(found(ASKED, evidence=[seen(sample=Sample(5), **content)])) is Reason.TOO_FEW
    assert found(ASKED, evidence=[seen(sample=Sample(6), **content)]).grade == GOOD


# --- counts and shares against the rule's own lines -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("good", "adequate", "inadequate", "grade"),
    [
        (40, 15, 5, GOOD),
        (39, 16, 5, ADEQUATE),
        (40, 0, 20, GOOD),
        (39, 1, 20, ADEQUATE),
        (39, 0, 21, INADEQUATE),
        (0, 40, 20, ADEQUATE),
        (0, 0, 60, INADEQUATE),
    ],
)
def test_counts_are_banded_at_two_thirds_and_one_case_off_it(
    good: int, adequate: int, inadequate: int, grade: Grade
) -> None:
    assert found(ASKED, evidence=[counted(good, adequate, inadequate)]).grade == grade


def test_two_thirds_of_a_sample_that_three_does_not_divide_is_not_rounded() -> None:
    assert found(ASKED, evidence=[counted(good=27, adequate=13)]).grade == GOOD
    assert found(ASKED, evidence=[counted(good=26, adequate=14)]).grade == ADEQUATE
    assert Fraction(26, 40) < TWO_THIRDS < Fraction(27, 40)


def test_a_case_found_outstanding_counts_as_good_or_better() -> None:
    outstanding = seen(counts={"outstanding": 4, "inadequate": 2}, sample=Sample(6))
    assert found(ASKED, evidence=[outstanding]).grade == GOOD


@pytest.mark.parametrize(("share", "grade"), [("90", GOOD), ("89.9", ADEQUATE), ("75", ADEQUATE), ("74.9", INADEQUATE)])
def test_a_share_is_banded_by_the_rules_own_lines(share: str, grade: Grade) -> None:
    given = seen("survey", share=entry(share).value, sample=Sample(120))
    assert found(ASKED, evidence=[given]).grade == grade


def test_nobody_saying_yes_is_a_share_of_0_and_no_missing_share() -> None:
    assert found(ASKED, evidence=[seen("survey", share=0, sample=Sample(120))]).grade == INADEQUATE


def test_without_a_line_for_them_counts_and_shares_are_not_graded() -> None:
    assert reason_of(found(evidence_rule(), evidence=[counted(good=40)])) is Reason.NO_LINE
    only_shares = evidence_rule(sampled(share={GOOD: at_least(90)}))
    assert reason_of(found(only_shares, evidence=[counted(good=40)])) is Reason.NO_LINE
    only_counts = evidence_rule(sampled({GOOD: TWO_THIRDS}))
    assert reason_of(found(only_counts, evidence=[seen(share=95, sample=Sample(40))])) is Reason.NO_LINE


def test_the_date_of_the_evidence_chooses_its_lines() -> None:
    every = Fraction(1)
    asked = evidence_rule(
        sampled({GOOD: TWO_THIRDS}, since=date(2009, 4, 1)), sampled({GOOD: every}, since=date(2013, 2, 15))
    )
    given = counted(good=40, inadequate=5)
    assert found(asked, evidence=[replace(given, on=seen(on="2013-02-14").on)]).grade == GOOD
    assert found(asked, evidence=[replace(given, on=seen(on="2013-02-15").on)]).grade == INADEQUATE
    assert found(asked, evidence=[replace(given, on=seen(on="2013-02").on)]).grade == INADEQUATE


# --- who looked -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("independent", [True, False])
def test_an_own_audit_shows_at_most_adequate(*, independent: bool) -> None:
    given = counted(good=40, kind="own audit", independent=independent)
    finding = found(ASKED, evidence=[given])
    assert finding.grade == ADEQUATE
    assert finding.held_at


def test_an_own_audit_that_finds_worse_is_believed() -> None:
    finding = found(ASKED, evidence=[counted(inadequate=40, kind="own audit")])
    assert finding.grade == INADEQUATE
    assert not finding.held_at


def test_a_dip_sample_shows_at_most_adequate_unless_it_is_independent() -> None:
    given = counted(good=40, kind="dip sample")
    assert found(ASKED, evidence=[given]).grade == ADEQUATE
    assert found(ASKED, evidence=[replace(given, independent=True)]).grade == GOOD


@pytest.mark.parametrize("kind", INDEPENDENT_KINDS)
def test_what_somebody_else_saw_is_held_at_nothing(kind: str) -> None:
    finding = found(ASKED, evidence=[counted(good=40, kind=kind)])
    assert finding.grade == GOOD
    assert not finding.held_at


# --- standing in for a figure -----------------------------------------------------------------------------------------

EITHER = either_rule(bands(at_least("88.2"), at_least("68.5")), sampled=(LINES,))
PRAISED = seen("inspection", grade="good")


def test_the_figure_decides_where_it_can_be_graded() -> None:
    finding = found(EITHER, figure(part_of(10, 100)), evidence=[PRAISED])
    assert finding.grade == INADEQUATE
    assert not finding.by_evidence


def test_evidence_stands_in_where_the_figure_is_said_to_be_not_supplied() -> None:
    finding = found(EITHER, figure(entry(not_supplied="no record is kept")), evidence=[PRAISED])
    assert finding.grade == GOOD
    assert finding.by_evidence
    assert finding.evidence is PRAISED


@pytest.mark.parametrize(
    "given",
    [
        entry("x"),
        entry("95"),
        part_of(0, 0),
        part_of(18, 19),
        part_of(95, 100, period=Period(date(2010, 4, 1), date(2011, 3, 31))),
    ],
    ids=["suppressed", "no denominator", "nothing to measure", "too few", "out of date"],
)
def test_evidence_stands_in_where_the_figure_cannot_be_graded(given: Entry) -> None:
    assert found(EITHER, figure(given), evidence=[PRAISED]).grade == GOOD


def test_evidence_does_not_stand_in_for_a_figure_nobody_mentioned() -> None:
    finding = found(EITHER, evidence=[PRAISED])
    assert reason_of(finding) is Reason.NOT_SUPPLIED
    assert not finding.by_evidence


def test_without_evidence_the_figures_own_reason_stands() -> None:
    assert reason_of(found(EITHER, figure(part_of(15, 19)))) is Reason.TOO_FEW


def test_evidence_that_cannot_be_graded_does_not_hide_why_the_figure_was_not() -> None:
    lapsed = seen("inspection", "2009-01", grade="good")
    assert reason_of(found(EITHER, figure(part_of(15, 19)), evidence=[lapsed])) is Reason.TOO_FEW
    assert reason_of(found(EITHER, figure(entry("x")), evidence=[lapsed])) is Reason.LAPSED


def test_evidence_never_lifts_a_figure_above_the_line_it_missed() -> None:
    """79 in 100 is adequate; 60 in 100 has no line. The worse figure may not come out better for want of a line,
    and no source calls it inadequate: so it stays ungraded.
    """
    half_known = either_rule(bands(at_least("88.2"), at_least("68.5"), otherwise=None), sampled=(LINES,))
    assert found(half_known, figure(part_of(79, 100)), evidence=[PRAISED]).grade == ADEQUATE
    worse = found(half_known, figure(part_of(60, 100)), evidence=[PRAISED])
    assert reason_of(worse) is Reason.NO_LINE
    assert worse.evidence is PRAISED


def test_a_figure_that_missed_the_only_line_leaves_evidence_the_grade_below_it() -> None:
    none_above = either_rule(bands(at_most(0), otherwise=None), sampled=(LINES,))
    given = figure(entry(12), unit="count", polarity="low")
    finding = found(none_above, given, evidence=[PRAISED])
    assert finding.grade == ADEQUATE
    assert finding.held_at
    assert finding.instead_of is not None
    assert finding.instead_of.reason is Reason.NO_LINE
    assert found(none_above, given, evidence=[seen("inspection", grade="inadequate")]).grade == INADEQUATE


def test_coverage_tells_figures_from_evidence() -> None:
    coverage = Coverage(requirements=10, figures=4, evidence=3)
    assert (coverage.seen, coverage.not_seen) == (7, 3)


@pytest.mark.parametrize(
    "given",
    [entry("1.9"), part_of(3, "c"), part_of("k", 154)],
    ids=["a share without its denominator", "a count without its whole", "known only to be small"],
)
def test_a_known_case_where_none_may_be_is_not_outvoted_by_evidence(given: Entry) -> None:
    none_may_be = either_rule(bands(at_most(0)), sampled=(LINES,))
    finding = found(none_may_be, figure(given, polarity="low"), evidence=[PRAISED])
    assert finding.grade is None
    assert finding.evidence is PRAISED
    blamed = seen("inspection", grade="inadequate")
    assert found(none_may_be, figure(given, polarity="low"), evidence=[blamed]).grade == INADEQUATE


def test_evidence_beside_a_figure_nobody_mentioned_is_shown_and_said_to_be_unused() -> None:
    finding = found(EITHER, evidence=[PRAISED])
    assert finding.evidence is PRAISED
    assert finding.not_graded is not None
    assert "evidence is given and not used" in finding.not_graded.detail
