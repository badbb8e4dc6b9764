"""What a column is called that nobody reads: by its heading only where no person's name or id can stand there.

Where a header row is missing, or a row of records stands above it, what looks like a heading is somebody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compcheck.model.records import RecordRules
from compcheck.records.cell_places import column_letters
from compcheck.records.code_words import plain
from compcheck.records.shown import shown_word

_HARMLESS = frozenset(
    {
        *("a", "an", "and", "as", "at", "by", "for", "from", "if", "in", "is", "no", "not", "of", "on", "or", "the"),
        *("to", "with", "y", "n"),
        *("address", "comment", "comments", "email", "forename", "initials", "nhs", "note", "notes", "phone"),
        *("postcode", "surname"),
    }
)
"""Words of headings that no source declares. A word that is a surname too, such as "ward", may not be among them."""


def words_of_headings(rules: RecordRules) -> frozenset[str]:
    """Every word of a heading that some source has, and of what the columns are called here."""
    declared = (
        heading
        for source in rules.sources.values()
        for table in source.tables.values()
        for column in table.columns.values()
        for heading in column.headings
    )
    own = (name.replace("_", " ") for table in rules.tables.values() for name in table.columns)
    return _HARMLESS.union(*(plain(text).split() for texts in (declared, own) for text in texts))


def shown_headings(headings: Sequence[object], places: Iterable[int], known: frozenset[str]) -> list[str]:
    """Each as it stands there where every word of it is a known one, else by the letter of its column."""
    return [_shown(headings[at], at, known) for at in places]


def _shown(heading: object, at: int, known: frozenset[str]) -> str:
    words = plain(heading).split() if isinstance(heading, str) else []
    if isinstance(heading, str) and any(map(str.isalpha, words)) and known.issuperset(words):
        return shown_word(" ".join(heading.split()))
    return f"column {column_letters(at)}"
