"""`compcheck evaluate` of many submissions, or of a panel: an overview instead of report upon report.

Of each submission only its part of the output is kept: a few lines for the overview; what is printed in full goes to a
file without a name as it is made.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from typing import IO, NamedTuple

import click

from compcheck.batching.guarding import By
from compcheck.batching.processes import do_each
from compcheck.batching.tasks import Done, Task, Work, tasks_in
from compcheck.cli.bar import on_another_scale
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.submissions import Given
from compcheck.model.comparators import Comparators
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.overview import overview_of
from compcheck.model.panel import PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.comparators import load_comparators
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
    """All that is kept of an evaluation: its part of the overview or of the output in full, and whether it fails."""

    entry: as_overview.Entry | None
    full: str
    fails: bool


def evaluate_many(
    files: Iterable[Given | Problem], many: int, asked: Asked, library: Library, mapping: PanelMapping | None
) -> tuple[int, list[Problem]]:
    """Writes the report; the exit code, and every problem for standard error. `many` is how many files there are."""
    comparators = Comparators() if asked.format_name == "json" or asked.quiet else load_comparators(asked.rules_folder)
    work = Work(library, asked.by, partial(finished, asked=asked, comparators=comparators))
    entries: list[as_overview.Entry] = []
    problems: list[Problem] = []
    some = fails = False
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as spool:

        def taken() -> Iterator[str]:
            nonlocal some, fails
            for done in _with_progress(tasks_in(files, library, mapping), work, many, asked.jobs):
                problems.extend(done.problems)
                for piece in done.made:
                    some, fails = True, fails or piece.fails
                    entries.extend([piece.entry] if piece.entry is not None else [])
                    if piece.full:
                        yield piece.full

        try:
            spool.writelines(as_json.listed(taken()) if asked.format_name == "json" else _separated(taken()))
        except ProblemsFound as found:
            problems += found.problems
        spool.seek(0)
        code = 2 if problems or not some else int(fails)
        try:
            _deliver(_report(entries, problems, spool, code, asked, some=some), asked)
        except ProblemsFound as found:
            problems += found.problems
            code = 2
    return code, problems


def finished(evaluation: Evaluation, asked: Asked, comparators: Comparators) -> Piece:
    """What is kept of one evaluation; ProblemsFound if the bar is not of its scale."""
    on_another_scale(asked.fail_below, evaluation)
    fails = asked.run.fails(evaluation)
    if asked.format_name == "json":
        return Piece(None, as_json.evaluation_text(evaluation, internal=asked.internal), fails)
    entry = as_overview.entry(
        evaluation, overview_of(evaluation, comparators), internal=asked.internal, color=asked.color
    )
    if not asked.details:
        return Piece(entry, "", fails)
    return Piece(entry, as_table.report(evaluation, internal=asked.internal, color=asked.color), fails)


def _separated(reports: Iterable[str]) -> Iterator[str]:
    for report in reports:
        yield as_table.BETWEEN
        yield report


def _report(
    entries: list[as_overview.Entry], problems: list[Problem], spool: IO[str], code: int, asked: Asked, *, some: bool
) -> Iterator[str]:
    pieces: Callable[[], Iterator[str]] = lambda: iter(partial(spool.read, 1 << 20), "")  # noqa: E731  # read but once
    if asked.format_name == "json":
        run = asked.run._replace(problems=tuple(problems))
        yield from as_json.opening(run)
        yield from pieces()
        yield from as_json.closing(run, code, any_evaluated=some)
    elif asked.quiet:
        yield as_overview.quiet(entries, problems)
    else:
        yield as_overview.text(entries, problems, by_attention=asked.by_attention, internal=asked.internal)
        yield from pieces()


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
