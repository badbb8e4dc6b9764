"""Two evaluations of the same figures under two frameworks: where the bar rose, and what that changed."""

from __future__ import annotations

from fractions import Fraction

from compcheck.model.bands import Band, Lines
from compcheck.model.comparison import Beside, Comparison
from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework


def compare(one: Evaluation, other: Evaluation) -> Comparison:
    """The same submission under two frameworks, requirement beside requirement by the figures or evidence that show
    both. What only one of them asks stands alone, in that framework's order.
    """
    theirs: dict[tuple[str, ...], list[Finding]] = {}
    for finding in other.findings:
        theirs.setdefault(_shown_by(finding), []).append(finding)
    pairs: list[Beside] = []
    alone: list[Finding] = []
    for finding in one.findings:
        found = theirs.get(_shown_by(finding))
        if found:
            pairs.append(_beside(finding, found.pop(0), other.framework))
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


def _beside(one: Finding, other: Finding, framework: Framework) -> Beside:
    """`framework` is the other one's: grades of the first are read by what they correspond to there."""
    first, second = one.grade, other.grade
    changed = False
    if first is not None and second is not None and _asked(one) != _asked(other):
        there = framework.grade_for(first.word)
        changed = there != second if there is not None else first.word != second.word
    return Beside(one, other, _rose(one.lines, other.lines), changed)


def _asked(finding: Finding) -> tuple[object, ...]:
    """What the lines ask, without the words of the grades or what stands around them."""
    lines = finding.sampled if finding.by_evidence else finding.lines
    if lines is None:
        return ()
    if isinstance(lines, Lines):
        return tuple([band.bound for band in lines.bands])
    return (*[share for _, share in lines.counts], *[band.bound for band in lines.share])


def _rose(one: Lines | None, other: Lines | None) -> Fraction | None:
    first, second = _best(one), _best(other)
    if first is None or second is None:
        return None
    before, after = first.bound, second.bound
    if before.low is not None and after.low is not None and before.high is None and after.high is None:
        return Fraction(after.low) - Fraction(before.low)
    if before.high is not None and after.high is not None and before.low is None and after.low is None:
        return Fraction(before.high) - Fraction(after.high)
    return None


def _best(lines: Lines | None) -> Band | None:
    return lines.bands[0] if lines is not None and lines.bands else None
