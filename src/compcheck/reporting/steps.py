"""The steps of a decision as JSON and in words. What would give back a small count is left out of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from compcheck.model.figure import is_small
from compcheck.model.finding import Finding
from compcheck.model.grade import Grade, NotGraded
from compcheck.reporting import wording
from compcheck.reporting.numbers import as_json
from compcheck.tracing.steps import MINUS, Step, Told

Shape = dict[str, object]

SIGNS = {"at least": ">=", "more than": ">", "at most": "<=", "less than": "<", MINUS: "-"}
"""How numbers are compared in words; days and words keep the relation's own name."""

HIDDEN = "hidden"


def shown_by(finding: Finding, *, internal: bool) -> Callable[[Step], bool]:
    """Whether the numbers of a step of this finding may be told."""
    evidence, topic = finding.evidence, finding.topic
    people = topic is not None and topic.counts_people
    hides = {
        "figure": finding.hides,
        "denominator": any(one.withheld for one in finding.figures),
        "sample": evidence is not None and people and wording.evidence_hides(evidence),
    }

    def may_be_told(step: Step) -> bool:
        if internal or not step.tells:
            return True
        if hides.get(step.tells):
            return False
        if step.tells in hides and step.tells != "denominator":
            return True
        counts_people = people if step.tells == "cases" else any(one.indicator.counts_people for one in finding.figures)
        return not (counts_people and isinstance(step.compared, Fraction) and is_small(int(step.compared)))

    return may_be_told


def everything(_step: Step) -> bool:
    """Judgements count requirements and areas, never people."""
    return True


def as_shapes(steps: Iterable[Step], may_be_told: Callable[[Step], bool]) -> list[Shape]:
    return [_shape(step, told=may_be_told(step)) for step in steps]


def _shape(step: Step, *, told: bool) -> Shape:
    """Only what the step says: no key without a value, but for a number that is hidden."""
    shape: Shape = {"step": step.step}
    if step.about:
        shape["about"] = step.about
    if step.compared is not None:
        shape["compared"] = _value(step.compared, step.against) if told else None
    if step.by:
        shape["by"] = step.by
        shape["with"] = _value(step.against) if told or not _gives_back(step) else None
        result = as_json(step.result) if isinstance(step.result, Fraction) else step.result
        shape["result"] = result if told or step.by != MINUS else None
    if not told:
        shape["hidden"] = True
    if step.grade is not None:
        shape["for"] = step.grade.word
    if step.so is not None:
        shape["so"] = so_text(step.so)
    if step.names:
        shape["names"] = list(step.names)
    return shape


def so_text(so: object) -> str:
    """`good`, `not graded: out of date` or `not judged`."""
    if isinstance(so, Grade):
        return so.word
    return f"{wording.NOT_GRADED}: {so.reason.value}" if isinstance(so, NotGraded) else str(so)


def _value(value: Told, against: Told = None) -> object:
    if isinstance(value, Grade):
        return value.word
    if isinstance(value, Fraction):
        if value.denominator == 1:  # most are, and need no rounding
            return value.numerator
        return as_json(value, [against] if isinstance(against, Fraction) and against != value else [])
    return value.isoformat() if isinstance(value, date) else value


def sentence(step: Step, *, told: bool) -> str:
    """`line, for good: 57.438017 >= 88.2: no`: the numbers as they were compared."""
    about = f" ({step.about})" if step.about else ""
    said = [f"{step.step}{about}{f', for {step.grade.word}' if step.grade else ''}"]
    if step.against is True and step.grade is None and not step.tells:  # whether something is there
        said.append("yes" if step.compared else "no")
    elif step.by:
        compared, result = _comparison(step, told=told), _result(step, told=told)
        said += [f"{compared} = {result}"] if step.by == MINUS else [compared, result]
    elif step.compared is not None:
        said.append(_word(step.compared) if told else HIDDEN)
    if step.so is None or (isinstance(step.so, NotGraded) and step.so.reason == step.compared):
        return ": ".join(said)
    return f"{': '.join(said)}{', so' if len(said) > 1 else ':'} {so_text(step.so)}"


def _comparison(step: Step, *, told: bool) -> str:
    compared = _word(step.compared, step.against) if told else HIDDEN
    against = _word(step.against) if told or not _gives_back(step) else HIDDEN
    sign = SIGNS.get(step.by, step.by) if isinstance(step.against, Fraction) else step.by
    return f"{compared} {sign} {against}"


def _result(step: Step, *, told: bool) -> str:
    if step.by == MINUS:
        return f"{as_json(step.result)}" if told and isinstance(step.result, Fraction) else HIDDEN
    return "yes" if step.result else "no"


def _gives_back(step: Step) -> bool:
    """Whether what a hidden number was held against would give it back: an earlier figure, a share of the sample."""
    return step.by == MINUS or step.tells == "sample"


def _word(value: Told, against: Told = None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = _value(value, against)
    return f"{shown:,}" if isinstance(shown, int | float) else str(shown)


def deciding(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The comparisons the outcome hangs on: the last that gave one, and for what was left over, those before it."""
    at = max(place for place, step in enumerate(steps) if step.so is not None)
    last = steps[at]
    if last.grade is not None:
        return tuple([one for one in steps if one.grade == last.grade])
    asked = [one for one in steps[:at] if one.grade is not None]
    if last.by or not asked:
        return (last,)
    return (*[one for one in asked if one.grade == asked[-1].grade and not one.holds], last)
