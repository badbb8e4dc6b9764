"""What the samples under the earlier frameworks and the focused visit come to, and what they must not come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.grade import Grade, Reason
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file

SAMPLES = Path(__file__).parent.parent / "samples"


def evaluated(sample: str, library: Library) -> Evaluation:
    return evaluate(read_submission_file(str(SAMPLES / f"{sample}.json")), library)


def words(evaluation: Evaluation) -> dict[str, str | None]:
    return {one.area: one.grade.word if one.grade else None for one in evaluation.judgements}


def kinds(evaluation: Evaluation) -> dict[str, str]:
    return {one.rule.id: one.grade.word for one in evaluation.findings if one.grade is not None}


def test_a_priority_action_that_inspectors_named_fails_kents_visit_of_august_2010(library: Library) -> None:
    evaluation = evaluated("kent-2010-08", library)
    assert [one.rule.id for one in evaluation.failed if one.grade] == ["assessment/initial-assessments-timely"]
    assert kinds(evaluation)["assessment/initial-assessments-timely"] == "area for priority action"
    assert not evaluation.judgements
    assert evaluation.overall is None


def test_a_failing_under_no_kind_is_told_and_is_of_no_kind(library: Library) -> None:
    found = {one.rule.id: one for one in evaluated("kent-2010-08", library).findings}
    oversight = found["leadership/team-managers-oversee"]
    assert oversight.not_graded is not None
    assert oversight.not_graded.reason is Reason.DIRECTION_ONLY


def test_six_of_kents_thirteen_figures_for_2009_10_stay_not_supplied(library: Library) -> None:
    entries = evaluated("kent-2010-08", library).submission.indicators.values()
    marked = [one.indicator for one in entries if ".." in (one.value, one.numerator)]
    assert len(marked) == 6
    assert "initial_assessments_within_10_working_days" in marked


def test_both_halves_are_inadequate_in_kent_in_october_2010_and_capacity_is_not_judged(library: Library) -> None:
    found = words(evaluated("kent-2010-10", library))
    assert found["safeguarding"] == found["looked-after"] == "inadequate"
    assert found["safeguarding-capacity"] is found["looked-after-capacity"] is None
    assert found["looked-after-quality"] is None, "two key requirements were not seen"


def test_what_health_and_partners_are_asked_weighs_nothing(library: Library) -> None:
    evaluation = evaluated("kent-2010-10", library)
    others = [one for one in evaluation.findings if one.rule.judged != "authority"]
    assert {one.rule.judged for one in others} == {"health", "partnership"}
    assert "inadequate" in {one.grade.word for one in others if one.grade}
    assert all(one.rule.weight == 0 for one in others)


def test_a_vacancy_rate_that_fell_from_26_to_11_does_not_lift_a_judgement(library: Library) -> None:
    evaluation = evaluated("kent-2010-10", library)
    assert kinds(evaluation)["leadership/vacancies-falling"] == "good"
    assert words(evaluation)["leadership"] == "inadequate"


def test_no_overall_is_worked_out_where_the_limiting_rule_is_not_known(library: Library) -> None:
    evaluation = evaluated("norfolk-2013-07", library)
    assert evaluation.overall is None
    assert evaluation.submission.inspection is not None
    assert evaluation.submission.inspection.overall == "inadequate"
    assert words(evaluation)["looked-after-quality"] == "inadequate"


@pytest.mark.parametrize(
    "rule",
    [
        "looked-after-quality/reviews-on-time",
        "looked-after-outcomes/health-assessments-timely",
        "looked-after-outcomes/care-leavers-neither-learning-nor-working",
    ],
)
def test_a_bad_figure_without_a_line_is_printed_and_called_nothing(rule: str, library: Library) -> None:
    found = {one.rule.id: one for one in evaluated("norfolk-2013-07", library).findings}[rule]
    assert found.not_graded is not None
    assert found.not_graded.reason is Reason.NO_LINE
    assert found.figures


def test_a_focused_visit_is_held_to_its_own_years_middle_and_to_the_authoritys_own_limits(library: Library) -> None:
    evaluation = evaluated("exampleshire-focused-visit", library)
    found = {one.rule.id: one for one in evaluation.findings}
    conferences = found["help-and-protection/initial-conferences-timely"]
    assert conferences.lines is not None
    assert conferences.lines.basis.says == "2023-24"
    assert kinds(evaluation)["help-and-protection/visits-to-children-on-a-plan"] == "area for improvement"
    caseloads = found["leadership/caseloads"].not_graded
    assert caseloads is not None
    assert caseloads.reason is Reason.NO_LOCAL_STANDARD


def test_an_enquiry_without_a_worker_is_an_area_for_priority_action_however_few_there_are(library: Library) -> None:
    evaluation = evaluated("exampleshire-focused-visit", library)
    assert kinds(evaluation)["front-door/enquiries-allocated"] == "area for priority action"


@pytest.mark.parametrize("framework", ["contact-referral-assessment-2009", "focused-visit"])
def test_a_figure_makes_a_priority_action_only_where_a_child_has_nobody_or_is_at_risk(
    framework: str, library: Library
) -> None:
    for rule in library.frameworks[framework].rules:
        found: set[Grade | None] = set()
        for lines in rule.lines:
            found |= {lines.otherwise, lines.no, *(band.grade for band in lines.bands)}
            found |= {band.grade for band in lines.national}
        words_on_figures = {grade.word for grade in found if grade is not None}
        if "area for priority action" in words_on_figures:
            assert rule.indicator is not None
            assert rule.indicator == "children_found_left_at_risk" or rule.indicator.endswith("without_a_social_worker")


@pytest.mark.parametrize("sample", ["kent-2010-08", "kent-2010-10", "norfolk-2013-07", "exampleshire-focused-visit"])
def test_each_of_these_samples_fails_its_run(sample: str, library: Library) -> None:
    assert Run((evaluated(sample, library),), ()).exit_code == 1
