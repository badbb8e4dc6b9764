"""An authority's own account of a finding: printed beside it, and of no weight whatever."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

IN_FORCE, LAPSED, NOT_YET, NOT_NEEDED = "in force", "lapsed", "not yet in force", "not needed"
STATES = (IN_FORCE, LAPSED, NOT_YET, NOT_NEEDED)
"""What can become of an explanation beside its finding; `not needed`: the requirement is met as well as it can be."""


class Explanation(NamedTuple):
    """`authority` is a name or a code, as written; both days are in. `file` and `line` say where it stands."""

    rule: str
    authority: str
    reason: str
    approver: str
    starts: date
    until: date
    file: str
    line: int
    column: int

    def state_on(self, day: date) -> str:
        """An explanation that holds for ever would be a waiver: it lapses after its last day."""
        if day < self.starts:
            return NOT_YET
        return LAPSED if day > self.until else IN_FORCE


class Explained(NamedTuple):
    """An explanation beside its finding, and whether it still (or already) holds."""

    explanation: Explanation
    state: str


class ExplanationFile(NamedTuple):
    """A file of explanations as read: `path` as typed, `sha256` of its bytes."""

    path: str
    sha256: str
    entries: tuple[Explanation, ...]
