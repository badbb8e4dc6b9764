"""Where the rules are found: in the folder asked for, in the installed package, or in the checkout it runs from."""

from __future__ import annotations

import os.path

from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.compiled import library_in

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGED = os.path.join(HERE, "..", "rules.json")
CHECKOUT = os.path.join(HERE, "..", "..", "..", "rules")


def load_library(folder: str | None) -> Library:
    """The library in the folder as typed or, without one, compcheck's own; ProblemsFound with all that is wrong."""
    if folder is not None:
        return _read(folder, shown_as(folder))
    if os.path.isfile(PACKAGED):
        try:
            with open(PACKAGED, encoding="utf-8") as packaged:
                return library_in(packaged.read())
        except (ValueError, KeyError, OSError):
            raise _not_found("the rules that came with compcheck are damaged.") from None
    if os.path.isdir(CHECKOUT):
        return _read(CHECKOUT, "rules")
    raise _not_found("compcheck was installed without its rules.")


def shown_as(folder: str) -> str:
    """A folder as messages name it: as typed, and of a long path the last part alone."""
    return os.path.basename(os.path.normpath(folder)) if os.path.isabs(folder) else folder


def _read(folder: str, shown_as: str) -> Library:
    # YAML and pydantic take longer to import than the packaged rules take to evaluate a submission.
    from pathlib import Path  # noqa: PLC0415

    from compcheck.reading.rule_files import read_library  # noqa: PLC0415

    return read_library(Path(folder), shown_as)


def _not_found(fact: str) -> ProblemsFound:
    way_out = "Install it again, or name a folder of rules with --rules."
    return ProblemsFound([Problem("rules-not-found", "compcheck", fact, way_out)])
