"""What a figure says of the records it was counted from, and what a whole submission says of where it was collected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

MARKING = "OFFICIAL-SENSITIVE"
"""What a submission collected from records is marked with: it keeps the small counts that reports hide."""

SHARE_IN_DOUBT = Fraction(1, 20)
"""Where checks touch more of a figure's cases than this, the line of its grade says so."""


class Recording(NamedTuple):
    """How well the cases of a figure are recorded, and how they were counted.

    `not_recorded` of the denominator (or beside a count or a value) may belong to the numerator, and nobody can say.
    `left_out` is what the definition excludes, by why. `at_least` is why the figure may really be more, "" where it
    may not. `in_doubt` is how many of its cases some check of the records touches, and `doubts` how many each does.
    """

    not_recorded: int = 0
    left_out: Mapping[str, int] = {}
    at_least: str = ""
    gives: str = ""
    clock: str = ""
    in_doubt: int = 0
    doubts: Mapping[str, int] = {}

    @property
    def leaves_open(self) -> bool:
        """Whether the figure may be another than the one that was counted."""
        return bool(self.not_recorded or self.at_least)


class CollectedFile(NamedTuple):
    """One file (or folder) of records as it was read: rows by table, and cells nobody could read. `title` is what its
    source is called, "" in a submission that does not say it.
    """

    source: str
    file: str
    sha256: str
    tables: Mapping[str, int]
    cells_not_read: int
    title: str = ""


class Collected(NamedTuple):
    """Where a submission was counted from. `rules` is the digest of what says how records are read and counted."""

    marking: str
    extracted_on: date
    files: tuple[CollectedFile, ...]
    rules: str
