"""A worksheet (CSV) to the data its submission would have in JSON, with the row and cell of every part.

Settings stand first (`authority.name,Devon`), then a header row that begins with `name`, then one row a figure or
piece of evidence. What a submission may hold is not asked here; only what a row and a cell can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from compcheck.model.document import Position
from compcheck.model.problem import ProblemsFound
from compcheck.reading.csv_rows import BROKEN_ROW, BrokenRow, rows_in
from compcheck.reading.limits import MOST_PROBLEMS, more_problems, quoted
from compcheck.reading.worksheet_cells import COLUMNS, IGNORED, is_column
from compcheck.reading.worksheet_rows import Grown

_SETTINGS = (
    "authority.name", "authority.code", "authority.ons_code", "framework", "judged_on", "period.from", "period.to",
    "source", "note", "inspection.on", "inspection.overall", "inspection.source",
)  # fmt: skip
_AREAS = "inspection.areas."
_LIMIT = re.compile(r"parameters\.[^.]+\.(?:value|approved_by|on|source)")


def read_worksheet(text: str, file: str) -> tuple[dict[str, object], Mapping[str, Position]]:
    """The data, and by JSON pointer the line and the cell's number of each part; ProblemsFound with all at once."""
    sheet = _Worksheet(file)
    sheet.take_all(text)
    if sheet.grown.problems:
        raise ProblemsFound(sheet.grown.problems)
    return sheet.grown.data, sheet.grown.places


class _Worksheet:
    """Which row is what. `headings` is None until the header row; `unknown` are first cells that named no setting."""

    def __init__(self, file: str) -> None:
        self.grown = Grown(file)
        self.headings: list[str] | None = None
        self.settings: set[str] = set()
        self.unknown: list[tuple[str, Position]] = []

    def take_all(self, text: str) -> None:
        for line, cells in self._rows(text):
            if len(self.grown.problems) + len(self.unknown) >= MOST_PROBLEMS:
                self.grown.problems.append(more_problems(self.grown.file, line))
                break
            for number, cell in enumerate(cells, 1):
                if cell.startswith("="):
                    way_out = "Copy the cell and paste its value in its place."
                    self.grown.problem("formula", "is a formula.", way_out, Position(line, number))
            if self.headings is not None:
                self._row(line, cells, self.headings)
            elif cells[0].casefold() == "name":
                self._header(line, cells)
            else:
                self._setting(line, cells)
        if self.headings is None and self.unknown:
            way_out = "Put a row of column names above the figures: name,value,numerator,denominator."
            self.grown.problem("header-missing", 'has no row that begins with "name".', way_out, self.unknown[0][1])
            return
        for name, at in self.unknown:
            fact = f"{quoted(name)} is no setting known here."
            self.grown.problem("setting-unknown", fact, _did_you_mean(name, _SETTINGS), at)

    def _rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Rows that say something, each with its first line; without the empty cells at the end."""
        try:
            for line, cells in rows_in(text):
                while cells and not cells[-1]:
                    cells.pop()
                if cells and not cells[0].startswith("#"):
                    yield line, cells
        except BrokenRow as broken:
            self.grown.problem("worksheet-broken", *BROKEN_ROW, Position(broken.line, 1))

    def _setting(self, line: int, cells: list[str]) -> None:
        first, *values = cells
        name, at = first.casefold(), Position(line, 1)
        if not _is_setting(name):
            self.unknown.append((first, at))
        elif len(values) > 1:
            way_out = "Put a text that holds a comma in double quotation marks, and leave the cells after it empty."
            self.grown.problem("row-too-long", f'gives "{name}" more than one value.', way_out, Position(line, 3))
        elif name in self.settings:
            self.grown.problem("setting-repeated", f'gives "{name}" a second time.', "Keep one of the two.", at)
        elif values:
            self.settings.add(name)
            self.grown.take_setting(name, values[0], Position(line, 2))

    def _header(self, line: int, cells: list[str]) -> None:
        self.headings = [cell.casefold() for cell in cells]
        self.grown.places["/indicators"] = self.grown.places["/evidence"] = Position(line, 1)
        for number, heading in enumerate(self.headings, 1):
            at = Position(line, number)
            if not heading:
                self.grown.problem("column-unknown", "is a column without a name.", "Name it, or take it out.", at)
            elif not is_column(heading):
                fact = f"{quoted(heading)} is no column known here."
                self.grown.problem("column-unknown", fact, _did_you_mean(heading, COLUMNS), at)
            elif heading in self.headings[: number - 1]:
                way_out = "Keep one of the two."
                self.grown.problem("column-repeated", f"{quoted(heading)} is a column already.", way_out, at)

    def _row(self, line: int, cells: list[str], headings: list[str]) -> None:
        at = Position(line, 1)
        if _is_setting(cells[0].casefold()):
            fact = f'"{cells[0].casefold()}" is a setting, below the header row.'
            self.grown.problem("setting-too-late", fact, "Put it above the header row.", at)
            return
        if len(cells) > len(headings):
            fact = f"has {len(cells)} cells, but the header row has {len(headings)}."
            way_out = "Put a text that holds a comma in double quotation marks, or name the column."
            self.grown.problem("row-too-long", fact, way_out, Position(line, len(headings) + 1))
        filled = {
            heading: (cell, Position(line, number))
            for number, (heading, cell) in enumerate(zip(headings, cells, strict=False), 1)
            if cell and is_column(heading) and heading not in IGNORED
        }
        name, _ = filled.pop("name", ("", at))
        if not filled:
            return
        if not name:
            way_out = "Say in its first cell which figure or evidence it is."
            self.grown.problem("name-missing", "is a row without a name.", way_out, at)
        elif "kind" in filled:
            self.grown.take_evidence(name, filled, at)
        else:
            self.grown.take_figure(name, filled, at)


def _is_setting(name: str) -> bool:
    return name in _SETTINGS or (name.startswith(_AREAS) and name != _AREAS) or _LIMIT.fullmatch(name) is not None


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name.casefold(), known, 1)
    return f'Did you mean "{near[0]}"?' if near else f"Use one of: {', '.join(known)}."
