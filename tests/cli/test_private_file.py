"""Rows go to a file of their owner's own: whole or not at all, and never to where others find them."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from compcheck.cli import private_file
from compcheck.cli.case_file import guarded
from compcheck.cli.private_file import check_target, write_private
from compcheck.model.problem import ProblemsFound

ON_WINDOWS = os.name == "nt"


def refused(path: Path | str, *, replace: bool = False, in_git: bool = False) -> list[str]:
    try:
        check_target(str(path), replace=replace, in_git=in_git)
    except ProblemsFound as found:
        return [one.code for one in found.problems]
    return []


@pytest.fixture(params=["nameless", "beside"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Linux writes a file without a name; other systems write one beside."""
    if request.param == "beside":
        monkeypatch.setattr(private_file, "OPEN_FILES", "/nowhere/at/all")
    return str(request.param)


@pytest.mark.skipif(ON_WINDOWS, reason="rights are the folder's there")
def test_nobody_but_its_owner_may_read_the_file(tmp_path: Path, way: str) -> None:
    before = os.umask(0)
    try:
        write_private(str(tmp_path / "cases.csv"), "rows", replace=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "cases.csv").stat().st_mode) == 0o600
    assert (tmp_path / "cases.csv").read_text("utf-8-sig") == "rows", way


def test_a_file_that_is_there_is_replaced_only_where_that_is_said(tmp_path: Path, way: str) -> None:
    target = tmp_path / "cases.csv"
    target.write_text("other cases")
    target.chmod(0o644)
    with pytest.raises(ProblemsFound, match="1 problem"):
        write_private(str(target), "rows", replace=False)
    assert target.read_text() == "other cases"
    write_private(str(target), "rows", replace=True)
    assert target.read_text("utf-8-sig") == "rows", way
    assert ON_WINDOWS or stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv"]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ProblemsFound):
        write_private(str(tmp_path / "cases.csv"), "rows", replace=False)
    assert not list(tmp_path.iterdir()), way


@pytest.mark.skipif(ON_WINDOWS, reason="there are no such signals")
@pytest.mark.parametrize(
    ("number", "open_files"), [("SIGKILL", "/proc/self/fd"), ("SIGTERM", "/nowhere"), ("SIGHUP", "/nowhere")]
)
def test_a_run_that_is_ended_while_it_writes_leaves_nothing(tmp_path: Path, number: str, open_files: str) -> None:
    """Even by a plain kill, where the system has files without a name."""
    if number == "SIGKILL" and not (hasattr(os, "O_TMPFILE") and Path(open_files).is_dir()):
        pytest.skip("no files without a name here")
    program = (
        "import os, signal\n"
        "from compcheck.cli import private_file\n"
        f"private_file.OPEN_FILES = {open_files!r}\n"
        f"os.fsync = lambda _: os.kill(os.getpid(), signal.{number})\n"
        f"private_file.write_private({str(tmp_path / 'cases.csv')!r}, 'rows', replace=False)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert run.returncode in {-getattr(signal, number), 128 + getattr(signal, number)}
    assert not list(tmp_path.iterdir())


def test_rows_go_into_a_git_checkout_only_where_that_is_said(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "notes").mkdir()
    assert refused(tmp_path / "notes" / "cases.csv") == ["private-file-in-git"]
    assert refused(tmp_path / "notes" / "cases.csv", in_git=True) == []


def test_a_worktree_of_git_is_a_checkout_too(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere")
    assert refused(tmp_path / "cases.csv") == ["private-file-in-git"]


@pytest.mark.skipif(ON_WINDOWS, reason="links need rights there")
def test_a_link_is_never_followed_into_a_checkout_or_anywhere(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "shortcut").symlink_to(tmp_path / "repository")
    assert refused(tmp_path / "shortcut" / "cases.csv") == ["private-file-in-git"]
    (tmp_path / "cases.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert refused(tmp_path / "cases.csv", replace=True) == ["private-file-link"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == ["private-not-a-file"]
    assert refused("-") == ["private-not-a-file"]
    assert refused(tmp_path / "nowhere" / "cases.csv") == ["output-not-written"]
    (tmp_path / "cases.csv").touch()
    assert refused(tmp_path / "cases.csv") == ["private-file-exists"]
    assert refused(tmp_path / "cases.csv", replace=True) == []


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert "\t" not in guarded(cell)
    assert "\r" not in guarded(cell)


@pytest.mark.parametrize("cell", ["EX-000001", "O'Brien", "2026-03-31", "", "North (East)"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell
