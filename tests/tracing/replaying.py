"""A trace done again by somebody who knows nothing but its steps: what it comes to, and whether it is in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from compcheck.model.grade import Grade, NotGraded
from compcheck.tracing.steps import Step

SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "at least": lambda one, other: not one < other,
    "more than": lambda one, other: other < one,
    "at most": lambda one, other: not other < one,
    "less than": lambda one, other: one < other,
    "on or after": lambda one, other: (one - other).days >= 0,
    "on or before": lambda one, other: (other - one).days >= 0,
    "is": lambda one, other: one == other,
    "is not": lambda one, other: one != other,
    "minus": lambda one, other: one - other,
}


def replayed(steps: Sequence[Step]) -> Any:
    """What the last step that decides gives. Each comparison is made again, each conclusion asked for its reason."""
    outcome: Any = None
    asked: list[Step] = []  # the steps asked for grades since the last conclusion
    for step in steps:
        assert again(step) == step.result, step
        if step.grade is not None:
            asked.append(step)
        if step.so is None:
            continue
        if step.grade is not None:  # a grade: every step asked for it holds, and for no better one did
            assert step.so == step.grade
            reached = [one for one in dict.fromkeys(one.grade for one in asked) if all_hold(asked, one)]
            assert reached == [step.grade]
        elif step.by:  # a condition, or what holds a grade down: it must have failed
            assert step.result is False, step
            if isinstance(step.so, Grade) and isinstance(step.compared, Grade):
                assert (step.so, step.by) == (step.against, "at most")
        else:  # otherwise: nothing asked for was reached
            assert not any(all_hold(asked, one.grade) for one in asked)
        outcome, asked = step.so, []
    return outcome


def again(step: Step) -> Any:
    if not step.by:
        return None
    one, other = (value.rank if isinstance(value, Grade) else value for value in (step.compared, step.against))
    return SIGNS[step.by](one, other)


def all_hold(asked: Sequence[Step], grade: Grade | None) -> bool:
    return all(one.result is True for one in asked if one.grade == grade)


def same(outcome: Any, other: Any) -> bool:
    """One grade, or one reason; the words beside a reason are no part of it."""
    if isinstance(outcome, NotGraded) and isinstance(other, NotGraded):
        return outcome.reason is other.reason
    return bool(outcome == other)


def told(value: Any) -> bool:
    return value is None or isinstance(value, Fraction | date | bool | str | Grade)
