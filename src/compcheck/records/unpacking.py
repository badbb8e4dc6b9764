"""What is looked at in the bytes of a workbook before anything reads it: is it one, how large, and which cells fail.

The reader of workbooks keeps room for every cell up to the furthest, and gives a cell that is an error (#REF!) as a
blank one. Both are seen here, in the XML of the sheets, and only where there is something to see.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from compcheck.model.problem import ProblemsFound
from compcheck.records.cell_places import column_number
from compcheck.records.finding import OLE, ZIP
from compcheck.records.shown import refusal
from compcheck.records.workbook_limits import (
    LARGEST_UNPACKED,
    MOST_CELLS,
    MOST_PARTS,
    NEAR_COLUMNS,
    NEAR_ROWS,
    SUSPICIOUS_RATIO,
    SUSPICIOUS_UNPACKED,
)
from compcheck.records.workbook_problems import damaged, encrypted, sheet_too_large

XLSX, ODS, XLS = ".xlsx", ".ods", ".xls"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR = re.compile(
    rb"\sr\s*=\s*[\"'](?:([A-Z]{3,7}|[B-Z][A-Z]|[A-Z]{1,7}(?=\d{6}))(\d{1,9})|(\d{6,9}))[\"'][^>]*(?<!/)>(?!</c>)",
    re.IGNORECASE,
)
"""A cell (or row) so far out that a sheet up to it may be too large, unless it is empty."""
_NOT_NEAR = re.compile(rb"<c(?! r=\"(?:[A-Z]|A[A-Z])\d{1,5}\"|[A-Za-z])")
"""A cell that does not stand within A1 to AZ99999, or is not written as every program writes it. The whole of a large
workbook is searched for one, so that this is as quick as it can be; only where there is one is it looked at closely."""
_ERROR = re.compile(
    rb"<(?:\w+:)?c(?=\s)(?=[^>]*\st\s*=\s*[\"']e[\"'])[^>]*?\sr\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^>]*>(.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_NOT_AVAILABLE = b"#N/A"
_FAR_IN_ODS = re.compile(
    rb"number-columns-repeated=\"\d{4,}\"[^>]*(?:value-type|/>\s*<table:(?:covered-)?table-cell[^>]*value-type)"
    rb"|number-rows-repeated=\"\d{5,}\"(?:(?!</table:table>).)*?value-type",
    re.DOTALL,
)


class Unpacked(NamedTuple):
    """`errors` has the cells of each sheet (row and column from 0) that are errors; `too_large` are sheets not read."""

    kind: str
    errors: Mapping[str, tuple[tuple[int, int], ...]]
    too_large: tuple[str, ...] = ()
    errors_hidden: bool = False


def unpacked(raw: bytes, file: str) -> Unpacked:
    """ProblemsFound where it is no workbook, or none that may be opened."""
    if raw.startswith(OLE):
        if _ENCRYPTED in raw:
            raise encrypted(file)
        return Unpacked(XLS, {}, errors_hidden=True)
    if not raw.startswith(ZIP):
        raise refusal("workbook-unreadable", file, "is no workbook.", "Save the lists as an Excel workbook (.xlsx).")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return _looked_into(parts, len(raw), file)
    # All that zipfile raises of a damaged file: it has no error of its own for a cut end, a method nobody knows (not
    # implemented) or a password (a RuntimeError, told apart by its words).
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError) as wrong:
        if isinstance(wrong, RuntimeError) and "encrypted" in str(wrong):
            raise encrypted(file) from None
        raise damaged(file) from None


def _looked_into(parts: zipfile.ZipFile, packed: int, file: str) -> Unpacked:
    listed = parts.infolist()
    size = sum(part.file_size for part in listed)
    if len(listed) > MOST_PARTS or (size > SUSPICIOUS_UNPACKED and size > SUSPICIOUS_RATIO * packed):
        fact = f"unpacks to {size // max(packed, 1):,} times its size, as no workbook of records does."
        raise refusal("workbook-bomb", file, fact, "Ask whoever made it; save the lists into a new workbook.")
    if size > LARGEST_UNPACKED:
        fact = f"unpacks to more than {LARGEST_UNPACKED // 2**20:,} MiB."
        raise refusal("workbook-too-large", file, fact, "Save each list as CSV, named by its table, into a folder.")
    names = set(parts.namelist())
    if "xl/workbook.xml" in names:
        return _excel(parts)
    if "xl/workbook.bin" in names:
        fact = "is a binary workbook (.xlsb)."
        raise refusal("workbook-unreadable", file, fact, "In Excel, save it as an Excel workbook (.xlsx).")
    if "content.xml" in names:
        content = parts.read("content.xml")
        if _FAR_IN_ODS.search(content):
            raise ProblemsFound([sheet_too_large(file, "A sheet")])
        return Unpacked(ODS, {}, errors_hidden=b':value-type="error"' in content)
    fact = "is a zip file, and no workbook."
    raise refusal("workbook-unreadable", file, fact, "Unpack it, and name the workbook in it.")


def _excel(parts: zipfile.ZipFile) -> Unpacked:
    errors: dict[str, tuple[tuple[int, int], ...]] = {}
    too_large = []
    names = {name.lower(): name for name in parts.namelist()}
    for sheet, part in _sheets(parts):
        if part.lower() not in names:
            continue  # whether that matters is for the reader to say
        content = parts.read(names[part.lower()])
        if _too_large(content):
            too_large.append(sheet)
        elif b't="e"' in content or b"t='e'" in content:
            errors[sheet] = tuple(_errors(content))
    return Unpacked(XLSX, errors, tuple(too_large))


def _sheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Every sheet by name, with the part of the zip file that it stands in."""
    targets = {}
    for link in _tree(parts, "xl/_rels/workbook.xml.rels").iter():
        if "Target" in link.attrib:
            target = link.attrib["Target"]
            targets[link.attrib.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    for sheet in _tree(parts, "xl/workbook.xml").iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            at = next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), "")
            yield sheet.attrib.get("name", ""), targets.get(at, "")


def _tree(parts: zipfile.ZipFile, name: str) -> ET.Element:
    """A small part of a workbook. None has a document type, and one that does could make it large."""
    try:
        text = parts.read(name)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise zipfile.BadZipFile(name)
        return ET.fromstring(text)  # noqa: S314  # without a document type there are no entities
    except (KeyError, ET.ParseError):
        raise zipfile.BadZipFile(name) from None


def _too_large(content: bytes) -> bool:
    if not _NOT_NEAR.search(content) and b":c" not in content:
        return False
    columns, rows = NEAR_COLUMNS, NEAR_ROWS
    far = False
    for cell in _FAR.finditer(content):
        if cell[3]:
            rows = max(rows, int(cell[3])) if _unnamed_cell(content, cell.end()) else rows
        else:
            columns, rows = max(columns, column_number(cell[1].decode())), max(rows, int(cell[2]))
        far = True
    return far and columns * rows > MOST_CELLS


def _unnamed_cell(content: bytes, at: int) -> bool:
    """Whether a row begins with a cell that does not say where it stands: it stands in that row."""
    cell = re.compile(rb"\s*<(?:\w+:)?c(?![^>]*\sr\s*=)[^>]*(?<!/)>").match(content, at)
    return cell is not None


def _errors(content: bytes) -> Iterator[tuple[int, int]]:
    for cell in _ERROR.finditer(content):
        if _NOT_AVAILABLE not in cell[3]:
            yield int(cell[2]) - 1, column_number(cell[1].decode()) - 1
