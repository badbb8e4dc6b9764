"""`compcheck evaluate` of many submissions, or of a panel: an overview instead of report upon report.

Of each submission only its part of the output is kept: a few lines for the overview; what is printed in full goes to a
file without a name as it is made.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import IO, NamedTuple

import click

from compcheck.batching.guarding import By, side_by_side
from compcheck.batching.processes import do_each
from compcheck.batching.tasks import Done, Task, Work, tasks_in
from compcheck.cli.bar import on_another_scale
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.model.comparators import Comparators
from compcheck.model.document import Given
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.overview import overview_of
from compcheck.model.panel import PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.comparators import load_comparators
from compcheck.reading.limits import MOST_PROBLEMS, more_problems
from compcheck.reporting import as_json, as_overview, as_table


class Asked(NamedTuple):
    """What the command line asks of every submission alike."""

    by: By
    fail_below: str | None
    fail_on_not_graded: bool
    internal: bool
    format_name: str
    color: bool
    quiet: bool
    details: bool
    by_attention: bool
    jobs: int
    output_path: str | None
    rules_folder: str | None

    @property
    def run(self) -> Run:
        return Run((), (), self.fail_below, self.fail_on_not_graded, self.internal)


class Piece(NamedTuple):
    """All that is kept of a task: its part of the overview, or of the output in full, and whether anything fails."""

    entries: tuple[as_overview.Entry, ...]
    full: tuple[str, ...]
    compared: tuple[str, ...]
    fails: bool


def evaluate_many(
    files: Iterable[Given | Problem], many: int, asked: Asked, library: Library, mapping: PanelMapping | None
) -> tuple[int, list[Problem]]:
    """Writes the report; the exit code, and every problem for standard error. `many` is how many files there are."""
    comparators = Comparators() if asked.format_name == "json" or asked.quiet else load_comparators(asked.rules_folder)
    check = partial(on_another_scale, asked.fail_below)
    work = Work(library, asked.by, check, partial(finished, asked=asked, comparators=comparators))
    problems: list[Problem] = []
    with _spool() as full, _spool() as compared:
        kept = Kept([], full, compared)
        try:
            for done in _with_progress(tasks_in(files, library, mapping), work, many, asked.jobs):
                problems += _not_too_many(done.problems, problems)
                if done.made is not None:
                    kept.take(done.made)
        except ProblemsFound as found:
            problems += found.problems
        code = 2 if problems or not kept.count else int(kept.fails)
        try:
            _deliver(_report(kept, problems, code, asked), asked)
        except ProblemsFound as found:
            problems += found.problems
            code = 2
    return code, problems


def _not_too_many(found: tuple[Problem, ...], told: list[Problem]) -> Iterable[Problem]:
    """A panel in which every row is wrong is told of a thousand times and no more."""
    left = MOST_PROBLEMS - len(told)
    if left < 0 or not found:
        return ()
    return found if len(found) <= left else (*found[:left], more_problems(found[left].file, found[left].line))


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="")


@dataclass(slots=True)
class Kept:
    """What has come so far. `full` and `compared` are files: a text a line, as JSON has it."""

    entries: list[as_overview.Entry]
    full: IO[str]
    compared: IO[str]
    count: int = 0
    fails: bool = False

    def take(self, piece: Piece) -> None:
        self.count, self.fails = self.count + 1, self.fails or piece.fails
        self.entries.extend(piece.entries)
        for texts, spool in ((piece.full, self.full), (piece.compared, self.compared)):
            spool.writelines(f"{json.dumps(text)}\n" for text in texts)


def _texts(spool: IO[str]) -> Iterator[str]:
    spool.seek(0)
    return (json.loads(line) for line in spool)


def finished(evaluations: tuple[Evaluation, ...], asked: Asked, comparators: Comparators) -> Piece:
    """What is kept of one task, evaluated under each framework asked for."""
    fails = any(asked.run.fails(one) for one in evaluations)
    if asked.format_name == "json":
        full = tuple(as_json.evaluation_text(one, asked.run) for one in evaluations)
        sides = side_by_side(evaluations, asked.by.framework_ids)
        return Piece((), full, tuple(as_json.comparison_text(one) for one in sides), fails)
    entries = tuple(
        as_overview.entry(one, overview_of(one, comparators), internal=asked.internal, color=asked.color)
        for one in evaluations
    )
    if not asked.details:
        return Piece(entries, (), (), fails)
    full = tuple(as_table.report(one, asked.run, color=asked.color) for one in evaluations)
    sides = side_by_side(evaluations, asked.by.framework_ids)
    return Piece(entries, full, tuple(as_table.beside(one, internal=asked.internal) for one in sides), fails)


def _report(kept: Kept, problems: list[Problem], code: int, asked: Asked) -> Iterator[str]:
    if asked.format_name == "json":
        run = asked.run._replace(problems=tuple(problems))
        full, compared = (as_json.listed(_texts(one)) for one in (kept.full, kept.compared))
        yield from as_json.pieces(run, full, compared, code)
    elif asked.quiet:
        yield as_overview.quiet(kept.entries, problems)
    else:
        yield as_overview.text(
            kept.entries, problems, kept.count, by_attention=asked.by_attention, internal=asked.internal
        )
        for text in chain(_texts(kept.full), _texts(kept.compared)):
            yield as_table.BETWEEN
            yield text


def _deliver(report: Iterator[str], asked: Asked) -> None:
    if asked.output_path is not None:
        write_file(asked.output_path, report)
    elif asked.format_name == "json":
        print_utf8(report)
    else:
        print_text(report)


def _with_progress(tasks: Iterator[Task], work: Work[Piece], many: int, jobs: int) -> Iterator[Done[Piece]]:
    """A bar on standard error where somebody is looking; it counts rows as they come, for nobody knows how many."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    bar = click.progressbar(length=many, label="Evaluating", file=sys.stderr) if shown else nullcontext()
    with bar as progress:
        for done in do_each(tasks, work, jobs):
            yield done
            if progress is not None:
                progress.update(1)
