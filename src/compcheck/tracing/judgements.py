"""The steps to a judgement: of an area from its requirements, of the whole (or of an area made of parts) from areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Framework, Overall
from compcheck.model.grade import Grade
from compcheck.tracing.steps import NOT_JUDGED, Step, best_of, compare, number

NONE = Fraction(0)
LOOSENED = (Step("local rules ask for less than the framework", so=NOT_JUDGED),)


class Counted(NamedTuple):
    """A requirement in force that carries weight; `rank` is that of its grade, or below every grade if not graded."""

    finding: Finding
    weight: Fraction
    rank: int

    @property
    def id(self) -> str:
        return self.finding.rule.id

    @property
    def is_key(self) -> bool:
        return self.finding.rule.key


def counted_in(area: str, evaluation: Evaluation) -> tuple[Counted, ...]:
    """In the framework's order."""
    framework, judged = evaluation.framework, evaluation.submission.judged
    return tuple(
        [
            Counted(one, one.rule.weight, one.grade.rank if one.grade is not None else -1)
            for one in evaluation.findings
            if one.rule.area == area and framework.counts_on(one.rule, judged)
        ]
    )


def met(counted: Sequence[Counted], grade: Grade) -> Fraction:
    """The weight of what was found at that grade or better."""
    return sum((one.weight for one in counted if one.rank >= grade.rank), NONE)


def needed(counted: Sequence[Counted], framework: Framework) -> Fraction:
    """The weight that must be met, of all there is."""
    return sum((one.weight for one in counted), NONE) * framework.share


def area_steps(area: Area, evaluation: Evaluation) -> tuple[Step, ...]:
    framework = evaluation.framework
    if framework.loosened:
        return LOOSENED
    if area.nothing_feeds:
        return (Step("nothing feeds this area", so=NOT_JUDGED),)
    if area.from_parts is not None:
        grades = grades_of(evaluation)
        parts = [(one.id, grades[one.id]) for one in framework.areas if one.part_of == area.id]
        return whole_steps(area.from_parts, parts, {}, framework)
    return _from_requirements(counted_in(area.id, evaluation), framework)


def overall_steps(evaluation: Evaluation) -> tuple[Step, ...]:
    framework, grades = evaluation.framework, grades_of(evaluation)
    if framework.overall is None:
        return ()
    if framework.loosened:
        return LOOSENED
    return whole_steps(framework.overall, [(one.id, grades[one.id]) for one in framework.counted], grades, framework)


def grades_of(evaluation: Evaluation) -> Mapping[str, Grade | None]:
    return {one.area: one.grade for one in evaluation.judgements}


def _from_requirements(counted: Sequence[Counted], framework: Framework) -> tuple[Step, ...]:
    scale, enough = framework.scale.grades, needed(counted, framework)
    lowest, keys = scale[0], [one for one in counted if one.is_key]
    if not any(one.weight for one in counted):
        return (compare("weight of all requirements", NONE, "more than", NONE)._replace(so=NOT_JUDGED),)
    failed = _none("key requirements at the lowest grade", [one.id for one in keys if one.rank == 0])
    if not failed.holds:
        return (failed._replace(so=lowest),)
    unseen = [one.id for one in keys if one.rank < 0]
    candidates = []
    for grade in reversed(scale[1 : framework.highest.rank + 1]):
        steps = [
            _none("key requirements not graded", unseen),
            _none("key requirements below that grade", [one.id for one in keys if 0 <= one.rank < grade.rank]),
            compare("weight met", met(counted, grade), "at least", enough),
        ]
        candidates.append((grade, steps))
    told = best_of(candidates, Step("otherwise", so=NOT_JUDGED))
    if told[-1].grade is not None:
        return (failed, *told)
    mending = sum((one.weight for one in counted if one.rank), NONE)
    left = compare("weight not at the lowest grade", mending, "at least", enough)
    return (failed, *told[:-1], left, told[-1]) if left.holds else (failed, *told[:-1], left._replace(so=lowest))


def whole_steps(
    overall: Overall,
    areas: Sequence[tuple[str, Grade | None]],
    named: Mapping[str, Grade | None],
    framework: Framework,
) -> tuple[Step, ...]:
    """Limits at the lowest grade, then whether every area is judged, then what enough of them reach, then other limits.

    `named` holds the areas that limits may name besides those that count.
    """
    known = dict(named) | dict(areas)
    told: list[Step] = []
    asked = [name for name, _ in areas]
    limits = [(limit, limit.areas or tuple(asked)) for limit in overall.limits]
    below = [[name for name in names if _is_below(known.get(name), limit.below)] for limit, names in limits]
    for (limit, _), names in zip(limits, below, strict=True):
        if not limit.at_most.rank:
            step = _none(f"areas below {limit.below.word}", names)
            told.append(step if step.holds else step._replace(so=limit.at_most))
    if any(step.so is not None for step in told):
        return tuple(told)
    wanted = dict.fromkeys([*asked, *[name for _, names in limits for name in names]])
    told.append(_none("areas not judged", [name for name in wanted if known.get(name) is None]))
    if not areas:
        told.append(compare("areas to be judged", NONE, "more than", NONE))
    if not told[-1].holds:
        return (*told[:-1], told[-1]._replace(so=NOT_JUDGED))
    grades = [grade for _, grade in areas if grade is not None]
    share = len(areas) * overall.reached_by
    candidates = []
    for grade in reversed(framework.scale.grades):
        reaching = number(sum(one >= grade for one in grades))
        candidates.append((grade, [compare("areas at that grade or better", reaching, "at least", share)]))
    told += best_of(candidates, Step("otherwise", so=NOT_JUDGED))
    best = told[-1].so
    for (limit, _), names in zip(limits, below, strict=True):
        if limit.at_most.rank and isinstance(best, Grade):
            told.append(_limit(f"areas below {limit.below.word}", names, best, limit.at_most))
            best = told[-1].so if isinstance(told[-1].so, Grade) else best
    return tuple(told)


def _is_below(grade: Grade | None, line: Grade) -> bool:
    return grade is not None and grade < line


def _none(step: str, names: Sequence[str]) -> Step:
    return compare(step, number(len(names)), "at most", NONE, names=tuple(names))


def _limit(step: str, names: Sequence[str], best: Grade, at_most: Grade) -> Step:
    """What is held down is compared with what the limit leaves; where no area is below its line, that is all."""
    if not names:
        return _none(step, names)
    held = compare(f"limit: {step}", best, "at most", at_most, names=tuple(names))
    return held if held.holds else held._replace(so=at_most)
