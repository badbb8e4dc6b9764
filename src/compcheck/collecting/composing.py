"""Counts to a submission: the same counts always in the same bytes, every number exact. Nothing is worked out here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from unicodedata import category

from compcheck.model.counting import CANNOT, RATE, Count, Part
from compcheck.model.extract import FileRead
from compcheck.model.recording import MARKING
from compcheck.model.records import THE_PERIOD, RecordRules
from compcheck.model.when import Period

Shape = dict[str, object]

LONGEST_TEXT = 300
LONGEST_NAME = 100
NO_NAME = "(a name that cannot be shown)"
EXACT = Context(prec=15, rounding=ROUND_HALF_EVEN)
"""A submission's numbers have 15 digits at most: a mean of thousands of cases may have more."""


def figure_of(count: Count, where: str, unit: str) -> Shape:
    """One figure as a submission says it; `where` names the list it was counted from."""
    figure: Shape = {"source": _cut(where), **_when(count)}
    if count.cannot:
        return figure | {"gives": CANNOT, "not_supplied": _cut(count.cannot)}
    figure |= _counted(count, unit)
    if "not_supplied" in figure:
        return figure | {"gives": count.gives}
    if count.not_recorded:
        figure["not_recorded"] = count.not_recorded
    if left_out := {label[:LONGEST_NAME]: number for label, number in sorted(count.left_out.items()) if number}:
        figure["left_out"] = left_out
    if count.at_least:
        figure["at_least"] = _cut(count.at_least)
    figure["gives"] = count.gives
    if count.clock:
        figure["clock"] = _cut(count.clock)
    if count.in_doubt:
        figure["in_doubt"] = {
            "cases": count.in_doubt,
            "checks": {title[:LONGEST_NAME]: number for title, number in sorted(count.doubts.items())},
        }
    if count.by:
        figure["by"] = {name: _parts(parts, unit) for name, parts in count.by.items() if parts}
    return figure


def _when(count: Count) -> Shape:
    if count.period is None or count.cannot:
        return {}
    if count.gives == RATE:
        return {"period": period_shape(count.period)}
    return {"as_at": count.period.end.isoformat()}


def _counted(count: Count | Part, unit: str) -> Shape:
    """A share is given by its counts alone; what is no share by its value; what has neither says why not."""
    ratio = unit != "count" and count.denominator is not None and count.numerator is not None
    if ratio and count.value is None:
        return {"numerator": count.numerator, "denominator": count.denominator}
    if count.value is not None:
        return {"value": _exact(count.value)}
    if unit == "count" and count.numerator is not None:
        return {"value": count.numerator}
    return {"not_supplied": "there is no case to count"}


def _parts(parts: Mapping[str, Part], unit: str) -> Shape:
    """By name, those whose names are shown as one put together: parts that were left out would not add up."""
    merged: dict[str, Part] = {}
    for name, part in parts.items():
        shown = _name(name)
        merged[shown] = _together(merged[shown], part) if shown in merged else part
    return {name: _part(part, unit) for name, part in sorted(merged.items())}


def _part(part: Part, unit: str) -> Shape:
    counted = _counted(part, unit)
    supplied = "not_supplied" not in counted
    return counted | ({"not_recorded": part.not_recorded} if part.not_recorded and supplied else {})


def _together(one: Part, other: Part) -> Part:
    def added(first: int | None, second: int | None) -> int | None:
        return None if first is None or second is None else first + second

    numerator, denominator = added(one.numerator, other.numerator), added(one.denominator, other.denominator)
    return Part(numerator, denominator, None, one.not_recorded + other.not_recorded)


def _name(name: str) -> str:
    """A team's name as a submission may hold it: no line breaks, nothing that turns the reading direction round."""
    plain = " ".join("".join(one if category(one)[0] != "C" else " " for one in name).split())
    digits = sum(one.isdigit() for one in plain)
    return plain if plain and len(plain) <= LONGEST_NAME and digits < len("0000000000") else NO_NAME


def _exact(number: Decimal | int) -> Decimal | int:
    if isinstance(number, int):
        return number
    short = EXACT.create_decimal(number)
    return int(short) if short == short.to_integral_value() else short.normalize()


def period_shape(period: Period) -> Shape:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def source_text(read: FileRead, rules: RecordRules, tables: Sequence[str], day: date, period: Period | None) -> str:
    """Which source and list, and of which day or period: `Annex A, List 4, extracted 2021-03-16`."""
    source = rules.sources[read.source]
    lists = [source.tables[one] for one in tables if one in source.tables]
    names = [source.title.partition(",")[0], *(one.title.partition(":")[0] for one in lists)]
    windows = {source.tables[one].window for one in tables or read.tables if one in source.tables}
    returned = read.reference_day is not None or windows == {THE_PERIOD}
    dated = str(period or day) if returned else f"extracted {day.isoformat()}"
    return ", ".join(dict.fromkeys(part for part in (*names, dated) if part))


def collected_shape(reads: Sequence[FileRead], extracted_on: date, rules: RecordRules) -> Shape:
    """Which files it was counted from, by which rules, and how much of them could not be read."""
    return {
        "marking": MARKING,
        "extracted_on": extracted_on.isoformat(),
        "from": [
            {
                "source": read.source,
                "title": rules.sources[read.source].title.partition(",")[0],
                "file": read.file,
                "sha256": read.sha256,
                "tables": {name: table.rows for name, table in read.tables.items()},
                "cells_not_read": sum(cell.cells for table in read.tables.values() for cell in table.unread),
            }
            for read in reads
        ],
        "rules": rules.digest,
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def as_bytes(submission: Mapping[str, object]) -> bytes:
    """JSON with a line a figure, in the order given, so that two submissions can be compared line by line."""
    return f"{_text(submission, '', 2)}\n".encode()


def _text(value: object, indent: str, levels: int) -> str:
    if isinstance(value, Mapping):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {_text(one, f'{indent}  ', levels - 1)}"
                 for key, one in value.items()]  # fmt: skip
        if levels > 0 and parts:
            inner = f",\n{indent}  ".join(parts)
            return f"{{\n{indent}  {inner}\n{indent}}}"
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_text(one, indent, 0) for one in value)}]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)
