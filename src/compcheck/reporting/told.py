"""What is told of a finding, line by line: its figure or evidence, what it was held against, where all of that stands.

Formats lay these lines out; none of them needs to know what a finding holds. What comes of a submission is on one line
each and safe to print; what a format itself could obey, it escapes.
"""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.grade import NEVER_GRADED, NotGraded, Reason
from compcheck.model.indicator import Source
from compcheck.model.rule import AUTHORITY, DEADLINES
from compcheck.reporting import local_wording, wording
from compcheck.reporting.wording import safe


def own(evaluation: Evaluation) -> list[Finding]:
    """What the framework asks of the authority itself."""
    return [one for one in evaluation.findings if one.rule.judged == AUTHORITY and not one.rule.local]


def lines_of(finding: Finding, evaluation: Evaluation, *, internal: bool) -> list[str]:
    """Of a graded finding: its title with its marks first."""
    rule = finding.rule
    marks = [*(["key"] if rule.key else []), *(["an assumption, weighs nothing"] if rule.assumption else [])]
    doubt = wording.mark_text(finding, internal=internal)
    said = [f"{rule.title}{f' ({marks[0]})' if marks else ''}{f'; {doubt}' if doubt else ''}"]
    said += _by_evidence(finding, internal=internal) if finding.by_evidence else _by_figure(finding, internal=internal)
    if finding.lines is not None and not finding.by_evidence:
        said.append(f"Expected: {finding.lines.expectation} ({named(rule.source)})")
    elif finding.sampled is not None:
        said.append(f"Expected: {finding.sampled.expectation} ({named(rule.source)})")
    said += local_wording.changed_text(finding, evaluation.framework)
    return said + explained_lines(finding, evaluation)


def explained_lines(finding: Finding, evaluation: Evaluation) -> list[str]:
    return [local_wording.explanation_text(one) for one in evaluation.explanations.get(finding.rule.id, ())]


def named(source: Source) -> str:
    """`Working Together to Safeguard Children, DCSF 2010`."""
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


def ungraded_line(finding: Finding, *, internal: bool) -> str:
    """Of a finding that is not graded: all there is to tell, in one line."""
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


def when(period: object) -> str:
    shown = str(period)
    return shown if " to " in shown else f"at {shown}"


def by_deadline(evaluation: Evaluation) -> dict[str, list[Finding]]:
    """Findings that recommend something: by deadline; within one, key requirements first, then the lowest grade."""
    due = [
        (DEADLINES.index(one.recommendation.by), not one.rule.key, one.grade.rank, place, one)
        for place, one in enumerate(evaluation.findings)
        if one.recommendation is not None and one.grade is not None
    ]
    found: dict[str, list[Finding]] = {}
    for at, *_, one in sorted(due, key=lambda item: item[:4]):
        found.setdefault(DEADLINES[at], []).append(one)
    return found


def by_reason(evaluation: Evaluation) -> dict[Reason, list[Finding]]:
    """What could have been graded and was not, by why, with what is left to inspectors."""
    found: dict[Reason, list[Finding]] = {}
    for one in own(evaluation):
        if one.not_graded is not None and _has_its_place(one, evaluation):
            found.setdefault(one.not_graded.reason, []).append(one)
    return found


def _has_its_place(finding: Finding, evaluation: Evaluation) -> bool:
    """What could have been graded, what is left to inspectors, and what is explained and printed nowhere else."""
    if not is_context(finding, evaluation) or finding.rule.left_to_inspectors:
        return True
    return not finding.figures and finding.rule.id in evaluation.explanations


def is_context(finding: Finding, evaluation: Evaluation) -> bool:
    """Whether no better data could change it; what did not yet rule and counts all the same was not seen."""
    why = finding.not_graded
    if why is None or why.reason not in NEVER_GRADED:
        return False
    counts = evaluation.framework.counts_on(finding.rule, evaluation.submission.judged)
    return why.reason is not Reason.NOT_IN_FORCE or not counts
