"""Findings to judgements of areas and of the whole. What was not seen counts in the whole and never in the part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.judgement import Because, Judgement, OverallJudgement
from compcheck.model.rule import Rule

UNSEEN = -1
"""Stands for the rank of what was not graded: below every grade, so that it never counts as met."""

Counted = tuple[Rule, int, int]
"""A requirement in force that carries weight: its rule, its weight in whole units, and the rank it reached."""


def judge(
    framework: Framework, findings: Sequence[Finding], judged: date
) -> tuple[tuple[Judgement, ...], OverallJudgement | None]:
    """The judgement of each area in the framework's order, and the overall one if it has one."""
    by_area: dict[str, list[Counted]] = {area.id: [] for area in framework.areas}
    units = framework.units
    for finding in findings:
        rule, outcome = finding.rule, finding.outcome
        weight = units[rule.id]
        if weight and rule.starts <= judged:
            by_area[rule.area].append((rule, weight, outcome.rank if type(outcome) is Grade else UNSEEN))
    areas = tuple([judge_area(area, counted, framework) for area, counted in by_area.items()])
    return areas, judge_overall(framework, areas)


def judge_area(area: str, counted: Sequence[Counted], framework: Framework) -> Judgement:
    """Four steps, in this order: a key requirement found inadequate; the highest grade that enough was seen
    to meet; so much found inadequate that nothing missing could mend it; not judged.
    """
    scale, needed, in_units = framework.scale.grades, framework.share, framework.in_units
    at = [0] * (len(scale) + 1)  # weight by rank; what was not seen stands last, at UNSEEN
    for _, weight, rank in counted:
        at[rank] += weight
    whole = sum(at)
    graded = whole - at[UNSEEN]
    if not whole:
        return Judgement(area, None, None, 0, 0, (Because("no weight"),))
    keys = [(rule.id, rank) for rule, _, rank in counted if rule.key]
    seen = _seen(at, graded, [rank for _, rank in keys], framework)

    def judged(grade: Grade | None, *reasons: Because) -> Judgement:
        return Judgement(area, grade, seen, in_units(whole), in_units(graded), reasons)

    failed = tuple([rule for rule, rank in keys if rank == 0])
    if failed:
        return judged(scale[0], Because("key inadequate", failed, scale[0]))

    unseen = tuple([rule for rule, rank in keys if rank == UNSEEN])
    missed: list[Because] = []
    for best in range(framework.highest.rank, 0, -1):
        grade = scale[best]
        part = sum(at[best:-1])
        below = tuple([rule for rule, rank in keys if UNSEEN < rank < best])
        enough = _reaches(part, whole, needed)
        if enough and not unseen and not below:
            met = Because("share met", (), grade, in_units(part), in_units(whole), needed)
            return judged(grade, met, *missed)
        if below:
            missed.append(Because("key below", below, grade))
        if not enough:
            missed.append(Because("share not reached", (), grade, in_units(part), in_units(whole), needed))

    if not _reaches(whole - at[0], whole, needed):
        return judged(scale[0], Because("beyond mending", (), scale[0], in_units(at[0]), in_units(whole), needed))
    reasons = [Because("key not seen", unseen)] if unseen else []
    return judged(None, *reasons, *[one for one in missed if one.grade is scale[1]])


def judge_overall(framework: Framework, areas: Sequence[Judgement]) -> OverallJudgement | None:
    """The framework's limit first, then not judged if any area is not, then as the framework says."""
    if framework.overall is None:
        return None
    lowest = framework.scale.lowest
    failed = tuple([one.area for one in areas if one.grade is lowest])
    if failed and framework.overall.limit == "any area inadequate":
        return OverallJudgement(lowest, (Because("area inadequate", failed, lowest),))
    unjudged = tuple([one.area for one in areas if one.grade is None])
    if unjudged or not areas:
        return OverallJudgement(None, (Because("area not judged", unjudged),))
    grade = min(one.grade for one in areas if one.grade is not None)
    at = tuple([one.area for one in areas if one.grade == grade])
    return OverallJudgement(grade, (Because("lowest area", at, grade),))


def _reaches(part: int, whole: int, share: Fraction) -> bool:
    """Whether part is at least that share of the whole, in whole numbers."""
    return part * share.denominator >= whole * share.numerator


def _seen(at: Sequence[int], graded: int, keys: Sequence[int], framework: Framework) -> Grade | None:
    """What the graded part alone points to: never a judgement, and no better than the second grade
    while a key requirement is unseen.
    """
    if not graded:
        return None
    best = min(framework.highest.rank, 1 if UNSEEN in keys else len(at), *[rank for rank in keys if rank != UNSEEN])
    for rank in range(best, 0, -1):
        if _reaches(sum(at[rank:-1]), graded, framework.share):
            return framework.scale.grades[rank]
    return framework.scale.lowest
