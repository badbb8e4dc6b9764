"""The last day on which a case was in time, and how long past it a case is. As counting has it, in days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from compcheck.model.counting import Within
from compcheck.model.when import months_after
from compcheck.records.working_days import Calendar, calendar, years_known

DAYS_IN = {"days": 1, "weeks": 7}
MONTHS_IN = {"months": 1, "years": 12}


class DueDays:
    """Of one limit; without one, or where nobody gave it, nothing is ever due."""

    def __init__(
        self,
        within: Within | None,
        parameters: Mapping[str, Decimal | int],
        day: date,
        bank_holidays: frozenset[date],
    ) -> None:
        self.day = day
        self._bank_holidays = bank_holidays
        self._unit = within.unit if within is not None else ""
        self._limit = _limit(within, parameters) if within is not None else None
        self._calendar: Calendar | None = None

    def due(self, since: object) -> date | None:
        """The last day in time for what began then."""
        if not isinstance(since, date) or self._limit is None:
            return None
        if self._unit in DAYS_IN:
            return since + timedelta(days=self._limit * DAYS_IN[self._unit])
        if self._unit in MONTHS_IN:
            return months_after(since, self._limit * MONTHS_IN[self._unit])
        return self._working_day(since, self._limit)

    def over(self, due: date | None, until: object) -> int | None:
        """How many days past it the case was ended, or is still open."""
        if due is None:
            return None
        days = ((until if isinstance(until, date) else self.day) - due).days
        return days if days > 0 else None

    def falls_due(self, due: date | None, working_days: int) -> bool:
        """Whether the last day in time is one of the next so many working days, the day of extraction among them."""
        if due is None or due < self.day:
            return False
        last = self._working_day(self.day, working_days)
        return last is not None and due <= last

    def _working_day(self, since: date, number: int) -> date | None:
        """So many working days after it; None beyond the years whose bank holidays are known."""
        if self._calendar is None or since < self._calendar.first:
            first, last = years_known(self._bank_holidays)
            begins = max(first, min(since.year, self.day.year))
            self._calendar = calendar(begins, last, self._bank_holidays)
        days = self._calendar
        if not days.first <= since <= days.last:
            return None
        wanted = days.worked[(since - days.first).days] + number
        at = bisect_left(days.worked, wanted)
        return days.first + timedelta(days=at) if at < len(days.worked) else None


def _limit(within: Within, parameters: Mapping[str, Decimal | int]) -> int | None:
    given = parameters.get(within.limit, within.limit)
    try:
        return int(given)
    except ValueError:
        return None  # a limit that nobody gave
