"""A census in XML to tables: the children in need census and the workforce census, in the shapes of every year.

Which element makes a row and where its columns stand is data (rules/records/sources/); here it is only walked. The
rows of a child are made when the child's own element ends, because some of what they share stands after them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from compcheck.model.extract import FileRead
from compcheck.model.records import RecordRules, RecordSource
from compcheck.records.census_head import Head, head_of, period_of
from compcheck.records.census_walk import Walk
from compcheck.records.growing import GrowingTable
from compcheck.records.shown import refusal, shown_path, shown_word
from compcheck.records.xml_parsing import PIECE, feed

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = "message"
HEAD_PIECES = 4
"""A head of a census takes a thousand bytes; in so many pieces it has ended or there is none."""
KNOWN = "the children in need census (CIN) and the workforce census (CSWW)"
PART_OF = {"child_protection_reviews": "child_protection"}
"""Rows that stand in those of another table: where that is there and these are not, there were none."""
ENDS = {"CSWW": (9, 30)}
"""When the year of a collection ends, where that is not 31 March."""


def read_census(path: str, rules: RecordRules, source: str | None = None) -> tuple[FileRead, dict[str, pa.Table]]:
    """ProblemsFound where it is no census, or is cut off: half a census would be taken for the whole."""
    file = shown_path(path)
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as opened:  # noqa: PTH123  # pathlib would bring nothing but its import
            pieces = iter(lambda: opened.read(PIECE), b"")
            first = list(islice(pieces, HEAD_PIECES))
            head = head_of(first, file, whole=len(first) < HEAD_PIECES)
            of = _source_of(head, rules, source, file)
            walk = Walk(of, _growing(of, rules), file)
            feed(walk.parser, _hashed(chain(first, pieces), digest.update), file)
    except OSError as wrong:
        reason = wrong.strerror or "the system gives no reason"
        raise refusal("file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the disk.") from None
    return _told(walk, head, of, file, digest.hexdigest())


def _hashed(pieces: Iterator[bytes], update: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _source_of(head: Head, rules: RecordRules, asked: str | None, file: str) -> RecordSource:
    """By the collection that the file says it is, or, where it says none, by the elements that stand in it."""
    censuses = [one for one in rules.sources.values() if one.kind == "xml"]
    if asked is not None and asked not in {one.id for one in censuses}:
        raise refusal("source-unlike", file, f"is XML, and {shown_word(asked)} is not.", "Name the file it is in.")
    if head.root != ROOT:
        fact = f"begins with <{shown_word(head.root)}> and not with <Message>, as the censuses of DfE do."
        raise refusal("census-unknown", file, fact, f"XML is read of {KNOWN}.", 1)
    for one in censuses:
        first_steps = {table.rows.split("/")[1].casefold() for table in one.tables.values() if "/" in table.rows}
        told = head.collection.casefold() == one.told_by.casefold() if head.collection else False
        if told or (not head.collection and first_steps & set(head.parts)):
            if asked in {None, one.id}:
                return one
            fact = f"is {one.title}, and not {rules.sources[asked or ''].title}."
            raise refusal("source-unlike", file, fact, "Name the other file, or the other source.")
    if head.collection:
        fact = f"is of the collection {shown_word(head.collection)}, which is not read here."
    else:
        fact = "names no collection in its header, and holds no rows of any census known here."
    raise refusal("census-unknown", file, fact, f"XML is read of {KNOWN}.")


def _growing(source: RecordSource, rules: RecordRules) -> dict[str, GrowingTable]:
    def placed(table: str) -> Callable[[str, int], str]:
        paths = {
            one.column: one.path.partition("|")[0].rpartition("/")[2] for one in source.tables[table].columns.values()
        }
        return lambda column, line: f"line {line} ({paths[column].partition('!=')[0].strip()})"

    return {
        name: GrowingTable(rules.tables[name], tuple(table.columns), rules.codes, source.dates, placed(name))
        for name, table in source.tables.items()
    }


def _told(walk: Walk, head: Head, source: RecordSource, file: str, digest: str) -> tuple[FileRead, dict[str, pa.Table]]:
    walk.finish()
    there = {
        name: table
        for name, table in walk.tables.items()
        if table.rows or ((part := PART_OF.get(name)) and walk.tables[part].rows)
    }
    if not there:
        titles = ", ".join(table.table.title.lower() for table in walk.tables.values())
        raise refusal("records-empty", file, "is a census without any rows.", f"Looked for: {titles}.")
    dated = period_of(head, ENDS.get(source.told_by, (3, 31)), file)
    authority = head.authority if len(head.authority) == 3 and head.authority.isdigit() else ""
    read = FileRead(
        file,
        digest,
        source.id,
        {
            name: table.told(
                source.tables[name].rows.rpartition("/")[2],
                unrecognised=[shown_word(one) for one in walk.passed_over(name)],
            )
            for name, table in there.items()
        },
        tuple(name for name in source.tables if name not in there),
        authority,
        dated.period.end if dated.period else None,
        dated.period,
        dated.problems,
    )
    return read, {name: table.arrow() for name, table in there.items()}
