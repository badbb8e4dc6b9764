from __future__ import annotations

import re
from pathlib import Path

import pytest

from compcheck.reading.rule_files import read_library

ROOT = Path(__file__).parents[1]
ROW = re.compile(
    r"\| `(?P<id>\w+)` \| (?P<measure>[^|]+) \| (?P<lait>high|low|none) \| (?P<ours>[*a-z]+) \| (?P<why>.+) \|"
)


@pytest.fixture(scope="module")
def rows() -> dict[str, re.Match[str]]:
    page = (ROOT / "docs" / "polarity.md").read_text(encoding="utf-8")
    return {found["id"]: found for line in page.splitlines() if (found := ROW.fullmatch(line))}


def test_the_page_says_of_every_figure_of_today_what_the_catalogue_says(rows: dict[str, re.Match[str]]) -> None:
    catalogue = read_library(ROOT / "rules", "rules").catalogue
    today = {one.id: one for one in catalogue.indicators.values() if any(y.ended.year > 2013 for y in one.published)}
    assert rows.keys() == today.keys()
    for name, row in rows.items():
        one = today[name]
        assert (row["ours"].strip("*"), row["why"]) == (one.polarity, one.polarity_why), name


def test_the_page_marks_each_polarity_that_is_not_that_of_the_tool(rows: dict[str, re.Match[str]]) -> None:
    for name, row in rows.items():
        assert row["ours"].startswith("**") == (row["ours"].strip("*") != row["lait"]), name


def test_figures_that_rise_when_an_authority_looks_closer_are_never_low_is_good(rows: dict[str, re.Match[str]]) -> None:
    for name in (
        "children_in_care_missing",
        "children_in_care_with_substance_misuse_found",
        "child_protection_plans_started_per_10000",
    ):
        assert rows[name]["ours"].strip("*") in {"recorded", "none"}
