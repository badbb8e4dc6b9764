"""Where columns stand in a census: paths as XPath writes them, folded into one tree that is walked beside the file.

A path is `CINreferralDate`, `../Source/LEA`, `.` (the row itself); `a | b` is the first of them that is there, and
`a != WORD` whether any of several says something other than that word, as XPath means it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

from compcheck.model.records import SourceTable

OTHER_NAMES = 40


class Level:
    """An element that rows hang on: one itself, or one that several rows below share their values with.

    `width` is how many values it keeps; those of all levels that are open stand in one line, outermost first.
    """

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.width = 0
        self.tables: list[RowsOf] = []
        self.passed_over: dict[str, None] = {}


class RowsOf:
    """How rows of one table come out of the values of its level and those above."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.cells: list[tuple[int, ...]] = []
        self.row: Callable[[list[object]], tuple[object, ...]] = tuple


class Node:
    """An element somebody wants to know of. `slot` is where its text goes, in the values of the level `depth`."""

    __slots__ = ("children", "depth", "differs", "folded", "level", "slot")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.folded: dict[str, str] = {}
        self.level: Level | None = None
        self.slot = -1
        self.depth = -1
        self.differs = ""

    def find(self, name: str) -> Node | None:
        """By a name with a prefix or in other letters ("x:Message", "CINplanDates"), which is known the next time."""
        own = self.folded.get(name.rpartition(":")[2].casefold())
        if own is None:
            if self.level and len(self.level.passed_over) < OTHER_NAMES:
                self.level.passed_over[name] = None
            return None
        found = self.children[own]
        if len(self.children) < len(self.folded) + OTHER_NAMES:
            self.children[name] = found
        return found

    def child(self, name: str) -> Node:
        if name not in self.children:
            self.children[name] = Node()
            self.folded[name.casefold()] = name
        return self.children[name]


Path = tuple[str, ...]


def tree_of(tables: Mapping[str, SourceTable]) -> Node:
    """ValueError for a path that leads out of the file or says nothing."""
    wanted: list[tuple[str, Path, list[tuple[list[Path], str]]]] = []
    for name, table in tables.items():
        for rows in table.rows.split("|"):
            row = resolved((), rows)
            wanted.append((name, row, [_alternatives(row, one.path) for one in table.columns.values()]))
    depths = _levels({path for _, row, columns in wanted for path in _owners(row, columns)})
    root = Node()
    levels: dict[Path, Level] = {}
    for path, depth in depths.items():
        _node(root, path).level = levels[path] = Level(depth)
    for _, row, columns in wanted:
        for paths, differs in columns:
            for path in paths:
                _keep(_node(root, path), levels[_shared(row, path)], differs, path)
    for name, row, columns in wanted:
        rows_of = RowsOf(name)
        before = _widths(levels, row)
        for paths, _ in columns:
            found = [_node(root, path) for path in paths]
            rows_of.cells.append(tuple(before[node.depth] + node.slot for node in found))
        rows_of.row = _cutter(rows_of.cells)
        levels[row].tables.append(rows_of)
    return root


def _keep(node: Node, owner: Level, differs: str, path: Path) -> None:
    """One text of an element is kept once, however many tables read it."""
    if node.slot < 0:
        node.slot, node.depth, node.differs = owner.width, owner.depth, differs
        owner.width += 1
    elif (node.depth, node.differs) != (owner.depth, differs):
        raise ValueError("/".join(path))


def resolved(row: Path, text: str) -> Path:
    parts = list(row)
    for step in text.strip().split("/"):
        if step == "..":
            if not parts:
                raise ValueError(text)
            parts.pop()
        elif step.strip() and step != ".":
            parts.append(step.strip())
        elif step != ".":
            raise ValueError(text)
    return tuple(parts)


def _alternatives(row: Path, text: str) -> tuple[list[Path], str]:
    paths, _, word = text.partition("!=")
    return [resolved(row, one) for one in paths.split("|")], word.strip()


def _shared(row: Path, path: Path) -> Path:
    """The innermost element that holds both."""
    same = 0
    while same < min(len(row), len(path)) and row[same] == path[same]:
        same += 1
    return row[:same]


def _owners(row: Path, columns: list[tuple[list[Path], str]]) -> set[Path]:
    return {row} | {_shared(row, path) for paths, _ in columns for path in paths}


def _levels(paths: set[Path]) -> dict[Path, int]:
    """How many of the others each stands in."""
    return {path: sum(path[: len(one)] == one for one in paths) - 1 for path in paths}


def _node(root: Node, path: Path) -> Node:
    node = root
    for step in path:
        node = node.child(step)
    return node


def _widths(levels: Mapping[Path, Level], row: Path) -> list[int]:
    """Where the values of each level around a row begin in the line of them all."""
    around = sorted((path for path in levels if row[: len(path)] == path), key=len)
    before = [0]
    for path in around:
        before.append(before[-1] + levels[path].width)
    return before


def _cutter(cells: list[tuple[int, ...]]) -> Callable[[list[object]], tuple[object, ...]]:
    if len(cells) > 1 and all(len(places) == 1 for places in cells):
        return itemgetter(*[places[0] for places in cells])

    def cut(values: list[object]) -> tuple[object, ...]:
        return tuple([next((values[at] for at in places if values[at] is not None), None) for places in cells])

    return cut
