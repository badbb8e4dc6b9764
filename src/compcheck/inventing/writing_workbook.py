"""Annex A as a workbook: a sheet a list, in the same bytes each time (of one version of XlsxWriter)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from compcheck.inventing.annex_a import LISTS, written
from compcheck.inventing.days import EXTRACTED_ON
from compcheck.inventing.lists import Row

Printed = str | int | float | date


class Sheet(NamedTuple):
    """A sheet as it is to be written, its headings among the rows."""

    name: str
    rows: Sequence[Sequence[Printed]]


def tidy_sheets(rows: Mapping[str, Sequence[Row]]) -> list[Sheet]:
    """As the template has it: each list on its own sheet, with its headings in the first row."""
    return [
        Sheet(f"List {one.number}", [one.headings, *(written(one, row) for row in rows.get(one.table, ()))])
        for one in LISTS
    ]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """A row at a time: a list of a million rows takes no more room than one of ten."""
    import xlsxwriter  # noqa: PLC0415  # an extra, and only this needs it

    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as workbook:
        workbook.set_properties({
            "title": "Annex A: invented records of Exampleshire",
            "comments": "Nobody in these lists lives.",
            "created": datetime(EXTRACTED_ON.year, EXTRACTED_ON.month, EXTRACTED_ON.day),  # noqa: DTZ001  # no clock
        })  # fmt: skip
        as_day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(sheet.name)
            for number, row in enumerate(sheet.rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        worksheet.write_datetime(number, place, cell, as_day)
                    elif isinstance(cell, str):
                        if cell:
                            worksheet.write_string(number, place, cell)
                    else:
                        worksheet.write_number(number, place, cell)
