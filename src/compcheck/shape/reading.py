"""The small pieces every part of a submission is made of: mappings, texts, dates, numbers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from compcheck.model.library import Library
from compcheck.model.problem import Problem
from compcheck.model.when import Period, When
from compcheck.shape.private import private_in
from compcheck.shape.schema import LONGEST_TEXT


class Refused(Exception):  # noqa: N818  # no error yet: jsonschema says what is wrong, if anything is
    """Something here is not as the schema has it."""


class Reading:
    """What the parts of one submission have in common while it is read, and what was found wrong."""

    __slots__ = ("another_framework", "file", "fit", "judged", "library", "period", "problems", "refused", "source")

    def __init__(self, file: str, library: Library) -> None:
        self.file = file
        self.library = library
        self.refused: list[str] = []
        self.problems: list[Problem] = []
        self.period = Period(date.min, date.min)
        self.source = ""
        self.judged = date.max
        self.another_framework = False  # whether it is judged under one that was asked for, and may not speak its words
        self.fit: set[object] = set()  # texts already found to be in order: one source is said of many figures

    def problem(self, code: str, pointer: str, fact: str, way_out: str) -> None:
        self.problems.append(Problem(code, self.file, fact, way_out, pointer))

    def check_not_after_judgement(self, day: date, pointer: str, is_what: str = "ends on") -> None:
        if day > self.judged:
            self.problem(
                "after-judged-on", pointer,
                f"{is_what} {day.isoformat()}, after the day it is judged on ({self.judged.isoformat()}).",
                'Correct the dates: what is judged must have happened by "judged_on".',
            )  # fmt: skip


def mapping(data: object, keys: frozenset[str] | None) -> dict[str, object]:
    """The mapping itself, if it is one and has no other keys."""
    if type(data) is not dict or (keys is not None and not data.keys() <= keys):
        raise Refused
    return data


def text(data: object, reading: Reading, pointer: str) -> str:
    if type(data) is not str or not 0 < len(data) <= LONGEST_TEXT:
        raise Refused
    if data not in reading.fit:
        found = private_in(data)
        if found is None:
            reading.fit.add(data)
        else:
            reading.problem(found[0], pointer, found[1], found[2])
    return data


def optional_text(data: dict[str, object], key: str, reading: Reading, parent: str) -> str:
    return text(data[key], reading, f"{parent}/{key}") if key in data else ""


GRAINS = {"day": {10}, "day or month": {7, 10}, "day, month or year": {4, 7, 10}}
"""The lengths a date may have when written: a day is 2013-05-20, a month 2013-05."""


def when(data: object, reading: Reading, pointer: str, grain: str) -> When | None:
    """A date as written; None, with a problem, if it is well written and no such day exists."""
    if type(data) is not str:
        raise Refused
    read = _when(data, grain)
    if read is None:
        reading.problem(
            "no-such-date",
            pointer,
            f"is {data}, and there is no such date.",
            "Correct it: year-month-day, as 2013-03-31.",
        )
    return read


@lru_cache(maxsize=4096)
def _when(data: str, grain: str) -> When | None:
    """None where no such day exists. Cached, because a file says the same few dates again and again."""
    if len(data) not in GRAINS[grain] or not data.isascii() or data.count("-") != {4: 0, 7: 1, 10: 2}[len(data)]:
        raise Refused
    if any(len(part) != size or not part.isdigit() for part, size in zip(data.split("-"), (4, 2, 2), strict=False)):
        raise Refused
    try:
        return When.read(data)
    except ValueError:
        return None


def period_of(data: object, reading: Reading, pointer: str) -> Period | None:
    given = mapping(data, frozenset({"from", "to"}))
    start = when(given["from"], reading, f"{pointer}/from", "day")
    end = when(given["to"], reading, f"{pointer}/to", "day")
    if start is None or end is None:
        return None
    if start.first > end.last:
        reading.problem(
            "period-backwards",
            pointer,
            f"runs backwards, from {start.text} to {end.text}.",
            'Exchange "from" and "to".',
        )
        return None
    return Period(start.first, end.last)
