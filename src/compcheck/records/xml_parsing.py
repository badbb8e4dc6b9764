"""XML as a stranger may send it, element by element: nothing is expanded, fetched or kept.

expat, because it comes with Python, reads 80 MB in seconds without holding more than a piece of it, says the line of
everything, and tells of a DOCTYPE before any entity in it could be expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

from compcheck.records.shown import refusal

PIECE = 1 << 18
DEEPEST = 60
"""A census is seven elements deep."""
LONGEST_TAG = 1 << 22
"""So many bytes without the end of one tag or comment are no census; the parser would read them again and again."""

Start = Callable[[str, object], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_ENCODING = frozenset(
    expat.errors.codes[text]
    for text in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
)
_CUT = frozenset(
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_CHARACTER = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_ENTITY = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
_JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_TAGS = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
_OTHER_ENCODING = (
    "xml-encoding",
    "is in an encoding that is not known here, or not in the one it says.",
    "Save it as UTF-8, and say so in its first line.",
)
_AGAIN = "Make the file again with the system that wrote it."


def parser_of(file: str, start: Start, end: End, text: Text) -> expat.XMLParserType:
    """A parser that refuses a DOCTYPE, and with it every entity."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True  # the cheapest: no census has attributes that matter
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise refusal(
            "xml-doctype",
            file,
            "has a DOCTYPE, which may name entities: text that stands elsewhere. None is ever read.",
            "Take the DOCTYPE out; a census needs none.",
            parser.CurrentLineNumber,
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterator[bytes], file: str, *, whole: bool = True) -> None:
    """ProblemsFound, with the line, where the file is no XML, or (if this should be the whole of it) is cut off."""
    last, since = -1, 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            at = parser.CurrentByteIndex
            since = since + len(piece) if at == last else 0
            last = at
            if since > LONGEST_TAG:
                raise refusal(
                    "xml-broken",
                    file,
                    f"has a tag or comment that does not end within {LONGEST_TAG >> 20} MiB.",
                    _AGAIN,
                    parser.CurrentLineNumber,
                )
        if whole:
            parser.Parse(b"", True)
    except expat.ExpatError as wrong:
        code, fact, way_out = _in_words(wrong)
        raise refusal(code, file, fact, way_out, wrong.lineno, wrong.offset + 1) from None
    except (LookupError, ValueError):  # Python is asked for encodings that the parser does not know itself
        if parser.CurrentLineNumber > 1:
            raise
        code, fact, way_out = _OTHER_ENCODING
        raise refusal(code, file, fact, way_out, 1) from None


def _in_words(wrong: expat.ExpatError) -> tuple[str, str, str]:
    if wrong.code in _CUT:
        return "xml-cut-off", "ends in the middle: the file is cut off here.", f"Copy it whole. {_AGAIN}"
    if wrong.code in _ENCODING:
        return _OTHER_ENCODING
    if wrong.code == _CHARACTER:
        return (
            "xml-broken",
            "has here a character that cannot stand in XML, or one of another encoding than the file says.",
            'Save it in one encoding, such as UTF-8; write "&" as &amp; and "<" as &lt;.',
        )
    if wrong.code == _ENTITY:
        return "xml-broken", "names an entity that XML does not know.", 'Write "&" as &amp;.'
    if wrong.code == _JUNK:
        return "xml-broken", "goes on after its end, as if two files were pasted together.", "Give each file alone."
    if wrong.code == _TAGS:
        return "xml-broken", "closes here another element than the one that is open.", _AGAIN
    return "xml-broken", f"breaks the rules of XML here ({expat.ErrorString(wrong.code)}).", _AGAIN


def too_deep(file: str, line: int) -> Exception:
    return refusal("xml-broken", file, f"has elements more than {DEEPEST} deep; a census has seven.", _AGAIN, line)
