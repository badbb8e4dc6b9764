"""A file that has been read and not yet understood: its data, and where in the file each part stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Position(NamedTuple):
    """Where something stands in its file; lines and columns start at 1."""

    line: int
    column: int


class Given(NamedTuple):
    """A file as named, and its bytes; of records, those of the submission that was composed of them."""

    path: str
    raw: bytes
    composed: bool = False


class Document(NamedTuple):
    """A submission as read: `path` as typed, `sha256` of its bytes, `data` as JSON shapes.

    Positions are worked out when somebody asks (`position_of`), because most runs never do.
    """

    path: str
    sha256: str
    data: object
    positions: Callable[[], Mapping[str, Position]]

    def position_of(self, pointer: str) -> Position | None:
        """Where the key or item at this JSON pointer stands, or its nearest parent that is in the file."""
        places = self.positions()
        while pointer not in places and pointer:
            pointer = pointer.rpartition("/")[0]
        return places.get(pointer)

    def without_places(self) -> Document:
        """As composed of something else: nobody has the text its places are in, so it tells of none."""
        return self._replace(positions=_none)


def _none() -> Mapping[str, Position]:
    return {}
