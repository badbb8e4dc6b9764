"""The bytes of a stranger's file, and the text they are: what every format read from one has in common."""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import escaped

_UTF8_MARK = b"\xef\xbb\xbf"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a zip file (.xlsx, .ods) and an older Excel workbook (.xls) begin."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

# Left as text, because most files begin with a curly bracket and need none of them: `re` compiles at first use.
_NOT_TEXT = rb"[\x00-\x08\x0e-\x19\x1c-\x1f]"


def shown_path(path: str) -> str:
    """The path as typed; an absolute one cut to its file name, so that no report depends on the machine it ran on."""
    return escaped((os.path.basename(path) or path) if os.path.isabs(path) else path)


def bytes_of(path: str, most: int) -> bytes:
    """At most a byte more than is allowed, so that a device or a pipe without end is refused too."""
    file = shown_path(path)
    try:
        with open(path, "rb") as opened:
            return opened.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refusal("file-missing", file, "is not there.", "Check the path, and the folder you are in.") from None
    except OSError as error:
        raise _cannot_be_read(path, file, error) from None


def _cannot_be_read(path: str, file: str, error: OSError) -> ProblemsFound:
    if os.path.isdir(path):  # asked only now, because Windows says PermissionError of a folder
        return refusal("file-is-a-folder", file, "is a folder.", "Name the files in it, as in folder/*.json.")
    if isinstance(error, PermissionError):
        return refusal("file-unreadable", file, "may not be read by you.", "Ask for the right to read it.")
    reason = error.strerror or "the system gives no reason"
    return refusal("file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the disk.")


def text_of(raw: bytes, file: str, is_table: Callable[[str], bool]) -> str:
    """The text without a byte order mark. Windows-1252 is understood in a table (CSV) only: JSON is UTF-8."""
    if raw.startswith(_WORKBOOKS):
        raise refusal("file-is-a-workbook", file, "is a workbook (or a zip file).", "In Excel, save it as CSV UTF-8.")
    has_nulls = b"\x00" in raw
    if raw.startswith(_WIDE_MARKS) or (has_nulls and _is_wide(raw[:4096])):
        raise refusal("not-utf-8", file, "is in UTF-16 or UTF-32.", "Save the file as UTF-8.", (1, 1))
    if has_nulls:
        raise _binary(file)
    try:
        return raw.removeprefix(_UTF8_MARK).decode()
    except UnicodeDecodeError as wrong:
        if re.search(_NOT_TEXT, raw):
            raise _binary(file) from None
        return _older_text(raw.removeprefix(_UTF8_MARK), wrong.start, file, is_table)


def _older_text(raw: bytes, bad: int, file: str, is_table: Callable[[str], bool]) -> str:
    """Text that is not UTF-8 from the byte at `bad` on."""
    way_out = "Save the file as UTF-8."
    fact = f"is not UTF-8: the byte {raw[bad]:02X} is as Latin-1 or Windows-1252 write a character."
    if is_table(raw.decode("latin-1")):
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as wrong:
            bad = wrong.start
            fact = f"is neither UTF-8 nor Windows-1252: the byte {raw[bad]:02X} is no character."
    line_start = raw.rfind(b"\n", 0, bad) + 1
    column = len(raw[line_start:bad].decode("utf-8", "replace")) + 1
    raise refusal("not-utf-8", file, fact, way_out, (raw.count(b"\n", 0, bad) + 1, column))


def _is_wide(head: bytes) -> bool:
    """Whether NULs come from two or four bytes to a character; other files have them because they are no text."""
    for encoding in _WIDE:
        size = 4 if "32" in encoding else 2
        try:
            text = head[: len(head) // size * size].decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(one.isprintable() or one.isspace() for one in text):
            return True
    return False


def _binary(file: str) -> ProblemsFound:
    return refusal("file-is-binary", file, "is binary, not text.", "Name a submission in JSON or CSV.")


def refusal(code: str, file: str, fact: str, way_out: str, at: tuple[int, int] = (0, 0)) -> ProblemsFound:
    """One problem with the whole file."""
    return ProblemsFound([Problem(code, file, fact, way_out, "", *at)])
