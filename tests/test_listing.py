"""Which lists are asked for, and of several files the one that a figure is counted from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="records need the extra")

from compcheck.collecting.said import Said
from compcheck.listing import Asked, Listing, checked, listed
from compcheck.model.comparators import Comparators
from compcheck.model.library import Library
from compcheck.model.problem import ProblemsFound
from compcheck.reading.comparators import load_comparators
from marked_records import census, lists, workbook

DAY = date(2024, 3, 31)
IN_45_DAYS = "assessments_within_45_working_days"
RULE = "help-and-protection/assessments-in-45-days"


@pytest.fixture(scope="module")
def comparators() -> Comparators:
    return load_comparators(None)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    workbook(tmp_path / "annex-a.xlsx", lists())
    (tmp_path / "cin.xml").write_text(census(), "utf-8")
    return str(tmp_path / "annex-a.xlsx"), str(tmp_path / "cin.xml")


def asked(files: tuple[str, ...], library: Library, comparators: Comparators, asked: Asked) -> Listing:
    return listed(files, library, comparators, Said(extracted_on=DAY), asked)


def test_a_rule_stands_for_the_figures_it_looks_at(
    files: tuple[str, str], library: Library, comparators: Comparators
) -> None:
    found = asked(files[1:], library, comparators, Asked(RULE, "ilacs-2023"))
    assert [one.id for one in found.lists] == [IN_45_DAYS]
    assert found.rules == {IN_45_DAYS: (RULE,)}


def test_of_two_files_the_one_that_can_give_the_figure_gives_its_cases(
    files: tuple[str, str], library: Library, comparators: Comparators
) -> None:
    """The census knows the day of referral, the lists do not."""
    annex, census_file = files
    with pytest.raises(ProblemsFound) as alone:
        asked((annex,), library, comparators, Asked(IN_45_DAYS))
    assert [one.code for one in alone.value.problems] == ["cases-not-listed"]
    for order in ((annex, census_file), (census_file, annex)):
        (found,) = asked(order, library, comparators, Asked(IN_45_DAYS)).lists
        assert (found.source, found.cannot) == ("cin-census", "")


def test_all_is_every_figure_that_a_rule_looks_at_and_every_watch_list_of_these_files(
    files: tuple[str, str], library: Library, comparators: Comparators
) -> None:
    found = asked(files[:1], library, comparators, Asked(framework="ilacs-2023"))
    rules = library.records()
    assert {one.id for one in found.lists if one.kind == "watch list"} == {
        name for name, one in rules.watch_lists.items() if not one.sources or "annex-a" in one.sources
    }
    looked_at = {name for rule in library.frameworks["ilacs-2023"].rules for name in rule.indicators}
    assert {one.id for one in found.lists if one.kind == "indicator"} == looked_at & set(rules.counted)
    assert all(found.rules[one.id] for one in found.lists if one.kind == "indicator")


def test_a_late_case_is_listed_though_nobody_says_what_share_of_late_ones_is_good(
    tmp_path: Path, library: Library, comparators: Comparators
) -> None:
    """Above its only line the figure is not graded; the child who waited is none the better for it."""
    made = lists()
    headings, *rows = made["List 4"]
    started, ended = (next(at for at, one in enumerate(headings) if says in str(one))
                      for says in ("Start Date", "Date of Authorisation"))  # fmt: skip
    for at, row in enumerate(rows):
        row[started], row[ended] = date(2024, 2, 1), date(2024, 2, 20)  # all of them recorded, and in time
        if at < 7:
            row[started] = date(2023, 11, 1)
    workbook(tmp_path / "annex-a.xlsx", made)
    found = asked((str(tmp_path / "annex-a.xlsx"),), library, comparators, Asked(framework="ilacs-2023"))
    (late,) = [one for one in found.lists if one.id == "assessments_within_45_working_days_of_their_start"]
    assert {(row.child, row.state) for row in late.rows} == {(row[0], "not met") for row in rows[:7]}


def test_of_a_figure_that_may_well_be_high_all_lists_what_nobody_recorded_alone(
    files: tuple[str, str], library: Library, comparators: Comparators
) -> None:
    """An assessment ended on its first day may have been right; asked for by its name, it is listed."""
    name = "assessments_closed_the_same_day"
    found = asked(files[:1], library, comparators, Asked(framework="ilacs-2023"))
    (of_all,) = [one for one in found.lists if one.id == name]
    assert {row.state for row in of_all.rows} <= {"not recorded"}
    assert of_all.caseless, "so that nobody is told it has no case"


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        (Asked("assesments_within_45_working_days"), "cases-unknown", f"Did you mean {IN_45_DAYS}?"),
        (Asked(RULE, "protection-2012"), "cases-unknown", "no rule of protection-2012"),
        (Asked("children-in-care/adopters-found", "ilacs-2018"), "cases-of-no-figure", ""),
    ],
)
def test_what_has_no_cases_is_named(
    files: tuple[str, str], library: Library, comparators: Comparators, what: Asked, code: str, says: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        asked(files[:1], library, comparators, what)
    (problem,) = found.value.problems
    assert problem.code == code
    assert says in f"{problem.fact} {problem.way_out}"


def test_every_check_is_of_a_file_and_says_what_it_found_or_why_it_could_not_look(
    files: tuple[str, str], library: Library
) -> None:
    counts, reads, _ = checked(files, library, Said(extracted_on=DAY))
    assert [one.source for one in reads] == ["annex-a", "cin-census"]
    assert {one.source for one in counts} == {"annex-a", "cin-census"}
    assert all(one.cannot or one.touched <= one.rows for one in counts)
