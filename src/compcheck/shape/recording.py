"""What a figure says of the records it was counted from, and where the whole submission was collected."""

from __future__ import annotations

from collections.abc import Mapping

from compcheck.model.counting import CANNOT, GIVES
from compcheck.model.figure import count_shown
from compcheck.model.indicator import Indicator
from compcheck.model.recording import MARKING, Collected, CollectedFile, Recording
from compcheck.shape.reading import Reading, Refused, mapping, optional_text, text, when
from compcheck.shape.schema import LARGEST, LONGEST_NAME

HEX = frozenset("0123456789abcdef")
DIGITS_OF_A_DIGEST = 64
FILE_KEYS = frozenset({"source", "file", "sha256", "tables", "cells_not_read", "title"})


def recording_of(
    given: dict[str, object], indicator: Indicator, said: tuple[object, ...], pointer: str, reading: Reading
) -> Recording:
    """`said` is the value, the numerator and the denominator, as read."""
    in_doubt = 0
    doubts: Mapping[str, int] = {}
    if "in_doubt" in given:
        doubt = mapping(given["in_doubt"], frozenset({"cases", "checks"}))
        in_doubt = count(doubt["cases"])
        doubts = _by_name(doubt.get("checks", {}), f"{pointer}/in_doubt/checks", reading)
    recording = Recording(
        count(given.get("not_recorded", 0)),
        _by_name(given.get("left_out", {}), f"{pointer}/left_out", reading),
        optional_text(given, "at_least", reading, pointer),
        _gives(given["gives"]) if "gives" in given else "",
        optional_text(given, "clock", reading, pointer),
        in_doubt,
        doubts,
    )
    if recording.gives == CANNOT and "not_supplied" not in given:
        reading.problem(
            "given-and-cannot-be", f"{pointer}/gives", f'is "{CANNOT}", and a figure is given.',
            'Say what it is, or leave the figure out and say why in "not_supplied".',
        )  # fmt: skip
    _check_counts(recording, indicator, said, pointer, reading)
    return recording


def _check_counts(
    recording: Recording, indicator: Indicator, said: tuple[object, ...], pointer: str, reading: Reading
) -> None:
    """No more may be not recorded, or in doubt, than there are cases."""
    value, part, whole = said
    cases = whole if indicator.unit == "percent" else None
    if indicator.unit == "count" and type(value) is int:
        cases = value + recording.not_recorded
    if type(cases) is int:
        recorded = part if type(part) is int else 0
        if indicator.unit == "percent" and recorded <= cases < recorded + recording.not_recorded:
            of = f" and a numerator of {count_shown(recorded)}" if recorded else ""
            reading.problem(
                "not-recorded-above-denominator", f"{pointer}/not_recorded",
                f"is {count_shown(recording.not_recorded)}, beside a denominator of {count_shown(cases)}{of}.",
                "Correct one of them: what is not recorded is in the denominator and not in the numerator.",
            )  # fmt: skip
        if recording.in_doubt > cases:
            reading.problem(
                "in-doubt-above-cases", f"{pointer}/in_doubt/cases",
                f"is {count_shown(recording.in_doubt)}, but the figure counts {count_shown(cases)} cases.",
                "Correct one of them: only a case that is counted can be in doubt.",
            )  # fmt: skip
    if any(touched > recording.in_doubt for touched in recording.doubts.values()):
        reading.problem(
            "check-above-in-doubt", f"{pointer}/in_doubt/checks",
            f"has a check that touches more than the {count_shown(recording.in_doubt)} cases in doubt.",
            "Correct one of them: a case that any check touches is in doubt.",
        )  # fmt: skip


def collected_of(data: object, reading: Reading) -> Collected:
    at = "/collected"
    given = mapping(data, frozenset({"marking", "extracted_on", "from", "rules"}))
    if given["marking"] != MARKING:
        raise Refused
    extracted = when(given["extracted_on"], reading, f"{at}/extracted_on", "day")
    files = given["from"]
    if type(files) is not list or not files:
        raise Refused
    if extracted is not None and extracted.first > reading.judged:
        reading.check_not_after_judgement(extracted.first, f"{at}/extracted_on", "was")
    read = [_file(one, f"{at}/from/{place}", reading) for place, one in enumerate(files)]
    day = extracted.first if extracted is not None else reading.period.end
    return Collected(MARKING, day, tuple(read), _digest(given["rules"]))


def _file(data: object, at: str, reading: Reading) -> CollectedFile:
    given = mapping(data, FILE_KEYS)
    source, file = (text(given[key], reading, f"{at}/{key}") for key in ("source", "file"))
    tables = _by_name(given["tables"], f"{at}/tables", reading)
    title = optional_text(given, "title", reading, at)
    return CollectedFile(source, file, _digest(given["sha256"]), tables, count(given["cells_not_read"]), title)


def count(data: object) -> int:
    if type(data) is not int or not 0 <= data <= LARGEST:
        raise Refused
    return data


def _by_name(data: object, at: str, reading: Reading) -> Mapping[str, int]:
    found = {}
    for name, given in mapping(data, None).items():
        if not 0 < len(name) <= LONGEST_NAME:
            raise Refused
        text(name, reading, at)
        found[name] = count(given)
    return found


def _gives(data: object) -> str:
    if type(data) is not str or data not in GIVES:
        raise Refused
    return data


def _digest(data: object) -> str:
    if type(data) is not str or len(data) != DIGITS_OF_A_DIGEST or not HEX.issuperset(data):
        raise Refused
    return data
