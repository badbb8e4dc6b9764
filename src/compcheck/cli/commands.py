"""A family of commands that knows their names and summaries, and imports one only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click

from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.problems import did_you_mean, escaped, print_problems, quoted
from compcheck.model.problem import ProblemsFound


class Listed(NamedTuple):
    """Where a command is ("module:attribute"), and its line in the list of commands."""

    at: str
    says: str


class Commands(click.Group):
    """click's Group with a register: the list is printed without importing what it lists."""

    register: Mapping[str, Listed]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click asks with its context
        return list(self.register)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # likewise
        listed = self.register.get(cmd_name)
        if listed is None:
            return None
        module, _, attribute = listed.at.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{listed.at} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # likewise
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.says) for name, listed in self.register.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.register and not name.startswith("-") and not ctx.resilient_parsing:
            way_out = did_you_mean(name, self.register) or f"Known here: {', '.join(self.register)}."
            raise click.UsageError(f"There is no command {quoted(escaped(name))}. {way_out.strip()}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Problems that keep a command from its work are said once, here, and are always exit 2."""
        try:
            return super().invoke(ctx)
        except ProblemsFound as found:
            print_problems(found.problems)
            ctx.exit(ExitCode.NOT_EVALUATED)


def commands(register: Mapping[str, Listed]) -> type[Commands]:
    """The family with this register, for `@click.group(cls=…)`."""
    return type("Commands", (Commands,), {"register": register})
