"""Working days: neither Saturdays nor Sundays nor England's bank holidays.

The bank holidays stand in the rules (rules/records/bank-holidays.yaml), so that a result's digest of the rules covers
them and no newer release of a library changes it. A year that is not listed is not known: a day might yet be proclaimed
in it, and a count that needs it is not made.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

SATURDAY = 5


class Calendar(NamedTuple):
    """`worked` is how many working days there are from `first` up to and including each day after it."""

    first: date
    worked: tuple[int, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=len(self.worked) - 1)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`: Friday to Monday is 1, back again -1."""
        return self.worked[(end - self.first).days] - self.worked[(start - self.first).days]


def calendar(first_year: int, last_year: int, bank_holidays: AbstractSet[date]) -> Calendar:
    """Every day of these years, both in."""
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    worked = accumulate(int(day.weekday() < SATURDAY and day not in bank_holidays) for day in days)
    return Calendar(first, tuple(worked))


def years_known(bank_holidays: AbstractSet[date]) -> tuple[int, int]:
    """The first and last year whose bank holidays are known; (1, 0) where none are."""
    if not bank_holidays:
        return 1, 0
    return min(bank_holidays).year, max(bank_holidays).year
