"""Dates as sources give them: a day, a month or a year, none of them ever held against today's."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class When(NamedTuple):
    """A date as written ("2013-05-20", "2013-05", "2013"), with the first and last day it can mean."""

    text: str
    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> When:
        """ValueError for anything but a real day, month or year written with dashes."""
        return _read(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> When:
    parts = text.split("-")
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)] or not all(p.isascii() and p.isdigit() for p in parts):
        raise ValueError(text)
    year, month, day = (*(int(part) for part in parts), *(0,) * (3 - len(parts)))
    if len(parts) == 1:
        return When(text, date(year, 1, 1), date(year, 12, 31))
    if len(parts) == 2:
        return When(text, date(year, month, 1), date(year, month, _days_in(year, month)))
    return When(text, date(year, month, day), date(year, month, day))


class Period(NamedTuple):
    """The days a figure covers, both ends in; a figure "as at" a day covers that day alone."""

    start: date
    end: date

    def __str__(self) -> str:
        return self.end.isoformat() if self.start == self.end else f"{self.start.isoformat()} to {self.end.isoformat()}"


@lru_cache(maxsize=4096)
def months_after(day: date, months: int) -> date:
    """The same day so many months on (fewer than none: back), or that month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    """As calendar.monthrange has it, which takes longer to import than a whole file to read."""
    if month == 2:  # February
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def day_before(day: date) -> date:
    return day - timedelta(days=1)
