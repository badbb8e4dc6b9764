"""A finding as a row of cells: the words the table prints, each in a cell of its own, for tables of other programs.

Every cell is on one line, safe to print, and holds no count of 1 to 5 people unless that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from compcheck.model.bands import Lines
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.rule import AUTHORITY
from compcheck.model.submission import Evidence
from compcheck.reporting import wording
from compcheck.reporting.as_json import figure_shape
from compcheck.reporting.numbers import as_json
from compcheck.reporting.remedies import how_to_be_seen
from compcheck.reporting.told import explained_lines, named, when
from compcheck.reporting.wording import NOT_GRADED, safe

Number = int | float | None


class Row(NamedTuple):
    """`value` and the two counts are there where there is one figure and nothing of it is hidden."""

    area: str
    requirement: str
    id: str
    key: bool
    weight: Number
    asked_of: str
    outcome: str
    why_not: str
    in_doubt: str
    figure: str
    value: Number
    numerator: Number
    denominator: Number
    unit: str
    period: str
    next_line: str
    chance: str
    evidence: str
    expected: str
    line: str
    stands_on: str
    england: str
    source: str
    note: str
    plan: str
    action: str
    by: str
    to_be_seen: str
    explanation: str
    place: str


COLUMNS: Mapping[str, str] = {
    "area": "area",
    "requirement": "requirement",
    "id": "id",
    "key": "key",
    "weight": "weight",
    "asked of": "asked_of",
    "outcome": "outcome",
    "why not graded": "why_not",
    "in doubt": "in_doubt",
    "figure": "figure",
    "value": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "unit": "unit",
    "period": "period",
    "to the next line": "next_line",
    "what chance leaves open": "chance",
    "evidence": "evidence",
    "expected": "expected",
    "line": "line",
    "line stands on": "stands_on",
    "England": "england",
    "source": "source",
    "note": "note",
    "plan": "plan",
    "action": "action",
    "by": "by",
    "would be seen by": "to_be_seen",
    "explanation": "explanation",
    "place": "place",
}
"""The headings of a table of findings, and which part of a row stands below each."""


def cells_of(row: Row) -> list[str | int | float | None]:
    """Below the headings of COLUMNS; yes or nothing for what is true or not."""
    cells = [getattr(row, name) for name in COLUMNS.values()]
    return [("yes" if one else "") if isinstance(one, bool) else one for one in cells]


def row_of(finding: Finding, evaluation: Evaluation, *, internal: bool) -> Row:
    rule, framework = finding.rule, evaluation.framework
    lines = finding.sampled if finding.by_evidence else finding.lines
    value, numerator, denominator = _numbers(finding, evaluation, internal=internal)
    entries = [one.entry for one in finding.own_figures]
    evidence, due = finding.evidence, finding.recommendation
    position, unit = finding.position, finding.figures[0].indicator.unit if finding.figures else ""
    return Row(
        area=next((one.title for one in framework.areas if one.id == rule.area), rule.area),
        requirement=rule.title,
        id=rule.id,
        key=rule.key,
        weight=as_json(rule.weight),
        asked_of="the authority itself, by local rules" if rule.local else rule.judged,
        outcome=wording.grade_word(finding.grade, framework) if finding.grade else NOT_GRADED,
        why_not=_why_not(finding),
        in_doubt=wording.mark_text(finding, internal=internal),
        figure=figure_cell(finding, internal=internal),
        value=value,
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        period=_each([when(one.entry.period) for one in finding.own_figures if one.missing is None]),
        next_line=wording.distance_text(finding, internal=internal),
        chance=wording.doubt_text(finding, internal=internal),
        evidence=_evidence(finding, evidence, internal=internal) if evidence is not None else "",
        expected=f"{lines.expectation} ({named(rule.source)})" if lines is not None else named(rule.source),
        line=_line(finding, unit),
        stands_on=wording.basis_text(lines.basis) if lines is not None else "",
        england=f"{wording.position_text(position, unit)} ({position.source})" if position is not None else "",
        source=_each([*(safe(one.source) for one in entries), *([safe(evidence.source)] if evidence else [])]),
        note=_each([safe(one.note) for one in entries]),
        plan=_each([*(safe(one.plan) for one in entries), *([safe(evidence.plan)] if evidence else [])]),
        action=due.action if due is not None else "",
        by=due.by if due is not None else "",
        to_be_seen=how_to_be_seen(finding, evaluation),
        explanation=_each(explained_lines(finding, evaluation)),
        place=place_of(finding, evaluation),
    )


def requirement_with_marks(row: Row) -> str:
    """`Assessments are timely (key)`; whose it is, where it is not the authority's by the framework."""
    asked = "" if row.asked_of == AUTHORITY else f"asked of {row.asked_of}"
    marks = [one for one in ("key" if row.key else "", asked, "weighs nothing" if not row.weight else "") if one]
    return f"{row.requirement} ({', '.join(marks)})" if marks else row.requirement


def figure_cell(finding: Finding, *, internal: bool) -> str:
    """Each figure, named where there are several, with the change where a rule asks for it."""
    said = []
    for figure in finding.own_figures:
        name = f"{figure.indicator.title}: " if len(finding.rule.indicators) > 1 else ""
        worse_end = wording.worse_end_text(finding)
        said.append(f"{name}{wording.figure_text(figure, finding.lines, internal=internal)}{worse_end}")
    return _each([*said, wording.change_text(finding, internal=internal)])


def place_of(finding: Finding, evaluation: Evaluation) -> str:
    """`samples/devon.json:14`: the line its figure or evidence stands in, as far as anybody knows it."""
    path = safe(evaluation.document.path)
    pointer = finding.evidence.pointer if finding.evidence else ""
    pointer = finding.figures[0].entry.pointer if finding.figures else pointer
    at = evaluation.document.position_of(pointer) if pointer else None
    return path if at is None else f"{path}:{at.line}"


def _each(texts: list[str]) -> str:
    return "; ".join(dict.fromkeys(one for one in texts if one))


def _why_not(finding: Finding) -> str:
    """The reason, with what the submission or the rule says of it."""
    why = finding.not_graded
    if why is None:
        return ""
    detail = safe(why.detail or finding.rule.left_to_inspectors)
    return f"{wording.WHY_NOT[why.reason]}{f': {detail}' if detail else ''}"


def _numbers(finding: Finding, evaluation: Evaluation, *, internal: bool) -> tuple[Number, Number, Number]:
    """As JSON has them, which hides what may not be told."""
    if len(finding.own_figures) != 1 or finding.own_figures[0].exact is None:
        return None, None, None
    shape = figure_shape(finding.own_figures[0], evaluation.document, finding.lines, internal=internal)
    value, numerator, denominator = (
        one if isinstance(one, int | float) else None
        for one in (shape["value"], shape["numerator"], shape["denominator"])
    )
    return value, numerator, denominator


def _evidence(finding: Finding, evidence: Evidence, *, internal: bool) -> str:
    hides = finding.topic is not None and finding.topic.counts_people
    said = wording.evidence_text(evidence, hides_counts=hides, internal=internal)
    of_this = "from the very inspection this submission stands beside" if evidence.of_this_inspection else ""
    return _each(
        [
            said,
            safe(evidence.says).removesuffix("."),
            of_this,
            f"held down: {finding.held_at}" if finding.held_at else "",
        ]
    )


def _line(finding: Finding, unit: str) -> str:
    lines: Lines | None = finding.lines
    if finding.by_evidence:
        evidence, sampled = finding.evidence, finding.sampled
        if sampled is None or evidence is None or evidence.grade is not None:
            return ""
        return wording.sampled_text(sampled, evidence)
    return wording.lines_text(lines, unit, finding) if lines is not None else ""
