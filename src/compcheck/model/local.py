"""Local rules over a framework: who laid them over it and why, and in what they ask for less."""

from __future__ import annotations

from typing import NamedTuple


class LocalChange(NamedTuple):
    """A rule of the framework that is changed here. `what` says how it asks for less; "" where it only tightens."""

    rule: str
    by: str
    why: str
    what: str = ""


class Local(NamedTuple):
    """An overlay. `extends` is a framework's id and `short` how people call it; `added` are the rules of its own."""

    extends: str
    short: str
    title: str
    by: str
    why: str
    on: str
    added: tuple[str, ...]
    changes: tuple[LocalChange, ...]

    @property
    def loosened(self) -> tuple[LocalChange, ...]:
        """What makes these rules none of the framework's: no judgement of any area is made by them."""
        return tuple([one for one in self.changes if one.what])

    def changes_of(self, rule: str) -> tuple[LocalChange, ...]:
        return tuple([one for one in self.changes if one.rule == rule])
