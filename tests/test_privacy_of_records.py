"""No row, id, name or date of birth leaves the records: every command is run on marked ones, and all it says searched.

Only `compcheck cases -o` writes rows, into the one file that was asked for.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

from compcheck.cli.main import compcheck
from marked_records import MARKS, TEAM_MARKS, care_return, census, csv, lists, workbook, workforce

pytest.importorskip("duckdb", reason="records need the extra")

ANNEX = ("annex-a.xlsx", "--authority", "Exampleshire", "--extracted-on", "2024-03-12")
CARE = ("care", "--authority", "Exampleshire", "--period", "2023-04-01/2024-03-31")
CENSUS, WORKFORCE = ("cin.xml",), ("workforce.xml",)
KINDS: Mapping[str, tuple[str, ...]] = {"annex": ANNEX, "census": CENSUS, "workforce": WORKFORCE, "care": CARE}
FRAMEWORK = ("--framework", "ilacs-2023")

NO_RECORDS = {
    "backtest", "template", "schema", "frameworks", "rules", "indicators", "completion", "sample-records",
}  # fmt: skip
"""Commands that are given no file of records; what is still given to one of them is tried below."""

ON_EACH: Mapping[str, list[tuple[str, ...]]] = {
    "evaluate": [
        FRAMEWORK,
        (*FRAMEWORK, "--format", "json"),
        (*FRAMEWORK, "--format", "json", "--internal", "--by", "age,sex,ethnicity,disability,month,locality"),
        (*FRAMEWORK, "--internal", "--details"),
        (*FRAMEWORK, "--quiet"),
        (*FRAMEWORK, "--with", "own.json", "--workers-without-cases", "nobody.txt"),
        (*FRAMEWORK, "--output", "report.txt"),
        (*FRAMEWORK, "--output", "no-such-folder/report.txt"),
        ("--framework", "no-such-framework"),
        ("--rules", "no-such-folder"),
    ],
    "explain": [
        ("overall", *FRAMEWORK),
        ("help-and-protection", *FRAMEWORK, "--format", "json", "--internal"),
        ("no-such-rule", *FRAMEWORK),
    ],
    "collect": [
        (),
        ("-o", "submission.json"),
        ("-o", "no-such-folder/submission.json"),
        ("--by", "age,sex,month", "--with", "own.json", "-o", "submission.json"),
        ("--with", "broken.json"),
    ],
    "compare": [("annex-a.xlsx",), ("own.json",), ("no-such-file.json",)],
    "validate": [FRAMEWORK],
    "check-lists": [(), ("--with", "own.json")],
    "cases": [
        ("--all",), ("--all", "--due-within", "10"), ("no-such-rule",), ("--all", "-o", "no-such-folder/cases.csv"),
    ],
}  # fmt: skip
"""What each command is asked beside the file and what the records do not say; the file stands first."""
LISTING = {"check-lists", "cases"}
"""Commands that need no authority."""


class Said(NamedTuple):
    """All that a run said and left behind."""

    code: int
    text: str
    files: Mapping[str, str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with marked records of every kind; what is temporary goes beside it, where it can be seen."""
    records, scratch = tmp_path / "records", tmp_path / "scratch"
    records.mkdir()
    scratch.mkdir()
    workbook(records / "annex-a.xlsx", lists())
    (records / "cin.xml").write_text(census(), "utf-8")
    (records / "workforce.xml").write_text(workforce(), "utf-8")
    care_return(records / "care")
    limit = '{"value": 20, "approved_by": "Director", "on": "2023-01"}'
    (records / "own.json").write_text(
        f'{{"parameters": {{"visit_interval_for_children_on_a_plan": {limit}}}}}', "utf-8"
    )
    (records / "broken.json").write_text('{"parameters": {"no_such_limit": 3}, "indicators": {"x": 1}}', "utf-8")
    (records / "nobody.txt").write_text("Ozymandias Brontë\n", "utf-8")
    monkeypatch.chdir(records)
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield records
    assert not list(scratch.iterdir()), "something temporary was left behind"


def run(capfd: pytest.CaptureFixture[str], *words: str) -> Said:
    """With what is written past Python too, and every file there is afterwards that was not there before."""
    before = {path: path.stat().st_mtime_ns for path in Path.cwd().rglob("*") if path.is_file()}
    result = CliRunner(env={"NO_COLOR": ""}).invoke(compcheck, words, prog_name="compcheck")
    assert result.exception is None or isinstance(result.exception, SystemExit), words
    beside = capfd.readouterr()
    written = {}
    for path in sorted(Path.cwd().rglob("*")):
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns:
            written[path.name] = path.read_text("utf-8")
            path.unlink()
    return Said(result.exit_code, result.stdout + result.stderr + beside.out + beside.err, written)


def found_in(text: str, marks: tuple[str, ...] = (*MARKS, *TEAM_MARKS)) -> list[str]:
    return [mark for mark in marks if mark in text.casefold()]


def holds_no_mark(said: Said, marks: tuple[str, ...] = (*MARKS, *TEAM_MARKS)) -> None:
    assert "Traceback" not in said.text
    assert not found_in(said.text, marks)
    assert not {name: found_in(text, marks) for name, text in said.files.items() if found_in(text, marks)}


def test_every_command_is_tried_on_records_or_takes_none() -> None:
    """A new command cannot be forgotten: it stands in one of the two lists above, or this fails."""
    context = click.Context(compcheck)
    assert isinstance(compcheck, click.Group)
    known = set(compcheck.list_commands(context))
    assert known <= NO_RECORDS | ON_EACH.keys()
    assert not NO_RECORDS & ON_EACH.keys()


def tried() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    known = compcheck.list_commands(click.Context(compcheck)) if isinstance(compcheck, click.Group) else []
    for command, asked in ON_EACH.items():
        if command in known:
            yield from ((command, kind, words) for kind in KINDS for words in asked)


@pytest.mark.parametrize(("command", "kind", "asked"), list(tried()))
def test_no_command_says_whose_records_they_are(
    command: str, kind: str, asked: tuple[str, ...], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    file, *options = KINDS[kind]
    if command in LISTING and "--authority" in options:
        del options[options.index("--authority") : options.index("--authority") + 2]
    holds_no_mark(run(capfd, command, file, *asked, *options))


@pytest.mark.parametrize("command", sorted(NO_RECORDS - {"completion", "sample-records"}))
def test_a_command_that_takes_no_records_repeats_nothing_of_them(
    command: str, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    for file in ("annex-a.xlsx", "cin.xml", "care/episodes.csv"):
        holds_no_mark(run(capfd, command, file))


def test_records_of_every_kind_are_really_counted_here(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Or the tests above would search what says nothing."""
    del home
    for words in KINDS.values():
        said = run(capfd, "evaluate", *words, *FRAMEWORK, "--format", "json")
        assert said.code in {0, 1}, said.text
        assert '"collected"' in said.text


def test_teams_are_named_only_where_figures_are_asked_for_by_team(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    by_team = run(capfd, "collect", *ANNEX, "--by", "team", "-o", "submission.json")
    assert found_in(by_team.files["submission.json"], TEAM_MARKS) == list(TEAM_MARKS)
    holds_no_mark(by_team, MARKS)
    holds_no_mark(run(capfd, "evaluate", *ANNEX, *FRAMEWORK, "--by", "team", "--internal", "--details"), MARKS)


def with_names_for_headings() -> None:
    sheets = {
        name: [[*rows[0], "Quillfeather", "MKD77001"], *([*row, "x", "y"] for row in rows[1:])]
        for name, rows in lists().items()
    }
    workbook(Path("annex-a.xlsx"), sheets)
    csv(Path("care/reviews.csv"), [["CHILD", "DOB", "REVIEW", "REVIEW_CODE", "Ozymandias"], ["", "", "", "", "x"]])


BROKEN: Mapping[str, Callable[[], object]] = {
    "cut off": lambda: Path("cin.xml").write_text(census(cut=500), "utf-8"),
    "with an entity": lambda: Path("cin.xml").write_text(
        census().replace("<Message>", '<!DOCTYPE x [<!ENTITY e "MKD77">]><Message>'), "utf-8"
    ),
    "in two encodings": lambda: Path("cin.xml").write_bytes(census().encode() + "Brontë MKD77".encode("latin-1")),
    "of no kind that is known": lambda: Path("cin.xml").write_text(census().replace("Message", "Letter"), "utf-8"),
    "without rows": lambda: Path("cin.xml").write_text(census(0), "utf-8"),
    "no header": lambda: workbook(Path("annex-a.xlsx"), {name: rows[1:] for name, rows in lists().items()}),
    "two of one column": lambda: workbook(
        Path("annex-a.xlsx"), {name: [[*row, row[0]] for row in rows] for name, rows in lists().items()}
    ),
    "names for headings": with_names_for_headings,
    "a table without its headings": lambda: csv(Path("care/reviews.csv"), [["MKD77001", "17/02/2009", "", "PN1"]]),
    "a list in a sheet of another name": lambda: workbook(
        Path("annex-a.xlsx"), {f"Sheet {n}": rows for n, rows in enumerate(lists().values())}
    ),
    "no workbook": lambda: Path("annex-a.xlsx").write_bytes(b"PK\x03\x04 MKD77 Quillfeather"),
    "cut in two": lambda: Path("annex-a.xlsx").write_bytes(Path("annex-a.xlsx").read_bytes()[:3000]),
    "ragged": lambda: csv(Path("care/episodes.csv"), [["CHILD", "DECOM"], ["MKD77001", "MKD77", "whenever-mark"]]),
    "in Latin-1": lambda: Path("care/header.csv").write_bytes("CHILD,SEX,DOB\nMKD77001,Brontë,\n".encode("latin-1")),
    "with a quote that never ends": lambda: Path("care/header.csv").write_text('CHILD,SEX\n"MKD77001,1\n', "utf-8"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_wrong_with_records_is_said_without_what_they_say(
    broken: str, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    BROKEN[broken]()
    for words in (ANNEX, CENSUS, CARE):
        holds_no_mark(run(capfd, "evaluate", *words, *FRAMEWORK))
        holds_no_mark(run(capfd, "collect", *words))


@pytest.mark.parametrize("day", ["2025-03-12", "1999-03-12"])
def test_a_day_that_cannot_be_theirs_is_said_without_theirs(
    day: str, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    said = run(capfd, "evaluate", *ANNEX[:-1], day, *FRAMEWORK)
    holds_no_mark(said)
    assert "--extracted-on" in said.text


@pytest.mark.parametrize("broken", ["cut off", "with an entity", "no header", "no workbook", "cut in two"])
def test_records_of_which_nothing_can_be_said_are_exit_code_2(
    broken: str, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    del home
    BROKEN[broken]()
    words = CENSUS if broken in {"cut off", "with an entity"} else ANNEX
    assert run(capfd, "evaluate", *words, *FRAMEWORK).code == 2
    said = run(capfd, "collect", *words, "-o", "submission.json")
    assert said.code == 2
    assert not said.files


def test_a_fault_among_rows_is_told_by_its_kind_alone(
    home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database repeats in its errors what it could not convert."""
    del home

    def failing(*_: object) -> None:
        raise RuntimeError("could not convert 'MKD77001' of Quillfeather")

    for at in ("compcheck.records.extracts.read_records", "compcheck.records.counting.count"):
        with monkeypatch.context() as patched:
            patched.setattr(at, failing)
            said = run(capfd, "evaluate", *CENSUS, *FRAMEWORK, "--format", "json")
            holds_no_mark(said)
            assert said.code == 2
            assert "failed with RuntimeError" in said.text


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_run_cut_short_leaves_nothing_behind(home: Path) -> None:
    """Whenever it is: neither in the folder nor among what is temporary."""
    import signal
    import subprocess
    import sys
    import time

    before = sorted(path.name for path in home.rglob("*"))
    for seconds in (0.3, 0.6, 0.9, 1.2):
        command = [sys.executable, "-m", "compcheck", "collect", *ANNEX, "-o", "submission.json"]
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        started.send_signal(signal.SIGKILL)
        started.wait()
        (home / "submission.json").unlink(missing_ok=True)  # it may have been done by then, and holds counts alone
        assert sorted(path.name for path in home.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_rows_are_in_the_one_file_that_was_asked_for_and_nowhere_else(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, *options = ANNEX
    del options[:2]  # whose they are is not asked
    before = (home / "annex-a.xlsx").read_bytes()
    said = run(capfd, "cases", file, "--all", "--due-within", "10", *options, "-o", "cases.csv")
    assert list(said.files) == ["cases.csv"]
    assert {"mkd77", "quillfeather"} <= set(found_in(said.files["cases.csv"]))
    assert not found_in(said.files["cases.csv"], ("2009-02-17", "17/02/2009", "d051910639385", "zz9 9qq"))
    holds_no_mark(said._replace(files={}))
    assert (home / "annex-a.xlsx").read_bytes() == before


def test_nothing_is_kept_for_the_next_run(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    first = run(capfd, "evaluate", *ANNEX, *FRAMEWORK, "--format", "json")
    shutil.rmtree(home / "care")
    assert run(capfd, "evaluate", *ANNEX, *FRAMEWORK, "--format", "json").text == first.text
