from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import BANK_HOLIDAYS, SETTINGS, counted, extract_of, indicator, rules_of, table_of, way

from compcheck.model.counting import STATE, CountingSettings
from compcheck.model.when import Period
from compcheck.records.counting import count
from compcheck.records.working_days import calendar, years_known

CALENDAR = calendar(2019, 2026, BANK_HOLIDAYS)
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 5, 8), "75 years after the end of the war, moved from the Monday"),
        (date(2022, 6, 2), "the spring bank holiday, moved for the jubilee"),
        (date(2022, 6, 3), "the platinum jubilee"),
        (date(2022, 9, 19), "the state funeral"),
        (date(2023, 5, 8), "the coronation"),
        (date(2021, 12, 27), "Christmas Day on a Saturday"),
        (date(2021, 12, 28), "Boxing Day on a Sunday"),
        (date(2024, 3, 29), "Good Friday"),
        (date(2024, 4, 1), "Easter Monday, which Scotland works"),
    ],
)
def test_nobody_works_on_the_bank_holidays_of_england(day: date, why: str) -> None:
    assert CALENDAR.between(day - timedelta(days=1), day) == 0, why


@pytest.mark.parametrize(
    "day", [date(2020, 5, 4), date(2022, 5, 30), date(2023, 3, 17), date(2024, 1, 2), date(2024, 12, 2)]
)
def test_days_that_are_free_elsewhere_or_were_moved_are_worked(day: date) -> None:
    assert CALENDAR.between(day - timedelta(days=1), day) == 1


def test_friday_to_monday_is_one_working_day() -> None:
    assert CALENDAR.between(date(2024, 6, 7), date(2024, 6, 10)) == 1
    assert CALENDAR.between(date(2024, 6, 10), date(2024, 6, 7)) == -1
    assert CALENDAR.between(date(2024, 6, 7), date(2024, 6, 9)) == 0


def test_every_year_has_its_eight_bank_holidays_and_what_was_proclaimed() -> None:
    weekdays = {
        year: sum(day.year == year and day.weekday() < 5 for day in BANK_HOLIDAYS) for year in range(2013, 2027)
    }
    assert weekdays == {**dict.fromkeys(range(2013, 2027), 8), 2022: 10, 2023: 9}


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up_and_go_back_as_they_came(first: date, second: date, third: date) -> None:
    between = CALENDAR.between
    assert between(first, second) + between(second, third) == between(first, third)
    assert between(first, second) == -between(second, first)
    assert between(first, first) == 0
    assert abs(between(first, second)) <= abs((second - first).days)


@given(DAYS, st.integers(0, 300))
def test_working_days_are_those_that_somebody_counts_one_by_one(first: date, days: int) -> None:
    end = min(first + timedelta(days=days), CALENDAR.last)
    after = (first + timedelta(days=number) for number in range(1, (end - first).days + 1))
    assert CALENDAR.between(first, end) == sum(day.weekday() < 5 and day not in BANK_HOLIDAYS for day in after)


def test_the_database_counts_as_the_calendar_does_however_far_back() -> None:
    longest = way(gives=STATE, value="max(working_days(started, extracted_on))")
    for started in (date(1999, 12, 24), date(2026, 3, 27), date(2015, 4, 2)):
        found = counted({"assessments": table_of([{"started": started}])}, longest, unit="count")
        assert found.value == calendar(started.year, 2026, BANK_HOLIDAYS).between(started, date(2026, 3, 31))


def test_a_year_whose_bank_holidays_nobody_has_proclaimed_is_not_counted() -> None:
    rows = [{"started": date(2026, 3, 2), "ended": date(year, 3, 9)} for year in (2029, 2026)]
    in_time = way(met="working_days(started, ended) <= 45")
    found = counted({"assessments": table_of(rows)}, in_time)
    assert found.denominator is None
    assert found.cannot == ("some of its days are in 2029, and England's bank holidays are known for 1900 to 2027")
    assert counted({"assessments": table_of(rows)}, way(met="ended is not null")).numerator == 2, (
        "which needs no calendar"
    )


def test_a_far_day_in_a_row_that_is_not_counted_does_no_harm() -> None:
    rows = [{"started": date(2026, 3, 2), "ended": date(year, 3, 9)} for year in (2062, 2026)]
    in_time = way(where="ended between period_from and period_to", met="working_days(started, ended) <= 45")
    found = counted({"assessments": table_of(rows)}, in_time)
    assert (found.numerator, found.denominator, found.cannot) == (1, 1, "")


def test_a_year_is_known_where_the_rules_list_its_bank_holidays() -> None:
    assert years_known(BANK_HOLIDAYS) == (1900, 2027)
    nothing = CountingSettings(date(2150, 3, 31), Period(date(2149, 4, 1), date(2150, 3, 31)))
    rules = rules_of({"timely": [way(met="working_days(started, ended) <= 45")]})
    rows = table_of([{"started": date(2150, 3, 2), "ended": date(2150, 3, 9)}])
    (found,) = count([extract_of({"assessments": rows})], rules, {"timely": indicator("timely")}, nothing)
    assert found.cannot.startswith("some of its days are in 2150")


def test_rules_without_bank_holidays_count_no_working_days_and_all_else() -> None:
    rules = rules_of({
        "timely": [way(met="working_days(started, ended) <= 45")],
        "ended": [way(met="ended is not null")],
    })._replace(bank_holidays=frozenset())  # fmt: skip
    rows = table_of([{"started": date(2026, 3, 2), "ended": date(2026, 3, 9)}])
    known = {name: indicator(name) for name in ("timely", "ended")}
    timely, ended = count([extract_of({"assessments": rows})], rules, known, SETTINGS)
    assert timely.cannot == "its rules list no bank holidays, and it is counted in working days"
    assert (ended.numerator, ended.denominator) == (1, 1)


def test_the_days_in_the_rules_are_those_of_the_library_that_keeps_them() -> None:
    library = pytest.importorskip("holidays")
    assert frozenset(library.country_holidays("GB", subdiv="ENG", years=range(1900, 2028))) == BANK_HOLIDAYS
