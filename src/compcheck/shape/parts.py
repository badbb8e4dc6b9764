"""The parts of a figure, by team, locality, age and so on: where all are known, they must add up to the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compcheck.model.figure import count_shown
from compcheck.model.indicator import Indicator
from compcheck.model.submission import DIMENSIONS
from compcheck.shape.reading import Reading, Refused, mapping, text

LONGEST_NAME = 100
PART_KEYS: Mapping[str, frozenset[str]] = {
    "count": frozenset({"value", "not_supplied"}),
    "yes/no": frozenset({"value", "not_supplied"}),
}
RATIO_KEYS = frozenset({"value", "numerator", "denominator", "not_supplied"})


def check_parts(
    given: dict[str, object],
    indicator: Indicator,
    pointer: str,
    reading: Reading,
    said: Callable[[dict[str, object], str, str, Reading], tuple[object, ...]],
) -> None:
    """Holds every dimension's parts against the whole; `said` reads one part as it reads the whole."""
    for dimension, parts in mapping(given["by"], frozenset(DIMENSIONS)).items():
        at = f"{pointer}/by/{dimension}"
        read = []
        for name, part in mapping(parts, None).items():
            if not 0 < len(name) <= LONGEST_NAME:
                raise Refused
            text(name, reading, at)
            whole_part = part if type(part) is dict else {"value": part}
            keys = PART_KEYS.get(indicator.unit, RATIO_KEYS)
            read.append(said(mapping(whole_part, keys), indicator.unit, f"{at}/{_escaped(name)}", reading))
        if read:
            _check_sums(given, read, indicator, at, reading)


def _check_sums(
    given: dict[str, object], parts: list[tuple[object, ...]], indicator: Indicator, at: str, reading: Reading
) -> None:
    """Value (of a count), numerators and denominators: each sum only where every part is a known count."""
    places = {"value": 0} if indicator.unit == "count" else {"numerator": 1, "denominator": 2}
    for key, place in places.items():
        whole = given.get(key)
        counts = [part[place] for part in parts]
        if type(whole) is not int or any(type(count) is not int for count in counts):
            continue
        total = sum(count for count in counts if isinstance(count, int))
        if total != whole:
            reading.problem(
                "parts-do-not-add-up", at,
                f"adds up to {count_shown(total)}, but the {key} of the whole is {count_shown(whole)}.",
                "Correct the parts or the whole; where a part is not known, mark it instead of leaving it out.",
            )  # fmt: skip


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
