"""The folder of rules a command works on where it needs the files themselves, and not only what they say."""

from __future__ import annotations

from pathlib import Path

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_home import CHECKOUT


def folder_asked_for(rules_folder: str | None) -> tuple[Path, str]:
    """The folder and its name for people. The rules of an installed compcheck are compiled: they bring no files."""
    if rules_folder is not None:
        return Path(rules_folder), rules_folder
    if Path(CHECKOUT).is_dir():
        return Path(CHECKOUT), "rules"
    fact, way_out = "come without their cases: they were proved before they were packed.", "Name a folder with --rules."
    raise ProblemsFound([Problem("cases-not-packed", "the packaged rules", fact, way_out)])
