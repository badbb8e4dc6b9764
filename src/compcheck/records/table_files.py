"""Which table a file of rows holds: told by its headings, or by its name where the source is named so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from compcheck.model.records import RecordSource, SourceTable
from compcheck.records.code_words import plain

BY_NAME = "file names"
"""What `told_by` says of a source whose files are called as their tables are."""
ENOUGH = 0.5
"""So many of the columns that only this table has must be there: every file of a return has a child in it."""


class Headings(NamedTuple):
    """`columns` says for each of ours under which number (from 0) it stands in the file; `unrecognised` are others."""

    table: str
    columns: Mapping[str, int]
    unrecognised: tuple[int, ...]
    twice: tuple[str, ...]


def known_in(source: RecordSource) -> frozenset[str]:
    """Every heading of the source, plainly spelt."""
    return frozenset(
        plain(heading)
        for table in source.tables.values()
        for column in table.columns.values()
        for heading in column.headings
    )


def headings_of(source: RecordSource, path: str, headings: Sequence[str]) -> Headings | None:
    """None where the file holds no table of the source."""
    spelt = [plain(heading) for heading in headings]
    name = plain(PurePath(path).stem)
    if source.told_by == BY_NAME:
        at = [id_ for id_, table in source.tables.items() if name in {plain(id_), *map(plain, table.named)}]
    else:
        at = [id_ for id_ in _likeliest(source, set(spelt), name) if id_]
    return _under(source.tables[at[0]], headings, spelt) if at else None


def _likeliest(source: RecordSource, there: set[str], name: str) -> list[str]:
    """By the columns that only this table has, then by how many are there, then by the name of the file."""
    shared = Counter(heading for table in source.tables.values() for heading in set(_headings(table)))
    scores = []
    for id_, table in source.tables.items():
        columns = [{plain(heading) for heading in column.headings} for column in table.columns.values()]
        own = [spelt for spelt in columns if all(shared[heading] == 1 for heading in spelt)]
        found = sum(not there.isdisjoint(spelt) for spelt in own)
        if found and found >= ENOUGH * len(own):
            all_found = sum(not there.isdisjoint(spelt) for spelt in columns)
            scores.append((found, all_found, name in map(plain, table.named), id_))
    return [max(scores)[-1]] if scores else []


def _headings(table: SourceTable) -> list[str]:
    return [plain(heading) for column in table.columns.values() for heading in column.headings]


def _under(table: SourceTable, headings: Sequence[str], spelt: Sequence[str]) -> Headings | None:
    columns: dict[str, int] = {}
    twice, used = [], set()
    for name, column in table.columns.items():
        wanted = {plain(heading) for heading in column.headings}
        places = [at for at, heading in enumerate(spelt) if heading and heading in wanted]
        used.update(places)
        if len(places) > 1:
            twice.append(headings[places[0]])
        elif places:
            columns[name] = places[0]
    if not columns:
        return None
    others = [at for at in range(len(headings)) if at not in used and spelt[at]]
    return Headings(table.table, columns, tuple(others), tuple(twice))
