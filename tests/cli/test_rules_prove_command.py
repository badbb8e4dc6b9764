from __future__ import annotations

from pathlib import Path

import pytest
from at_the_prompt import typed
from click.testing import Result

from small_rules import RULE, SINCE, folder_with

A_SHARE = f"""\
{RULE}  - {{when: adequate, action: Better it, by: within 3 months}}
indicator: on_time
grades:
- {{{SINCE}, good: {{at_least: 90}}, adequate: {{at_least: 75}}}}
"""
CASES = """\
- {case: a, given: {on_time: 90}, expect: good}
- {case: b, given: {on_time: 89.9}, expect: adequate}
- {case: c, given: {on_time: 75}, expect: adequate}
- {case: d, given: {on_time: 74.9}, expect: inadequate}
- {case: nothing, given: {}, expect: {not graded: not supplied}}
"""


def proved(home: Path, cases: str | None, *words: str) -> Result:
    return typed("rules", "prove", "--rules", str(folder_with(A_SHARE, cases, home)), *words)


def test_what_check_asks_for_is_what_prove_counts(tmp_path: Path) -> None:
    result = proved(tmp_path, CASES)
    assert result.exit_code == 0
    assert "1 rule, 5 cases: they show 100 % of what they should" in result.stdout
    assert "2 of 2  on a line" in result.stdout
    assert "2 of 2  just off one" in result.stdout
    assert "1 of 1  no data" in result.stdout


def test_a_rule_that_lacks_cases_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    result = proved(tmp_path, CASES.replace("{on_time: 74.9}", "{on_time: 70}"))
    assert result.exit_code == 1
    assert "they show 80 % of what they should" in result.stdout
    assert "practice/it\n  5 cases: 2 of 2 on a line; 1 of 2 just off one; 1 of 1 no data" in result.stdout
    assert "  no case just off 75 (at least 75)" in result.stdout


@pytest.mark.parametrize(("threshold", "code"), [("80", 0), ("80.1", 1), ("0", 0)])
def test_the_threshold_decides_the_exit_code(threshold: str, code: int, tmp_path: Path) -> None:
    cases = CASES.replace("{on_time: 74.9}", "{on_time: 70}")
    assert proved(tmp_path, cases, "--at-least", threshold).exit_code == code


def test_a_rule_without_cases_shows_nothing(tmp_path: Path) -> None:
    result = proved(tmp_path, None)
    assert result.exit_code == 1
    assert "1 rule, 0 cases: they show 0 % of what they should" in result.stdout


def test_a_case_that_fails_is_exit_1_whatever_the_threshold(tmp_path: Path) -> None:
    result = proved(tmp_path, CASES.replace("75}, expect: adequate", "75}, expect: good"), "--at-least", "0")
    assert result.exit_code == 1
    assert "; 1 fails" in result.stdout


def test_a_moved_line_is_noticed_by_the_cases_on_it_and_off_it(tmp_path: Path) -> None:
    result = proved(tmp_path, CASES, "--move-lines")
    assert (result.exit_code, "0  moved lines that no case notices" in result.stdout) == (0, True)


def test_a_line_that_no_case_holds_is_named_with_where_it_could_lie(tmp_path: Path) -> None:
    cases = CASES.replace("{on_time: 74.9}", "{on_time: 70}")
    result = proved(tmp_path, cases, "--move-lines", "--at-least", "0")
    assert result.exit_code == 1
    assert "no case notices adequate: at least 75, made at least 74.9, since 2010-04-01" in result.stdout


def test_every_line_of_the_project_is_held_by_a_case() -> None:
    result = typed("rules", "prove", "--move-lines")
    assert (result.exit_code, result.stderr) == (0, "")


def test_cases_that_cannot_be_read_are_exit_2(tmp_path: Path) -> None:
    result = proved(tmp_path, CASES.replace("expect: good", "expect: {graded: good}"))
    assert (result.exit_code, result.stdout) == (2, "")
