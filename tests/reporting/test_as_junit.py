"""JUnit XML: every requirement is a case under a name that stays, and nothing unseen looks as if it had passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from builders import (
    ADEQUATE,
    SCALE,
    at_least,
    bands,
    counted,
    evaluated,
    evidence_rule,
    figure,
    framework,
    part_of,
    replace,
    rule,
    sampled,
)
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.explanation import IN_FORCE, Explained, Explanation
from compcheck.model.grade import Reason
from compcheck.model.problem import Problem
from compcheck.model.when import When
from compcheck.reporting.as_junit import COULD_BE_EVALUATED, MEETS_ITS_BAR, run_as_junit
from hostile import HOSTILE, hostile_run

TIMELY = bands(at_least("88.2"), at_least("68.5"))


def parsed(run: Run) -> ET.Element:
    return ET.fromstring(run_as_junit(run).encode())  # noqa: S314  # our own text, and expat as servers have it


def cases(run: Run) -> dict[str, ET.Element]:
    found = {case.get("name", ""): case for case in parsed(run).iter("testcase")}
    found.pop(MEETS_ITS_BAR, None)
    return found


def only(run: Run) -> ET.Element:
    (case,) = cases(run).values()
    return case


def judged(part: int, **changes: object) -> Evaluation:
    told = rule("practice/timely", TIMELY, title="Assessments are timely", **changes)
    return evaluated(framework(told), [figure(part_of(part, 100))])


@pytest.mark.parametrize(("part", "became"), [(57, "failure"), (70, "system-out"), (95, "system-out")])
def test_below_the_bar_is_a_failure_and_at_the_bar_a_pass(part: int, became: str) -> None:
    assert [one.tag for one in only(Run((judged(part),), ()))] == [became]


def test_the_bar_can_be_raised_and_taken_away() -> None:
    assert only(Run((judged(70),), (), "good")).find("failure") is not None
    assert only(Run((judged(57),), (), "none")).find("failure") is None


def test_a_failure_says_its_grade_and_how_far_it_is_and_holds_all_that_is_told() -> None:
    failure = only(Run((judged(57),), ())).find("failure")
    assert failure is not None
    assert failure.get("type") == "inadequate"
    assert failure.get("message") == "inadequate; 57.0 % (57 of 100); 12 more would make it adequate"
    assert "Source: CIN census" in (failure.text or "")


def test_what_is_not_graded_is_skipped_with_why_and_fails_only_where_that_was_asked_for() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)))
    skipped = only(Run((evaluation,), ())).find("skipped")
    assert skipped is not None
    assert skipped.get("message", "").startswith("not supplied")
    failure = only(Run((evaluation,), (), fail_on_not_graded=True)).find("failure")
    assert failure is not None
    assert failure.get("type") == "not graded"


def test_what_weighs_nothing_never_fails() -> None:
    weightless = judged(57, weight=Fraction(0), assumption=True)
    assert only(Run((weightless,), ())).find("failure") is None
    context = rule("practice/context", never_graded=Reason.CONTEXT, weight=Fraction(0))
    run = Run((evaluated(framework(context)),), (), fail_on_not_graded=True)
    assert only(run).find("failure") is None


def test_of_kinds_those_that_fail_a_run_are_failures() -> None:
    kinds = replace(SCALE, ordered=False, grades=tuple(replace(one, ordered=False) for one in SCALE.grades))
    good, adequate = kinds.grades[2], kinds.grades[1]
    lines = replace(bands(otherwise=adequate), bands=(replace(bands(at_least(90)).bands[0], grade=good),))
    edition = framework(
        rule("practice/timely", lines), scale=kinds, bar=None, overall=None, fails=frozenset({adequate})
    )  # fmt: skip
    failure = only(Run((evaluated(edition, [figure(part_of(57, 100))]),), ())).find("failure")
    assert failure is not None
    assert failure.get("type") == ADEQUATE.word


def test_one_case_more_fails_exactly_where_the_exit_code_is_1() -> None:
    unseen = evaluated(framework(rule("practice/timely", TIMELY, key=True), rule("practice/other", TIMELY)))
    for evaluation in (judged(57), judged(70), judged(95), unseen):
        for bar in (None, "good", "none"):
            run = Run((evaluation,), (), bar)
            (case,) = (one for one in parsed(run).iter("testcase") if one.get("name") == MEETS_ITS_BAR)
            assert (case.find("failure") is not None) is (run.exit_code == 1)


def test_an_explanation_stands_beside_and_changes_no_outcome() -> None:
    explanation = Explanation(
        "practice/timely", "", "a flood", "Director", date(2013, 1, 1), date(2014, 1, 1), "", 1, 1
    )
    evaluation = replace(judged(57), explanations={"practice/timely": (Explained(explanation, IN_FORCE),)})
    case = only(Run((evaluation,), ()))
    assert case.find("failure") is not None
    assert "a flood" in (case.findtext("system-out") or "")


def test_a_name_says_no_figure_and_stays_whatever_was_found() -> None:
    before, after = (list(cases(Run((judged(part),), ()))) for part in (57, 95))
    assert before == after == ["timely: Assessments are timely"]


def test_the_same_authority_twice_is_told_apart_by_its_day() -> None:
    other = judged(57)
    other = replace(other, submission=replace(other.submission, judged_on=When.read("2013-06")))
    names = [one.get("name") for one in parsed(Run((judged(57), other), ())).iter("testsuite")]
    assert names == [f"Exampleshire (protection-2012), judged on {day}" for day in ("2013-05-20", "2013-06")]


def test_a_file_that_could_not_be_evaluated_is_an_error_and_hides_no_other() -> None:
    problems = tuple(Problem("not-json", "bad.json", fact, "Mend it.", line=n) for n, fact in enumerate(("a.", "b.")))
    root = parsed(Run((judged(95),), problems))
    suite = root.findall("testsuite")[1]
    (case,) = suite.iter("testcase")
    error = case.find("error")
    assert (suite.get("name"), case.get("name")) == ("bad.json", COULD_BE_EVALUATED)
    assert error is not None
    assert (error.get("type"), error.get("message")) == ("not-json", "2 problems")
    assert root.get("errors") == "1"


def test_what_is_counted_is_what_is_there() -> None:
    evaluation = evaluated(
        framework(rule("practice/timely", TIMELY), rule("practice/unseen", TIMELY, indicator="no")),
        [figure(part_of(57, 100))],
    )
    root = parsed(Run((evaluation, judged(95)), (Problem("file-empty", "a.json", "is empty.", "Begin one."),)))
    for element in (root, *root.iter("testsuite")):
        assert element.get("tests") == str(len(list(element.iter("testcase"))))
        for tag, key in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert element.get(key) == str(len(list(element.iter(tag))))


def test_there_are_digests_and_the_standing_and_no_time() -> None:
    evaluation = judged(95)
    evaluation = replace(evaluation, document=replace(evaluation.document, sha256="ab" * 32))
    root = parsed(Run((evaluation,), (), internal=True))
    told = {one.get("name"): one.get("value", "") for one in root.iter("property")}
    assert told["submission.sha256"] == "ab" * 32
    assert told["standing"].endswith("Seen 1 of 1 requirements.")
    assert told["classification"].startswith("OFFICIAL-SENSITIVE")
    assert not re.search(r"\btime(stamp)?=", run_as_junit(Run((evaluation,), ())))


def test_small_counts_are_hidden() -> None:
    lines = sampled({ADEQUATE: Fraction(1)})
    assert len({
        run_as_junit(Run((evaluated(framework(evidence_rule(lines)), [], [counted(40 - n, inadequate=n)]),), ()))
        for n in range(1, 6)
    }) == 1  # fmt: skip
    every_case = bands(at_least(100))
    assert len({
        run_as_junit(Run((evaluated(framework(rule("practice/seen", every_case)), [figure(part_of(n, 100))]),), ()))
        for n in range(95, 100)
    }) == 1  # fmt: skip


def shape_of(run: Run) -> list[str]:
    """Every element and how many attributes it has, in order."""
    return [f"{one.tag} {sorted(one.keys())}" for one in parsed(run).iter()]


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_value_makes_another_element_or_attribute_or_breaks_the_file(value: str) -> None:
    assert shape_of(hostile_run(value)) == shape_of(hostile_run("plain"))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_line_is_a_workflow_command(value: str) -> None:
    def lines() -> Iterator[str]:
        for line in run_as_junit(hostile_run(value)).splitlines():
            yield line.lstrip()

    assert not [line for line in lines() if line.startswith("::") or "##[" in line]
