"""What one submission shows under one framework, and what a run over several files comes to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.comparison import Comparison
from compcheck.model.document import Document
from compcheck.model.explanation import Explained, ExplanationFile
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.judgement import Judgement, OverallJudgement
from compcheck.model.problem import Problem
from compcheck.model.submission import Submission

if TYPE_CHECKING:  # few reports tell of other authorities
    from compcheck.model.comparators import Comparators


class Coverage(NamedTuple):
    """How much of the framework was seen. `figures` and `evidence` count requirements graded by each."""

    requirements: int
    figures: int
    evidence: int

    @property
    def seen(self) -> int:
        return self.figures + self.evidence

    @property
    def not_seen(self) -> int:
        return self.requirements - self.seen


class Evaluation(NamedTuple):
    """`overall` is None where the framework has no overall judgement. `explanations` are by the id of their rule."""

    document: Document
    submission: Submission
    framework: Framework
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...]
    overall: OverallJudgement | None
    explanations: Mapping[str, tuple[Explained, ...]] = MappingProxyType({})

    @property
    def coverage(self) -> Coverage:
        asked = self.of_the_framework
        graded = [finding for finding in asked if finding.grade is not None]
        by_evidence = sum(finding.by_evidence for finding in graded)
        return Coverage(len(asked), len(graded) - by_evidence, by_evidence)

    @property
    def of_the_framework(self) -> tuple[Finding, ...]:
        """Without those of local requirements: what was seen of a framework does not grow by adding to it."""
        return tuple([one for one in self.findings if not one.rule.local])

    def falls_below(self, bar: Grade) -> bool:
        """Whether a judgement lies below the bar, or could not be made: silence meets no bar."""
        grades = [judgement.grade for judgement in self.judgements]
        if self.overall is not None:
            grades.append(self.overall.grade)
        return any(grade is None or grade < bar for grade in grades)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings of a kind that fails a run, in a framework that sorts them into kinds."""
        return tuple([one for one in self.findings if one.rule.weight and one.grade in self.framework.fails])

    @property
    def out_of_force(self) -> bool:
        """Whether the framework did not rule on the day: it was asked for by name."""
        return not self.framework.in_force_on(self.submission.judged)

    @property
    def nothing_graded(self) -> bool:
        return all(finding.grade is None for finding in self.of_the_framework)

    @property
    def something_ungraded(self) -> bool:
        """Whether a requirement that carries weight was not graded (what no data could grade carries none)."""
        return any(self.lacks(finding) for finding in self.findings)

    def lacks(self, finding: Finding) -> bool:
        """Whether the finding carries weight and was not graded."""
        rule = finding.rule
        return finding.grade is None and bool(rule.weight) and self.framework.counts_on(rule, self.submission.judged)


class Run(NamedTuple):
    """Several files in the order given. `fail_below` is a grade's word, "none", or None for the framework's own bar.

    `comparators` are there only for a report that tells of other authorities.
    """

    evaluations: tuple[Evaluation, ...]
    problems: tuple[Problem, ...]
    fail_below: str | None = None
    fail_on_not_graded: bool = False
    internal: bool = False
    comparisons: tuple[Comparison, ...] = ()
    explanations: tuple[ExplanationFile, ...] = ()
    comparators: Comparators | None = None

    @property
    def exit_code(self) -> int:
        """0 met the bar, 1 did not or could not be judged, 2 could not be evaluated; 2 outranks 1."""
        if self.problems or not self.evaluations:
            return 2
        return int(any(self.fails(evaluation) for evaluation in self.evaluations))

    def fails(self, evaluation: Evaluation) -> bool:
        if evaluation.nothing_graded or (self.fail_on_not_graded and evaluation.something_ungraded):
            return True
        if evaluation.framework.loosened:
            return True  # local rules that ask for less meet no bar, not even none
        if self.fail_below == "none":
            return False
        framework = evaluation.framework
        if framework.sorts_into_kinds:
            return bool(evaluation.failed) or evaluation.something_ungraded
        bar = framework.bar if self.fail_below is None else framework.scale.grade(self.fail_below)
        return bar is None or evaluation.falls_below(bar)

    def falls_short(self, finding: Finding, evaluation: Evaluation) -> bool:
        """Whether the finding alone lies below the bar that judgements are held to; what weighs nothing never does."""
        framework, grade = evaluation.framework, finding.grade
        if grade is None or not finding.rule.counts or self.fail_below == "none":
            return False
        if framework.sorts_into_kinds:
            return grade in framework.fails
        bar = framework.bar if self.fail_below is None else framework.scale.grade(self.fail_below)
        return bar is not None and grade < bar

    def fails_for_want_of(self, finding: Finding, evaluation: Evaluation) -> bool:
        return self.fail_on_not_graded and evaluation.lacks(finding)
