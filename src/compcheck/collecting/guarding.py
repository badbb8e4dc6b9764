"""Whatever goes wrong among rows is told without them: an error's own message may repeat what a cell says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from compcheck.model.problem import Problem, ProblemsFound

LIBRARIES = ("duckdb", "pyarrow", "python_calamine", "sqlglot")


@contextmanager
def no_row_escapes(file: str) -> Iterator[None]:
    """ProblemsFound instead of any error that nobody foresaw, with its kind and without its words."""
    failed = ""
    try:
        yield
    except (ProblemsFound, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  # a reader written in Rust panics with what is no Exception
        failed = type(error).__name__
    if failed:  # out of the handler, so that the error is not told as the cause of this one either
        fact = f"could not be read or counted: compcheck failed with {failed}."
        way_out = "Please report it, with the kind of file and no row of it."
        raise ProblemsFound([Problem("records-raised", file, fact, way_out)])


def check_installed(file: str) -> None:
    """ProblemsFound, with the command, where the libraries that records need are not there."""
    from importlib.util import find_spec  # noqa: PLC0415  # only records need it

    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        fact = f"holds records, and what reads them is not installed ({', '.join(missing)})."
        raise ProblemsFound([Problem("records-not-installed", file, fact, 'pip install "compcheck[records]"')])
