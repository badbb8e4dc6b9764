"""Where the rules are found: in the folder asked for, in the installed package, or in the checkout it runs from."""

from __future__ import annotations

from pathlib import Path

from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.compiled import library_in

PACKAGED = Path(__file__).parent.parent / "rules.json"
CHECKOUT = Path(__file__).parents[3] / "rules"


def load_library(folder: str | None) -> Library:
    """The library in the folder as typed or, without one, compcheck's own; ProblemsFound with all that is wrong."""
    if folder is not None:
        return _read(Path(folder), folder)
    if PACKAGED.is_file():
        try:
            return library_in(PACKAGED.read_text(encoding="utf-8"))
        except (ValueError, KeyError, OSError):
            raise _not_found("the rules that came with compcheck are damaged.") from None
    if CHECKOUT.is_dir():
        return _read(CHECKOUT, "rules")
    raise _not_found("compcheck was installed without its rules.")


def _read(folder: Path, shown_as: str) -> Library:
    # YAML and pydantic take longer to import than the packaged rules take to evaluate a submission.
    from compcheck.reading.rule_files import read_library  # noqa: PLC0415

    return read_library(folder, shown_as)


def _not_found(fact: str) -> ProblemsFound:
    way_out = "Install it again, or name a folder of rules with --rules."
    return ProblemsFound([Problem("rules-not-found", "compcheck", fact, way_out)])
