"""The figures of a submission: each entry to an `Entry`, with what no schema can say checked beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from compcheck.model.figure import count_shown, is_small
from compcheck.model.indicator import PER, Indicator
from compcheck.model.submission import MARKS, NOT_PUBLISHED, Entry, Number
from compcheck.model.when import Period
from compcheck.shape.parts import check_parts
from compcheck.shape.reading import Reading, Refused, mapping, optional_text, period_of, text, when
from compcheck.shape.schema import LARGEST

if TYPE_CHECKING:
    from compcheck.model.recording import Recording

OF_ANY = frozenset(
    {"value", "not_supplied", "period", "as_at", "source", "note", "plan", "about", "history", "by", "gives", "clock"}
)
RECORDED = frozenset({"not_recorded", "left_out", "at_least", "in_doubt"})
"""What is said of records; `gives` and `clock` stand beside a figure that they cannot give, too."""
WITHOUT_RATIO = OF_ANY | RECORDED
WITH_RATIO = WITHOUT_RATIO | {"numerator", "denominator"}
COUNTED = RECORDED | {"gives", "clock"}
OF_THE_WHOLE = frozenset({"plan", "about", "history", "by"})
KEYS: Mapping[str, frozenset[str]] = {
    "percent": WITH_RATIO,
    "number": WITH_RATIO,
    "rate per 10,000": WITH_RATIO,
    "count": WITHOUT_RATIO,
    "yes/no": OF_ANY,
}
MOST: Mapping[str, int] = {"percent": 100, "number": LARGEST, "rate per 10,000": 10_000, "count": LARGEST}
TENTH = Decimal("0.1")


def all_figures(data: object, reading: Reading) -> dict[str, Entry]:
    """Every entry by indicator; those that say only what they are about are as if absent."""
    if type(data) is not dict:
        reading.refused.append("/indicators")
        return {}
    known = reading.library.catalogue.indicators
    entries = {}
    for name, given in data.items():
        pointer = f"/indicators/{name}"
        indicator = known.get(name)
        if indicator is not None and type(given) is dict and indicator.unit == "percent":
            common = _common(given, indicator, pointer, reading)
            if common is not None:
                entries[name] = common
                continue
        if indicator is None:
            reading.refused.append(pointer)
            continue
        try:
            entry = _entry(given, indicator, pointer, reading)
        except (Refused, KeyError):
            reading.refused.append(pointer)
        else:
            if entry is not None:
                entries[name] = entry
    return entries


def _entry(given: object, indicator: Indicator, pointer: str, reading: Reading) -> Entry | None:
    unit = indicator.unit
    if type(given) is not dict:
        return Entry(indicator.id, pointer, reading.period, reading.source, _value(given, unit))
    if not given.keys() <= KEYS[unit]:
        raise Refused
    if "about" in given:
        if type(given["about"]) is not str:
            raise Refused
        if len(given) == 1:
            return None
    period = _period(given, reading, pointer) or reading.period
    if period is not reading.period:
        reading.check_not_after_judgement(period.end, pointer)
    source = text(given["source"], reading, f"{pointer}/source") if "source" in given else reading.source
    note = optional_text(given, "note", reading, pointer)
    plan = optional_text(given, "plan", reading, pointer)
    earlier: tuple[Entry, ...] = ()
    if "history" in given:
        earlier = _history(given["history"], indicator, period, source, pointer, reading)
    if "by" in given:
        check_parts(given, indicator, pointer, reading, _said)
    said = _said(given, unit, pointer, reading)
    recording = _recording(given, indicator, said, pointer, reading)
    return Entry(indicator.id, pointer, period, source, *said, note, plan, earlier, recording)


def _recording(
    given: dict[str, object], indicator: Indicator, said: Said, pointer: str, reading: Reading
) -> Recording | None:
    """What it says of the records it was counted from, if anything."""
    if COUNTED.isdisjoint(given):
        return None
    from compcheck.shape.recording import recording_of  # noqa: PLC0415  # few figures are counted from records

    return recording_of(given, indicator, said[:3], pointer, reading)


def _common(given: dict[str, object], indicator: Indicator, pointer: str, reading: Reading) -> Entry | None:
    """The commonest percentage, read in one go: numerator, denominator and source, perhaps a value, and no more.

    A value of one decimal that agrees with its numerator and denominator lies in range because they do. The
    comparison is exact in Decimal's 28 digits: the counts have 13 at most, the value has 15.
    """
    part, whole, source = given.get("numerator"), given.get("denominator"), given.get("source")
    if type(part) is not int or type(whole) is not int:
        return None
    if type(source) is not str or source not in reading.fit or not 0 <= part <= whole <= LARGEST:
        return None
    if len(given) == 3:  # these three and no more
        return Entry(indicator.id, pointer, reading.period, source, None, part, whole)
    value = given.get("value")
    if len(given) != 4 or type(value) is not Decimal or not value.same_quantum(TENTH):
        return None
    if not whole or not 2000 * part - whole <= value * (20 * whole) <= 2000 * part + whole:
        return None
    return Entry(indicator.id, pointer, reading.period, source, value, part, whole)


def _period(given: dict[str, object], reading: Reading, pointer: str) -> Period | None:
    if "period" in given:
        if "as_at" in given:
            raise Refused
        return period_of(given["period"], reading, f"{pointer}/period")
    if "as_at" in given:
        at = when(given["as_at"], reading, f"{pointer}/as_at", "day or month")
        return None if at is None else Period(at.last, at.last)
    return None


def _history(
    data: object, indicator: Indicator, period: Period, source: str, pointer: str, reading: Reading
) -> tuple[Entry, ...]:
    if type(data) is not list:
        raise Refused
    entries = []
    for place, one in enumerate(data):
        at = f"{pointer}/history/{place}"
        given = mapping(one, KEYS[indicator.unit] - OF_THE_WHOLE)
        if "period" not in given and "as_at" not in given:
            raise Refused
        own = _period(given, reading, at)
        if own is None:
            continue
        if own.end >= period.end:
            reading.problem(
                "history-not-earlier", at, f"ends on {own.end.isoformat()}, no earlier than its figure does.",
                "Put it first, or correct its dates.",
            )  # fmt: skip
        said = _said(given, indicator.unit, at, reading)
        own_source = text(given["source"], reading, f"{at}/source") if "source" in given else source
        note, recording = optional_text(given, "note", reading, at), _recording(given, indicator, said, at, reading)
        entries.append(Entry(indicator.id, at, own, own_source, *said, note, "", (), recording))
    return tuple(entries)


Said = tuple[Number | bool | str | None, int | str | None, int | str | None, bool, str | None]
"""Value, numerator, denominator, whether the denominator is published, and the reason where nothing is supplied."""


def _said(given: dict[str, object], unit: str, pointer: str, reading: Reading) -> Said:
    """What an entry, an earlier one or a part says, with its numbers held against each other."""
    if "not_supplied" in given:
        if "value" in given or "numerator" in given or "denominator" in given or not RECORDED.isdisjoint(given):
            raise Refused
        return None, None, None, True, text(given["not_supplied"], reading, f"{pointer}/not_supplied")
    value = _value(given["value"], unit) if "value" in given else None
    if "numerator" not in given and "denominator" not in given:
        if value is None:
            raise Refused
        return value, None, None, True, None
    part = _count(given["numerator"]) if "numerator" in given else None
    published = given.get("denominator") != NOT_PUBLISHED
    whole = _count(given["denominator"]) if published and "denominator" in given else None
    if value is None and (part is None or (whole is None and published)):
        raise Refused
    if value is None and not published and type(part) is int:
        reading.problem(
            "no-value", pointer, "has a numerator whose denominator is not published, and so no value.",
            'Add "value", or say why there is none in "not_supplied".',
        )  # fmt: skip
    elif type(part) is int and type(whole) is int:
        _check_ratio(value, part, whole, unit, pointer, reading)
    elif value is None and type(part) is int and type(whole) is not str:
        raise Refused
    return value, part, whole, published, None


def _value(data: object, unit: str) -> Number | bool | str:
    kind = type(data)
    if kind is str:
        if unit == "yes/no" and data in {"yes", "no"}:
            return data == "yes"
        if data not in MARKS:
            raise Refused
        return data  # type: ignore[return-value]  # it is text: the branch says so
    if unit == "yes/no":
        if kind is not bool:
            raise Refused
        return data  # type: ignore[return-value]  # it is a bool: the test above says so
    if kind is not int and (kind is not Decimal or unit == "count"):
        raise Refused
    if not 0 <= data <= MOST[unit]:  # type: ignore[operator]  # it is a number: the test above says so
        raise Refused
    return data  # type: ignore[return-value]  # likewise


def _count(data: object) -> int | str:
    if type(data) is int and 0 <= data <= LARGEST:
        return data
    if type(data) is str and data in MARKS:
        return data
    raise Refused


def _check_ratio(value: object, part: int, whole: int, unit: str, pointer: str, reading: Reading) -> None:
    """The numerator within its denominator, and a given value the same to half its last digit."""
    if part > whole and (unit == "percent" or whole == 0):
        reading.problem(
            "numerator-above-denominator", pointer,
            f"has a numerator ({count_shown(part)}) above its denominator ({count_shown(whole)}).",
            "Correct one of them: the numerator counts some of the cases the denominator counts.",
        )  # fmt: skip
        return
    if value is None or isinstance(value, str | bool):
        return
    if not whole:
        reading.problem(
            "value-disagrees", f"{pointer}/value", f"is {value}, but 0 of 0 makes nothing.", "Leave the value out."
        )
        return
    number = Decimal(value)  # type: ignore[arg-type]  # a mark and a yes/no have just been left
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # the reader lets no infinity through
    worked_out = Fraction(part * PER[unit], whole)
    if abs(Fraction(number) - worked_out) * 2 > Fraction(10) ** min(exponent, 0):
        small = is_small(part) or is_small(whole) or is_small(whole - part)
        shown = "something else" if small else f"{float(worked_out):.2f}"
        counts = "its numerator of its denominator" if small else f"{part} of {whole}"
        reading.problem(
            "value-disagrees", f"{pointer}/value", f"is {number}, but {counts} makes {shown}.",
            "Correct the value, or leave it out: it is worked out from the other two.",
        )  # fmt: skip
