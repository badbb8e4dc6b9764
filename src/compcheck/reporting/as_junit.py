"""JUnit XML, which servers that run checks read as the results of tests.

One suite a submission and one case a requirement, whatever became of it, under names that say no figure: what was
mended is the same case as before. There is no official schema; the shape is that of https://github.com/testmoapp/junitxml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from compcheck import __version__
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.finding import Finding
from compcheck.model.problem import Problem
from compcheck.reporting import wording
from compcheck.reporting.judged import judged
from compcheck.reporting.rows import Row, row_of
from compcheck.reporting.told import explained_lines, lines_of
from compcheck.reporting.wording import counted, safe

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 holds in no form."""
MEETS_ITS_BAR = "The submission meets its bar"
COULD_BE_EVALUATED = "The file could be evaluated"
FAILURE, SKIPPED, ERROR = "failure", "skipped", "error"


class Case(NamedTuple):
    """`became` is "" for what passed, else the element that says what it did instead."""

    classname: str
    name: str
    became: str = ""
    kind: str = ""
    message: str = ""
    body: str = ""
    out: str = ""
    line: int = 0


class Suite(NamedTuple):
    name: str
    file: str
    properties: Sequence[tuple[str, str]]
    cases: Sequence[Case]


def run_as_junit(run: Run) -> str:
    names = _names(run.evaluations)
    suites = [_suite(name, evaluation, run) for name, evaluation in zip(names, run.evaluations, strict=True)]
    broken: dict[str, list[Problem]] = {}
    for problem in run.problems:
        broken.setdefault(problem.file, []).append(problem)
    suites += [_broken(file, problems) for file, problems in broken.items()]
    cases = [case for suite in suites for case in suite.cases]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="compcheck"{_counts(cases)}>']
    for suite in suites:
        lines += _suite_lines(suite)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _names(evaluations: Sequence[Evaluation]) -> list[str]:
    """`Devon (protection-2012)`, the day only where that stands here more than once: names are to stay the same."""
    short = [f"{safe(one.submission.authority.name)} ({one.framework.id})" for one in evaluations]
    times = Counter(short)
    return [
        name if times[name] == 1 else f"{name}, judged on {one.submission.judged_on.text}"
        for name, one in zip(short, evaluations, strict=True)
    ]


def _suite(name: str, evaluation: Evaluation, run: Run) -> Suite:
    package = f"compcheck.{name.replace('.', '')}"  # a dot parts a class from its package
    cases = [_bar_case(package, evaluation, run)]
    cases += [_case(f"{package}.{one.rule.area}", one, evaluation, run) for one in evaluation.findings]
    return Suite(name, safe(evaluation.document.path), tuple(_properties(evaluation, run)), cases)


def _properties(evaluation: Evaluation, run: Run) -> Iterator[tuple[str, str]]:
    if run.internal:
        yield "classification", wording.MARKED_INTERNAL
    yield "standing", wording.standing(evaluation)
    yield "compcheck", __version__
    yield "framework", evaluation.framework.id
    yield "framework.sha256", evaluation.framework.sha256
    yield "submission.sha256", evaluation.document.sha256
    yield "judged on", evaluation.submission.judged_on.text
    yield from (("explanations.sha256", one.sha256) for one in run.explanations)
    yield from ((f"judgement: {one.what}", one.says) for one in judged(evaluation))


def _bar_case(package: str, evaluation: Evaluation, run: Run) -> Case:
    """What the exit code says, so that nothing that was not judged looks as if it had passed."""
    said = "\n".join(f"{one.what}: {one.says}" for one in judged(evaluation)) or wording.NO_JUDGEMENTS
    if not run.fails(evaluation):
        return Case(package, MEETS_ITS_BAR, out=said)
    message = "A judgement lies below the bar or could not be made."
    if evaluation.nothing_graded:
        message = "Nothing could be graded."
    elif evaluation.framework.sorts_into_kinds and evaluation.failed:
        message = counted(len(evaluation.failed), "finding fails.", "findings fail.")
    return Case(package, MEETS_ITS_BAR, FAILURE, "below the bar", message, said)


def _case(classname: str, finding: Finding, evaluation: Evaluation, run: Run) -> Case:
    row = row_of(finding, evaluation, internal=run.internal)
    case = Case(classname, f"{finding.rule.id.rpartition('/')[2]}: {row.requirement}", line=_line(row))
    explained = "\n".join(explained_lines(finding, evaluation))
    if finding.grade is None:
        message = "; ".join(one for one in (row.why_not, row.in_doubt) if one)
        became = FAILURE if run.fails_for_want_of(finding, evaluation) else SKIPPED
        kind = "not graded" if became == FAILURE else ""
        return case._replace(became=became, kind=kind, message=message, out=explained)
    shown = "; ".join(one for one in (row.outcome, row.in_doubt, row.figure or row.evidence) if one)
    if run.falls_short(finding, evaluation):
        message = "; ".join(one for one in (shown, row.next_line) if one)
        body = "\n".join(lines_of(finding, evaluation, internal=run.internal))
        return case._replace(became=FAILURE, kind=row.outcome, message=message, body=body, out=explained)
    return case._replace(out="\n".join(one for one in (shown, explained) if one))


def _line(row: Row) -> int:
    at = row.place.rpartition(":")[2]
    return int(at) if at.isascii() and at.isdigit() else 0


def _broken(file: str, problems: Sequence[Problem]) -> Suite:
    """A file that could not be evaluated, or a row of a panel: one case, however much is wrong with it."""
    body = "\n".join(safe(f"{one.place} {one.pointer} {one.fact} {one.way_out}") for one in problems)
    message = safe(problems[0].fact) if len(problems) == 1 else counted(len(problems), "problem", "problems")
    case = Case("compcheck", COULD_BE_EVALUATED, ERROR, problems[0].code, message, body)
    return Suite(safe(file), safe(file), (("standing", wording.STANDING), ("compcheck", __version__)), (case,))


def _suite_lines(suite: Suite) -> Iterator[str]:
    name, file = _attribute(suite.name), _attribute(suite.file)
    yield f"<testsuite name={name} file={file}{_counts(suite.cases)}>"
    yield "<properties>"
    for key, value in suite.properties:
        yield f"<property name={_attribute(key)} value={_attribute(value)}/>"
    yield "</properties>"
    for case in suite.cases:
        line = f' line="{case.line}"' if case.line else ""
        opened = f"<testcase classname={_attribute(case.classname)} name={_attribute(case.name)} file={file}{line}"
        inner = "".join((_became(case), f"<system-out>{_text(case.out)}</system-out>" if case.out else ""))
        yield f"{opened}>{inner}</testcase>" if inner else f"{opened}/>"
    yield "</testsuite>"


def _became(case: Case) -> str:
    if not case.became:
        return ""
    kind = f" type={_attribute(case.kind)}" if case.kind else ""
    opened = f"<{case.became} message={_attribute(case.message)}{kind}"
    return f"{opened}>{_text(case.body)}</{case.became}>" if case.body else f"{opened}/>"


def _counts(cases: Sequence[Case]) -> str:
    became = Counter(one.became for one in cases)
    return f' tests="{len(cases)}" failures="{became[FAILURE]}" errors="{became[ERROR]}" skipped="{became[SKIPPED]}"'


def _attribute(text: str) -> str:
    return quoteattr(NO_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(NO_XML.sub("\ufffd", text))
