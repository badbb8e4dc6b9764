"""A walk through a census: the text that somebody wants is kept, and the rows of each child are cut out of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from compcheck.model.records import RecordSource
from compcheck.records.cells import LONGEST_TEXT
from compcheck.records.census_paths import Level, Node, tree_of
from compcheck.records.dates import NotRead
from compcheck.records.growing import BATCH, GrowingTable
from compcheck.records.xml_parsing import DEEPEST, parser_of, too_deep

MOST_PARTS = 64
"""The parser gives a text in one piece, or in pieces of 64 KiB; a text of so many pieces is none that is kept."""
TWICE = NotRead("stands twice, and says two things")
Values = list[object]


class Walk:
    """`parser` is fed with the file; then `tables` hold its rows, and `passed_over` the elements that nobody reads."""

    def __init__(self, source: RecordSource, tables: Mapping[str, GrowingTable], file: str) -> None:
        self.tables = tables
        self._file = file
        self._waiting: dict[str, tuple[list[tuple[object, ...]], list[int]]] = {name: ([], []) for name in tables}
        root = tree_of(source.tables)
        self._levels = _levels_in(root)
        self._walk(root)

    def _walk(self, root: Node) -> None:  # noqa: C901  # see below
        """One closure over a few variables, since its three functions run some ten million times in a large census."""
        here: Node | None = root
        above: list[Node | None] = []
        opened: list[Values] = []
        lines: list[int] = []
        rows: list[tuple[Level, tuple[Values, ...], int]] = []
        text: list[str] | None = None

        def start(name: str, _: object) -> None:
            nonlocal here, text
            above.append(here)
            if here is None:
                if len(above) > DEEPEST:
                    raise too_deep(self._file, self.parser.CurrentLineNumber)
                return
            here = here.children.get(name) or here.find(name)
            if here is None:  # what stands inside a text that is wanted makes it unreadable, and not blank
                return
            level = here.level
            if level is not None:
                opened.append([None] * level.width)
                lines.append(self.parser.CurrentLineNumber)
            text = [] if here.slot >= 0 else None

        def end(_: str) -> None:
            nonlocal here, text
            ended, here = here, above.pop()
            if ended is None:
                return
            if text is not None and ended.slot >= 0:
                _keep(opened[ended.depth], ended, "".join(text).strip())
            text = None
            level = ended.level
            if level is not None:
                if level.tables:
                    rows.append((level, tuple(opened), lines[-1]))
                opened.pop()
                lines.pop()
                if not opened:
                    self._cut(rows)
                    rows.clear()

        def chars(part: str) -> None:
            if text is not None and len(text) < MOST_PARTS:
                text.append(part[: LONGEST_TEXT + 1])

        self.parser = parser_of(self._file, start, end, chars)

    def _cut(self, rows: list[tuple[Level, tuple[Values, ...], int]]) -> None:
        """Every row of one child, now that all that its rows share is known."""
        for level, opened, line in rows:
            values = list(chain.from_iterable(opened))
            for one in level.tables:
                waiting, lines = self._waiting[one.table]
                waiting.append(one.row(values))
                lines.append(line)
                if len(waiting) >= BATCH:
                    self._add(one.table)

    def _add(self, table: str) -> None:
        waiting, lines = self._waiting[table]
        self.tables[table].add(waiting, lines)
        waiting.clear()
        lines.clear()

    def finish(self) -> None:
        """What still waits becomes columns."""
        for table in self.tables:
            self._add(table)

    def passed_over(self, table: str) -> tuple[str, ...]:
        """Elements right inside the table's rows that no table reads."""
        return tuple(
            name
            for level in self._levels
            if any(one.table == table for one in level.tables)
            for name in level.passed_over
        )


def _levels_in(node: Node) -> list[Level]:
    own = [node.level] if node.level else []
    return [*own, *(level for name in node.folded.values() for level in _levels_in(node.children[name]))]


def _keep(values: Values, node: Node, text: str) -> None:
    if not text:
        return
    before = values[node.slot]
    if node.differs:
        other = text.casefold() != node.differs.casefold()
        values[node.slot] = "true" if other or before == "true" else "false"
    elif before is None:
        values[node.slot] = text
    elif before != text:
        values[node.slot] = TWICE
