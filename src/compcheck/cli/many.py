"""`compcheck evaluate` of many submissions, or of a panel: an overview instead of report upon report.

Of each submission only its part of the table and of the JSON is kept: a few lines for the overview; what is printed in
full goes to a file without a name as it is made. Every other format is made of all evaluations at once: they are held,
and no more of them than `MOST_HELD`.
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
from compcheck.cli import color as colors
from compcheck.cli import formats
from compcheck.cli.bar import on_another_scale
from compcheck.cli.formats import Wanted
from compcheck.model.comparators import Comparators
from compcheck.model.comparison import Comparison
from compcheck.model.document import Given
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.overview import overview_of
from compcheck.model.panel import PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.comparators import load_comparators
from compcheck.reading.limits import MOST_PROBLEMS, more_problems
from compcheck.reporting import as_json, as_overview, as_table

IN_PIECES = frozenset({"table", "json"})
MOST_HELD = 1_000
"""Evaluations that a report made of all of them may have: more than England's authorities, over some years."""


class Asked(NamedTuple):
    """What the command line asks of every submission alike."""

    by: By
    fail_below: str | None
    fail_on_not_graded: bool
    internal: bool
    wanted: tuple[Wanted, ...]
    color: str
    quiet: bool
    details: bool
    by_attention: bool
    jobs: int
    rules_folder: str | None
    comparators: Comparators | None

    @property
    def run(self) -> Run:
        return Run((), (), self.fail_below, self.fail_on_not_graded, self.internal, comparators=self.comparators)

    @property
    def whole(self) -> tuple[Wanted, ...]:
        """The reports that are made of all evaluations at once."""
        return tuple([one for one in self.wanted if one.name not in IN_PIECES])

    @property
    def colored(self) -> bool:
        to_file = any(one.name == "table" and one.path is not None for one in self.wanted)
        return colors.wanted(self.color, to_file=to_file)


class Texts(NamedTuple):
    """What one format says of a task: of each evaluation in full, and of each beside another framework."""

    full: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()


class Piece(NamedTuple):
    """All that is kept of a task: its part of each report, and whether anything fails.

    Evaluations are there only where a report is made of all of them at once.
    """

    fails: bool
    entries: tuple[as_overview.Entry, ...] = ()
    table: Texts = Texts()
    json: Texts = Texts()
    evaluations: tuple[Evaluation, ...] = ()
    comparisons: tuple[Comparison, ...] = ()


def evaluate_many(
    files: Iterable[Given | Problem], many: int, asked: Asked, library: Library, mapping: PanelMapping | None
) -> tuple[int, list[Problem]]:
    """Writes every report; the exit code, and every problem for standard error. `many` is how many files there are."""
    overview = formats.asks_for("table", asked.wanted) and not asked.quiet
    comparators = load_comparators(asked.rules_folder) if overview else Comparators()
    check = partial(on_another_scale, asked.fail_below)
    work = Work(library, asked.by, check, partial(finished, asked=asked, comparators=comparators))
    jobs = 1 if asked.whole else asked.jobs  # an evaluation is not handed from one process to another
    problems: list[Problem] = []
    with _spool() as one, _spool() as two, _spool() as three, _spool() as four:
        kept = Kept([], Spooled(one, two), Spooled(three, four), [], [])
        try:
            for done in _with_progress(tasks_in(files, library, mapping), work, many, jobs):
                problems += _not_too_many(done.problems, problems)
                if done.made is not None:
                    kept.take(done.made)
        except ProblemsFound as found:
            problems += found.problems
        code = 2 if problems or not kept.count else int(kept.fails)
        not_written = _deliver(kept, problems, code, asked)
    return (2 if not_written else code), problems + not_written


def _not_too_many(found: tuple[Problem, ...], told: list[Problem]) -> Iterable[Problem]:
    """A panel in which every row is wrong is told of a thousand times and no more."""
    left = MOST_PROBLEMS - len(told)
    if left < 0 or not found:
        return ()
    return found if len(found) <= left else (*found[:left], more_problems(found[left].file, found[left].line))


def _spool() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", newline="")


class Spooled(NamedTuple):
    """Files without a name: a text a line, as JSON has it."""

    full: IO[str]
    compared: IO[str]

    def take(self, texts: Texts) -> None:
        for some, spool in zip(texts, self, strict=True):
            spool.writelines(f"{json.dumps(text)}\n" for text in some)


@dataclass(slots=True)
class Kept:
    """What has come so far. Of more evaluations than may be held, none are."""

    entries: list[as_overview.Entry]
    table: Spooled
    json: Spooled
    evaluations: list[Evaluation]
    comparisons: list[Comparison]
    too_many: bool = False
    count: int = 0
    fails: bool = False

    def take(self, piece: Piece) -> None:
        self.count, self.fails = self.count + 1, self.fails or piece.fails
        self.entries.extend(piece.entries)
        self.table.take(piece.table)
        self.json.take(piece.json)
        self.evaluations.extend(piece.evaluations)
        self.comparisons.extend(piece.comparisons)
        self.too_many = self.too_many or len(self.evaluations) > MOST_HELD
        if self.too_many:
            self.evaluations.clear()
            self.comparisons.clear()


def _texts(spool: IO[str]) -> Iterator[str]:
    spool.seek(0)
    return (json.loads(line) for line in spool)


def finished(evaluations: tuple[Evaluation, ...], asked: Asked, comparators: Comparators) -> Piece:
    """What is kept of one task, evaluated under each framework asked for."""
    piece = Piece(any(asked.run.fails(one) for one in evaluations))
    sides = side_by_side(evaluations, asked.by.framework_ids)
    if formats.asks_for("json", asked.wanted):
        full = tuple(as_json.evaluation_text(one, asked.run) for one in evaluations)
        piece = piece._replace(json=Texts(full, tuple(as_json.comparison_text(one) for one in sides)))
    if asked.whole:
        piece = piece._replace(evaluations=evaluations, comparisons=sides)
    if not formats.asks_for("table", asked.wanted):
        return piece
    entries = tuple(
        as_overview.entry(one, overview_of(one, comparators), internal=asked.internal, color=asked.colored)
        for one in evaluations
    )
    if not asked.details:
        return piece._replace(entries=entries)
    full = tuple(as_table.report(one, asked.run, color=asked.colored) for one in evaluations)
    compared = tuple(as_table.beside(one, internal=asked.internal) for one in sides)
    return piece._replace(entries=entries, table=Texts(full, compared))


def _json(kept: Kept, problems: list[Problem], code: int, asked: Asked) -> Iterator[str]:
    run = asked.run._replace(problems=tuple(problems))
    full, compared = (as_json.listed(_texts(one)) for one in kept.json)
    yield from as_json.pieces(run, full, compared, code)


def _table(kept: Kept, problems: list[Problem], asked: Asked) -> Iterator[str]:
    if asked.quiet:
        yield as_overview.quiet(kept.entries, problems)
        return
    yield as_overview.text(kept.entries, problems, kept.count, by_attention=asked.by_attention, internal=asked.internal)
    for text in chain(_texts(kept.table.full), _texts(kept.table.compared)):
        yield as_table.BETWEEN
        yield text


def _deliver(kept: Kept, problems: list[Problem], code: int, asked: Asked) -> list[Problem]:
    """Every report to its place; what could not be written."""
    run = asked.run._replace(
        evaluations=tuple(kept.evaluations), problems=tuple(problems), comparisons=tuple(kept.comparisons)
    )
    not_written: list[Problem] = []
    for one in asked.wanted:
        try:
            if one.name == "json":
                formats.send(one, _json(kept, problems, code, asked))
            elif one.name == "table":
                formats.send(one, _table(kept, problems, asked))
            elif kept.too_many:
                not_written.append(_too_many(one))
            else:
                not_written += formats.deliver(run, [one], asked.color, quiet=False)
        except ProblemsFound as found:
            not_written += found.problems
    return not_written


def _too_many(one: Wanted) -> Problem:
    fact = f"is made of all evaluations at once, and here are more than {MOST_HELD:,}."
    way_out = "Give it fewer at a time, or ask for the table or JSON, which have no such limit."
    return Problem("too-many-for-a-report", one.path or f"--format {one.name}", fact, way_out)


def _with_progress(tasks: Iterator[Task], work: Work[Piece], many: int, jobs: int) -> Iterator[Done[Piece]]:
    """A bar on standard error where somebody is looking; it counts rows as they come, for nobody knows how many."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    bar = click.progressbar(length=many, label="Evaluating", file=sys.stderr) if shown else nullcontext()
    with bar as progress:
        for done in do_each(tasks, work, jobs):
            yield done
            if progress is not None:
                progress.update(1)
