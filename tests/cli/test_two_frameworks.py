from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
from at_the_prompt import ROOT, typed

NORFOLK = "samples/norfolk.json"
BOTH = ("--framework", "protection-2012", "--framework", "single-inspection-2013")


def _compared(file: str, *words: str) -> dict[str, Any]:
    (comparison,) = json.loads(typed("evaluate", file, *words, "--format", "json").stdout)["comparisons"]
    assert isinstance(comparison, dict)
    return comparison


def _beside(comparison: dict[str, Any], rule: str) -> dict[str, Any]:
    (pair,) = [one for one in comparison["beside"] if one["rules"][0].endswith(f"/{rule}")]
    assert isinstance(pair, dict)
    return pair


def _side(file: str, *words: str) -> str:
    """What is printed below the two reports."""
    one, other = (word for word in words if word != "--framework")
    _, heading, below = typed("evaluate", file, *words).stdout.rpartition(f": {one} beside {other}\n")
    assert heading
    return below


def _under(title: str, said: str) -> str:
    """One section on one line."""
    section = said.split(f"\n{title}\n", 1)[1].split("\n\n", 2)[1]
    return " ".join(section.split())


def test_the_same_figures_stand_under_both_and_what_the_line_changed_is_told() -> None:
    result = typed("evaluate", NORFOLK, *BOTH, "--format", "json")
    report = json.loads(result.stdout)
    assert [one["framework"]["id"] for one in report["evaluations"]] == ["protection-2012", "single-inspection-2013"]
    (comparison,) = report["comparisons"]
    changed = {pair["rules"][1]: pair["grades"] for pair in comparison["beside"] if pair["changed_by_the_line"]}
    assert changed["help-and-protection/initial-conferences-timely"] == ["adequate", "good"]
    moved = {pair["rules"][1]: pair["moved"] for pair in comparison["beside"]}
    assert moved["help-and-protection/initial-conferences-timely"][0] == {
        "from": "good",
        "to": "good",
        "before": "at least 89.4",
        "after": "at least 78.4",
        "rose": -11,
    }
    assert "quality-of-practice/core-assessments-timely" in comparison["only"]["protection-2012"]


def test_grades_that_correspond_are_no_change() -> None:
    report = json.loads(typed("evaluate", NORFOLK, *BOTH, "--format", "json").stdout)
    for pair in report["comparisons"][0]["beside"]:
        if pair["grades"] == ["adequate", "requires improvement"]:
            assert not pair["changed_by_the_line"]


def test_grades_that_correspond_are_no_change_whichever_framework_is_named_first() -> None:
    turned = ("--framework", "single-inspection-2013", "--framework", "protection-2012")
    there, back = (_compared("samples/devon.json", *words) for words in (BOTH, turned))
    changed = {tuple(pair["rules"]) for pair in there["beside"] if pair["changed_by_the_line"]}
    assert {tuple(pair["rules"][::-1]) for pair in back["beside"] if pair["changed_by_the_line"]} == changed
    rose = [one["rose"] for one in _beside(there, "reviews-on-time")["moved"]]
    assert [one["rose"] for one in _beside(back, "reviews-on-time")["moved"]] == [-one for one in rose]


def test_every_line_that_moved_is_told_and_not_only_the_best() -> None:
    pair = _beside(_compared("samples/devon.json", *BOTH), "reviews-on-time")
    assert [(one["from"], one["to"], one["rose"]) for one in pair["moved"]] == [
        ("good", "good", -1.7),
        ("adequate", "requires improvement", 8.5),
    ]
    assert pair["changed_by_the_line"]
    said = _side("samples/devon.json", *BOTH)
    assert (
        "Child protection plans reviewed on time: from adequate at least 87.5 % to requires improvement to be good "
        "at least 96 %, by 8.5"
    ) in _under("Where the bar rose", said)
    assert (
        "Child protection plans reviewed on time: from good at least 100 % to good at least 98.3 %, by 1.7"
    ) in _under("Where the bar fell", said)


def test_what_changed_because_the_line_did_has_a_line_that_moved() -> None:
    for file in ("samples/devon.json", "samples/kent.json", NORFOLK):
        for other in ("single-inspection-2013", "ilacs-2018", "looked-after-2013"):
            comparison = _compared(file, "--framework", "protection-2012", "--framework", other)
            changed = [pair for pair in comparison["beside"] if pair["changed_by_the_line"]]
            assert all(pair["moved"] or pair["otherwise"] for pair in changed)


def test_a_range_beside_an_at_most_neither_rose_nor_fell_and_is_told_in_its_own_words() -> None:
    words = ("--framework", "protection-2012", "--framework", "ilacs-2018")
    pair = _beside(_compared("samples/kent.json", *words), "re-referrals")
    assert pair["moved"] == [
        {"from": "good", "to": "good", "before": "between 17.8 and 27.9", "after": "at most 23.4", "rose": None},
        {"from": None, "to": "requires improvement", "before": None, "after": "at most 27.9", "rose": None},
    ]
    assert pair["otherwise"] == ["adequate", "inadequate"]
    said = _side("samples/kent.json", *words)
    for title in ("Where the bar rose", "Where the bar fell"):
        assert "earlier referral" not in _under(title, said)
    assert (
        "Referrals within 12 months of an earlier referral: the line of good is drawn otherwise: from between 17.8 and "
        "27.9 % to at most 23.4 %; ilacs-2018 alone draws requires improvement to be good at most 27.9 %; what meets "
        "no line is adequate under protection-2012, inadequate under ilacs-2018"
    ) in _under("Where the line is drawn otherwise", said)


def test_kinds_of_finding_and_grades_stand_side_by_side_and_are_never_compared() -> None:
    for words in (("focused-visit", "ilacs-2023"), ("ilacs-2023", "focused-visit")):
        asked = [one for word in words for one in ("--framework", word)]
        for pair in _compared("samples/exampleshire-focused-visit.json", *asked)["beside"]:
            assert pair["not_comparable"] == "kinds of finding and grades"
            assert (pair["moved"], pair["otherwise"], pair["changed_by_the_line"]) == ([], None, False)
        said = _side("samples/exampleshire-focused-visit.json", *asked)
        assert "Not comparable: kinds of finding and grades" in said
        assert not re.search(r"bar (rose|fell)|changed because", said)


def test_a_kind_that_the_other_framework_has_no_word_for_is_no_change_of_a_line() -> None:
    words = ("--framework", "contact-referral-assessment-2009", "--framework", "focused-visit")
    comparison = _compared("samples/exampleshire-2026.json", *words)
    pairs = [one for one in comparison["beside"] if one["grades"] == ["area for development", "area for improvement"]]
    assert pairs
    assert not any(pair["changed_by_the_line"] for pair in pairs)
    assert {one["rose"] for pair in comparison["beside"] for one in pair["moved"]} == {None}


def test_grades_that_are_compared_are_not_called_not_comparable() -> None:
    assert {pair["not_comparable"] for pair in _compared(NORFOLK, *BOTH)["beside"]} == {None}


def test_each_grade_is_told_with_the_framework_it_is_of_and_as_it_is_printed() -> None:
    said = " ".join(_side("samples/devon.json", *BOTH).split())
    assert "4.8 % (24 of 499): adequate under protection-2012, good under single-inspection-2013" in said
    assert not re.search(r"under the (first|second)", said)
    assert not re.search(r"requires improvement(?! to be good)", said)


def test_where_nothing_that_one_asks_alone_is_graded_one_line_says_so() -> None:
    said = _side("samples/kent.json", "--framework", "protection-2012", "--framework", "ilacs-2018")
    assert said.endswith("\n\nAsked by ilacs-2018 alone: 72, none of them graded.\n")
    assert "Asked by protection-2012 alone: 27, 6 of them graded\n---" in said


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    for file in ("devon", "kent", "norfolk", "exampleshire"):
        said = _side(f"samples/{file}.json", *BOTH)
        assert not re.search(r"^\s*(%|per 10,000|percentage points)", said, re.MULTILINE)
        assert "\N{NO-BREAK SPACE}" not in said
        assert max(len(line) for line in said.splitlines()) <= 80


def test_a_comparison_has_the_shape_its_schema_says() -> None:
    schema = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for file, one, other in (
        ("kent", "protection-2012", "ilacs-2018"),
        ("exampleshire-focused-visit", "focused-visit", "ilacs-2023"),
    ):
        result = typed("evaluate", f"samples/{file}.json", "--framework", one, "--framework", other, "--format", "json")
        validator.validate(json.loads(result.stdout))


def test_a_panel_under_two_frameworks_tells_what_changed_in_its_details_and_not_in_the_overview() -> None:
    panel = ("evaluate", "samples/panel.csv", *BOTH)
    assert "Where the bar rose" not in typed(*panel).stdout
    assert "Where the bar rose" in typed(*panel, "--details").stdout
    assert "comparisons" in json.loads(typed(*panel, "--format", "json").stdout)


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


def test_the_one_line_of_a_framework_without_an_overall_judgement_says_what_is_worst() -> None:
    said = typed("evaluate", "samples/exampleshire-2026.json", "--quiet").stdout
    assert "inadequate in 1 of 4 areas" in said
