"""One step of a decision: what was compared, with what, whether it held, and what followed. It can be done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from typing import Any, NamedTuple

from compcheck.model.bands import Bound
from compcheck.model.grade import Grade, Outcome

Told = Fraction | date | bool | str | Grade | None
"""What a step compares: a number in its unit, a day, yes or no, a word, or a grade of the framework's scale."""

RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at least": ge,
    "more than": gt,
    "at most": le,
    "less than": lt,
    "on or after": ge,
    "on or before": le,
    "is": eq,
    "is not": ne,
}
MINUS = "minus"
"""The one relation whose result is a number."""

NOT_JUDGED = "not judged"


class Step(NamedTuple):
    """`by` is a relation, MINUS, or "" for a plain fact; `result` says whether it holds, or what it comes to.

    `grade` is what the step is asked for: the best grade for which every step holds is given. `so` is what follows;
    the last one stands. `about` names the indicator where a requirement looks at several, `names` the requirements or
    areas that were counted. `tells` says what `compared` is made of, since that may have to be hidden: "figure",
    "denominator", "cases" (looked at) or "sample" (cases by grade).
    """

    step: str
    compared: Told = None
    by: str = ""
    against: Told = None
    result: bool | Fraction | None = None
    grade: Grade | None = None
    so: Outcome | str | None = None
    about: str = ""
    names: tuple[str, ...] = ()
    tells: str = ""

    @property
    def holds(self) -> bool:
        return self.result is not False


def compare(step: str, compared: Told, by: str, against: Told, **rest: Any) -> Step:
    """The result is worked out here and nowhere else, from what the step itself says."""
    return Step(step, compared, by, against, RELATIONS[by](_ranked(compared), _ranked(against)), **rest)


def _ranked(value: Told) -> object:
    """Kinds of finding have no order, and yet what evidence of one kind can give at most is one of them."""
    return value.rank if isinstance(value, Grade) else value


def subtract(step: str, one: Fraction, other: Fraction, **rest: Any) -> Step:
    return Step(step, one, MINUS, other, one - other, **rest)


def within(step: str, compared: Fraction, bound: Bound, **rest: Any) -> list[Step]:
    """A step for each end the band has."""
    steps = []
    if bound.low is not None:
        steps.append(compare(step, compared, "at least" if bound.low_is_in else "more than", number(bound.low), **rest))
    if bound.high is not None:
        steps.append(
            compare(step, compared, "at most" if bound.high_is_in else "less than", number(bound.high), **rest)
        )
    return steps


def number(given: int | Decimal | Fraction) -> Fraction:
    return Fraction(given)


def best_of(candidates: list[tuple[Grade, list[Step]]], rest: Step) -> list[Step]:
    """The steps up to the first grade for which all of them hold, which gives it; `rest` follows where none does."""
    told: list[Step] = []
    for grade, steps in candidates:
        asked = [one._replace(grade=grade) for one in steps]
        if all(one.holds for one in asked):
            return [*told, *asked[:-1], asked[-1]._replace(so=grade)]
        told += asked
    return [*told, rest]
