"""Why a finding or a judgement is what it is, for a terminal: 80 columns, plain words."""

from __future__ import annotations

from decimal import Decimal

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Framework
from compcheck.model.rule import AUTHORITY, Rule
from compcheck.reporting import local_wording, wording
from compcheck.reporting.beside import beside_of, earlier_of, source_text
from compcheck.reporting.explanation_of_judgements import of_area, of_overall
from compcheck.reporting.explanations import Explained
from compcheck.reporting.layout import filled, head, joined, numbered, row, rows, section
from compcheck.reporting.numbers import in_unit
from compcheck.reporting.remedies import how_to_be_seen
from compcheck.reporting.steps import deciding, sentence, shown_by
from compcheck.reporting.wording import safe
from compcheck.tracing.findings import steps_of


def text(explained: Explained) -> str:
    evaluation, asked, internal = explained.evaluation, explained.asked, explained.internal
    if asked is None:
        return of_overall(evaluation, internal=internal)
    if isinstance(asked, Area):
        return of_area(evaluation, asked, internal=internal)
    return of_requirement(explained, asked)


def of_requirement(explained: Explained, rule: Rule) -> str:
    evaluation, internal = explained.evaluation, explained.internal
    finding = next(one for one in evaluation.findings if one.rule.id == rule.id)
    steps = steps_of(finding, evaluation.framework, evaluation.submission.judged)
    may_be_told = shown_by(finding, internal=internal)
    lines = [sentence(one, told=may_be_told(one)) for one in steps]
    decided = [sentence(one, told=may_be_told(one)) for one in deciding(steps)]
    return joined(
        head(evaluation, rule.title, internal=internal),
        rows(
            ("Requirement", f"{rule.id}{' (key)' if rule.key else ''}"),
            ("Why", rule.why),
            ("Weight", _weight(rule)),
            ("Found", _found(finding, evaluation.framework, internal=internal)),
            ("Decided by", "; ".join(decided)),
            *(("Local rules", text) for text in local_wording.changed_text(finding, evaluation.framework)),
        ),
        section("The figure", *[_figure(one, finding, evaluation, internal=internal) for one in finding.own_figures]),
        section("The evidence", _evidence(finding, evaluation, internal=internal)),
        section("What it is held against", _held_against(finding)),
        section("Step by step", numbered(lines)),
        section("Beside it: used for no grade", _beside(finding, explained)),
        section("What to do", _what_to_do(finding, evaluation)),
    )


def _weight(rule: Rule) -> str:
    """What it weighs in its area, or why nothing."""
    if rule.judged != AUTHORITY:
        return f"none: it is asked of {'health services' if rule.judged == 'health' else 'the partnership'}"
    if rule.assumption:
        return "none: its lines come from a later source, an assumption"
    return "none: it is never graded" if rule.never_graded is not None else str(rule.weight)


def _found(finding: Finding, framework: Framework, *, internal: bool) -> str:
    doubt = wording.mark_text(finding, internal=internal)
    return f"{_outcome(finding, framework)}{f'; {doubt}' if doubt else ''}"


def _outcome(finding: Finding, framework: Framework) -> str:
    if finding.grade is not None:
        held = f", held down: {finding.held_at}" if finding.held_at else ""
        by = "evidence" if finding.by_evidence else "figures"
        return f"{wording.grade_word(finding.grade, framework)}, by {by}{held}"
    why = finding.not_graded
    assert why is not None  # an outcome is a grade or a reason
    return f"not graded: {wording.WHY_NOT[why.reason]}{f' ({safe(why.detail)})' if why.detail else ''}"


def _place(pointer: str, evaluation: Evaluation) -> str:
    at = evaluation.document.position_of(pointer)
    path = safe(evaluation.document.path)
    return path if at is None else f"{path}:{at.line}:{at.column}"


def _figure(figure: Figure, finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    entry, indicator = figure.entry, figure.indicator
    return rows(
        ("Indicator", f"{indicator.id}: {indicator.title}"),
        ("Figure", wording.figure_text(figure, finding.lines, internal=internal) + wording.worse_end_text(finding)),
        *wording.recorded_lines(figure, internal=internal),
        ("Period", str(entry.period)),
        ("Change", wording.change_text(finding, internal=internal)),
        ("Own limit", wording.standard_text(finding.standard) if finding.standard is not None else ""),
        ("At", _place(entry.pointer, evaluation)),
        ("Source", safe(entry.source)),
        ("Note", safe(entry.note)),
        ("Plan", safe(entry.plan)),
        indent="  ",
    )


def _evidence(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    evidence, topic = finding.evidence, finding.topic
    if evidence is None:
        return ""
    hides = topic is not None and topic.counts_people
    used = "" if finding.by_evidence or finding.instead_of is not None else "no"
    stands_in = ""
    if finding.instead_of is not None:
        stands_in = f"the figure, not graded: {wording.WHY_NOT[finding.instead_of.reason]}"
    return rows(
        ("Topic", f"{evidence.topic}{f': {topic.title}' if topic else ''}"),
        ("Seen", wording.evidence_text(evidence, hides_counts=hides, internal=internal)),
        ("Says", safe(evidence.says)),
        ("At", _place(evidence.pointer, evaluation)),
        ("Source", safe(evidence.source)),
        ("Stands for", stands_in),
        ("Used", used),
        ("Plan", safe(evidence.plan)),
        indent="  ",
    )


def _held_against(finding: Finding) -> str:
    """Expectation, position and line: three things, each with its source."""
    lines, rule = finding.lines, finding.rule
    expected = lines.expectation if lines is not None else ""
    line, line_by, position = "", "", ""
    if finding.by_evidence and finding.sampled is not None and finding.evidence is not None:
        expected = finding.sampled.expectation
        if finding.evidence.grade is None:
            line = wording.sampled_text(finding.sampled, finding.evidence)
            line_by = wording.basis_text(finding.sampled.basis)
    elif lines is not None and finding.figures:
        line = wording.lines_text(lines, finding.figures[0].indicator.unit, finding)
        line_by = wording.basis_text(lines.basis)
    if finding.position is not None:
        unit = finding.figures[0].indicator.unit
        position = f"{wording.position_text(finding.position, unit)} ({finding.position.source})"
    return rows(
        ("Expected", f"{expected} ({source_text(rule.source)})" if expected else ""),
        ("Source", "" if expected else source_text(rule.source)),
        ("Position", position),
        ("Line", line),
        ("Line by", line_by),
        ("Since", lines.since.isoformat() if line and lines is not None and not finding.by_evidence else ""),
        indent="  ",
    )


def _beside(finding: Finding, explained: Explained) -> str:
    parts = []
    for figure in finding.own_figures:
        said = _earlier(figure, finding, internal=explained.internal) + _others(figure, explained)
        title = [f"  {figure.indicator.id}"] if len(finding.own_figures) > 1 else []
        parts += ["\n".join([*title, rows(*said, indent="  ")])] if said else []
    doubt = wording.doubt_text(finding, internal=explained.internal)
    return "\n".join([*parts, *([row("Doubt", doubt, "  ")] if doubt else [])])


def _earlier(figure: Figure, finding: Finding, *, internal: bool) -> list[tuple[str, str]]:
    earlier, changed, left_out = earlier_of(figure)
    said = []
    for one in earlier:
        if one in finding.figures:  # what a change was worked out from was used
            continue
        shown = wording.figure_text(one, finding.lines, internal=internal)
        said.append(("Earlier", f"{shown}, {one.entry.period} ({safe(one.entry.source)})"))
    if changed is not None:
        left = wording.counted(left_out, "earlier period lies", "earlier periods lie")
        said.append(("Break", f"the series changes on {changed.on.isoformat()}: {changed.what}; {left} before it"))
    return said


def _others(figure: Figure, explained: Explained) -> list[tuple[str, str]]:
    """The region and the statistical neighbours, in England's year: in the order of their likeness, not of rank."""
    others = beside_of(figure, explained.evaluation, explained.comparators)
    if others is None:
        return []
    unit, beside = figure.indicator.unit, others.beside
    said = [("Region", f"{beside.region.area} {_published(beside.region.value, unit)} in {others.year}")]
    if beside.spread is not None:
        low, middle, high = (in_unit(one, "number") for one in beside.spread[:3])
        n = wording.counted(beside.spread.n, "neighbour", "neighbours")
        said.append(("Neighbours", f"{low} to {high}, median {middle}, of {n} with a figure in {others.year}"))
    near = ", ".join(f"{one.area} {_published(one.value, 'number')}" for one in beside.neighbours)
    said += [("Nearest", near), ("Source", f"{others.figures_source}; neighbours: {others.neighbours_source}")]
    return said


def _published(value: Decimal | None, unit: str) -> str:
    return "not published" if value is None else in_unit(value, unit)


def _what_to_do(finding: Finding, evaluation: Evaluation) -> str:
    recommendation = finding.recommendation
    if recommendation is not None:
        return filled(f"{recommendation.by.capitalize()}: {recommendation.action}.", "  ")
    seen = how_to_be_seen(finding, evaluation)
    return filled(f"To be seen: {seen}.", "  ") if seen else ""
