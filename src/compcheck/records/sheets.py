"""Which sheet of a workbook is which list, and in which of its rows the headings stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from compcheck.model.records import RecordSource
from compcheck.records.code_words import plain
from compcheck.records.headings import DeclaredHeadings

HEADER_WITHIN = 30
"""Headings stand below a title, a logo and a note or two, and not below a screenful."""
FEWEST_HEADINGS = 3
TELLS = 0.7
"""A sheet of any other name is a list where it has so large a share of the list's headings."""
ALIKE = 0.85
LONGEST_CELL = 250
_NUMBERED = re.compile(r"\blist (\d{1,2})\b")


class Claim(NamedTuple):
    """The list that a sheet's name or title says it is; `sure` where the name says so in as many words."""

    table: str
    sure: bool


def claim_of(name: str, titles: Sequence[str], source: RecordSource) -> Claim | None:
    """By the name of the sheet, else by a title, spelt plainly, above the headings ("list 4 assessments")."""
    named = {plain(word): table.table for table in source.tables.values() for word in table.named}
    for text, is_name in ((plain(name), True), *((title, False) for title in titles)):
        if text in named:
            return Claim(named[text], is_name)
        numbered = _NUMBERED.search(text)
        if numbered and (table := named.get(f"list {int(numbered[1])}")):
            return Claim(table, is_name)
    likely = {
        table
        for written, table in named.items()
        if len(written) > 3
        and (f" {written} " in f" {plain(name)} " or SequenceMatcher(None, plain(name), written).ratio() >= ALIKE)
    }
    return Claim(likely.pop(), sure=False) if len(likely) == 1 else None


def spelt_plainly(row: Sequence[object]) -> list[str]:
    """The cells of a row as headings are compared; "" for what is no text, or too long for a heading."""
    return [plain(cell) if isinstance(cell, str) and len(cell) <= LONGEST_CELL else "" for cell in row]


def header_row(rows: Sequence[Sequence[object]], declared: DeclaredHeadings) -> int | None:
    """The row that has most of the headings; where all are misspelt, the first with several that are like some."""
    plainly = [spelt_plainly(row) for row in rows[:HEADER_WITHIN]]
    counts = [declared.share(row)[0] for row in plainly]
    most = max(counts, default=0)
    if most >= FEWEST_HEADINGS:
        return counts.index(most)
    for at, row in enumerate(plainly):
        if sum(map(bool, row)) >= FEWEST_HEADINGS:
            found = declared.match(row, lambda _: True).columns
            if len(found) >= FEWEST_HEADINGS:
                return at
    return None


def table_told_by_headings(rows: Sequence[Sequence[object]], declared: Mapping[str, DeclaredHeadings]) -> str | None:
    """The one list whose headings these are, of a sheet whose name says nothing; None where two come as near."""
    plainly = [row for row in map(spelt_plainly, rows[:HEADER_WITHIN]) if sum(map(bool, row)) >= FEWEST_HEADINGS]
    shares = {name: max((one.share(row)[1] for row in plainly), default=0.0) for name, one in declared.items()}
    best = max(shares.values(), default=0.0)
    told = [name for name, share in shares.items() if share == best]
    return told[0] if best >= TELLS and len(told) == 1 else None
