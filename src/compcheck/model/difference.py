"""What differs between two frameworks, or between two folders of rules, one thing at a time."""

from __future__ import annotations

from typing import NamedTuple

KINDS = ("added", "removed", "moved", "renamed", "tightened", "loosened", "changed")


class Difference(NamedTuple):
    """`kind` is one of `KINDS`; `where` is a rule's id, an indicator's, or a part of framework.yaml.

    `what` differs there ("" for the whole of it), and was and is as it says; "" where there is nothing on that side.
    `by` is how far a line moved, with its unit.
    """

    kind: str
    where: str
    what: str = ""
    was: str = ""
    now: str = ""
    by: str = ""


class Compared(NamedTuple):
    """Two frameworks, each by its name, and all that differs; nothing means they are the same."""

    old: str
    new: str
    differences: tuple[Difference, ...]
