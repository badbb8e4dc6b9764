"""The same figures under two frameworks: judgements side by side, which lines moved, and what that changed."""

from __future__ import annotations

import re
import textwrap
from fractions import Fraction

from tabulate import tabulate

from compcheck.model.bands import Band
from compcheck.model.comparison import Beside, Comparison, Moved
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.reporting import wording
from compcheck.reporting.numbers import as_json, in_unit
from compcheck.reporting.wording import NOT_GRADED, NOT_JUDGED, safe

WIDTH = 80
COLUMN = 24
NOT_COMPARABLE = "kinds of finding and grades"
HELD_TOGETHER = re.compile(r"(?<=\d) (?=%|per 10,000|percentage point)")
"""The space between a number and its unit: no line ends there."""
UNBROKEN = "\N{NO-BREAK SPACE}"
Shape = dict[str, object]


def text(comparison: Comparison, *, internal: bool) -> str:
    """For a terminal, 80 columns wide."""
    one, other = comparison.one.framework, comparison.other.framework
    name = safe(comparison.one.submission.authority.name)
    found = _beside_only if comparison.kinds_beside_grades else _by_the_lines
    parts = [
        _heading(f"{name}: {one.id} beside {other.id}"),
        _filled(
            "The same figures and evidence, held against each framework's own lines. A line on England's quartiles "
            "is an assumption of its framework's file: where such a line moved, an assumption did."
        ),
        _judgements(comparison),
        *found(comparison, internal=internal),
        _only(comparison.only_one, comparison.one),
        _only(comparison.only_other, comparison.other),
    ]
    return "\n\n".join(parts) + "\n"


def _by_the_lines(comparison: Comparison, *, internal: bool) -> list[str]:
    moved = [(pair, one) for pair in comparison.beside for one in pair.moved if one.rose]
    changed = [pair for pair in comparison.beside if pair.changed_by_the_line]
    return [
        _titled("Where the bar rose", [_line(*one, comparison) for one in moved if (one[1].rose or 0) > 0]),
        _titled("Where the bar fell", [_line(*one, comparison) for one in moved if (one[1].rose or 0) < 0]),
        _titled(
            "Where the line is drawn otherwise",
            [f"{_name(pair)}: {said}" for pair in comparison.beside if (said := _drawn_otherwise(pair, comparison))],
        ),
        _titled(
            "Findings that changed because the line did", [_both(one, comparison, internal=internal) for one in changed]
        ),
    ]


def _beside_only(comparison: Comparison, *, internal: bool) -> list[str]:
    """Kinds of finding have no order: what both found is told, and nothing is made of it."""
    pairs = [pair for pair in comparison.beside if pair.one.grade is not None and pair.other.grade is not None]
    return [_titled(f"Not comparable: {NOT_COMPARABLE}", [_both(one, comparison, internal=internal) for one in pairs])]


def shape(comparison: Comparison) -> Shape:
    """For other programs."""
    return {
        "submission": {"path": comparison.one.document.path, "sha256": comparison.one.document.sha256},
        "frameworks": [comparison.one.framework.id, comparison.other.framework.id],
        "beside": [_pair(pair, comparison) for pair in comparison.beside],
        "only": {
            comparison.one.framework.id: [finding.rule.id for finding in comparison.only_one],
            comparison.other.framework.id: [finding.rule.id for finding in comparison.only_other],
        },
    }


def _pair(pair: Beside, comparison: Comparison) -> Shape:
    return {
        "rules": [pair.one.rule.id, pair.other.rule.id],
        "grades": [_word(finding.grade) for finding in (pair.one, pair.other)],
        "not_comparable": NOT_COMPARABLE if comparison.kinds_beside_grades else None,
        "moved": [
            {
                "from": _word(one.before.grade) if one.before else None,
                "to": _word(one.after.grade) if one.after else None,
                "before": str(one.before.bound) if one.before else None,
                "after": str(one.after.bound) if one.after else None,
                "rose": as_json(one.rose),
            }
            for one in pair.moved
        ],
        "otherwise": [_word(grade) for grade in pair.otherwise] if pair.otherwise else None,
        "changed_by_the_line": pair.changed_by_the_line,
    }


def _word(grade: Grade | None) -> str | None:
    return grade.word if grade is not None else None


def _heading(title: str) -> str:
    return f"{title}\n{'=' * len(title)}"


def _titled(title: str, items: list[str]) -> str:
    told = [_filled(f"- {item}", "  ") for item in items] or ["None."]
    return "\n".join([title, "-" * len(title), "", *told])


def _filled(said: str, indent: str = "") -> str:
    held = HELD_TOGETHER.sub(UNBROKEN, said)
    return textwrap.fill(held, WIDTH, subsequent_indent=indent, break_on_hyphens=False).replace(UNBROKEN, " ")


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


def _name(pair: Beside) -> str:
    """Of the figure, and how it is held against its lines; where evidence shows it, of the requirement."""
    finding = pair.other
    if finding.by_evidence or not finding.figures:
        return finding.rule.title
    change = f", change over {finding.rule.change_over}" if finding.rule.change_months is not None else ""
    against = ", difference from England" if finding.rule.against else ""
    return f"{finding.figures[0].indicator.title}{change or against}"


def _line(pair: Beside, moved: Moved, comparison: Comparison) -> str:
    assert moved.before is not None  # what rose or fell is drawn by both
    assert moved.after is not None
    before = _band(moved.before, pair, comparison.one.framework)
    after = _band(moved.after, pair, comparison.other.framework)
    return f"{_name(pair)}: from {before} to {after}, by {in_unit(abs(moved.rose or Fraction(0)), 'number')}"


def _band(band: Band, pair: Beside, framework: Framework) -> str:
    """`requires improvement to be good at most 27.9 %`."""
    return f"{wording.grade_word(band.grade, framework)} {_bound(band, pair)}"


def _bound(band: Band, pair: Beside) -> str:
    """With its sign; a change, or a difference from England, of a percentage is in points."""
    rule = pair.other.rule
    percent = pair.other.by_evidence or (bool(pair.other.figures) and pair.other.figures[0].indicator.unit == "percent")
    sign = (" percentage points" if rule.change_months is not None or rule.against else " %") if percent else ""
    return f"{band.bound}{sign}"


def _drawn_otherwise(pair: Beside, comparison: Comparison) -> str:
    """Lines that neither rose nor fell and are yet not the same; "" where there are none."""
    one, other = comparison.one.framework, comparison.other.framework
    said = []
    for moved in pair.moved:
        before, after = moved.before, moved.after
        if before is not None and after is not None and not moved.rose:
            words = dict.fromkeys([wording.grade_word(before.grade, one), wording.grade_word(after.grade, other)])
            drawn = f"from {_bound(before, pair)} to {_bound(after, pair)}"
            said.append(f"the line of {' or '.join(words)} is drawn otherwise: {drawn}")
        elif before is None and after is not None:
            said.append(f"{other.id} alone draws {_band(after, pair, other)}")
        elif before is not None and after is None:
            said.append(f"{one.id} alone draws {_band(before, pair, one)}")
    if pair.otherwise is not None:
        said.append(f"what meets no line is {_under(*pair.otherwise, comparison)}")
    return "; ".join(said)


def _both(pair: Beside, comparison: Comparison, *, internal: bool) -> str:
    figure = pair.other.figures[0] if pair.other.figures else None
    shown = f", at {wording.figure_text(figure, pair.other.lines, internal=internal)}" if figure is not None else ""
    doubt = wording.mark_text(pair.other, internal=internal)
    shown = f"{shown}; {doubt}" if doubt else shown
    return f"{pair.other.rule.title}{shown}: {_under(pair.one.grade, pair.other.grade, comparison)}"


def _under(before: Grade | None, after: Grade | None, comparison: Comparison) -> str:
    """`adequate under protection-2012, good under single-inspection-2013`."""
    sides = ((before, comparison.one.framework), (after, comparison.other.framework))
    return ", ".join(
        f"{wording.grade_word(grade, framework) if grade else NOT_GRADED} under {framework.id}"
        for grade, framework in sides
    )


def _only(findings: tuple[Finding, ...], side: Evaluation) -> str:
    """Names alone: what they come to stands in that framework's own report."""
    graded = [(one.rule.title, one.grade) for one in findings if one.grade is not None]
    asked = f"Asked by {side.framework.id} alone: {len(findings)}"
    if not findings:
        return f"Asked by {side.framework.id} alone: none."
    if not graded:
        return f"{asked}, {'none of them' if len(findings) > 1 else 'not'} graded."
    said = [f"{title}: {wording.grade_word(grade, side.framework)}" for title, grade in graded]
    return _titled(f"{asked}, {len(graded)} of them graded", said)
