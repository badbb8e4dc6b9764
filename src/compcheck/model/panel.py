"""A panel: one row an authority and date. Each row is a submission; what stands beside it feeds no grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from compcheck.model.document import Document, Position
from compcheck.model.problem import Problem

ALL_OTHERS = "all others"
"""Said of columns to ignore: every one that is not named."""


class Known(NamedTuple):
    """What a row says beside its figures: grades that were really given, and columns that are no figure of its own.

    `judged` goes from `overall` and ids of areas to words in lower case; `beside` from a column's name to its cell.
    """

    judged: Mapping[str, str]
    beside: Mapping[str, str]


class Row(NamedTuple):
    """`document.data` has the shape of a submission, `document.path` names the row: `panel.csv:7`."""

    document: Document
    known: Known


class Panel(NamedTuple):
    """Every row that could be read, in the file's order, and what is wrong with the others.

    `documents` and `known` run side by side.
    """

    file: str
    documents: tuple[Document, ...]
    known: tuple[Known, ...]
    problems: tuple[Problem, ...] = ()


class Ends(NamedTuple):
    """A column with the year in which the period of some indicators ended, and the day of that year."""

    column: str
    month_day: str
    of: tuple[str, ...]


class PanelMapping(NamedTuple):
    """What the columns of somebody else's file are here. Names of columns are in small letters.

    `ignored` is None where every column that is not named is to be ignored. `places` says where in the mapping's own
    file each column stands.
    """

    file: str = ""
    columns: Mapping[str, str] = {}
    ends: tuple[Ends, ...] = ()
    ignored: frozenset[str] | None = frozenset()
    words: Mapping[str, Mapping[str, str]] = {}
    source: str = ""
    places: Mapping[str, Position] = {}

    @property
    def named(self) -> frozenset[str]:
        """Every column it says something of."""
        return frozenset({*self.columns, *(one.column for one in self.ends), *(self.ignored or ())})


def of_its_file(problems: Iterable[Problem], document: Document) -> tuple[Problem, ...]:
    """What is wrong with a row, told of its file and line: `panel.csv`, line 7, and not of the file `panel.csv:7`."""
    at = document.position_of("")
    file = document.path.removesuffix(f":{at.line}") if at is not None else document.path
    line = at.line if at is not None else 0
    return tuple(one._replace(file=file, line=one.line or line, column=one.column or 1) for one in problems)
