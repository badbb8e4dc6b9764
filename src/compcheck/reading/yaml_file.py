"""A YAML file once it is read: its data, the place of every key, and how a message speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compcheck.model.document import Position
from compcheck.model.problem import Problem

Path = tuple[str | int, ...]
"""Where something stands in the data: keys, and the numbers of list items from 0."""

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file as read: `file` as shown to people, its data, and where each key and item stands."""

    file: str
    data: object
    places: Mapping[Path, Position] = field(repr=False)

    def problem(self, code: str, fact: str, way_out: str, path: Path = ()) -> Problem:
        """A problem with what stands at the path, placed there or at its nearest parent in the file."""
        nearest = path
        while nearest and nearest not in self.places:
            nearest = nearest[:-1]
        at = self.places.get(nearest, Position(1, 1))
        pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in nearest)
        return Problem(code, self.file, fact, way_out, pointer, at.line, at.column)


def shown(value: object) -> str:
    """Text from a file as a message may repeat it: never long, and with control characters escaped."""
    text = str(value)
    text = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
