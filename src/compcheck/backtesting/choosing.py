"""Which rows of a panel are measured, under which edition, and by what name the others were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compcheck.model.backtest import LeftOut
from compcheck.model.document import Document
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.library import Library
from compcheck.model.panel import Known, Panel
from compcheck.model.when import When

OTHER_DAYS = "inspected before or after the days asked for"
OTHER_FRAMEWORK = "inspected under another framework"
NO_EDITION = "inspected on a day when no edition named was in force"
NOT_JUDGED = "the inspection gave no such judgement"
OTHER_SCALE = "its grade is no word of the framework's scale"


Editions = Mapping[str, frozenset[str]]
"""For a framework's id the ids of its line: all editions that build on one another."""


class Asked(NamedTuple):
    """What is to be measured: the judgement of which area (or OVERALL), under which editions, of which days."""

    judged: str
    frameworks: tuple[Framework, ...]
    since: date | None = None
    until: date | None = None


class Chosen(NamedTuple):
    """A row to be measured, under the edition that ruled on its day or the only one named; `group` is its authority."""

    document: Document
    known: Known
    framework: Framework
    real: Grade
    group: str
    name: str
    judged_on: When


def choose(panel: Panel, asked: Asked, library: Library) -> tuple[list[Chosen], list[LeftOut]]:
    """Rows in an order of their own (authority, then day), so that the order of the file decides nothing."""
    chosen: list[Chosen] = []
    left_out: Counter[str] = Counter()
    groups = _groups_of(panel.documents)
    lines = {one.id: line_of(one, library) for one in asked.frameworks}
    for document, known, group in zip(panel.documents, panel.known, groups, strict=True):
        row = _row(document, known, group, asked, library, lines)
        if isinstance(row, str):
            left_out[row] += 1
        else:
            chosen.append(row)
    chosen.sort(key=lambda row: (row.group, row.judged_on.last, row.framework.id, row.real.rank))
    return chosen, [LeftOut(why, rows) for why, rows in sorted(left_out.items())]


def _row(document: Document, known: Known, group: str, asked: Asked, library: Library, lines: Editions) -> Chosen | str:
    """The row as it is to be measured, or why it is left out."""
    judged_on = When.read(text_at(document, "judged_on"))
    day = judged_on.last
    if (asked.since and day < asked.since) or (asked.until and day > asked.until):
        return OTHER_DAYS
    framework = _edition(document, day, asked.frameworks, library, lines)
    if isinstance(framework, str):
        return framework
    word = known.judged.get(asked.judged)
    if not word:
        return NOT_JUDGED
    real = framework.grade_for(word)
    if real is None:
        return OTHER_SCALE
    return Chosen(document, known, framework, real, group, text_at(document, "authority", "name"), judged_on)


def _edition(
    document: Document, day: date, named: Sequence[Framework], library: Library, lines: Editions
) -> Framework | str:
    """The only edition named judges every row of its line; of several, the one in force on the row's day.

    A row that says no framework belongs to the line of which an edition was in force that day.
    """
    said = text_at(document, "framework")
    ruled = {said} if said else {one.id for one in library.frameworks.values() if one.in_force_on(day)}
    of_line = [one for one in named if ruled & lines[one.id]]
    if not of_line:
        return OTHER_FRAMEWORK
    if len(named) == 1:
        return of_line[0]
    return next((one for one in of_line if one.in_force_on(day)), NO_EDITION)


def line_of(framework: Framework, library: Library) -> frozenset[str]:
    """The ids of all editions that build on one another, directly or not."""
    root = _root(framework, library)
    return frozenset(name for name, one in library.frameworks.items() if _root(one, library) == root)


def _root(framework: Framework, library: Library) -> str:
    while framework.builds_on in library.frameworks:
        framework = library.frameworks[framework.builds_on]
    return framework.id


def _groups_of(documents: Sequence[Document]) -> list[str]:
    """What names each row's authority: its code, found by its name where the row has none.

    Two rows of one authority must never count as two authorities: its own grade would lay its cut points.
    """
    pairs = [(text_at(one, "authority", "name").casefold(), text_at(one, "authority", "code")) for one in documents]
    codes: Mapping[str, str] = {name: code for name, code in sorted(pairs) if code}
    return [code or codes.get(name, name) for name, code in pairs]


def text_at(document: Document, *keys: str) -> str:
    """The text at these keys of a row, "" where there is none."""
    found: object = document.data
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""
