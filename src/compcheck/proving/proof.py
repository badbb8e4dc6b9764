"""The proof of a library: every case run, and every case that is missing named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from compcheck.model.case import Case, Expected
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving.covering import Seen, lacking
from compcheck.proving.trying import finding_of

CasesOf = Callable[[Framework, Rule], Sequence[Case]]
"""Reads the cases beside a rule; ProblemsFound if they cannot be read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many rules and cases were looked at, which cases a rule does not bear out, and which are missing."""

    rules: int
    cases: int
    failed: tuple[Problem, ...]
    missing: tuple[Problem, ...]


def prove(library: Library, frameworks: Iterable[Framework], cases_of: CasesOf) -> Proof:
    """ProblemsFound, all at once, for cases that cannot be read or that no submission could say."""
    problems: list[Problem] = []
    failed: list[Problem] = []
    missing: list[Problem] = []
    rules = cases = 0
    for framework in frameworks:
        for rule in framework.rules:
            rules += 1
            try:
                read = cases_of(framework, rule)
            except ProblemsFound as found:
                problems += found.problems
                continue
            cases += len(read)
            seen = list(tried(read, rule, framework, library, problems))
            failed += [_failure(case, finding) for case, finding in seen if not bears_out(finding, case.expect)]
            missing += _missing(rule, framework, seen, library) if len(seen) == len(read) else []
    if problems:
        raise ProblemsFound(problems)
    return Proof(rules, cases, tuple(failed), tuple(missing))


def tried(
    cases: Iterable[Case], rule: Rule, framework: Framework, library: Library, problems: list[Problem]
) -> Iterator[Seen]:
    """Each case with what the rule makes of it; those that no submission could say go to the problems."""
    for case in cases:
        try:
            yield case, finding_of(case, rule, framework, library)
        except ProblemsFound as found:
            problems += found.problems


def bears_out(finding: Finding, expected: Expected) -> bool:
    return _outcome(finding) == expected


def _outcome(finding: Finding) -> Expected:
    outcome = finding.outcome
    return outcome.word if isinstance(outcome, Grade) else ("not graded", outcome.reason.value)


def _failure(case: Case, finding: Finding) -> Problem:
    fact = f'"{case.name}" expects {_said(case.expect)}, but the rule gives {_said(_outcome(finding))}.'
    return Problem("case-fails", case.file, fact, "Correct the rule or the case, whichever is wrong.", "", case.line)


def _said(expected: Expected) -> str:
    return expected if isinstance(expected, str) else ": ".join(expected)


def _missing(rule: Rule, framework: Framework, seen: Sequence[Seen], library: Library) -> list[Problem]:
    if not seen:
        file = f"{framework.id}/{rule.id}"
        fact = "has no cases, so nothing shows that it does what it says."
        return [Problem("case-missing", file, fact, f"Add {rule.id}.cases.yaml beside it: see rules/README.md.")]
    file = seen[0][0].file
    return [
        Problem("case-missing", file, f"has no case {fact}.", "Add it: see rules/README.md.")
        for fact in lacking(rule, seen, library.catalogue)
    ]
