"""Workbooks made in a test: sheets of rows as somebody in an authority would have typed them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

CONTACTS = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Date of Contact",
    "Contact Source",
]
ASSESSMENTS = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Does the Child have a Disability",
    "Continuous Assessment Start Date",
    "Child Seen During Continuous Assessment",
    "Continuous Assessment Date of Authorisation",
    "Was the child assessed as requiring LA children’s social care support",
    "Allocated Team",
    "Allocated Worker",
]
CONTACT: list[Any] = [7, "b) Female", "a) WBRI", date(2015, 1, 25), 6, date(2020, 9, 16), "q) 6: Police"]
ASSESSMENT: list[Any] = [
    *(7, "b) Female", "a) WBRI", date(2015, 1, 25), 6, "b) No"),
    *(date(2020, 9, 16), "a) Yes", date(2020, 10, 16), "a) Yes", "Team 1", "A Worker"),
]


class Failed(str):
    """A cell whose formula fails: "#REF!"."""

    __slots__ = ()


def workbook(path: Path, sheets: Mapping[str, Any], hidden: Sequence[int] = ()) -> str:
    """The path of a workbook with these sheets; rows `hidden` (from 0) are hidden in each."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Failed):
                        sheet.write_formula(at, column, "=1/0", None, str(cell))
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write(at, column, cell)
            for row_hidden in hidden:
                sheet.set_row(row_hidden, None, None, {"hidden": True})
    return str(path)


def open_document(path: Path, rows: str) -> str:
    """An .ods with one sheet "List 1" of these rows, in its own XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("calcext", "calcext"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="List 1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return str(path)


def open_row(cells: Sequence[str]) -> str:
    typed = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>' for one in cells
    )
    return f"<table:table-row>{typed}</table:table-row>"


def rewritten(path: str, part: str, old: str, new: str) -> str:
    """The workbook with a text in one of its parts replaced, as no program that makes workbooks would have it."""
    with zipfile.ZipFile(path) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    assert old.encode() in every[part]
    every[part] = every[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in every.items():
            parts.writestr(name, content)
    return path
