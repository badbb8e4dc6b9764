"""The findings of the table: figure or evidence, what it was held against, and where all of that stands."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.grade import NotGraded
from compcheck.model.indicator import Source
from compcheck.model.rule import AUTHORITY
from compcheck.reporting import wording
from compcheck.reporting.table_layout import grade_label, heading, two_columns, when, wrapped
from compcheck.reporting.wording import safe


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


def own(evaluation: Evaluation) -> list[Finding]:
    """What the framework asks of the authority itself."""
    return [one for one in evaluation.findings if one.rule.judged == AUTHORITY and not one.rule.local]


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
    return "\n".join([_ungraded(finding, internal=internal), *explained])


def _finding(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    rule = finding.rule
    marks = [*(["key"] if rule.key else []), *(["an assumption, weighs nothing"] if rule.assumption else [])]
    doubt = wording.mark_text(finding, internal=internal)
    said = [f"{rule.title}{f' ({marks[0]})' if marks else ''}{f'; {doubt}' if doubt else ''}"]
    said += _by_evidence(finding, internal=internal) if finding.by_evidence else _by_figure(finding, internal=internal)
    if finding.lines is not None and not finding.by_evidence:
        said.append(f"Expected: {finding.lines.expectation} ({_named(rule.source)})")
    elif finding.sampled is not None:
        said.append(f"Expected: {finding.sampled.expectation} ({_named(rule.source)})")
    said += wording.changed_text(finding, evaluation.framework)
    said += explained_lines(finding, evaluation)
    return "\n".join(f"{'' if place == 0 else '  '}{line}" for place, line in enumerate(said))


def explained_lines(finding: Finding, evaluation: Evaluation) -> list[str]:
    return [wording.explanation_text(one) for one in evaluation.explanations.get(finding.rule.id, ())]


def _named(source: Source) -> str:
    return f"{source.title}, {source.publisher} {source.year}"


def _by_figure(finding: Finding, *, internal: bool) -> list[str]:
    lines, said = finding.lines, []
    for figure in finding.figures[: 1 if finding.rule.change_months is not None else None]:
        name = f"{figure.indicator.title}: " if len(finding.rule.indicators) > 1 else ""
        worse_end = wording.worse_end_text(finding)
        shown = f"{wording.figure_text(figure, lines, internal=internal)}{worse_end}"
        shown = f"{shown[0].upper()}{shown[1:]}" if figure.recording is not None and not name else shown
        said.append(f"{name}{shown}{';' if worse_end else ','} {when(figure.entry.period)}")
        said += [f"{label}: {text}" for label, text in wording.recorded_lines(figure, internal=internal)]
    more = [
        wording.change_text(finding, internal=internal),
        wording.distance_text(finding, internal=internal),
        wording.doubt_text(finding, internal=internal),
    ]
    said += [one[0].upper() + one[1:] for one in more if one]
    if finding.rule.read_as:
        said.append(f"Read in one direction here: {finding.rule.read_as}")
    if finding.standard is not None:
        said.append(f"Measured against the authority's own limit: {wording.standard_text(finding.standard)}")
    figure = finding.figures[0]
    said.append(f"Source: {safe(figure.entry.source)}")
    if figure.entry.note:
        said.append(f"Note: {safe(figure.entry.note)}")
    if figure.entry.plan:
        said.append(f"Plan: {safe(figure.entry.plan)}")
    position = finding.position
    if position is not None:
        said.append(f"Position: {wording.position_text(position, figure.indicator.unit)} ({position.source})")
    if lines is not None:
        said.append(f"Line: {wording.lines_text(lines, figure.indicator.unit, finding)}")
        said.append(f"Line by: {wording.basis_text(lines.basis)}")
    return said


def _by_evidence(finding: Finding, *, internal: bool) -> list[str]:
    evidence, topic = finding.evidence, finding.topic
    assert evidence is not None  # a finding by evidence that is graded has it
    hides = topic is not None and topic.counts_people
    said = [f"Evidence: {wording.evidence_text(evidence, hides_counts=hides, internal=internal)}"]
    if evidence.of_this_inspection:
        said.append("From the very inspection this submission stands beside")
    if evidence.says:
        said.append(f"Says: {safe(evidence.says)}")
    if finding.figures and finding.instead_of is not None:
        said.append(_in_place_of(finding.figures[0], finding.instead_of, finding, internal=internal))
    if finding.held_at:
        said.append(f"Held at {finding.grade.word if finding.grade else ''}: {finding.held_at}")
    said.append(f"Source: {safe(evidence.source)}")
    if evidence.plan:
        said.append(f"Plan: {safe(evidence.plan)}")
    if finding.sampled is not None and evidence.grade is None:
        said.append(f"Line: {wording.sampled_text(finding.sampled, evidence)}")
        said.append(f"Line by: {wording.basis_text(finding.sampled.basis)}")
    return said


def _in_place_of(figure: Figure, why: NotGraded, finding: Finding, *, internal: bool) -> str:
    """The figure that evidence stands in for, and why it could not be graded."""
    shown = wording.figure_text(figure, finding.lines, internal=internal)
    recorded = "".join(
        f"; {label.lower()}: {text}" for label, text in wording.recorded_lines(figure, internal=internal)
    )
    if figure.missing is not None:
        return f"In place of the figure: {shown}{f' ({safe(why.detail)})' if why.detail else ''}"
    return f"In place of the figure: {shown}, not graded: {wording.WHY_NOT[why.reason]}{recorded}"


def bullet(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    said = [f"- {_ungraded(finding, internal=internal)}", *(f"  {one}" for one in explained_lines(finding, evaluation))]
    return "\n".join(wrapped(line, "  " if not place else "    ") for place, line in enumerate(said))


def _ungraded(finding: Finding, *, internal: bool) -> str:
    marks = " (key)" if finding.rule.key else " (an assumption, weighs nothing)" if finding.rule.assumption else ""
    doubt = wording.mark_text(finding, internal=internal)
    said = [f"{finding.rule.title}{marks}", *([doubt] if doubt else [])]
    unused = finding.evidence is not None and not finding.figures and not finding.by_evidence
    detail = finding.not_graded.detail if finding.not_graded and (finding.figures or unused) else ""
    if finding.figures and finding.figures[0].missing is None:
        entry = finding.figures[0].entry
        shown = wording.figure_text(finding.figures[0], finding.lines, internal=internal)
        said.append(f"{shown}, {when(entry.period)}, source: {safe(entry.source)}")
        recorded = wording.recorded_lines(finding.figures[0], internal=internal)
        said += [f"{label[0].lower()}{label[1:]}: {text}" for label, text in recorded if text != detail]
        said += [f"{label}: {safe(one)}" for label, one in (("note", entry.note), ("plan", entry.plan)) if one]
    if detail or finding.rule.left_to_inspectors:
        said.append(safe(detail or finding.rule.left_to_inspectors))
    if finding.evidence is not None:
        hides = finding.topic is not None and finding.topic.counts_people
        said.append(wording.evidence_text(finding.evidence, hides_counts=hides, internal=internal))
        told = (finding.evidence.says, f"source: {finding.evidence.source}")
        said += [safe(one).removesuffix(".") for one in told if one]
        if finding.evidence.of_this_inspection:
            said.append("from the very inspection this submission stands beside")
    return "; ".join(said)
