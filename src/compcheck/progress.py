"""Two submissions, or two reports, of one authority beside each other: judged under both editions where they can be.

Both sides are compared as their reports tell them, so that a comparison tells nothing that the two reports do not:
what they hide stays hidden.
"""

from __future__ import annotations

import json
from decimal import Decimal

from compcheck import __version__
from compcheck.batching.guarding import guarded
from compcheck.comparing.frameworks import compare
from compcheck.comparing.times import between
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.progress import Between, ByEdition, Progress, Told
from compcheck.reading.report_file import Report
from compcheck.reading.report_told import told_by_report, told_of
from compcheck.reporting.as_json import evaluation_text

Side = Document | Report


def progress(old: Side, new: Side, library: Library, *, fail_on_decline: bool = False) -> Progress:
    """ProblemsFound where one cannot be evaluated, where they are of two authorities, or NEW is the older."""
    found: list[Problem] = []
    sides = [_read(one, library, found) for one in (old, new)]
    if found:
        raise ProblemsFound(found)
    (before, then), (after, now) = [one for one in sides if one is not None]
    _check(before, after)
    if then is None or now is None:
        return Progress(between(before, after), fail_on_decline=fail_on_decline)
    if then.framework.id == now.framework.id:
        return Progress(_judged(then, now, library), fail_on_decline=fail_on_decline)
    made = _under_both(then, now, library)
    if isinstance(made, str):
        return Progress(between(before, after), not_under_old=made, fail_on_decline=fail_on_decline)
    return made._replace(fail_on_decline=fail_on_decline)


def told(evaluation: Evaluation, library: Library) -> Told:
    """As its JSON report tells it, small counts hidden."""
    shape = json.loads(evaluation_text(evaluation, Run((evaluation,), ())), parse_float=Decimal)
    return told_of(shape, evaluation.framework, library, tool=__version__)


def _read(side: Side, library: Library, found: list[Problem]) -> tuple[Told, Evaluation | None] | None:
    try:
        if isinstance(side, Report):
            return told_by_report(side, library), None
        evaluation = guarded(side, library, None, None)
        return told(evaluation, library), evaluation
    except ProblemsFound as problems:
        found += problems.problems
        return None


def _check(old: Told, new: Told) -> None:
    same = old.code == new.code if old.code and new.code else _plain(old.authority) == _plain(new.authority)
    if not same:
        fact = "is of another authority than OLD: what one did says nothing of the progress of the other."
        raise ProblemsFound([Problem("compare-two-authorities", new.path, fact, "Name two of one authority.")])
    if (new.judged, new.end) < (old.judged, old.end):
        fact = f"is the older of the two: judged on {new.judged_on}, and OLD on {old.judged_on}."
        if new.judged == old.judged:
            fact = f"is the older of the two: its period ends on {new.end.isoformat()}, that of OLD on {old.end}."
        raise ProblemsFound([Problem("compare-backwards", new.path, fact, "Name them the other way round.")])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _judged(old: Evaluation, new: Evaluation, library: Library) -> Between:
    return between(told(old, library), told(new, library))


def _under_both(old: Evaluation, new: Evaluation, library: Library) -> Progress | str:
    """Under NEW's framework, and under OLD's; why not, where one of them cannot be judged under the other's."""
    try:
        before = guarded(old.document, library, new.framework.id, None)
        after = guarded(new.document, library, old.framework.id, None)
    except ProblemsFound as found:
        return found.problems[0].fact
    changed = [
        ByEdition(of, pair.other.rule.id, pair.other.rule.title, pair.one.grade, pair.other.grade)
        for of, comparison in (("OLD", compare(old, before)), ("NEW", compare(after, new)))
        for pair in comparison.beside
        if pair.changed_by_the_line and pair.one.grade is not None and pair.other.grade is not None
    ]
    return Progress(_judged(before, new, library), _judged(old, after, library), tuple(changed))
