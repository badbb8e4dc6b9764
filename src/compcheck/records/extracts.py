"""A file or folder of records, whatever it is written in, to the tables that indicators are counted from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.extract import FileRead
from compcheck.model.records import RecordRules
from compcheck.records.code_words import plain
from compcheck.records.finding import EMPTY_ZIP, OLE, ZIP, begins_as_xml
from compcheck.records.shown import refusal, shown_path, shown_word

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


HEAD = 4096
"""So many bytes tell what a file is."""


def read_records(path: str, rules: RecordRules, source: str | None = None) -> Extract:
    """As below, and what nobody knows told apart from what is known and not used."""
    extract = _read(path, rules, source)
    known = {plain(one) for one in rules.sources[extract.read.source].known}
    tables = {
        name: table._replace(
            unrecognised=tuple(one for one in table.unrecognised if plain(one) not in known),
            not_used=tuple(one for one in table.unrecognised if plain(one) in known),
        )
        for name, table in extract.read.tables.items()
    }
    return extract._replace(read=extract.read._replace(tables=tables))


def _read(path: str, rules: RecordRules, source: str | None) -> Extract:
    """What it is written in is told by how it begins, and which source it is of by what stands in it.

    ProblemsFound where nothing of it can be read; what is wrong with one table only stands in `read.problems`.
    """
    if source is not None and source not in rules.sources:
        known = ", ".join(rules.sources)
        raise refusal("source-unknown", shown_path(path), f"{shown_word(source)} is no source.", f"Known are {known}.")
    head = _head_of(path)
    if head.startswith((ZIP, OLE, EMPTY_ZIP)):
        return _workbook(path, rules, source)
    if begins_as_xml(head):
        from compcheck.records.census_xml import read_census  # noqa: PLC0415  # each reader is slow to import

        return Extract(*read_census(path, rules, source))
    from compcheck.records.folder import read_folder  # noqa: PLC0415  # as above

    return Extract(*read_folder(path, rules, source))


def _head_of(path: str) -> bytes:
    """b"" of a folder."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # pathlib would bring nothing but its import
            return file.read(HEAD)
    except IsADirectoryError:
        return b""
    except FileNotFoundError:
        way_out = "Check the path, and the folder you are in."
        raise refusal("file-missing", shown_path(path), "is not there.", way_out) from None
    except OSError as wrong:
        reason = wrong.strerror or "the system gives no reason"
        fact = f"cannot be read ({reason})."
        raise refusal("file-unreadable", shown_path(path), fact, "Check the path and the disk.") from None


def _workbook(path: str, rules: RecordRules, source: str | None) -> Extract:
    """Of several sources that are workbooks, the one of which most lists are in it."""
    from compcheck.records.workbook import read_workbook  # noqa: PLC0415  # each reader is slow to import

    sources = [one for one in rules.sources.values() if one.kind == "workbook" and source in {None, one.id}]
    if not sources:
        fact = "is a workbook, and the source that was named is none."
        raise refusal("source-unlike", shown_path(path), fact, "Name another source, or leave it out.")
    return Extract(*max((read_workbook(path, rules, one) for one in sources), key=lambda one: len(one[1])))
