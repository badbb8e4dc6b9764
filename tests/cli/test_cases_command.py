"""`compcheck cases`: counts to the terminal, rows to the file that was asked for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compcheck.cli.main import compcheck

pytest.importorskip("duckdb", reason="records need the extra")

from marked_records import MARKS, lists, workbook

ON = ("--extracted-on", "2024-03-12", "--framework", "ilacs-2023")
LATE = "assessments_past_45_working_days"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workbook(tmp_path / "annex-a.xlsx", lists())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cases(*words: str) -> Result:
    return CliRunner().invoke(compcheck, ["cases", "annex-a.xlsx", *words, *ON], prog_name="compcheck")


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        next(file)
        return list(csv.DictReader(file))


def test_without_a_file_nothing_but_counts_is_told(home: Path) -> None:
    said = cases("--all", "--due-within", "10")
    assert said.exit_code == 1, said.output
    assert "No row is shown: to have them, name a file with -o." in said.output
    assert "overdue" in said.output
    assert not [mark for mark in MARKS if mark in said.output.casefold()]
    assert [path.name for path in home.iterdir()] == ["annex-a.xlsx"]


def test_every_list_goes_into_one_file_worst_first(home: Path) -> None:
    said = cases("--all", "--due-within", "10", "-o", "cases.csv")
    assert said.exit_code == 1, said.output
    assert not [mark for mark in MARKS if mark in said.output.casefold()], "rows are in the file and nowhere else"
    assert "rows)" not in said.output, "of one count that is hidden the sum would tell it"
    assert sorted(path.name for path in home.iterdir()) == ["annex-a.xlsx", "cases.csv"]
    rows = rows_in(home / "cases.csv")
    assert {row["why"] for row in rows} >= {"overdue", "not recorded"}
    firsts = [row["first"] for row in rows]
    assert firsts == sorted(firsts, reverse=True)
    assert "yes" in firsts
    assert {row["worker"] for row in rows if row["first"]} & {"", "Duty"}
    assert all(row["child"].startswith("MKD77") for row in rows)
    assert "2009-02-17" not in (home / "cases.csv").read_text("utf-8"), "no date of birth was asked for"


def test_the_file_says_first_what_it_is_and_to_delete_it(home: Path) -> None:
    cases(LATE, "-o", "cases.csv")
    first = (home / "cases.csv").read_text("utf-8-sig").splitlines()[0]
    assert first.startswith("\"OFFICIAL-SENSITIVE: children's records out of annex-a.xlsx, extracted on 2024-03-12.")
    assert "delete this file" in first


def test_one_watch_list_is_listed_by_its_id(home: Path) -> None:
    assert cases(LATE, "-o", "cases.csv").exit_code == 1
    rows = rows_in(home / "cases.csv")
    assert {row["list"] for row in rows} == {"Assessments open for more than 45 working days"}
    assert [int(row["days over"]) for row in rows if row["first"] != "yes" and row["days over"]] == sorted(
        (int(row["days over"]) for row in rows if row["first"] != "yes" and row["days over"]), reverse=True
    )


def test_one_rule_is_listed_by_its_id(home: Path) -> None:
    said = cases("help-and-protection/children-in-need-allocated", "-o", "cases.csv")
    assert said.exit_code == 1, said.output
    assert {row["rules"] for row in rows_in(home / "cases.csv")} == {"help-and-protection/children-in-need-allocated"}


def test_what_is_printed_says_what_to_ask_for_each_list_by(home: Path) -> None:
    del home
    words = " ".join(cases("--all").output.split())
    assert f"Assessments open for more than 45 working days ({LATE}): " in words
    assert "(help-and-protection/children-in-need-allocated): " in words


def test_one_list_and_all_of_them_at_once_is_a_wrong_option(home: Path) -> None:
    del home
    for rule in ("child-seen", "help-and-protection/child-seen", LATE):
        said = cases("--all", rule)
        assert said.exit_code == 2
        assert f"{rule} is one list, and --all is every list" in said.output


def test_a_rule_named_without_its_area_is_found(home: Path) -> None:
    del home
    assert "Did you mean help-and-protection/child-seen?" in " ".join(cases("child-seen").output.split())


def test_no_case_stands_twice_for_one_reason(home: Path) -> None:
    """What a figure counts as open past its limit is what the watch list has with its last day."""
    cases("--all", "--due-within", "10", "-o", "cases.csv")
    rows = rows_in(home / "cases.csv")
    past = [row for row in rows if "Assessments open for more than 45 working days" in row["list"]
            and row["why"] not in {"not recorded", "due soon"}]  # fmt: skip
    assert past
    assert all("help-and-protection/assessments-open-past-45-days" in row["rules"] for row in past)
    assert len({(row["child"], row["started"]) for row in past}) == len(past)
    blank = [(row["child"], row["blank or not read"]) for row in rows if row["list"].startswith("Assessments")
             and row["why"] == "not recorded"]  # fmt: skip
    assert len(set(blank)) == len(blank)


def test_counts_that_are_small_are_shown_where_they_are_asked_for(home: Path) -> None:
    del home
    hidden, shown = cases("--all"), cases("--all", "--internal")
    assert "1 to 5" in hidden.output
    assert "1 to 5" not in shown.output
    assert "OFFICIAL-SENSITIVE" in shown.output


def test_a_rule_nobody_knows_is_named_before_anything_is_read(home: Path) -> None:
    (home / "annex-a.xlsx").write_bytes(b"PK\x03\x04 broken")
    said = cases("assessments_past_45_workin_days")
    assert said.exit_code == 2
    assert f"Did you mean {LATE}?" in said.output


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("help-and-protection/assessments-in-45-days", "not the day of the referral"),
        ("workers_above_caseload_ceiling", "it counts each worker"),
        ("section_47_past_15_working_days", "the workbook has no List 5"),
        ("section_47_of_the_census_past_15_working_days", "No file here is of a kind"),
    ],
)
def test_what_these_records_cannot_list_is_no_list_without_cases(home: Path, rule: str, why: str) -> None:
    said = cases(rule, "-o", "cases.csv")
    assert said.exit_code == 2
    assert why in " ".join(said.output.split())
    assert "Written" not in said.output
    assert not (home / "cases.csv").exists()


def test_the_rule_that_the_help_names_can_be_listed(home: Path) -> None:
    said = cases("help-and-protection/child-seen", "-o", "cases.csv")
    assert said.exit_code == 1, said.output
    assert rows_in(home / "cases.csv")


def test_neither_a_rule_nor_all_is_a_wrong_option(home: Path) -> None:
    del home
    said = CliRunner().invoke(compcheck, ["cases", "annex-a.xlsx", *ON], prog_name="compcheck")
    assert said.exit_code == 2
    assert "Name a RULE after the files, or --all." in said.output


def test_where_rows_may_not_go_nothing_is_read(home: Path) -> None:
    (home / "annex-a.xlsx").write_bytes(b"PK\x03\x04 broken")
    (home / ".git").mkdir()
    said = cases("--all", "-o", "cases.csv")
    assert said.exit_code == 2
    assert "git checkout" in said.output
    assert not (home / "cases.csv").exists()


def test_what_is_no_file_of_records_is_refused(home: Path) -> None:
    (home / "submission.json").write_text("{}")
    said = CliRunner().invoke(compcheck, ["cases", "submission.json", "--all", *ON], prog_name="compcheck")
    assert said.exit_code == 2
    assert "no workbook" in said.output
