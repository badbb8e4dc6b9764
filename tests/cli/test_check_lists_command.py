"""`compcheck check-lists`: what each check found, as counts, and what no check could look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compcheck.cli.main import compcheck

pytest.importorskip("duckdb", reason="records need the extra")

from marked_records import Rows, lists, workbook

ON = ("--extracted-on", "2024-03-12")
ENDED = "Continuous Assessment Date of Authorisation"
EARLY = "Assessments authorised before they started"


def check(*words: str) -> Result:
    return CliRunner().invoke(compcheck, ["check-lists", "annex-a.xlsx", *words, *ON], prog_name="compcheck")


def with_early_ends(many: int) -> dict[str, Rows]:
    """The lists, with so many assessments that end before anybody began them."""
    made = lists()
    for rows in made.values():
        if ENDED in rows[0]:
            for row in rows[1 : many + 1]:
                row[rows[0].index(ENDED)] = "01/02/2010"
    return made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_a_check_found_is_told_with_why_and_what_it_touches(home: Path) -> None:
    workbook(home / "annex-a.xlsx", with_early_ends(9))
    said = check()
    assert said.exit_code == 1, said.output
    assert f"{EARLY}: 9" in said.output
    assert "Touches: " in said.output
    assert "Could not look" in said.output, "most lists are not in the workbook"


def test_a_small_count_is_hidden_unless_it_is_asked_for(home: Path) -> None:
    workbook(home / "annex-a.xlsx", with_early_ends(3))
    assert f"{EARLY}: 1 to 5" in check().output
    assert f"{EARLY}: 3 of " in check("--internal").output


def test_json_says_the_same(home: Path) -> None:
    workbook(home / "annex-a.xlsx", with_early_ends(3))
    said = json.loads(check("--format", "json").stdout)
    (found,) = [one for one in said["checks"] if one["title"] == EARLY]
    assert found["touched"] == "1 to 5"
    assert found["indicators"]
    (shown,) = [one for one in json.loads(check("--format", "json", "--internal").stdout)["checks"]
                if one["title"] == EARLY]  # fmt: skip
    assert shown["touched"] == 3
    assert all("cannot" in one or "rows" in one for one in said["checks"])


@pytest.mark.parametrize("option", ["--output", "-o"])
def test_the_report_may_go_to_a_file(home: Path, option: str) -> None:
    workbook(home / "annex-a.xlsx", with_early_ends(9))
    assert check(option, "checks.txt").exit_code == 1
    assert EARLY in (home / "checks.txt").read_text("utf-8")


def test_without_the_day_nothing_is_checked_and_the_option_is_named(home: Path) -> None:
    workbook(home / "annex-a.xlsx", lists())
    said = CliRunner().invoke(compcheck, ["check-lists", "annex-a.xlsx"], prog_name="compcheck")
    assert said.exit_code == 2
    assert "--extracted-on" in said.output
