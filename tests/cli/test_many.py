"""Many submissions, and panels, as they are typed: an overview, the same however many processes make it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from at_the_prompt import ROOT, SAMPLES, process, typed
from jsonschema import Draft202012Validator

from panels import OTHER, ROW, panel
from test_documents import blocks

GOLDEN = ROOT / "tests" / "golden"
MAPPED = ("samples/export.csv", "--mapping", "samples/export-mapping.yaml")
SHOWN = {
    "panel.csv.txt": ("samples/panel.csv",),
    "panel.csv.json": ("samples/panel.csv", "--format", "json"),
    "published-2024.csv.txt": ("samples/published-2024.csv",),
    "export.csv.txt": MAPPED,
    "export.csv.json": (*MAPPED, "--format", "json"),
}


@pytest.mark.parametrize("golden", SHOWN)
def test_each_sample_of_a_panel_gives_its_golden_report(golden: str, update_golden: bool) -> None:  # noqa: FBT001
    result = typed("evaluate", *SHOWN[golden])
    if update_golden:
        (GOLDEN / golden).write_text(result.stdout, encoding="utf-8")
    assert result.stdout == (GOLDEN / golden).read_text(encoding="utf-8"), (
        "pytest tests/cli --update-golden rewrites it"
    )
    assert result.exit_code == 1
    assert not result.stderr


@pytest.mark.parametrize("words", [("samples/panel.csv",), ("samples/published-2024.csv",), MAPPED])
def test_the_overview_fits_80_columns_and_any_code_page(words: tuple[str, ...]) -> None:
    text = typed("evaluate", *words).stdout
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.isascii() or text.encode("cp1252")


def test_the_json_of_a_panel_is_as_its_schema_says() -> None:
    schema = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
    report = json.loads(typed("evaluate", *MAPPED, "--format", "json").stdout)
    Draft202012Validator(schema).validate(report)
    assert [one["submission"]["path"] for one in report["evaluations"]] == [
        f"samples/export.csv:{n}" for n in (2, 3, 4)
    ]
    assert report["evaluations"][1]["inspection"]["overall"] == "adequate"


def test_the_overview_is_alphabetical_whatever_the_order_of_rows_and_grades() -> None:
    text = typed("evaluate", "samples/panel.csv").stdout
    names = [line.partition(", judged on ")[0] for line in text.splitlines() if ", judged on " in line]
    expected = ["Anyborough", "Exampleshire", "Exampleshire", "Otherton", "Sampleford", "Thorpe-under-Example"]
    assert names == expected
    assert text.index("judged on 2012-09-10") < text.index("judged on 2013-05-20")
    assert "nothing is ranked" in text
    assert "--details" in text


def test_more_than_five_files_are_an_overview_and_fewer_are_reports(tmp_path: Path) -> None:
    devon = (SAMPLES / "devon.json").read_bytes()
    files = [tmp_path / f"{n}.json" for n in range(6)]
    for file in files:
        file.write_bytes(devon)
    few, many = (typed("evaluate", *map(str, some)).stdout for some in (files[:5], files))
    assert "Overview of" not in few
    assert few.count("Assumptions and provenance") == 5
    assert many.startswith("Overview of 6 submissions\n")
    assert "Assumptions and provenance" not in many
    full = typed("evaluate", *map(str, files), "--details").stdout
    assert full.startswith(many)
    assert full.count("Assumptions and provenance") == 6


def test_json_is_the_same_for_few_files_and_for_many(tmp_path: Path) -> None:
    """The report of six files holds each evaluation exactly as the report of one does."""
    devon = (SAMPLES / "devon.json").read_bytes()
    for n in range(6):
        (tmp_path / f"{n}.json").write_bytes(devon)
    files = [str(tmp_path / f"{n}.json") for n in range(6)]
    alone = [json.loads(typed("evaluate", file, "--format", "json").stdout)["evaluations"][0] for file in files]
    together = typed("evaluate", *files, "--format", "json").stdout
    assert json.loads(together)["evaluations"] == alone


@pytest.mark.parametrize("words", [("--format", "json"), ("--quiet",), ("--format", "json", "--fail-below", "none")])
def test_many_are_reported_in_the_same_bytes_as_few(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Piece by piece or whole, under two frameworks and with a file that cannot be read."""
    files = ["samples/devon.json", "samples/no-such-file.json", "samples/exampleshire.csv"]
    words = (*files, "--framework", "protection-2012", "--framework", "single-inspection-2013", *words)
    whole = typed("evaluate", *words)
    monkeypatch.setattr("compcheck.cli.evaluate.FEW", 0)
    pieces = typed("evaluate", *words)
    assert pieces.stdout == whole.stdout
    assert (pieces.exit_code, pieces.stderr) == (whole.exit_code, whole.stderr)


@pytest.mark.parametrize("form", ["table", "json", "quiet", "details"])
def test_bytes_do_not_depend_on_jobs(form: str, tmp_path: Path) -> None:
    rows = [ROW.replace("Exampleshire,001", f"Place {n},{n:03}") + f",{n % 101}" for n in range(70)]
    rows[33] = rows[33].rpartition(",")[0] + ",many"
    (tmp_path / "panel.csv").write_text(panel("re_referrals", *rows), "utf-8")
    words = {"table": [], "json": ["--format", "json"], "quiet": ["--quiet"], "details": ["--details"]}[form]
    files = ["panel.csv", str(SAMPLES / "devon.json"), "no-such-file.json"]
    one, three = (typed("evaluate", *files, *words, "--jobs", jobs, within=tmp_path) for jobs in ("1", "3"))
    assert one.exit_code == three.exit_code == 2
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr
    assert "panel.csv:35:8" in one.stderr


def test_one_bad_row_hides_no_other_and_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "panel.csv").write_text(panel("re_referrals", f"{ROW},many", f"{OTHER},20.5"), "utf-8")
    result = typed("evaluate", "panel.csv", "--format", "json", within=tmp_path)
    report = json.loads(result.stdout)
    assert result.exit_code == report["exit_code"] == 2
    assert [one["authority"]["name"] for one in report["evaluations"]] == ["Otherton"]
    (problem,) = report["problems"]
    assert (problem["code"], problem["file"], problem["line"], problem["column"]) == ("not-a-number", "panel.csv", 2, 8)
    assert result.stderr.startswith("panel.csv:2:8\n")
    table = typed("evaluate", "panel.csv", within=tmp_path).stdout
    assert "Otherton, judged on" in table
    assert "in part not evaluated  1 problem" in table


def test_what_the_pipeline_finds_in_a_row_has_its_line_too(tmp_path: Path) -> None:
    """A figure that ended after the day of judgement is found after the cells have been read."""
    late = f"{ROW},20.5".replace("2013-05-20", "2013-02-01")
    (tmp_path / "panel.csv").write_text(panel("re_referrals", late, f"{OTHER},20.5"), "utf-8")
    result = typed("evaluate", "panel.csv", "--format", "json", within=tmp_path)
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["code"], problem["file"], problem["line"]) == ("after-judged-on", "panel.csv", 2)


def test_a_panel_is_judged_under_several_frameworks_or_another_day(tmp_path: Path) -> None:
    (tmp_path / "panel.csv").write_text(panel("re_referrals", f"{ROW},20.5"), "utf-8")
    words = ("--framework", "protection-2012", "--as-of", "2014-06-30", "--format", "json")
    (one,) = json.loads(typed("evaluate", "panel.csv", *words, within=tmp_path).stdout)["evaluations"]
    assert (one["judged_on"], one["instead_of"]) == ("2014-06-30", "2013-05-20")


def test_a_row_under_two_frameworks_is_one_submission_and_two_entries() -> None:
    words = ("--framework", "ilacs-2018", "--framework", "ilacs-2023")
    text = typed("evaluate", "samples/published-2024.csv", *words).stdout
    assert text.startswith("Overview of 5 submissions\n")
    assert text.count("Rutland, judged on") == 2
    assert text.count("did not rule on that day") == 5
    assert "ilacs-2018 beside ilacs-2023" in typed("evaluate", "samples/published-2024.csv", *words, "--details").stdout


def test_a_file_that_is_written_is_whole_and_says_nothing_on_the_screen(tmp_path: Path) -> None:
    result = typed("evaluate", "samples/panel.csv", "--output", str(tmp_path / "overview.txt"))
    assert not result.stdout
    assert (tmp_path / "overview.txt").read_text("utf-8") == typed("evaluate", "samples/panel.csv").stdout
    assert [one.name for one in tmp_path.iterdir()] == ["overview.txt"]


def test_output_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    result = typed("evaluate", "samples/panel.csv", "--output", str(tmp_path / "no" / "folder.txt"))
    assert result.exit_code == 2
    assert "could not be written" in result.stderr


def test_a_panel_comes_by_standard_input_too() -> None:
    done = process("evaluate", "-", "--quiet", stdin=(SAMPLES / "panel.csv").read_bytes())
    assert done.stdout.startswith(b"-:2  Sampleford")


def test_a_mapping_that_does_not_hold_judges_nothing(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("columns: {Council: authority.nam}\n", "utf-8")
    result = typed("evaluate", "samples/export.csv", "--mapping", str(tmp_path / "m.yaml"), "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["problems"][0]["code"] == "mapping-target"


def test_a_panel_in_which_every_row_is_wrong_is_told_of_a_thousand_times_and_read_to_its_end(tmp_path: Path) -> None:
    rows = [ROW.replace("Exampleshire,001", f"Place {n},{n:04}") + ",many" for n in range(1_200)]
    (tmp_path / "panel.csv").write_text(panel("re_referrals", *rows, f"{OTHER},20.5"), "utf-8")
    report = json.loads(typed("evaluate", "panel.csv", "--format", "json", within=tmp_path).stdout)
    assert len(report["problems"]) == 1_001
    assert report["problems"][-1]["code"] == "more-problems"
    assert [one["authority"]["name"] for one in report["evaluations"]] == ["Otherton"]


def test_validate_reads_every_row_and_judges_none(tmp_path: Path) -> None:
    assert typed("validate", "samples/panel.csv").stdout.count("protection-2012, judged on") == 6
    (tmp_path / "panel.csv").write_text(panel("re_referrals", f"{ROW},many", f"{OTHER},20.5"), "utf-8")
    result = typed("validate", "panel.csv", within=tmp_path)
    assert result.exit_code == 2
    assert result.stdout.startswith("panel.csv:3: Otherton, 1 figure,")
    assert result.stderr.startswith("panel.csv:2:8\n")


def test_small_counts_are_hidden_in_an_overview_unless_it_is_internal() -> None:
    assert "1 to 5 of 102" in typed("evaluate", "samples/panel.csv").stdout
    internal = typed("evaluate", "samples/panel.csv", "--internal").stdout
    assert "3 of 102" in internal
    assert "OFFICIAL-SENSITIVE" in internal


@pytest.mark.parametrize("words", [(), ("--output", "list.txt"), ("--format", "json")])
def test_an_order_of_attention_is_for_a_terminal_only(words: tuple[str, ...]) -> None:
    result = typed("evaluate", "samples/panel.csv", "--order", "attention", *words)
    assert result.exit_code == 2
    assert "in a terminal" in result.stderr
    assert not result.stdout


def test_in_a_terminal_attention_goes_to_key_requirements_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compcheck.cli.evaluate.in_a_terminal", lambda: True)
    text = typed("evaluate", "samples/panel.csv", "--order", "attention").stdout
    names = [line.partition(", judged on ")[0] for line in text.splitlines() if ", judged on " in line]
    assert "order of reading, not of quality" in " ".join(text.split())
    assert names == ["Otherton", "Sampleford", "Anyborough", "Exampleshire", "Exampleshire", "Thorpe-under-Example"]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal as POSIX has it")
def test_a_bar_of_progress_is_shown_where_somebody_looks_and_only_there() -> None:
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "compcheck", "evaluate", "samples/panel.csv"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, check=False)
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Evaluating" in seen
    assert done.stdout == process("evaluate", "samples/panel.csv").stdout
    assert not process("evaluate", "samples/panel.csv").stderr


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "many"])
def test_so_many_processes_are_not_to_be_had(jobs: str) -> None:
    assert typed("evaluate", "samples/panel.csv", "--jobs", jobs).exit_code == 2


def test_the_page_on_panels_shows_what_its_commands_print() -> None:
    """Lines stand in the order they are printed in; an ellipsis is what was left out."""
    page = ROOT / "docs" / "panels.md"
    commands, outputs = blocks(page, "sh"), blocks(page, "")
    assert len(commands) == len(outputs) == 2
    for command, output in zip(commands, outputs, strict=True):
        printed = typed(*command.split()[1:]).stdout.splitlines()
        for line in output.splitlines():
            if line != "…":
                assert line in printed, f"not printed, or not in this order: {line!r}"
                printed = printed[printed.index(line) + 1 :]
    mapping = (SAMPLES / "export-mapping.yaml").read_text("utf-8").rstrip()
    assert blocks(page, "yaml") == [mapping]


def test_every_column_and_key_has_its_line_on_the_page() -> None:
    from compcheck.reading.panel_columns import BESIDE, INSPECTION, PARTS, SETTINGS
    from compcheck.reading.panel_mapping import KEYS

    page = (ROOT / "docs" / "panels.md").read_text("utf-8")
    for name in (*SETTINGS, *[f"<id>.{part}" for part in PARTS], *KEYS):
        assert f"`{name}`" in page
    assert f"`{INSPECTION}overall`" in page
    assert f"`{BESIDE}<name>`" in page
