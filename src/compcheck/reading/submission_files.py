"""A submission's file to a Document: what its bytes are, and which of the two formats its text is.

The content decides, never the name: a worksheet saved as .txt is read, and a workbook renamed to .csv is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache, partial

from compcheck.model.document import Document, Position
from compcheck.reading.json_file import read_json
from compcheck.reading.limits import LARGEST_FILE
from compcheck.reading.text_file import bytes_of, refusal, shown_path, text_of

# Left as text, because most files begin with a curly bracket and need none of them: `re` compiles at first use.
_LIKE_JSON = r'\s*+[{\["\'/0-9-]|\s*+(?:true|false|null|NaN|Infinity)\s*\Z'
_CELLS = r"\s*+[^\r\n,;\t]+([,;\t])[^\r\n]*\1[^\r\n]*[\r\n]"
_HEADER_OF_A_PANEL = r"(?i)(?:\s*+#[^\r\n]*+)*\s*+(?=[^\r\n]*authority\.name)(?=[^\r\n]*judged_on)"
_HAS_ROWS = r'(?im)(?:^|\r)[ \xa0]*+"?(?:authority\.\w+|framework|judged_on|period\.\w+|name)[ \xa0]*+"?[ \xa0]*+[,;\t]'


def read_submission_file(path: str, raw: bytes | None = None) -> Document:
    """Reads the file, or `raw` where its bytes are at hand (standard input); ProblemsFound with all that is wrong."""
    file = shown_path(path)
    if raw is None:
        raw = bytes_of(path, LARGEST_FILE)
    if len(raw) > LARGEST_FILE:
        fact = f"is larger than {LARGEST_FILE // 1024**2} MiB."
        raise refusal("file-too-large", file, fact, "Name a submission: one authority's figures are far smaller.")
    text = text_of(raw, file, is_worksheet)
    digest = hashlib.sha256(raw).hexdigest()
    if not text or text.isspace():
        raise refusal("file-empty", file, "is empty.", "Begin one with `compcheck template`.")
    if is_worksheet(text):
        if re.match(_HEADER_OF_A_PANEL, text):
            fact = "is a panel, with a row for each of several authorities, and one submission is meant here."
            raise refusal("not-a-submission", file, fact, "Give it to `compcheck evaluate` or `compcheck validate`.")
        from compcheck.reading.worksheet import read_worksheet  # noqa: PLC0415  # most runs have none

        data, where = read_worksheet(text, file)
        return Document(file, digest, data, lambda: where)
    if not text.startswith("{") and not re.match(_LIKE_JSON, text):
        way_out = "Begin one with `compcheck template`."
        if re.match(_CELLS, text):
            way_out += " If it is a panel, say with --mapping what its columns are: docs/panels.md shows how."
        raise refusal("not-a-submission", file, "is neither JSON nor a worksheet (CSV).", way_out)
    whole = read_json(text, file)
    if str(whole.get("$schema", "")).startswith("https://json-schema.org/"):
        fact = "is a JSON Schema, which says what submissions look like and is none."
        raise refusal("not-a-submission", file, fact, "Leave it out: name the submissions beside it one by one.")
    return Document(file, digest, whole, cache(partial(_places, text)))


def _places(text: str) -> Mapping[str, Position]:
    from compcheck.reading.json_places import places  # noqa: PLC0415  # a table that finds nothing wrong asks for none

    return places(text)


def is_worksheet(text: str) -> bool:
    """Whether it has a row a worksheet must have; JSON can hold such a line only after its first bracket."""
    return not text.lstrip().startswith(("{", "[")) and re.search(_HAS_ROWS, text) is not None
