"""Two evaluations of the same figures under two frameworks: which lines moved, and what that changed."""

from __future__ import annotations

from fractions import Fraction

from compcheck.model.bands import Band
from compcheck.model.comparison import Beside, Comparison, Moved
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade


def compare(one: Evaluation, other: Evaluation) -> Comparison:
    """The same submission under two frameworks, requirement beside requirement by the figures or evidence that show
    both. What only one of them asks stands alone, in that framework's order.
    """
    theirs: dict[tuple[str, ...], list[Finding]] = {}
    for finding in other.findings:
        theirs.setdefault(_shown_by(finding), []).append(finding)
    frameworks = (one.framework, other.framework)
    pairs: list[Beside] = []
    alone: list[Finding] = []
    for finding in one.findings:
        found = theirs.get(_shown_by(finding))
        if found:
            pairs.append(_beside(finding, found.pop(0), frameworks))
        else:
            alone.append(finding)
    paired = {pair.other.rule.id for pair in pairs}
    rest = tuple([finding for finding in other.findings if finding.rule.id not in paired])
    return Comparison(one, other, tuple(pairs), tuple(alone), rest)


def _shown_by(finding: Finding) -> tuple[str, ...]:
    """The figures that show a requirement and how they are held against its lines, or the evidence; else its own id."""
    rule = finding.rule
    how = rule.change_over or rule.against or ""
    if rule.indicators:
        return ("figure", how, *rule.indicators)
    return ("evidence", rule.topic) if rule.topic else ("", rule.id)


def _beside(one: Finding, other: Finding, frameworks: tuple[Framework, Framework]) -> Beside:
    """Kinds are never held against grades, nor what evidence shows against what a figure does."""
    first, second = frameworks
    if first.sorts_into_kinds != second.sorts_into_kinds or one.by_evidence != other.by_evidence:
        return Beside(one, other)
    before, after = _bands(one), _bands(other)
    moved = _moved(before, after, frameworks) if before and after else ()
    rest = (_otherwise(one), _otherwise(other)) if before and after else (None, None)
    otherwise = rest if _correspond(*rest, frameworks) is False else None
    if one.by_evidence:
        differs = bool(moved) or _counts(one) != _counts(other)
    else:  # what held a grade down beside the lines is no line
        differs = bool(moved or otherwise) and _correspond(_by_lines(one), _by_lines(other), frameworks) is False
    graded = one.grade is not None and other.grade is not None
    changed = graded and differs and _correspond(one.grade, other.grade, frameworks) is False
    return Beside(one, other, moved, otherwise, changed)


def _correspond(one: Grade | None, other: Grade | None, frameworks: tuple[Framework, Framework]) -> bool | None:
    """By what a framework says of the words of another scale: the newer says it, and may stand first or second.

    None where neither has a word for the other's, as of the kinds that two frameworks sort into.
    """
    if one is None or other is None:
        return one is other
    first, second = frameworks
    there = second.grade_for(one.word)
    if there is not None:
        return there == other
    back = first.grade_for(other.word)
    return back == one if back is not None else None


def _bands(finding: Finding) -> tuple[Band, ...]:
    if finding.by_evidence:
        return finding.sampled.share if finding.sampled is not None else ()
    return finding.lines.bands if finding.lines is not None else ()


def _otherwise(finding: Finding) -> Grade | None:
    if finding.by_evidence:
        return finding.sampled.lowest if finding.sampled is not None else None
    return finding.lines.otherwise if finding.lines is not None else None


def _counts(finding: Finding) -> tuple[Fraction, ...]:
    """The shares of sampled cases that are asked for, without the words of the grades."""
    return tuple([share for _, share in finding.sampled.counts]) if finding.sampled is not None else ()


def _by_lines(finding: Finding) -> Grade | None:
    if finding.lines is None or finding.compared is None:
        return finding.grade
    return finding.lines.grade_of(finding.compared)


def _moved(
    before: tuple[Band, ...], after: tuple[Band, ...], frameworks: tuple[Framework, Framework]
) -> tuple[Moved, ...]:
    """Line beside line, best first, by words that correspond; what only the other draws comes last."""
    moved: list[Moved] = []
    rest = list(after)
    for band in before:
        there = next((one for one in rest if _correspond(band.grade, one.grade, frameworks)), None)
        if there is not None:
            rest.remove(there)
        if there is None or there.bound != band.bound:
            moved.append(Moved(band, there, _rose(band, there)))
    return (*moved, *[Moved(None, band, None) for band in rest])


def _rose(one: Band, other: Band | None) -> Fraction | None:
    """Kinds have no order: none is harder to reach than another."""
    if other is None or not (one.grade.ordered and other.grade.ordered):
        return None
    before, after = one.bound, other.bound
    if before.low is not None and after.low is not None and before.high is None and after.high is None:
        return Fraction(after.low) - Fraction(before.low)
    if before.high is not None and after.high is not None and before.low is None and after.low is None:
        return Fraction(before.high) - Fraction(after.high)
    return None
