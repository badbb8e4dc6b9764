"""What a run comes to: 0 met the bar, 1 did not or could not be judged, 2 could not be evaluated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from builders import at_least, bands, evaluated, exit_code, figure, framework, part_of, replace, rule, seen
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.framework import Framework
from compcheck.model.grade import Reason
from compcheck.model.problem import Problem

LINES = bands(at_least(90), at_least(70))
ONE = rule("practice/one", LINES)
OTHER = rule("practice/other", LINES, indicator="other")
LEADERS = rule("leadership/leaders", LINES, indicator="leaders")


def run(edition: Framework, **parts: int) -> Evaluation:
    return evaluated(edition, [figure(part_of(part, 100, name)) for name, part in parts.items()])


def with_one(part: int) -> Evaluation:
    return run(framework(ONE), assessments_on_time=part)


@pytest.mark.parametrize(("part", "code"), [(95, 0), (75, 0), (50, 1)])
def test_the_bar_of_the_framework_is_met_or_not(part: int, code: int) -> None:
    assert exit_code(with_one(part)) == code


@pytest.mark.parametrize(("part", "code"), [(95, 0), (75, 1), (50, 1)])
def test_another_bar_may_be_set(part: int, code: int) -> None:
    assert exit_code(with_one(part), "good") == code


def test_silence_meets_no_bar() -> None:
    assert exit_code(run(framework(ONE, OTHER), assessments_on_time=95)) == 1


def test_an_area_below_the_bar_fails_where_there_is_no_overall_judgement() -> None:
    edition = framework(ONE, LEADERS, overall=None)
    assert exit_code(run(edition, assessments_on_time=95, leaders=10)) == 1
    assert exit_code(run(edition, assessments_on_time=95, leaders=80)) == 0


def test_without_a_bar_only_nothing_graded_fails() -> None:
    assert exit_code(with_one(10), "none") == 0
    assert exit_code(run(framework(ONE)), "none") == 1


def test_nothing_graded_fails_though_a_statement_was_given() -> None:
    spoken = replace(rule("practice/said", topic="records_show_the_work", indicator=None), sampled=())
    assert exit_code(evaluated(framework(spoken), evidence=[seen("statement", on=None)]), "none") == 1


def test_fail_on_not_graded_asks_for_every_requirement_that_carries_weight() -> None:
    context = replace(rule("practice/context", indicator="context"), weight=Fraction(0), never_graded=Reason.CONTEXT)
    weightless = replace(rule("practice/later", LINES, indicator="later"), weight=Fraction(0), assumption=True)
    not_yet = rule("practice/newer", bands(at_least(90), since=date(2013, 6, 1)), indicator="newer")
    seen_whole = run(framework(ONE, context, weightless, not_yet), assessments_on_time=95)
    assert exit_code(seen_whole, fail_on_not_graded=True) == 0
    seen_in_part = run(framework(ONE, replace(ONE, id="practice/two"), OTHER), assessments_on_time=95)
    assert exit_code(seen_in_part) == 0
    assert exit_code(seen_in_part, fail_on_not_graded=True) == 1


def test_fail_on_not_graded_is_not_met_by_a_figure_from_before_the_first_line() -> None:
    """The requirement is in force and a newer figure could show it: it was not graded."""
    newer = rule("practice/newer", bands(at_least(90), since=date(2013, 4, 1)), indicator="newer")
    evaluation = run(framework(ONE, replace(ONE, id="practice/two"), newer), assessments_on_time=95, newer=95)
    assert exit_code(evaluation) == 0
    assert exit_code(evaluation, fail_on_not_graded=True) == 1


def test_one_file_below_the_bar_fails_the_run_and_a_problem_outranks_it() -> None:
    fine, below = with_one(95), with_one(10)
    problem = Problem("empty", "kent.json", "is empty.", "Write something into it.")
    assert Run((fine, fine), ()).exit_code == 0
    assert Run((fine, below), ()).exit_code == 1
    assert Run((fine, below), (problem,)).exit_code == 2
    assert Run((fine,), (problem,), "none").exit_code == 2


def test_a_run_without_any_file_evaluated_is_no_pass() -> None:
    assert Run((), ()).exit_code == 2


def test_what_was_seen_is_counted_by_what_showed_it() -> None:
    shown = rule("practice/shown", indicator=None, topic="records_show_the_work")
    inspected = seen("inspection", grade="good")
    coverage = evaluated(framework(ONE, OTHER, shown), [figure(part_of(95, 100))], [inspected]).coverage
    assert (coverage.requirements, coverage.figures, coverage.evidence, coverage.not_seen) == (3, 1, 1, 1)
