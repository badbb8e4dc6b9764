"""Chosen rows with their findings and score; a row that cannot be read, or of which nothing was graded, has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from compcheck.backtesting.choosing import Chosen
from compcheck.backtesting.scoring import Score, areas_of, by_figures, score_of
from compcheck.model.finding import Finding
from compcheck.model.library import Library
from compcheck.model.panel import of_its_file
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.pipeline import evaluate


class Scored(NamedTuple):
    """`share` is the share of weight met: the score."""

    chosen: Chosen
    findings: tuple[Finding, ...]
    score: Score
    share: float


def scored(chosen: Iterable[Chosen], judged: str, library: Library) -> tuple[list[Scored], int, list[Problem]]:
    """The rows with a score, how many have none because no rule was graded, and what was wrong with the others.

    A figure of a period that ends after the inspection is such a problem: it may hold what the inspection led to.
    """
    rows: list[Scored] = []
    ungraded = 0
    problems: list[Problem] = []
    for one in chosen:
        try:
            evaluation = evaluate(one.document, library, one.framework.id)
        except ProblemsFound as found:
            problems += of_its_file(found.problems, one.document)
            continue
        areas = areas_of(judged, one.framework.areas)
        findings = tuple(by_figures(evaluation.findings, areas, one.judged_on.last))
        score = score_of(findings)
        if score.share is None:
            ungraded += 1
        else:
            rows.append(Scored(one, findings, score, float(score.share)))
    return rows, ungraded, problems


class Rows(NamedTuple):
    """The rows measured, and what every measure of them needs: how many grades there are, and which is good."""

    rows: Sequence[Scored]
    classes: int
    good: int
    resamples: int

    @property
    def groups(self) -> list[str]:
        return [row.chosen.group for row in self.rows]

    @property
    def real(self) -> list[int]:
        return [row.chosen.real.rank for row in self.rows]

    @property
    def shares(self) -> list[float]:
        return [row.share for row in self.rows]

    def only(self, keep: Callable[[Chosen], bool]) -> Rows:
        return self._replace(rows=[row for row in self.rows if keep(row.chosen)])
