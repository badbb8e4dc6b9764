"""A case beside a rule: what a submission might say, and the outcome the rule must give it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

Expected = str | tuple[str, str]
"""A grade's word, or "not graded" with the reason."""


class Case(NamedTuple):
    """`given` and `evidence` are as in a submission; `ended` and `judged_on` (a day or month) are None if left out.

    `parameters` has the values of the authority's own limits. `file` and `line` say where it stands, for messages.
    """

    name: str
    file: str
    line: int
    given: Mapping[str, object]
    expect: Expected
    evidence: Mapping[str, object] | None = None
    ended: date | None = None
    judged_on: str | None = None
    parameters: Mapping[str, object] = {}
