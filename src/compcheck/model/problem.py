"""What is wrong with a file, said so that its owner can mend it: place, fact, way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that keeps a file from being evaluated.

    `line` and `column` start at 1; 0 means the problem has no line (a missing file, an option).
    `pointer` is a JSON pointer (RFC 6901) into the file, "" for the whole of it.
    """

    code: str
    file: str
    fact: str
    way_out: str
    pointer: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """`samples/devon.json:14:5`, or as much of it as is known."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


class ProblemsFound(Exception):  # noqa: N818  # it carries what is wrong with a file; the code made no error
    """Everything that is wrong with one file or one folder of rules, raised once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.column, p.pointer, p.code, p.fact)))
        super().__init__(f"{len(self.problems)} problems" if len(self.problems) != 1 else "1 problem")
