"""A source that is filled in as it should be lacks no column that anything declared for it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from compcheck.inventing.forms import FORMS, Order
from compcheck.model.counting import CountingSettings
from compcheck.model.library import Library
from compcheck.model.when import Period
from compcheck.records.case_rows import watched
from compcheck.records.checking import check
from compcheck.records.counting import count
from compcheck.records.extracts import read_records

ON = date(2026, 3, 31)
FILES = {
    "annex-a": "exampleshire-annex-a.xlsx",
    "cin-census": "exampleshire-cin-census.xml",
    "ssda903": "exampleshire-ssda903",
    "workforce-census": "exampleshire-workforce-census.xml",
}


@pytest.mark.parametrize("form", FILES)
def test_every_check_watch_list_and_way_of_counting_has_its_columns(
    form: str, tmp_path: Path, library: Library
) -> None:
    """Columns that are worked out stand there too: whatever rests on them would say nothing without a word."""
    FORMS[form](tmp_path, Order(300, 4))
    rules, indicators = library.records(), library.catalogue.indicators
    extracts = [read_records(str(tmp_path / FILES[form]), rules)]
    assert extracts[0].read.source == form
    limits = dict.fromkeys(library.catalogue.parameters, 10)
    settings = CountingSettings(ON, Period(date(2025, 4, 1), ON), limits)
    told = {f"check {one.check.id}": one.cannot for one in check(extracts, rules, settings)}
    told |= {f"figure {one.indicator}": one.cannot for one in count(extracts, rules, indicators, settings)}
    told |= {f"list {one.id}": one.cannot for one in watched(extracts, rules, rules.watch_lists, settings)}
    assert told
    assert {name: why for name, why in told.items() if "has no column" in why} == {}
