"""Records as read: what was found, what was not understood, and where. Never a value out of a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from compcheck.model.problem import Problem
from compcheck.model.when import Period

MOST_PLACES = 50
"""So many cells of a column are named by their place; a column may be unreadable from end to end."""


class Unread(NamedTuple):
    """A cell, or several of one column, that could not be understood: where the first stands, and what was wrong.

    `others` are where the rest stand, as far as the first MOST_PLACES; `cells` is how many there are in all.
    """

    column: str
    place: str
    what: str
    cells: int = 1
    others: tuple[str, ...] = ()


class TableRead(NamedTuple):
    """How one table was read. `found_as` is how the file names it; `missing` are columns that should stand there.

    `not_used` are columns that the source is known to have and nothing is counted by.
    """

    table: str
    found_as: str
    rows: int
    columns: tuple[str, ...]
    missing: tuple[str, ...] = ()
    unrecognised: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    not_used: tuple[str, ...] = ()


class FileRead(NamedTuple):
    """What a file (or folder) of records turned out to be. `file` is as typed or, of a long path, its last part.

    `notes` are sentences on what is no problem and should be known.
    """

    file: str
    sha256: str
    source: str
    tables: Mapping[str, TableRead]
    not_there: tuple[str, ...] = ()
    authority_code: str = ""
    reference_day: date | None = None
    period: Period | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
