"""Which cases a rule lacks: each end of each band has one exactly on it and one just off it, and no data has one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

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


class Want(NamedTuple):
    """Something a case must show: on a line, off it, an answer, or no data. `says` ends "has no case"."""

    kind: str  # "on", "off", "answer" or "no data"
    says: str


def lacking(rule: Rule, seen: Sequence[Seen], catalogue: Catalogue) -> Iterator[str]:
    """What no case shows, each as the end of a sentence that begins "has no case"; a bare block is said once."""
    for block, wants in _blocks(rule, seen, catalogue):
        if block is not None and not _findings(block, seen):
            yield _dated(Want("", "of evidence at all" if isinstance(block, SampledLines) else "at all"), block).says
        else:
            yield from (want.says for want in wants)


def still_wanted(rule: Rule, seen: Sequence[Seen], catalogue: Catalogue) -> list[Want]:
    """What no case shows, one by one. With nothing `seen` that is everything the rule asks of its cases."""
    return [want for _, wants in _blocks(rule, seen, catalogue) for want in wants]


def _blocks(
    rule: Rule, seen: Sequence[Seen], catalogue: Catalogue
) -> Iterator[tuple[Lines | SampledLines | None, list[Want]]]:
    """Each block of lines with what it still wants; first what the rule itself wants."""
    without_data = any(not case.given and case.evidence is None for case, _ in seen)
    yield None, [] if without_data else [Want("no data", "without data")]
    if rule.never_graded is not None:
        return
    for lines in rule.lines:
        yield lines, [_dated(one, lines) for one in _of_lines(lines, _findings(lines, seen), rule, catalogue)]
    for sampled in rule.sampled:
        yield sampled, [_dated(one, sampled) for one in _of_sampled(sampled, _findings(sampled, seen))]


def _findings(block: Lines | SampledLines, seen: Sequence[Seen]) -> list[Finding]:
    """Those that were graded by this block."""
    if isinstance(block, SampledLines):
        return [finding for _, finding in seen if finding.sampled is block and finding.by_evidence]
    by_figure = [finding for _, finding in seen if finding.lines is not None and not finding.by_evidence]
    # National lines are worked out anew for each figure: what they share with their block is its date.
    return [finding for finding in by_figure if finding.lines and finding.lines.since == block.since]


def _dated(want: Want, block: Lines | SampledLines) -> Want:
    return want._replace(says=f"{want.says}, for the lines since {block.since.isoformat()}")


def _of_lines(lines: Lines, findings: Sequence[Finding], rule: Rule, catalogue: Catalogue) -> Iterator[Want]:
    if lines.joined is not None:
        yield from _of_joined(lines.joined, findings, catalogue)
    elif lines.yes is not None or lines.no is not None:
        yield from _of_answers([figure.truth for finding in findings for figure in finding.figures])
    elif lines.national and not lines.bands:
        yield from _of_national(lines, findings, rule, catalogue)
    else:
        unit = catalogue.indicators[rule.indicator].unit if rule.indicator else ""
        values = [finding.compared for finding in findings if finding.compared is not None]
        for band in lines.bands:
            yield from _of_bound(band.bound, values, step_of(unit))


def _of_national(lines: Lines, findings: Sequence[Finding], rule: Rule, catalogue: Catalogue) -> Iterable[Want]:
    """Lines that differ from year to year are held by the cases of one of the years: that with the fewest gaps."""
    by_year: dict[Lines, list[Finding]] = {}
    for finding in findings:
        if finding.lines is not None and finding.lines.bands:
            by_year.setdefault(finding.lines, []).append(finding)
    every = [
        Want(kind, f"{how} England's {mark.replace('_', ' ')} ({band.grade.word}), in a year for which it is published")
        for band in lines.national
        for mark in band.marks
        for kind, how in HOW.items()
    ]
    wants = [list(_of_lines(found, of_the_year, rule, catalogue)) for found, of_the_year in by_year.items()]
    return min(wants, key=len, default=every)


HOW = {"on": "exactly on", "off": "just off and on the other side of"}


def _of_joined(joined: Joined, findings: Sequence[Finding], catalogue: Catalogue) -> Iterator[Want]:
    for member in joined.members:
        figures = [one for finding in findings for one in finding.figures if one.indicator.id == member.indicator]
        if member.bound is None:
            facts = _of_answers([figure.truth for figure in figures])
        else:
            facts = _of_bound(member.bound, _values(figures), step_of(catalogue.indicators[member.indicator].unit))
        yield from (fact._replace(says=f"{fact.says} of {member.indicator}") for fact in facts)


def _values(figures: Sequence[Figure]) -> list[Exact]:
    return [figure.exact for figure in figures if figure.exact is not None]


def step_of(unit: str) -> Decimal:
    return STEP_OF_A_COUNT if unit == "count" else STEP


def _of_answers(answers: Sequence[bool | None]) -> Iterator[Want]:
    yield from (
        Want("answer", f"with {word}") for word, answer in (("yes", True), ("no", False)) if answer not in answers
    )


def _of_bound(bound: Bound, values: Sequence[Exact], step: Decimal) -> Iterator[Want]:
    """Off a line is on its other side: a value that the band would no longer hold, or would now."""
    for edge in bound.edges():
        on = exact(edge)
        if not any(Fraction(*value) == edge for value in values):
            yield Want("on", f"exactly on {plain(edge)} ({bound})")
        near = [value for value in values if 0 < abs(Fraction(*value) - Fraction(edge)) <= Fraction(step)]
        if not any(bound.holds(value) is not bound.holds(on) for value in near):
            fact = f"just off {plain(edge)} ({bound}), not more than {plain(step)} away and on its other side"
            yield Want("off", fact)


def _of_sampled(sampled: SampledLines, findings: Sequence[Finding]) -> Iterator[Want]:
    evidence = [finding.evidence for finding in findings if finding.evidence is not None]
    shares = [exact(one.share) for one in evidence if one.share is not None]
    for band in sampled.share:
        wants = _of_bound(band.bound, shares, STEP)
        yield from (want._replace(says=f"{want.says}, as a share") for want in wants)
    for grade, share in sampled.counts:
        at_or_above = grade.scale[grade.rank :]
        reached = [
            (sum(n for word, n in one.counts.items() if word in at_or_above), sum(one.counts.values()))
            for one in evidence
            if one.counts is not None
        ]
        yield from _of_counts(f"{share} of the sample {grade.word} or better", share, reached)


def _of_counts(says: str, share: Fraction, reached: Sequence[tuple[int, int]]) -> Iterator[Want]:
    tests: dict[Want, Callable[[Fraction], bool]] = {
        Want("on", f"with exactly {says}"): lambda short: short == 0,
        Want("off", f"one case of the sample short of {says}"): lambda short: 0 < short <= 1,
    }
    for want, test in tests.items():
        if not any(test(share * whole - part) for part, whole in reached):
            yield want
