"""Options that several commands share, so that one word means one thing under all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from compcheck.model.when import When

Decorated = TypeVar("Decorated", bound=Callable[..., object])

# Nothing is checked here: a file that is missing or unreadable is a problem among the others, in the same words.
A_PATH = click.Path(allow_dash=True, readable=False)


def files(command: Decorated) -> Decorated:
    return click.argument("files", metavar="FILE...", nargs=-1, required=True, type=A_PATH)(command)


def rules(command: Decorated) -> Decorated:
    says = (
        "Use the rules in this folder instead of the ones that come with compcheck; or, if it has an overlay.yaml, lay "
        "its local rules over one of their frameworks."
    )
    return click.option("--rules", "rules_folder", metavar="DIR", type=A_PATH, help=says)(command)


def framework(command: Decorated) -> Decorated:
    says = "Judge under this framework instead of the one the submission names."
    return click.option("--framework", "framework_id", metavar="ID", help=says)(command)


def explanations(command: Decorated) -> Decorated:
    says = (
        "Print the explanations in this file (YAML or CSV; repeatable) beside the findings they are of. They change no "
        "grade, no weight and no exit code; one that is of nothing here is a problem. For full reports alone: refused "
        "for a panel and for more than five files."
    )
    option = click.option("--explanations", "explanation_files", metavar="PATH", type=A_PATH, multiple=True, help=says)
    return option(command)


def frameworks(command: Decorated) -> Decorated:
    says = (
        "Judge under this framework instead of the one the submission names, whether or not it ruled on the day. "
        "Twice or more: the same figures under each, and what changed because the line moved."
    )
    return click.option("--framework", "framework_ids", metavar="ID", multiple=True, help=says)(command)


def as_of(command: Decorated) -> Decorated:
    says = "Judge as of this day or month (2024-03-31, 2024-03), instead of the submission's own `judged_on`."
    return click.option("--as-of", "as_of", metavar="DATE", callback=_day_or_month, help=says)(command)


def _day_or_month(_ctx: click.Context, _option: click.Parameter, text: str | None) -> When | None:
    if text is None:
        return None
    try:
        read = When.read(text)
    except ValueError:
        read = None
    if read is None or len(text) < len("2024-03"):
        raise click.BadParameter("is no day or month. Write it as 2024-03-31 or 2024-03.")
    return read


def internal(command: Decorated) -> Decorated:
    says = (
        "Show counts of children and workers from 1 to 5, which are hidden otherwise, and mark the report "
        "OFFICIAL-SENSITIVE."
    )
    return click.option("--internal", is_flag=True, help=says)(command)


def mapping(command: Decorated) -> Decorated:
    says = "What the columns of a panel are, where they have other names than compcheck's (YAML)."
    return click.option("--mapping", "mapping_path", metavar="FILE", type=A_PATH, help=says)(command)


def output(command: Decorated) -> Decorated:
    return _output("--output")(command)


def output_or_o(command: Decorated) -> Decorated:
    """Where the commands beside it have `-o` too."""
    return _output("--output", "-o")(command)


def _output(*names: str) -> Callable[[Decorated], Decorated]:
    says = "Write to this file, whole or not at all, instead of to the terminal (-: to the terminal)."
    path = click.Path(readable=False)
    return click.option(*names, "output_path", metavar="PATH", type=path, callback=_terminal, help=says)


def _terminal(_ctx: click.Context, _option: click.Parameter, path: str | None) -> str | None:
    return None if path == "-" else path
