"""What holds a judgement down: the requirements that keep it from the next better grade, by risk to children.

Never by how near they are to a line: what is nearest is seldom what is most dangerous. The order is the framework's
own data (`risk:` in framework.yaml); where it says none, the framework's order of requirements stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import ORDERS_OF_RISK, Area, Framework, Overall
from compcheck.model.grade import Grade
from compcheck.model.rule import DEADLINES
from compcheck.tracing.judgements import counted_in, grades_of, met, needed


class Holding(NamedTuple):
    """A requirement, and the grade it is not seen to reach."""

    finding: Finding
    below: Grade


def next_better(grade: Grade | None, framework: Framework) -> Grade | None:
    """The grade a judgement is held from; None where there is no better one to be had. Of none at all: the second."""
    rank = 1 if grade is None else grade.rank + 1
    return framework.scale.grades[rank] if rank <= framework.highest.rank else None


def holding_area(area: Area, evaluation: Evaluation) -> tuple[Holding, ...]:
    framework, grades = evaluation.framework, grades_of(evaluation)
    better = next_better(grades[area.id], framework) if area.id in grades else None
    return () if better is None else _by_risk(_in_area(area, better, evaluation), framework)


def holding_overall(evaluation: Evaluation) -> tuple[Holding, ...]:
    framework, overall = evaluation.framework, evaluation.overall
    if framework.overall is None or overall is None:
        return ()
    better = next_better(overall.grade, framework)
    if better is None:
        return ()
    grades = grades_of(evaluation)
    areas = [(one.id, grades[one.id]) for one in framework.counted]
    return _by_risk(_in_areas(framework.overall, areas, better, evaluation), framework)


def failing(evaluation: Evaluation, area: str = "") -> tuple[Finding, ...]:
    """In a framework that sorts findings into kinds: those that fail a run, and what carries weight and was not graded.

    Of one area, or of all.
    """
    asked = [one.id for one in evaluation.framework.areas if area in {"", one.id}]
    failed = evaluation.failed
    found = [
        one.finding
        for name in asked
        for one in counted_in(name, evaluation)
        if one.finding in failed or one.finding.grade is None
    ]
    return by_risk(found, evaluation.framework)


def _in_area(area: Area, better: Grade, evaluation: Evaluation) -> list[Holding]:
    """Key requirements below the grade, each by itself; the others only where too little weight reaches it."""
    framework = evaluation.framework
    if area.from_parts is not None:
        grades = grades_of(evaluation)
        parts = [(one.id, grades[one.id]) for one in framework.areas if one.part_of == area.id]
        return _in_areas(area.from_parts, parts, better, evaluation)
    counted = counted_in(area.id, evaluation)
    short = met(counted, better) < needed(counted, framework)
    return [Holding(one.finding, better) for one in counted if one.rank < better.rank and (one.is_key or short)]


def _in_areas(
    overall: Overall, areas: Sequence[tuple[str, Grade | None]], better: Grade, evaluation: Evaluation
) -> list[Holding]:
    """Of every area that keeps the whole from the grade."""
    held = areas_holding(overall, areas, better, evaluation)
    return [
        one
        for area in evaluation.framework.areas
        if area.id in held
        for one in _in_area(area, held[area.id], evaluation)
    ]


def areas_holding(
    overall: Overall, areas: Sequence[tuple[str, Grade | None]], better: Grade, evaluation: Evaluation
) -> Mapping[str, Grade]:
    """The areas that keep the whole from the grade, with the grade each would have to reach."""
    grades, held = grades_of(evaluation), dict[str, Grade]()
    for limit in overall.limits:
        names = limit.areas or tuple([name for name, _ in areas])
        line = limit.below if limit.at_most < better else evaluation.framework.scale.grades[1]
        for name in names:
            grade = grades.get(name)
            if grade is None or (limit.at_most < better and grade < limit.below):
                held[name] = max(line, held.get(name, line))
    reaching = sum(grade is not None and grade >= better for _, grade in areas)
    short = reaching < len(areas) * overall.reached_by
    for name, grade in areas:
        if grade is None or (short and grade < better):
            line = better if short else evaluation.framework.scale.grades[1]
            held[name] = max(line, held.get(name, line))
    return held


def by_risk(findings: Iterable[Finding], framework: Framework) -> tuple[Finding, ...]:
    """In the framework's order of risk, and in its own order where that leaves two alike."""
    place = {rule.id: at for at, rule in enumerate(framework.rules)}
    in_order = sorted(findings, key=lambda one: place[one.rule.id])
    for said in reversed(framework.risk):
        in_order.sort(key=ORDERS[said])  # a sort keeps the order of what is alike
    return tuple(in_order)


def _by_risk(held: Sequence[Holding], framework: Framework) -> tuple[Holding, ...]:
    by_rule = {one.finding.rule.id: one for one in held}
    return tuple([by_rule[one.rule.id] for one in by_risk([one.finding for one in by_rule.values()], framework)])


def _deadline(finding: Finding) -> int:
    """Of what is recommended for its grade; of what is not graded, the earliest that could be: it may be the worst."""
    given = [one.by for one in finding.rule.recommend if finding.grade is None or one.when == finding.grade]
    return min(map(DEADLINES.index, given), default=len(DEADLINES))


def _key_first(finding: Finding) -> int:
    return 0 if finding.rule.key else 1


def _found_first(finding: Finding) -> int:
    return 0 if finding.grade is not None else 1


ORDERS: Mapping[str, Callable[[Finding], int]] = dict(
    zip(ORDERS_OF_RISK, (_key_first, _deadline, _found_first), strict=True)
)
