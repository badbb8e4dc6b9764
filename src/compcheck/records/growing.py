"""A table that grows batch by batch out of raw cells, so that a large file never stands in memory as text at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from compcheck.model.extract import MOST_PLACES, TableRead, Unread
from compcheck.model.records import UNREAD, Code, Column, Table
from compcheck.records.cells import clean, empty

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000
"""Rows whose cells are held as text before they become columns: a few MiB, and large enough to clean each word once."""
MOST_NAMES = 40
"""So many columns or elements that nobody reads are named; a file may have a million of them."""


class GrowingTable:
    """Rows of raw cells in, in the order of `columns`; one Arrow table out, with what could not be read."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[str],
        codes: Mapping[str, Mapping[str, Code]],
        dates: Sequence[str],
        place: Callable[[str, int], str],
    ) -> None:
        """`place` says where the cell of a column stands whose row was found at that number (a line, a row)."""
        self.table = table
        self.rows = 0
        self._columns: tuple[Column, ...] = tuple(table.columns[name] for name in columns)
        self._codes, self._dates, self._place = codes, dates, place
        self._chunks: list[list[pa.Array]] = [[] for _ in columns]
        self._masks: list[list[pa.Array | None]] = [[] for _ in columns]
        self._unread: dict[tuple[str, str], Unread] = {}

    def add(self, rows: Sequence[Sequence[object]], found_at: Sequence[int]) -> None:
        if not rows:
            return
        for at, (column, cells) in enumerate(zip(self._columns, zip(*rows, strict=True), strict=True)):

            def placed(row: int, of: str = column.name) -> str:
                return self._place(of, found_at[row])

            read = clean(cells, column, self._codes, placed, self._dates)
            self._chunks[at].append(read.array)
            self._masks[at].append(read.mask)
            for one in read.unread:
                before = self._unread.get((one.column, one.what))
                self._unread[one.column, one.what] = _together(before, one) if before else one
        self.rows += len(rows)

    def arrow(self) -> pa.Table:
        """Beside a column with unread cells stands `<column>__unread`, true for those."""
        import pyarrow as pa  # noqa: PLC0415  # a submission of figures needs no columns

        data = {}
        for column, chunks, masks in zip(self._columns, self._chunks, self._masks, strict=True):
            data[column.name] = pa.chunked_array(chunks or [empty(0, column)])
            if any(mask is not None for mask in masks):
                none = [
                    pa.array([False] * len(chunk)) if mask is None else mask
                    for chunk, mask in zip(chunks, masks, strict=True)
                ]
                data[column.name + UNREAD] = pa.chunked_array(none)
        return pa.table(data)

    def told(self, found_as: str, missing: Sequence[str] = (), unrecognised: Sequence[str] = ()) -> TableRead:
        names = tuple(column.name for column in self._columns)
        unread = tuple(sorted(self._unread.values(), key=lambda one: names.index(one.column)))
        return TableRead(
            self.table.id, found_as, self.rows, names, tuple(missing), tuple(unrecognised[:MOST_NAMES]), unread
        )


def _together(before: Unread, one: Unread) -> Unread:
    others = (*before.others, one.place, *one.others)[: MOST_PLACES - 1]
    return before._replace(cells=before.cells + one.cells, others=others)
