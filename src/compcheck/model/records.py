"""What records are made of: tables, columns, and where each source keeps them. Declared in rules/records/."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from compcheck.model.counting import Check, Counted, WatchList

HOLDS = ("text", "date", "integer", "number", "yes/no", "code")
"""What a column may hold. A `yes/no` comes out as true, false or null; a `code` as the code's own name, or null."""
KINDS = ("workbook", "xml", "tables")
"""How a source is written: a workbook of sheets, one XML file, or CSV and Parquet files each holding a table."""
ON_THE_DAY = "on the day"
THE_PERIOD = "the period"
WINDOWS = ("6 months", "12 months", ON_THE_DAY, THE_PERIOD)
"""Which days a table covers: so long before the day of extraction, that day alone, or the period of the return."""
WORKED_OUT: Mapping[str, str] = {"looked_after": "care_episodes"}
"""A table that is worked out of another, where a source does not have it itself."""
UNREAD = "__unread"
"""After a column's name: the column beside it that is true where its cell could not be read."""
DIMENSIONS = ("team", "locality", "age", "sex", "ethnicity", "disability")
"""What `--by` breaks a figure down by, `month` apart, which needs the day a row is counted on."""


class Column(NamedTuple):
    """`codes` names the list of codes of a `code`. A derived column is worked out and never read from a file."""

    name: str
    holds: str
    meaning: str
    codes: str = ""
    derived: bool = False


class Table(NamedTuple):
    """One kind of record, the same whichever source it is from: one row is one `row` ("assessment").

    `by` says which column each dimension stands in. `order` is where its cases stand among those to be mended:
    1 for plans, 2 for care, 3 for all else.
    """

    id: str
    title: str
    row: str
    columns: Mapping[str, Column]
    by: Mapping[str, str] = {}
    order: int = 3


class Code(NamedTuple):
    """`also` holds what else is written for it. An `unknown` code says that nobody knows: it is read as null."""

    name: str
    title: str
    also: tuple[str, ...] = ()
    unknown: bool = False


class SourceColumn(NamedTuple):
    """Where a column stands: under one of these headings (`also` first to last), or at this path in the XML."""

    column: str
    headings: tuple[str, ...] = ()
    path: str = ""


class SourceTable(NamedTuple):
    """Where a table stands in a source: `named` are sheets, titles or files; `rows` is the element of an XML row."""

    table: str
    window: str
    columns: Mapping[str, SourceColumn]
    named: tuple[str, ...] = ()
    title: str = ""
    rows: str = ""


class RecordSource(NamedTuple):
    """A return or list that authorities really keep: Annex A, the children in need census, and so on.

    `told_by` is what its content is recognised by; `dates` is the order of day, month and year in text ("dmy", "iso").
    `known` are its headings or elements that no table has a column for: nobody need wonder at them.
    """

    id: str
    title: str
    kind: str
    tables: Mapping[str, SourceTable]
    told_by: str = ""
    dates: tuple[str, ...] = ("iso", "dmy")
    known: tuple[str, ...] = ()


class RecordRules(NamedTuple):
    """Everything that records are read and counted by; `counted` holds the ways of each indicator, in order of choice.

    `nobody` are the patterns (regular expressions, matched anywhere, ignoring case) of what stands for no worker.
    `digest` is the sha256 of the canonical bytes of all of it. `bank_holidays` are England's, of the years known.
    """

    tables: Mapping[str, Table]
    codes: Mapping[str, Mapping[str, Code]]
    sources: Mapping[str, RecordSource]
    counted: Mapping[str, tuple[Counted, ...]]
    checks: Mapping[str, Check]
    watch_lists: Mapping[str, WatchList]
    nobody: tuple[str, ...]
    digest: str
    bank_holidays: frozenset[date] = frozenset()


def table_title(table: str, source: str, rules: RecordRules) -> str:
    """As the source calls it ("List 4: Assessments") or, where it has no name of its own for it, as the rules do."""
    declared = rules.sources[source].tables.get(table)
    return (declared.title if declared is not None else "") or rules.tables[table].title


def column_title(column: str, table: str, source: str, rules: RecordRules) -> str:
    """The heading it has in the template of the source, or its element in XML ("PersonBirthDate")."""
    declared = rules.sources[source].tables.get(table)
    stands = declared.columns.get(column) if declared is not None else None
    if stands is None:
        return column.replace("_", " ")
    if stands.headings:
        return stands.headings[0]
    return stands.path.partition("|")[0].partition("!=")[0].strip().rpartition("/")[2]
