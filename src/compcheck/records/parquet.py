"""Parquet files: handed to the database as they are where the columns are of the right kind, else read as others are.

A table of a million rows then never stands in memory: the database reads the columns it needs from the file itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.records import Code, Column
from compcheck.records.encodings import PIECE
from compcheck.records.extracts import ParquetFiles
from compcheck.records.growing import BATCH
from compcheck.records.shown import refusal

if TYPE_CHECKING:
    import pyarrow as pa


class ParquetFile(NamedTuple):
    """`kinds` are the types of its columns, in the order of `headings`."""

    path: str
    file: str
    headings: tuple[str, ...]
    kinds: tuple[pa.DataType, ...]
    rows: int
    sha256: str


def parquet_file(path: str, file: str) -> ParquetFile:
    import pyarrow as pa  # noqa: PLC0415  # a submission of figures needs neither
    import pyarrow.parquet as pq  # noqa: PLC0415  # as above

    digest = hashlib.sha256()
    with open(path, "rb") as opened:  # noqa: PTH123  # pathlib would bring nothing but its import
        for piece in iter(lambda: opened.read(PIECE), b""):
            digest.update(piece)
    try:
        with pq.ParquetFile(path) as opened_as:
            schema, rows = opened_as.schema_arrow, opened_as.metadata.num_rows
    except (pa.ArrowException, OSError):
        fact = "begins as a Parquet file and cannot be read as one: it is cut off or broken."
        raise refusal("parquet-broken", file, fact, "Write it again, and copy it whole.") from None
    return ParquetFile(path, file, tuple(schema.names), tuple(schema.types), rows, digest.hexdigest())


def as_it_is(
    files: Sequence[ParquetFile],
    columns: Sequence[Column],
    places: Sequence[Mapping[str, int]],
    codes: Mapping[str, Mapping[str, Code]],
) -> ParquetFiles | None:
    """None where a column is of another kind than is declared, or a code is not in the words of our own lists."""
    called = {column.name: files[0].headings[places[0][column.name]] for column in columns if column.name in places[0]}
    for file, place in zip(files, places, strict=True):
        if {name: file.headings[at] for name, at in place.items()} != called:
            return None
        for column in columns:
            at = place.get(column.name)
            if at is None:
                continue
            if not _is_of(file.kinds[at], column.holds):
                return None
            if column.holds == "code" and not _in_our_words(file, file.headings[at], codes.get(column.codes, {})):
                return None
    return ParquetFiles(tuple(file.path for file in files), called)


def _is_of(kind: pa.DataType, holds: str) -> bool:
    from pyarrow import types  # noqa: PLC0415  # as above

    if holds == "date":
        return bool(types.is_date(kind) or (types.is_timestamp(kind) and kind.tz is None))
    if holds == "integer":
        return bool(types.is_integer(kind))
    if holds == "number":
        return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))
    if holds == "yes/no":
        return bool(types.is_boolean(kind))
    value = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(value) or types.is_large_string(value))


def _in_our_words(file: ParquetFile, heading: str, codes: Mapping[str, Code]) -> bool:
    import pyarrow.compute as pc  # noqa: PLC0415  # as above
    import pyarrow.parquet as pq  # noqa: PLC0415  # as above

    ours = {name for name, code in codes.items() if not code.unknown}
    with pq.ParquetFile(file.path, read_dictionary=[heading]) as opened:
        for batch in opened.iter_batches(columns=[heading], batch_size=1 << 17):
            column = batch.column(0)
            said = column.dictionary if hasattr(column, "dictionary") else pc.unique(column)
            if not ours.issuperset(one for one in said.to_pylist() if one is not None):
                return False
    return True


def batches(file: ParquetFile, headings: Sequence[str]) -> Iterator[list[list[object]]]:
    """Columns of Python values, some thousand rows at a time."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # as above

    with pq.ParquetFile(file.path) as opened:
        for batch in opened.iter_batches(columns=list(headings), batch_size=BATCH):
            yield [batch.column(heading).to_pylist() for heading in headings]
