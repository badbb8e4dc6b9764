"""Many submissions at a glance: 80 columns, in alphabetical order, with no rank, no total and no order by grade."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tabulate import tabulate

from compcheck.model.comparators import Beside
from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.overview import AreaCounts, Overview
from compcheck.model.problem import Problem
from compcheck.reporting import as_table, wording
from compcheck.reporting.numbers import in_unit, rounded
from compcheck.reporting.table_layout import WIDTH, colored, heading
from compcheck.reporting.wording import NOT_JUDGED, counted, safe

COUNTS_WIDTH = len("10 met, 10 below, 10 not graded")
IN_READING_ORDER = (
    "In order of key requirements not met, most first: an order of reading, not of quality. A requirement that was "
    "not seen does not count in it."
)
ALPHABETICAL = (
    "In alphabetical order of authority, then by date. The order says nothing of quality, and nothing is ranked."
)
MET_OR_BELOW = "A requirement is met or below as it is held against its framework's bar."


class Entry(NamedTuple):
    """One submission's part of the overview, and by what it is put in order."""

    name: str
    on: date
    keys_below: int
    line: tuple[str, ...]
    text: str
    local: str = ""  # by what local rules it is not judged


def entry(evaluation: Evaluation, overview: Overview, *, internal: bool, color: bool) -> Entry:
    """Ready to be printed: where there are thousands, this is all that is kept of each."""
    submission = evaluation.submission
    parts = [
        _head(evaluation),
        _areas(evaluation, overview, color=color),
        _inspectors(evaluation),
        _below(evaluation, overview, internal=internal, color=color),
        _beside(overview, internal=internal),
    ]
    return Entry(
        submission.authority.name,
        submission.judged,
        overview.keys_below,
        as_table.one_line(evaluation, color=color),
        "\n".join(part for part in parts if part),
        _local_rules(evaluation.framework),
    )


def text(
    entries: Sequence[Entry], problems: Sequence[Problem], submissions: int, *, by_attention: bool, internal: bool
) -> str:
    """The whole overview; a submission has an entry for each framework. `by_attention`: for a reader's own terminal."""
    order = sorted(entries, key=lambda one: (one.name.casefold(), one.name, one.on))
    if by_attention:
        order.sort(key=lambda one: -one.keys_below)
    parts = []
    if order:
        said = [
            *([wording.MARKED_INTERNAL] if internal else []),
            wording.STANDING,
            IN_READING_ORDER if by_attention else ALPHABETICAL,
            *([MET_OR_BELOW] if not all(one.local for one in order) else []),
            *sorted({one.local for one in order if one.local}),
        ]
        title = heading(f"Overview of {counted(submissions, 'submission', 'submissions')}")
        parts = [f"{title}\n\n" + "\n".join(_wrapped(one) for one in said), *[one.text for one in order]]
    if problems:
        files = {problem.file for problem in problems}
        lines = as_table.lines_of([one.line for one in order], problems).splitlines()[-len(files) :]
        parts.append("\n".join([heading("Not evaluated"), "", *lines]))
    if order:
        parts.append(_wrapped("Each submission in full: --details; for other programs: --format json."))
    return "\n\n".join(parts) + "\n"


def quiet(entries: Iterable[Entry], problems: Iterable[Problem]) -> str:
    """A line each, in the order given."""
    return as_table.lines_of([one.line for one in entries], problems)


def _wrapped(said: str, indent: str = "", first: str = "") -> str:
    """Cut at spaces, but never between a number and its sign."""
    bound = said.replace(" %", "\u00a0%")
    cut = textwrap.fill(bound, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False)
    return cut.replace("\u00a0%", " %")


def _head(evaluation: Evaluation) -> str:
    submission, coverage = evaluation.submission, evaluation.coverage
    title = _wrapped(f"{safe(submission.authority.name)}, judged on {submission.judged_on.text}")
    how = f"{coverage.figures} by figures, {coverage.evidence} by evidence" if coverage.seen else "nothing was graded"
    seen = f"Seen {coverage.seen} of {coverage.requirements} requirements: {how}."
    path = safe(evaluation.document.path)
    said = [
        _local_rules(evaluation.framework),
        f"{evaluation.framework.id}, {path}. {seen}",
        wording.judged_under(evaluation),
    ]
    underline = "-" * max(len(line) for line in title.splitlines())
    return "\n".join([title, underline, *[_wrapped(one) for one in said if one]])


def _local_rules(framework: Framework) -> str:
    """As the full report has it; "" where nothing asks for less."""
    return f"{framework.title}: they ask for less, and judge nothing." if framework.loosened else ""


def _areas(evaluation: Evaluation, overview: Overview, *, color: bool) -> str:
    """The columns are as wide for every submission under a framework, so that the eye finds the grades in one place."""
    framework = evaluation.framework
    words = [] if framework.sorts_into_kinds else [NOT_JUDGED, *framework.scale.words]
    grade_width = max((len(word) for word in words), default=0)
    area_width = WIDTH - COUNTS_WIDTH - grade_width - len("      ")
    rows = [_area(one, framework, area_width, color=color) for one in overview.areas]
    if evaluation.overall is not None:
        rows.append(["Overall".ljust(area_width), _grade(evaluation.overall.grade, color=color), ""])
    shown = [[one for one in row if one is not None] for row in rows]
    return textwrap.indent(tabulate(shown, tablefmt="plain", disable_numparse=True, preserve_whitespace=True), "  ")


def _inspectors(evaluation: Evaluation) -> str:
    inspection = evaluation.submission.inspection
    if inspection is None:
        return ""
    titles = {area.id: area.title for area in evaluation.framework.areas}
    said = [f"overall {inspection.overall}"] if inspection.overall else []
    said += [f"{titles.get(area, safe(area))} {grade}" for area, grade in inspection.areas]
    return _wrapped(f"Inspectors, {inspection.on}: {'; '.join(said)}. Feeds no grade here.", "    ", "  ")


def _area(area: AreaCounts, framework: Framework, width: int, *, color: bool) -> list[str | None]:
    graded = _grade(area.judgement.grade if area.judgement else None, color=color)
    below = "fail" if framework.sorts_into_kinds else "below"
    counts = f"{area.met} met, {area.below} {below}, {area.not_graded} not graded"
    if framework.loosened:  # the bar is not held against lines that are not the framework's own
        counts = f"{area.met + area.below} graded, {area.not_graded} not graded"
    if area.area.nothing_feeds:
        counts = "no data can judge it"
    title = f"{'- ' if area.area.part_of else ''}{area.area.title}"
    cell = textwrap.fill(title, width, subsequent_indent="  " if area.area.part_of else "").ljust(width)
    return [cell, None if framework.sorts_into_kinds else graded, counts]


def _grade(grade: Grade | None, *, color: bool) -> str:
    return NOT_JUDGED if grade is None else colored(grade.word, grade, color=color)


def _below(evaluation: Evaluation, overview: Overview, *, internal: bool, color: bool) -> str:
    framework = evaluation.framework
    lies = "is of a kind that fails" if framework.bar is None else f"lies below {framework.bar.word}"
    lies += " by these local rules" if framework.loosened else ""
    if not overview.below:
        unseen = counted(evaluation.coverage.not_seen, "requirement was", "requirements were")
        silent = f"; {unseen} not seen" if evaluation.coverage.not_seen else ""
        said = _wrapped(f"Nothing that was graded {lies}{silent}.", "    ", "  ")
        return said if evaluation.coverage.seen else ""
    lines = [f"  What {lies}{'' if framework.sorts_into_kinds else ', key requirements first'}:"]
    for finding in overview.below:
        word = finding.grade.word if finding.grade else ""
        said = _wrapped(f"{word}: {_finding(finding, internal=internal)}", "    ", "  - ")
        lines.append(said.replace(word, _grade(finding.grade, color=color), 1))
    return "\n".join(lines)


def _beside(overview: Overview, *, internal: bool) -> str:
    if not overview.beside:
        return ""
    lines = [_beside_text(finding, found, internal=internal) for finding, found in overview.beside]
    return "\n".join(["  Beside what was published of its statistical neighbours:", *lines])


def _beside_text(finding: Finding, found: Beside, *, internal: bool) -> str:
    """`Re-referrals: 23.0 %; neighbours 14.1 % to 29.9 %, median 19.1 %, in 2023-24`."""
    figure, spread = finding.figures[0], found.spread
    assert spread is not None  # what has none is not chosen
    unit = figure.indicator.unit
    median = rounded(Fraction(spread.median), 1)  # of ten it lies between two
    low, mid, high = (in_unit(one, unit) for one in (spread.lowest, median, spread.highest))
    few = "" if spread.n == len(found.neighbours) else f" ({spread.n} of {len(found.neighbours)} published)"
    own = _figure(figure, finding, internal=internal).partition(" (")[0]
    said = f"{figure.indicator.title}: {own}; neighbours {low} to {high}, median {mid}, in {found.year}{few}"
    return _wrapped(said, "    ", "  - ")


def _finding(finding: Finding, *, internal: bool) -> str:
    """`Initial assessments are timely (key), 57.4 % (2,780 of 4,840); good at least 88.2 %, …`."""
    title = f"{finding.rule.title}{' (key)' if finding.rule.key else ''}"
    if finding.by_evidence and finding.evidence is not None:
        hides = finding.topic is not None and finding.topic.counts_people
        return f"{title}, {wording.evidence_text(finding.evidence, hides_counts=hides, internal=internal)}"
    shown = ", ".join(_figure(one, finding, internal=internal) for one in finding.figures[:1])
    line = ""
    if finding.lines is not None and finding.figures:
        line = f"; {wording.lines_text(finding.lines, finding.figures[0].indicator.unit, finding)}"
    doubt = wording.mark_text(finding, internal=internal)
    return f"{title}{f'; {doubt}' if doubt else ''}, {shown}{wording.worse_end_text(finding)}{line}"


def _figure(figure: Figure, finding: Finding, *, internal: bool) -> str:
    """That a source publishes no denominator is said in the details: of a panel it may be true of every figure."""
    text = wording.figure_text(figure, finding.lines, internal=internal)
    return text.removesuffix(f" ({wording.NO_DENOMINATOR_PUBLISHED})")
