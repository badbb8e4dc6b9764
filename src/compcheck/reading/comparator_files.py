"""The comparators of a rules folder: authorities.csv, authorities.yaml, and the tables beside the series."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LONGEST_NUMBER
from compcheck.reading.rule_shapes import AuthoritiesShape
from compcheck.reading.shape_problems import unlike
from compcheck.reading.strict_table import Table, read_table
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.yaml_file import did_you_mean, shown

HEADING = ["code", "ons_code", "name", "region", "neighbours"]
AREA = "area"
CODE = re.compile(r"[0-9]{3}")
ONS_CODE = re.compile(r"E[0-9]{8}")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
MOST_PER_CENT = 100


class PublishedYears(NamedTuple):
    """What a table is held to: the unit of its series and the years that are published."""

    unit: str
    years: Collection[str]


@dataclass(slots=True)
class ComparatorFiles:
    """Whatever could be read, as the compiled file has it, and every problem met on the way."""

    authorities: dict[str, list[str]] = field(default_factory=dict)
    series: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: list[Mapping[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def raw(self) -> dict[str, Any]:
        return {"authorities": self.authorities, "series": self.series, "sources": self.sources}


def read_comparator_files(
    home: Path, shown_as: str, published: Mapping[str, PublishedYears] | None = None
) -> ComparatorFiles:
    """`published` has the series that could be read, by id; without it the tables are not held to their series.

    A folder without authorities.csv has no comparators, and none of the other files either.
    """
    found = ComparatorFiles()
    shown_home = shown_as.rstrip("/") or "."
    tables = sorted((home / "published").glob("*.csv"))
    told, listed = home / "authorities.yaml", home / "authorities.csv"
    if not listed.is_file():
        for path in (*tables, *([told] if told.is_file() else ())):
            place = f"{shown_home}/{path.relative_to(home).as_posix()}"
            fact, way_out = (
                "is of authorities, and no authorities.csv says which there are.",
                "Add one: rules/README.md.",
            )
            found.problems.append(Problem("rules-not-found", place, fact, way_out))
        return found
    _sources(found, told, f"{shown_home}/authorities.yaml")
    _authorities(found, read_table(listed, f"{shown_home}/authorities.csv"))
    if found.problems:
        return found  # whether an area is known would be a guess, and every row of every table would say so
    areas = {*found.authorities, *(region for _, _, region, _ in found.authorities.values())}
    for path in tables:
        file = f"{shown_home}/published/{path.name}"
        if not path.with_suffix(".yaml").is_file():
            fact, way_out = "has no series beside it.", f"Add {path.stem}.yaml, or remove it."
            found.problems.append(Problem("rules-stray-file", file, fact, way_out))
            continue
        table = read_table(path, file)
        if table.heading:
            series = None if published is None else published.get(path.stem)
            found.series[path.stem] = _figures(table, series, areas)
        found.problems += table.problems
    return found


def _sources(found: ComparatorFiles, path: Path, file_shown: str) -> None:
    try:
        file = read_yaml(path.read_bytes(), file_shown)
    except OSError:
        fact, way_out = "cannot be read, and must say where authorities.csv comes from.", "Write it: rules/README.md."
        found.problems.append(Problem("rules-not-found", file_shown, fact, way_out))
        return
    except ProblemsFound as problems:
        found.problems += problems.problems
        return
    problems_of_shape = unlike(AuthoritiesShape, file, file.data)
    found.problems += problems_of_shape
    if not problems_of_shape and isinstance(file.data, dict):
        found.sources = [file.data[key] for key in ("source", "neighbours", "figures")]


def _authorities(found: ComparatorFiles, table: Table) -> None:
    if table.heading and table.heading != HEADING:
        fact = f"begins with other columns than {', '.join(HEADING)}."
        table.other_heading(fact, "Write them so, in this order.")
    elif table.heading:
        lines: dict[str, int] = {}
        for line, cells in table.rows:
            for fact, way_out in _wrong_in_authority(cells):
                table.problem(line, "rules-table-value", fact, way_out)
            for name in (cells[0], cells[2].casefold()):
                if name in lines:
                    fact = f"`{shown(name)}` stands here a second time, after line {lines[name]}."
                    table.problem(line, "rules-table-repeated", fact, "Keep one of the two.")
                lines.setdefault(name, line)
            found.authorities.setdefault(cells[0], cells[1:])
        for line, cells in table.rows:
            _neighbours(table, line, cells, found.authorities)
    found.problems += table.problems


def _wrong_in_authority(cells: list[str]) -> Iterator[tuple[str, str]]:
    code, ons_code, name, region, _ = cells
    if not CODE.fullmatch(code):
        yield f"`{shown(code)}` is no code of an authority.", "Write its three digits."
    if not ONS_CODE.fullmatch(ons_code):
        yield f"`{shown(ons_code)}` is no code of ONS.", "Write it as ONS does: E and eight digits."
    if not name.strip() or not region.strip():
        yield "has no name or no region.", "Write both."


def _neighbours(table: Table, line: int, cells: list[str], known: Collection[str]) -> None:
    neighbours = cells[4].split()
    for code in neighbours:
        if code not in known:
            fact = f"the neighbour `{shown(code)}` is no authority here."
            table.problem(line, "rules-table-area", fact, "Add the authority, or correct the code.")
    if len({cells[0], *neighbours}) <= len(neighbours):
        fact = "an authority is its own neighbour, or has a neighbour twice."
        table.problem(line, "rules-table-repeated", fact, "Take the second away.")


def _figures(table: Table, series: PublishedYears | None, areas: Collection[str]) -> dict[str, Any]:
    """As the compiled file has them: what is wrong is left out, since nothing is compiled then."""
    first, *years = table.heading
    if first != AREA or not years:
        fact, way_out = (
            "does not begin with the column `area` and a year.",
            "Go on with the years as the series has them.",
        )
        table.other_heading(fact, way_out)
        return {}
    known = years if series is None else series.years
    for year in years:
        if year not in known:
            fact, way_out = f"the series has no year `{shown(year)}`.", did_you_mean(year, known)
            table.problem(1, "rules-table-heading", fact, way_out or "Correct it, or add it to the series.")
    regions = [one for one in areas if not CODE.fullmatch(one)]
    rows: dict[str, str] = {}
    for line, (area, *cells) in table.rows:
        if area not in areas:
            fact = f"`{shown(area)}` is no authority and no region here."
            table.problem(line, "rules-table-area", fact, _area_meant(area, regions))
        if area in rows:
            fact = f"`{shown(area)}` has a row already."
            table.problem(line, "rules-table-repeated", fact, "Keep one of the two.")
        for year, cell in zip(years, cells, strict=True):
            if wrong := _wrong_in(cell, series):
                table.problem(
                    line,
                    "rules-table-value",
                    f"{shown(year)}: `{shown(cell)}` {wrong}.",
                    "Correct it, or leave it blank.",
                )
        rows[area] = ",".join(cells)
    return {"years": ",".join(years), "areas": rows}


def _area_meant(area: str, regions: Collection[str]) -> str:
    """A code has no near miss: 929 is as far from 928 as from 999."""
    if area.isdigit():
        return "See authorities.csv for its codes."
    return did_you_mean(area, regions) or "See authorities.csv for its regions."


def _wrong_in(cell: str, series: PublishedYears | None) -> str:
    """What is wrong with a figure, in words; "" for a blank one too, since not everything is published."""
    if not cell:
        return ""
    if not NUMBER.fullmatch(cell) or len(cell) > LONGEST_NUMBER:
        return "is no number"
    if series is not None and series.unit == "percent" and not 0 <= float(cell) <= MOST_PER_CENT:
        return "is no percentage from 0 to 100"
    return ""
