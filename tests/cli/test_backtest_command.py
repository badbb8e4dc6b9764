from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from at_the_prompt import process, typed

from compcheck.cli import backtest as command
from made_up_inspections import Row, by_figures, csv_of, inspection, inspections, rules_in


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    rules_in(home / "rules")
    rows = [*inspections(by_figures), inspection(90, 2018, 1.0, "inadequate", days="")]
    (home / "panel.csv").write_text(csv_of(rows), "utf-8")
    return home


def asked(home: Path, *words: str, panel: str = "panel.csv", framework: str = "one") -> Sequence[str]:
    return "backtest", panel, "--framework", framework, "--rules", str(home / "rules"), *words


def report(home: Path, *words: str) -> dict[str, Any]:
    result = typed(*asked(home, "--format", "json", *words), within=home)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def written(home: Path, name: str, rows: Sequence[Row]) -> str:
    (home / name).write_text(csv_of(rows), "utf-8")
    return name


def test_the_table_says_what_was_measured_and_what_it_is_not(home: Path) -> None:
    result = typed(*asked(home), within=home)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "81 inspections of 41 authorities, 2014-09-10 to 2018-09-10" in result.stdout
    assert "no forecast" in result.stdout
    assert "Authority 90, 2018-09-10: inspectors inadequate, figures good" in result.stdout
    assert "not seen: soon" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_the_json_has_each_measure_with_its_interval_and_what_it_stands_on(home: Path) -> None:
    found = report(home)
    assert list(found["agreement"]) == [
        "n", "exact", "within_one", "quadratic_weighted_kappa", "balanced_accuracy", "auc_good_or_better",
    ]  # fmt: skip
    assert found["agreement"]["n"] == 81
    for name, measure in list(found["agreement"].items())[1:]:
        assert measure["low"] <= measure["value"] <= measure["high"], name
    assert len(found["panel"]["sha256"]) == len(found["frameworks"][0]["sha256"]) == 64
    assert found["panel"]["path"] == "panel.csv"
    assert found["mapping"] is None
    assert sum(n for line in found["confusion"] for n in line["placed"].values()) == 81
    assert [one["rule"] for one in found["rules"]] == ["practice/on-time", "practice/soon", "leadership/few-late"]
    assert found["misses"][0]["not_seen"] == ["practice/soon"]
    assert found["exit_code"] == 0


def test_no_score_of_a_single_authority_is_told(home: Path) -> None:
    assert {type(one) for miss in report(home)["misses"] for one in miss.values()} == {str, list}


def test_the_same_files_give_the_same_bytes(home: Path) -> None:
    words = [str(home / word) if word == "panel.csv" else word for word in asked(home, "--format", "json")]
    first, second = (process(*words, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert first.stdout.decode() == typed(*asked(home, "--format", "json"), within=home).stdout


def test_days_choose_the_rows(home: Path) -> None:
    found = report(home, "--until", "2014-12-31")
    assert found["rows"] == {
        "read": 81, "measured": 40, "authorities": 40, "first": "2014-09-10", "last": "2014-09-10",
    }  # fmt: skip
    assert found["left_out"] == [{"why": "inspected before or after the days asked for", "rows": 41}]
    assert report(home, "--since", "2018-09-10")["rows"]["measured"] == 41


def test_more_resamples_move_the_intervals_and_nothing_else(home: Path) -> None:
    few, many = report(home, "--resamples", "100"), report(home, "--resamples", "1000")
    assert [few["agreement"][name]["value"] for name in list(few["agreement"])[1:]] == [
        many["agreement"][name]["value"] for name in list(many["agreement"])[1:]
    ]
    assert few["confusion"] == many["confusion"]
    assert few["agreement"] != many["agreement"]


def test_a_mapping_says_what_somebody_else_s_columns_are(home: Path) -> None:
    text = (home / "panel.csv").read_text("utf-8").replace("authority.name", "la").replace("inspection.overall", "real")
    (home / "theirs.csv").write_text(text, "utf-8")
    (home / "mapping.yaml").write_text("columns: {la: authority.name, real: inspection.overall}\n", "utf-8")
    words = asked(home, "--mapping", "mapping.yaml", "--format", "json", panel="theirs.csv")
    found = json.loads(typed(*words, within=home).stdout)
    assert found["agreement"] == report(home)["agreement"]
    assert found["mapping"]["path"] == "mapping.yaml"
    assert len(found["mapping"]["sha256"]) == 64


def test_a_panel_may_come_by_standard_input_and_the_report_go_to_a_file(home: Path) -> None:
    text = (home / "panel.csv").read_text("utf-8")
    result = typed(*asked(home, "--output", "report.txt", panel="-"), within=home, stdin=text)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (home / "report.txt").read_text("utf-8").startswith("Back-test of one: overall\n")


def test_a_row_that_cannot_be_read_hides_no_other_and_is_exit_2(home: Path) -> None:
    rows = [*inspections(by_figures), inspection(91, 2018, 0.5, "splendid")]
    panel = written(home, "broken.csv", rows)
    result = typed(*asked(home, panel=panel), within=home)
    assert result.exit_code == 2
    assert "80 inspections of 40 authorities" in result.stdout
    assert 'is "splendid", which is no grade known here' in result.stderr
    found = json.loads(typed(*asked(home, "--format", "json", panel=panel), within=home).stdout)
    assert found["exit_code"] == 2
    assert [one["line"] for one in found["problems"]] == [82]
    assert found["left_out"] == [{"why": "the row has a problem", "rows": 1}]


def test_too_little_is_nothing_to_measure(home: Path) -> None:
    panel = written(home, "few.csv", inspections(by_figures, authorities=4))
    result = typed(*asked(home, panel=panel), within=home)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "nothing to measure: 8 inspections can be measured, and fewer than 30 say nothing." in result.stderr


def test_days_without_inspections_are_nothing_to_measure_and_it_says_why(home: Path) -> None:
    result = typed(*asked(home, "--since", "2030-01-01"), within=home)
    assert result.exit_code == 2
    assert "Left out: 81 (inspected before or after the days asked for)." in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--judged", "leadrship"], "Did you mean leadership?"),
        (["--judged", "care"], "Known here: overall, practice, leadership."),
        (["--framework", "two"], "there is no such framework"),
        (["--resamples", "3"], "100<=x<=100000"),
        (["--since", "last year"], "does not match the format"),
        (["--mapping", "nowhere.yaml"], "is not there"),
    ],
)
def test_an_option_that_means_nothing_is_refused_with_a_way_out(home: Path, words: list[str], says: str) -> None:
    result = typed(*asked(home, *words), within=home)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_frameworks_on_two_scales_are_not_measured_together(home: Path) -> None:
    framework = home / "rules" / "frameworks" / "one" / "framework.yaml"
    other = home / "rules" / "frameworks" / "other" / "framework.yaml"
    rule = (home / "rules" / "frameworks" / "one" / "practice" / "soon.yaml").read_text("utf-8")
    (other.parent / "practice").mkdir(parents=True)
    other.write_text(framework.read_text("utf-8").replace("requires improvement", "adequate"), "utf-8")
    (other.parent / "practice" / "soon.yaml").write_text(rule.replace("requires improvement", "adequate"), "utf-8")
    (other.parent / "leadership").mkdir()
    (other.parent / "leadership" / "soon.yaml").write_text(rule.replace("requires improvement", "adequate"), "utf-8")
    result = typed(*asked(home, "--framework", "other"), within=home)
    shutil.rmtree(other.parent)
    assert result.exit_code == 2
    assert "names other and one, which grade on two scales" in result.stderr


def test_a_framework_must_be_named(home: Path) -> None:
    result = typed("backtest", "panel.csv", within=home)
    assert result.exit_code == 2
    assert "--framework" in result.stderr


def test_without_scikit_learn_the_message_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "sklearn" else name)
    result = typed(*asked(home), within=home)
    assert result.exit_code == 2
    assert 'pip install "compcheck[backtest]"' in result.stderr


def test_no_other_command_needs_scikit_learn() -> None:
    from test_floors import HEAVY

    assert {"numpy", "sklearn"} <= set(HEAVY)
