"""Where in a rules folder an indicator, a check or a watch list stands: asked only when something is wrong with it."""

from __future__ import annotations

from pathlib import Path

from compcheck.model.problem import ProblemsFound
from compcheck.reading.rule_folder import read_rules_file
from compcheck.reading.yaml_file import YamlFile

FILES = {"indicator": "indicators/*.yaml", "check": "records/checks/*.yaml", "watch list": "records/watch-lists.yaml"}


def file_of(folder: Path, shown_as: str, what: str, name: str) -> YamlFile | None:
    """The file that defines it; None where none of the folder does."""
    for path in sorted(folder.glob(FILES[what])):
        try:
            file = read_rules_file(path, f"{shown_as.rstrip('/') or '.'}/{path.relative_to(folder).as_posix()}")
        except ProblemsFound:
            continue  # it has been said why
        if isinstance(file.data, dict) and name in file.data:
            return file
    return None
