"""`rules check` holds the expressions that records are counted by to their white list, each where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from record_folders import CHECKS, RECORDS, WATCH_LISTS, changed_records
from rule_folders import CATALOGUE, written

from compcheck.cli.main import compcheck
from compcheck.proving.expressions import expressions_of, refused
from compcheck.reading.rule_files import read_library

pytest.importorskip("sqlglot")


def places(home: Path, changes: dict[str, str | None]) -> list[str]:
    folder = written(home, changes)
    return [f"{one.place} {one.code}" for one in refused(read_library(folder, "rules"), folder, "rules")]


def test_expressions_on_the_list_are_let_through(tmp_path: Path) -> None:
    assert places(tmp_path, dict(RECORDS)) == []


def test_every_expression_of_a_rule_is_looked_at(tmp_path: Path) -> None:
    rules = read_library(written(tmp_path, RECORDS), "rules").records()
    looked_at = {(one.name, one.keys[-1]) for one in expressions_of(rules)}
    assert looked_at >= {
        ("children_seen", "where"), ("children_seen", "met"), ("children_seen", "from"), ("children_seen", "to"),
        ("children_seen", "died"), ("children_seen", "dated"), ("children_seen", "first"),
        ("ends_before_it_starts", "of"), ("on_no_plan", "touched"), ("open_past_45", "where"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (CATALOGUE, "days(started, extracted_on)", "days(team, extracted_on)", "indicators/work.yaml:26:7"),
        (CATALOGUE, "first: nobody(worker)", "first: lower(worker)", "indicators/work.yaml:29:7"),
        (CHECKS, "touched: ended < started", "touched: ended < started; true", "records/checks/assessment.yaml:5:3"),
        (WATCH_LISTS, "where: ended is null", "where: started", "records/watch-lists.yaml:5:3"),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, place: str
) -> None:
    assert places(tmp_path, changed_records(name, old, new)) == [f"rules/{place} expression-refused"]


def test_without_what_takes_sql_apart_a_line_says_that_nothing_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path, RECORDS)
    asked = ["rules", "check", "--rules", str(folder)]
    assert "not looked at" not in CliRunner().invoke(compcheck, asked, prog_name="compcheck").stdout
    monkeypatch.setattr("compcheck.cli.rules_check.can_be_held", lambda: False)
    said = CliRunner().invoke(compcheck, asked, prog_name="compcheck")
    assert (
        'not looked at: the expressions that records are counted by (pip install "compcheck[records]")' in said.stdout
    )


def test_an_expression_that_is_refused_stops_the_check(tmp_path: Path) -> None:
    folder = written(tmp_path, changed_records(CHECKS, "touched: ended < started", "touched: ended"))
    said = CliRunner().invoke(compcheck, ["rules", "check", "--rules", str(folder)], prog_name="compcheck")
    assert said.exit_code == 2
    assert "records/checks/assessment.yaml:5:3" in said.output
