"""Files to tasks: a submission is one, and so is each row of a panel. A task is read and evaluated by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from compcheck.batching.guarding import By, guarded
from compcheck.model.document import Document, Given
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.panel import Known, PanelMapping, Row, of_its_file
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import Inspection, Submission
from compcheck.reading.panel_cells import row_of
from compcheck.reading.panel_columns import OVERALL, Layout
from compcheck.reading.panel_file import Sheet, is_panel
from compcheck.reading.submission_files import read_submission_file
from compcheck.shape import submission_from
from compcheck.shape.private import private_in

Made = TypeVar("Made")


class RowTask(NamedTuple):
    """A row of a panel whose header is understood."""

    layout: Layout
    line: int
    cells: list[str]


Task = Given | RowTask | Problem
"""A problem stands where the file or row that has it would have stood."""


class Work(NamedTuple, Generic[Made]):
    """What is done with every task: `check` may find a problem with an evaluation, `finish` makes of those of a task
    the little that is kept of them.

    It is handed to other processes: both are functions of a module, or such with some arguments filled in.
    """

    library: Library
    by: By
    check: Callable[[Evaluation], None]
    finish: Callable[[tuple[Evaluation, ...]], Made]


class Done(NamedTuple, Generic[Made]):
    """What was made of a task, None if it could not be evaluated at all, and what is wrong with it."""

    made: Made | None = None
    problems: tuple[Problem, ...] = ()


def tasks_in(files: Iterable[Given | Problem], library: Library, mapping: PanelMapping | None) -> Iterator[Task]:
    """In the order of the files and of their rows; a panel whose header does not hold is its problems."""
    for file in files:
        if isinstance(file, Problem):
            yield file
            continue
        if file.composed or not is_panel(file.raw, library, mapping):
            yield file
            continue
        try:
            sheet = Sheet(file.path, file.raw, library, mapping)
        except ProblemsFound as found:
            yield from found.problems
            continue
        del file  # a panel of many thousand rows is not held twice
        yield from (
            one if isinstance(one, Problem) else RowTask(sheet.layout, one.line, one.cells) for one in sheet.rows()
        )


def do(task: Task, work: Work[Made]) -> Done[Made]:
    """One task from beginning to end, in whichever process this is."""
    if isinstance(task, Problem):
        return Done(problems=(task,))
    evaluations: list[Evaluation] = []
    problems: list[Problem] = []
    try:
        row = _row(task)
    except ProblemsFound as found:
        return Done(problems=found.problems)
    for framework_id in work.by.framework_ids:
        try:
            evaluation = guarded(row.document, work.library, framework_id, work.by.as_of)
            work.check(evaluation)
            evaluations.append(_beside(evaluation, row.known))
        except ProblemsFound as found:
            problems += [one for one in _placed(found, task, row.document) if one not in problems]
    return Done(work.finish(tuple(evaluations)) if evaluations else None, tuple(problems))


def submissions_in(
    files: Iterable[Given | Problem],
    library: Library,
    mapping: PanelMapping | None,
    framework_id: str | None,
) -> Iterator[tuple[str, Submission, Framework] | Problem]:
    """What every file and row says, with its path; nothing is judged."""
    for task in tasks_in(files, library, mapping):
        if isinstance(task, Problem):
            yield task
            continue
        try:
            document = _row(task).document
        except ProblemsFound as found:
            yield from found.problems
            continue
        try:
            yield document.path, *submission_from(document, library, framework_id)
        except ProblemsFound as found:
            yield from _placed(found, task, document)


def _row(task: Given | RowTask) -> Row:
    if isinstance(task, RowTask):
        return row_of(task.line, task.cells, task.layout, private_in)
    document = read_submission_file(task.path, task.raw)
    return Row(document.without_places() if task.composed else document, Known({}, {}))


def _placed(found: ProblemsFound, task: Given | RowTask, document: Document) -> tuple[Problem, ...]:
    return found.problems if isinstance(task, Given) else of_its_file(found.problems, document)


def _beside(evaluation: Evaluation, known: Known) -> Evaluation:
    """With the grades the row says inspectors gave, which are printed and feed nothing."""
    if not known.judged:
        return evaluation
    submission = evaluation.submission
    areas = tuple((area, grade) for area, grade in known.judged.items() if area != OVERALL)
    given = Inspection(submission.judged_on.text, submission.source, known.judged.get(OVERALL), areas)
    return evaluation._replace(submission=submission._replace(inspection=given))
