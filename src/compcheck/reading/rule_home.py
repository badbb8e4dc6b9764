"""Where the rules are found: in the folder asked for, in the installed package, or in the checkout it runs from."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from typing import TypeVar

from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.compiled import library_in, raw_in

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGED = os.path.join(HERE, "..", "rules.json")
CHECKOUT = os.path.join(HERE, "..", "..", "..", "rules")
NOT_THERE = "compcheck was installed without its rules."

Made = TypeVar("Made")


def load_library(folder: str | None) -> Library:
    """The library in the folder as typed or, without one, compcheck's own; ProblemsFound with all that is wrong."""
    if folder is not None:
        return (_read_overlay if is_overlay(folder) else _read)(folder, shown_as(folder))
    if os.path.isfile(PACKAGED):
        return _packaged(library_in)
    if os.path.isdir(CHECKOUT):
        return _read(CHECKOUT, "rules")
    raise _not_found(NOT_THERE)


def shown_as(folder: str) -> str:
    """A folder as messages name it: as typed, and of a long path the last part alone."""
    return os.path.basename(os.path.normpath(folder)) if os.path.isabs(folder) else folder


def _read(folder: str, shown_as: str) -> Library:
    # YAML and pydantic take longer to import than the packaged rules take to evaluate a submission.
    from pathlib import Path  # noqa: PLC0415

    from compcheck.reading.rule_files import read_library  # noqa: PLC0415

    return read_library(Path(folder), shown_as)


def is_overlay(folder: str) -> bool:
    """Whether local rules are laid over the packaged ones by it; any other folder stands in their place."""
    return os.path.isfile(os.path.join(folder, "overlay.yaml"))


def _read_overlay(folder: str, shown_as: str) -> Library:
    from pathlib import Path  # noqa: PLC0415  # as above

    from compcheck.reading.overlay_files import read_overlay  # noqa: PLC0415  # as above

    return read_overlay(Path(folder), shown_as, _packaged_raw())


def _packaged_raw() -> Raw:
    """The packaged rules as data, from wherever they are."""
    from pathlib import Path  # noqa: PLC0415  # as above

    from compcheck.reading.rule_files import raw_library  # noqa: PLC0415  # as above

    if os.path.isfile(PACKAGED):
        return _packaged(raw_in)
    if os.path.isdir(CHECKOUT):
        return raw_library(Path(CHECKOUT), "rules")
    raise _not_found(NOT_THERE)


def _packaged(understood: Callable[[str], Made]) -> Made:
    try:
        with open(PACKAGED, encoding="utf-8") as packaged:
            return understood(packaged.read())
    except (ValueError, KeyError, OSError):
        raise _not_found("the rules that came with compcheck are damaged.") from None


def _not_found(fact: str) -> ProblemsFound:
    way_out = "Install it again, or name a folder of rules with --rules."
    return ProblemsFound([Problem("rules-not-found", "compcheck", fact, way_out)])
