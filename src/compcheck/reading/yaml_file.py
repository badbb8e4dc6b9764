"""A YAML file once it is read: its data, the place of every key, and how a message speaks of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compcheck.model.document import Position
from compcheck.model.problem import Problem
from compcheck.reading.limits import escaped

Path = tuple[str | int, ...]
"""Where something stands in the data: keys, and the numbers of list items from 0."""

LONGEST_SHOWN = 60
FEW_ENOUGH_TO_LIST = 20


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
    return escaped(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The way out for a word nobody knows: the nearest that is known, or else all of them if they are few."""
    names = list(known)
    near = difflib.get_close_matches(word, names, 1)
    if near:
        return f"Did you mean `{near[0]}`?"
    if not 0 < len(names) <= FEW_ENOUGH_TO_LIST:
        return ""
    return f"Known here: {', '.join(names)}."
