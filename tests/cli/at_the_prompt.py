"""`compcheck` as it is typed: within this process, or as a process of its own where encodings and pipes matter."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from compcheck.cli.main import compcheck

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PLAIN = {"NO_COLOR": "", "FORCE_COLOR": ""}


def typed(*words: str, stdin: str | bytes | None = None, within: Path = ROOT) -> Result:
    """From the project's root, or from another folder; no colours are asked for."""
    with contextlib.chdir(within):
        return CliRunner(env=PLAIN).invoke(compcheck, words, input=stdin, prog_name="compcheck")


def process(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "compcheck", *words]
    return subprocess.run(
        command, input=stdin, capture_output=True, cwd=ROOT, env=os.environ | PLAIN | env, check=False
    )
