"""The last day in time is the one that counting takes for the last."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import BANK_HOLIDAYS

from compcheck.model.counting import Within
from compcheck.records.due_days import DueDays
from compcheck.records.working_days import calendar

DAY = date(2026, 3, 31)
KNOWN = calendar(2010, 2027, BANK_HOLIDAYS)


def due(limit: str, unit: str, since: date, parameters: dict[str, Decimal | int] | None = None) -> date | None:
    return DueDays(Within(limit, unit, "started", "ended"), parameters or {}, DAY, BANK_HOLIDAYS).due(since)


@pytest.mark.parametrize(
    ("limit", "unit", "since", "last"),
    [
        ("10", "working days", date(2026, 3, 26), date(2026, 4, 13)),  # Good Friday and Easter Monday lie between
        ("1", "working days", date(2026, 3, 27), date(2026, 3, 30)),
        ("10", "days", date(2026, 3, 26), date(2026, 4, 5)),
        ("6", "weeks", date(2026, 1, 1), date(2026, 2, 12)),
        ("3", "months", date(2025, 11, 30), date(2026, 2, 28)),
        ("2", "years", date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_the_last_day_in_time_is_so_long_after_the_first(limit: str, unit: str, since: date, last: date) -> None:
    assert due(limit, unit, since) == last


def test_a_limit_of_the_authority_s_own_is_the_one_it_gives() -> None:
    assert due("interval", "weeks", date(2026, 1, 1), {"interval": 2}) == date(2026, 1, 15)
    assert due("interval", "weeks", date(2026, 1, 1)) is None


@given(since=st.dates(date(2012, 1, 1), date(2026, 3, 31)), limit=st.integers(1, 60))
def test_so_many_working_days_lie_between_and_the_day_before_there_were_fewer(since: date, limit: int) -> None:
    last = due(str(limit), "working days", since)
    assert last is not None
    assert KNOWN.between(since, last) == limit
    assert KNOWN.between(since, last - timedelta(days=1)) == limit - 1


def test_a_day_that_is_not_known_has_none_after_it() -> None:
    days = DueDays(Within("10", "working days", "started", "ended"), {}, DAY, BANK_HOLIDAYS)
    assert days.due(None) is None
    assert days.over(None, None) is None
    assert not days.falls_due(None, 10)
