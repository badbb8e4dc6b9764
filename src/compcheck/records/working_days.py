"""Working days: neither Saturdays nor Sundays nor England's bank holidays.

Bank holidays are those of the `holidays` library, which has every one that was proclaimed (for a jubilee, a funeral, a
coronation) up to its own release and reckons the rest by rule. A day proclaimed later would be missing, so years are
taken as known up to those that the government has published, or the one after the day of extraction.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

SATURDAY = 5
PUBLISHED_TO = 2027
"""Source: UK bank holidays, GOV.UK, https://www.gov.uk/bank-holidays, which lists England's for 2025 to 2027."""


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


def calendar(first_year: int, last_year: int) -> Calendar:
    """Every day of these years, both in."""
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    free = bank_holidays(first_year, last_year)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    worked = accumulate(int(day.weekday() < SATURDAY and day not in free) for day in days)
    return Calendar(first, tuple(worked))


def bank_holidays(first_year: int, last_year: int) -> frozenset[date]:
    """England's, of these years."""
    # It is imported where it is needed: a tenth of a second, for records alone.
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415

    made: Any = UnitedKingdom
    return frozenset(made(subdiv="ENG", years=range(first_year, last_year + 1)))


def years_known(extracted_on: date) -> tuple[int, int]:
    """The first and last year whose bank holidays are known."""
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415

    return UnitedKingdom.start_year, min(UnitedKingdom.end_year, max(PUBLISHED_TO, extracted_on.year + 1))
