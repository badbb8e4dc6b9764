"""The days of invented records: when they were extracted, and which days are worked.

They have a calendar of their own, and nothing is read off a clock, so that the same number gives the same bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta

EXTRACTED_ON = date(2026, 3, 31)
"""The day of extraction is also the day on which the census of that year ends."""
SIX_MONTHS_AGO = date(2025, 10, 1)
A_YEAR_AGO = date(2025, 4, 1)
"""Where a list says the last 6 or 12 months, these are the first days of them; the census year is the latter."""
WORKFORCE_DAY = date(2025, 9, 30)

_HOLIDAYS = """
2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
"""
"""England's bank holidays (gov.uk/bank-holidays) of the years a story may touch."""
BANK_HOLIDAYS = frozenset(date.fromisoformat(day) for day in _HOLIDAYS.split())
_FIRST, _LAST = date(2021, 1, 1), date(2027, 12, 31)
_WORKED = [
    day
    for number in range((_LAST - _FIRST).days + 1)
    if (day := _FIRST + timedelta(days=number)).weekday() < 5 and day not in BANK_HOLIDAYS
]


def working_days_after(day: date, number: int) -> date:
    """The working day so many after this one; 0 is the day itself, worked or not."""
    return day if number == 0 else _WORKED[bisect_right(_WORKED, day) + number - 1]


def worked(day: date) -> date:
    """That day, or the next one somebody works."""
    return _WORKED[bisect_left(_WORKED, day)]


def months_after(day: date, number: int) -> date:
    """The same day of another month, or that month's last; earlier, for a number below 0."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """In whole years; -1 before birth, as the lists say it."""
    if born > day:
        return -1
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def if_past(day: date) -> date | None:
    """A day to come is not yet known to anybody."""
    return day if day <= EXTRACTED_ON else None
