"""`compcheck completion`: click's own script for a shell."""

from __future__ import annotations

import click

from compcheck.cli.output import print_text

VARIABLE = "_COMPCHECK_COMPLETE"
"""click looks for it when compcheck starts."""

EXAMPLES = """\b
Examples:
  bash   compcheck completion bash >> ~/.bashrc
  zsh    compcheck completion zsh >> ~/.zshrc
  fish   compcheck completion fish > ~/.config/fish/completions/compcheck.fish
"""


@click.command(epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print a script that completes commands, options and file names in your SHELL."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415  # only this command needs it

    script = get_completion_class(shell)
    assert script is not None  # click brings all three
    print_text(script(ctx.find_root().command, {}, "compcheck", VARIABLE).source() + "\n")
