"""Options that several commands share, so that one word means one thing under all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., object])

# Nothing is checked here: a file that is missing or unreadable is a problem among the others, in the same words.
A_PATH = click.Path(allow_dash=True, readable=False)


def files(command: Decorated) -> Decorated:
    return click.argument("files", metavar="FILE...", nargs=-1, required=True, type=A_PATH)(command)


def rules(command: Decorated) -> Decorated:
    says = "Use the rules in this folder instead of the ones that come with compcheck."
    return click.option("--rules", "rules_folder", metavar="DIR", type=A_PATH, help=says)(command)


def framework(command: Decorated) -> Decorated:
    says = "Judge under this framework instead of the one the submission names."
    return click.option("--framework", "framework_id", metavar="ID", help=says)(command)


def mapping(command: Decorated) -> Decorated:
    says = "What the columns of a panel are, where they have other names than compcheck's (YAML)."
    return click.option("--mapping", "mapping_path", metavar="FILE", type=A_PATH, help=says)(command)


def output(command: Decorated) -> Decorated:
    says = "Write to this file, whole or not at all, instead of to the terminal (-: to the terminal)."
    path = click.Path(readable=False)
    return click.option("--output", "output_path", metavar="PATH", type=path, callback=_terminal, help=says)(command)


def _terminal(_ctx: click.Context, _option: click.Parameter, path: str | None) -> str | None:
    return None if path == "-" else path
