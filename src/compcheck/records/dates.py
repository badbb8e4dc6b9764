"""A day, however it was written into a cell. What cannot be a day of these records is told in words, never repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
FIRST_SERIAL, LAST_SERIAL = 7306, 73415
"""1 January 1920 and 31 December 2100 as Excel counts days. A number below is a count or a year alone ("2019"), for
no child or adopter in these records was born so long ago."""
_EXCEL_BEGINS = date(1899, 12, 30).toordinal()
_TIME = r"(?:[T\s,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_UNBROKEN = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DMY = re.compile(rf"(\d{{1,2}})[-/. ]+(\d{{1,2}})[-/. ]+(\d{{4}}){_TIME}", re.ASCII)
_NAMED = re.compile(
    rf"(?:[A-Za-z]{{3,9}},?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]+([A-Za-z]{{3,9}})\.?[-/. ,]+(\d{{4}}){_TIME}",
    re.ASCII,
)
_SHORT_YEAR = re.compile(rf"\d{{1,2}}[-/. ]+(?:\d{{1,2}}|[A-Za-z]{{3,9}})[-/. ]+\d{{2}}{_TIME}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d*)?", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

NO_DATE = "is no date"
NO_SUCH_DAY = "is a day that no month has"
TOO_FAR = f"is a date outside {EARLIEST_YEAR} to {LATEST_YEAR}"
SHORT_YEAR = "has a year of two digits, which does not say the century"
NO_DAY_NUMBER = "is a number that stands for no day"


class NotRead(NamedTuple):
    """Why a cell says nothing."""

    what: str


def day_of(cell: object, order: Sequence[str] = ("iso", "dmy")) -> date | NotRead:
    """`order` is how numbers in a text are read: ISO has the year first, so that both may be told apart by it."""
    if isinstance(cell, datetime):
        return _near(cell.date())
    if isinstance(cell, date):
        return _near(cell)
    if isinstance(cell, bool | time | timedelta):
        return NotRead(NO_DATE)
    if isinstance(cell, int | float):
        return _serial(cell)
    return _written(str(cell), order)


def _near(day: date) -> date | NotRead:
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else NotRead(TOO_FAR)


def _serial(number: float) -> date | NotRead:
    if FIRST_SERIAL <= number < LAST_SERIAL + 1:
        return date.fromordinal(_EXCEL_BEGINS + int(number))
    if 1e7 <= number < 1e8 and (unbroken := _UNBROKEN.fullmatch(f"{number:.0f}")):
        return _day(unbroken[1], unbroken[2], unbroken[3])
    return NotRead(NO_DAY_NUMBER)


def _written(text: str, order: Sequence[str]) -> date | NotRead:
    if iso := _ISO.fullmatch(text) or _UNBROKEN.fullmatch(text):
        return _day(iso[1], iso[2], iso[3])
    if "dmy" in order:
        if dmy := _DMY.fullmatch(text):
            return _day(dmy[3], dmy[2], dmy[1])
        if (named := _NAMED.fullmatch(text)) and (month := _month(named[2])):
            return _day(named[3], month, named[1])
        if _NUMBER.fullmatch(text):
            return _serial(float(text))
        if _SHORT_YEAR.fullmatch(text):
            return NotRead(SHORT_YEAR)
    return NotRead(NO_DATE)


def _month(word: str) -> int:
    """0 for what is no month; "Jan" and "Sept" are some."""
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(word.lower())), 0)


def _day(year: str, month: str | int, day: str) -> date | NotRead:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return NotRead(TOO_FAR)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return NotRead(NO_SUCH_DAY)
