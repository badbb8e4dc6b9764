"""The steps to what evidence shows: whether it can grade at all, what it comes to, and what holds it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from compcheck.model.bands import SampledLines
from compcheck.model.figure import FEWEST_SAMPLED
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, NotGraded, Reason
from compcheck.model.rule import Rule
from compcheck.model.submission import Evidence
from compcheck.model.when import months_after
from compcheck.tracing.steps import Step, best_of, compare, number, within


def evidence_steps(finding: Finding, framework: Framework, judged: date) -> list[Step]:
    evidence = finding.evidence
    if evidence is None:
        return [_fails("evidence supplied", False, "is", True, Reason.NOT_SUPPLIED)]
    told = _usable(evidence, framework, judged)
    if isinstance(told[-1].so, NotGraded):
        return told
    told += _worth(evidence, finding.rule, framework, judged)
    grade = told[-1].so
    if not isinstance(grade, Grade):
        return told
    for step in _held(grade, evidence, framework):
        told.append(step)
        grade = step.so if isinstance(step.so, Grade) else grade
    return told + _beside_the_figure(grade, finding, framework)


def _fails(step: str, compared: object, by: str, against: object, why: Reason) -> Step:
    told = compare(step, compared, by, against)  # type: ignore[arg-type]  # words and truths
    return told if told.holds else told._replace(so=NotGraded(why))


def _usable(evidence: Evidence, framework: Framework, judged: date) -> list[Step]:
    """Up to the first thing that keeps it from grading."""
    silent = evidence.grade is None and evidence.counts is None and evidence.share is None
    told = [_fails("kind of evidence", evidence.kind, "is not", "statement", Reason.STATEMENT)]
    if not told[-1].holds:
        return told
    says = "nothing" if silent and evidence.direction is None else "a direction" if silent else "what can be graded"
    if says == "nothing":
        return [*told, _fails("what it says", says, "is not", "nothing", Reason.STATEMENT)]
    if evidence.on is not None:
        until = months_after(evidence.on.first, framework.lapses_after(evidence.kind))
        told.append(_fails("not lapsed", judged, "on or before", until, Reason.LAPSED))
        if not told[-1].holds:
            return told
    if silent:
        return [*told, _fails("what it says", says, "is not", "a direction", Reason.DIRECTION_ONLY)]
    cases = _looked_at(evidence)
    if cases is None:
        return told
    few = compare("cases looked at", number(cases), "at least", number(FEWEST_SAMPLED), tells="cases")
    return [*told, few if few.holds else few._replace(so=NotGraded(Reason.TOO_FEW))]


def _looked_at(evidence: Evidence) -> int | None:
    seen = sum(evidence.counts.values()) if evidence.counts is not None else None
    return min((n for n in (seen, evidence.sample.n if evidence.sample else None) if n is not None), default=None)


def _worth(evidence: Evidence, rule: Rule, framework: Framework, judged: date) -> list[Step]:
    """The grade its source gives, or the best for which enough of the cases were seen."""
    if evidence.grade is not None:
        here = framework.grade_for(evidence.grade)
        if here is None:
            return [_no_grade_here(evidence.grade)]
        return [Step("grade its source gives", evidence.grade, so=here)]
    day = evidence.on.last if evidence.on is not None else judged
    lines = rule.sampled_on(day)
    if lines is None:
        if not rule.sampled:
            return [_fails("lines for counts or shares", "none", "is not", "none", Reason.NO_LINE)]
        return [_fails("lines in force", day, "on or after", rule.sampled[0].since, Reason.NO_LINE)]
    told = compare("lines in force", day, "on or after", lines.since)
    if evidence.counts is not None:
        return [told, *_of_counts(evidence.counts, lines, framework)]
    return [told, *_of_share(evidence, lines, framework)]


def _of_counts(counts: Mapping[str, int], lines: SampledLines, framework: Framework) -> list[Step]:
    if not lines.counts:
        return [_fails("lines for counts", "none", "is not", "none", Reason.NO_LINE)]
    ranks = {}
    for word in counts:
        here = framework.grade_for(word)
        if here is None:
            return [_no_grade_here(word)]
        ranks[word] = here.rank
    whole = sum(counts.values())
    candidates = []
    for grade, share in lines.counts:
        reached = number(sum(n for word, n in counts.items() if ranks[word] >= grade.rank))
        step = compare("sampled cases at that grade or better", reached, "at least", whole * share, tells="sample")
        candidates.append((grade, [step]))
    return best_of(candidates, Step("otherwise", so=framework.scale.lowest))


def _of_share(evidence: Evidence, lines: SampledLines, framework: Framework) -> list[Step]:
    if not lines.share:
        return [_fails("lines for a share", "none", "is not", "none", Reason.NO_LINE)]
    if _looked_at(evidence) is None:
        return [_fails("number of cases given", False, "is", True, Reason.NO_DENOMINATOR)]
    share = number(evidence.share or 0)
    candidates = [(band.grade, within("sampled share", share, band.bound, tells="sample")) for band in lines.share]
    return best_of(candidates, Step("otherwise", so=framework.scale.lowest))


def _no_grade_here(word: str) -> Step:
    return _fails("grade its source gives", word, "is", "a grade of this framework", Reason.ANOTHER_SCALE)


def _held(grade: Grade, evidence: Evidence, framework: Framework) -> list[Step]:
    """What this kind of evidence can give at most, then what is ever awarded here."""
    told = []
    for cap in framework.capped:
        if cap.kind == evidence.kind and not (cap.unless_independent and evidence.independent):
            told.append(_at_most(f"most that {cap.kind} can show", grade, cap.at, cap.at))
            grade = min(grade, cap.at, key=lambda one: one.rank)
    return [*told, _at_most("highest awarded", grade, framework.highest, framework.highest)]


def _beside_the_figure(grade: Grade, finding: Finding, framework: Framework) -> list[Step]:
    """Evidence never shows more than the figure beside it leaves open; at the lowest, the two contradict each other."""
    most, why = finding.figure_leaves, finding.instead_of
    if most is None or why is None:
        return []
    return [
        _at_most(
            "most that the figure beside it leaves open", grade, most, why if most == framework.scale.lowest else most
        )
    ]


def _at_most(step: str, grade: Grade, most: Grade, otherwise: Grade | NotGraded) -> Step:
    told = compare(step, grade, "at most", most)
    return told if told.holds else told._replace(so=otherwise)
