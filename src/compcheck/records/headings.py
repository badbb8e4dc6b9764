"""Which column of a sheet is which column of a table, by its heading: as declared, or a little misspelt.

A heading is held by its letters and digits. What is only like a heading is taken for it word by word, because "plan
start date" and "plan end date" are nearly the same text and must never be taken for one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from compcheck.model.records import SourceColumn
from compcheck.records.code_words import plain

ALIKE, WORDS_ALIKE = 0.87, 0.85
LONGEST_HEADING, MOST_MISSPELT = 250, 200
_SMALL_WORDS = frozenset(
    {
        *("a", "an", "and", "or", "the", "of", "to", "for", "in"),
        *("is", "was", "has", "been"),
        *("this", "their", "its"),
    }
    | {*("s", "y", "n", "date")}
)
"""Left out before words are compared, so that one more or less of them is no difference."""
_TURNS_ROUND = ("un", "in", "non", "not", "no")
"""Put before a word, these make it its opposite, and only two letters longer."""


class Headings(NamedTuple):
    """`columns` says where each column of the table stands. `twice` are fields that two columns claim."""

    columns: Mapping[str, int]
    unrecognised: tuple[int, ...]
    twice: Mapping[str, tuple[int, ...]]


class DeclaredHeadings:
    """The headings of one table of a source, ready to be looked up many times."""

    def __init__(self, columns: Mapping[str, SourceColumn]) -> None:
        self._names = [name for name, column in columns.items() if column.headings]
        self._rank: dict[str, tuple[int, str]] = {}
        for name in self._names:
            for rank, heading in enumerate(columns[name].headings):
                self._rank.setdefault(plain(heading), (rank, name))

    def share(self, cells: Sequence[str]) -> tuple[int, float]:
        """How many of its columns have their heading among these cells, and what share of all of them that is."""
        found = {self._rank[cell][1] for cell in cells if cell in self._rank}
        return len(found), len(found) / max(1, len(self._names))

    def match(self, cells: Sequence[str], blank: Callable[[int], bool]) -> Headings:
        """`cells` are the headings spelt plainly; `blank` asks whether nothing stands below one.

        The template's heading goes before other names for it, and of one heading twice the filled column is meant.
        """
        claims: dict[str, list[tuple[int, int]]] = {}
        for at, cell in enumerate(cells):
            if cell in self._rank:
                rank, name = self._rank[cell]
                claims.setdefault(name, []).append((rank, at))
        columns, twice = {}, {}
        for name, claimed in claims.items():
            template = [at for rank, at in claimed if rank == 0] or [at for _, at in claimed]
            filled = [at for at in template if not blank(at)] if len(template) > 1 else template
            columns[name] = (filled or template)[0]
            if len(filled) > 1:
                twice[name] = tuple(filled)
        self._add_misspelt(cells, columns, twice)
        taken = {*columns.values(), *(at for claimed in twice.values() for at in claimed)}
        rest = tuple(at for at, cell in enumerate(cells) if at not in taken and (cell or not blank(at)))
        return Headings({name: columns[name] for name in self._names if name in columns}, rest, twice)

    def _add_misspelt(self, cells: Sequence[str], columns: dict[str, int], twice: dict[str, tuple[int, ...]]) -> None:
        """The likest pairs first. Two columns that are as like the same heading are a problem and not a guess."""
        free = [at for at, cell in enumerate(cells) if cell and cell not in self._rank and len(cell) <= LONGEST_HEADING]
        del free[MOST_MISSPELT:]
        wanted = [(heading, name) for heading, (_, name) in self._rank.items() if name not in columns]
        likeness = [
            (likeness, at, name) for at in free for heading, name in wanted if (likeness := alike(cells[at], heading))
        ]
        used: dict[int, str] = {}
        best: dict[str, float] = {}
        for how, at, name in sorted(likeness, key=lambda one: (-one[0], one[1], one[2])):
            if used.get(at, name) != name:
                continue
            if name not in columns:
                columns[name], used[at], best[name] = at, name, how
            elif at not in used and best.get(name) == how:
                twice[name] = (*twice.get(name, (columns[name],)), at)
                used[at] = name


def alike(one: str, other: str) -> float:
    """How like two headings are, spelt plainly; 0 where they may well mean two things."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return 1.0
    if [ch for ch in one if ch.isdigit()] != [ch for ch in other if ch.isdigit()]:
        return 0.0
    words, others = _words(one), _words(other)
    if not words or len(words) != len(others) or not all(map(_same_word, words, others)):
        return 0.0
    likeness = SequenceMatcher(None, one, other).ratio()
    return likeness if likeness >= ALIKE else 0.0


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in _SMALL_WORDS]


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if any(long == f"{turned}{short}" for turned in _TURNS_ROUND):
        return False
    return sorted(one) == sorted(other) or SequenceMatcher(None, one, other).ratio() >= WORDS_ALIKE
