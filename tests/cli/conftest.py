"""`compcheck` as it is typed: within this process, or as a process of its own where encodings and pipes matter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from compcheck.cli.main import compcheck

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"

Typed = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """`typed("evaluate", "-", stdin=…)`, from the project's root, with no colours asked for by the environment."""
    monkeypatch.chdir(ROOT)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(compcheck, words, input=stdin, prog_name="compcheck")

    return run


@pytest.fixture
def process() -> Process:
    """The same as a process; what is not given comes from this one's environment."""

    def run(*words: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        import os

        command = [sys.executable, "-m", "compcheck", *words]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, env=os.environ | (env or {}), check=False)

    return run
