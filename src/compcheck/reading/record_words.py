"""The words of an expression held against the columns that a table and a source have.

Whether the expression is on the white list needs SQL's own grammar, which comes with `compcheck[records]` and is asked
by `rules check`; a name nobody knows, or a code that no list has, is found here without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from compcheck.model.counting import AGGREGATES, CASES, FUNCTIONS, OTHER, SETTINGS
from compcheck.model.problem import Problem
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.building_records import expression_from
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

KEYWORDS = frozenset(
    {"and", "or", "not", "is", "null", "in", "between", "case", "when", "then", "else", "end", "true", "false", "date"}
)
TEXT = re.compile(r"'(?:[^']|'')*'")
WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?")
EQUALS = re.compile(r"([a-z_][a-z0-9_.]*)\s*(?:=|<>|!=)\s*('(?:[^']|'')*')", re.IGNORECASE)
AMONG = re.compile(r"([a-z_][a-z0-9_.]*)\s+(?:not\s+)?in\s*\(([^()]*)\)", re.IGNORECASE)


class Words(NamedTuple):
    """What expressions in one place may name: the columns of their table (and of the table beside), and parameters."""

    columns: Mapping[str, Raw]
    beside: Mapping[str, Raw]
    parameters: Collection[str]
    codes: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class Place:
    """An expression as written, and where it stands."""

    file: YamlFile
    path: Path
    raw: object
    in_value: bool = False
    beside_each: bool = False

    @property
    def text(self) -> str:
        return expression_from(self.raw) if isinstance(self.raw, str | bool) else str(self.raw)

    def problem(self, code: str, fact: str, way_out: str) -> Problem:
        return self.file.problem(code, fact, way_out, self.path)


def columns_in(text: str, columns: Collection[str]) -> set[str]:
    """The columns of its own table that an expression names."""
    return {word for word in WORD.findall(TEXT.sub("''", text)) if word in columns}


def unknown_words(place: Place, words: Words) -> Iterator[Problem]:
    """Names that are neither column, function, setting nor parameter, and codes that no list has."""
    aggregates = AGGREGATES if place.in_value else ()
    cases = (CASES,) if place.beside_each else ()
    known = {*words.columns, *words.parameters, *SETTINGS, *FUNCTIONS, *aggregates, *cases}
    others = {f"{OTHER}.{column}" for column in words.beside}
    for word in dict.fromkeys(WORD.findall(TEXT.sub("''", place.text))):
        if word.lower() in KEYWORDS or word in known or word in others:
            continue
        fact = f"`{shown(word)}` is no column of the table, and no other name an expression may use."
        way_out = did_you_mean(word, [*sorted(words.columns), *sorted(others), *sorted(known)])
        yield place.problem("rules-unknown-name", fact, way_out or "See the table's columns in records/tables/.")
    yield from _unknown_codes(place, words)


def _unknown_codes(place: Place, words: Words) -> Iterator[Problem]:
    compared = [(column, [one]) for column, one in EQUALS.findall(place.text)]
    compared += [(column, TEXT.findall(listed)) for column, listed in AMONG.findall(place.text)]
    for column, literals in compared:
        table = words.beside if column.startswith(f"{OTHER}.") else words.columns
        listed = words.codes.get(table.get(column.removeprefix(f"{OTHER}."), {}).get("codes", ""))
        if listed is None:
            continue
        for literal in literals:
            code = literal[1:-1].replace("''", "'")
            if code not in listed:
                fact = f"`{shown(code)}` is no code of `{shown(column)}`."
                way_out = did_you_mean(code, listed) or "Name a code by its own name, as in records/codes/."
                yield place.problem("rules-unknown-name", fact, way_out)
            elif listed[code].get("unknown"):
                fact = f"`{shown(code)}` says that nobody knows, and is read as a blank."
                yield place.problem("rules-combination", fact, f"Write `{column} is null`.")
