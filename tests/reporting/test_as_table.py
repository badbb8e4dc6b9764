"""The table: its standing first, nothing odd obeyed, and silence said aloud."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import (
    GOOD,
    INADEQUATE,
    at_least,
    at_most,
    bands,
    between,
    counted,
    entry,
    evaluated,
    evidence_rule,
    figure,
    framework,
    part_of,
    replace,
    rule,
    sampled,
    seen,
    yes_is,
)
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.problem import Problem
from compcheck.model.rule import Recommendation
from compcheck.reporting.as_table import run_as_table
from compcheck.reporting.wording import STANDING

TIMELY = bands(at_least("88.2"), at_least("68.5"))


def table(evaluation: Evaluation, *, color: bool = False, quiet: bool = False, **run: object) -> str:
    return run_as_table(replace(Run((evaluation,), ()), **run), color=color, quiet=quiet)


def squeezed(printed: str) -> str:
    return " ".join(printed.split())


def test_a_report_opens_with_its_standing_and_how_much_was_seen() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(57, 100))])
    assert f"{STANDING} Seen 1 of 1 requirements." in squeezed(table(evaluation))


def test_nothing_graded_is_said_and_not_left_blank() -> None:
    printed = table(evaluated(framework(rule("practice/timely", TIMELY))))
    assert "Nothing could be graded." in printed
    assert "not judged" in printed


def test_the_distance_to_the_next_line_is_told_in_cases() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(2780, 4840), cases="on time")])
    assert "536 more on time would make it adequate" in table(evaluation)


def test_without_a_denominator_the_distance_is_told_in_the_unit() -> None:
    lines = bands(at_most("15"), at_most("20"))
    evaluation = evaluated(framework(rule("practice/load", lines)), [figure(entry("21.5"), "number", "low")])
    assert "1.5 above the line of adequate (20)" in squeezed(table(evaluation))


def test_a_middle_figure_outside_its_band_is_told_which_end_it_missed() -> None:
    lines = bands(between("17.8", "27.9"))
    evaluation = evaluated(framework(rule("practice/again", lines)), [figure(part_of(400, 1000), polarity="middle")])
    assert "121 fewer would make it good" in squeezed(table(evaluation))


def test_a_figure_that_chance_could_move_over_a_line_says_so() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(34, 50))])
    printed = squeezed(table(evaluation))
    assert "annot be told from the line at 68.5 %" in printed
    assert "one case would change it" in printed


def test_control_characters_are_shown_and_never_obeyed() -> None:
    odd = "\x1b[31mred\x1b[0m\u202eback"
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(57, 100, source=odd, note=odd))])
    printed = table(evaluation)
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "\\x1b[31mred" in printed


def test_colour_is_beside_the_word_and_never_instead_of_it() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(95, 100))])
    assert "\x1b[32mgood\x1b[0m" in table(evaluation, color=True)
    assert "good" in table(evaluation)


def test_quiet_is_one_line_a_file() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(95, 100))])
    assert squeezed(table(evaluation, quiet=True)) == "exampleshire.json Exampleshire good seen 1 of 1"
    assert table(evaluation, quiet=True).count("\n") == 1


def test_a_file_that_could_not_be_evaluated_stands_in_the_overview() -> None:
    evaluation = evaluated(framework(rule("practice/timely", TIMELY)), [figure(part_of(95, 100))])
    problems = (Problem("file-empty", "bad.json", "is empty.", "Begin one."),)
    printed = table(evaluation, problems=problems)
    assert "bad.json" in printed.splitlines()[1]
    assert "not evaluated  1 problem" in printed


def test_what_must_be_done_first_goes_by_deadline_then_key_then_grade() -> None:
    def told(name: str, by: str, *, key: bool = False) -> object:
        return rule(f"practice/{name}", TIMELY, key=key, recommend=(Recommendation(INADEQUATE, f"do {name}", by),))

    rules = [told("later", "within 3 months"), told("now", "immediately"), told("now-key", "immediately", key=True)]
    printed = table(evaluated(framework(*rules), [figure(part_of(1, 100))]))  # type: ignore[arg-type]  # rules all
    assert printed.index("do now-key") < printed.index("do now (") < printed.index("do later")


def test_evidence_says_who_saw_what_and_whether_it_is_from_the_very_inspection() -> None:
    lines = sampled({GOOD: Decimal(1)})  # type: ignore[dict-item]  # a share of 1 is a whole number either way
    evidence = counted(good=30, adequate=12, of_this_inspection=True, says="clear", plan="train", independent=True)
    printed = squeezed(table(evaluated(framework(evidence_rule(lines)), evidence=[evidence])))
    assert "moderated audit, independent, 2013-03: 30 good, 12 adequate, 0 inadequate, 42 cases" in printed
    assert "From the very inspection this submission stands beside" in printed
    assert "Says: clear" in printed
    assert "Plan: train" in printed


def test_an_own_audit_says_why_it_was_held_down() -> None:
    evaluation = evaluated(framework(evidence_rule()), evidence=[seen("own audit", grade="good")])
    assert "Held at adequate: it marks its own work" in squeezed(table(evaluation))


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_printed_as_such(answer: bool) -> None:  # noqa: FBT001
    evaluation = evaluated(
        framework(rule("practice/done", yes_is(GOOD, no=INADEQUATE))), [figure(entry(answer), "yes/no")]
    )
    printed = squeezed(table(evaluation))
    assert f"{'yes' if answer else 'no'}, 2012-04-01 to 2013-03-31" in printed
    assert "Line: yes is good, no is inadequate" in printed
