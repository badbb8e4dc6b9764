"""One row of a panel to the data its submission would have in JSON, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal, DecimalException
from functools import cache, partial
from typing import cast

from compcheck.model.document import Document, Position
from compcheck.model.panel import Known, Row
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import MARKS, NOT_PUBLISHED
from compcheck.model.when import When, months_after
from compcheck.reading.limits import EXACT, LONGEST_NUMBER, quoted
from compcheck.reading.panel_columns import Column, Layout

Private = Callable[[str], tuple[str, str, str] | None]
"""Code, fact and way out of a text that may not stand in a submission (a child's number), or None."""

LONGEST_CELL = 300
FEWEST_PRIVATE = 10
"""A text shorter than an NHS number can hold neither that nor a UPN."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_WHOLE_IN_DISGUISE = re.compile(r"-?[0-9]+\.0+")
_WITH_COMMA = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+,[0-9]+")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:-?([0-9]{2}))?")
_GRAINS = {"day": {10}, "day or month": {7, 10}}
_DATES = {
    "judged_on": "day or month",
    "period.from": "day",
    "period.to": "day",
    "as_at": "day or month",
    "ended": "day",
}
_YES_OR_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}


class _Unfit(ValueError):  # noqa: N818  # the cell made the error
    """Code, fact and way out of a cell that cannot be what its column asks for."""

    def __init__(self, code: str, fact: str, way_out: str) -> None:
        self.said = (code, fact, way_out)
        super().__init__(code)


def row_of(line: int, cells: list[str], layout: Layout, private: Private) -> Row:
    """The row as a submission; ProblemsFound with everything that is wrong with its cells."""
    taken = _Taken(line, layout)
    for column in layout.columns:
        cell = cells[column.number - 1]
        if not cell:
            if column.kind == "setting" and column.name in NEEDED:
                taken.problem("cell-empty", f"{column.name} is empty.", "Fill it in.", column.number)
            continue
        try:
            _check(cell, private)
            taken.take(column, layout.words.get(column.number, {}).get(cell.casefold(), cell))
        except _Unfit as unfit:
            code, fact, way_out = unfit.said
            taken.problem(code, f"{quoted(column.heading)[1:-1]} {fact}", way_out, column.number)
    return taken.row()


NEEDED = frozenset({"authority.name", "judged_on", "period.from", "period.to"})


class _Taken:
    """A row as far as its cells have been taken."""

    def __init__(self, line: int, layout: Layout) -> None:
        self.line, self.layout = line, layout
        self.problems: list[Problem] = []
        self.settings: dict[str, object] = {}
        self.figures: dict[str, dict[str, object]] = {}
        self.ended: dict[int, str] = {}
        self.known = Known({}, {})

    def problem(self, code: str, fact: str, way_out: str, number: int = 1) -> None:
        self.problems.append(Problem(code, self.layout.file, fact, way_out, "", self.line, number))

    def take(self, column: Column, cell: str) -> None:
        if column.kind == "setting":
            _put(self.settings, column.name, _setting(column.name, cell, self.layout))
        elif column.kind == "figure":
            self.figures.setdefault(column.name, {})[column.part] = _part(column, cell)
        elif column.kind == "ends":
            self.ended[column.number] = _year(cell)
        elif column.kind == "judged":
            self.known = Known({**self.known.judged, column.name: _grade(cell, self.layout)}, self.known.beside)
        elif column.kind == "beside":
            self.known = Known(self.known.judged, {**self.known.beside, column.name: cell})

    def row(self) -> Row:
        layout, data = self.layout, self.settings
        indicators = {name: self._entry(name, said) for name, said in self.figures.items() if SHOWN_BY & said.keys()}
        data.setdefault("source", layout.source)
        at = layout.number_of("source")
        refused = at is not None and any(one.column == at for one in self.problems)  # it is not empty, and said so
        if not data["source"] and not refused:
            way_out = "Say where the figures are from, here or as `source:` in a mapping file."
            self.problem("cell-empty", "source is empty.", way_out, at or 1)
        if not layout.has_period:
            data["period"] = self._period_of(indicators)
            if data["period"] is None and not self.problems:
                way_out = "Give the year its figures ended in, or take the row out."
                self.problem("cell-empty", "gives no period.", way_out)
        if self.problems:
            raise ProblemsFound(self.problems)
        data["indicators"] = indicators
        where = cache(partial(_places, self.line, layout))
        return Row(Document(f"{layout.file}:{self.line}", layout.sha256, data, where), self.known)

    def _period_of(self, indicators: Mapping[str, dict[str, object]]) -> object:
        """Where no column gives the period, it is the latest of those of the row's figures; None if none is known."""
        periods = [cast("dict[str, str]", one["period"]) for one in indicators.values() if "period" in one]
        if not periods:
            ends = self.layout.ended_by.values()
            periods = [_year_to(f"{self.ended[number]}-{day}") for number, day in ends if number in self.ended]
        return max(periods, key=lambda one: one["to"], default=None)

    def _entry(self, name: str, said: dict[str, object]) -> dict[str, object]:
        """The figure as a submission has it; a percentage without a denominator has a source that gives none."""
        entry = dict(said)
        day = entry.pop("ended", None)
        if day is None and "as_at" not in entry and name in self.layout.ended_by:
            number, month_day = self.layout.ended_by[name]
            day = f"{self.ended[number]}-{month_day}" if number in self.ended else None
        if day is not None:
            entry["period"] = _year_to(str(day))
        if name in self.layout.percentages and "denominator" not in entry and "value" in entry:
            entry["denominator"] = NOT_PUBLISHED
        return entry


SHOWN_BY = frozenset({"value", "numerator", "denominator", "not_supplied"})
"""The parts of a figure that make it one: a date alone does not."""


def _places(line: int, layout: Layout) -> Mapping[str, Position]:
    """By JSON pointer, as in a worksheet: the line, and the number of the cell."""
    places = {"": Position(line, 1)}
    for column in layout.columns:
        at = Position(line, column.number)
        if column.kind == "setting":
            places[f"/{column.name.replace('.', '/')}"] = at
        elif column.kind == "figure":
            places.setdefault(f"/indicators/{column.name}", at)
            places[f"/indicators/{column.name}/{column.part}"] = at
    return places


def _check(cell: str, private: Private) -> None:
    if len(cell) > LONGEST_CELL:
        raise _Unfit("text-too-long", f"is {len(cell):,} characters long.", f"Shorten it to {LONGEST_CELL} or fewer.")
    if cell.startswith("="):
        raise _Unfit("formula", "is a formula.", "Copy the cell and paste its value in its place.")
    found = private(cell) if len(cell) >= FEWEST_PRIVATE or not cell.isprintable() else None
    if found is not None:
        raise _Unfit(*found)


def _put(data: dict[str, object], name: str, value: str) -> None:
    first, _, second = name.partition(".")
    if second:
        cast("dict[str, object]", data.setdefault(first, {}))[second] = value
    else:
        data[first] = value


def _setting(name: str, cell: str, layout: Layout) -> str:
    if name in _DATES:
        return _date(name, cell)
    if name == "framework" and cell not in layout.frameworks:
        from difflib import get_close_matches  # noqa: PLC0415  # only a mistyped word needs it

        near = get_close_matches(cell, layout.frameworks, 1)
        said = f"Did you mean {near[0]}? " if near else ""
        raise _Unfit(
            "framework-unknown", f"is {quoted(cell)}, and there is no such framework.",
            f"{said}Known here: {', '.join(layout.frameworks)}.",
        )  # fmt: skip
    return cell


def _date(name: str, cell: str) -> str:
    if len(cell) not in _GRAINS[_DATES[name]] or not re.fullmatch(r"(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?", cell):
        raise _Unfit("wrong-date", f"is {quoted(cell)}, which is no date as a panel has it.", "Write it as 2013-03-31.")
    try:
        When.read(cell)
    except ValueError:
        fact = f"is {cell}, and there is no such date."
        raise _Unfit("no-such-date", fact, "Correct it: year-month-day, as 2013-03-31.") from None
    return cell


def _grade(cell: str, layout: Layout) -> str:
    word = cell.casefold()
    if word not in layout.grades:
        raise _Unfit(
            "not-one-of", f"is {quoted(cell)}, which is no grade known here.",
            f"Use one of: {', '.join(layout.grades)}; or say under `words:` in a mapping file what it means.",
        )  # fmt: skip
    return word


def _part(column: Column, cell: str) -> object:
    if column.part in _DATES:
        return _date(column.part, cell)
    if column.part in {"source", "not_supplied"}:
        return cell
    if cell in MARKS or (column.part == "denominator" and cell == NOT_PUBLISHED):
        return cell
    if column.unit == "yes/no":
        word = _YES_OR_NO.get(cell.casefold())
        if word is None:
            raise _Unfit("not-yes-or-no", f"is {quoted(cell)}, but yes or no is meant.", "Write yes or no.")
        return word
    return _number(cell, "count" if column.part != "value" else column.unit)


def _number(cell: str, unit: str) -> int | Decimal:
    """Nothing is guessed of a comma or a sign. 618.0 is a count, because programs write one so beside empty cells."""
    found = _NUMBER.fullmatch(cell)
    if found is None:
        if _WITH_COMMA.fullmatch(cell):
            raise _Unfit(
                "comma-in-number", f"is {quoted(cell)}, and a comma may be a decimal point or stand for thousands.",
                "Write the number with a point and without a comma: 57.4, or 4840.",
            )  # fmt: skip
        raise _Unfit(
            "not-a-number", f"is {quoted(cell)}, but a number or one of DfE's marks is meant.",
            f"Write the number alone, with no sign or unit, or one of {' '.join(MARKS)}; leave it empty where there is "
            "none.",
        )  # fmt: skip
    try:
        number: int | Decimal = EXACT.create_decimal(cell) if found[1] else int(cell)
    except DecimalException:
        fact = f"is a number of more than {LONGEST_NUMBER} digits, or too large or too small to be a figure."
        raise _Unfit("number-too-long", fact, "Write it as its source has it.") from None
    if unit == "count" and _WHOLE_IN_DISGUISE.fullmatch(cell):
        number = int(number)
    if unit == "count" and not isinstance(number, int):
        raise _Unfit("wrong-type", f"is {cell}, but cases are counted whole.", "Write the whole number.")
    if number < 0 or (unit == "percent" and number > 100):
        range_ = "a percentage lies between 0 and 100" if unit == "percent" else "nothing here lies below 0"
        raise _Unfit("out-of-range", f"is {cell}, but {range_}.", "Correct it, or leave it out: it is then not graded.")
    return number


def _year(cell: str) -> str:
    """2016, 2015-16 and 201516 all ended in 2016."""
    found = _YEAR.fullmatch(cell)
    if found is None or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        way_out = "Write the year the period ended in, as 2016 or 2015-16."
        raise _Unfit("wrong-date", f"is {quoted(cell)}, which is no year.", way_out)
    return str(int(found[1]) + bool(found[2]))


def _year_to(day: str) -> dict[str, str]:
    """The year that ended on that day."""
    following = When.read(day).last + timedelta(days=1)
    return {"from": months_after(following, -12).isoformat(), "to": day}
