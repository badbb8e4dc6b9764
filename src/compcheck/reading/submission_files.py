"""A submission's file to a Document: what its bytes are, and which of the two formats its text is.

The content decides, never the name: a worksheet saved as .txt is read, and a workbook renamed to .csv is refused.
"""

from __future__ import annotations

import hashlib
import os.path
import re
from collections.abc import Mapping
from functools import cache, partial

from compcheck.model.document import Document, Position
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.json_file import read_json
from compcheck.reading.limits import LARGEST_FILE, escaped

_UTF8_MARK = b"\xef\xbb\xbf"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a zip file (.xlsx, .ods) and an older Excel workbook (.xls) begin."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

# Left as text, because most files begin with a curly bracket and need none of them: `re` compiles at first use.
_NOT_TEXT = rb"[\x00-\x08\x0e-\x19\x1c-\x1f]"
_LIKE_JSON = r'\s*+[{\["\'/0-9-]|\s*+(?:true|false|null|NaN|Infinity)\s*\Z'
_HAS_ROWS = r'(?im)(?:^|\r)[ \xa0]*+"?(?:authority\.\w+|framework|judged_on|period\.\w+|name)[ \xa0]*+"?[ \xa0]*+[,;\t]'


def read_submission_file(path: str, raw: bytes | None = None) -> Document:
    """Reads the file, or `raw` where its bytes are at hand (standard input); ProblemsFound with all that is wrong."""
    file = shown_path(path)
    if raw is None:
        raw = bytes_of(path, file)
    if len(raw) > LARGEST_FILE:
        fact = f"is larger than {LARGEST_FILE // 1024**2} MiB."
        raise _refusal("file-too-large", file, fact, "Name a submission: one authority's figures are far smaller.")
    text = _text_of(raw, file)
    digest = hashlib.sha256(raw).hexdigest()
    if not text or text.isspace():
        raise _refusal("file-empty", file, "is empty.", "Begin one with `compcheck template`.")
    if _is_worksheet(text):
        from compcheck.reading.worksheet import read_worksheet  # noqa: PLC0415  # most runs have none

        data, where = read_worksheet(text, file)
        return Document(file, digest, data, lambda: where)
    if not text.startswith("{") and not re.match(_LIKE_JSON, text):
        way_out = "Begin one with `compcheck template`."
        raise _refusal("not-a-submission", file, "is neither JSON nor a worksheet (CSV).", way_out)
    whole = read_json(text, file)
    if str(whole.get("$schema", "")).startswith("https://json-schema.org/"):
        fact = "is a JSON Schema, which says what submissions look like and is none."
        raise _refusal("not-a-submission", file, fact, "Leave it out: name the submissions beside it one by one.")
    return Document(file, digest, whole, cache(partial(_places, text)))


def _places(text: str) -> Mapping[str, Position]:
    from compcheck.reading.json_places import places  # noqa: PLC0415  # a table that finds nothing wrong asks for none

    return places(text)


def shown_path(path: str) -> str:
    """The path as typed; an absolute one cut to its file name, so that no report depends on the machine it ran on."""
    return escaped((os.path.basename(path) or path) if os.path.isabs(path) else path)


def bytes_of(path: str, file: str) -> bytes:
    """At most a byte more than is allowed, so that a device or a pipe without end is refused too."""
    try:
        with open(path, "rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _refusal("file-missing", file, "is not there.", "Check the path, and the folder you are in.") from None
    except OSError as error:
        raise _cannot_be_read(path, file, error) from None


def _cannot_be_read(path: str, file: str, error: OSError) -> ProblemsFound:
    if os.path.isdir(path):  # asked only now, because Windows says PermissionError of a folder
        return _refusal("file-is-a-folder", file, "is a folder.", "Name the files in it, as in folder/*.json.")
    if isinstance(error, PermissionError):
        return _refusal("file-unreadable", file, "may not be read by you.", "Ask for the right to read it.")
    reason = error.strerror or "the system gives no reason"
    return _refusal("file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the disk.")


def _text_of(raw: bytes, file: str) -> str:
    """The text without a byte order mark. Windows-1252 is understood in a worksheet only: JSON is UTF-8."""
    if raw.startswith(_WORKBOOKS):
        raise _refusal("file-is-a-workbook", file, "is a workbook (or a zip file).", "In Excel, save it as CSV UTF-8.")
    has_nulls = b"\x00" in raw
    if raw.startswith(_WIDE_MARKS) or (has_nulls and _is_wide(raw[:4096])):
        raise _refusal("not-utf-8", file, "is in UTF-16 or UTF-32.", "Save the file as UTF-8.", (1, 1))
    if has_nulls:
        raise _binary(file)
    try:
        return raw.removeprefix(_UTF8_MARK).decode()
    except UnicodeDecodeError as wrong:
        if re.search(_NOT_TEXT, raw):
            raise _binary(file) from None
        return _older_text(raw.removeprefix(_UTF8_MARK), wrong.start, file)


def _older_text(raw: bytes, bad: int, file: str) -> str:
    """Text that is not UTF-8 from the byte at `bad` on."""
    way_out = "Save the file as UTF-8."
    fact = f"is not UTF-8: the byte {raw[bad]:02X} is as Latin-1 or Windows-1252 write a character."
    if _is_worksheet(raw.decode("latin-1")):
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as wrong:
            bad = wrong.start
            fact = f"is neither UTF-8 nor Windows-1252: the byte {raw[bad]:02X} is no character."
    line_start = raw.rfind(b"\n", 0, bad) + 1
    column = len(raw[line_start:bad].decode("utf-8", "replace")) + 1
    raise _refusal("not-utf-8", file, fact, way_out, (raw.count(b"\n", 0, bad) + 1, column))


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


def _is_worksheet(text: str) -> bool:
    """Whether it has a row a worksheet must have; JSON can hold such a line only after its first bracket."""
    return not text.lstrip().startswith(("{", "[")) and re.search(_HAS_ROWS, text) is not None


def _binary(file: str) -> ProblemsFound:
    return _refusal("file-is-binary", file, "is binary, not text.", "Name a submission in JSON or CSV.")


def _refusal(code: str, file: str, fact: str, way_out: str, at: tuple[int, int] = (0, 0)) -> ProblemsFound:
    return ProblemsFound([Problem(code, file, fact, way_out, "", *at)])
