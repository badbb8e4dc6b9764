"""What one submission among many comes to: each area's counts, and what lies below the bar. No total, and no rank."""

from __future__ import annotations

from typing import NamedTuple

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.judgement import Judgement


class AreaCounts(NamedTuple):
    """How many requirements of an area met the framework's bar, lie below it, or were not graded."""

    area: str
    title: str
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
    framework = evaluation.framework
    judged = {one.area: one for one in evaluation.judgements}
    areas = []
    for area in framework.areas:
        findings = [one for one in evaluation.findings if one.rule.area == area.id]
        below = sum(is_below(one, evaluation) for one in findings)
        graded = sum(one.grade is not None for one in findings)
        areas.append(
            AreaCounts(area.id, area.title, judged.get(area.id), graded - below, below, len(findings) - graded)
        )
    found = [one for one in evaluation.findings if is_below(one, evaluation)]
    return Overview(tuple(areas), tuple(sorted(found, key=lambda one: not one.rule.key)))


def is_below(finding: Finding, evaluation: Evaluation) -> bool:
    """Whether it was graded below the bar of its framework; what was not graded is not below, and is counted apart."""
    return finding.grade is not None and finding.grade < evaluation.framework.bar
