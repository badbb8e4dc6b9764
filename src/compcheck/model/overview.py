"""What one submission among many comes to: each area's counts, and what lies below the bar. No total, and no rank."""

from __future__ import annotations

from typing import NamedTuple

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Area
from compcheck.model.judgement import Judgement
from compcheck.model.rule import AUTHORITY


class AreaCounts(NamedTuple):
    """How many requirements of an area met the framework's bar, lie below it, or were not graded.

    In a framework without a bar, below is what is of a kind that fails.
    """

    area: Area
    judgement: Judgement | None
    met: int
    below: int
    not_graded: int


class Overview(NamedTuple):
    """`below` stands in the framework's order, key requirements first."""

    areas: tuple[AreaCounts, ...]
    below: tuple[Finding, ...]

    @property
    def keys_below(self) -> int:
        return sum(finding.rule.key for finding in self.below)


def overview_of(evaluation: Evaluation) -> Overview:
    """What is asked of others than the authority counts nowhere here, as it weighs nothing."""
    judged = {one.area: one for one in evaluation.judgements}
    own = [one for one in evaluation.findings if one.rule.judged == AUTHORITY]
    below = [one for one in own if is_below(one, evaluation)]
    areas = []
    for area in evaluation.framework.areas:
        findings = [one for one in own if one.rule.area == area.id]
        graded = sum(one.grade is not None for one in findings)
        under = sum(one.rule.area == area.id for one in below)
        areas.append(AreaCounts(area, judged.get(area.id), graded - under, under, len(findings) - graded))
    return Overview(tuple(areas), tuple(sorted(below, key=lambda one: not one.rule.key)))


def is_below(finding: Finding, evaluation: Evaluation) -> bool:
    """Whether it was graded below the bar of its framework, or is of a kind that fails there.

    What was not graded is not below: it is counted apart.
    """
    framework = evaluation.framework
    if framework.bar is None:
        return finding.grade in framework.fails
    return finding.grade is not None and finding.grade < framework.bar
