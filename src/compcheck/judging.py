"""Findings to judgements of areas and of the whole. What was not seen counts in the whole and never in the part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Framework, Overall
from compcheck.model.grade import Grade, Scale
from compcheck.model.judgement import Because, Judgement, OverallJudgement
from compcheck.model.rule import Rule

UNSEEN = -1
"""Stands for the rank of what was not graded: below every grade, so that it never counts as met."""

Counted = tuple[Rule, int, int]
"""A requirement in force that carries weight: its rule, its weight in whole units, and the rank it reached."""


def judge(
    framework: Framework, findings: Sequence[Finding], judged: date
) -> tuple[tuple[Judgement, ...], OverallJudgement | None]:
    """The judgement of each area in the framework's order, and the overall one if it has one.

    A framework that sorts its findings into kinds makes none.
    """
    if framework.sorts_into_kinds:
        return (), None
    if framework.loosened:
        return _by_local_rules(framework)
    by_area: dict[str, list[Counted]] = {area.id: [] for area in framework.areas}
    units = framework.units
    for finding in findings:
        rule, outcome = finding.rule, finding.outcome
        if framework.counts_on(rule, judged):
            by_area[rule.area].append((rule, units[rule.id], outcome.rank if type(outcome) is Grade else UNSEEN))
    judged_areas = {area.id: _judge(area, by_area[area.id], framework) for area in framework.areas}
    for area in framework.areas:
        if area.from_parts is not None:
            parts = [judged_areas[one.id] for one in framework.areas if one.part_of == area.id]
            judged_areas[area.id] = _from_parts(area, area.from_parts, parts)
    areas = tuple(judged_areas.values())
    return areas, judge_overall(framework, {one.area: one.grade for one in areas})


def _by_local_rules(framework: Framework) -> tuple[tuple[Judgement, ...], OverallJudgement | None]:
    """Whoever asks for less than the framework makes no judgement of it."""
    why = (Because("local rules"),)
    areas = tuple([Judgement(area.id, None, None, 0, 0, why) for area in framework.areas])
    return areas, None if framework.overall is None else OverallJudgement(None, why)


def _judge(area: Area, counted: Sequence[Counted], framework: Framework) -> Judgement:
    if area.nothing_feeds:
        return Judgement(area.id, None, None, 0, 0, (Because("nothing feeds", (area.nothing_feeds,)),))
    return judge_area(area.id, counted, framework)


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


def _from_parts(area: Area, overall: Overall, parts: Sequence[Judgement]) -> Judgement:
    grade, reasons = worked_out(overall, [(one.area, one.grade) for one in parts])
    whole = sum([Fraction(one.weight_all) for one in parts], start=Fraction(0))
    graded = sum([Fraction(one.weight_graded) for one in parts], start=Fraction(0))
    return Judgement(area.id, grade, None, _plain(whole), _plain(graded), reasons)


def _plain(weight: Fraction) -> int | Fraction:
    return weight.numerator if weight.denominator == 1 else weight


def judge_overall(framework: Framework, grades: Mapping[str, Grade | None]) -> OverallJudgement | None:
    """The one judgement of all areas, whoever judged them; None where the framework makes none."""
    if framework.overall is None:
        return None
    counted = [(area.id, grades.get(area.id)) for area in framework.counted]
    grade, reasons = worked_out(framework.overall, counted, grades)
    return OverallJudgement(grade, reasons)


def worked_out(
    overall: Overall, areas: Sequence[tuple[str, Grade | None]], named: Mapping[str, Grade | None] | None = None
) -> tuple[Grade | None, tuple[Because, ...]]:
    """The grade that areas make together: the limits first, then not judged if any is not, then what enough reach.

    `named` holds the areas that limits may name besides those that count.
    """
    known = dict(named or {}) | dict(areas)
    hit: list[tuple[Grade, tuple[str, ...]]] = []
    needed = [name for name, _ in areas]
    for limit in overall.limits:
        names = limit.areas or tuple([name for name, _ in areas])
        below = tuple([name for name in names if (grade := known.get(name)) is not None and grade < limit.below])
        if below:
            hit.append((limit.at_most, below))
        needed += names
    lowest = [(at_most, below) for at_most, below in hit if not at_most.rank]
    if lowest:
        at = tuple(dict.fromkeys(name for _, below in lowest for name in below))
        return lowest[0][0], (Because("area inadequate", at, lowest[0][0]),)
    unjudged = tuple(dict.fromkeys(name for name in needed if known.get(name) is None))
    if unjudged or not areas:
        return None, (Because("area not judged", unjudged),)
    grades = [grade for _, grade in areas if grade is not None]
    scale = Scale.of(grades[0].scale).grades
    best = next(
        grade
        for grade in reversed(scale)
        if _reaches(sum(one >= grade for one in grades), len(areas), overall.reached_by)
    )
    reasons = [_reached(best, areas, overall.reached_by)]
    held = [(at_most, below) for at_most, below in hit if at_most < best]
    if held:
        best = min(at_most for at_most, _ in held)
        reasons += [Because("limit", below, at_most) for at_most, below in held if at_most == best]
    return best, tuple(reasons)


def _reached(best: Grade, areas: Sequence[tuple[str, Grade | None]], share: Fraction) -> Because:
    if share == 1:
        return Because("lowest area", tuple([name for name, grade in areas if grade == best]), best)
    reaching = tuple([name for name, grade in areas if grade is not None and grade >= best])
    return Because("reached by", reaching, best, len(reaching), len(areas), share)


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
