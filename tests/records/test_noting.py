"""What is to be known of records before their figures are believed; never a name, nor the day of a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from made_records import PERIOD, SETTINGS, extract_of, rules_of, table_of, way

from compcheck.model.counting import CountingSettings
from compcheck.records.noting import noted

ROWS: Sequence[dict[str, Any]] = [{"worker": "Ann Bell", "ended": date(2025, 4, 20)} for _ in range(30)]


def notes(
    rows: Sequence[dict[str, Any]] = ROWS, *columns: str, settings: CountingSettings = SETTINGS, **read: Any
) -> tuple[str, ...]:
    rules = rules_of({"timely": [way(met="seen", dated="ended")]})
    return noted(extract_of({"assessments": table_of(rows, *columns)}, **read), rules, settings).read.notes


def given(*names: str) -> CountingSettings:
    return SETTINGS._replace(without_cases=frozenset(names))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ann Bell",), "1 name given of workers without cases, and it is in the lists"),
        (("ann  BELL", "Bo Dee", "Cy Eve"), "3 names given of workers without cases, 1 of them in the lists"),
        (("Bo Dee", "Cy Eve"), "2 names given of workers without cases; none of them stands in a list"),
    ],
)
def test_how_many_of_the_names_stand_in_the_lists_is_told_and_never_which(names: tuple[str, ...], said: str) -> None:
    (note,) = notes(settings=given(*names))
    assert note.startswith(said)
    assert not any(name.lower() in note.lower() for name in ("Ann", "Bo Dee", "Cy Eve"))


def test_names_beside_records_that_name_no_worker_are_told_to_be_of_no_use() -> None:
    (note,) = notes(ROWS, "child", "ended", settings=given("Ann Bell"))
    assert note.endswith("no worker is named here")


def since(first: date, rows: int = 30) -> list[dict[str, Any]]:
    return [{"ended": first + timedelta(days=day)} for day in range(rows)]


def test_a_list_that_begins_long_after_its_period_is_told_by_the_month() -> None:
    (note,) = notes(since(date(2025, 10, 7)))
    assert "Assessments: the earliest for tests is in October 2025" in note
    assert "the period begins on 2025-04-01" in note
    assert "--period" in note
    assert "2025-10-07" not in note


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (since(date(2025, 5, 30)), {}),
        (since(date(2025, 10, 7), rows=19), {}),
        (since(date(2025, 10, 7)), {"period": PERIOD}),
        ([], {}),
    ],
)
def test_nothing_is_said_of_a_list_that_begins_soon_enough_or_is_short_or_says_its_own_period(
    rows: list[dict[str, Any]], read: dict[str, Any]
) -> None:
    assert notes(rows, **read) == ()
