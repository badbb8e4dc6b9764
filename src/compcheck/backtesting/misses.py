"""Where figures placed an inspection at another grade than inspectors gave, and which findings placed it there."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from compcheck.backtesting.scored import Scored
from compcheck.backtesting.scoring import graded_by_figures, reach
from compcheck.model.backtest import Found, Miss
from compcheck.model.finding import Finding


def miss_of(row: Scored, placed: int) -> Miss:
    """Rules that weigh nothing placed nothing, and are left out. The score itself is not told."""
    weighed = [one for one in row.findings if one.rule.weight]
    graded = [one for one in weighed if graded_by_figures(one)]
    real = row.chosen.real
    return Miss(
        authority=row.chosen.name,
        judged_on=row.chosen.judged_on.text,
        framework=row.chosen.framework.id,
        real=real.word,
        placed=real.scale[placed],
        grades_apart=placed - real.rank,
        held_down_by=_heaviest((1 - reach(one), one) for one in graded),
        held_up_by=_heaviest((reach(one), one) for one in graded),
        not_seen=tuple(one.rule.id for one in weighed if not graded_by_figures(one)),
    )


def _heaviest(moved: Iterable[tuple[Fraction, Finding]]) -> tuple[Found, ...]:
    """Those that moved the placing at all, by how much weight they moved; of equal ones the framework's order."""
    by_weight = sorted(((way * one.rule.weight, one) for way, one in moved if way), key=lambda pair: -pair[0])
    return tuple((one.rule.id, one.grade.word) for _, one in by_weight if one.grade is not None)
