"""The report for a terminal: 80 columns, plain words, readable without colour and in any code page."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from tabulate import tabulate

from compcheck import __version__
from compcheck.model.comparison import Comparison
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import NEVER_GRADED, Grade, NotGraded
from compcheck.model.indicator import Source
from compcheck.model.problem import Problem
from compcheck.model.rule import AUTHORITY, DEADLINES
from compcheck.reporting import wording
from compcheck.reporting.wording import NOT_JUDGED, safe

WIDTH = 80
GRADE_WIDTH = 12
BETWEEN = f"\n{'=' * WIDTH}\n\n"
"""Between the reports of two submissions."""
COLOURS = ("\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[32m")  # by rank, worst first; the word itself always stands there
PLAIN = "\x1b[0m"


def text(run: Run, *, color: bool = False, quiet: bool = False) -> str:
    """Several files: a line for each, then each in full, in the order given."""
    overview = _overview(run, color=color)
    if quiet:
        return overview
    reports = [report(evaluation, internal=run.internal, color=color) for evaluation in run.evaluations]
    files = {problem.file for problem in run.problems}
    head = [overview] if len(run.evaluations) + len(files) > 1 else []
    sides = [beside(one, internal=run.internal) for one in run.comparisons]
    return BETWEEN.join([*head, *reports, *sides])


def beside(comparison: Comparison, *, internal: bool) -> str:
    """One submission under two frameworks."""
    from compcheck.reporting import side_by_side  # noqa: PLC0415  # only where two frameworks were asked for

    return side_by_side.text(comparison, internal=internal)


def _overview(run: Run, *, color: bool) -> str:
    return lines_of([one_line(evaluation, color=color) for evaluation in run.evaluations], run.problems)


def one_line(evaluation: Evaluation, *, color: bool) -> tuple[str, ...]:
    """The cells of the one line that stands for a whole submission."""
    coverage = evaluation.coverage
    return (
        safe(evaluation.document.path),
        safe(evaluation.submission.authority.name),
        _headline(evaluation, color=color),
        f"seen {coverage.seen} of {coverage.requirements}",
    )


def lines_of(rows: Iterable[tuple[str, ...]], problems: Iterable[Problem]) -> str:
    """A line for each, and one for each file that has problems; of a panel, some rows may have been evaluated."""
    shown = list(rows)
    panels = {row[0].rpartition(":")[0] for row in shown}
    for file, n in Counter(problem.file for problem in problems).items():
        said = "in part not evaluated" if safe(file) in panels else "not evaluated"
        shown.append((safe(file), "", said, wording.counted(n, "problem", "problems")))
    return tabulate(shown, tablefmt="plain", disable_numparse=True) + "\n" if shown else ""


def _headline(evaluation: Evaluation, *, color: bool) -> str:
    """The overall grade; without one, the lowest area's if every area has one; of kinds, whether any fails."""
    framework = evaluation.framework
    if framework.sorts_into_kinds:
        failed = len(evaluation.failed)
        return f"{wording.counted(failed, 'finding fails', 'findings fail')}" if failed else "no finding fails"
    grade = None
    if evaluation.overall is not None:
        grade = evaluation.overall.grade
    else:
        grades = [judgement.grade for judgement in evaluation.judgements if judgement.grade is not None]
        grade = min(grades) if grades and len(grades) == len(evaluation.judgements) else None
    if grade is None:
        return NOT_JUDGED
    return colored(wording.grade_word(grade, framework), grade, color=color)


def report(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    """One submission in full."""
    parts = [
        _header(evaluation, internal=internal),
        _judgements(evaluation, color=color),
        _findings(evaluation, internal=internal, color=color),
        _others(evaluation, internal=internal, color=color),
        _first(evaluation),
        _not_graded(evaluation, internal=internal),
        _context(evaluation, internal=internal),
        _provenance(evaluation),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(sentence: str, indent: str = "") -> str:
    return _filled(sentence, WIDTH, indent)


def _filled(line: str, wide: int, indent: str) -> str:
    """The line cut at spaces, what follows of it indented; textwrap is asked only where there is something to cut."""
    if len(line) <= wide:
        return line.rstrip()
    return textwrap.fill(line, wide, subsequent_indent=indent, break_on_hyphens=False, break_long_words=True)


def heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def _header(evaluation: Evaluation, *, internal: bool) -> str:
    submission, framework = evaluation.submission, evaluation.framework
    lines = [
        f"{safe(submission.authority.name)}: {framework.title}",
        f"{framework.id}, period {submission.period}, judged on {submission.judged_on.text}",
        "",
        wording.standing(evaluation),
    ]
    asked = wording.judged_under(evaluation)
    if asked:
        lines += ["", asked]
    if internal:
        lines[2:2] = ["", wording.MARKED_INTERNAL]
    if submission.note:
        lines += ["", f"Note: {safe(submission.note)}"]
    return "\n".join(_wrapped(line) if line else "" for line in lines)


def _grade(grade: Grade | None, otherwise: str, framework: Framework, *, color: bool) -> str:
    """The grade as it is printed, in a narrow column."""
    if grade is None:
        return otherwise
    lines = textwrap.wrap(wording.grade_word(grade, framework), GRADE_WIDTH)
    return "\n".join(colored(line, grade, color=color) for line in lines)


def colored(text: str, grade: Grade, *, color: bool) -> str:
    return f"{COLOURS[min(grade.rank, len(COLOURS) - 1)]}{text}{PLAIN}" if color and grade.ordered else text


def _uncolored(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def _two_columns(rows: Iterable[tuple[str, str]]) -> str:
    """Rows of a grade and a text, the text wrapped by itself so that colour does not count as width."""
    rows = list(rows)
    labels = [line for label, _ in rows for line in label.splitlines()]
    beside = max([len(NOT_JUDGED), *(len(_uncolored(line)) for line in labels)]) + len("  ")
    filled = [(label, _fill(said, WIDTH - beside)) for label, said in rows]
    return tabulate(filled, tablefmt="plain", disable_numparse=True, preserve_whitespace=True)


def _fill(said: str, wide: int) -> str:
    """Each line wrapped, what follows of it two places further in."""
    return "\n".join(_filled(line, wide, " " * (len(line) - len(line.lstrip()) + 2)) for line in said.splitlines())


def _judgements(evaluation: Evaluation, *, color: bool) -> str:
    framework = evaluation.framework
    titles = {area.id: area.title for area in framework.areas}
    rows = []
    for judgement in evaluation.judgements:
        why = [wording.reason_text(because, evaluation.framework) for because in judgement.reasons]
        if judgement.grade is None and judgement.seen is not None:
            why.append(f"what was seen points to {judgement.seen.word}: no judgement")
        rows.append(
            [
                textwrap.fill(titles[judgement.area], 19),
                _grade(judgement.grade, NOT_JUDGED, framework, color=color),
                why,
            ]
        )
    if evaluation.overall is not None:
        why = [wording.reason_text(because, evaluation.framework) for because in evaluation.overall.reasons]
        rows.append(["Overall", _grade(evaluation.overall.grade, NOT_JUDGED, framework, color=color), why])
    inspection = evaluation.submission.inspection
    if inspection is not None:
        said = textwrap.fill(inspection.overall or "no overall grade given", GRADE_WIDTH)
        areas = ", ".join(f"{titles.get(area, safe(area))} {grade}" for area, grade in inspection.areas)
        beside = [f"{safe(inspection.source)}{f' ({areas})' if areas else ''}. Feeds no grade here"]
        rows.append([textwrap.fill(f"Inspectors, {inspection.on}", 19), said, beside])
    table = [[label, grade, "\n".join(_fill(f"{one}.", 44) for one in why)] for label, grade, why in rows]
    body = tabulate(table, ["Area", "Judgement", "Decided by"], tablefmt="simple", disable_numparse=True)
    if not framework.sorts_into_kinds:
        return f"{heading('Judgements')}\n\n{body}"
    says = "This framework makes no judgements: each finding is of a kind, kinds have no order, and none are rolled up."
    fails = [_wrapped(f"- {one.rule.title}: {one.grade.word}", "  ") for one in evaluation.failed if one.grade]
    failing = ["", f"Of a kind that fails here{':' if fails else ': none'}", *fails]
    parts = [heading("Kinds of finding"), "", _wrapped(says), *failing, *(["", body] if rows else [])]
    return "\n".join(parts)


def _findings(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    parts = []
    for area in evaluation.framework.areas:
        graded = [one for one in _own(evaluation) if one.rule.area == area.id and one.grade is not None]
        if graded:
            framework = evaluation.framework
            rows = [(_grade(one.grade, "", framework, color=color), _finding(one, internal=internal)) for one in graded]
            parts.append(f"{heading(f'Findings: {area.title}')}\n\n{_two_columns(rows)}")
    return "\n\n".join(parts) or "Nothing could be graded."


def _own(evaluation: Evaluation) -> list[Finding]:
    """What is asked of the authority itself."""
    return [one for one in evaluation.findings if one.rule.judged == AUTHORITY]


def _others(evaluation: Evaluation, *, internal: bool, color: bool) -> str:
    """What is asked of others: printed apart, and it weighs nothing in the authority's judgements."""
    rows = []
    for finding in evaluation.findings:
        if finding.rule.judged != AUTHORITY:
            of = f"\n  Asked of: {finding.rule.judged}"
            said = _finding(finding, internal=internal) if finding.grade else _ungraded(finding, internal=internal)
            label = _grade(finding.grade, "not graded", evaluation.framework, color=color)
            rows.append((label, f"{said}{of}"))
    return f"{heading('Asked of others, and no part of any judgement')}\n\n{_two_columns(rows)}" if rows else ""


def _finding(finding: Finding, *, internal: bool) -> str:
    rule = finding.rule
    marks = [*(["key"] if rule.key else []), *(["an assumption, weighs nothing"] if rule.assumption else [])]
    said = [f"{rule.title}{f' ({marks[0]})' if marks else ''}"]
    said += _by_evidence(finding, internal=internal) if finding.by_evidence else _by_figure(finding, internal=internal)
    if finding.lines is not None and not finding.by_evidence:
        said.append(f"Expected: {finding.lines.expectation} ({_named(rule.source)})")
    elif finding.sampled is not None:
        said.append(f"Expected: {finding.sampled.expectation} ({_named(rule.source)})")
    return "\n".join(f"{'' if place == 0 else '  '}{line}" for place, line in enumerate(said))


def _named(source: Source) -> str:
    return f"{source.title}, {source.publisher} {source.year}"


def _by_figure(finding: Finding, *, internal: bool) -> list[str]:
    lines, said = finding.lines, []
    for figure in finding.figures[: 1 if finding.rule.change_months is not None else None]:
        name = f"{figure.indicator.title}: " if len(finding.rule.indicators) > 1 else ""
        said.append(f"{name}{wording.figure_text(figure, lines, internal=internal)}, {_when(figure.entry.period)}")
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


def _when(period: object) -> str:
    shown = str(period)
    return shown if " to " in shown else f"at {shown}"


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
    if figure.missing is not None:
        return f"In place of the figure: {shown}{f' ({safe(why.detail)})' if why.detail else ''}"
    return f"In place of the figure: {shown}, not graded: {wording.WHY_NOT[why.reason]}"


def _first(evaluation: Evaluation) -> str:
    """Recommendations by deadline; within one, key requirements first, then the lowest grade."""
    due = [
        (DEADLINES.index(one.recommendation.by), not one.rule.key, one.grade.rank, place, one)
        for place, one in enumerate(evaluation.findings)
        if one.recommendation is not None and one.grade is not None
    ]
    parts = []
    for deadline in DEADLINES:
        these = [one for *_, one in sorted(due, key=lambda item: item[:4]) if _deadline(one) == deadline]
        if these:
            bullets = [_wrapped(f"- {_action(one)} ({one.rule.title})", "  ") for one in these]
            parts.append("\n".join([f"{deadline.capitalize()}:", *bullets]))
    return f"{heading('What must be done first')}\n\n" + "\n\n".join(parts) if parts else ""


def _deadline(finding: Finding) -> str:
    return finding.recommendation.by if finding.recommendation else ""


def _action(finding: Finding) -> str:
    return finding.recommendation.action if finding.recommendation else ""


def _not_graded(evaluation: Evaluation, *, internal: bool) -> str:
    """What could have been graded and was not, by reason; key requirements first within each."""
    ungraded = [
        one for one in _own(evaluation)
        if one.not_graded is not None and (one.not_graded.reason not in NEVER_GRADED or one.rule.left_to_inspectors)
    ]  # fmt: skip
    reasons = dict.fromkeys(one.not_graded.reason for one in ungraded if one.not_graded)
    parts = []
    for reason in reasons:
        these = [one for one in ungraded if one.not_graded and one.not_graded.reason is reason]
        bullets = [_wrapped(f"- {_ungraded(one, internal=internal)}", "  ") for one in these]
        parts.append("\n".join([f"{wording.WHY_NOT[reason].capitalize()}:", *bullets]))
    return f"{heading('What could not be graded, and why')}\n\n" + "\n\n".join(parts) if parts else ""


def _ungraded(finding: Finding, *, internal: bool) -> str:
    marks = " (key)" if finding.rule.key else " (an assumption, weighs nothing)" if finding.rule.assumption else ""
    said = [f"{finding.rule.title}{marks}"]
    unused = finding.evidence is not None and not finding.figures and not finding.by_evidence
    detail = finding.not_graded.detail if finding.not_graded and (finding.figures or unused) else ""
    if finding.figures and finding.figures[0].missing is None:
        entry = finding.figures[0].entry
        shown = wording.figure_text(finding.figures[0], finding.lines, internal=internal)
        said.append(f"{shown}, {_when(entry.period)}, source: {safe(entry.source)}")
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


def _context(evaluation: Evaluation, *, internal: bool) -> str:
    """Figures that are printed and never graded, with the change where a rule asks for it."""
    rows: list[Sequence[str]] = []
    for finding in evaluation.findings:
        if finding.figures and finding.not_graded is not None and finding.not_graded.reason in NEVER_GRADED:
            figure = finding.figures[0]
            change = wording.change_text(finding, internal=internal)
            said = f"{wording.figure_text(figure, internal=internal)}{f' ({change})' if change else ''}"
            of = f"{_when(figure.entry.period)}, {safe(figure.entry.source)}"
            note = f"\nNote: {safe(figure.entry.note)}" if figure.entry.note else ""
            rows.append([_fill(finding.rule.title, 34), _fill(f"{said}\n{of}{note}", 44)])
    if not rows:
        return ""
    return f"{heading('Context, never graded')}\n\n{tabulate(rows, tablefmt='plain', disable_numparse=True)}"


def _provenance(evaluation: Evaluation) -> str:
    assumptions = [f"- {one.about} ({one.says}): {one.why}" for one in evaluation.framework.assumptions]
    parts = [heading("Assumptions and provenance"), ""]
    parts += [_wrapped(line, "  ") for line in assumptions]
    parts += [
        "",
        f"compcheck {__version__}",
        "sha256 of the submission and of the framework with its rules:",
        f"  {evaluation.document.sha256}",
        f"  {evaluation.framework.sha256}",
    ]
    return "\n".join(parts)
