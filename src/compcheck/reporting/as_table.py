"""The report for a terminal: 80 columns, plain words, readable without colour and in any code page."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from tabulate import tabulate

from compcheck import __version__
from compcheck.model.comparison import Comparison
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.finding import Finding
from compcheck.model.problem import Problem
from compcheck.reporting import local_wording, standing, wording
from compcheck.reporting.judged import judged
from compcheck.reporting.table_findings import bullet, findings, local_requirements, others
from compcheck.reporting.table_layout import (
    GRADE_WIDTH,
    WIDTH,
    colored,
    fill,
    grade_label,
    heading,
    wrapped,
)
from compcheck.reporting.told import by_deadline, by_reason, explained_lines, is_context, when
from compcheck.reporting.wording import NOT_JUDGED, safe

BETWEEN = f"\n{'=' * WIDTH}\n\n"
"""Between the reports of two submissions."""


def run_as_table(run: Run, *, color: bool = False, quiet: bool = False) -> str:
    """Several files: a line for each, then each in full, in the order given."""
    overview = _overview(run, color=color)
    if quiet:
        return overview
    reports = [report(evaluation, run, color=color) for evaluation in run.evaluations]
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
        f"seen {coverage.seen} of {coverage.requirements}"
        + (f"; {evaluation.framework.title}" if evaluation.framework.loosened else ""),
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
    """The overall grade; without one, what the areas come to; of kinds, whether any fails."""
    framework = evaluation.framework
    if framework.loosened:
        return NOT_JUDGED
    if framework.sorts_into_kinds:
        failed = len(evaluation.failed)
        return f"{wording.counted(failed, 'finding fails', 'findings fail')}" if failed else "no finding fails"
    if evaluation.overall is None:
        return _without_overall(evaluation, color=color)
    grade = evaluation.overall.grade
    return NOT_JUDGED if grade is None else colored(wording.grade_word(grade, framework), grade, color=color)


def _without_overall(evaluation: Evaluation, *, color: bool) -> str:
    """What is worst is said, whatever else was not judged."""
    framework = evaluation.framework
    fed = {area.id for area in framework.areas if not area.nothing_feeds}
    grades = [one.grade for one in evaluation.judgements if one.area in fed]
    judged = [one for one in grades if one is not None]
    lowest = sum(not one.rank for one in judged)
    if lowest:
        word = wording.grade_word(framework.scale.lowest, framework)
        return colored(f"{word} in {lowest} of {len(grades)} areas", framework.scale.lowest, color=color)
    if not judged or len(judged) < len(grades):
        return NOT_JUDGED
    return colored(wording.grade_word(min(judged), framework), min(judged), color=color)


def report(evaluation: Evaluation, run: Run, *, color: bool) -> str:
    """One submission in full."""
    parts = [
        _header(evaluation, run),
        _judgements(evaluation, color=color),
        _local_rules(evaluation),
        findings(evaluation, internal=run.internal, color=color),
        local_requirements(evaluation, internal=run.internal, color=color),
        others(evaluation, internal=run.internal, color=color),
        _first(evaluation),
        _not_graded(evaluation, internal=run.internal),
        _context(evaluation, internal=run.internal),
        _provenance(evaluation, run),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _header(evaluation: Evaluation, run: Run) -> str:
    lines = [standing.title(evaluation), standing.subtitle(evaluation)]
    lines += [line for one in standing.opening(evaluation, run) for line in ("", one)]
    return "\n".join(wrapped(line) if line else "" for line in lines)


def _judgements(evaluation: Evaluation, *, color: bool) -> str:
    framework = evaluation.framework
    rows = [
        (
            textwrap.fill(one.what, 19),
            grade_label(one.grade, textwrap.fill(one.says, GRADE_WIDTH), framework, color=color),
            one.why,
        )
        for one in judged(evaluation)
    ]
    table = [[label, grade, "\n".join(fill(f"{one}.", 44) for one in why)] for label, grade, why in rows]
    body = tabulate(table, ["Area", "Judgement", "Decided by"], tablefmt="simple", disable_numparse=True)
    if not framework.sorts_into_kinds:
        return f"{heading('Judgements')}\n\n{body}"
    fails = [wrapped(f"- {one.rule.title}: {one.grade.word}", "  ") for one in evaluation.failed if one.grade]
    failing = ["", f"Of a kind that fails here{':' if fails else ': none'}", *fails]
    parts = [heading("Kinds of finding"), "", wrapped(wording.NO_JUDGEMENTS), *failing, *(["", body] if rows else [])]
    return "\n".join(parts)


def _local_rules(evaluation: Evaluation) -> str:
    said = [wrapped(line, "  ") for line in local_wording.local_text(evaluation.framework)]
    return "\n".join([heading("Local rules"), "", *said]) if said else ""


def _first(evaluation: Evaluation) -> str:
    parts = []
    for deadline, these in by_deadline(evaluation).items():
        bullets = [wrapped(f"- {_action(one)} ({one.rule.title})", "  ") for one in these]
        parts.append("\n".join([f"{deadline.capitalize()}:", *bullets]))
    return f"{heading('What must be done first')}\n\n" + "\n\n".join(parts) if parts else ""


def _action(finding: Finding) -> str:
    return finding.recommendation.action if finding.recommendation else ""


def _not_graded(evaluation: Evaluation, *, internal: bool) -> str:
    """By reason; key requirements first within each."""
    parts = []
    for reason, these in by_reason(evaluation).items():
        bullets = [bullet(one, evaluation, internal=internal) for one in these]
        parts.append("\n".join([f"{wording.WHY_NOT[reason].capitalize()}:", *bullets]))
    return f"{heading('What could not be graded, and why')}\n\n" + "\n\n".join(parts) if parts else ""


def _context(evaluation: Evaluation, *, internal: bool) -> str:
    """Figures that are printed and never graded, with the change where a rule asks for it."""
    rows: list[Sequence[str]] = []
    for finding in evaluation.of_the_framework:
        if finding.figures and is_context(finding, evaluation):
            figure = finding.figures[0]
            change = wording.change_text(finding, internal=internal)
            said = f"{wording.figure_text(figure, internal=internal)}{f' ({change})' if change else ''}"
            of = f"{when(figure.entry.period)}, {safe(figure.entry.source)}"
            why = (
                f"\nWhy: {safe(figure.missing.detail)}" if figure.missing is not None and figure.missing.detail else ""
            )
            told = [one for at in finding.own_figures for one in wording.recorded_lines(at, internal=internal)]
            recorded = "".join(f"\n{label}: {text}" for label, text in told)
            note = f"\nNote: {safe(figure.entry.note)}" if figure.entry.note else ""
            explained = "".join(f"\n{one}" for one in explained_lines(finding, evaluation))
            doubt = wording.mark_text(finding, internal=internal)
            title = f"{finding.rule.title}{f'; {doubt}' if doubt else ''}"
            rows.append([fill(title, 34), fill(f"{said}\n{of}{why}{recorded}{note}{explained}", 44)])
    if not rows:
        return ""
    return f"{heading('Context, never graded')}\n\n{tabulate(rows, tablefmt='plain', disable_numparse=True)}"


def _provenance(evaluation: Evaluation, run: Run) -> str:
    assumptions = [f"- {one.about} ({one.says}): {one.why}" for one in evaluation.framework.assumptions]
    parts = [heading("Assumptions and provenance"), ""]
    parts += [wrapped(line, "  ") for line in assumptions]
    parts += [
        "",
        f"compcheck {__version__}",
        "sha256 of the submission and of the framework with its rules:",
        f"  {evaluation.document.sha256}",
        f"  {evaluation.framework.sha256}",
    ]
    if run.explanations:
        parts += [line for one in run.explanations for line in (f"sha256 of {safe(one.path)}:", f"  {one.sha256}")]
    return "\n".join(parts)
