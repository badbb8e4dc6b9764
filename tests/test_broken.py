"""Each file in tests/broken/ has its expected message beside it: every problem, with place, fact and way out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compcheck.cli.main import compcheck
from compcheck.model.library import Library

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(path.name for path in BROKEN.iterdir() if path.suffix != ".expected" and path.name != "README.md")


@pytest.fixture
def evaluated(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Result]:
    """`compcheck evaluate NAME` in the folder of broken files; the rules are read once for all of them."""
    monkeypatch.chdir(BROKEN)
    monkeypatch.setattr("compcheck.cli.evaluate.load_library", lambda _: library)
    return lambda name: CliRunner().invoke(compcheck, ["evaluate", name])


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_with_its_expected_message(
    name: str,
    evaluated: Callable[[str], Result],
    update_golden: bool,  # noqa: FBT001
) -> None:
    expected = BROKEN / f"{name}.expected"
    done = evaluated(name)
    if update_golden:
        expected.write_text(done.stderr, encoding="utf-8")
    assert done.exit_code == 2
    assert not done.stdout.startswith("{")
    assert done.stderr == expected.read_text(encoding="utf-8")


def from_stdin(data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "compcheck", "evaluate", "-"], input=data, capture_output=True, check=False
    )


@pytest.mark.parametrize("depth", [101, 100_000])
def test_a_file_nested_too_deep_is_refused_with_its_place(depth: int) -> None:
    done = from_stdin(b'{"note": ' + b"[" * depth + b"]" * depth + b"}")
    assert done.returncode == 2
    assert b"-:1:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_file_that_is_too_large_is_refused() -> None:
    done = from_stdin(b'{"note": "' + b"x" * 17 * 1024 * 1024 + b'"}')
    assert done.returncode == 2
    assert b"file-too-large" not in done.stdout
    assert b"larger" in done.stderr or b"MB" in done.stderr or b"MiB" in done.stderr


@pytest.mark.parametrize("path", ["no-such-file.json", "."])
def test_a_missing_file_and_a_folder_are_refused_by_name(path: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "compcheck", "evaluate", path], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(path)
    assert "Traceback" not in done.stderr
