"""Each rule's findings beside the real judgement: what it saw, and whether it tells good authorities from others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compcheck.backtesting.agreement import concordance
from compcheck.backtesting.scored import Rows, Scored
from compcheck.backtesting.scoring import graded_by_figures
from compcheck.model.backtest import OfRule
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework


def by_rule(measured: Rows, frameworks: Iterable[Framework]) -> tuple[OfRule, ...]:
    """In the frameworks' order; rules that weigh nothing too, since this is what may be said for or against that."""
    asked: dict[str, list[tuple[Scored, Finding]]] = {rule.id: [] for one in frameworks for rule in one.rules}
    for row in measured.rows:
        for finding in row.findings:
            asked[finding.rule.id].append((row, finding))
    return tuple(_rule(pairs, measured) for pairs in asked.values() if pairs)


def _rule(asked: Sequence[tuple[Scored, Finding]], measured: Rows) -> OfRule:
    graded = [
        (row.chosen, finding.grade)
        for row, finding in asked
        if finding.grade is not None and graded_by_figures(finding)
    ]
    good = [row.real.rank >= measured.good for row, _ in graded]
    ranks = [grade.rank for _, grade in graded]
    groups = [row.group for row, _ in graded]
    first, finding = asked[0]
    words = first.chosen.framework.scale.words[: finding.highest.rank + 1]
    pairs = list(zip(good, ranks, strict=True))
    return OfRule(
        finding.rule.id,
        finding.rule.weight,
        len(asked),
        len(graded),
        concordance(groups, good, [float(one) for one in ranks], measured.resamples),
        tuple((word, pairs.count((True, rank)), pairs.count((False, rank))) for rank, word in enumerate(words)),
    )
