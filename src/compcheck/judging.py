"""Findings to judgements of areas and of the whole. What was not seen counts in the whole and never in the part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.judgement import Because, Judgement, OverallJudgement


def judge(
    framework: Framework, findings: Sequence[Finding], judged: date
) -> tuple[tuple[Judgement, ...], OverallJudgement | None]:
    """The judgement of each area in the framework's order, and the overall one if it has one."""
    areas = tuple(
        judge_area(area.id, [one for one in findings if one.rule.area == area.id], framework, judged)
        for area in framework.areas
    )
    return areas, judge_overall(framework, areas)


def judge_area(area: str, findings: Sequence[Finding], framework: Framework, judged: date) -> Judgement:
    """Four steps, in this order: a key requirement found inadequate; the highest grade that enough was seen
    to meet; so much found inadequate that nothing missing could mend it; not judged.
    """
    counted = [one for one in findings if one.rule.weight and one.rule.in_force_on(judged)]
    whole = sum((one.rule.weight for one in counted), Fraction(0))
    graded = sum((one.rule.weight for one in counted if one.grade is not None), Fraction(0))
    if not whole:
        return Judgement(area, None, None, whole, graded, (Because("no weight"),))
    lowest = framework.scale.lowest
    seen = _seen(counted, graded, framework)

    failed = tuple(one.rule.id for one in counted if one.rule.key and one.grade == lowest)
    if failed:
        return Judgement(area, lowest, seen, whole, graded, (Because("key inadequate", failed, lowest),))

    unseen = tuple(one.rule.id for one in counted if one.rule.key and one.grade is None)
    missed: list[Because] = []
    for grade in _candidates(framework):
        part = _weight_at(counted, grade)
        below = tuple(one.rule.id for one in counted if one.rule.key and one.grade is not None and one.grade < grade)
        if not unseen and not below and part >= framework.share * whole:
            met = Because("share met", (), grade, part, whole, framework.share)
            return Judgement(area, grade, seen, whole, graded, (met, *missed))
        if below:
            missed.append(Because("key below", below, grade))
        if part < framework.share * whole:
            missed.append(Because("share not reached", (), grade, part, whole, framework.share))

    inadequate = sum((one.rule.weight for one in counted if one.grade == lowest), Fraction(0))
    if whole - inadequate < framework.share * whole:
        beyond = Because("beyond mending", (), lowest, inadequate, whole, framework.share)
        return Judgement(area, lowest, seen, whole, graded, (beyond,))
    reasons = [Because("key not seen", unseen)] if unseen else []
    nearest = [one for one in missed if one.grade == framework.scale.grades[1]]
    return Judgement(area, None, seen, whole, graded, (*reasons, *nearest))


def judge_overall(framework: Framework, areas: Sequence[Judgement]) -> OverallJudgement | None:
    """The framework's limit first, then not judged if any area is not, then as the framework says."""
    if framework.overall is None:
        return None
    lowest = framework.scale.lowest
    failed = tuple(one.area for one in areas if one.grade == lowest)
    if failed and framework.overall.limit == "any area inadequate":
        return OverallJudgement(lowest, (Because("area inadequate", failed, lowest),))
    unjudged = tuple(one.area for one in areas if one.grade is None)
    if unjudged or not areas:
        return OverallJudgement(None, (Because("area not judged", unjudged),))
    grade = min(one.grade for one in areas if one.grade is not None)
    at = tuple(one.area for one in areas if one.grade == grade)
    return OverallJudgement(grade, (Because("lowest area", at, grade),))


def _candidates(framework: Framework) -> list[Grade]:
    """The grades above the lowest that may be awarded, best first."""
    return [grade for grade in reversed(framework.scale.grades[1:]) if grade <= framework.highest]


def _weight_at(findings: Sequence[Finding], grade: Grade) -> Fraction:
    """The weight of what was found at that grade or better."""
    return sum((one.rule.weight for one in findings if one.grade is not None and one.grade >= grade), Fraction(0))


def _seen(counted: Sequence[Finding], graded: Fraction, framework: Framework) -> Grade | None:
    """What the graded part alone points to: never a judgement, and no better than the second grade
    while a key requirement is unseen.
    """
    if not graded:
        return None
    keys = [one.grade for one in counted if one.rule.key]
    found = next(
        (
            grade
            for grade in _candidates(framework)
            if all(key is None or key >= grade for key in keys)
            and _weight_at(counted, grade) >= framework.share * graded
        ),
        framework.scale.lowest,
    )
    return min(found, framework.scale.grades[1]) if None in keys else found
