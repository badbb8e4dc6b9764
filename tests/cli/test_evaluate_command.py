from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from at_the_prompt import ROOT, SAMPLES, process, typed

from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation
from compcheck.model.library import Library
from compcheck.model.rule import Rule
from compcheck.model.when import When
from compcheck.pipeline import evaluate

DEVON, EXAMPLESHIRE = "samples/devon.json", "samples/exampleshire.json"


def report_of(*words: str, stdin: str | bytes | None = None) -> dict[str, object]:
    report = json.loads(typed("evaluate", "--format", "json", *words, stdin=stdin).stdout)
    assert isinstance(report, dict)
    return report


def codes_of(report: dict[str, object]) -> list[str]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return [problem["code"] for problem in problems]


@pytest.mark.parametrize(("file", "code"), [(DEVON, 1), (EXAMPLESHIRE, 0), ("samples/missing.json", 2)])
def test_the_exit_code_says_met_not_met_or_not_evaluated(file: str, code: int) -> None:
    assert typed("evaluate", file).exit_code == code
    assert typed("evaluate", file, "--format", "json").exit_code == code
    assert typed("evaluate", file, "--quiet").exit_code == code


def test_one_broken_file_hides_none_of_the_others() -> None:
    result = typed("evaluate", DEVON, "samples/missing.json", EXAMPLESHIRE)
    assert result.exit_code == 2
    assert result.stdout.index("Devon: ") < result.stdout.index("Exampleshire: ")
    assert result.stderr.startswith("samples/missing.json\n  is not there.")
    assert result.stderr.endswith("\n1 problem.\n")


def test_problems_are_in_the_json_as_well_as_on_stderr() -> None:
    result = typed("evaluate", "--format", "json", DEVON, "samples/missing.json")
    report = json.loads(result.stdout)
    assert [one["submission"]["path"] for one in report["evaluations"]] == [DEVON]
    assert codes_of(report) == ["file-missing"]
    assert report["exit_code"] == result.exit_code == 2
    assert "is not there." in result.stderr


def test_a_dash_reads_standard_input() -> None:
    report = report_of("-", stdin=(SAMPLES / "devon.json").read_bytes())
    assert report["exit_code"] == 1
    assert codes_of(report) == []


def test_standard_input_can_be_read_only_once() -> None:
    report = report_of("-", "-", stdin=(SAMPLES / "devon.json").read_bytes())
    assert codes_of(report) == ["stdin-twice"]
    assert len(report["evaluations"]) == 1  # type: ignore[arg-type]  # a list, as the report's schema has it


def test_an_endless_standard_input_is_refused_and_not_read_to_its_end() -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; head -c 40000000 /dev/zero | '{sys.executable}' -m compcheck evaluate -"],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert b"is larger than" in done.stderr


@pytest.mark.parametrize(("bar", "code"), [("adequate", 0), ("good", 0), ("outstanding", 1), ("none", 0)])
def test_the_bar_can_be_set(bar: str, code: int) -> None:
    assert typed("evaluate", EXAMPLESHIRE, "--fail-below", bar).exit_code == code


def test_none_lets_everything_pass_that_could_be_graded() -> None:
    assert typed("evaluate", DEVON, "--fail-below", "none").exit_code == 0


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        ("inadequate", "nothing lies below inadequate"),
        ("inadequate", "to let everything pass that could be graded, say none."),
        ("goood", "Did you mean good?"),
        ("non", "Did you mean none?"),
        ("\x1b[31m", "\\x1b[31m"),
    ],
)
def test_a_bar_that_nothing_could_miss_or_nobody_knows_is_refused(bar: str, said: str) -> None:
    result = typed("evaluate", EXAMPLESHIRE, "--fail-below", bar)
    assert result.exit_code == 2
    assert said in result.stderr
    assert codes_of(report_of(EXAMPLESHIRE, "--fail-below", bar)) == ["bar-unknown"]


def test_an_unknown_framework_is_refused_with_those_that_are_known() -> None:
    result = typed("evaluate", DEVON, "--framework", "protection-2021")
    assert result.exit_code == 2
    assert "Did you mean protection-2012? Known here: " in result.stderr
    assert "single-inspection-2013" in result.stderr


def test_whatever_a_rule_raises_is_its_files_problem_and_repeats_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def grade_rule(rule: Rule) -> None:
        raise ZeroDivisionError(f"Jamie Smith, 7, in {rule.title}")

    def fails_for_devon(document: Document, library: Library, under: str | None, as_of: When | None) -> Evaluation:
        if document.path == DEVON:
            grade_rule(library.frameworks["protection-2012"].rules[0])
        return evaluate(document, library, under, as_of)

    monkeypatch.setattr("compcheck.batching.guarding.evaluate", fails_for_devon)
    result = typed("evaluate", DEVON, EXAMPLESHIRE, "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert codes_of(report) == ["rule-raised"]
    assert [one["authority"]["name"] for one in report["evaluations"]] == ["Exampleshire"]
    fact = report["problems"][0]["fact"]
    assert "the rule help-and-protection/" in fact
    assert "ZeroDivisionError" in fact
    assert "Jamie" not in result.output


def test_output_goes_to_a_file_whole_and_the_terminal_stays_empty(tmp_path: Path) -> None:
    result = typed("evaluate", DEVON, "--output", str(tmp_path / "report.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert (tmp_path / "report.txt").read_text("utf-8") == typed("evaluate", DEVON).stdout


def test_output_that_cannot_be_written_is_exit_2(tmp_path: Path) -> None:
    result = typed("evaluate", EXAMPLESHIRE, "samples/missing.json", "--output", str(tmp_path / "no" / "report.txt"))
    assert result.exit_code == 2
    assert "could not be written" in result.stderr
    assert result.stderr.endswith("2 problems in 2 files.\n")
    assert list(tmp_path.iterdir()) == []


def test_json_is_utf_8_and_the_table_fits_the_terminals_code_page() -> None:
    as_json = process("evaluate", DEVON, "--format", "json", PYTHONIOENCODING="cp1252")
    assert json.loads(as_json.stdout.decode("utf-8"))["exit_code"] == as_json.returncode == 1
    table = process("evaluate", DEVON, PYTHONIOENCODING="cp1252")
    assert (table.returncode, table.stderr) == (1, b"")
    assert "Devon: " in table.stdout.decode("cp1252")
    ascii_only = process("evaluate", DEVON, PYTHONIOENCODING="ascii")
    assert ascii_only.returncode == 1
    assert ascii_only.stdout.isascii()


def test_a_reader_who_goes_away_does_not_change_the_exit_code() -> None:
    line = f"'{sys.executable}' -m compcheck evaluate {DEVON} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_colour_is_only_for_terminals_and_for_those_who_ask() -> None:
    assert "\x1b[" not in typed("evaluate", DEVON).stdout
    assert "\x1b[" in typed("evaluate", DEVON, "--color", "always").stdout
    assert "\x1b[" not in typed("evaluate", DEVON, "--color", "always", "--format", "json").stdout


def test_quiet_prints_a_line_a_file() -> None:
    result = typed("evaluate", DEVON, EXAMPLESHIRE, "--quiet")
    assert [line.split()[0] for line in result.stdout.splitlines()] == [DEVON, EXAMPLESHIRE]


def test_two_runs_give_the_same_bytes() -> None:
    words = ("evaluate", "--format", "json", DEVON, EXAMPLESHIRE)
    assert process(*words, PYTHONHASHSEED="1").stdout == process(*words, PYTHONHASHSEED="2").stdout
