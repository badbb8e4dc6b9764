"""Whether a file holds records of children or figures of an authority, told by how it begins and not by its name."""

from __future__ import annotations

import os

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins: .xlsx and .ods are zip files, .xls and whatever is kept under a password are OLE files."""
EMPTY_ZIP = b"PK\x05\x06"
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
PARQUET = b"PAR1"
_TABLES = (".csv", ".parquet")
_OF_CHILDREN = (frozenset({"CHILD", "DOB"}), frozenset({"CHILD", "DECOM"}))
"""Headings that every file of the return of children looked after has, and no submission of figures."""


def begins_as_xml(head: bytes) -> bool:
    return head.lstrip(b" \r\n\t").startswith(_XML)


def looks_like_records(path: str, head: bytes) -> bool:
    """Workbooks, XML, Parquet, and folders of tables; `head` is how the file begins, b"" of a folder.

    A single CSV or JSON is a submission of figures, unless it is a file of the return of children looked after. So is
    each JSON in a folder, which is then no folder of tables.
    """
    if head:
        return head.startswith((ZIP, OLE, EMPTY_ZIP, PARQUET)) or begins_as_xml(head) or _of_children(head)
    try:
        endings = {os.path.splitext(entry.name)[1].lower() for entry in os.scandir(path)}  # noqa: PTH122
    except (OSError, ValueError):
        return False  # a file that is empty, or not there: whoever reads it says so
    return ".json" not in endings and any(one in endings for one in _TABLES)


def _of_children(head: bytes) -> bool:
    first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("ascii", "replace").upper()
    for mark in ';\t|"':
        first = first.replace(mark, ",")
    words = {word.strip() for word in first.split(",")}
    return any(words >= headings for headings in _OF_CHILDREN)
