"""Days counted by hand: England's bank holidays as gov.uk printed them, and a loop that asks of each day if it counts.

Nothing of compcheck is used, nor the calendar that the stories were told with.
"""

from __future__ import annotations

from datetime import date, timedelta

BANK_HOLIDAYS = {
    2021: ("1 Jan", "2 Apr", "5 Apr", "3 May", "31 May", "30 Aug", "27 Dec", "28 Dec"),
    2022: ("3 Jan", "15 Apr", "18 Apr", "2 May", "2 Jun", "3 Jun", "29 Aug", "19 Sep", "26 Dec", "27 Dec"),
    2023: ("2 Jan", "7 Apr", "10 Apr", "1 May", "8 May", "29 May", "28 Aug", "25 Dec", "26 Dec"),
    2024: ("1 Jan", "29 Mar", "1 Apr", "6 May", "27 May", "26 Aug", "25 Dec", "26 Dec"),
    2025: ("1 Jan", "18 Apr", "21 Apr", "5 May", "26 May", "25 Aug", "25 Dec", "26 Dec"),
    2026: ("1 Jan", "3 Apr", "6 Apr", "4 May", "25 May", "31 Aug", "25 Dec", "28 Dec"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_working_day(day: date) -> bool:
    return day.isoweekday() < 6 and f"{day.day} {MONTHS[day.month - 1]}" not in BANK_HOLIDAYS[day.year]


def working_days(start: date, end: date) -> int:
    """After the start, up to and including the end: from Friday to Monday is one."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short."""
    month = day.month + months
    year = day.year + (month - 1) // 12
    month = (month - 1) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def full_years(born: date, day: date) -> int:
    """Full years of age."""
    years = 0
    while months_later(born, 12 * (years + 1)) <= day:
        years += 1
    return years
