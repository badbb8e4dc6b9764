"""What one submission among many comes to: each area's counts, and what lies below the bar. No total, and no rank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from compcheck.model.comparators import Beside, Comparators
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Area
from compcheck.model.judgement import Judgement
from compcheck.model.rule import AUTHORITY

A_HANDFUL = 5
"""Figures shown beside those of the statistical neighbours: the rest stands in the details."""


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
    """`below` stands in the framework's order, key requirements first; `beside` holds a handful of figures with what
    was published of the statistical neighbours, those below the bar first.
    """

    areas: tuple[AreaCounts, ...]
    below: tuple[Finding, ...]
    beside: tuple[tuple[Finding, Beside], ...] = ()

    @property
    def keys_below(self) -> int:
        return sum(finding.rule.key for finding in self.below)


def overview_of(evaluation: Evaluation, comparators: Comparators) -> Overview:
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
    below.sort(key=lambda one: not one.rule.key)
    shown = [*below, *[one for one in own if one.grade is not None and not is_below(one, evaluation)]]
    return Overview(tuple(areas), tuple(below), tuple(islice(_beside(shown, evaluation, comparators), A_HANDFUL)))


def _beside(
    findings: list[Finding], evaluation: Evaluation, comparators: Comparators
) -> Iterator[tuple[Finding, Beside]]:
    """Each figure once, where its own year (or the latest published before it) is known of a neighbour."""
    authority = evaluation.submission.authority
    known = comparators.authority(authority.code, authority.name)
    if known is None:
        return
    told = set()
    for finding in findings:
        position, figure = finding.position, finding.figures[0] if finding.figures else None
        if figure is None or position is None or finding.by_evidence or figure.indicator.id in told:
            continue
        told.add(figure.indicator.id)
        found = comparators.beside(known, figure.indicator.same_as, position.year)
        if found is not None and found.spread is not None:
            yield finding, found


def is_below(finding: Finding, evaluation: Evaluation) -> bool:
    """Whether it was graded below the bar of its framework, or is of a kind that fails there.

    What was not graded is not below: it is counted apart.
    """
    framework = evaluation.framework
    if framework.bar is None:
        return finding.grade in framework.fails
    return finding.grade is not None and finding.grade < framework.bar
