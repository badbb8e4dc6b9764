"""The sheets of a workbook: what stands in each, before anything is written.

Findings and judgements are those of the table. Actions are the recommendations in order of their deadline, and data
questions what nobody could grade, or was graded on data in doubt: the list a data team works through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compcheck import __version__
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.finding import Finding
from compcheck.reporting import local_wording, standing, wording
from compcheck.reporting.judged import judged
from compcheck.reporting.rows import COLUMNS, Number, Row, cells_of, row_of
from compcheck.reporting.told import by_deadline, is_context
from compcheck.reporting.wording import safe

Cells = Sequence[str | Number]
UNDER = ("framework", "judged on")
NARROW, MIDDLE, WIDE, WIDEST = 10, 18, 34, 60
"""Widths of columns, in characters."""
WIDTHS: Mapping[str, int] = {
    **dict.fromkeys(("key", "weight", "value", "numerator", "denominator", "judged on"), NARROW),
    **dict.fromkeys(("requirement", "figure", "evidence", "expected", "line", "line stands on", "England"), WIDE),
    **dict.fromkeys(("source", "note", "plan", "action", "explanation", "would be seen by", "why not graded"), WIDE),
    **dict.fromkeys(("says", "decided by", "question"), WIDEST),
}


class Sheet(NamedTuple):
    """`held` is how many columns stay in sight when the others are scrolled."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Cells]
    held: int = 0

    def widths(self) -> Iterator[int]:
        return (WIDTHS.get(heading, MIDDLE) for heading in self.headings)


def sheets_of(run: Run) -> list[Sheet]:
    told = [(one, _rows(one, run)) for one in run.evaluations]
    findings = [_placed(one, cells_of(row)) for one, rows in told for row in rows.values()]
    judgements = [_placed(one, row) for one, _ in told for row in _judged(one)]
    actions = [_placed(one, row) for one, rows in told for row in _actions(one, rows)]
    questions = [_placed(one, row) for one, rows in told for row in _questions(one, rows, internal=run.internal)]
    return [
        Sheet("About", ("what", "says"), list(_about(run))),
        Sheet("Findings", ("authority", *COLUMNS, *UNDER), findings, held=3),
        Sheet("Judgements", ("authority", "of", "judgement", "decided by", *UNDER), judgements),
        Sheet("Actions", ("authority", *ACTIONS, *UNDER), actions),
        Sheet("Data questions", ("authority", *QUESTIONS, *UNDER), questions),
    ]


def _placed(evaluation: Evaluation, cells: Cells) -> Cells:
    """Whose it is first, and what it was judged under last."""
    submission = evaluation.submission
    return [safe(submission.authority.name), *cells, evaluation.framework.id, submission.judged_on.text]


def _rows(evaluation: Evaluation, run: Run) -> dict[str, Row]:
    return {one.rule.id: row_of(one, evaluation, internal=run.internal) for one in evaluation.findings}


def _about(run: Run) -> Iterator[Cells]:
    yield "standing", wording.STANDING
    yield "compcheck", __version__
    for evaluation in run.evaluations:
        yield "submission", standing.title(evaluation)
        yield "", standing.subtitle(evaluation)
        yield from (("", one) for one in standing.opening(evaluation, run))
        yield "file", safe(evaluation.document.path)
        yield "sha256 of the submission", evaluation.document.sha256
        yield "sha256 of the framework with its rules", evaluation.framework.sha256
        yield from (("local rules", one.removeprefix("- ")) for one in local_wording.local_text(evaluation.framework))
        yield from (("assumption", f"{one.about} ({one.says}): {one.why}") for one in evaluation.framework.assumptions)
    yield from ((f"sha256 of {safe(one.path)}", one.sha256) for one in run.explanations)
    yield from (("not evaluated", safe(f"{one.place} {one.pointer} {one.fact} {one.way_out}")) for one in run.problems)


def _judged(evaluation: Evaluation) -> Iterator[Cells]:
    for one in judged(evaluation):
        yield one.what, one.says, " ".join(f"{why}." for why in one.why)


ACTIONS = (
    "by", "action", "requirement", "area", "id", "key", "outcome", "in doubt", "figure", "to the next line", "plan"
)  # fmt: skip


def _actions(evaluation: Evaluation, rows: Mapping[str, Row]) -> Iterator[Cells]:
    for these in by_deadline(evaluation).values():
        for finding in these:
            said = dict(zip(COLUMNS, cells_of(rows[finding.rule.id]), strict=True))
            yield [said[column] for column in ACTIONS]


QUESTIONS = (
    "question", "requirement", "area", "id", "key", "outcome", "figure", "evidence", "would be seen by", "source",
    "note", "place",
)  # fmt: skip


def _questions(evaluation: Evaluation, rows: Mapping[str, Row], *, internal: bool) -> Iterator[Cells]:
    for finding in evaluation.findings:
        row = rows[finding.rule.id]
        question = _question(finding, row, evaluation, internal=internal)
        if question:
            said = dict(zip(COLUMNS, cells_of(row), strict=True)) | {"question": question}
            yield [said[column] for column in QUESTIONS]


def _question(finding: Finding, row: Row, evaluation: Evaluation, *, internal: bool) -> str:
    """Why it was not graded and could have been, and what is in doubt of a figure; "" where nothing is to be asked."""
    told = [] if is_context(finding, evaluation) else [row.why_not]
    told.append(row.in_doubt)
    for figure in finding.own_figures:
        if figure.recording is not None or row.in_doubt:
            lines = wording.recorded_lines(figure, internal=internal)
            told += [f"{label[0].lower()}{label[1:]}: {text}" for label, text in lines]
    if wording.worse_end_text(finding):
        told.append("graded on the worse end, since cases are not recorded")
    return "; ".join(dict.fromkeys(one for one in told if one))
