"""Whether a file holds records of children or figures of an authority, told by how it begins and not by its name."""

from __future__ import annotations

import os

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins: .xlsx and .ods are zip files, .xls and whatever is kept under a password are OLE files."""
_EMPTY_ZIP = b"PK\x05\x06"
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_TABLES = (".csv", ".parquet")


def looks_like_records(path: str, head: bytes) -> bool:
    """Workbooks, XML, and folders of tables; `head` is how the file begins, b"" of a folder.

    A single CSV or JSON is a submission of figures. So is each JSON in a folder, which is then no folder of tables.
    """
    if head:
        return head.startswith((ZIP, OLE, _EMPTY_ZIP)) or head.lstrip(b" \r\n\t").startswith(_XML)
    try:
        endings = {os.path.splitext(entry.name)[1].lower() for entry in os.scandir(path)}  # noqa: PTH122
    except (OSError, ValueError):
        return False  # a file that is empty, or not there: whoever reads it says so
    return ".json" not in endings and any(one in endings for one in _TABLES)
