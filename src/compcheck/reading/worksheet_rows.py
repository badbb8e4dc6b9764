"""The rows of a worksheet, one by one, to the submission they grow into."""

from __future__ import annotations

import re
from decimal import DecimalException
from typing import cast

from compcheck.model.document import Position
from compcheck.model.problem import Problem
from compcheck.reading.limits import LONGEST_NUMBER, quoted
from compcheck.reading.worksheet_cells import YES_OR_NO, Steps, is_of_evidence, is_of_figures, meant_by, steps_to

Cells = dict[str, tuple[str, Position]]
"""The filled cells of a row, and where they stand, by their column's heading."""

_AN_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


class Grown:
    """A submission as far as its rows have been taken: its data, the place of each part, and what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: dict[str, object] = {"indicators": {}}
        self.places: dict[str, Position] = {"": Position(1, 1)}
        self.problems: list[Problem] = []
        self._taken: set[str] = set()

    def problem(self, code: str, fact: str, way_out: str, at: Position, pointer: str = "") -> None:
        self.problems.append(Problem(code, self.file, fact, way_out, pointer, at.line, at.column))

    def take_setting(self, name: str, value: str, at: Position) -> None:
        """`authority.name` goes to /authority/name; the value of a limit is a number."""
        steps = tuple(name.split(".", 2))
        of_a_limit = steps[0] == "parameters" and steps[-1] == "value"
        self._put(self.data, "", steps, self._meant("value", value, at, "") if of_a_limit else value, at)

    def take_evidence(self, name: str, cells: Cells, at: Position) -> None:
        for heading, (_, cell_at) in cells.items():
            if is_of_figures(heading):
                fact = f'fills {quoted(heading)}, which is for figures; a row with a "kind" is evidence.'
                self.problem("cell-misplaced", fact, "Empty one of the two, or give the figure its own row.", cell_at)
        pointer = f"/evidence{_step(name)}"
        self._take_entry(_within(_within(self.data, "evidence"), name), pointer, name, cells, at)

    def take_figure(self, name: str, cells: Cells, at: Position) -> None:
        """The row itself, one for its history (`earlier`), or one of its parts (`by` and `part`)."""
        for heading, (_, cell_at) in cells.items():
            if is_of_evidence(heading):
                fact = f'fills {quoted(heading)}, which is for evidence, and has no "kind".'
                self.problem("cell-misplaced", fact, 'Fill "kind", or empty this cell.', cell_at)
        earlier = "earlier" in cells and self._meant("earlier", *cells.pop("earlier"), "") is True
        dimension, part = (cells.pop(heading, ("", at))[0] for heading in ("by", "part"))
        figure, pointer = _within(_within(self.data, "indicators"), name), f"/indicators{_step(name)}"
        if bool(dimension) != bool(part) or (part and earlier):
            fact = "is a part of an earlier period." if earlier and part else 'fills only one of "by" and "part".'
            self.problem("cell-misplaced", fact, 'Fill "by" and "part" together, and not with "earlier".', at, pointer)
        elif earlier:
            self.places.setdefault(pointer, at)
            history = cast("list[object]", figure.setdefault("history", []))
            entry: dict[str, object] = {}
            history.append(entry)
            self._take_entry(entry, f"{pointer}/history/{len(history) - 1}", name, cells, at)
        elif part:
            self.places.setdefault(pointer, at)
            dimension = dimension.casefold()
            self.places.setdefault(f"{pointer}/by{_step(dimension)}", at)
            entry = _within(_within(_within(figure, "by"), dimension), part)
            self._take_entry(entry, f"{pointer}/by{_step(dimension)}{_step(part)}", name, cells, at)
        else:
            self._take_entry(figure, pointer, name, cells, at)

    def _take_entry(self, entry: dict[str, object], pointer: str, name: str, cells: Cells, at: Position) -> None:
        if pointer in self._taken:
            called = f'"{name}"' if _AN_ID.fullmatch(name) else "this name"  # any other may be a person's
            way_out = 'Keep one; mark an earlier period with "earlier", a part with "by" and "part".'
            self.problem("name-repeated", f"{called} has a row already.", way_out, at, pointer)
            return
        self._taken.add(pointer)
        self.places[pointer] = at
        for heading, (cell, cell_at) in cells.items():
            steps = steps_to(heading)
            value = self._meant(heading, cell, cell_at, pointer + "".join(map(_step, steps)))
            self._put(entry, pointer, steps, value, cell_at)

    def _meant(self, heading: str, cell: str, at: Position, pointer: str) -> object:
        try:
            meant = meant_by(heading, cell)
        except DecimalException:
            fact = f"is a number of more than {LONGEST_NUMBER} digits, or too large or too small to be a figure."
            self.problem("number-too-long", fact, "Write it as its source has it.", at, pointer)
            return cell
        if heading in YES_OR_NO and not isinstance(meant, bool):
            fact = f"is {quoted(cell)}, but yes or no is meant."
            self.problem("not-yes-or-no", fact, "Write yes or no.", at, pointer)
        return meant

    def _put(self, base: dict[str, object], pointer: str, steps: Steps, value: object, at: Position) -> None:
        """Mappings on the way are made, and stand where the first of their members does."""
        for step in steps[:-1]:
            base, pointer = _within(base, step), pointer + _step(step)
            self.places.setdefault(pointer, at)
        base[steps[-1]] = value
        self.places[pointer + _step(steps[-1])] = at


def _within(base: dict[str, object], step: str) -> dict[str, object]:
    """The mapping under that key, made if need be: no column and no setting puts anything else there."""
    return cast("dict[str, object]", base.setdefault(step, {}))


def _step(key: str) -> str:
    """One step of a JSON pointer."""
    return "/" + key.replace("~", "~0").replace("/", "~1")
