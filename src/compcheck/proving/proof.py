"""The proof of a library: every case run, and every case that is missing named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compcheck.model.case import Case
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving.covering import lacking
from compcheck.proving.trying import finding_of


@dataclass(frozen=True, slots=True)
class Proof:
    """`failed` holds cases that a rule does not bear out, and cases that are missing."""

    rules: int
    cases: int
    failed: tuple[Problem, ...]
