"""What compcheck counts from files is what was counted over the lives those files were cut from, without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import independent_answers as answers
from compcheck.inventing.forms import FORMS, Order
from compcheck.model.counting import Count, CountingSettings
from compcheck.model.when import Period
from compcheck.reading.rule_home import load_library
from compcheck.records.counting import count
from compcheck.records.extracts import read_records
from independent_answers import Answer, Lives
from independent_counts import Told

CHILDREN, SEED = 1200, 3
LIMITS = {
    "caseload_ceiling": answers.CEILING,
    "visit_interval_for_children_on_a_plan": answers.PLAN_VISITS,
    "visit_interval_for_children_in_need": answers.NEED_VISITS,
}
THE_DAY, THE_YEAR = date(2026, 3, 31), Period(date(2025, 4, 1), date(2026, 3, 31))
SOURCES: Mapping[str, tuple[str, str, Mapping[str, Answer]]] = {
    "annex-a": ("annex-a", "exampleshire-annex-a.xlsx", answers.ANNEX_A),
    "cin-census": ("cin-census", "exampleshire-cin-census.xml", answers.CENSUS),
    "ssda903": ("ssda903", "exampleshire-ssda903", answers.CARE_RETURN),
    "workforce-census": ("workforce-census", "exampleshire-workforce-census.xml", answers.WORKFORCE),
}
AT_LEAST = {
    # Only the latest review is on the list: of a child whose first was late, nothing shows that it was the first.
    ("annex-a", "looked_after_reviews_overdue"),
}
NOT_ALL_SHOWN = {
    # A return of one year does not hold the review before the first of the year, nor whether that was in time.
    ("ssda903", "children_in_care_reviewed_on_time"),
}


@pytest.fixture(scope="module")
def lives() -> Lives:
    order = Order(CHILDREN, SEED)
    return Lives(list(order.stories()), order.staff())


def counted(path: Path, source: str, day: date = THE_DAY) -> dict[str, Count]:
    library = load_library(None)
    extract = read_records(str(path), library.records(), source)
    period = THE_YEAR if source in {"cin-census", "ssda903"} else None
    settings = CountingSettings(day, period, LIMITS)
    found = count([extract], library.records(), library.catalogue.indicators, settings)
    return {one.indicator: one for one in found if not one.cannot}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for form, _, _ in SOURCES.values():
        FORMS[form](folder, Order(CHILDREN, SEED))
    return folder


@pytest.fixture(scope="module")
def all_counted(written: Path) -> dict[str, dict[str, Count]]:
    days = {"workforce-census": date(2025, 9, 30)}
    return {
        source: counted(written / file, source, days.get(source, THE_DAY)) for source, (_, file, _) in SOURCES.items()
    }


def test_every_indicator_that_records_give_is_counted_a_second_time(all_counted: dict[str, dict[str, Count]]) -> None:
    for source, (_, _, told) in SOURCES.items():
        assert set(all_counted[source]) == set(told), source


@pytest.mark.parametrize(
    ("source", "indicator"), [(source, name) for source, (_, _, told) in SOURCES.items() for name in told]
)
def test_the_count_is_that_of_the_lives(
    source: str, indicator: str, lives: Lives, all_counted: dict[str, dict[str, Count]]
) -> None:
    told: Told = SOURCES[source][2][indicator](lives)
    found = all_counted[source][indicator]
    if told.value is not None:
        assert found.value is not None
        assert float(found.value) == pytest.approx(told.value, abs=0.051)
        assert not found.not_recorded
        return
    assert told.of > 0, "a share of nothing shows nothing"
    assert found.denominator == told.of
    assert found.numerator is not None
    if (source, indicator) in AT_LEAST:
        assert found.at_least
        assert found.numerator <= told.met
        return
    if (source, indicator) in NOT_ALL_SHOWN:
        assert found.numerator <= told.met <= found.numerator + found.not_recorded
        return
    assert (found.numerator, found.not_recorded) == (told.met, told.unknown)


def test_of_an_untidy_workbook_the_truth_lies_within_what_is_said(lives: Lives, tmp_path: Path) -> None:
    """Blank and unreadable cells widen the range; they move nothing out of it, and no more is left out than is so."""
    FORMS["annex-a"](tmp_path, Order(CHILDREN, SEED, untidy=True))
    found = counted(tmp_path / "exampleshire-annex-a.xlsx", "annex-a")
    assert sum(one.not_recorded for one in found.values()) > 100
    for name, answer in answers.ANNEX_A.items():
        told, one = answer(lives), found[name]
        if told.value is not None:
            assert one.value is not None
            assert float(one.value) - 0.051 <= told.value <= float(one.value) + 0.051 + one.not_recorded, name
            continue
        assert one.numerator is not None, name
        assert one.denominator is not None, name
        assert one.numerator <= told.met <= one.numerator + one.not_recorded, name
        assert one.denominator - one.not_recorded <= told.of, name


def test_a_folder_of_tables_comes_to_what_the_workbook_does(
    written: Path, all_counted: dict[str, dict[str, Count]]
) -> None:
    """As CSV and as Parquet, for what both give of the same half year or day."""
    for form in ("tables", "parquet"):
        FORMS[form](written, Order(CHILDREN, SEED))
        library = load_library(None)
        extract = read_records(str(written / f"exampleshire-{form}"), library.records(), None)
        settings = CountingSettings(THE_DAY, Period(date(2025, 10, 1), THE_DAY), LIMITS)
        found = count([extract], library.records(), library.catalogue.indicators, settings)
        both = [one for one in found if not one.cannot and one.indicator in answers.ANNEX_A]
        assert len(both) > 10
        for one in both:
            beside = all_counted["annex-a"][one.indicator]
            same = ("numerator", "denominator", "value", "not_recorded", "left_out")
            assert [getattr(one, part) for part in same] == [getattr(beside, part) for part in same], one.indicator


def test_a_long_census_is_counted_to_its_last_child(tmp_path: Path) -> None:
    """Read in many pieces, and none of them lost between finding out what the file is and reading it."""
    order = Order(2500, SEED)
    FORMS["cin-census"](tmp_path, order)
    found = counted(tmp_path / "exampleshire-cin-census.xml", "cin-census")
    told = answers.CENSUS["referrals"](Lives(list(order.stories()), order.staff()))
    assert found["referrals"].value == told.value
