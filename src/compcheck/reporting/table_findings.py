"""The findings of the table: the lines that are told of each, in two columns beside its grade."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.rule import AUTHORITY
from compcheck.reporting import wording
from compcheck.reporting.table_layout import grade_label, heading, two_columns, wrapped
from compcheck.reporting.told import explained_lines, lines_of, own, ungraded_line


def findings(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    parts = []
    for area in evaluation.framework.areas:
        graded = [one for one in own(evaluation) if one.rule.area == area.id and one.grade is not None]
        if graded:
            framework = evaluation.framework
            rows = [
                (grade_label(one.grade, "", framework, color=color), _finding(one, evaluation, internal=internal))
                for one in graded
            ]
            parts.append(f"{heading(f'Findings: {area.title}')}\n\n{two_columns(rows)}")
    return "\n\n".join(parts) or "Nothing could be graded."


def local_requirements(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    """What the authority asks of itself: printed apart, since it weighs nothing."""
    framework = evaluation.framework
    rows = [
        (
            grade_label(one.grade, "not graded", framework, color=color),
            _whole(one, evaluation, internal=internal)
            + (f"\n  Not graded: {wording.WHY_NOT[one.not_graded.reason]}" if one.not_graded else ""),
        )
        for one in evaluation.findings
        if one.rule.local
    ]
    return f"{heading('Local requirements, which weigh nothing')}\n\n{two_columns(rows)}" if rows else ""


def others(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    """What is asked of others: printed apart, and it weighs nothing in the authority's judgements."""
    rows = []
    for finding in evaluation.findings:
        if finding.rule.judged != AUTHORITY and not finding.rule.local:
            of = f"\n  Asked of: {finding.rule.judged}"
            said = _whole(finding, evaluation, internal=internal)
            label = grade_label(finding.grade, "not graded", evaluation.framework, color=color)
            rows.append((label, f"{said}{of}"))
    return f"{heading('Asked of others, and no part of any judgement')}\n\n{two_columns(rows)}" if rows else ""


def _whole(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    """Graded or not, for a section of its own."""
    if finding.grade is not None:
        return _finding(finding, evaluation, internal=internal)
    explained = [f"  {one}" for one in explained_lines(finding, evaluation)]
    return "\n".join([ungraded_line(finding, internal=internal), *explained])


def _finding(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    first, *rest = lines_of(finding, evaluation, internal=internal)
    return "\n".join([first, *(f"  {line}" for line in rest)])


def bullet(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    said = [
        f"- {ungraded_line(finding, internal=internal)}",
        *(f"  {one}" for one in explained_lines(finding, evaluation)),
    ]
    return "\n".join(wrapped(line, "  " if not place else "    ") for place, line in enumerate(said))
