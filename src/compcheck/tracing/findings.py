"""The steps to a finding, in the order grading takes them: what must hold to be graded, then the lines, best first."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from compcheck.model.bands import Band, Joined, Lines, Member
from compcheck.model.figure import FEWEST_FOR_A_SHARE, Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, NotGraded, Reason
from compcheck.model.national import resolved
from compcheck.model.rule import Rule
from compcheck.model.when import months_after
from compcheck.tracing.evidence import evidence_steps
from compcheck.tracing.steps import Step, best_of, compare, number, subtract, within

RANGE_KNOWN = "how far the cases not recorded move it is known"
ONE_GRADE = "however much more it is, it comes to the same"


def steps_of(finding: Finding, framework: Framework, judged: date) -> tuple[Step, ...]:
    """Each step up to the one that decided; `judged` is the day of judgement."""
    rule = finding.rule
    if rule.never_graded is not None:
        return (Step("never graded", rule.never_graded.value, so=NotGraded(rule.never_graded)),)
    told = []
    if rule.starts > date.min:
        told = _condition(compare("requirement in force", judged, "on or after", rule.starts), Reason.NOT_IN_FORCE)
        if not told[-1].holds:
            return tuple(told)
    if rule.indicator is None:
        told += evidence_steps(finding, framework, judged) if rule.topic else _joined(finding, framework, judged)
        return tuple(told)
    if not finding.figures:
        return (*told, *_condition(compare("figure supplied", False, "is", True), Reason.NOT_SUPPLIED))
    told += _figure(finding, finding.figures[0], framework, judged)
    if finding.instead_of is not None:
        told += evidence_steps(finding, framework, judged)
    return tuple(told)


def _condition(step: Step, otherwise: Reason) -> list[Step]:
    """What must hold for anything to be graded; where it does not, that is why."""
    return [step if step.holds else step._replace(so=NotGraded(otherwise))]


def _figure(finding: Finding, figure: Figure, framework: Framework, judged: date) -> list[Step]:
    rule = finding.rule
    told, may = _fit(rule, figure, framework, judged)
    lines = rule.lines_on(figure.entry.period.end)
    if not may or lines is None:
        return told
    if figure.truth is not None:
        return _to_standard(told + _yes_or_no(figure.truth, lines), finding)
    if lines.national:
        england = resolved(lines, figure.indicator, figure.entry.period.end)
        if isinstance(england, NotGraded):
            return told + _condition(compare("England's lines for its year", False, "is", True), england.reason)
        lines = england
        told.append(Step("England's lines of", lines.basis.says))
    told += _one_series(figure)
    alone = rule.change_months is None and rule.against is None
    if told[-1].holds and figure.indicator.unit == "percent":
        told += _denominator(figure, every_case=alone and lines.asks_for_every_case)
    if not told[-1].holds:
        return told
    told += [] if alone else _change(rule, figure) if rule.change_months is not None else _against(figure)
    last = told[-1]
    if not last.holds or last.so is not None:
        return told
    compared = last.result if isinstance(last.result, Fraction) else _value(figure)
    if any(one.recording is not None for one in finding.figures):
        in_part, end = _known_in_part(finding, compared, lines)
        told += in_part
        if end is None:
            return told
        compared = end
    return _to_standard(told + _bands("line", compared, lines.bands, lines.otherwise), finding)


def _known_in_part(finding: Finding, counted: Fraction, lines: Lines) -> tuple[list[Step], Fraction | None]:
    """What it may really be where cases are not recorded, and its worse end; None where that is not known."""
    from compcheck.model.span import span_held  # noqa: PLC0415  # most figures are what they are

    change = finding.rule.change_months is not None
    span = span_held(finding.figures, counted.as_integer_ratio(), change=change)
    if span is None:
        return _condition(compare(RANGE_KNOWN, False, "is", True), Reason.NOT_RECORDED), None
    told = []
    if span.least != span.most:
        told = [
            Step("least that it may be", Fraction(*span.least), tells="figure"),
            Step("most that it may be", Fraction(*span.most), tells="figure"),
        ]
    worse = Fraction(*span.worse(lines))
    told.append(Step("held against the lines, as the worse end", worse, tells="figure"))
    if span.or_more or span.or_less:
        told += _condition(compare(ONE_GRADE, span.settled(lines), "is", True), Reason.AT_LEAST)
    return told, worse if told[-1].holds else None


def _to_standard(told: list[Step], finding: Finding) -> list[Step]:
    """What is measured against the authority's own limit says nothing while nobody knows the limit."""
    if finding.rule.parameter is None or not isinstance(told[-1].so, Grade):
        return told
    given = finding.standard is not None
    return told + _condition(compare("local standard supplied", given, "is", True), Reason.NO_LOCAL_STANDARD)


def _value(figure: Figure) -> Fraction:
    assert figure.value is not None  # asked for only where there is one
    return figure.value


def _fit(rule: Rule, figure: Figure, framework: Framework, judged: date, about: str = "") -> tuple[list[Step], bool]:
    """Whether there is a figure, new enough, in a period that has lines."""
    if figure.missing is not None:
        missing = compare("figure supplied", figure.missing.reason.value, "is", "a figure", about=about)
        return _condition(missing, figure.missing.reason), False
    ended = figure.entry.period.end
    what = figure.truth if figure.truth is not None else figure.value
    told = [Step("figure", what, about=about, tells="figure")]
    until = months_after(ended, framework.figures_out_of_date)
    told += _condition(compare("not out of date", judged, "on or before", until, about=about), Reason.OUT_OF_DATE)
    if not told[-1].holds:
        return told, False
    lines = rule.lines_on(ended)
    since = lines.since if lines is not None else rule.lines[0].since
    told += _condition(compare("lines in force", ended, "on or after", since, about=about), Reason.NOT_IN_FORCE)
    return told, told[-1].holds


def _yes_or_no(truth: bool, lines: Lines) -> list[Step]:  # noqa: FBT001  # it is the figure
    given = [(grade, answer) for grade, answer in ((lines.yes, True), (lines.no, False)) if grade is not None]
    candidates = [(grade, [compare("line", truth, "is", answer, tells="figure")]) for grade, answer in given]
    return best_of(candidates, Step("otherwise", so=NotGraded(Reason.NO_LINE)))


def _one_series(figure: Figure) -> list[Step]:
    """The whole period lies after the last change of the series; nothing is told where there was none."""
    period = figure.entry.period
    changed = [one.on for one in figure.indicator.breaks if one.on <= period.end]
    if not changed:
        return []
    mixed = figure.indicator.break_between(period.start, period.end)
    since = mixed.on if mixed is not None else max(changed)
    return _condition(compare("period within one series", period.start, "on or after", since), Reason.NOT_COMPARABLE)


def _denominator(figure: Figure, *, every_case: bool, about: str = "") -> list[Step]:
    whole = figure.denominator
    if whole is None and figure.entry.denominator_published:
        return _condition(compare("denominator given", False, "is", True, about=about), Reason.NO_DENOMINATOR)
    if whole is None:
        return [Step("denominator", "not published", about=about)]
    fewest = 1 if every_case else FEWEST_FOR_A_SHARE
    step = compare("denominator", number(whole), "at least", number(fewest), about=about, tells="denominator")
    return _condition(step, Reason.TOO_FEW)


def _change(rule: Rule, figure: Figure) -> list[Step]:
    earlier = figure.earlier_by(rule.change_months or 0)
    if earlier is None or earlier.missing is not None:
        why = "none" if earlier is None or earlier.missing is None else earlier.missing.reason.value
        return _condition(compare("earlier figure", why, "is", "a figure"), Reason.NO_EARLIER_PERIOD)
    ended, before = figure.entry.period.end, earlier.entry.period.end
    told = []
    changed = figure.indicator.break_between(before, ended)
    if changed is not None:
        step = compare("earlier period within the same series", before, "on or after", changed.on)
        return _condition(step, Reason.NOT_COMPARABLE)
    if figure.indicator.unit == "percent":
        told = _denominator(earlier, every_case=False, about="the earlier figure")
        if not told[-1].holds:
            return told
    return [*told, subtract(f"change over {rule.change_over}", _value(figure), _value(earlier), tells="figure")]


def _against(figure: Figure) -> list[Step]:
    ended = figure.entry.period.end
    position = figure.indicator.position_in(ended)
    if position is None or position.england is None:
        return _condition(compare("England's figure published", False, "is", True), Reason.NO_COMPARATOR)
    changed = figure.indicator.break_between(position.ended, ended)
    if changed is not None:
        step = compare("England's year within the same series", position.ended, "on or after", changed.on)
        return _condition(step, Reason.NOT_COMPARABLE)
    england = number(position.england)
    return [subtract(f"difference from England in {position.year}", _value(figure), england, tells="figure")]


def _bands(step: str, compared: Fraction, bands: tuple[Band, ...], otherwise: Grade | None) -> list[Step]:
    candidates = [(band.grade, within(step, compared, band.bound, tells="figure")) for band in bands]
    return best_of(candidates, Step("otherwise", so=otherwise or NotGraded(Reason.NO_LINE)))


def _joined(finding: Finding, framework: Framework, judged: date) -> list[Step]:
    """Each figure against the lines of its own period; then how many hold and how many do not."""
    asked = finding.rule.lines_on(judged)
    if asked is None or asked.joined is None or finding.lines is None:
        return _condition(compare("lines in force", False, "is", True), Reason.NOT_IN_FORCE)
    told: list[Step] = []
    answers: list[bool | None] = []
    why = NotGraded(Reason.NOT_SUPPLIED)
    for figure in finding.figures:
        steps, answer = _answer(finding.rule, figure, framework, judged)
        failed = next((one.so for one in steps if isinstance(one.so, NotGraded)), None)
        if failed is not None and None not in answers:
            why = failed
        told += [one._replace(so=None) for one in steps]
        answers.append(answer)
    wanted = len({member.indicator for member in asked.joined.members})
    return told + _together(asked.joined, finding.lines, answers, wanted, why)


def _together(joined: Joined, lines: Lines, answers: list[bool | None], wanted: int, why: NotGraded) -> list[Step]:
    """One that fails decides an `all`, and one that holds an `any`; the other answer needs every figure."""
    holding, failing = number(answers.count(True)), number(answers.count(False))
    every = number(wanted)
    if joined.every:
        pairs = [
            (lines.no, compare("figures that do not hold", failing, "more than", number(0))),
            (lines.yes, compare("figures that hold", holding, "at least", every)),
        ]
    else:
        pairs = [
            (lines.yes, compare("figures that hold", holding, "more than", number(0))),
            (lines.no, compare("figures that do not hold", failing, "at least", every)),
        ]
    candidates = [(grade, [step]) for grade, step in pairs if grade is not None]
    return best_of(candidates, Step("otherwise", so=why))


def _answer(rule: Rule, figure: Figure, framework: Framework, judged: date) -> tuple[list[Step], bool | None]:
    name = figure.indicator.id
    told, may = _fit(rule, figure, framework, judged, name)
    lines = rule.lines_on(figure.entry.period.end)
    members = [one for one in lines.joined.members if one.indicator == name] if lines and lines.joined else []
    if not may or lines is None or lines.joined is None:
        return told, None
    if not members:
        nothing = compare("lines in force", False, "is", True, about=name)
        return told + _condition(nothing, Reason.NOT_IN_FORCE), None
    if figure.indicator.unit == "percent":
        every_case = all(one.bound is not None and one.bound.is_every_case for one in members)
        told += _denominator(figure, every_case=every_case, about=name)
        if not told[-1].holds:
            return told, None
    if figure.recording is not None:
        return _answer_in_part(told, members, lines.joined, figure)
    asked = [_member(one, figure) for one in members]
    answer = (all if lines.joined.every else any)([all(step.holds for step in steps) for steps in asked])
    return [*told, *[step for steps in asked for step in steps]], answer


def _answer_in_part(
    told: list[Step], members: list[Member], joined: Joined, figure: Figure
) -> tuple[list[Step], bool | None]:
    """At both ends of what it may be, and beyond them where it is known only as at least."""
    span, name = figure.span, figure.indicator.id
    if span is None:
        return told + _condition(compare(RANGE_KNOWN, False, "is", True, about=name), Reason.NOT_RECORDED), None
    ends = [("line, at the least", span.least), ("line, at the most", span.most)]
    bounds = [one.bound for one in members if one.bound is not None]
    told = told + [
        step
        for bound in bounds
        for what, end in ends
        for step in within(what, Fraction(*end), bound, about=name, tells="figure")
    ]
    answers = [span.holds(bound) for bound in bounds]
    decisive = not joined.every
    if decisive not in answers and None in answers:
        return told + _condition(compare(ONE_GRADE, False, "is", True, about=name), Reason.AT_LEAST), None
    return told, decisive if decisive in answers else not decisive


def _member(member: Member, figure: Figure) -> list[Step]:
    if member.bound is None:
        return [compare("line", figure.truth, "is", not member.negated, about=member.indicator, tells="figure")]
    return within("line", _value(figure), member.bound, about=member.indicator, tells="figure")
