"""The parts of a figure, by team, locality, age and so on: where all are known, they must add up to the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compcheck.model.figure import count_shown
from compcheck.model.indicator import Indicator
from compcheck.model.submission import DIMENSIONS
from compcheck.shape.reading import Reading, Refused, mapping, text
from compcheck.shape.schema import LONGEST_NAME

PART_KEYS: Mapping[str, frozenset[str]] = {
    "count": frozenset({"value", "not_supplied", "not_recorded"}),
    "yes/no": frozenset({"value", "not_supplied"}),
}
RATIO_KEYS = frozenset({"value", "numerator", "denominator", "not_supplied", "not_recorded"})


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
        read, not_recorded = [], []
        for name, part in mapping(parts, None).items():
            if not 0 < len(name) <= LONGEST_NAME:
                raise Refused
            text(name, reading, at)
            whole_part = part if type(part) is dict else {"value": part}
            keys = PART_KEYS.get(indicator.unit, RATIO_KEYS)
            here = f"{at}/{_escaped(name)}"
            read.append(said(mapping(whole_part, keys), indicator.unit, here, reading))
            not_recorded.append(_not_recorded(whole_part, indicator, read[-1], here, reading))
        if read:
            _check_sums(given, read, indicator, at, reading)
            _check_not_recorded(given, not_recorded, at, reading)


def _not_recorded(
    part: dict[str, object], indicator: Indicator, said: tuple[object, ...], at: str, reading: Reading
) -> int | None:
    """How many of a part are not recorded; None where the part itself is not known."""
    if "not_recorded" in part:
        from compcheck.shape.recording import recording_of  # noqa: PLC0415  # few figures are counted from records

        return recording_of(part, indicator, said[:3], at, reading).not_recorded
    *numbers, _, not_supplied = said
    return None if not_supplied is not None or any(type(one) is str for one in numbers) else 0


def _check_not_recorded(given: dict[str, object], parts: list[int | None], at: str, reading: Reading) -> None:
    """Where parts say how many are not recorded and all are known, these add up, too."""
    whole = given.get("not_recorded", 0)
    known = [one for one in parts if one is not None]
    if not any(known) or len(known) < len(parts) or type(whole) is not int or sum(known) == whole:
        return
    reading.problem(
        "parts-do-not-add-up", at,
        f'adds up to {count_shown(sum(known))} not recorded, but "not_recorded" of the whole is {count_shown(whole)}.',
        "Correct the parts or the whole; where a part is not known, mark it instead of leaving it out.",
    )  # fmt: skip


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
