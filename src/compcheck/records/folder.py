"""A folder in which each file is a table: the return of children looked after (SSDA903), or tables called by name.

Files are CSV or Parquet, told by what they begin with. A file that holds no table of the source is named and left.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.extract import FileRead, TableRead
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import RecordRules, RecordSource
from compcheck.records.code_words import plain
from compcheck.records.delimited import Delimited, delimited
from compcheck.records.extracts import ParquetFiles
from compcheck.records.finding import PARQUET
from compcheck.records.folder_tables import FileOfTable, grown
from compcheck.records.parquet import ParquetFile, as_it_is, parquet_file
from compcheck.records.shown import refusal, shown_path, shown_word
from compcheck.records.strange_headings import shown_headings, words_of_headings
from compcheck.records.table_files import Headings, headings_of, known_in

if TYPE_CHECKING:
    import pyarrow as pa

MOST_FILES = 1000
MOST_NAMED = 20
"""So many files that were left are named one by one."""
_NO_TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"<", b"\xef\xbb\xbf<", b"{", b"[")
"""How workbooks, archives, pages and submissions begin."""


class _Choice(NamedTuple):
    source: RecordSource
    files: tuple[tuple[Delimited | ParquetFile, Headings | None], ...]

    @property
    def known(self) -> int:
        return sum(len(under.columns) for _, under in self.files if under)


def read_folder(
    path: str, rules: RecordRules, source: str | None = None
) -> tuple[FileRead, dict[str, pa.Table | ParquetFiles]]:
    """Also of a single file. ProblemsFound where nothing in it is known."""
    file = shown_path(path)
    paths = _files(path, file)
    sources = [one for one in rules.sources.values() if one.kind == "tables" and source in {None, one.id}]
    if not sources:
        fact = f"is no file of the source {shown_word(source or '')}, which is not of tables."
        raise refusal("source-unlike", file, fact, "Name the file of that source.")
    opened, problems, left = _opened(paths, sources, path)
    choice = max(
        (_Choice(one, tuple((of, headings_of(one, of.path, of.headings)) for of in opened)) for one in sources),
        key=lambda one: one.known,
    )
    left += [of.file for of, under in choice.files if not under]
    lost = _lost(left, [choice.source] if choice.known else sources)
    problems += lost
    left = [name for name in left if all(one.file != name for one in lost)]
    if not choice.known and lost:
        raise ProblemsFound(problems)
    if not choice.known:
        titles = " nor of ".join(one.title for one in sources)
        fact = f"holds no table that is known: no file has the headings of {titles}."
        raise ProblemsFound([*problems, Problem("records-unknown", file, fact, "Check the first line of each file.")])
    problems += _left_out(left, file, choice.source)
    tables: dict[str, TableRead] = {}
    data: dict[str, pa.Table | ParquetFiles] = {}
    for name in choice.source.tables:
        files = [FileOfTable(of, under) for of, under in choice.files if under and under.table == name]
        if files:
            told, table, found = _table(files, choice.source, rules)
            problems += found
            if table is not None:
                tables[name], data[name] = told, table
    if not data:
        raise ProblemsFound(problems)
    not_there = tuple(name for name in choice.source.tables if name not in data)
    read = FileRead(file, _digest(opened, path), choice.source.id, tables, not_there, problems=tuple(problems))
    return read, data


def _files(path: str, file: str) -> list[str]:
    try:
        if not os.path.isdir(path):  # noqa: PTH112  # pathlib would bring nothing but its import
            return [path]
        with os.scandir(path) as entries:
            paths = sorted(one.path for one in entries if one.is_file() and not one.name.startswith((".", "~$")))
    except OSError as wrong:
        reason = wrong.strerror or "the system gives no reason"
        raise refusal(
            "file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the rights."
        ) from None
    if not paths:
        raise refusal("records-empty", file, "is a folder without files.", "Put the files of the return into it.")
    if len(paths) > MOST_FILES:
        fact = f"holds {len(paths):,} files; a return is a dozen."
        raise refusal("records-too-many-files", file, fact, "Put the files of one return into a folder of their own.")
    return paths


def _opened(
    paths: Sequence[str], sources: Sequence[RecordSource], folder: str
) -> tuple[list[Delimited | ParquetFile], list[Problem], list[str]]:
    """What can be taken apart; the problems of what cannot, and the names of what is no table of anybody's."""
    known = frozenset[str]().union(*(known_in(source) for source in sources))
    opened: list[Delimited | ParquetFile] = []
    problems: list[Problem] = []
    left = []
    for path in paths:
        name = shown_word(os.path.basename(path)) if path != folder else shown_path(path)  # noqa: PTH119  # as above
        try:
            with open(path, "rb") as beginning:  # noqa: PTH123  # as above
                head = beginning.read(8)
            if head.startswith(PARQUET):
                opened.append(parquet_file(path, name))
            elif not head.startswith(_NO_TABLES) and (of := delimited(path, name, lambda row: len(known & {*row}))):
                opened.append(of)
            else:
                left.append(name)
        except OSError as wrong:
            reason = wrong.strerror or "the system gives no reason"
            fact = f"cannot be read ({reason})."
            problems.append(Problem("file-unreadable", name, fact, "Check the rights, and the disk."))
        except ProblemsFound as found:
            problems += found.problems
    return opened, problems, left


def _lost(left: Sequence[str], sources: Sequence[RecordSource]) -> list[Problem]:
    """Files that bear a table's own name and are none: whoever called them so takes them for counted."""
    lost = []
    for name in left:
        stem = plain(PurePath(name).stem)
        for source in sources:
            for id_, table in source.tables.items():
                if stem in {plain(word) for word in (table.named or (id_,))}:
                    fact = f"has the name of a table ({source.title}) and no line with its headings: it is not read."
                    heading = next(iter(table.columns.values())).headings[0]
                    way_out = f'Put the headings of the table above its rows, "{heading}" first.'
                    lost.append(Problem("records-table-lost", name, fact, way_out))
    return list({one.file: one for one in reversed(lost)}.values())


def _left_out(left: Sequence[str], file: str, source: RecordSource) -> list[Problem]:
    way_out = "Nothing need be done if it is not needed; else check its headings, or its name."
    named = [
        Problem("records-file-left", name, f"holds no table of {source.title} that is read: it is left out.", way_out)
        for name in left[:MOST_NAMED]
    ]
    if len(left) > MOST_NAMED:
        fact = f"holds {len(left) - MOST_NAMED} more files that are left out."
        named.append(Problem("records-file-left", file, fact, way_out))
    return named


def _table(
    files: Sequence[FileOfTable], source: RecordSource, rules: RecordRules
) -> tuple[TableRead, pa.Table | ParquetFiles | None, list[Problem]]:
    table = rules.tables[files[0].under.table]
    there = [name for name in source.tables[table.id].columns if any(name in file.under.columns for file in files)]
    missing = tuple(name for name in source.tables[table.id].columns if name not in there)
    known = words_of_headings(rules)
    strange = [name for file in files for name in shown_headings(file.of.headings, file.under.unrecognised, known)]
    others = tuple(dict.fromkeys(strange))
    found_as = ", ".join(file.of.file for file in files)
    problems = [
        Problem(
            "csv-column-twice",
            file.of.file,
            f"has two columns {shown_word(twice)}: neither is read.",
            "Take out one of the two.",
        )
        for file in files
        for twice in file.under.twice
    ]
    parquet = [file.of for file in files if isinstance(file.of, ParquetFile)]
    if len(parquet) == len(files):
        columns = [table.columns[name] for name in there]
        if handed := as_it_is(parquet, columns, [file.under.columns for file in files], rules.codes):
            rows = sum(one.rows for one in parquet)
            return TableRead(table.id, found_as, rows, tuple(there), missing, others), handed, problems
    growing, found = grown(files, table, there, rules.codes, source.dates)
    problems += found
    if growing is None:
        return TableRead(table.id, found_as, 0, ()), None, problems
    return growing.told(found_as, missing, others), growing.arrow(), problems


def _digest(opened: Sequence[Delimited | ParquetFile], path: str) -> str:
    """Of a folder: of its files' names and digests, so that it changes with any of them."""
    each = {of.file: of.sha256 if isinstance(of, ParquetFile) else of.encoding.sha256 for of in opened}
    if not os.path.isdir(path):  # noqa: PTH112  # as above
        return next(iter(each.values()))
    return hashlib.sha256("".join(f"{name} {one}\n" for name, one in sorted(each.items())).encode()).hexdigest()
