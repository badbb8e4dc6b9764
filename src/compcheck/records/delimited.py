"""Files of text in which each line is a row: what separates the cells, where the headings stand, and the rows.

Nothing of a ragged row is lost and nothing is guessed of it: it stays a row, and what it does not say is unread. In
one too short the cells that are there stand under their headings; in one too long nobody knows which is one too many.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from compcheck.model.problem import Problem
from compcheck.records.code_words import plain
from compcheck.records.dates import NotRead
from compcheck.records.encodings import Encoding, encoding_of
from compcheck.records.shown import refusal

SEPARATORS = ",;\t|"
LOOKED_AT = 1 << 16
HEADING_WITHIN = 20
"""A title or two may stand above the headings."""
LONGEST_CELL = 1 << 17
TOO_SHORT = NotRead("is not there: its row has fewer cells than there are headings")
TOO_LONG = NotRead("stands in a row of more cells than there are headings")
NO_TEXT = NotRead("holds a character that is no text")
_BROKEN = "Put a cell that holds a separator, a quotation mark or a line break in quotation marks, and close them."


class Delimited(NamedTuple):
    """How one file is written. `headings` are as they stand there; `line` is theirs."""

    path: str
    file: str
    encoding: Encoding
    separator: str
    headings: tuple[str, ...]
    line: int


def delimited(path: str, file: str, known: Callable[[Sequence[str]], int]) -> Delimited | None:
    """None where no line has a heading that is known. `known` says how many of the headings of a line are."""
    with open(path, "rb") as opened:  # noqa: PTH123  # pathlib would bring nothing but its import
        encoding = encoding_of(opened)
    try:
        with open(path, encoding=encoding.name, errors=encoding.errors, newline="") as text:  # noqa: PTH123  # as above
            beginning = text.read(LOOKED_AT)
    except UnicodeError:
        raise refusal("csv-encoding", file, "is not in the encoding it seems to be.", "Save it as CSV UTF-8.") from None
    best: tuple[int, int, str, tuple[str, ...]] = (0, 0, "", ())
    for separator in SEPARATORS:
        for line, row in _first_rows(beginning, separator):
            headings = [plain(cell) for cell in row]
            score = known(headings)
            if score > best[0]:
                best = (score, line, separator, tuple(row))
    return Delimited(path, file, encoding, best[2], best[3], best[1]) if best[0] else None


def _first_rows(beginning: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(beginning.splitlines(keepends=True), delimiter=separator)
    try:
        for row in reader:
            yield reader.line_num, row
            if reader.line_num >= HEADING_WITHIN:
                return
    except csv.Error:
        return


class Rows:
    """The rows below the headings, each as long as they are; afterwards `ragged` has the line of each ragged one."""

    def __init__(self, of: Delimited) -> None:
        self.of = of
        self.ragged = 0
        self.first_ragged = 0

    def __iter__(self) -> Iterator[tuple[int, list[object]]]:
        """ProblemsFound where a quotation mark leaves it open what is a cell: a part of a file is not its whole."""
        encoding, width = self.of.encoding, len(self.of.headings)
        csv.field_size_limit(LONGEST_CELL)
        opened = open(self.of.path, encoding=encoding.name, errors=encoding.errors, newline="")  # noqa: PTH123, SIM115  # closed below
        with opened as text:
            reader = csv.reader(text, delimiter=self.of.separator, strict=True)
            try:
                for row in reader:
                    if reader.line_num <= self.of.line or not any(row):
                        continue
                    cells: list[object] = list(row) if len(row) == width else self._ragged(row, width, reader.line_num)
                    if encoding.has_nulls:
                        cells = [NO_TEXT if isinstance(one, str) and "\x00" in one else one for one in cells]
                    yield reader.line_num, cells
            except csv.Error as wrong:
                fact = f"cannot be taken apart into cells here ({wrong}); nothing of it is read."
                raise refusal("csv-unreadable", self.of.file, fact, _BROKEN, reader.line_num) from None
            except UnicodeError:
                fact = "is not in the encoding it seems to be; nothing of it is read."
                raise refusal(
                    "csv-encoding", self.of.file, fact, "Save it as CSV UTF-8.", reader.line_num + 1
                ) from None

    def _ragged(self, row: list[str], width: int, line: int) -> list[object]:
        if len(row) > width and not any(cell.strip() for cell in row[width:]):
            return list(row[:width])
        self.ragged += 1
        self.first_ragged = self.first_ragged or line
        if len(row) < width:
            return [*row, *(TOO_SHORT for _ in range(width - len(row)))]
        return [TOO_LONG] * width

    def problems(self) -> list[Problem]:
        """Told once the rows have been gone through."""
        found = []
        if self.ragged:
            has = "1 row has" if self.ragged == 1 else f"{self.ragged:,} rows have"
            fact = f"{has} more or fewer cells than there are headings, first here: what is not certain is not read."
            found.append(Problem("csv-ragged", self.of.file, fact, _BROKEN, line=self.first_ragged))
        if self.of.encoding.mixed_from:
            fact = "is in two encodings: some lines are UTF-8, others (first here) are read as Windows-1252."
            found.append(
                Problem("csv-mixed", self.of.file, fact, "Save it as CSV UTF-8.", line=self.of.encoding.mixed_from)
            )
        return found
