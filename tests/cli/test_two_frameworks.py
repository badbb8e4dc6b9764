"""What no packaged framework shows yet: scales that differ, and names that two frameworks share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from at_the_prompt import typed

from small_rules import FRAMEWORK, RULE, SINCE, folder_with

RULE_OF_ONE = f"{RULE}indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
OTHER_WORDS = {"inadequate": "weak", "adequate": "fair", "good": "strong"}


def in_other_words(text: str) -> str:
    for word, other in OTHER_WORDS.items():
        text = text.replace(word, other)
    return text.replace(
        "any area weak", "any area inadequate"
    )  # the name of a limit, whatever the lowest grade is called


@pytest.fixture
def rules(tmp_path: Path) -> str:
    folder = folder_with(RULE_OF_ONE, None, tmp_path / "rules")
    practice = folder / "frameworks/two/practice"
    practice.mkdir(parents=True)
    (practice.parent / "framework.yaml").write_text(in_other_words(FRAMEWORK), "utf-8")
    (practice / "it.yaml").write_text(in_other_words(RULE_OF_ONE) + "formerly: [practice/the-same]\n", "utf-8")
    return str(folder)


def submission(framework: str, late: int, folder: Path) -> str:
    path = folder / f"{framework}-{late}.json"
    data = {
        "authority": {"name": "Exampleshire"}, "framework": framework, "judged_on": "2013-05", "source": "A report",
        "period": {"from": "2012-04-01", "to": "2013-03-31"}, "indicators": {"late": late},
    }  # fmt: skip
    path.write_text(json.dumps(data), "utf-8")
    return str(path)


def test_a_bar_of_one_scale_is_never_held_against_another(rules: str, tmp_path: Path) -> None:
    files = submission("one", 0, tmp_path), submission("two", 0, tmp_path)
    result = typed("evaluate", *files, "--rules", rules, "--fail-below", "good", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [one["framework"]["id"] for one in report["evaluations"]] == ["one"]
    assert [problem["code"] for problem in report["problems"]] == ["bar-of-another-scale"]
    assert "with --fail-below fair or strong." in result.stderr
    assert typed("evaluate", files[1], "--rules", rules, "--fail-below", "strong").exit_code == 0


def test_a_file_may_be_judged_under_a_framework_it_does_not_name(rules: str, tmp_path: Path) -> None:
    words = (submission("one", 0, tmp_path), "--rules", rules, "--framework", "two")
    report = json.loads(typed("evaluate", *words, "--format", "json").stdout)
    assert report["evaluations"][0]["overall"]["grade"] == "strong"
    assert ", two, judged on 2013-05." in typed("validate", *words).stdout


def test_the_lowest_grade_of_the_framework_asked_for_is_refused(rules: str, tmp_path: Path) -> None:
    file = submission("two", 0, tmp_path)
    result = typed("evaluate", file, "--rules", rules, "--framework", "two", "--fail-below", "weak")
    assert result.exit_code == 2
    assert "nothing lies below weak" in result.stderr
    assert "Say fair or strong;" in result.stderr


def test_without_a_bar_each_framework_has_its_own(rules: str, tmp_path: Path) -> None:
    met = submission("one", 0, tmp_path), submission("two", 0, tmp_path)
    assert typed("evaluate", *met, "--rules", rules).exit_code == 0
    assert typed("evaluate", *met, submission("two", 7, tmp_path), "--rules", rules).exit_code == 1


def test_a_rule_of_two_frameworks_must_say_which(rules: str) -> None:
    result = typed("rules", "show", "it", "--rules", rules)
    assert result.exit_code == 2
    assert '"it" is the name of 2 rules.' in result.stderr
    assert "--framework" in result.stderr
    assert "strong at most 0" in typed("rules", "show", "it", "--rules", rules, "--framework", "two").stdout


@pytest.mark.parametrize("name", ["practice/the-same", "the-same"])
def test_a_renamed_rule_is_found_by_its_old_id(name: str, rules: str) -> None:
    said = typed("rules", "show", name, "--rules", rules).stdout
    assert "practice/it (two)" in said
    assert "Formerly      practice/the-same" in said


def test_all_frameworks_are_listed(rules: str) -> None:
    listed = typed("frameworks", "list", "--rules", rules).stdout
    assert "one\n---" in listed
    assert "two\n---" in listed
    assert typed("rules", "list", "--rules", rules).stdout.count("  it  [figure]") == 2


def test_rules_that_do_not_hold_are_problems_of_every_command(rules: str, tmp_path: Path) -> None:
    (Path(rules) / "frameworks/two/framework.yaml").write_text("title: no more than that\n", "utf-8")
    report = json.loads(typed("evaluate", submission("one", 0, tmp_path), "--rules", rules, "--format", "json").stdout)
    assert report["exit_code"] == 2
    assert all(problem["code"].startswith("rules-") for problem in report["problems"])
    for words in (("indicators", "list"), ("schema",), ("frameworks", "list"), ("validate", "x.json")):
        result = typed(*words, "--rules", rules)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "frameworks/two/framework.yaml" in result.stderr
