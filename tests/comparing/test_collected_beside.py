"""Two collected submissions beside each other: what is only known as "at least" is never told as known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from compcheck.cli.main import compcheck
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.wording import figure_text
from marked_records import DAY, Rows, lists, workbook

pytest.importorskip("duckdb", reason="records need the extra")


def typed(*words: str) -> str:
    result = CliRunner().invoke(compcheck, words, prog_name="compcheck")
    assert result.exit_code in {0, 1}, result.output
    return result.stdout


def without_a_worker(few: int) -> dict[str, Rows]:
    made = lists()
    rows = made["List 7"]
    worker = rows[0].index("Allocated Worker")
    for at, row in enumerate(rows[1:]):
        row[worker] = None if at < few else row[worker] or "Tolliver-Nightjar 3"
    return made


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, few in (("old", 9), ("new", 0)):
        workbook(tmp_path / "lists.xlsx", without_a_worker(few))
        of = ("--extracted-on", DAY.isoformat(), "--authority", "Exampleshire", "--framework", "ilacs-2023")
        typed("collect", "lists.xlsx", *of, "--output", f"{name}.json")
    return tmp_path


def test_a_nought_known_only_as_at_least_is_never_told_as_a_nought(collected: Path) -> None:
    assert collected.is_dir()
    made = json.loads(typed("compare", "old.json", "new.json", "--format", "json"))
    (one,) = [
        each for each in made["requirements"] if each["title"].startswith("Every child on a child protection plan has")
    ]
    assert one["new"]["figure"]["shown_as"] == "at least 0.0 % (0 of 40)"
    assert one["old"]["figure"]["shown_as"] == "at least 22.5 % (9 of 40)"
    said = " ".join(typed("compare", "old.json", "new.json").split())
    assert "at least 22.5 % (9 of 40) to at least 0.0 % (0 of 40)" in said


def test_how_many_are_not_recorded_stands_beside_the_figure_and_small_counts_stay_hidden(collected: Path) -> None:
    assert collected.is_dir()
    said = " ".join(typed("compare", "old.json", "new.json").split())
    assert "68.8 % (22 of 32); 1 to 5 not recorded" in said
    assert "between 0 and 17 of 17: 17 not recorded" in said


def test_a_comparison_tells_each_figure_in_the_words_of_its_own_report(collected: Path, library: Library) -> None:
    evaluation = evaluate(read_submission_file(str(collected / "new.json")), library)
    told = {one.rule.id: figure_text(one.figures[0], one.lines) for one in evaluation.findings if one.figures}
    typed("evaluate", "new.json", "--format", "json", "--output", "report.json")
    for new in ("new.json", "report.json"):
        made = json.loads(typed("compare", "old.json", new, "--format", "json"))
        figures = {one["rule"]: one["new"]["figure"] for one in made["requirements"] if one["new"]["figure"]}
        assert any(text.startswith("at least") for text in told.values())
        assert any("not recorded" in text for text in told.values())
        for rule, figure in figures.items():
            if figure["value"] is not None and not isinstance(figure["value"], bool):
                assert figure["shown_as"] == told[rule]
