"""The limits an authority sets for itself: their values, who approved them, and when."""

from __future__ import annotations

from decimal import Decimal

from compcheck.model.submission import Standard
from compcheck.shape.reading import Reading, Refused, mapping, optional_text, text, when

KEYS = frozenset({"about", "value", "approved_by", "on", "source"})


def all_standards(data: object, reading: Reading) -> dict[str, Standard]:
    """Every limit that is given, by the parameter it is of."""
    if type(data) is not dict:
        reading.refused.append("/parameters")
        return {}
    found = {}
    for name, given in data.items():
        pointer = f"/parameters/{name}"
        if name not in reading.library.catalogue.parameters:
            reading.refused.append(pointer)
            continue
        try:
            standard = _standard(name, mapping(given, KEYS), pointer, reading)
        except (Refused, KeyError):
            reading.refused.append(pointer)
        else:
            if standard is not None:
                found[name] = standard
    return found


def _standard(name: str, given: dict[str, object], pointer: str, reading: Reading) -> Standard | None:
    if type(given.get("about", "")) is not str:
        raise Refused
    if given.keys() == {"about"}:
        return None  # the template's text, and nothing filled in
    parameter = reading.library.catalogue.parameters[name]
    value = given["value"]
    if (type(value) is not int and type(value) is not Decimal) or not parameter.least <= value <= parameter.most:
        raise Refused
    on = when(given["on"], reading, f"{pointer}/on", "day, month or year")
    approved_by = text(given["approved_by"], reading, f"{pointer}/approved_by")
    source = optional_text(given, "source", reading, pointer)
    if on is None:
        return None
    if on.first > reading.judged:
        reading.check_not_after_judgement(on.first, f"{pointer}/on", "was approved on")
    return Standard(name, pointer, value, parameter.unit, approved_by, on, source)
