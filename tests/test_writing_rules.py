"""The page for those who write rules, run from its first command to its last on a copy of the rules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "writing-rules.md"


def steps() -> list[tuple[str, str]]:
    """Each block of commands with the block of output after it, if one follows before the next commands."""
    blocks = re.findall(r"^```(sh|)\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    found: list[tuple[str, str]] = []
    for language, text in blocks:
        if language == "sh":
            found.append((text, ""))
        else:
            found[-1] = (found[-1][0], text)
    return found


def as_pattern(shown: str) -> re.Pattern[str]:
    """A line that is an ellipsis stands for any lines, and one within a line for anything there."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in shown.splitlines()
    ]
    return re.compile("".join(lines))


@pytest.mark.skipif(os.name == "nt", reason="the page is written for a POSIX shell")
def test_the_page_for_those_who_write_rules_shows_what_its_commands_print(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "compcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m compcheck "$@"\n', "utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    assert len(steps()) >= 9
    for commands, shown in steps():
        done = subprocess.run(
            ["sh", "-c", commands], cwd=tmp_path, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.stderr == "", commands
        if shown:
            assert as_pattern(shown).fullmatch(done.stdout), f"{commands}\nprints\n{done.stdout}"


def test_every_command_for_rule_writers_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    for command in ("new", "check", "prove", "schema", "diff", "docs"):
        assert f"compcheck rules {command}" in text
