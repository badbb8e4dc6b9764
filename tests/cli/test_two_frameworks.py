from __future__ import annotations

import json
from pathlib import Path

from at_the_prompt import ROOT, typed

NORFOLK = "samples/norfolk.json"
BOTH = ("--framework", "protection-2012", "--framework", "single-inspection-2013")


def test_the_same_figures_stand_under_both_and_what_the_line_changed_is_told() -> None:
    result = typed("evaluate", NORFOLK, *BOTH, "--format", "json")
    report = json.loads(result.stdout)
    assert [one["framework"]["id"] for one in report["evaluations"]] == ["protection-2012", "single-inspection-2013"]
    (comparison,) = report["comparisons"]
    changed = {pair["rules"][1]: pair["grades"] for pair in comparison["beside"] if pair["changed_by_the_line"]}
    assert changed["help-and-protection/initial-conferences-timely"] == ["adequate", "good"]
    moved = {pair["rules"][1]: pair["rose"] for pair in comparison["beside"]}
    assert moved["help-and-protection/initial-conferences-timely"] == -11
    assert "quality-of-practice/core-assessments-timely" in comparison["only"]["protection-2012"]


def test_grades_that_correspond_are_no_change() -> None:
    report = json.loads(typed("evaluate", NORFOLK, *BOTH, "--format", "json").stdout)
    for pair in report["comparisons"][0]["beside"]:
        if pair["grades"] == ["adequate", "requires improvement"]:
            assert not pair["changed_by_the_line"]


def test_a_framework_that_did_not_rule_on_the_day_is_judged_under_only_by_request_and_says_so() -> None:
    said = " ".join(typed("evaluate", NORFOLK, "--framework", "ilacs-2023").stdout.split())
    assert "Judged by request under a framework that did not rule on that day" in said
    assert "from 2023-01-01 to 2026-03-31" in said
    said = typed("evaluate", NORFOLK, "--framework", "protection-2012").stdout
    assert "by request" not in said


def test_another_day_stands_in_for_the_submissions_own_and_the_report_says_so() -> None:
    result = typed("evaluate", NORFOLK, "--as-of", "2013-09-30", "--format", "json")
    (evaluation,) = json.loads(result.stdout)["evaluations"]
    assert (evaluation["judged_on"], evaluation["instead_of"]) == ("2013-09-30", "2013-01")
    said = " ".join(typed("evaluate", NORFOLK, "--as-of", "2013-09-30").stdout.split())
    assert "Judged as of 2013-09-30 by request, instead of its own date, 2013-01." in said


def test_a_day_before_the_figures_ended_is_a_problem_and_so_is_no_day() -> None:
    result = typed("evaluate", NORFOLK, "--as-of", "2011-12")
    assert result.exit_code == 2
    assert "after the day it is judged on" in " ".join(result.stderr.split())
    for words in ("2013", "2013-02-30", "soon"):
        result = typed("evaluate", NORFOLK, "--as-of", words)
        assert result.exit_code == 2
        assert "is no day or month" in " ".join(result.stderr.split())


def test_an_unknown_framework_among_two_is_exit_2() -> None:
    result = typed("evaluate", NORFOLK, "--framework", "protection-2012", "--framework", "sif")
    assert (result.exit_code, result.stdout) == (2, "")


def test_what_stands_beside_the_inspections_of_its_day_is_judged_under_only_where_it_is_named(tmp_path: Path) -> None:
    submission = json.loads((ROOT / "samples/exampleshire.json").read_text("utf-8"))
    del submission["framework"], submission["$schema"]
    file = tmp_path / "july.json"
    file.write_text(json.dumps(submission | {"judged_on": "2013-07-15"}), "utf-8")
    report = json.loads(typed("evaluate", str(file), "--format", "json").stdout)
    assert report["evaluations"][0]["framework"]["id"] == "protection-2012"
    named = json.loads(typed("evaluate", str(file), "--framework", "looked-after-2013", "--format", "json").stdout)
    assert named["evaluations"][0]["framework"] | {"sha256": ""} == {
        "id": "looked-after-2013",
        "title": "Inspection of services for looked after children",
        "sha256": "",
        "in_force": True,
    }
