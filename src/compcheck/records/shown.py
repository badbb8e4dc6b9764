"""Files and problems as they are shown: no folder of this machine, and nothing long or invisible out of a file."""

from __future__ import annotations

from pathlib import PurePath

from compcheck.model.problem import Problem, ProblemsFound

LONGEST_NAME = 60


def shown_path(path: str) -> str:
    """As typed, or of a long or absolute path its last part."""
    whole = PurePath(path)
    return shown_word(whole.name or path if whole.is_absolute() or len(path) > LONGEST_NAME else path)


def shown_word(word: str) -> str:
    """A name out of a file (a heading, an element), cut short where it is no name."""
    plain = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in word)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1]}…"


def refusal(code: str, file: str, fact: str, way_out: str, line: int = 0, column: int = 0) -> ProblemsFound:
    return ProblemsFound([Problem(code, file, fact, way_out, line=line, column=column)])
