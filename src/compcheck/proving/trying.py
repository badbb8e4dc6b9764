"""One case through the rooms that a submission goes through: the same door, the same measuring, the same grading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from compcheck.grading import Supplied, grade_rule
from compcheck.measuring import work_out
from compcheck.model.case import Case
from compcheck.model.document import Document, Position
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.indicator import Catalogue
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.model.submission import NOT_PUBLISHED
from compcheck.model.when import day_before, months_after
from compcheck.shape import submission_from

A_YEAR = 12


def finding_of(case: Case, rule: Rule, framework: Framework, library: Library) -> Finding:
    """What the rule makes of the case; ProblemsFound, placed in the case's file, if a submission could not say it."""
    return grade_rule(rule, framework, supplied_by(case, rule, framework, library))


def supplied_by(case: Case, rule: Rule, framework: Framework, library: Library) -> Supplied:
    """What the case says, as grading takes it: whatever the lines of the rule, it stays the same."""
    _check_topical(case, rule)
    _check_expected(case, framework)
    ends = case.ended or _a_year_after_the_latest_line(rule, framework)
    document = _submission_that_says(case, rule, framework, ends, library.catalogue)
    # Cases are about lines, some of them older than the framework: its own dates are left out of it.
    timeless = replace(framework, starts=date.min, ends=None)
    submission, _ = submission_from(document, Library(library.catalogue, {framework.named: timeless}, library.home))
    figures = work_out(submission, library.catalogue, rule.indicators)
    return Supplied(figures, submission.evidence, library.catalogue.topics, submission.judged, submission.standards)


def _check_topical(case: Case, rule: Rule) -> None:
    """A case that gives what its rule never looks at shows nothing, though it may hold."""
    off_topic = [name for name in case.given if name not in rule.indicators]
    off_topic += [name for name in case.parameters if name != rule.parameter]
    off_topic += ["evidence"] if case.evidence is not None and rule.topic is None else []
    if off_topic:
        fact = f"gives {', '.join(off_topic)}, which this rule does not look at."
        besides = [*([rule.parameter] if rule.parameter else []), *(["evidence"] if rule.topic else [])]
        looked_at = ", ".join([*rule.indicators, *besides]) or "nothing"
        way_out = f"Correct the name, or take it out. It looks at {looked_at}."
        raise ProblemsFound([Problem("case-off-topic", case.file, fact, way_out, "", case.line)])


def _check_expected(case: Case, framework: Framework) -> None:
    """A word that is no grade could only ever fail, and would be taken for a fault of the rule."""
    if isinstance(case.expect, str) and case.expect not in framework.scale.words:
        fact = f"expects {case.expect}, which is no grade of {framework.id}."
        way_out = f"Expect one of {', '.join(framework.scale.words)}, or {{not graded: the reason}}."
        raise ProblemsFound([Problem("case-unknown-grade", case.file, fact, way_out, "", case.line)])


def _a_year_after_the_latest_line(rule: Rule, framework: Framework) -> date:
    since = [lines.since for lines in rule.lines] + [lines.since for lines in rule.sampled]
    latest = max(since, default=framework.starts)
    return day_before(months_after(latest, A_YEAR))


def _submission_that_says(case: Case, rule: Rule, framework: Framework, ends: date, catalogue: Catalogue) -> Document:
    judged = case.judged_on or ends.isoformat()
    starts = months_after(ends + timedelta(days=1), -A_YEAR)
    data: dict[str, object] = {
        "authority": {"name": "case"},
        "framework": framework.named,
        "judged_on": judged,
        "period": {"from": starts.isoformat(), "to": ends.isoformat()},
        "source": "case",
        "indicators": {name: _figure(given, name, catalogue) for name, given in case.given.items()},
    }
    if case.evidence is not None and rule.topic is not None:
        data["evidence"] = {rule.topic: {"on": judged, **case.evidence}}
    if case.parameters:
        data["parameters"] = {
            name: {"value": value, "approved_by": "case", "on": judged} for name, value in case.parameters.items()
        }
    return Document(case.file, "", data, lambda: {"": Position(case.line, 0)})


def _figure(given: object, name: str, catalogue: Catalogue) -> object:
    """A bare percentage counts as one whose source publishes no denominator, and is graded."""
    bare = isinstance(given, int | Decimal) and not isinstance(given, bool)
    if bare and name in catalogue.indicators and catalogue.indicators[name].unit == "percent":
        return {"value": given, "denominator": NOT_PUBLISHED}
    return given
