from __future__ import annotations

import re
from pathlib import Path

import pytest
from at_the_prompt import typed

from small_rules import FRAMEWORK, RULE, SINCE, folder_with

A_COUNT = f"{RULE}indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
CASES = """\
- {case: none, given: {late: 0}, expect: good}
- {case: one, given: {late: 1}, expect: inadequate}
- {case: nothing, given: {}, expect: {not graded: not supplied}}
"""


def test_every_rule_of_the_project_is_proved_by_its_cases() -> None:
    result = typed("rules", "check")
    assert result.stderr == ""
    assert re.fullmatch(r"\d+ rules, \d+ cases, all hold\n", result.stdout)
    assert result.exit_code == 0


def test_rules_that_hold_are_counted(tmp_path: Path) -> None:
    result = typed("rules", "check", "--rules", str(folder_with(A_COUNT, CASES, tmp_path)))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 rule, 3 cases, all hold\n", "")


def test_a_failing_and_a_missing_case_are_exit_1_and_named(tmp_path: Path) -> None:
    cases = CASES.replace("{late: 1}, expect: inadequate", "{late: 2}, expect: good")
    folder = folder_with(A_COUNT, cases, tmp_path)
    result = typed("rules", "check", "--rules", str(folder))
    assert (result.exit_code, result.stdout) == (1, "1 rule, 3 cases: 1 fails, 1 missing\n")
    place = f"{folder}/frameworks/one/practice/it.cases.yaml"
    assert f'{place}:2\n  "one" expects good, but the rule gives inadequate.' in result.stderr
    assert f"{place}\n  has no case just off 0" in result.stderr


def test_a_rule_without_cases_is_exit_1(tmp_path: Path) -> None:
    result = typed("rules", "check", "--rules", str(folder_with(A_COUNT, None, tmp_path)))
    assert result.exit_code == 1
    assert "has no cases" in result.stderr


@pytest.mark.parametrize(
    ("rule", "cases"),
    [
        (A_COUNT.replace("at_most", "at_mots"), CASES),
        (A_COUNT, CASES.replace("expect: good", "expect: god")),
        (A_COUNT, CASES.replace("late: 0", "late: -1")),
    ],
)
def test_rules_or_cases_that_cannot_be_read_are_exit_2(rule: str, cases: str, tmp_path: Path) -> None:
    result = typed("rules", "check", "--rules", str(folder_with(rule, cases, tmp_path)))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "frameworks/one/practice/it" in result.stderr


def test_cases_without_their_rule_are_exit_2(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path)
    (folder / "frameworks/one/practice/other.cases.yaml").write_text(CASES, "utf-8")
    result = typed("rules", "check", "--rules", str(folder))
    assert result.exit_code == 2
    assert "other.cases.yaml" in result.stderr


def test_one_framework_alone_may_be_checked(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path)
    other = folder / "frameworks/two"
    (other / "practice").mkdir(parents=True)
    (other / "framework.yaml").write_text(FRAMEWORK, "utf-8")
    (other / "practice/it.yaml").write_text(A_COUNT, "utf-8")
    assert typed("rules", "check", "--rules", str(folder)).exit_code == 1
    assert typed("rules", "check", "--rules", str(folder), "one").exit_code == 0
    result = typed("rules", "check", "--rules", str(folder), "three")
    assert result.exit_code == 2
    assert "Known here: one, two." in result.stderr


def test_an_installed_compcheck_says_that_it_brings_no_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compcheck.cli.rule_folders.CHECKOUT", tmp_path / "nowhere")
    result = typed("rules", "check")
    assert result.exit_code == 2
    assert "Name a folder with --rules." in result.stderr
