"""A file or folder of records, whatever it is written in, to the tables that indicators are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.extract import FileRead

if TYPE_CHECKING:
    import pyarrow as pa


class ParquetFiles(NamedTuple):
    """A table that the database reads from its files itself. `columns` has the file's name of each of ours."""

    paths: tuple[str, ...]
    columns: Mapping[str, str]


class Extract(NamedTuple):
    """`data` has each table that is there, with a column `<name>__unread` where cells of `<name>` are unread."""

    read: FileRead
    data: Mapping[str, pa.Table | ParquetFiles]
