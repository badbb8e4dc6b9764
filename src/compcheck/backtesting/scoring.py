"""The share of weight met: a score of figures alone, made to measure rules and shown for no single authority.

Panels hold no evidence, so every area would rightly be "not judged". This score leaves out what nobody saw from both
sides of the share, which no judgement may do; that is why it stays in this room.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.backtest import OVERALL
from compcheck.model.finding import Finding
from compcheck.model.framework import Area


class Score(NamedTuple):
    """`met` of the weight `graded`; `asked` is the weight of every rule a figure could have graded in that row."""

    met: Fraction
    graded: Fraction
    asked: Fraction

    @property
    def share(self) -> Fraction | None:
        """None where no rule was graded: such a row has no score, and none is made up."""
        return self.met / self.graded if self.graded else None

    @property
    def seen(self) -> Fraction:
        return self.graded / self.asked if self.asked else Fraction(0)


def by_figures(findings: Iterable[Finding], areas: frozenset[str], day: date) -> list[Finding]:
    """The findings of the rules in force that day that figures can grade; no areas stand for the whole framework."""
    return [
        one
        for one in findings
        if one.rule.indicators
        and one.rule.never_graded is None
        and one.rule.in_force_on(day)
        and (not areas or one.rule.area in areas)
    ]


def graded_by_figures(finding: Finding) -> bool:
    return finding.grade is not None and not finding.by_evidence


def reach(finding: Finding) -> Fraction:
    """How far up the scale a graded finding reaches: 1 is the best grade that figures can give."""
    assert finding.grade is not None  # asked only of what figures graded
    best = finding.highest.rank
    return Fraction(min(finding.grade.rank, best), best)


def score_of(findings: Iterable[Finding]) -> Score:
    """Over the findings given: each rule's weight times its reach, over the weight of the rules that were graded."""
    met = graded = asked = Fraction(0)
    for one in findings:
        asked += one.rule.weight
        if graded_by_figures(one):
            graded += one.rule.weight
            met += one.rule.weight * reach(one)
    return Score(met, graded, asked)


def areas_of(judged: str, areas: Iterable[Area]) -> frozenset[str]:
    """The areas whose rules speak for a judgement: its own, or those of its parts where it is worked out from them."""
    if judged == OVERALL:
        return frozenset()
    whole = {area.id for area in areas if area.id == judged and area.from_parts is not None}
    return frozenset({judged, *(area.id for area in areas if area.part_of in whole)})
