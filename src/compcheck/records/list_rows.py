"""Which rows of a sheet are records: not the blank ones, and not a note, a total or the headings over again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compcheck.records.code_words import plain

Rows = list[list[object]]
WORDS_OF_A_NOTE = 3
_TOTALS = ("total", "totals", "grand total", "end of", "note", "notes", "source")


class ListRows(NamedTuple):
    """`numbers` are where the rows stand in the sheet, from 0; `left_out` are rows that are filled, and no records."""

    numbers: list[int]
    rows: Rows
    left_out: list[int]


def rows_below(sheet: Rows, header: int) -> ListRows:
    """A row with an identifier and nothing else is a record of which nothing is recorded."""
    headings = sheet[header]
    named = [at for at, heading in enumerate(headings) if not is_blank(heading)]
    first, third = named[0], named[min(2, len(named) - 1)]
    numbers = [
        at
        for at in range(header + 1, len(sheet))
        if not is_blank(sheet[at][first]) or not all(map(is_blank, sheet[at]))
    ]
    doubtful = [at for at in numbers if sheet[at][third] == "" or sheet[at][first] == headings[first]]
    left_out = [at for at in doubtful if _is_note(sheet[at]) or sheet[at] == headings]
    if left_out:
        numbers = sorted(set(numbers).difference(left_out))
    return ListRows(numbers, [sheet[at] for at in numbers], left_out)


def is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _is_note(row: Sequence[object]) -> bool:
    """A sentence that stands alone in its row, or a total with the number beside it."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) > 2 or not isinstance(filled[0], str):
        return False
    text = plain(filled[0])
    if text.startswith(_TOTALS):
        return True
    return len(filled) == 1 and len(text.split()) >= WORDS_OF_A_NOTE
