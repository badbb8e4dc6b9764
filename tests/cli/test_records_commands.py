"""Records where a submission would stand: on the command line, among submissions, and collected into one."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from at_the_prompt import SAMPLES, process, typed

from marked_records import care_return, census, lists, workbook, workforce

pytest.importorskip("duckdb", reason="records need the extra")

ANNEX = ("annex-a.xlsx", "--authority", "Exampleshire", "--extracted-on", "2024-03-12")
CARE = ("care", "--authority", "Exampleshire", "--period", "2023-04-01/2024-03-31")
SOURCES = {"annex-a": ANNEX, "census": ("cin.xml",), "workforce": ("workforce.xml",), "care": CARE}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("records")
    workbook(home / "annex-a.xlsx", lists())
    (home / "cin.xml").write_text(census(), "utf-8")
    (home / "workforce.xml").write_text(workforce(), "utf-8")
    care_return(home / "care")
    shutil.copy(SAMPLES / "devon.json", home / "devon.json")
    limit = {"value": 20, "approved_by": "Director", "on": "2023-01"}
    own = {
        "parameters": {"visit_interval_for_children_on_a_plan": limit},
        "indicators": {"abandoned_calls": {"value": 3, "source": "Telephony", "as_at": "2023-09-29"}},
    }
    (home / "own.json").write_text(json.dumps(own), "utf-8")
    return home


def findings(report: str) -> object:
    """The whole report of one file but for its name."""
    whole = json.loads(report)
    for one in whole["evaluations"]:
        del one["submission"]["path"]
    return without_places(whole)


def without_places(shape: object) -> object:
    if isinstance(shape, dict):
        return {key: without_places(value) for key, value in shape.items() if key != "place"}
    return [without_places(one) for one in shape] if isinstance(shape, list) else shape


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("more", [(), ("--by", "age,team", "--with", "own.json")])
def test_a_collected_submission_gives_the_very_findings_of_its_records(
    source: str, more: tuple[str, ...], records: Path
) -> None:
    words = (*SOURCES[source], *more)
    collected = typed("collect", *words, "-o", "collected.json", "--force", within=records)
    assert collected.exit_code == 0, collected.stderr
    of_records = typed("evaluate", *words, "--format", "json", "--internal", within=records)
    of_submission = typed("evaluate", "collected.json", "--format", "json", "--internal", within=records)
    assert of_records.exit_code == of_submission.exit_code
    assert findings(of_records.stdout) == findings(of_submission.stdout)
    assert json.loads(of_records.stdout)["evaluations"][0]["submission"]["path"] == SOURCES[source][0]


def test_the_same_records_give_the_same_bytes(records: Path) -> None:
    first, second = (typed("collect", *ANNEX, "--by", "age,month", within=records).stdout for _ in "12")
    assert first == second
    assert json.loads(first)["collected"]["marking"] == "OFFICIAL-SENSITIVE"


def test_a_collected_submission_can_be_validated(records: Path) -> None:
    typed("collect", *ANNEX, "-o", "valid.json", within=records)
    result = typed("validate", "valid.json", within=records)
    assert result.exit_code == 0
    assert "Exampleshire, " in result.stdout


def test_of_records_it_is_said_how_many_figures_they_give_and_how_many_not(records: Path) -> None:
    figures = json.loads(typed("collect", *ANNEX, within=records).stdout)["indicators"].values()
    cannot = [one for one in figures if one.get("gives") == "cannot be given"]
    supplied = [one for one in figures if "not_supplied" not in one]
    assert cannot
    assert supplied
    said = typed("validate", *ANNEX, within=records).stdout
    assert f"Exampleshire, {len(supplied)} figures, " in said
    assert f", {len(cannot)} that the records cannot give, " in said
    assert "cannot give" not in typed("validate", "devon.json", within=records).stdout


def test_several_files_of_one_authority_become_one_submission(records: Path) -> None:
    collected = json.loads(typed("collect", "cin.xml", "workforce.xml", within=records).stdout)
    assert [one["source"] for one in collected["collected"]["from"]] == ["cin-census", "workforce-census"]
    assert collected["authority"]["name"] == "Devon"


def test_files_of_different_days_are_each_counted_by_their_own(records: Path) -> None:
    files = [str(SAMPLES / name) for name in ("exampleshire-annex-a.xlsx", "exampleshire-cin-census.xml")]
    options = ("--authority", "Exampleshire", "--extracted-on", "2026-03-12")
    result = typed("collect", *files, *options, within=records)
    assert result.exit_code == 0, result.stderr
    collected = json.loads(result.stdout)
    assert collected["judged_on"] == "2026-03-31"
    when = {(one["source"].partition(",")[0], one.get("as_at") or tuple(one["period"].values()))
            for one in collected["indicators"].values() if "as_at" in one or "period" in one}  # fmt: skip
    lists, return_of = ("2025-09-13", "2026-03-12"), ("2025-04-01", "2026-03-31")
    assert {day for source, day in when if source == "Annex A"} == {"2026-03-12", lists}
    assert {day for source, day in when if source != "Annex A"} == {return_of}


def test_records_are_evaluated_among_submissions(records: Path) -> None:
    result = typed("evaluate", "devon.json", *ANNEX, "--format", "json", within=records)
    report = json.loads(result.stdout)
    assert [one["submission"]["path"] for one in report["evaluations"]] == ["devon.json", "annex-a.xlsx"]
    assert not report["problems"]


def test_records_among_more_than_five_files_are_as_they_are_alone(records: Path) -> None:
    alone = json.loads(typed("evaluate", *ANNEX, "--format", "json", within=records).stdout)["evaluations"]
    for n in range(5):
        shutil.copy(records / "devon.json", records / f"devon-{n}.json")
    many = [*(f"devon-{n}.json" for n in range(5)), *ANNEX]
    one, two = (typed("evaluate", *many, "--format", "json", "--jobs", jobs, within=records) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["evaluations"][5:] == alone
    overview = typed("evaluate", *many, within=records)
    assert overview.stdout.startswith("Overview of 6 submissions")
    assert "annex-a.xlsx: " in overview.stderr


def test_what_is_wrong_with_records_hides_no_submission(records: Path) -> None:
    (records / "cut.xml").write_text(census(cut=300), "utf-8")
    result = typed("evaluate", "cut.xml", "devon.json", "--format", "json", within=records)
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [one["submission"]["path"] for one in report["evaluations"]] == ["devon.json"]
    assert [one["file"] for one in report["problems"]] == ["cut.xml"]


def test_everything_nobody_says_is_asked_for_at_once(records: Path) -> None:
    result = typed("evaluate", "annex-a.xlsx", within=records)
    assert result.exit_code == 2
    assert "--authority" in result.stderr
    assert "--extracted-on" in result.stderr
    assert result.stderr.endswith("2 problems.\n")


def test_a_return_that_says_no_period_asks_for_it(records: Path) -> None:
    result = typed("evaluate", "care", "--authority", "Exampleshire", within=records)
    assert result.exit_code == 2
    assert "--period" in result.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--authority", "Kent"), "878 (Devon)"),
        (("--extracted-on", "2024-03-30"), "--extracted-on says 2024-03-30"),
    ],
)
def test_an_option_that_contradicts_the_records_is_a_problem(words: tuple[str, ...], says: str, records: Path) -> None:
    result = typed("evaluate", "cin.xml", *words, within=records)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize("written", ["", "\n", " \n\t\n"])
def test_a_list_of_workers_without_cases_that_names_nobody_is_a_problem(
    written: str, records: Path, tmp_path: Path
) -> None:
    names = tmp_path / "nobody.txt"
    names.write_text(written, "utf-8")
    result = typed("evaluate", *ANNEX, "--workers-without-cases", str(names), within=records)
    assert result.exit_code == 2
    assert "names nobody" in result.stderr
    assert "leave --workers-without-cases out" in result.stderr


def test_how_many_of_the_names_are_in_the_lists_is_told_on_standard_error(records: Path, tmp_path: Path) -> None:
    names = tmp_path / "nobody.txt"
    names.write_text("Quentin Mistyped\n", "utf-8")
    result = typed("evaluate", *ANNEX, "--workers-without-cases", str(names), within=records)
    assert result.exit_code != 2
    assert "1 name given of workers without cases; it stands in no list" in result.stderr
    assert "Quentin" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--authority", "Kent"),
        ("--by", "team"),
        ("--extracted-on", "2024-03-12"),
        ("--period", "2023-04-01/2024-03-31"),
        ("--with", "own.json"),
        ("--workers-without-cases", "own.json"),
    ],
)
@pytest.mark.parametrize("command", [("evaluate",), ("validate",), ("explain",)])
def test_an_option_for_records_without_any_is_refused(
    command: tuple[str, ...], words: tuple[str, ...], records: Path
) -> None:
    name = ("overall",) if command == ("explain",) else ()
    result = typed(*command, "devon.json", *name, *words, within=records)
    assert result.exit_code == 2
    assert f"{words[0]} is for records" in result.stderr


@pytest.mark.parametrize("command", ["evaluate", "validate", "collect", "check-lists", "cases"])
@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2025-03-12", "not one with a day in the months up to 2025-03-12, in List 4"),
        ("2023-03-12", "days after 2023-03-12 in most of its rows"),
        ("1999-03-12", "days after 1999-03-12 in most of its rows"),
    ],
)
def test_a_day_that_cannot_be_that_of_the_records_is_one_problem(
    command: str, day: str, says: str, records: Path
) -> None:
    """And no advice to mend a figure, or to add a framework to a submission that nobody wrote."""
    more = ["--all"] if command == "cases" else []
    options = ["--extracted-on", day, *([] if command in {"cases", "check-lists"} else ["--authority", "Exampleshire"])]
    result = typed(command, "annex-a.xlsx", *more, *options, within=records)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "--extracted-on" in result.stderr
    assert "longest_open" not in result.stderr
    assert "framework" not in result.stderr
    assert result.stderr.endswith("\n\n1 problem.\n")


@pytest.mark.parametrize("year", [2019, 2026])
def test_a_period_that_cannot_be_that_of_the_records_is_a_problem(year: int, records: Path) -> None:
    period = f"{year}-04-01/{year + 1}-03-31"
    result = typed("evaluate", "care", "--authority", "Exampleshire", "--period", period, within=records)
    assert result.exit_code == 2
    assert "--period" in result.stderr
    assert result.stderr.endswith("\n\n1 problem.\n")


def test_a_short_list_with_nothing_new_is_counted_and_the_day_asked_about(records: Path) -> None:
    workbook(records / "short.xlsx", {"List 4": lists(9)["List 4"][:6]})
    result = typed(
        "evaluate", "short.xlsx", "--authority", "Exampleshire", "--extracted-on", "2025-03-12", within=records
    )
    assert result.exit_code in {0, 1}
    assert "not one with a day in the months up to 2025-03-12, in List 4" in result.stderr


@pytest.mark.parametrize("as_of", ["2024-03-11", "2024-02"])
def test_a_day_of_judgement_before_that_of_the_records_is_one_problem_in_words(as_of: str, records: Path) -> None:
    result = typed("evaluate", *ANNEX, "--as-of", as_of, within=records)
    assert result.exit_code == 2
    assert f"stood on 2024-03-12, and --as-of {as_of} is before it." in result.stderr
    assert result.stderr.count("\n\n") == 1
    assert typed("evaluate", *ANNEX, "--as-of", "2024-03", within=records).exit_code in {0, 1}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--extracted-on", "12/03/2024"), "is no day"),
        (("--extracted-on", "2024-03"), "is no day"),
        (("--period", "2024-03-31"), "is no first and last day"),
        (("--period", "2024-04-01/2024-03-31"), "runs backwards"),
        (("--by", "teem"), "Did you mean team?"),
    ],
)
def test_an_option_that_is_mistyped_says_how_to_type_it(words: tuple[str, ...], says: str, records: Path) -> None:
    result = typed("evaluate", "cin.xml", *words, within=records)
    assert result.exit_code == 2
    assert says in result.stderr


def test_records_down_a_pipe_are_refused_in_plain_words(records: Path) -> None:
    for file in ("annex-a.xlsx", "cin.xml"):
        result = typed("evaluate", "-", stdin=(records / file).read_bytes())
        assert result.exit_code == 2
        assert "holds records, which are not read from a pipe." in result.stderr
    assert "not read from a pipe" in typed("collect", "-", within=records).stderr


@pytest.fixture(scope="module")
def strange(records: Path) -> Path:
    """What people name by mistake where records are meant."""
    (records / "empty.xlsx").touch()
    (records / "blank.csv").write_text("\n \n", "utf-8")
    (records / "letter.pdf").write_bytes(b"%PDF-1.7 ...")
    for name in ("nothing", "holding", "holding-xml", "letters", "submissions"):
        (records / name).mkdir()
    shutil.copy(records / "annex-a.xlsx", records / "holding")
    shutil.copy(records / "cin.xml", records / "holding-xml")
    (records / "letters" / "letter.txt").write_text("Dear all", "utf-8")
    shutil.copy(records / "devon.json", records / "submissions")
    return records


STRANGE = {
    "nowhere.xlsx": "is not there",
    "empty.xlsx": "is empty",
    "blank.csv": "is empty",
    "letter.pdf": "is no workbook, no XML and no folder of tables",
    "nothing": "is a folder without files",
    "holding": "Name the file itself: holding/annex-a.xlsx",
    "holding-xml": "Name the file itself: holding-xml/cin.xml",
    "letters": "is a folder that holds no CSV and no Parquet file",
    "submissions": "Name the files in it, as in folder/*.json",
    "-": "not read from a pipe",
}


@pytest.mark.parametrize("file", STRANGE)
@pytest.mark.parametrize("command", ["evaluate", "validate", "explain", "collect", "check-lists", "cases"])
def test_what_is_no_file_of_records_is_told_what_it_is(command: str, file: str, strange: Path) -> None:
    """And not that an option is for records, which somebody who types it knows."""
    more = {"cases": ["--all"], "explain": ["overall"]}.get(command, [])
    authority = [] if command in {"cases", "check-lists"} else ["--authority", "Exampleshire"]
    result = typed(command, file, *more, *authority, "--extracted-on", "2024-03-12", within=strange)
    assert result.exit_code == 2
    assert STRANGE[file].replace("/", os.sep if "holding" in file else "/") in result.stderr
    assert "no FILE here is that" not in result.stderr
    assert result.stderr.endswith("1 problem.\n")


@pytest.mark.parametrize("file", ["nothing", "holding", "letters"])
def test_a_folder_is_told_what_is_in_it_beside_records_and_without_options_too(file: str, strange: Path) -> None:
    for beside in ((), ANNEX):
        result = typed("evaluate", file, *beside, within=strange)
        assert result.exit_code == 2
        assert STRANGE[file] in result.stderr.replace(os.sep, "/")


def test_without_the_extra_the_command_that_installs_it_is_said(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "duckdb" else object())
    for command in ("evaluate", "collect"):
        result = typed(command, *ANNEX, within=records)
        assert result.exit_code == 2
        assert 'pip install "compcheck[records]"' in result.stderr


def test_only_records_can_be_collected(records: Path) -> None:
    for file, says in (("devon.json", "is no workbook"), ("missing.xlsx", "is not there")):
        result = typed("collect", file, within=records)
        assert result.exit_code == 2
        assert says in result.stderr


def test_a_list_in_two_files_is_counted_in_neither(records: Path) -> None:
    workbook(records / "other.xlsx", {"List 4": lists()["List 4"]})
    result = typed("collect", "other.xlsx", *ANNEX, within=records)
    assert result.exit_code == 2
    assert "which other.xlsx has too" in result.stderr


@pytest.mark.parametrize("command", ["collect", "check-lists", "cases"])
def test_one_file_given_twice_is_one_problem(command: str, records: Path) -> None:
    """By its path, or as a copy: neither is counted twice, and neither left aside in silence."""
    shutil.copy(records / "annex-a.xlsx", records / "copy.xlsx")
    more = [*(["--all"] if command == "cases" else []), "--extracted-on", "2024-03-12"]
    for first, says in (("annex-a.xlsx", "stands here twice"), ("copy.xlsx", "is the same file as copy.xlsx")):
        result = typed(command, first, "annex-a.xlsx", *more, within=records)
        assert result.exit_code == 2
        assert says in result.stderr
        assert result.stderr.endswith("1 problem.\n")


def test_lists_in_workbooks_of_their_own_are_counted_as_if_in_one(records: Path) -> None:
    for number, (name, rows) in enumerate(lists().items()):
        workbook(records / f"part-{number}.xlsx", {name: rows})
    parts = [f"part-{number}.xlsx" for number in range(len(lists()))]
    whole, together = (
        json.loads(typed("collect", *files, *ANNEX[1:], within=records).stdout) for files in (["annex-a.xlsx"], parts)
    )
    assert together["indicators"] == whole["indicators"]
    assert [one["file"] for one in together["collected"]["from"]] == parts


def test_a_figure_given_beside_the_records_is_in_the_report_and_a_second_one_is_a_problem(records: Path) -> None:
    collected = json.loads(typed("collect", *ANNEX, "--with", "own.json", within=records).stdout)
    assert collected["indicators"]["abandoned_calls"]["value"] == 3
    counted = next(name for name, one in collected["indicators"].items() if "numerator" in one)
    (records / "twice.json").write_text(json.dumps({"indicators": {counted: 3}}), "utf-8")
    result = typed("evaluate", *ANNEX, "--with", "twice.json", within=records)
    assert result.exit_code == 2
    assert f"twice.json:1:17  {counted}\n  is given here and counted from the records too." in result.stderr


def test_what_is_wrong_beside_the_records_is_said_of_its_own_line(records: Path) -> None:
    (records / "wrong.json").write_text('{"parameters":\n {"no_such_limit": {"value": 3}}}', "utf-8")
    result = typed("evaluate", *ANNEX, "--with", "wrong.json", within=records)
    assert result.exit_code == 2
    assert result.stderr.startswith("wrong.json:2:3  ")


def test_how_the_records_were_read_is_said_in_short_and_by_collect_at_length(records: Path) -> None:
    short = typed("evaluate", *ANNEX, within=records).stderr
    assert short.startswith("annex-a.xlsx: ")
    assert "not read" in short
    assert len(short.splitlines()) == 2
    at_length = typed("collect", *ANNEX, "-o", "read.json", within=records).stdout
    assert "  List 4: Assessments: 40 rows" in at_length
    assert "not read: Continuous Assessment Date of Authorisation at " in at_length
    assert "not there, so that nothing is counted from them: " in at_length


def test_a_list_that_is_missing_takes_its_figures_with_it_and_says_so(records: Path) -> None:
    workbook(records / "few.xlsx", {"List 4": lists()["List 4"]})
    result = typed("collect", "few.xlsx", *ANNEX[1:], within=records)
    assert result.exit_code == 0
    indicators = json.loads(result.stdout)["indicators"]
    assert any("numerator" in one for one in indicators.values())
    assert any("List 7" in one.get("not_supplied", "") for one in indicators.values())


@pytest.mark.skipif(os.name == "nt", reason="rights are the folder's there")
def test_what_was_collected_is_its_owners_alone_and_goes_over_nothing(records: Path) -> None:
    """Its counts of 1 to 5 are not hidden: it is kept as the rows of `cases` are."""
    before = os.umask(0)
    try:
        assert typed("collect", *ANNEX, "-o", "mine.json", within=records).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((records / "mine.json").stat().st_mode) == 0o600
    assert json.loads((records / "mine.json").read_text("utf-8"))["authority"]["name"] == "Exampleshire"
    (records / "mine.json").write_text("something else")
    again = typed("collect", *ANNEX, "-o", "mine.json", within=records)
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert (records / "mine.json").read_text() == "something else"
    assert typed("collect", *ANNEX, "-o", "mine.json", "--force", within=records).exit_code == 0
    assert (records / "mine.json").read_text("utf-8").startswith("{")


def test_what_was_collected_goes_into_a_git_checkout_only_where_that_is_said(records: Path) -> None:
    (records / "checkout" / ".git").mkdir(parents=True)
    into = "checkout/mine.json"
    refused = typed("collect", *ANNEX, "-o", into, within=records)
    assert refused.exit_code == 2
    assert "lies in a git checkout" in refused.stderr
    assert not (records / into).exists()
    assert typed("collect", *ANNEX, "-o", into, "--yes", within=records).exit_code == 0
    assert (records / into).exists()


def test_a_table_that_is_lost_is_told_in_full_wherever_records_are_read(records: Path) -> None:
    shutil.copytree(records / "care", records / "headless")
    rows = (records / "care" / "reviews.csv").read_text("utf-8").partition("\n")[2]
    (records / "headless" / "reviews.csv").write_text(rows, "utf-8")
    result = typed("evaluate", "headless", *CARE[1:], within=records)
    assert result.exit_code in {0, 1}
    assert "reviews.csv\n  has the name of a table" in result.stderr


def test_a_path_that_cannot_be_written_leaves_nothing(records: Path) -> None:
    result = typed("collect", *ANNEX, "-o", "no-such-folder/x.json", within=records)
    assert result.exit_code == 2
    assert "could not be written" in result.stderr
    assert not (records / "no-such-folder").exists()


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="files of other people are not committed")
@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("annex_a_filled.xlsx", ("--authority", "Exampleshire", "--extracted-on", "2021-03-16")),
        ("CIN_Census_2024.xml", ()),
        ("fake_CIN_data.xml", ("--authority", "Exampleshire")),
        ("social_work_workforce_2022.xml", ()),
        ("ssda903", ("--authority", "Exampleshire", "--period", "2018-04-01/2019-03-31")),
    ],
)
def test_real_files_are_evaluated_as_they_are(file: str, options: tuple[str, ...]) -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds real-files/."""
    path = Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / file
    run = process("evaluate", str(path), *options, "--format", "json")
    assert run.returncode in {0, 1}, run.stderr.decode()
    report = json.loads(run.stdout)
    assert len(report["evaluations"]) == 1
    assert not report["problems"]
