"""`python -m compcheck`, and what the console script calls."""

from __future__ import annotations

import gc
import sys

import click

from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.main import compcheck

MANY = 200_000
"""New objects before Python looks for garbage among them: more than one submission makes, fewer than fill a machine."""


def main() -> None:
    """Ends the process with one of three exit codes; Python's own 1 for a crash would say that a bar was not met.

    Looking for garbage again and again, and once more at the end, costs a seventh of the time of a short run.
    """
    gc.set_threshold(MANY)
    code = run()
    if "duckdb" not in sys.modules:  # it takes what is left at the end for lost, and says so on standard error
        gc.freeze()
    sys.exit(code)


def run() -> int:
    try:
        code = compcheck.main(prog_name="compcheck", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return ExitCode.NOT_EVALUATED
    except click.Abort:
        return _failed("Interrupted.")
    except Exception as error:  # noqa: BLE001  # a fault of ours: said in one line, and never as "not met"
        return _failed(f"compcheck itself failed, with {_what_and_where(error)}. Nothing was judged; please report it.")
    return code if isinstance(code, int) else ExitCode.MET


def _what_and_where(error: Exception) -> str:
    """The kind of error and the line it came from. Not its message, which may hold what a file says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = type(error).__name__
    return name if trace is None else f"{name} in {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"


def _failed(words: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{words}\n")
    return ExitCode.NOT_EVALUATED


if __name__ == "__main__":
    main()
