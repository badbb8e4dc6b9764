"""What a report's own words and numbers come to, worked out again: a grade they do not give was changed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from compcheck.model.bands import Bound
from compcheck.model.framework import Framework
from compcheck.reading.report_file import NEAR

BY_LINE = "is not the grade that its figure comes to by the line it was held against: the report was changed."
BY_REASONS = "is not the grade that its reasons give: the report was changed."
AWAY = "lies not as far from the next line as its figure does: the report was changed."

ENDS = re.compile(r"(at least|more than|at most|less than) (-?\d+(?:\.\d+)?)")
BETWEEN = re.compile(r"between (-?\d+(?:\.\d+)?) and (-?\d+(?:\.\d+)?)")
BY_WEIGHT = re.compile(r" or better by weight: (\d+(?:\.\d+)?) of \d+(?:\.\d+)?; (\d+(?:\.\d+)?) needed")

Shape = Mapping[str, Any]


def changed_outcomes(evaluation: Shape, framework: Framework, at: str) -> Iterator[tuple[str, str]]:
    """Pointer and fact of every grade that the report itself speaks against. What it does not tell is let pass."""
    for n, finding in enumerate(evaluation["findings"]):
        yield from _of_finding(finding, framework, f"{at}/findings/{n}")
    words = [grade.word for grade in framework.scale.grades]
    for n, one in enumerate(evaluation["judgements"]):
        if one["grade"] != _by_reasons(one["reasons"], words):
            yield f"{at}/judgements/{n}/grade", BY_REASONS
    overall = evaluation["overall"]
    if overall is not None and overall["grade"] != _by_reasons(overall["reasons"], words):
        yield f"{at}/overall/grade", BY_REASONS


def _of_finding(finding: Shape, framework: Framework, at: str) -> Iterator[tuple[str, str]]:
    """Only where one figure, wholly known and told, was held against a line of numbers as it is."""
    rule, basis, grade = framework.rule(finding["rule"]), finding["basis"], finding["grade"]
    if finding["shown_by"] != "figures" or finding["held_at"] or basis is None or len(finding["figures"]) != 1:
        return
    if rule is None or rule.change_months is not None or rule.against is not None:
        return  # another number was held against the line
    value = _value(finding["figures"][0])
    if value is None:
        return
    bands = basis["line"]["bands"]
    bounds = {word: _bound(text) for word, text in bands.items() if word != "otherwise"}
    known = {word: bound for word, bound in bounds.items() if bound is not None}
    if not known or len(known) != len(bounds):
        return
    met = [framework.scale.grade(word) for word, bound in known.items() if bound.holds(value.as_integer_ratio())]
    if grade != (max(met, key=lambda one: one.rank).word if met else bands.get("otherwise")):
        yield f"{at}/grade", BY_LINE
    following = finding["next"]
    if following is not None and following["away"] is not None:
        away = abs(Fraction(following["bound"]) - value)
        if abs(away - Fraction(following["away"])) >= NEAR:
            yield f"{at}/next/away", AWAY


def _value(figure: Shape) -> Fraction | None:
    """As exact as its counts; None where it is a yes or no, hidden, or known only in part."""
    value, recording = figure["value"], figure.get("recording")
    if value is None or isinstance(value, bool):
        return None
    if recording is not None and (recording["not_recorded"] != 0 or recording["at_least"]):
        return None
    part, whole = figure["numerator"], figure["denominator"]
    return (
        Fraction(100 * part, whole) if figure["unit"] == "percent" and part is not None and whole else Fraction(value)
    )


def _bound(text: str) -> Bound | None:
    """A bound as a report words it; None where it is none of numbers."""
    between, end = BETWEEN.fullmatch(text), ENDS.fullmatch(text)
    if between is not None:
        return Bound.of(Decimal(between[1]), Decimal(between[2]))
    if end is None:
        return None
    number, is_in = Decimal(end[2]), end[1] in {"at least", "at most"}
    if end[1] in {"at least", "more than"}:
        return Bound.of(number, None, low_is_in=is_in)
    return Bound.of(None, number, high_is_in=is_in)


def _by_reasons(reasons: Sequence[str], words: Sequence[str]) -> str | None:
    """The first reason decides, unless a limit holds it lower; None where it is a reason for not judging."""
    held = [word for word in words for one in reasons if one.startswith(f"held at {word} by ")]
    if held or not reasons:
        return held[0] if held else None
    first = reasons[0]
    for word in words:
        if first.startswith(f"{word} or better by weight: "):
            weights = BY_WEIGHT.fullmatch(first.removeprefix(word))
            return word if weights is not None and Decimal(weights[1]) >= Decimal(weights[2]) else None
        decided = (f"key requirement found {word}: ", f"so much was found {word} (", f"{word} or better: ")
        if first.startswith((*decided, f"{word}: ", f"the lowest area is {word}: ")):
            return word
    return None
