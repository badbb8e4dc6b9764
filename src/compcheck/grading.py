"""A rule, the figures, the evidence and the dates make one finding. Nothing is graded that was not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.bands import Exact, Joined, Lines, Member, SampledLines, difference, exact
from compcheck.model.figure import FEWEST_FOR_A_SHARE, FEWEST_SAMPLED, Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, NotGraded, Outcome, Reason
from compcheck.model.indicator import Topic
from compcheck.model.national import resolved
from compcheck.model.rule import Rule
from compcheck.model.submission import Evidence, Standard
from compcheck.model.when import When, months_after

OF_ANOTHER_TIME = frozenset({Reason.OUT_OF_DATE, Reason.NOT_IN_FORCE, Reason.NOT_COMPARABLE})
"""Why a figure says nothing of what evidence may find: it is of other days, or of another definition."""

NOT_MENTIONED = "not in the submission"
MOVES_IT = "how far the cases not recorded move it is not known"
UNUSED = "not in the submission; evidence is given and not used: to let it stand in, say why the figure is not supplied"


class Supplied(NamedTuple):
    """What findings are made from: the figures, the evidence with its topics, and the day of judgement."""

    figures: Mapping[str, Figure]
    evidence: Mapping[str, Evidence]
    topics: Mapping[str, Topic]
    judged: date
    standards: Mapping[str, Standard] = {}


def grade_rules(framework: Framework, supplied: Supplied) -> tuple[Finding, ...]:
    """One finding a requirement, in the framework's order."""
    return tuple([grade_rule(rule, framework, supplied) for rule in framework.rules])


def grade_rule(rule: Rule, framework: Framework, supplied: Supplied) -> Finding:
    highest = framework.highest
    if rule.never_graded is not None:
        figure = supplied.figures.get(rule.indicator or "")
        return _never_graded(rule, rule.never_graded, highest, figure)
    if rule.starts > supplied.judged:
        return Finding(rule, NotGraded(Reason.NOT_IN_FORCE), highest)
    if rule.indicator is None:
        return _by_evidence(rule, framework, supplied) if rule.topic else _joined(rule, framework, supplied)
    figure = supplied.figures.get(rule.indicator)
    given = supplied.evidence.get(rule.topic) if rule.topic else None
    if figure is None:  # simply absent: evidence does not stand in for what nobody mentioned, and is shown unused
        detail = NOT_MENTIONED if given is None else UNUSED
        topic = supplied.topics[given.topic] if given is not None else None
        return Finding(rule, NotGraded(Reason.NOT_SUPPLIED, detail), highest, evidence=given, topic=topic)
    finding = _by_figure(rule, figure, framework, supplied.judged)
    if rule.parameter is not None:
        finding = _by_standard(finding, supplied.standards.get(rule.parameter))
    if given is None or finding.not_graded is None:
        return finding
    instead = _by_evidence(rule, framework, supplied)
    if instead.grade is None and figure.missing is None:
        return finding
    most = _most(finding, figure, framework)
    outcome, held = _held_by_the_figure(instead, finding, most, framework)
    return instead._replace(
        outcome=outcome, held_at=held, figures=(figure,), lines=finding.lines, compared=finding.compared,
        instead_of=finding.not_graded, standard=finding.standard, figure_leaves=most,
    )  # fmt: skip


def _by_standard(finding: Finding, standard: Standard | None) -> Finding:
    """A figure measured against a limit the authority sets for itself says nothing while nobody knows the limit."""
    if standard is not None:
        return finding._replace(standard=standard)
    return finding if finding.grade is None else finding._replace(outcome=NotGraded(Reason.NO_LOCAL_STANDARD))


def _held_by_the_figure(
    instead: Finding, finding: Finding, most: Grade | None, framework: Framework
) -> tuple[Outcome, str]:
    """What evidence found, never above what the figure itself shows: otherwise a better figure could have the worse
    grade, and a case that is known would count for nothing once its denominator is left out.
    """
    if most is None or instead.grade is None or instead.grade.rank <= most.rank:
        return instead.outcome, instead.held_at
    if most == framework.scale.lowest and finding.not_graded is not None:
        return finding.not_graded, ""  # the two contradict each other: neither is a grade
    return most, "the figure beside it shows no more"


def _most(finding: Finding, figure: Figure, framework: Framework) -> Grade | None:
    """The best grade the figure leaves open, or None if it says nothing of it."""
    why = finding.not_graded
    lines = finding.lines or finding.rule.lines_on(figure.entry.period.end)
    if why is None or why.reason in OF_ANOTHER_TIME or lines is None or not lines.bands:
        return None
    none_may_be = lines.asks_for_every_case and lines.bands[0].bound.high == 0
    said = figure.recording
    one_is_known = figure.numerator or (said is not None and said.not_recorded)
    if none_may_be and (one_is_known or why.reason is Reason.SMALL):
        return lines.otherwise or framework.scale.grades[max(lines.bands[0].grade.rank - 1, 0)]
    value = finding.compared or (figure.exact if finding.rule.change_months is None else None)
    if said is not None and finding.compared is None and value is not None:
        span = figure.span
        value = value if span is None else span.worse(lines)
    if value is None:
        return None
    found = lines.grade_of(value)
    return found if found is not None else framework.scale.grades[max(lines.bands[-1].grade.rank - 1, 0)]


def _never_graded(rule: Rule, reason: Reason, highest: Grade, figure: Figure | None) -> Finding:
    detail = rule.left_to_inspectors
    if figure is None:
        return Finding(rule, NotGraded(reason, detail), highest)
    if rule.change_months is not None:
        earlier, _ = _earlier(figure, rule.change_months)
        known = earlier is not None and earlier.recording is None and figure.recording is None
        if known and earlier is not None and earlier.exact is not None and figure.exact is not None:
            change = difference(figure.exact, earlier.exact)
            return Finding(rule, NotGraded(reason, detail), highest, False, (figure, earlier), None, change)
    return Finding(rule, NotGraded(reason, detail), highest, False, (figure,))


def _by_figure(rule: Rule, figure: Figure, framework: Framework, judged: date) -> Finding:
    highest = framework.highest
    figures: tuple[Figure, ...] = (figure,)
    _, entry, value, truth, missing, _, _ = figure
    if missing is not None:
        return Finding(rule, missing, highest, False, figures)
    ended = entry.period.end
    if months_after(ended, framework.figures_out_of_date) < judged:
        return Finding(rule, NotGraded(Reason.OUT_OF_DATE, f"ends {ended.isoformat()}"), highest, False, figures)
    lines = rule.lines_on(ended)
    if lines is None:
        return Finding(rule, NotGraded(Reason.NOT_IN_FORCE, "no line for a period that early"), highest, False, figures)
    if truth is not None:
        grade = lines.yes if truth else lines.no
        return Finding(rule, grade or NotGraded(Reason.NO_LINE), highest, False, figures, lines)
    return _by_value(rule, figure, value, lines, highest)


def _by_value(rule: Rule, figure: Figure, value: Exact | None, lines: Lines, highest: Grade) -> Finding:
    """A number that is there, of a time that counts, held against its lines."""
    figures: tuple[Figure, ...] = (figure,)
    indicator, entry = figure.indicator, figure.entry
    ended = entry.period.end
    if lines.national:
        found = resolved(lines, indicator, ended)
        if isinstance(found, NotGraded):
            return Finding(rule, found, highest, False, figures, lines)
        lines = found
    mixed = indicator.break_between(entry.period.start, ended) if indicator.breaks else None
    if mixed is not None:
        spans = NotGraded(Reason.NOT_COMPARABLE, f"its period spans a change: {mixed.what}")
        return Finding(rule, spans, highest, False, figures)
    alone = rule.change_months is None and rule.against is None
    whole = entry.denominator
    if indicator.unit == "percent" and (type(whole) is not int or whole < FEWEST_FOR_A_SHARE):
        unfit = _unfit(figure, every_case=alone and lines.asks_for_every_case)
        if unfit is not None:
            return Finding(rule, unfit, highest, False, figures, lines)
    compared: Exact | NotGraded | None = value
    if not alone:
        figures, compared = _compared(rule, figure)
    if compared is None or isinstance(compared, NotGraded):
        return Finding(rule, compared or NotGraded(Reason.NOT_SUPPLIED), highest, False, figures, lines)
    if entry.recording is not None or len(figures) > 1:
        compared, unknown = _worse_end(rule, figures, compared, lines)
        if unknown is not None:
            return Finding(rule, unknown, highest, False, figures, lines, compared)
    grade = lines.grade_of(compared)
    return Finding(rule, grade or NotGraded(Reason.NO_LINE), highest, False, figures, lines, compared)


def _worse_end(
    rule: Rule, figures: tuple[Figure, ...], compared: Exact, lines: Lines
) -> tuple[Exact, NotGraded | None]:
    """What is held against the lines where cases are not recorded: the worse of what it may be, or why nobody can say.

    `compared` is what was counted: the figure, its change, or its difference from England.
    """
    if all(one.recording is None for one in figures):
        return compared, None
    from compcheck.model.span import span_held  # noqa: PLC0415  # most figures are what they are

    span = span_held(figures, compared, change=rule.change_months is not None)
    if span is None:
        return compared, NotGraded(Reason.NOT_RECORDED, MOVES_IT)
    unsettled = None if span.settled(lines) else NotGraded(Reason.AT_LEAST, _why_at_least(figures))
    return span.worse(lines), unsettled


def _why_at_least(figures: Sequence[Figure]) -> str:
    return next((said.at_least for said in (one.recording for one in figures) if said and said.at_least), "")


def _unfit(figure: Figure, *, every_case: bool) -> NotGraded | None:
    """Why a share cannot be held against a line: nobody says of how many, or of too few.

    Where `every_case` must be right, or none may be, a single one decides, however few there are.
    """
    if figure.indicator.unit != "percent":
        return None
    whole = figure.denominator
    if whole is None:
        return NotGraded(Reason.NO_DENOMINATOR) if figure.entry.denominator_published else None
    if whole < FEWEST_FOR_A_SHARE and not every_case:
        return NotGraded(Reason.TOO_FEW, f"fewer than {FEWEST_FOR_A_SHARE}")
    return None


def _compared(rule: Rule, figure: Figure) -> tuple[tuple[Figure, ...], Exact | NotGraded]:
    """What is held against the line where that is not the figure itself: its change, or its difference from England."""
    value = figure.exact
    assert value is not None  # missing and yes/no were answered before
    if rule.change_months is not None:
        earlier, why_not = _earlier(figure, rule.change_months)
        if earlier is None or earlier.exact is None:
            return (figure,), why_not
        unfit = _unfit(earlier, every_case=False)
        if unfit is not None:
            return (figure, earlier), NotGraded(unfit.reason, "the earlier figure")
        return (figure, earlier), difference(value, earlier.exact)
    ended = figure.entry.period.end
    position = figure.indicator.position_in(ended)
    if position is None or position.england is None:
        return (figure,), NotGraded(Reason.NO_COMPARATOR, "no figure for England is published")
    changed = figure.indicator.break_between(position.ended, ended)
    if changed is not None:
        return (figure,), NotGraded(Reason.NOT_COMPARABLE, changed.what)
    return (figure,), difference(value, exact(position.england))


def _earlier(figure: Figure, months: int) -> tuple[Figure | None, NotGraded]:
    """The supplied figure nearest to so many months before, and why there is none."""
    ended, earlier = figure.entry.period.end, figure.earlier_by(months)
    if earlier is None:
        return None, NotGraded(Reason.NO_EARLIER_PERIOD)
    if earlier.missing is not None:
        return None, NotGraded(Reason.NO_EARLIER_PERIOD, f"the earlier figure is {earlier.missing.reason}")
    changed = figure.indicator.break_between(earlier.entry.period.end, ended)
    if changed is not None:
        return None, NotGraded(Reason.NOT_COMPARABLE, changed.what)
    return earlier, NotGraded(Reason.NO_EARLIER_PERIOD)


def _by_evidence(rule: Rule, framework: Framework, supplied: Supplied) -> Finding:
    assert rule.topic is not None  # asked for only where the rule names one
    evidence = supplied.evidence.get(rule.topic)
    if evidence is None:
        return Finding(rule, NotGraded(Reason.NOT_SUPPLIED, NOT_MENTIONED), framework.highest, True)
    sampled = rule.sampled_on((evidence.on or _day(supplied.judged)).last)
    outcome = _of_evidence(evidence, sampled, framework, supplied.judged)
    held = ""
    if isinstance(outcome, Grade):
        outcome, held = _held(outcome, evidence, framework)
    topic = supplied.topics[rule.topic]
    return Finding(rule, outcome, framework.highest, True, (), None, None, evidence, topic, sampled, held)


def _of_evidence(evidence: Evidence, sampled: SampledLines | None, framework: Framework, judged: date) -> Outcome:
    silent = evidence.grade is None and evidence.counts is None and evidence.share is None
    if evidence.kind == "statement" or (silent and evidence.direction is None):
        return NotGraded(Reason.STATEMENT)
    if evidence.on is not None and months_after(evidence.on.first, framework.lapses_after(evidence.kind)) < judged:
        return NotGraded(Reason.LAPSED, f"{evidence.kind} of {evidence.on.text}")
    if silent:
        return NotGraded(Reason.DIRECTION_ONLY, evidence.direction or "")
    seen = sum(evidence.counts.values()) if evidence.counts is not None else None
    looked_at = min((n for n in (seen, evidence.sample.n if evidence.sample else None) if n is not None), default=None)
    if looked_at is not None and looked_at < FEWEST_SAMPLED:
        return NotGraded(Reason.TOO_FEW, f"fewer than {FEWEST_SAMPLED} cases")
    if evidence.grade is not None:
        return framework.grade_for(evidence.grade) or _of_another_scale(evidence.grade)
    if sampled is None:
        return NotGraded(Reason.NO_LINE)
    if evidence.counts is not None:
        return _of_counts(evidence.counts, sampled, framework)
    if not sampled.share:
        return NotGraded(Reason.NO_LINE, "no line for a share")
    if looked_at is None:
        return NotGraded(Reason.NO_DENOMINATOR, "of how many cases is not said")
    share = exact(evidence.share or 0)
    return next((band.grade for band in sampled.share if band.bound.holds(share)), framework.scale.lowest)


def _of_counts(counts: Mapping[str, int], sampled: SampledLines, framework: Framework) -> Outcome:
    """The best grade that enough of the cases reached: counted at that grade or better."""
    if not sampled.counts:
        return NotGraded(Reason.NO_LINE, "no line for counts")
    whole = sum(counts.values())
    found = {word: framework.grade_for(word) for word in counts}
    for word, grade in found.items():
        if grade is None:
            return _of_another_scale(word)
    for grade, share in sampled.counts:
        reached = sum(counts[word] for word, one in found.items() if one is not None and one.rank >= grade.rank)
        if Fraction(reached, whole) >= share:
            return grade
    return framework.scale.lowest


def _of_another_scale(word: str) -> NotGraded:
    return NotGraded(Reason.ANOTHER_SCALE, f'"{word}" stands for no grade here')


def _held(grade: Grade, evidence: Evidence, framework: Framework) -> tuple[Grade, str]:
    """The grade, held down to what that kind of evidence can give and to what is ever awarded here."""
    why = ""
    for cap in framework.capped:
        if (
            cap.kind == evidence.kind
            and grade.rank > cap.at.rank
            and not (cap.unless_independent and evidence.independent)
        ):
            grade, why = cap.at, cap.why
    if grade.rank > framework.highest.rank:
        grade, why = framework.highest, f"nothing above {framework.highest.word} is awarded here"
    return grade, why


def _joined(rule: Rule, framework: Framework, supplied: Supplied) -> Finding:
    """All or any of several figures: unknown where one is missing, unless the known ones decide.

    The day of judgement chooses what is asked for, and each figure is held to the line of its own period. Were it the
    figures that choose, leaving one out could change the question.
    """
    asked = rule.lines_on(supplied.judged)
    if asked is None or asked.joined is None:
        return Finding(rule, NotGraded(Reason.NOT_IN_FORCE), framework.highest)
    names = list(dict.fromkeys(member.indicator for member in asked.joined.members))
    figures = tuple([supplied.figures[name] for name in names if name in supplied.figures])
    shown = rule.lines_on(max((figure.entry.period.end for figure in figures), default=supplied.judged)) or asked
    answers = [_answer(rule, figure, framework, supplied.judged) for figure in figures]
    met = _met(asked.joined, answers, complete=len(figures) == len(names))
    if met is None:
        unknown = (one for one in answers if isinstance(one, NotGraded))
        why = next(unknown, NotGraded(Reason.NOT_SUPPLIED, NOT_MENTIONED))
        return Finding(rule, why, framework.highest, False, figures, shown)
    grade = shown.yes if met else shown.no
    return Finding(rule, grade or NotGraded(Reason.NO_LINE), framework.highest, False, figures, shown)


def _answer(rule: Rule, figure: Figure, framework: Framework, judged: date) -> bool | NotGraded:
    """Whether the figure does what its own period's lines ask of it, or why nobody can say."""
    if figure.missing is not None:
        return figure.missing
    ended = figure.entry.period.end
    if months_after(ended, framework.figures_out_of_date) < judged:
        return NotGraded(Reason.OUT_OF_DATE, f"ends {ended.isoformat()}")
    lines = rule.lines_on(ended)
    joined = lines.joined if lines is not None else None
    members = [one for one in joined.members if one.indicator == figure.indicator.id] if joined is not None else []
    if joined is None or not members:
        return NotGraded(Reason.NOT_IN_FORCE, "no line for a period that early")
    unfit = _unfit(figure, every_case=all(one.bound is not None and one.bound.is_every_case for one in members))
    if unfit is not None:
        return unfit
    if figure.recording is not None:
        return _answer_in_part(joined, members, figure)
    return (all if joined.every else any)([_holds(one, figure) for one in members])


def _holds(member: Member, figure: Figure) -> bool:
    if member.bound is None:
        return figure.truth is not member.negated
    return figure.exact is not None and member.bound.holds(figure.exact)


def _answer_in_part(joined: Joined, members: Sequence[Member], figure: Figure) -> bool | NotGraded:
    """Of a figure whose cases are not all recorded: only what it does at both ends of its range, it does."""
    span = figure.span
    if span is None:
        return NotGraded(Reason.NOT_RECORDED, MOVES_IT)
    answers = [span.holds(one.bound) for one in members if one.bound is not None]
    decisive = not joined.every
    if decisive in answers:
        return decisive
    return NotGraded(Reason.AT_LEAST, _why_at_least([figure])) if None in answers else not decisive


def _met(joined: Joined, answers: Sequence[bool | NotGraded], *, complete: bool) -> bool | None:
    decisive = not joined.every  # one False decides an `all`, one True an `any`
    if decisive in answers:
        return decisive
    return joined.every if complete and all(isinstance(one, bool) for one in answers) else None


def _day(day: date) -> When:
    return When(day.isoformat(), day, day)
