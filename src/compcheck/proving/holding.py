"""How much of a rule its cases hold: what they were asked to show and what they show, counted, and its lines moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from compcheck.grading import grade_rule
from compcheck.model.case import Case
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving.covering import Want, still_wanted
from compcheck.proving.moving import moved
from compcheck.proving.proof import CasesOf, bears_out, tried
from compcheck.proving.trying import supplied_by


class Held(NamedTuple):
    """One rule: `wanted` and `missing` are what its cases must show and do not, `loose` the lines no case holds.

    `loose` is None where nobody asked for lines to be moved. `failed` counts cases that the rule does not bear out.
    """

    framework: str
    rule: str
    cases: int
    failed: int
    wanted: tuple[Want, ...]
    missing: tuple[Want, ...]
    loose: tuple[str, ...] | None = None

    def counted(self, kind: str) -> tuple[int, int]:
        """Of this kind: how many cases show, and how many they should."""
        wanted, missing = (Counter(want.kind for want in wants) for wants in (self.wanted, self.missing))
        return wanted[kind] - missing[kind], wanted[kind]

    @property
    def shown(self) -> int:
        return len(self.wanted) - len(self.missing)


def held_by_cases(
    library: Library, frameworks: Iterable[Framework], cases_of: CasesOf, *, move_lines: bool = False
) -> tuple[Held, ...]:
    """Every rule of these frameworks, in their order; ProblemsFound, all at once, for cases that cannot be read."""
    problems: list[Problem] = []
    found: list[Held] = []
    for framework in frameworks:
        for rule in framework.rules:
            try:
                cases = cases_of(framework, rule)
            except ProblemsFound as unread:
                problems += unread.problems
                continue
            seen = list(tried(cases, rule, framework, library, problems))
            if len(seen) < len(cases):
                continue
            failed = sum(not bears_out(finding, case.expect) for case, finding in seen)
            wanted, missing = (still_wanted(rule, shown, library.catalogue) for shown in ((), seen))
            loose = tuple(_loose(rule, framework, library, cases)) if move_lines and not failed else None
            found.append(Held(framework.id, rule.id, len(cases), failed, tuple(wanted), tuple(missing), loose))
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _loose(rule: Rule, framework: Framework, library: Library, cases: Sequence[Case]) -> Iterable[str]:
    """The lines that could lie one step further up or down, or leave out their own end, and every case would hold."""
    units: Mapping[str, str] = {name: library.catalogue.indicators[name].unit for name in rule.indicators}
    supplied = [(case, supplied_by(case, rule, framework, library)) for case in cases]
    for says, other in moved(rule, units):
        if all(bears_out(grade_rule(other, framework, one), case.expect) for case, one in supplied):
            yield says
