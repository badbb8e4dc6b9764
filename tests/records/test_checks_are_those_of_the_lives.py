"""What the checks find in files cut from lives that agree: nothing, but for what was put wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from compcheck.inventing.forms import FORMS, Order
from compcheck.inventing.life_stories import Story
from compcheck.inventing.writing_census import census_episodes, census_xml
from compcheck.model.counting import CheckCount, CountingSettings
from compcheck.model.when import Period
from compcheck.reading.rule_home import load_library
from compcheck.records.checking import check
from compcheck.records.extracts import read_records

ORDER = Order(1500, 4)
SETTINGS = CountingSettings(date(2026, 3, 31), Period(date(2025, 4, 1), date(2026, 3, 31)))
OF_THE_LIVES = {"enquiries_past_15_working_days_without_a_conference"}
"""What some of the lives really are: nobody decided."""


def found_in(path: Path, source: str) -> dict[str, CheckCount]:
    records = load_library(None).records()
    return {one.check.id: one for one in check([read_records(str(path), records, source)], records, SETTINGS)}


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("annex-a", "exampleshire-annex-a.xlsx"),
        ("cin-census", "exampleshire-cin-census.xml"),
        ("ssda903", "exampleshire-ssda903"),
    ],
)
def test_in_lists_that_agree_nothing_is_found(form: str, file: str, tmp_path: Path) -> None:
    FORMS[form](tmp_path, ORDER)
    found = found_in(tmp_path / file, form)
    assert sum(one.rows for one in found.values()) > 0
    assert {name for name, one in found.items() if one.touched} <= OF_THE_LIVES


def census_of(folder: Path, stories: Iterable[Story]) -> Path:
    path = folder / "census.xml"
    path.write_text("".join(census_xml(stories)), "utf-8")
    return path


def test_a_case_closed_with_its_assessment_open_is_found_whatever_other_cases_the_child_had(tmp_path: Path) -> None:
    stories, broken = [], 0
    for story in ORDER.stories():
        told = census_episodes(story)
        if len(told) > 1 and told[0].closed and told[0].assessments:
            open_still = told[0]._replace(assessments=(told[0].assessments[0]._replace(ended=None),))
            stories.append(story._replace(episodes=(open_still, *told[1:])))
            broken += 1
        else:
            stories.append(story)
    assert broken > 10
    found = found_in(census_of(tmp_path, stories), "cin-census")
    assert found["closed_cases_with_an_unfinished_assessment"].touched == broken
