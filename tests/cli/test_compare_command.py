"""`compcheck compare` as it is typed: what it prints, what it refuses, and what its exit codes say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from at_the_prompt import ROOT, process, typed
from jsonschema import Draft202012Validator

from compcheck.reporting.progress_formats import PROGRESS_FORMATS

OLD, NEW = "samples/kent-2010-11.json", "samples/kent.json"
NORFOLK = ("samples/norfolk.json", "samples/norfolk-2015.json")
SCHEMA = json.loads((ROOT / "src/compcheck/reporting/progress.schema.json").read_text(encoding="utf-8"))
GOLDEN = ROOT / "tests/golden"
ENDINGS = {"table": "txt", "json": "json", "markdown": "md"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    assert typed("evaluate", NEW, "--format", "json", "--output", str(path)).exit_code == 1
    return path


@pytest.mark.parametrize("name", PROGRESS_FORMATS)
def test_kent_at_two_times_gives_its_golden_comparison(name: str, update_golden: bool) -> None:  # noqa: FBT001
    golden = GOLDEN / f"kent-2010-11-to-2011-12.{ENDINGS[name]}"
    result = typed("compare", OLD, NEW, "--format", name)
    assert (result.exit_code, result.stderr) == (0, "")
    if update_golden:
        golden.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == golden.read_text(encoding="utf-8")


def test_the_worked_example_says_how_far_and_across_which_line() -> None:
    said = " ".join(typed("compare", OLD, NEW).stdout.split())
    assert "improved Initial assessments are timely: inadequate to good 67.1 % (8,644 of 12,881) to 90.1 %" in said
    assert "unchanged Core assessments are timely: adequate 72.2 % (4,901 of 6,787) to 71.3 %" in said
    assert "Better by 23 percentage points Across the line of good: at least 86.7 %" in said
    assert "Worse by 0.9 percentage points" in said


@pytest.mark.parametrize("pair", [(OLD, NEW), NORFOLK, ("samples/kent-2010-08.json", NEW), (NEW, NEW)])
def test_every_comparison_is_as_its_schema_says_and_fits_80_columns(pair: tuple[str, str]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(typed("compare", *pair, "--format", "json").stdout))
    assert max(len(line) for line in typed("compare", *pair).stdout.splitlines()) <= 80


def test_a_decline_is_a_failure_only_where_that_is_asked_for() -> None:
    assert typed("compare", OLD, NEW).exit_code == 0
    assert typed("compare", OLD, NEW, "--fail-on", "decline").exit_code == 1
    assert typed("compare", NEW, NEW, "--fail-on", "decline").exit_code == 0


def test_a_comparison_of_nothing_is_no_pass() -> None:
    result = typed("compare", NORFOLK[0], "samples/norfolk-2013-07.json")
    assert result.exit_code == 1
    assert "nothing is known of any progress" in " ".join(result.stdout.split())


def test_kinds_of_finding_have_no_order_and_are_not_compared() -> None:
    said = " ".join(typed("compare", "samples/kent-2010-08.json", NEW).stdout.split())
    assert "not compared Initial assessments are timely: area for priority action to strength" in said
    assert "Kinds of finding, or grades of two scales, have no order" in said


def test_the_same_file_twice_is_said_to_be_the_same() -> None:
    assert "Both are the same submission, byte for byte." in typed("compare", NEW, NEW).stdout


def test_a_report_stands_beside_a_submission(report: Path) -> None:
    result = typed("compare", OLD, str(report), "--format", "json")
    assert result.exit_code == 0
    made = json.loads(result.stdout)
    assert made["new"]["report"]["path"] == "report.json"
    assert made["requirements"] == json.loads(typed("compare", OLD, NEW, "--format", "json").stdout)["requirements"]


def test_a_report_that_was_laid_out_anew_is_still_a_report(report: Path) -> None:
    report.write_text(json.dumps(json.loads(report.read_text()), indent=1, sort_keys=True), encoding="utf-8")
    assert typed("compare", OLD, str(report)).exit_code == 0


def _set(*path: str | int, to: object) -> Callable[[Any], None]:
    """Something else at that place of a report; None takes the key away."""

    def change(whole: Any) -> None:  # JSON of any shape
        for step in path[:-1]:
            whole = whole[step]
        if to is None:
            del whole[path[-1]]
        else:
            whole[path[-1]] = to

    return change


def _several(whole: Any) -> None:
    whole["evaluations"] *= 2


def _another_word(whole: Any) -> None:
    finding = whole["evaluations"][0]["findings"][FIRST]
    finding["grade"] = finding["met"]["grade"] = "excellent"


def _lowest_to_good(whole: Any) -> None:
    """A figure that met no line, so that nothing but the line itself speaks against another grade."""
    finding = next(
        one
        for one in whole["evaluations"][0]["findings"]
        if one["shown_by"] == "figures" and one["met"] is None and one["figures"][0]["numerator"]
    )
    finding["grade"] = "good"


def _worst_counts(whole: Any) -> None:
    """The value as its counts have it, no next line, and the grade left as it was."""
    finding = whole["evaluations"][0]["findings"][FIRST]
    figure = finding["figures"][0]
    figure["numerator"], figure["value"] = figure["denominator"], 100
    finding["next"] = None


def _one_more(whole: Any) -> None:
    """No line is crossed: only how far the next one is speaks against it."""
    finding = next(one for one in whole["evaluations"][0]["findings"] if one["next"] and one["next"]["away"])
    figure = finding["figures"][0]
    figure["numerator"] += 1
    figure["value"] = round(100 * figure["numerator"] / figure["denominator"], 6)


WITHIN = ("evaluations", 0)
FIRST = next(
    at
    for at, one in enumerate(json.loads((GOLDEN / "kent.json.json").read_text("utf-8"))["evaluations"][0]["findings"])
    if one["met"] and one["figures"][0]["numerator"] is not None
)
"""A finding that a figure met a line of, and its counts are told."""
CHANGES: dict[str, Callable[[Any], None]] = {
    "version": _set("report_version", to=2),
    "grade": _set(*WITHIN, "findings", FIRST, "grade", to="outstanding"),
    "word": _another_word,
    "value": _set(*WITHIN, "findings", FIRST, "figures", 0, "value", to=3.5),
    "count": _set(*WITHIN, "coverage", "figures", to=60),
    "key": _set(*WITHIN, "findings", FIRST, "area", to=None),
    "date": _set(*WITHIN, "judged_on", to="2012-13"),
    "framework": _set(*WITHIN, "framework", "id", to="protection-2099"),
    "no line met": _lowest_to_good,
    "counts": _worst_counts,
    "one more": _one_more,
    "judgement": _set(*WITHIN, "judgements", 0, "grade", to="good"),
    "overall": _set(*WITHIN, "overall", "grade", to="good"),
    "several": _several,
    "none": _set("evaluations", to=[]),
    "internal": _set("classification", to="OFFICIAL-SENSITIVE"),
}


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("version", 'is a report of version "2", and this compcheck reads 1.'),
        ("grade", "is another grade than that of the line it met: the report was changed."),
        ("word", 'has a grade "excellent", which is no word of protection-2012: it was changed.'),
        ("value", "is not what its counts come to: the report was changed."),
        ("no line met", "is not the grade that its figure comes to by the line it was held against"),
        ("counts", "is not the grade that its figure comes to by the line it was held against"),
        ("one more", "lies not as far from the next line as its figure does: the report was changed."),
        ("judgement", "is not the grade that its reasons give: the report was changed."),
        ("overall", "is not the grade that its reasons give: the report was changed."),
        ("count", "does not count the findings that stand here: the report was changed."),
        ("key", "is not as a report has it here"),
        ("date", "has a date that is none: it was changed."),
        ("framework", 'was judged under "protection-2099", and there is no such framework here.'),
        ("several", "holds 2 evaluations, and one submission's is compared with one other's."),
        ("none", "holds no evaluation, and one submission's is compared with one other's."),
        ("internal", "was written with --internal and holds small counts"),
    ],
)
def test_a_report_that_was_changed_or_is_of_another_kind_is_a_problem(report: Path, what: str, says: str) -> None:
    whole = json.loads(report.read_text(encoding="utf-8"))
    CHANGES[what](whole)
    report.write_text(json.dumps(whole), encoding="utf-8")
    result = typed("compare", OLD, str(report))
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_report_cut_off_in_the_middle_is_told_as_json_that_is_none(report: Path) -> None:
    report.write_bytes(report.read_bytes()[:3000])
    result = typed("compare", OLD, str(report))
    assert result.exit_code == 2
    assert "report.json:" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (NEW, OLD, "Name them the other way round."),
        (NEW, "samples/devon.json", "is of another authority than OLD"),
        ("samples/panel.csv", NEW, "is a panel"),
        ("samples", NEW, "make one first: `compcheck collect`"),
        ("samples/exampleshire-annex-a.xlsx", NEW, "make one first: `compcheck collect`"),
        (NEW, "samples/exampleshire-cin-census.xml", "make one first: `compcheck collect`"),
        ("nowhere.json", "nor-here.json", "2 problems in 2 files."),
        ("-", "-", "standard input can be read only once"),
    ],
)
def test_what_cannot_be_compared_says_why_and_what_to_do(old: str, new: str, says: str) -> None:
    result = typed("compare", old, new, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_one_side_may_come_from_standard_input() -> None:
    result = typed("compare", "-", NEW, stdin=(ROOT / OLD).read_bytes())
    assert result.exit_code == 0
    assert "OLD  -: 2010-04-01" in result.stdout


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "progress.md"
    assert typed("compare", OLD, NEW, "--format", "markdown", "--output", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("# Kent: progress")
    missed = typed("compare", OLD, NEW, "--output", str(tmp_path / "no" / "where.txt"))
    assert missed.exit_code == 2
    assert "could not be written" in missed.stderr


def test_the_same_input_gives_the_same_bytes() -> None:
    for name in PROGRESS_FORMATS:
        one, other = (process("compare", *NORFOLK, "--format", name, PYTHONHASHSEED=seed) for seed in ("1", "2"))
        assert one.stdout == other.stdout


HOSTILE = "<script>|`x`[a](http://b.c) @somebody #12 \x1b[31m\u202e*x*\n::set-output name=a::b"


def test_a_hostile_name_is_neither_obeyed_nor_formatted(tmp_path: Path) -> None:
    """A submission with such a name is refused; a report may have been written by anybody."""
    for name, sample in (("old", OLD), ("new", NEW)):
        path = tmp_path / f"{name}.json"
        typed("evaluate", sample, "--format", "json", "--output", str(path))
        made = json.loads(path.read_text(encoding="utf-8"))
        made["evaluations"][0]["authority"]["name"] = HOSTILE
        made["evaluations"][0]["findings"][0]["title"] = HOSTILE
        path.write_text(json.dumps(made), encoding="utf-8")
    printed = {
        name: typed("compare", "old.json", "new.json", "--format", name, within=tmp_path).stdout
        for name in PROGRESS_FORMATS
    }
    for text in printed.values():
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert not [line for line in text.splitlines() if line.startswith("::")]
    heading = printed["markdown"].splitlines()[0]
    assert "&lt;script&gt;" in heading
    assert r"\|\`x\`\[a\](" in heading
    assert r"\*x\*" in heading
    assert "@&#8203;somebody #&#8203;12" in heading
    assert "http://" not in heading
