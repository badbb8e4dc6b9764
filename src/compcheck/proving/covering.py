"""Which cases a rule lacks: each end of each band has one exactly on it and one just off it, and no data has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from compcheck.model.bands import Bound, Exact, Joined, Lines, SampledLines, exact, plain
from compcheck.model.case import Case
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.indicator import Catalogue
from compcheck.model.rule import Rule

Seen = tuple[Case, Finding]

STEP = Decimal("0.1")
STEP_OF_A_COUNT = Decimal(1)
"""How far off a line is "just off it": what figures are published to, and one case."""


def lacking(rule: Rule, seen: Sequence[Seen], catalogue: Catalogue) -> Iterator[str]:
    """What no case shows, each as the end of a sentence that begins "has no case"."""
    if not any(not case.given and case.evidence is None for case, _ in seen):
        yield "without data"
    if rule.never_graded is not None:
        return
    for lines in rule.lines:
        if lines.national:
            yield from _dated(_of_national(lines, rule, seen, catalogue), lines)
            continue
        findings = [finding for _, finding in seen if finding.lines is lines and not finding.by_evidence]
        yield from _dated(_of_lines(lines, findings, rule, catalogue) if findings else ["at all"], lines)
    for sampled in rule.sampled:
        findings = [finding for _, finding in seen if finding.sampled is sampled and finding.by_evidence]
        yield from _dated(_of_sampled(sampled, findings) if findings else ["of evidence at all"], sampled)


def _dated(facts: Iterator[str] | list[str], block: Lines | SampledLines) -> Iterator[str]:
    return (f"{fact}, for the lines since {block.since.isoformat()}" for fact in facts)


def _of_national(lines: Lines, rule: Rule, seen: Sequence[Seen], catalogue: Catalogue) -> list[str]:
    """Lines that differ from year to year are held by the cases of one of the years."""
    by_year: dict[Lines, list[Finding]] = {}
    for _, finding in seen:
        if finding.lines is not None and finding.lines.since == lines.since and finding.lines.bands:
            by_year.setdefault(finding.lines, []).append(finding)
    facts = [list(_of_lines(found, findings, rule, catalogue)) for found, findings in by_year.items()]
    return min(facts, key=len, default=["at all, in a year for which England's distribution is published"])


def _of_lines(lines: Lines, findings: Sequence[Finding], rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    if lines.joined is not None:
        yield from _of_joined(lines.joined, findings, catalogue)
    elif lines.yes is not None or lines.no is not None:
        yield from _of_answers([figure.truth for finding in findings for figure in finding.figures])
    else:
        unit = catalogue.indicators[rule.indicator].unit if rule.indicator else ""
        values = [finding.compared for finding in findings if finding.compared is not None]
        for band in lines.bands:
            yield from _of_bound(band.bound, values, _step(unit))


def _of_joined(joined: Joined, findings: Sequence[Finding], catalogue: Catalogue) -> Iterator[str]:
    for member in joined.members:
        figures = [one for finding in findings for one in finding.figures if one.indicator.id == member.indicator]
        if member.bound is None:
            facts = _of_answers([figure.truth for figure in figures])
        else:
            facts = _of_bound(member.bound, _values(figures), _step(catalogue.indicators[member.indicator].unit))
        yield from (f"{fact} of {member.indicator}" for fact in facts)


def _values(figures: Sequence[Figure]) -> list[Exact]:
    return [figure.exact for figure in figures if figure.exact is not None]


def _step(unit: str) -> Decimal:
    return STEP_OF_A_COUNT if unit == "count" else STEP


def _of_answers(answers: Sequence[bool | None]) -> Iterator[str]:
    yield from (f"with {word}" for word, answer in (("yes", True), ("no", False)) if answer not in answers)


def _of_bound(bound: Bound, values: Sequence[Exact], step: Decimal) -> Iterator[str]:
    """Off a line is on its other side: a value that the band would no longer hold, or would now."""
    for edge in bound.edges():
        on = exact(edge)
        if not any(Fraction(*value) == edge for value in values):
            yield f"exactly on {plain(edge)} ({bound})"
        near = [value for value in values if 0 < abs(Fraction(*value) - Fraction(edge)) <= Fraction(step)]
        if not any(bound.holds(value) is not bound.holds(on) for value in near):
            yield f"just off {plain(edge)} ({bound}), not more than {plain(step)} away and on its other side"


def _of_sampled(sampled: SampledLines, findings: Sequence[Finding]) -> Iterator[str]:
    evidence = [finding.evidence for finding in findings if finding.evidence is not None]
    shares = [exact(one.share) for one in evidence if one.share is not None]
    for band in sampled.share:
        yield from (f"{fact}, as a share" for fact in _of_bound(band.bound, shares, STEP))
    for grade, share in sampled.counts:
        at_or_above = grade.scale[grade.rank :]
        reached = [
            (sum(n for word, n in one.counts.items() if word in at_or_above), sum(one.counts.values()))
            for one in evidence
            if one.counts is not None
        ]
        yield from _of_counts(f"{share} of the sample {grade.word} or better", share, reached)


def _of_counts(says: str, share: Fraction, reached: Sequence[tuple[int, int]]) -> Iterator[str]:
    tests: dict[str, Callable[[Fraction], bool]] = {
        f"with exactly {says}": lambda short: short == 0,
        f"one case of the sample short of {says}": lambda short: 0 < short <= 1,
    }
    for fact, test in tests.items():
        if not any(test(share * whole - part) for part, whole in reached):
            yield fact
