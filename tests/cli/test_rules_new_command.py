from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from at_the_prompt import ROOT, typed
from click.testing import Result

from compcheck.reading.rule_files import read_library
from small_rules import RULE, SINCE, folder_with

A_COUNT = f"{RULE}indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
SAID = {
    "framework": "one", "area": "practice", "name": "in-time", "title": "Conferences are held in time",
    "why": "A child waits: every day, at risk #1.", "source-title": "Working Together", "source-publisher": "DfE",
    "source-year": "2010",
}  # fmt: skip
LINES = {
    "since": "2011-04-01", "expectation": "every one", "basis": "statute", "basis-says": "section 47",
    "basis-source": "Children Act 1989",
}  # fmt: skip
ADVICE = {"if-inadequate": "Mend: it", "if-inadequate-by": "immediately"}
MORE_ADVICE = {**ADVICE, "if-adequate": "Better it", "if-adequate-by": "within 3 months"}
ON_TIME = {**SAID, **LINES, **MORE_ADVICE, "indicator": "on_time", "good": "at least 90", "adequate": "at least 75.5"}


def new(home: Path, said: Mapping[str, str], *words: str) -> Result:
    if not home.exists():
        folder_with(A_COUNT, None, home)
    options = [word for name, answer in said.items() for word in (f"--{name}", answer)]
    return typed("rules", "new", "--rules", str(home), *options, *words)


def written(home: Path, end: str = ".yaml") -> str:
    return (home / "frameworks" / "one" / "practice" / f"in-time{end}").read_text("utf-8")


def test_a_rule_and_its_cases_are_written_read_back_and_proved(tmp_path: Path) -> None:
    result = new(tmp_path / "rules", ON_TIME)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "5 cases, all hold" in result.stdout
    assert "What to do next:" in result.stdout
    assert written(tmp_path / "rules") == (
        "title: Conferences are held in time\n"
        'why: "A child waits: every day, at risk #1."\n'
        "source: {title: Working Together, publisher: DfE, year: 2010}\n"
        "indicator: on_time\n"
        "grades:\n"
        "  - since: 2011-04-01\n"
        "    expectation: every one\n"
        "    basis: {statute: section 47, source: Children Act 1989}\n"
        "    good: {at_least: 90}\n"
        "    adequate: {at_least: 75.5}\n"
        "recommend:\n"
        '  - {when: inadequate, action: "Mend: it", by: immediately}\n'
        "  - {when: adequate, action: Better it, by: within 3 months}\n"
    )
    cases = written(tmp_path / "rules", ".cases.yaml")
    assert "given: {on_time: 75.4}\n  expect: inadequate" in cases
    assert "given: {}\n  expect: {not graded: not supplied}" in cases


@pytest.mark.parametrize(
    ("said", "cases"),
    [
        ({**SAID, "left-to-inspectors": "nobody counts it"}, "not graded: left to inspectors"),
        ({**SAID, "indicator": "asked"}, "not graded: context"),
        ({**SAID, **LINES, **ADVICE, "indicator": "done"}, "yes is good"),
        ({**SAID, **LINES, **ADVICE, "indicator": "stopped"}, "yes is inadequate"),
        ({**SAID, **LINES, **ADVICE, "indicator": "late", "good": "at most 3"}, "given: {late: 4}"),
        ({**SAID, **LINES, **ADVICE, "indicator": "days", "good": "less than 2.5"}, "given: {days: 2.4}"),
        ({**SAID, **LINES, **MORE_ADVICE, "indicator": "coming_back", "good": "between 10 and 20",
          "otherwise": "adequate"}, "given: {coming_back: 20.1}\n  expect: adequate"),
        ({**SAID, **LINES, **MORE_ADVICE, "evidence": "records", "good": "2/3", "adequate": "1"},
         "counts: {good: 39, inadequate: 21}}\n  expect: inadequate"),
        ({**SAID, **LINES, **MORE_ADVICE, "evidence": "records", "good": "at least 90"}, "share: 89.9"),
        ({**SAID, **MORE_ADVICE, "evidence": "records"}, "{kind: inspection, grade: good}"),
        ({**ON_TIME, "evidence": "records"}, "given: {on_time: 90}"),
    ],
)  # fmt: skip
def test_every_kind_of_rule_can_be_asked_for(said: dict[str, str], cases: str, tmp_path: Path) -> None:
    if said.get("otherwise"):
        said = {name: answer for name, answer in said.items() if not name.startswith("if-inadequate")}
    result = new(tmp_path / "rules", said)
    assert (result.exit_code, result.stderr) == (0, "")
    assert cases in written(tmp_path / "rules", ".cases.yaml")


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"framework": "tow"}, "Known here: one."),
        ({"area": "practise"}, "Did you mean practice?"),
        ({"name": "it"}, "There is a rule practice/it already"),
        ({"name": "In Time"}, "small letters"),
        ({"title": " "}, "--title: Write what it says"),
        ({"source-year": "last"}, "four digits"),
        ({"indicator": "on_tim"}, "Did you mean on_time?"),
        ({"since": "2011-02-30"}, "Write a day as 2012-04-01"),
        ({"basis": "statue"}, "Did you mean statute?"),
        ({"good": "90"}, "Write it as at least 88.2"),
        ({"god": "at least 90"}, "Did you mean --good?"),
        ({"outstanding": "at least 99"}, "There is no option --outstanding in one"),
        ({"if-adequate-by": "soon"}, "Known here: immediately"),
        ({"adequate": "at least 95"}, "is never met"),
        ({"good": "at most 90", "adequate": ""}, "the wrong way round"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(change: dict[str, str], fact: str, tmp_path: Path) -> None:
    result = new(tmp_path / "rules", {**ON_TIME, **change})
    assert (result.exit_code, result.stdout) == (2, "")
    assert fact in result.stderr
    assert [path.name for path in (tmp_path / "rules/frameworks/one/practice").iterdir()] == ["it.yaml"]


@pytest.mark.parametrize("missing", ["framework", "name", "why", "since", "good", "if-adequate"])
def test_where_nobody_is_there_to_ask_what_is_missing_is_named(missing: str, tmp_path: Path) -> None:
    result = new(tmp_path / "rules", {name: answer for name, answer in ON_TIME.items() if name != missing})
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--{missing} is missing" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("at least 90",), "stands alone: every answer follows its option"),
        (("--good",), "--good has no answer"),
        (("--rulse", "x"), "There is no option --rulse in one. Did you mean --"),
    ],
)
def test_answers_that_follow_no_option_are_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = new(tmp_path / "rules", {**SAID, "left-to-inspectors": "x"}, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_rules_are_written_into_the_folder_called_rules_or_nowhere(tmp_path: Path) -> None:
    options = [word for name, answer in ON_TIME.items() for word in (f"--{name}", answer)]
    nowhere = typed("rules", "new", *options, within=tmp_path)
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert "Name a folder with --rules." in nowhere.stderr
    folder_with(A_COUNT, None, tmp_path / "rules")
    assert typed("rules", "new", *options, within=tmp_path).exit_code == 0
    assert "compcheck rules check one\n" in typed("rules", "new", *options, "--name=late", within=tmp_path).stdout


def test_what_does_not_hold_when_it_is_read_back_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compcheck.cli.rules_new.drafted", lambda *_: [{"case": "none", "given": {}, "expect": "good"}])
    result = new(tmp_path / "rules", ON_TIME)
    assert result.exit_code == 2
    assert "expects good, but the rule gives not graded" in result.stderr
    assert [path.name for path in (tmp_path / "rules/frameworks/one/practice").iterdir()] == ["it.yaml"]


def test_a_rule_that_does_not_hold_is_shown_with_its_lines(tmp_path: Path) -> None:
    result = new(tmp_path / "rules", {**ON_TIME, "adequate": "at least 95"})
    assert "Nothing is written, for this rule does not hold:" in result.stderr
    assert "  10      adequate: {at_least: 95}\n" in result.stderr
    assert "in-time.yaml:10:5" in result.stderr


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    home = folder_with(A_COUNT, None, tmp_path / "rules")
    stray = home / "frameworks/one/practice/in-time.cases.yaml"
    stray.write_text("# mine\n", "utf-8")
    result = new(home, ON_TIME)
    assert result.exit_code == 2
    assert stray.read_text("utf-8") == "# mine\n"
    assert not (home / "frameworks/one/practice/in-time.yaml").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_cannot_be_written_keeps_neither_file(tmp_path: Path) -> None:
    home = folder_with(A_COUNT, None, tmp_path / "rules")
    area = home / "frameworks/one/practice"
    area.chmod(0o500)
    result = new(home, ON_TIME)
    area.chmod(0o700)
    assert result.exit_code == 2
    assert [path.name for path in area.iterdir()] == ["it.yaml"]


def test_the_first_rule_of_an_area_can_be_written(tmp_path: Path) -> None:
    home = folder_with(A_COUNT, None, tmp_path / "rules")
    about = home / "frameworks/one/framework.yaml"
    text = about.read_text("utf-8")
    about.write_text(text.replace("{practice: {title: Practice}}", "{practice: {title: P}, help: {title: H}}"), "utf-8")
    result = new(home, {**ON_TIME, "area": "help"})
    assert (result.exit_code, result.stderr) == (0, "")
    assert read_library(home, "rules").frameworks["one"].rule("help/in-time") is not None


def test_a_folder_that_names_its_schemas_gets_files_that_do(tmp_path: Path) -> None:
    home = folder_with(A_COUNT, None, tmp_path / "rules")
    typed("rules", "schema", "--name-in-files", "--rules", str(home))
    result = new(home, ON_TIME)
    assert "--name-in-files" not in result.stdout
    assert written(home).startswith("# yaml-language-server: $schema=../../../schema/rule-one.schema.json\ntitle:")
    assert written(home, ".cases.yaml").startswith(
        "# yaml-language-server: $schema=../../../schema/cases.schema.json\n- "
    )


def test_what_is_already_wrong_with_the_folder_is_said_first(tmp_path: Path) -> None:
    home = folder_with(A_COUNT.replace("at_most", "at_mots"), None, tmp_path / "rules")
    result = new(home, ON_TIME)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "practice/it.yaml" in result.stderr


def test_somebody_at_a_terminal_is_asked_and_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from compcheck.cli.asking import Asking

    home = folder_with(A_COUNT, None, tmp_path / "rules")
    monkeypatch.setattr(Asking, "somebody", property(lambda _: True, lambda _self, _value: None), raising=False)
    answers = ["one", "practise", "practice", "in-time", "Title", "Why", "A guide", "DfE", "2010", "", "on_time", "",
               "2011-04-01", "every one", "statute", "section 47", "Children Act 1989", "ninety", "at least 90", "",
               "", "Mend it", "immediately"]  # fmt: skip
    result = typed("rules", "new", "--rules", str(home), stdin="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Did you mean practice?" in result.stderr
    assert "Write it as at least 88.2" in result.stderr
    assert "good: {at_least: 90}" in written(home)


def test_lines_on_england_s_quartiles_are_filled_in_with_the_year_that_is_named(tmp_path: Path) -> None:
    home = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", home)
    said = {**ON_TIME, "framework": "protection-2012", "area": "quality-of-practice", "basis": "england",
            "since": "2012-04-01", "basis-says": "2012-13", "basis-source": "DfE SFR45/2013",
            "indicator": "initial_assessments_within_10_working_days"}  # fmt: skip
    said = {name: answer for name, answer in said.items() if name not in {"good", "adequate"}}
    result = new(home, said)
    assert (result.exit_code, result.stderr) == (0, "")
    text = (home / "frameworks/protection-2012/quality-of-practice/in-time.yaml").read_text("utf-8")
    assert "good: {at_least: 88.2}\n    adequate: {at_least: 68.5}\n" in text


def test_a_figure_without_a_published_series_has_no_national_line(tmp_path: Path) -> None:
    said = {**ON_TIME, "basis": "england", "basis-says": "own year"}
    result = new(tmp_path / "rules", said)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "on_time is the same as no published series" in result.stderr


def test_lines_of_the_figure_s_own_year_have_cases_in_the_latest_year(tmp_path: Path) -> None:
    """Where less is better the quartiles change places."""
    home = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", home)
    said = {**SAID, **LINES, "basis": "england", "basis-says": "own year", "framework": "ilacs-2023",
            "area": "leadership", "since": "2016-04-01", "indicator": "children_in_care_convicted", **ADVICE,
            "if-requires-improvement": "Better it", "if-requires-improvement-by": "within 3 months"}  # fmt: skip
    result = new(home, said)
    assert (result.exit_code, result.stderr) == (0, "")
    rule, cases = ((home / f"frameworks/ilacs-2023/leadership/in-time{end}").read_text("utf-8")
                   for end in (".yaml", ".cases.yaml"))  # fmt: skip
    assert "good: {at_most: median}\n    requires improvement: {at_most: upper quartile}\n" in rule
    latest = max(one.ended for one in read_library(home, "rules").catalogue.indicators[said["indicator"]].published)
    assert cases.count(f"ended: {latest.isoformat()}") == 5


def test_a_year_that_is_not_published_is_said_with_those_that_are(tmp_path: Path) -> None:
    home = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", home)
    said = {**ON_TIME, "framework": "protection-2012", "area": "quality-of-practice", "basis": "england",
            "basis-says": "1912-13", "indicator": "initial_assessments_within_10_working_days"}  # fmt: skip
    result = new(home, said)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing published for 1912-13 (published: " in result.stderr
