"""CSV as people save it: the rows of a text, whichever of three characters stands between their cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

_DELIMITER = re.compile(r'(?:"[^"]*+"|[^",;\t])*+([,;\t])')
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]+")

BROKEN_ROW = (
    "has a quotation mark that is never closed, or a cell that goes on after one that is.",
    'Write a quotation mark inside a cell twice: "".',
)
"""Fact and way out."""


class BrokenRow(ValueError):  # noqa: N818  # the file made the error
    """A quotation mark is never closed, or a cell goes on after one that is; `line` is where its row begins."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def rows_in(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with its first line, its cells trimmed; BrokenRow where the rest cannot be told apart."""
    reader = csv.reader(_lines(text), delimiter=delimiter_of(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BrokenRow(line) from None
        yield line, [_with_dashes(cell.strip()) for cell in cells]


def delimiter_of(text: str) -> str:
    """That of the first row with one: Excel writes semicolons in half of Europe, and tabs as "text"."""
    for line in _lines(text):
        found = _DELIMITER.match(line)
        if found and not line.lstrip().startswith("#"):
            return found[1]
    return ","


def _lines(text: str) -> Iterator[str]:
    """Each with its end, be it of Unix, Windows or an old Mac; one by one, so that a long text is not held twice."""
    return (line[0] for line in _LINE.finditer(text))


def _with_dashes(cell: str) -> str:
    """31/03/2013, as Excel in England rewrites a date when it saves, in the order a submission writes it."""
    if "/" not in cell:
        return cell
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", cell)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else cell
