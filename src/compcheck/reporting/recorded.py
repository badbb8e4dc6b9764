"""What a figure says of the records it was counted from, as it may be told: no count of 1 to 5 people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.bands import Lines
from compcheck.model.figure import FEWEST_FOR_A_SHARE, FEWEST_SHOWN, Figure, is_small
from compcheck.model.finding import Finding
from compcheck.model.recording import SHARE_IN_DOUBT, Recording
from compcheck.reporting.numbers import as_json, in_unit
from compcheck.reporting.wording import ONE_TO_FIVE, safe

Shape = dict[str, object]
MOST_HIDDEN = FEWEST_SHOWN - 1
NOTHING = Recording()


class Doubt(NamedTuple):
    """How many cases are in doubt, of how many; None where that may not be told. `small`: it is 1 to 5.

    `marked` is whether more of them than may pass in silence are in doubt; where the number is hidden, whether as many
    as it could be are, so that the mark tells nothing that the report does not.
    """

    cases: int | None
    of: int | None
    small: bool
    marked: bool
    checks: Mapping[str, int | None]


def range_text(figure: Figure, shown: str, edges: Iterable[Decimal], *, internal: bool) -> str:
    """`between 84.8 % and 100 %: 252 of 1,660 not recorded`; `shown` is the figure as it was counted."""
    said = figure.recording
    if said is None:
        return shown
    if said.at_least and (internal or not figure.withheld):
        shown = f"at least {shown}"
    if not said.not_recorded:
        return shown
    if figure.hides_range and not internal:
        small = f"{ONE_TO_FIVE} not recorded" if is_small(said.not_recorded) else "how many are not recorded is hidden"
        return f"{shown}; {small}"
    whole, span = figure.denominator, figure.span
    if span is None or said.at_least:
        return f"{shown}; {said.not_recorded:,} not recorded"
    of = f" of {whole:,}" if whole is not None else ""
    part, unit, edges = figure.numerator, figure.indicator.unit, list(edges)
    if unit == "percent" and part is not None and whole is not None and whole < FEWEST_FOR_A_SHARE:
        return f"between {part:,} and {part + said.not_recorded:,}{of}: {said.not_recorded:,} not recorded"
    least, most = (end_text(Fraction(*end), unit, edges) for end in (span.least, span.most))
    return f"between {least} and {most}: {said.not_recorded:,}{of} not recorded"


def end_text(value: Fraction, unit: str, edges: Iterable[Decimal]) -> str:
    """`84.8 %`; none and all are whole, and not rounded to be so: `100 %`."""
    return f"{value} %" if unit == "percent" and value in {0, 100} else in_unit(value, unit, edges)


def mark_text(finding: Finding, *, internal: bool) -> str:
    """For the line of the grade, where too much is in doubt: `data in doubt: 8 % of its cases`."""
    if finding.by_evidence:
        return ""
    marked = [one for one in (doubt_of(figure, internal=internal) for figure in finding.figures) if one and one.marked]
    shares = [Fraction(100 * one.cases, one.of) for one in marked if one.cases is not None and one.of]
    if shares:
        return f"data in doubt: {_share(max(shares))} of its cases"
    few = ONE_TO_FIVE if all(one.small for one in marked) else "some"
    return f"data in doubt: {few} of its cases" if marked else ""


def _share(share: Fraction) -> str:
    """Never rounded onto the line beyond which it is marked."""
    if share.denominator == 1:
        return f"{share} %"
    return in_unit(share, "percent", [Decimal(100 * SHARE_IN_DOUBT.numerator) / SHARE_IN_DOUBT.denominator])


def doubt_of(figure: Figure, *, internal: bool) -> Doubt | None:
    """None where no check touches a case of it."""
    said = figure.entry.recording
    if said is None or not said.in_doubt:
        return None
    of, cases = _cases(figure, said), said.in_doubt
    if internal or not figure.indicator.counts_people:
        return Doubt(cases, of, small=False, marked=_too_many(cases, of), checks=said.doubts)
    if figure.withheld:
        return Doubt(None, None, is_small(cases), _too_many(cases, of), dict.fromkeys(said.doubts))
    checks = {check: None if _gives_back(n, of) else n for check, n in said.doubts.items()}
    told = sum(n for n in checks.values() if n is not None)
    if not _gives_back(cases, of) and (cases <= told or None not in checks.values()):
        return Doubt(cases, of, small=False, marked=_too_many(cases, of), checks=checks)
    most = MOST_HIDDEN if is_small(cases) else _most_in_doubt(of or 0, said.doubts.values())
    return Doubt(None, of, is_small(cases), _too_many(most, of), checks)


def _too_many(cases: int, of: int | None) -> bool:
    return of is not None and cases > of * SHARE_IN_DOUBT


def _gives_back(n: int, of: int | None) -> bool:
    return is_small(n) or (of is not None and is_small(of - n))


def _most_in_doubt(of: int, checks: Iterable[int]) -> int:
    """As many as a reader of the report, where the number is hidden, must hold possible."""
    found = [MOST_HIDDEN if is_small(n) else of if is_small(of - n) else n for n in checks]
    return min(of, sum(found)) if found else of


def _cases(figure: Figure, said: Recording) -> int | None:
    """How many cases a figure counts; None where it does not say."""
    if figure.indicator.unit == "percent":
        return figure.denominator
    if figure.indicator.unit == "count" and isinstance(figure.entry.value, int):
        return figure.entry.value + said.not_recorded
    return None


def lines_of(figure: Figure, *, internal: bool) -> list[tuple[str, str]]:
    """What stands beneath the figure: why at least, what is left out, by what clock, what is in doubt."""
    said = figure.entry.recording
    if said is None:
        return []
    left_out = ", ".join(f"{_count(n, figure, internal=internal)} {safe(why)}" for why, n in said.left_out.items() if n)
    clock = f"clock: {safe(said.clock)}" if said.clock else ""
    told = [
        ("At least", safe(said.at_least)),
        ("Left out", left_out),
        ("Counted", "; ".join(one for one in (said.gives, clock) if one)),
        ("In doubt", _doubt_text(figure, internal=internal)),
    ]
    return [(label, text) for label, text in told if text]


def _count(n: int, figure: Figure, *, internal: bool) -> str:
    return ONE_TO_FIVE if is_small(n) and figure.indicator.counts_people and not internal else f"{n:,}"


def _doubt_text(figure: Figure, *, internal: bool) -> str:
    """`40 of 1,660 cases (2.4 %): end before start (40)`."""
    doubt = doubt_of(figure, internal=internal)
    if doubt is None:
        return ""
    many = f"{doubt.cases:,}" if doubt.cases is not None else ONE_TO_FIVE if doubt.small else "some"
    of = f" of {doubt.of:,}" if doubt.of is not None and doubt.cases is not None else ""
    share = f" ({_share(Fraction(100 * doubt.cases, doubt.of))})" if doubt.cases and doubt.of else ""
    small = {check for check, n in (figure.entry.recording or NOTHING).doubts.items() if is_small(n)}
    checks = ", ".join(
        f"{safe(check)} ({f'{n:,}' if n is not None else ONE_TO_FIVE if check in small else 'some'})"
        for check, n in doubt.checks.items()
        if n != 0
    )
    return f"{many}{of} cases{share}{f': {checks}' if checks else ''}"


def shape_of(figure: Figure, lines: Lines | None, *, internal: bool) -> Shape:
    """For other programs. What would show a count of 1 to 5 people is null, and `hidden` says so."""
    said = figure.entry.recording or NOTHING
    hides = figure.hides_range and not internal
    told = figure.exact is not None and not hides and (internal or not figure.hides)
    span = figure.span if told else None
    edges = [edge for band in lines.bands for edge in band.bound.edges()] if lines else []
    doubt = doubt_of(figure, internal=internal)
    left_out = {why: _told(n, figure, internal=internal) for why, n in said.left_out.items()}
    shape: Shape = {
        "not_recorded": None if hides else said.not_recorded,
        "least": None if span is None else as_json(Fraction(*span.least), edges),
        "most": None if span is None or span.or_more else as_json(Fraction(*span.most), edges),
        "at_least": said.at_least or None,
        "left_out": left_out,
        "gives": said.gives or None,
        "clock": said.clock or None,
        "in_doubt": None if doubt is None else _doubt_shape(doubt),
    }
    hidden = hides or None in left_out.values() or (doubt is not None and doubt.cases is None)
    return shape | ({"hidden": True} if hidden else {})


def _told(n: int, figure: Figure, *, internal: bool) -> int | None:
    return None if is_small(n) and figure.indicator.counts_people and not internal else n


def _doubt_shape(doubt: Doubt) -> Shape:
    share = as_json(Fraction(100 * doubt.cases, doubt.of)) if doubt.cases is not None and doubt.of else None
    return {"cases": doubt.cases, "share": share, "checks": dict(doubt.checks)}
