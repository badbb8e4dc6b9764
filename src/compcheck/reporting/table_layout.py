"""How the table is laid out: 80 columns, two of them for findings, and colour that never counts as width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from tabulate import tabulate

from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.reporting import wording
from compcheck.reporting.wording import NOT_JUDGED

WIDTH = 80
GRADE_WIDTH = 12
COLOURS = ("\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[32m")  # by rank, worst first; the word itself always stands there
PLAIN = "\x1b[0m"


def wrapped(sentence: str, indent: str = "") -> str:
    return filled(sentence, WIDTH, indent)


def filled(line: str, wide: int, indent: str) -> str:
    """The line cut at spaces, what follows of it indented; textwrap is asked only where there is something to cut."""
    if len(line) <= wide:
        return line.rstrip()
    return textwrap.fill(line, wide, subsequent_indent=indent, break_on_hyphens=False, break_long_words=True)


def heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def grade_label(grade: Grade | None, otherwise: str, framework: Framework, *, color: bool) -> str:
    """The grade as it is printed, in a narrow column."""
    if grade is None:
        return otherwise
    lines = textwrap.wrap(wording.grade_word(grade, framework), GRADE_WIDTH)
    return "\n".join(colored(line, grade, color=color) for line in lines)


def colored(text: str, grade: Grade, *, color: bool) -> str:
    return f"{COLOURS[min(grade.rank, len(COLOURS) - 1)]}{text}{PLAIN}" if color and grade.ordered else text


def uncolored(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def two_columns(rows: Iterable[tuple[str, str]]) -> str:
    """Rows of a grade and a text, the text wrapped by itself so that colour does not count as width."""
    rows = list(rows)
    labels = [line for label, _ in rows for line in label.splitlines()]
    beside = max([len(NOT_JUDGED), *(len(uncolored(line)) for line in labels)]) + len("  ")
    filled = [(label, fill(said, WIDTH - beside)) for label, said in rows]
    return tabulate(filled, tablefmt="plain", disable_numparse=True, preserve_whitespace=True)


def fill(said: str, wide: int) -> str:
    """Each line wrapped, what follows of it two places further in."""
    return "\n".join(filled(line, wide, " " * (len(line) - len(line.lstrip()) + 2)) for line in said.splitlines())
