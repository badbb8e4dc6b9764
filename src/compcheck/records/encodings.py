"""In what encoding a file of text is written: told by its bytes, since nothing else says it."""

from __future__ import annotations

import codecs
import hashlib
from typing import IO, NamedTuple

PIECE = 1 << 20
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
HALF = 0.4
"""Text of Western Europe in UTF-16 has a zero in nearly every second byte."""
MIXED = "compcheck-mixed"


class Encoding(NamedTuple):
    """`errors` is how Python is to take what does not fit; `mixed_from` is the first line in another encoding."""

    name: str
    errors: str
    sha256: str
    mixed_from: int = 0
    has_nulls: bool = False


def encoding_of(file: IO[bytes]) -> Encoding:
    """UTF-8 where every byte is; else Windows-1252, as Excel saves; else each line as it can be read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    digest = hashlib.sha256()
    beginning, fits, nulls = b"", True, False
    for piece in iter(lambda: file.read(PIECE), b""):
        beginning = beginning or piece
        digest.update(piece)
        nulls = nulls or b"\x00" in piece
        if fits:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                fits = False
    marked = next((name for mark, name in _MARKS.items() if beginning.startswith(mark)), "") or _wide(beginning[:4096])
    if marked and marked != "utf-8-sig":
        return Encoding(marked, "strict", digest.hexdigest())
    if fits:
        return Encoding("utf-8-sig", "replace", digest.hexdigest(), has_nulls=nulls)
    file.seek(0)
    if mixed := _first_mixed(file):
        codecs.register_error(MIXED, _as_windows)
        return Encoding("utf-8-sig", MIXED, digest.hexdigest(), mixed, nulls)
    return Encoding("cp1252", "replace", digest.hexdigest(), has_nulls=nulls)


def _wide(beginning: bytes) -> str:
    half = len(beginning) / 2
    if half and beginning[1::2].count(0) > HALF * half:
        return "utf-16-le"
    return "utf-16-be" if half and beginning[::2].count(0) > HALF * half else ""


def _first_mixed(file: IO[bytes]) -> int:
    """The first line that is not UTF-8, if others are and say so; 0 where all is of one other encoding."""
    first, others = 0, False
    for number, line in enumerate(file, 1):
        if line.isascii():
            continue
        try:
            line.decode()
        except UnicodeDecodeError:
            first = first or number
        else:
            others = True
        if first and others:
            return first
    return 0


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
