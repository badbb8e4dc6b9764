"""The header row of a panel: which column is what, by the names compcheck knows or by a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from compcheck.model.library import Library
from compcheck.model.panel import PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import quoted

SETTINGS = (
    "authority.name", "authority.code", "authority.ons_code", "judged_on", "framework", "period.from", "period.to",
    "source", "note",
)  # fmt: skip
PARTS = ("numerator", "denominator", "as_at", "ended", "source", "not_supplied")
"""What may stand behind an indicator's id and a dot; the id alone is its value."""
OVERALL = "overall"
INSPECTION = "inspection."
BESIDE = "beside."
FEWEST_ALIKE = 2
"""So many columns known by name make a table a panel, whatever else it looks like."""


class Column(NamedTuple):
    """`kind` is setting, figure, judged, beside, ends or ignored; `name` what it is of, `part` which part of that."""

    number: int
    heading: str
    kind: str
    name: str = ""
    part: str = ""
    unit: str = ""


class Layout(NamedTuple):
    """All that the header row and the mapping say, so that any row can be read by itself, in any process.

    `ended_by` says for an indicator which column (from 1) holds the year its period ended in, and on which day of it.
    """

    file: str
    sha256: str
    columns: tuple[Column, ...]
    percentages: frozenset[str]
    ended_by: Mapping[str, tuple[int, str]]
    words: Mapping[int, Mapping[str, str]]
    source: str
    frameworks: tuple[str, ...]
    grades: tuple[str, ...]

    def number_of(self, setting: str) -> int | None:
        """The column of a setting, counted from 1."""
        return next((one.number for one in self.columns if one.kind == "setting" and one.name == setting), None)

    def cell(self, cells: list[str], setting: str) -> str:
        number = self.number_of(setting)
        return "" if number is None else cells[number - 1]

    @property
    def has_period(self) -> bool:
        """If not, it is that of the figures, each of which then says when it ended."""
        return self.number_of("period.from") is not None


def targets(library: Library) -> tuple[str, ...]:
    """Every name a column may have, apart from `beside.` and what follows it."""
    areas = dict.fromkeys(area.id for one in library.frameworks.values() for area in one.areas)
    named = [*SETTINGS, *[f"{INSPECTION}{area}" for area in (OVERALL, *areas)]]
    for indicator in library.catalogue.indicators:
        named += [indicator, *[f"{indicator}.{part}" for part in PARTS]]
    return tuple(named)


def looks_like_a_panel(cells: list[str], library: Library, mapping: PanelMapping, fewest: int) -> bool:
    """Whether at least so many cells of a first row are columns of a panel."""
    known = {*targets(library), *mapping.named}
    found = {cell.casefold() for cell in cells if cell.casefold() in known or cell.casefold().startswith(BESIDE)}
    return len(found) >= fewest


def layout_of(
    headings: list[str], line: int, library: Library, mapping: PanelMapping, file: str, sha256: str
) -> Layout:
    """ProblemsFound with everything that is wrong with the header row, held against the mapping."""
    problems: list[Problem] = []
    columns = _columns([one.casefold() for one in headings], line, library, mapping, file, problems)
    problems += _unmet(mapping, [one.casefold() for one in headings], file)
    problems += _missing(columns, mapping, line, file, len(headings))
    if problems:
        raise ProblemsFound(problems)
    numbers = {one.heading: one.number for one in columns}
    ended_by = {name: (numbers[ends.column], ends.month_day) for ends in mapping.ends for name in ends.of}
    words = {numbers[column]: words for column, words in mapping.words.items()}
    return Layout(
        file, sha256, tuple(columns), frozenset(one.name for one in columns if one.unit == "percent"), ended_by, words,
        mapping.source, tuple(sorted(library.frameworks)), library.words,
    )  # fmt: skip


def _columns(
    headings: list[str], line: int, library: Library, mapping: PanelMapping, file: str, problems: list[Problem]
) -> list[Column]:
    columns: list[Column] = []
    known = targets(library)
    taken: dict[tuple[str, ...], str] = {}
    for number, heading in enumerate(headings, 1):
        column = _column(number, heading, library, mapping, known)
        if column is None:
            fact = f"{quoted(heading)} is no column of a panel." if heading else "is a column without a name."
            problems.append(Problem("column-unknown", file, fact, _way_out(heading, known), "", line, number))
            continue
        target = (column.kind, column.name, column.part)
        if heading in headings[: number - 1]:
            fact, way_out = f"{quoted(heading)} is a column already.", "Keep one of the two."
            problems.append(Problem("column-repeated", file, fact, way_out, "", line, number))
        elif column.kind not in {"ignored", "ends"} and target in taken:
            fact = f"{quoted(heading)} says the same as the column {quoted(taken[target])}."
            problems.append(Problem("column-repeated", file, fact, "Ignore one of the two.", "", line, number))
        taken.setdefault(target, heading)
        columns.append(column)
    return columns


def _column(
    number: int, heading: str, library: Library, mapping: PanelMapping, known: tuple[str, ...]
) -> Column | None:
    """What the column is; None if nobody knows. The mapping is asked first."""
    if heading in mapping.columns:
        return _meant(number, heading, mapping.columns[heading], library)
    if any(ends.column == heading for ends in mapping.ends):
        return Column(number, heading, "ends")
    if mapping.ignored is None or heading in mapping.ignored:
        return Column(number, heading, "ignored")
    if heading in known or (heading.startswith(BESIDE) and heading != BESIDE):
        return _meant(number, heading, heading, library)
    return None


def _meant(number: int, heading: str, target: str, library: Library) -> Column:
    if target in SETTINGS:
        return Column(number, heading, "setting", target)
    if target.startswith(BESIDE):
        return Column(number, heading, "beside", target.removeprefix(BESIDE))
    if target.startswith(INSPECTION):
        return Column(number, heading, "judged", target.removeprefix(INSPECTION))
    name, _, part = target.partition(".")
    return Column(number, heading, "figure", name, part or "value", library.catalogue.indicators[name].unit)


def is_target(target: str, known: tuple[str, ...]) -> bool:
    return target in known or (target.startswith(BESIDE) and target != BESIDE)


def _way_out(heading: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(heading, known, 1)
    said = f'Did you mean "{near[0]}"? If not, take' if near else "Take"
    return f"{said} it out, or say in a mapping file (--mapping) what it is or that it is ignored."


def _unmet(mapping: PanelMapping, headings: list[str], file: str) -> list[Problem]:
    """Columns the mapping names that the panel does not have: a slip in a name must not lose a column."""
    problems = []
    for column in sorted(mapping.named - set(headings)):
        at = mapping.places[column]
        fact = f"names the column {quoted(column)}, which {file} does not have."
        near = get_close_matches(column, headings, 1)
        way_out = f"Did you mean {quoted(near[0])}?" if near else "Correct it, or take it out."
        problems.append(Problem("mapping-column", mapping.file, fact, way_out, "", at.line, at.column))
    return problems


def _missing(columns: list[Column], mapping: PanelMapping, line: int, file: str, width: int) -> list[Problem]:
    given = {one.name for one in columns if one.kind == "setting"}
    ends = bool(mapping.ends) or any(one.part == "ended" for one in columns)
    needed = ["authority.name", "judged_on"]
    if not ends or {"period.from", "period.to"} & given:
        needed += ["period.from", "period.to"]
    needed += [] if mapping.source else ["source"]
    problems = []
    for name in needed:
        if name not in given:
            way_out = "Add it, or say in a mapping file (--mapping) which column it is."
            if name == "source":
                way_out = "Add it, or give `source:` in a mapping file (--mapping)."
            fact = f'has no column "{name}".'
            problems.append(Problem("column-missing", file, fact, way_out, "", line, 1))
    known = len(columns) == width  # a column nobody knows may be the figure that is missed
    if known and not any(
        one.kind == "figure" and one.part in {"value", "numerator", "not_supplied"} for one in columns
    ):
        fact = "has no column with a figure."
        way_out = "Add a column named by an indicator: `compcheck indicators list` has them all."
        problems.append(Problem("column-missing", file, fact, way_out, "", line, 1))
    return problems
