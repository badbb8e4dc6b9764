"""SIF and ILACS: what figures alone can and cannot say, and what each edition changed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file

SAMPLES = Path(__file__).parent.parent / "samples"
TODAYS = ("single-inspection-2013", "ilacs-2018", "ilacs-2023", "ilacs-2026")
IN_FORCE = {"single-inspection-2013": 2017, "ilacs-2018": 2021, "ilacs-2023": 2024, "ilacs-2026": 2026}
PARTLY_SEEN = ("devon-2024.json", "knowsley-2024.json", "bradford-2018.json")


def evaluated(sample: str, library: Library) -> Evaluation:
    return evaluate(read_submission_file(str(SAMPLES / sample)), library)


def submission(framework: Framework, indicators: dict[str, Any]) -> Document:
    """Of figures and nothing else, at the end of the year before the framework's own."""
    year = IN_FORCE[framework.id]
    data = {
        "authority": {"name": "Exampleshire"},
        "framework": framework.id,
        "judged_on": f"{year}-06-30",
        "period": {"from": f"{year - 1}-04-01", "to": f"{year}-03-31"},
        "source": "invented",
        "indicators": indicators,
    }
    return Document("invented.json", "", data, dict)


def best_published(framework: Framework, library: Library) -> dict[str, Any]:
    """The best value there can be of every figure that is published for all authorities."""
    year = IN_FORCE[framework.id]
    best: dict[str, Any] = {}
    for rule in framework.rules:
        if rule.never_graded is None and rule.indicator and library.catalogue.indicators[rule.indicator].same_as:
            indicator = library.catalogue.indicators[rule.indicator]
            value = {"value": 100 if indicator.polarity == "high" else 0, "as_at": f"{year - 1}-09-30"}
            best[indicator.id] = value | ({"denominator": "not published"} if indicator.unit == "percent" else {})
    return best


@pytest.mark.parametrize("framework_id", TODAYS)
def test_published_figures_alone_judge_no_area_however_good_they_are(framework_id: str, library: Library) -> None:
    framework = library.frameworks[framework_id]
    figures = best_published(framework, library)
    assert len(figures) >= 18
    evaluation = evaluate(submission(framework, figures), library)
    assert {finding.grade.word for finding in evaluation.findings if finding.grade} == {"good"}
    assert [judgement.grade for judgement in evaluation.judgements] == [None] * len(framework.areas)


@pytest.mark.parametrize("framework_id", TODAYS)
def test_published_figures_are_a_small_part_of_what_is_asked(framework_id: str, library: Library) -> None:
    framework = library.frameworks[framework_id]
    published = {name for name, one in library.catalogue.indicators.items() if one.same_as}
    whole = sum((rule.weight for rule in framework.rules), Fraction(0))
    part = sum((rule.weight for rule in framework.rules if rule.indicator in published), Fraction(0))
    assert Fraction(1, 6) < part / whole < Fraction(1, 3)


@pytest.mark.parametrize("sample", PARTLY_SEEN)
def test_authorities_found_inadequate_though_their_figures_look_well_are_not_reassured(
    sample: str, library: Library
) -> None:
    """What inspectors saw is in no published figure. So nothing is judged, and what was not seen is named."""
    evaluation = evaluated(sample, library)
    assert evaluation.submission.inspection is not None
    assert evaluation.submission.inspection.overall == "inadequate"
    for judgement in evaluation.judgements:
        assert judgement.grade is None
        assert judgement.seen is not None
        assert judgement.seen.word != "good"
        assert "key not seen" in [because.kind for because in judgement.reasons]
    assert evaluation.overall is not None
    assert evaluation.overall.grade is None


def test_sixteen_children_without_a_worker_of_nobody_knows_how_many_judge_nothing(library: Library) -> None:
    """What inspectors count without saying of how many is a direction, in Norfolk as in Gloucestershire: printed."""
    for sample, topic in (
        ("norfolk-2015.json", "children_in_care_have_a_social_worker"),
        ("gloucestershire-2017.json", "all_cases_are_allocated"),
    ):
        evaluation = evaluated(sample, library)
        assert evaluation.submission.evidence[topic].direction == "area for improvement"
        assert {one.grade for one in evaluation.judgements} == {None}
        assert evaluation.overall is not None
        assert evaluation.overall.grade is None


def test_evidence_judges_areas_where_there_is_enough_of_it(library: Library) -> None:
    evaluation = evaluated("exampleshire-2026.json", library)
    assert {one.area: one.grade.word if one.grade else None for one in evaluation.judgements} == {
        "help-and-protection": "good",
        "children-in-care": "requires improvement",
        "care-leavers": None,
        "leadership": "inadequate",
    }
    assert evaluation.overall is None


def test_each_edition_of_ilacs_asks_the_same_and_only_care_leavers_moved(library: Library) -> None:
    first, second, third = (library.frameworks[name] for name in TODAYS[1:])
    moved = {rule.id for rule in second.rules} - {rule.id for rule in first.rules}
    assert moved == {rule.id for rule in second.rules if rule.area == "care-leavers"}
    assert {rule.formerly[-1].partition("/")[0] for rule in second.rules if rule.id in moved} == {"children-in-care"}
    assert sum(rule.weight for rule in first.rules) == sum(rule.weight for rule in second.rules)
    assert [rule.id for rule in second.rules] == [rule.id for rule in third.rules]
    assert third.overall is None


@pytest.mark.parametrize("framework_id", ["single-inspection-2013", "ilacs-2018"])
def test_what_does_not_separate_grades_weighs_a_quarter_and_says_why(framework_id: str, library: Library) -> None:
    framework = library.frameworks[framework_id]
    light = {rule.indicator for rule in framework.rules if rule.weight == Fraction(1, 4)}
    assert {"repeat_child_protection_plans", "children_in_care_with_three_or_more_placements"} <= light
    full = {rule.indicator for rule in framework.rules if rule.weight == 1}
    assert {
        "child_protection_reviews_on_time",
        "assessments_within_45_working_days",
        "initial_conferences_within_15_working_days",
        "re_referrals",
        "agency_social_worker_rate",
        "social_worker_vacancy_rate",
        "average_caseload",
        "social_worker_absence_rate",
        "care_leavers_in_education_employment_or_training",
    } <= full


@pytest.mark.parametrize("sample", PARTLY_SEEN)
def test_no_figure_of_a_sample_is_of_a_period_that_had_not_ended(sample: str, library: Library) -> None:
    data = json.loads((SAMPLES / sample).read_text(encoding="utf-8"))
    evaluation = evaluated(sample, library)
    ends = [one.entry.period.end.isoformat() for finding in evaluation.findings for one in finding.figures]
    assert ends
    assert max(ends) < data["judged_on"]
