"""`--format NAME[:PATH]`, once or more: several reports of one evaluation, each in its own place."""

from __future__ import annotations

import json
import ntpath
import os
from pathlib import Path

import click
import pytest
from at_the_prompt import SAMPLES, process, typed

from compcheck.cli import formats as cli_formats
from compcheck.cli.formats import Wanted
from compcheck.cli.main import compcheck
from compcheck.model.evaluation import Run
from compcheck.model.problem import ProblemsFound
from compcheck.reporting import formats
from compcheck.reporting.formats import FORMATS, Format

DEVON, EXAMPLESHIRE = "samples/devon.json", "samples/exampleshire.json"


def test_a_table_and_json_come_of_one_evaluation(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = typed("evaluate", DEVON, "--format", "table", "--format", f"json:{report}")
    assert result.exit_code == 1
    assert result.stdout == typed("evaluate", DEVON).stdout
    assert report.read_text("utf-8") == typed("evaluate", DEVON, "--format", "json").stdout


def test_a_report_with_a_file_leaves_the_terminal_empty(tmp_path: Path) -> None:
    result = typed("evaluate", DEVON, "--format", f"json:{tmp_path / 'report.json'}")
    assert result.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["exit_code"] == 1


def test_output_is_the_file_of_the_format_that_names_none(tmp_path: Path) -> None:
    words = ("--format", f"json:{tmp_path / 'one.json'}", "--format", "table", "--output", str(tmp_path / "two.txt"))
    assert typed("evaluate", DEVON, *words).stdout == ""
    assert (tmp_path / "two.txt").read_text("utf-8") == typed("evaluate", DEVON).stdout


def test_many_files_too_are_reported_in_several_formats_at_once(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = typed("evaluate", "samples/panel.csv", "--format", f"json:{report}", "--format", "table")
    assert result.stdout == typed("evaluate", "samples/panel.csv").stdout
    assert report.read_text("utf-8") == typed("evaluate", "samples/panel.csv", "--format", "json").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "tabel"), "'tabel' is not one of 'table', 'json'"),
        (("--format", "C:\\report.json"), "'C' is not one of"),
        (("--format", "json:"), "json: names no file."),
        (("--format", "table", "--format", "json"), "write one as json:PATH"),
        (("--format", "json:a.json", "--output", "b.json"), "--output is for a --format that names no file"),
        (("--format", "json:a.json", "--format", "table:./a.json"), '"./a.json" is named twice'),
        (("--format", "json:a.json", "--output", "b/../a.json", "--format", "table"), "is named twice"),
        (("--format", "json:a.json", "--quiet"), "--quiet is for the table"),
        (("--format", f"json:{DEVON}"), "is read here, and a report would be written over it"),
        (("--output", DEVON), "is read here, and a report would be written over it"),
        (("--format", "json:\x1b[31m", "--format", "table:\x1b[31m"), "\\x1b[31m"),
    ],
)  # fmt: skip
def test_formats_that_do_not_go_together_are_refused_before_anything_is_done(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    before = (SAMPLES / "devon.json").read_bytes()
    words = tuple(word.replace(DEVON, str(SAMPLES / "devon.json")) for word in words)
    result = typed("evaluate", str(SAMPLES / "devon.json"), *words, within=tmp_path)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []
    assert (SAMPLES / "devon.json").read_bytes() == before


def test_a_link_to_the_file_of_another_report_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text("old", "utf-8")
    (tmp_path / "two.json").symlink_to(tmp_path / "one.json")
    words = ("--format", f"json:{tmp_path / 'one.json'}", "--format", f"table:{tmp_path / 'two.json'}")
    assert "is named twice" in typed("evaluate", DEVON, *words).stderr
    assert (tmp_path / "one.json").read_text("utf-8") == "old"


@pytest.mark.parametrize("files", [(DEVON,), ("samples/panel.csv",)], ids=["one file", "a panel"])
def test_a_report_that_cannot_be_written_hides_no_other(files: tuple[str, ...], tmp_path: Path) -> None:
    words = ("--format", f"json:{tmp_path / 'nowhere' / 'a.json'}", "--format", f"table:{tmp_path / 'b.txt'}")
    result = typed("evaluate", *files, *words)
    assert result.exit_code == 2
    assert "could not be written" in result.stderr
    assert result.stderr.endswith("1 problem.\n")
    assert [one.name for one in tmp_path.iterdir()] == ["b.txt"]
    assert (tmp_path / "b.txt").read_text("utf-8") == typed("evaluate", *files).stdout


def test_a_full_disk_leaves_no_half_written_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = typed("evaluate", DEVON, "--format", "table", "--format", f"json:{tmp_path / 'a.json'}")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert result.stdout.startswith("Devon: ")
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_excel_holds_open_is_said_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file that is open there can be neither replaced nor removed."""

    def locked(*_: str) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    (tmp_path / "report.xlsx").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", locked)
    result = typed("evaluate", DEVON, "--format", "table", "--format", f"xlsx:{tmp_path / 'report.xlsx'}")
    assert result.exit_code == 2
    assert "being used by another process" in result.stderr
    assert result.stdout.startswith("Devon: ")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if not one.for_a_terminal])
def test_every_format_but_the_table_is_the_same_bytes_in_every_terminal_and_in_a_file(
    name: str, tmp_path: Path
) -> None:
    done = process("evaluate", DEVON, "--format", name, PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (1, b"")
    path = tmp_path / "report"
    typed("evaluate", DEVON, "--format", f"{name}:{path}")
    assert done.stdout == path.read_bytes()


def test_a_path_of_windows_is_the_same_file_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as windows:
        windows.setattr(os, "path", ntpath)
        one, other = (cli_formats._normal(path) for path in ("C:\\Reports\\a.html", "c:/reports/./b/../A.HTML"))
    assert one == other


def read(*given: str) -> tuple[Wanted, ...]:
    command = compcheck.get_command(click.Context(compcheck), "evaluate")
    assert command is not None
    words = [word for one in given for word in ("--format", one)]
    wanted = command.make_context("evaluate", [DEVON, *words]).params["wanted"]
    assert isinstance(wanted, tuple)
    return wanted


def test_a_path_keeps_its_own_colon() -> None:
    assert read("json:C:\\reports\\x.json", "table") == (Wanted("json", "C:\\reports\\x.json"), Wanted("table"))


def test_a_dash_is_standard_output_and_no_format_is_the_table() -> None:
    assert read("json:-") == (Wanted("json"),)
    assert read() == (Wanted("table"),)


@pytest.fixture
def _with_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is made of all evaluations at once, as every one but the table and JSON is."""
    monkeypatch.setitem(FORMATS, "whole", Format("reporting_whole.as_whole", "whole", binary=True, extra="report"))
    made = type("module", (), {"run_as_whole": staticmethod(_names)})
    monkeypatch.setattr(formats, "import_module", lambda _: made)


def _names(run: Run) -> bytes:
    return "|".join(f"{one.submission.authority.name} {len(run.problems)}" for one in run.evaluations).encode()


@pytest.mark.usefixtures("_with_whole")
def test_a_format_made_of_all_evaluations_is_given_those_of_a_panel(tmp_path: Path) -> None:
    words = ("samples/panel.csv", "no-such-file.json", "--format", f"whole:{tmp_path / 'whole'}", "--jobs", "2")
    result = typed("evaluate", *words)
    assert result.exit_code == 2
    names = (tmp_path / "whole").read_text("utf-8").split("|")
    assert len(names) == 6
    assert names[0].endswith(" 1")


@pytest.mark.usefixtures("_with_whole")
@pytest.mark.parametrize("file", [DEVON, "samples/panel.csv"])
def test_a_format_that_tells_of_other_authorities_is_given_them_and_no_other_format_is(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(run: Run) -> bytes:
        return b"nobody" if run.comparators is None else str(len(run.comparators.authorities)).encode()

    monkeypatch.setattr(formats, "import_module", lambda _: type("module", (), {"run_as_whole": staticmethod(told)}))
    assert typed("evaluate", file, "--format", "whole").stdout == "nobody"
    monkeypatch.setitem(FORMATS, "whole", FORMATS["whole"]._replace(beside=True))
    assert int(typed("evaluate", file, "--format", "whole").stdout) > 100


@pytest.mark.usefixtures("_with_whole")
def test_more_evaluations_than_may_be_held_are_refused_to_that_format_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compcheck.cli.many.MOST_HELD", 3)
    result = typed("evaluate", "samples/panel.csv", "--format", f"whole:{tmp_path / 'whole'}", "--format", "table")
    assert result.exit_code == 2
    assert "more than 3" in result.stderr
    assert result.stdout == typed("evaluate", "samples/panel.csv").stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_with_whole")
def test_bytes_are_not_sent_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_formats, "in_a_terminal", lambda: True)
    result = typed("evaluate", DEVON, "--format", "whole")
    assert result.exit_code == 2
    assert "name a file, as in whole:report.whole" in result.stderr


@pytest.mark.usefixtures("_with_whole")
def test_bytes_go_into_a_pipe_as_they_are() -> None:
    assert typed("evaluate", DEVON, "--format", "whole").stdout_bytes == b"Devon 0"


@pytest.mark.usefixtures("_with_whole")
def test_what_is_no_overview_has_no_details() -> None:
    assert "--details is for the table" in typed("evaluate", DEVON, "--format", "whole:a", "--details").stderr


@pytest.mark.usefixtures("_with_whole")
def test_what_is_not_installed_is_said_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Run) -> bytes:
        raise ModuleNotFoundError("No module named 'jinja2'", name="jinja2")

    monkeypatch.setattr(formats, "import_module", lambda _: type("module", (), {"run_as_whole": staticmethod(missing)}))
    with pytest.raises(ProblemsFound) as found:
        FORMATS["whole"].data(Run((), ()))
    (problem,) = found.value.problems
    assert (problem.code, problem.way_out) == ("report-not-installed", 'pip install "compcheck[report]"')
    assert "jinja2" in problem.fact
