"""Regions, statistical neighbours and their figures: from the wheel, or from a folder of rules.

They lie in a second compiled file, since evaluating a submission needs none of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from compcheck.model.comparators import Authority, Comparators, FiguresOfAreas, Sources
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading import rule_home
from compcheck.reading.building_catalogue import source_from

PACKAGED = Path(rule_home.HERE).parent / "comparators.json"


def load_comparators(folder: str | None) -> Comparators:
    """Those in the folder as typed or, without one, compcheck's own; ProblemsFound with all that is wrong.

    Whether their years are those of the series is proved with the rules, by `load_library`.
    """
    if folder is not None:
        return _read(Path(folder), rule_home.shown_as(folder))
    if PACKAGED.is_file():
        try:
            return comparators_in(PACKAGED.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError, OSError):
            raise _not_found("the figures of authorities that came with compcheck are damaged.") from None
    if Path(rule_home.CHECKOUT).is_dir():
        return _read(Path(rule_home.CHECKOUT), "rules")
    raise _not_found("compcheck was installed without the figures of authorities.")


def write_comparators(rules: Path, target: Path) -> None:
    """The comparators of a folder as the wheel carries them, always in the same bytes."""
    text = json.dumps(_raw(rules, "rules"), ensure_ascii=False, separators=(",", ":")) + "\n"
    target.write_text(text, encoding="utf-8", newline="\n")


def comparators_in(text: str) -> Comparators:
    """ValueError or KeyError for what `write_comparators` did not write."""
    return _built(json.loads(text))


def _read(folder: Path, shown_as: str) -> Comparators:
    return _built(_raw(folder, shown_as))


def _raw(folder: Path, shown_as: str) -> dict[str, Any]:
    # It checks with YAML and pydantic, which the packaged file needs none of.
    from compcheck.reading.comparator_files import read_comparator_files  # noqa: PLC0415

    found = read_comparator_files(folder, shown_as)
    if found.problems:
        raise ProblemsFound(found.problems)
    return found.raw()


def _built(raw: dict[str, Any]) -> Comparators:
    if not raw["authorities"]:
        return Comparators()
    authorities = {
        code: Authority(code, ons_code, name, region, tuple(neighbours.split()))
        for code, (ons_code, name, region, neighbours) in raw["authorities"].items()
    }
    series = {name: FiguresOfAreas(tuple(one["years"].split(",")), one["areas"]) for name, one in raw["series"].items()}
    return Comparators(authorities, series, Sources(*(source_from(one) for one in raw["sources"])))


def _not_found(fact: str) -> ProblemsFound:
    return ProblemsFound(
        [Problem("rules-not-found", "compcheck", fact, "Install it again, or name a folder with --rules.")]
    )
