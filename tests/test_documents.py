"""The docs cannot lie: their commands are run, their output is the tool's, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("rules/*.md"), *ROOT.glob("benchmarks/*.md")])


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def run(command: str) -> subprocess.CompletedProcess[str]:
    """The command as typed, but by the interpreter that runs the tests."""
    words = shlex.split(command)
    assert words[0].endswith("compcheck")
    return subprocess.run(
        [sys.executable, "-m", "compcheck", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_readme_sets_everything_up_with_two_commands() -> None:
    commands = blocks(ROOT / "README.md", "sh")
    assert len(commands) == 2
    assert commands[0].rstrip().endswith("compcheck evaluate samples/devon.json")
    assert commands[1].rstrip().endswith("pytest --cov")
    assert ".venv/bin/pytest --cov" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_shows_what_its_first_command_prints() -> None:
    """Lines stand in the order they are printed in; an ellipsis is what was left out."""
    first = blocks(ROOT / "README.md", "sh")[0].rpartition("&&")[2].strip()
    printed = run(first).stdout.splitlines()
    place = 0
    for line in blocks(ROOT / "README.md", "")[0].splitlines():
        if line != "…":
            assert line in printed[place:], f"not printed, or not in this order: {line!r}"
            place = printed.index(line, place) + 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_commands_in_tables_of_the_readme_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [one for one in re.findall(r"^\| `(compcheck [^`]+)`", text, re.MULTILINE) if "FILE…" not in one]
    assert len(commands) >= 3
    for command in commands:
        assert run(command).returncode == 0, command
