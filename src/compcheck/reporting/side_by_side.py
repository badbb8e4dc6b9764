"""The same figures under two frameworks: judgements side by side, where the bar rose, and what that changed."""

from __future__ import annotations

import textwrap
from fractions import Fraction

from tabulate import tabulate

from compcheck.model.comparison import Beside, Comparison
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.reporting import wording
from compcheck.reporting.numbers import as_json, in_unit
from compcheck.reporting.wording import NOT_GRADED, NOT_JUDGED, safe

WIDTH = 80
COLUMN = 24
Shape = dict[str, object]


def text(comparison: Comparison, *, internal: bool) -> str:
    """For a terminal, 80 columns wide."""
    one, other = comparison.one.framework, comparison.other.framework
    name = safe(comparison.one.submission.authority.name)
    moved = [pair for pair in comparison.beside if pair.rose]
    parts = [
        _heading(f"{name}: {one.id} beside {other.id}"),
        _filled(
            "The same figures and evidence, held against each framework's own lines. A line on England's quartiles "
            "is an assumption of its framework's file: where such a line moved, an assumption did."
        ),
        _judgements(comparison),
        _titled("Where the bar rose", [_line(pair) for pair in moved if (pair.rose or 0) > 0]),
        _titled("Where the bar fell", [_line(pair) for pair in moved if (pair.rose or 0) < 0]),
        _titled(
            "Findings that changed because the line did",
            [_changed(pair, comparison, internal=internal) for pair in comparison.beside if pair.changed_by_the_line],
        ),
        _only(comparison.only_one, comparison.one),
        _only(comparison.only_other, comparison.other),
    ]
    return "\n\n".join(parts) + "\n"


def shape(comparison: Comparison) -> Shape:
    """For other programs."""
    return {
        "submission": {"path": comparison.one.document.path, "sha256": comparison.one.document.sha256},
        "frameworks": [comparison.one.framework.id, comparison.other.framework.id],
        "beside": [_pair(pair) for pair in comparison.beside],
        "only": {
            comparison.one.framework.id: [finding.rule.id for finding in comparison.only_one],
            comparison.other.framework.id: [finding.rule.id for finding in comparison.only_other],
        },
    }


def _pair(pair: Beside) -> Shape:
    return {
        "rules": [pair.one.rule.id, pair.other.rule.id],
        "grades": [finding.grade.word if finding.grade else None for finding in (pair.one, pair.other)],
        "rose": as_json(pair.rose),
        "changed_by_the_line": pair.changed_by_the_line,
    }


def _heading(title: str) -> str:
    return f"{title}\n{'=' * len(title)}"


def _titled(title: str, items: list[str]) -> str:
    told = [_filled(f"- {item}", "  ") for item in items] or ["None."]
    return "\n".join([title, "-" * len(title), "", *told])


def _filled(said: str, indent: str = "") -> str:
    return textwrap.fill(said, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def _judgements(comparison: Comparison) -> str:
    """Areas have the same ids in all frameworks; one that a framework does not judge is left empty there."""
    both = (comparison.one, comparison.other)
    titles = {area.id: area.title for side in reversed(both) for area in side.framework.areas}
    grades = [{judgement.area: judgement.grade for judgement in side.judgements} for side in both]
    rows = []
    for area, title in titles.items():
        if any(area in one for one in grades):
            said = [
                wording.grade_word(grade, side.framework) if (grade := found.get(area)) else NOT_JUDGED
                if area in found else "-"
                for side, found in zip(both, grades, strict=True)
            ]  # fmt: skip
            rows.append([textwrap.fill(title, COLUMN), *[textwrap.fill(one, COLUMN) for one in said]])
    rows.append(["Overall", *[textwrap.fill(_overall(side), COLUMN) for side in both]])
    return tabulate(rows, ["Area", *[side.framework.id for side in both]], tablefmt="simple", disable_numparse=True)


def _overall(side: Evaluation) -> str:
    if side.overall is None:
        return "no overall judgement"
    return wording.grade_word(side.overall.grade, side.framework) if side.overall.grade else NOT_JUDGED


def _line(pair: Beside) -> str:
    indicator = pair.other.figures[0].indicator
    lines = [finding.lines for finding in (pair.one, pair.other) if finding.lines is not None]
    before, after = (wording.band_text(one.bands[0], indicator.unit) for one in lines)
    return f"{indicator.title}: from {before} to {after}, by {in_unit(abs(pair.rose or Fraction(0)), 'number')}"


def _changed(pair: Beside, comparison: Comparison, *, internal: bool) -> str:
    before, after = _grade(pair.one, comparison.one), _grade(pair.other, comparison.other)
    figure = pair.other.figures[0] if pair.other.figures else None
    shown = f", at {wording.figure_text(figure, pair.other.lines, internal=internal)}" if figure is not None else ""
    return f"{pair.other.rule.title}{shown}: {before} under the first, {after} under the second"


def _grade(finding: Finding, side: Evaluation) -> str:
    return wording.grade_word(finding.grade, side.framework) if finding.grade else NOT_GRADED


def _only(findings: tuple[Finding, ...], side: Evaluation) -> str:
    """Names alone: what they come to stands in that framework's own report."""
    graded = sum(finding.grade is not None for finding in findings)
    title = f"Asked by {side.framework.id} alone: {len(findings)}, {graded} of them graded"
    return _titled(title, [f"{one.rule.title}: {one.grade.word}" for one in findings if one.grade is not None])
