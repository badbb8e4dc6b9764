"""A panel (CSV with one row an authority and date) to submissions, row by row.

The header row and the mapping are settled first, and refuse the file as a whole; after that each row stands alone, so
that one that cannot be read hides none of the others, and a file of many thousand is never held twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from compcheck.model.library import Library
from compcheck.model.panel import Panel, PanelMapping, Row
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.csv_rows import BROKEN_ROW, BrokenRow, rows_in
from compcheck.reading.limits import LARGEST_PANEL, MOST_LINES_OF_A_PANEL
from compcheck.reading.panel_cells import Private, row_of
from compcheck.reading.panel_columns import FEWEST_ALIKE, Layout, layout_of, looks_like_a_panel
from compcheck.reading.submission_files import is_worksheet
from compcheck.reading.text_file import bytes_of, refusal, shown_path, text_of

_NO_MAPPING = PanelMapping()
_HEAD = 1024 * 1024
"""A header row ends within so many bytes."""


class Cells(NamedTuple):
    """A row that has as many cells as the header and repeats no other; what they say is not looked at yet."""

    line: int
    cells: list[str]


class Sheet:
    """A panel whose header row is understood: ProblemsFound with everything that is wrong with it."""

    def __init__(self, path: str, raw: bytes, library: Library, mapping: PanelMapping | None = None) -> None:
        file = shown_path(path)
        if len(raw) > LARGEST_PANEL:
            fact = f"is larger than {LARGEST_PANEL // 1024**2} MiB."
            raise refusal("file-too-large", file, fact, "Split it into several panels.")
        self._text = text_of(raw, file, lambda _: True)
        if not self._text or self._text.isspace():
            raise refusal("file-empty", file, "is empty.", "A panel has a row of column names and a row an authority.")
        if self._text.count("\n") > MOST_LINES_OF_A_PANEL + 1:
            fact = f"has more than {MOST_LINES_OF_A_PANEL:,} lines."
            raise refusal(
                "panel-too-long", file, fact, "Split it into several panels: a row is an authority and a date."
            )
        self.lines = self._text.count("\n")
        found = next(_filled(self._text, file), None)
        if found is None:
            raise refusal("file-empty", file, "is empty.", "A panel has a row of column names and a row an authority.")
        line, headings = found
        while not headings[-1]:
            headings.pop()
        digest = hashlib.sha256(raw).hexdigest()
        self.layout: Layout = layout_of(headings, line, library, mapping or _NO_MAPPING, file, digest)

    def rows(self) -> Iterator[Cells | Problem]:
        """Each row in the file's order, or what is wrong with it; a broken one ends the file, and says so."""
        layout, width, seen = self.layout, len(self.layout.columns), _Seen(self.layout)
        rows = _filled(self._text, layout.file)
        next(rows)
        line = 0
        try:
            for line, cells in rows:
                while len(cells) > width and not cells[-1]:
                    cells.pop()
                if len(cells) != width:
                    yield _ragged(line, len(cells), width, layout.file)
                    continue
                yield seen.problem_with(line, cells) or Cells(line, cells)
        except ProblemsFound as found:
            yield from found.problems
            return
        if not line:
            fact = "has a row of column names, and nothing below it."
            yield Problem("panel-no-rows", layout.file, fact, "Add a row for each authority and date.")


class _Seen:
    """Which authority and date have stood in which line. A code and a name each tell an authority."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lines: dict[tuple[str, str, str], int] = {}

    def problem_with(self, line: int, cells: list[str]) -> Problem | None:
        layout = self._layout
        date = layout.cell(cells, "judged_on")
        for setting in ("authority.code", "authority.name"):
            told = layout.cell(cells, setting).casefold()
            first = self._lines.setdefault((setting, told, date), line) if told and date else line
            if first != line:
                number = layout.number_of(setting) or 1
                fact = f"has the authority and date of line {first}, and is not read."
                return Problem("row-repeated", layout.file, fact, "Keep one of the two.", "", line, number)
        return None


def _filled(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that say something; ProblemsFound where the rest cannot be told apart."""
    try:
        for line, cells in rows_in(text):
            if any(cells) and not cells[0].startswith("#"):
                yield line, cells
    except BrokenRow as broken:
        fact, way_out = BROKEN_ROW
        fact = f"{fact} Nothing from here on could be read."
        raise ProblemsFound([Problem("worksheet-broken", file, fact, way_out, "", broken.line, 1)]) from None


def _ragged(line: int, found: int, width: int, file: str) -> Problem:
    """Too many cells or too few: which of them is which, nobody can say."""
    fact = f"has {found} cell{'' if found == 1 else 's'}, but the header row has {width}."
    way_out = "Put a text that holds a comma in double quotation marks, and keep a delimiter for each empty cell."
    return Problem("row-ragged", file, fact, way_out, "", line, min(found, width) + 1)


def is_panel(raw: bytes, library: Library, mapping: PanelMapping | None = None) -> bool:
    """Whether a file is a panel and no submission: by its first row, never by its name.

    A worksheet's first row is a setting and its value, or begins with `name`; a panel's names two columns at least.
    What is neither JSON nor a worksheet is taken for a panel if one name is known, or if a mapping was given for one.
    """
    head = raw[:_HEAD]
    if b"\x00" in head or head.startswith(b"PK\x03\x04"):
        return False
    text = head.decode("utf-8-sig", "replace")
    if text.lstrip().startswith(("{", "[")) or not text.strip():
        return False
    try:
        _, first = next(_filled(text, ""))
    except (StopIteration, ProblemsFound):
        return False
    fewest = FEWEST_ALIKE
    if len(first) > 1 and not is_worksheet(text):
        fewest = 0 if mapping is not None else 1
    return looks_like_a_panel(first, library, mapping or _NO_MAPPING, fewest)


def read_panel(path: str, raw: bytes | None, library: Library, mapping: PanelMapping | None, private: Private) -> Panel:
    """The whole panel; ProblemsFound where its header or its mapping does not hold, and nothing of it can be read.

    What is wrong with single rows stands in the panel's `problems`, and the other rows beside it. `private` says of a
    text why it may not be read on (`compcheck.shape.private.private_in`).
    """
    sheet = Sheet(path, bytes_of(path, LARGEST_PANEL) if raw is None else raw, library, mapping)
    rows: list[Row] = []
    problems: list[Problem] = []
    for found in sheet.rows():
        if isinstance(found, Problem):
            problems.append(found)
            continue
        try:
            rows.append(row_of(found.line, found.cells, sheet.layout, private))
        except ProblemsFound as unfit:
            problems += unfit.problems
    documents, known = tuple(one.document for one in rows), tuple(one.known for one in rows)
    return Panel(sheet.layout.file, documents, known, tuple(problems))
