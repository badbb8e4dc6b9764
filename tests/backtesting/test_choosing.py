from __future__ import annotations

from datetime import date

import pytest

from builders import framework, replace, rule
from compcheck.backtesting.choosing import Asked, choose, line_of
from compcheck.model.document import Document
from compcheck.model.framework import Framework
from compcheck.model.grade import Scale
from compcheck.model.indicator import Catalogue
from compcheck.model.library import Library
from compcheck.model.panel import Known, Panel

TODAY = Scale.of(("inadequate", "requires improvement", "good", "outstanding"))


def edition(name: str, starts: date, ends: date | None, builds_on: str = "") -> Framework:
    made = framework(rule(), scale=TODAY, corresponds={"adequate": "requires improvement"})
    return replace(made, id=name, starts=starts, ends=ends, builds_on=builds_on)


SINGLE = edition("single", date(2013, 11, 1), date(2018, 7, 31))
FIRST = edition("first", date(2018, 1, 1), date(2022, 12, 31))
SECOND = edition("second", date(2023, 1, 1), date(2026, 3, 31), "first")
THIRD = edition("third", date(2026, 4, 1), None, "second")
LIBRARY = Library(Catalogue({}, {}), {one.id: one for one in (SINGLE, FIRST, SECOND, THIRD)}, "rules")


def row(day: str, said: str = "", real: str = "good", code: str = "201") -> tuple[Document, Known]:
    data: dict[str, object] = {"authority": {"name": "Exampleshire", "code": code}, "judged_on": day}
    judged = {"overall": real} if real else {}
    return Document("panel.csv:2", "", data | ({"framework": said} if said else {}), dict), Known(judged, {})


def under(*rows: tuple[Document, Known], named: tuple[Framework, ...]) -> list[str]:
    """The edition each row is judged under, or why it is left out, rows one by one."""
    found = []
    for document, known in rows:
        chosen, left_out = choose(Panel("panel.csv", (document,), (known,)), Asked("overall", named), LIBRARY)
        found += [one.framework.id for one in chosen] + [one.why for one in left_out]
    return found


def test_editions_that_build_on_one_another_are_one_line() -> None:
    assert line_of(SECOND, LIBRARY) == line_of(FIRST, LIBRARY) == {"first", "second", "third"}
    assert line_of(SINGLE, LIBRARY) == {"single"}


def test_one_framework_named_judges_every_inspection_of_its_line() -> None:
    rows = [row("2018-03-01", "first"), row("2024-03-01", "first"), row("2026-06-01")]
    assert under(*rows, named=(FIRST,)) == ["first"] * 3
    assert under(*rows, named=(SECOND,)) == ["second"] * 3


def test_of_several_the_one_in_force_on_the_day_judges() -> None:
    rows = [row("2022-12-31", "first"), row("2023-01-01", "first"), row("2026-06-01", "first")]
    found = under(*rows, named=(FIRST, SECOND))
    assert found == ["first", "second", "inspected on a day when no edition named was in force"]


def test_inspections_under_another_framework_are_left_out_even_on_days_both_were_in_force() -> None:
    rows = [row("2018-02-26", "single"), row("2018-02-26", "first"), row("2015-02-26")]
    other = "inspected under another framework"
    assert under(*rows, named=(FIRST,)) == [other, "first", other]
    assert under(*rows, named=(SINGLE,)) == ["single", other, "single"]


def test_a_row_that_names_no_framework_goes_by_its_day() -> None:
    assert under(row("2024-06-01"), named=(FIRST,)) == ["first"]
    assert under(row("2024-06-01"), named=(FIRST, SECOND)) == ["second"]


def test_a_word_of_another_scale_counts_as_what_it_corresponds_to() -> None:
    document, known = row("2024-06-01", real="adequate")
    chosen, _ = choose(Panel("panel.csv", (document,), (known,)), Asked("overall", (FIRST,)), LIBRARY)
    assert chosen[0].real.word == "requires improvement"
    assert under(row("2024-06-01", real="satisfactory"), named=(FIRST,)) == [
        "its grade is no word of the framework's scale"
    ]


def test_a_row_without_the_judgement_is_left_out() -> None:
    assert under(row("2024-06-01", real=""), named=(FIRST,)) == ["the inspection gave no such judgement"]


@pytest.mark.parametrize(("since", "until", "kept"), [("2024-06-01", "2024-06-01", 1), ("2024-06-02", "2025-01-01", 0)])
def test_both_days_asked_for_are_in(since: str, until: str, kept: int) -> None:
    document, known = row("2024-06-01")
    asked = Asked("overall", (FIRST,), date.fromisoformat(since), date.fromisoformat(until))
    assert len(choose(Panel("panel.csv", (document,), (known,)), asked, LIBRARY)[0]) == kept


def test_an_authority_without_its_code_is_the_one_of_its_name() -> None:
    (one, known), (other, other_known) = row("2018-06-01"), row("2024-06-01", code="")
    chosen, _ = choose(Panel("panel.csv", (one, other), (known, other_known)), Asked("overall", (FIRST,)), LIBRARY)
    assert [row.group for row in chosen] == ["201", "201"]
