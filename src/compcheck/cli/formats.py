"""`--format NAME[:PATH]`: which reports are made of one evaluation, and where each of them goes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from compcheck.cli import color as colors
from compcheck.cli.output import Text, print_text, print_utf8, write_file
from compcheck.cli.problems import escaped, quoted
from compcheck.cli.submissions import STDIN, in_a_terminal
from compcheck.model.evaluation import Run
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reporting.formats import FORMATS

if TYPE_CHECKING:  # few formats tell of other authorities
    from collections.abc import Callable

    from compcheck.model.comparators import Comparators

    Decorated = TypeVar("Decorated", bound=Callable[..., object])


class Wanted(NamedTuple):
    """A format, and the file it goes to; None is standard output."""

    name: str
    path: str | None = None


def formats(command: Decorated) -> Decorated:
    says = "; ".join(f"{name}: {one.says}" for name, one in FORMATS.items())
    return click.option(
        "--format", "wanted", metavar="NAME[:PATH]", multiple=True, default=("table",), show_default=True,
        callback=_read, shell_complete=_completed,
        help=f"A report, and with :PATH the file it goes to (repeatable: several from one evaluation). {says}.",
    )(command)  # fmt: skip


def _read(ctx: click.Context, option: click.Parameter, given: Iterable[str]) -> tuple[Wanted, ...]:
    return tuple([_one(ctx, option, text) for text in given])


def _one(ctx: click.Context, option: click.Parameter, text: str) -> Wanted:
    """`html:report.html`. Only the first colon parts the two, so that a path may begin with `C:`."""
    name, colon, path = text.partition(":")
    name = str(click.Choice(list(FORMATS)).convert(name, option, ctx))
    if colon and not path:
        raise click.BadParameter(f"{name}: names no file. Write {name}:PATH, or leave out the colon.", ctx, option)
    return Wanted(name, None if path in {"", "-"} else path)


def _completed(_ctx: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(begun)]


def placed(
    ctx: click.Context, wanted: Sequence[Wanted], output_path: str | None, files: Iterable[str]
) -> tuple[Wanted, ...]:
    """Each report with its place, --output being that of the one that names none; click.UsageError if two share one."""
    bare = [one.name for one in wanted if one.path is None]
    if len(bare) > 1:
        says = f"Only one report goes to one place, and {' and '.join(bare)} name no file: write one as {bare[1]}:PATH."
        raise click.UsageError(says, ctx)
    if output_path is not None and not bare:
        raise click.UsageError("--output is for a --format that names no file, and here each names its own.", ctx)
    found = tuple([one if one.path is not None else Wanted(one.name, output_path) for one in wanted])
    _check_places(ctx, [one.path for one in found if one.path is not None], files)
    for one in found:
        if one.path is None and FORMATS[one.name].binary and in_a_terminal():
            says = f"--format {one.name} is no text for a terminal: name a file, as in {one.name}:report.{one.name}."
            raise click.UsageError(says, ctx)
    return found


def _check_places(ctx: click.Context, paths: list[str], files: Iterable[str]) -> None:
    taken: set[str] = set()
    read = {_normal(file) for file in files if file != STDIN} if paths else set()
    for path in paths:
        where = _normal(path)
        if where in taken:
            raise click.UsageError(f"{escaped(quoted(path))} is named twice: each report needs a file of its own.", ctx)
        if where in read and os.path.isfile(where):  # noqa: PTH113  # pathlib is slow to import
            says = f"{escaped(quoted(path))} is read here, and a report would be written over it: name another file."
            raise click.UsageError(says, ctx)
        taken.add(where)


def _normal(path: str) -> str:
    """The same text for the same file, however it is written."""
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return path  # what is wrong with it is said when it is read or written


def asks_for(name: str, wanted: Iterable[Wanted]) -> bool:
    return any(one.name == name for one in wanted)


def comparators_for(wanted: Iterable[Wanted], rules_folder: str | None) -> Comparators | None:
    """Other authorities and their figures, where a report tells of them; ProblemsFound if they cannot be read."""
    if not any(FORMATS[one.name].beside for one in wanted):
        return None
    from compcheck.reading.comparators import load_comparators  # noqa: PLC0415  # few formats tell of others

    return load_comparators(rules_folder)


def deliver(run: Run, wanted: Iterable[Wanted], color: str, *, quiet: bool) -> list[Problem]:
    """Every report to its place. One that cannot be made or written hides none of the others: it is a problem."""
    problems: list[Problem] = []
    for one in wanted:
        register = FORMATS[one.name]
        try:
            if register.for_a_terminal:
                colored = colors.wanted(color, to_file=one.path is not None)
                send(one, register.write(run, color=colored, quiet=quiet))
            else:
                send(one, register.data(run))
        except ProblemsFound as found:
            problems += found.problems
    return problems


def send(one: Wanted, report: Text | bytes) -> None:
    """ProblemsFound if it cannot be written."""
    if one.path is not None:
        write_file(one.path, report)
    elif FORMATS[one.name].for_a_terminal:
        assert not isinstance(report, bytes)  # bytes are no text for a terminal
        print_text(report)
    else:
        print_utf8(report)
