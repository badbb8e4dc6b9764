from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from compcheck.cli.output import write_file, write_new_files
from compcheck.model.problem import ProblemsFound

on_posix = pytest.mark.skipif(os.name == "nt", reason="devices, modes and closed pipes as POSIX has them")


def problem_of_writing(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        write_file(str(path), "new\n")
    (problem,) = found.value.problems
    assert problem.code == "output-not-written"
    return problem.fact


def test_a_file_is_written_as_utf_8_whatever_the_machine(tmp_path: Path) -> None:
    write_file(str(tmp_path / "report.txt"), "2 – 3 …\n")
    assert (tmp_path / "report.txt").read_bytes() == "2 – 3 …\n".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["report.txt"]


def test_a_disk_that_fails_half_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in problem_of_writing(report)
    assert report.read_text() == "old\n"
    assert [one.name for one in tmp_path.iterdir()] == ["report.txt"]


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(str(tmp_path / "report.txt"), "new\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_only_looks_like_ours_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / f".compcheck-{os.getpid()}.part"
    theirs.write_text("theirs\n")
    assert "exists" in problem_of_writing(tmp_path / "report.txt")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["theirs\n"]


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert "No such file" in problem_of_writing(tmp_path / "nowhere" / "report.txt")


def test_a_folder_is_no_file_to_write_to(tmp_path: Path) -> None:
    problem_of_writing(tmp_path)
    assert tmp_path.is_dir()


def test_a_file_marked_read_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.txt"
    report.write_text("old\n")
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything
    problem_of_writing(report)
    assert report.read_text() == "old\n"


@on_posix
def test_a_replaced_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    report, link = tmp_path / "report.txt", tmp_path / "latest.txt"
    report.write_text("old\n")
    report.chmod(0o640)
    link.symlink_to(report)
    write_file(str(link), "new\n")
    assert link.is_symlink()
    assert report.read_text() == "new\n"
    assert stat.S_IMODE(report.stat().st_mode) == 0o640


@on_posix
def test_a_device_is_written_to_and_never_replaced() -> None:
    write_file(os.devnull, "new\n")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def shell(line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = line.replace("compcheck", f"'{sys.executable}' -m compcheck")
    return subprocess.run(["bash", "-c", command], capture_output=True, env=os.environ | env, check=False)


@on_posix
def test_a_reader_who_goes_away_is_no_fault_and_changes_no_exit_code() -> None:
    run = shell("set -o pipefail; compcheck indicators list | true")
    assert (run.returncode, run.stderr) == (0, b"")


@on_posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_under_stdout_is_said_and_is_exit_2() -> None:
    run = shell("compcheck indicators list > /dev/full")
    assert run.returncode == 2
    assert b"stdout\n  could not be written: No space left on device." in run.stderr
    assert b"Traceback" not in run.stderr


@on_posix
def test_no_stdout_at_all_is_said_and_is_exit_2() -> None:
    run = shell("compcheck indicators list >&-")
    assert run.returncode == 2
    assert b"could not be written: closed." in run.stderr


def test_a_character_the_terminal_lacks_is_written_out() -> None:
    program = "from compcheck.cli.output import print_text; print_text('café ≥ 3\\n')"
    env = os.environ | {"PYTHONIOENCODING": "cp1252"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, env=env, check=True)
    assert run.stdout.splitlines() == ["café \\u2265 3".encode("cp1252")]


def test_what_programs_read_is_utf_8_in_every_terminal() -> None:
    program = "from compcheck.cli.output import print_utf8; print_utf8('café ≥ 3\\n')"
    env = os.environ | {"PYTHONIOENCODING": "cp1252"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, env=env, check=True)
    assert run.stdout == "café ≥ 3\n".encode()


def test_of_several_new_files_all_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file, and no folder", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        write_new_files({str(tmp_path / "one.yaml"): "one\n", str(tmp_path / "in-the-way" / "two.yaml"): "two\n"})
    assert found.value.problems[0].code == "output-not-written"
    assert [path.name for path in tmp_path.iterdir()] == ["in-the-way"]


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text("mine", "utf-8")
    with pytest.raises(ProblemsFound):
        write_new_files({str(tmp_path / name): "new\n" for name in ("one.yaml", "two.yaml")})
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("two.yaml", "mine")]


def test_a_new_file_is_written_whole_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_new_files({str(tmp_path / "made" / "one.yaml"): "one\n"})
    assert [(path.name, path.read_text("utf-8")) for path in (tmp_path / "made").iterdir()] == [("one.yaml", "one\n")]
