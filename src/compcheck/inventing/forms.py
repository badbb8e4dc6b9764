"""The forms that invented records are written in: one family, one register, one line a member."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from compcheck.inventing.cutting import ENOUGH, cut_lists, lists_of
from compcheck.inventing.life_stories import Story
from compcheck.inventing.lists import COLUMNS, Row
from compcheck.inventing.staff import Staff
from compcheck.inventing.telling import staff_of, tell_stories, tell_story
from compcheck.inventing.telling_adopters import tell_adopters
from compcheck.inventing.untidy import untidy_sheets
from compcheck.inventing.writing_care_returns import care_returns
from compcheck.inventing.writing_census import census_xml
from compcheck.inventing.writing_tables import write_csv, write_parquet
from compcheck.inventing.writing_workbook import tidy_sheets, write_workbook
from compcheck.inventing.writing_workforce import workforce_xml

NAME = "exampleshire"


class Order(NamedTuple):
    """How many lives are told and by which number. `rows` makes every list that long instead, and counts a census.

    `untidy` is of the workbook alone.
    """

    children: int
    seed: int
    rows: int | None = None
    untidy: bool = False

    def staff(self) -> Staff:
        return staff_of(self.children, self.seed)

    def stories(self) -> Iterable[Story]:
        return tell_stories(self.children, self.seed, self.staff())

    def lists(self) -> Mapping[str, Sequence[Row]]:
        """Annex A's eleven lists, as rows."""
        if self.rows is None:
            return cut_lists(self.stories(), tell_adopters(self.children, self.seed))
        told = Order(ENOUGH, self.seed)
        return lists_of(self.rows, told.lists())


def _annex_a(folder: Path, order: Order) -> None:
    lists = order.lists()
    sheets = untidy_sheets(lists, order.seed) if order.untidy else tidy_sheets(lists)
    write_workbook(folder / f"{NAME}-annex-a.xlsx", sheets)


def _cin_census(folder: Path, order: Order) -> None:
    stories: Iterable[Story] = order.stories()
    if order.rows is not None:
        # As many lives as it takes: not everybody's case was open in the year.
        staff = staff_of(order.rows, order.seed)
        stories = (tell_story(number, order.seed, staff) for number in count(1))
    _write_text(folder / f"{NAME}-cin-census.xml", census_xml(stories, order.rows))


def _ssda903(folder: Path, order: Order) -> None:
    inside = folder / f"{NAME}-ssda903"
    inside.mkdir()
    for name, lines in care_returns(order.stories()).items():
        _write_text(inside / f"{name}.csv", (",".join(line) + "\n" for line in lines))


def _workforce_census(folder: Path, order: Order) -> None:
    _write_text(folder / f"{NAME}-workforce-census.xml", workforce_xml(order.staff(), order.stories()))


def _tables(folder: Path, order: Order) -> None:
    inside = folder / f"{NAME}-tables"
    inside.mkdir()
    for table, rows in order.lists().items():
        write_csv(inside / f"{table}.csv", COLUMNS[table], rows)


def _parquet(folder: Path, order: Order) -> None:
    inside = folder / f"{NAME}-parquet"
    inside.mkdir()
    for table, rows in order.lists().items():
        write_parquet(inside / f"{table}.parquet", table, rows)


def _write_text(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


FORMS: Mapping[str, Callable[[Path, Order], None]] = {
    "annex-a": _annex_a,
    "cin-census": _cin_census,
    "ssda903": _ssda903,
    "workforce-census": _workforce_census,
    "tables": _tables,
    "parquet": _parquet,
}
"""Ofsted's eleven lists as a workbook, DfE's returns as their files, and the lists as CSV or Parquet tables."""
