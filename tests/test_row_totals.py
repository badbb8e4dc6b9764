"""How many rows a table has is told everywhere or nowhere: by the report, by what was read, by the checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.cli.reading_report import reading_text
from compcheck.cli.told_counts import CheckLine, lines_of
from compcheck.listing import Checked
from compcheck.model.counting import RATE, Check, CheckCount, Count
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.records import Column, Table, column_title
from compcheck.model.row_totals import Counted, may_be_told, of_count
from compcheck.reading.rule_home import load_library
from compcheck.records.cells import clean
from compcheck.records.extracts import read_records
from compcheck.records.growing import GrowingTable

RULES = load_library(None).records()
SAMPLES = Path(__file__).parents[1] / "samples"


def read(rows: int, cells: int = 0) -> FileRead:
    unread = (Unread("ended", "List 7!K4", "is no date", cells),) if cells else ()
    return FileRead("a.xlsx", "", "annex-a", {"child_protection": TableRead("child_protection", "List 7", rows, (),
                                                                            unread=unread)})  # fmt: skip


@pytest.mark.parametrize("few", [1, 5])
def test_a_figure_of_nearly_all_rows_withholds_their_number(few: int) -> None:
    assert not may_be_told(16 + few, [Counted((16,))])
    assert may_be_told(16 + 6, [Counted((16,))])
    assert may_be_told(16, [Counted((16,))])


def test_what_is_left_out_openly_is_reckoned_with() -> None:
    assert not may_be_told(100 + 12 + 3, [Counted((100,), (12, 3))])
    assert may_be_told(100 + 12, [Counted((100,), (12,))])


def test_a_count_withholds_what_its_figure_in_the_submission_does() -> None:
    counted = Count("x", "annex-a", RATE, "", None, numerator=40, denominator=100, left_out={"died": 3})
    assert of_count(counted) == Counted((100,), (3,))
    assert of_count(counted._replace(denominator=None, not_recorded=7)) == Counted((40, 47), (3,))


def test_collect_withholds_the_rows_that_the_report_withholds_and_says_why() -> None:
    said = reading_text([read(20)], RULES, [Counted((16,))], short=False)
    assert "20" not in said
    assert "rows withheld: the number would give a small count back" in said
    assert "20 rows" in reading_text([read(20)], RULES, [Counted((8,))], short=False)


def test_a_few_cells_not_read_are_one_to_five_unless_asked_for_internally() -> None:
    assert "1 to 5 cells not read" in reading_text([read(20, 4)], RULES, short=True)
    assert "4 cells not read" in reading_text([read(20, 4)], RULES, short=True, internal=True)
    assert "1 cell not read" in reading_text([read(20, 1)], RULES, short=True, internal=True)
    assert "20" not in reading_text([read(20, 4)], RULES, short=True), "a sum of rows would tell the rows of a table"


def checked(*counts: tuple[int, int], rows: int = 200, figures: tuple[Counted, ...] = ()) -> list[CheckLine]:
    check = Check("x", "X", "why", "child_protection")
    made = tuple(CheckCount(check, of, touched, source="annex-a") for of, touched in counts)
    return lines_of(Checked(made, (read(rows),), figures), internal=False)


def told(*counts: tuple[int, int], rows: int = 200) -> list[tuple[int | str, int | str | None]]:
    return [(one.touched, one.rows) for one in checked(*counts, rows=rows)]


def test_what_two_checks_looked_at_is_withheld_of_both_where_it_differs_by_a_few() -> None:
    assert told((15, 0), (16, 0)) == [(0, None), (0, None)]
    assert told((15, 0), (21, 0)) == [(0, 15), (0, 21)]
    assert told((16, 0), rows=20) == [(0, None)]
    assert told((200, 0), (200, 0)) == [(0, 200), (0, 200)]


def test_all_but_a_few_found_are_not_told() -> None:
    assert told((50, 48)) == [("6 or more", None)]
    assert told((50, 3)) == [("1 to 5", 50)]


def test_what_a_figure_counts_withholds_what_a_check_looked_at() -> None:
    assert [one.rows for one in checked((15, 0), figures=(Counted((12,)),))] == [None]


def test_where_nothing_can_be_counted_no_rows_are_told() -> None:
    check = Check("x", "X", "why", "child_protection")
    made = Checked((CheckCount(check, 50, 9, source="annex-a"),), (read(50),), None)
    assert [(one.touched, one.rows) for one in lines_of(made, internal=False)] == [(9, None)]
    assert [(one.touched, one.rows) for one in lines_of(made, internal=True)] == [(9, 50)]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=8), st.integers(0, 60))
def test_no_two_numbers_that_are_told_of_a_table_differ_by_one_to_five(
    counts: list[tuple[int, int]], rows: int
) -> None:
    told = {n for one in checked(*counts, rows=rows) for n in (one.touched, one.rows) if isinstance(n, int)} - {0}
    assert all(n > 5 for n in told)
    assert not [(one, other) for one in told for other in told if 0 < one - other <= 5]


def test_tables_columns_and_the_source_go_by_their_titles() -> None:
    said = reading_text([read(20, 4)._replace(not_there=("looked_after",))], RULES, short=False)
    assert ": Annex A, 1 table" in said
    assert "  List 7: Child protection: 20 rows" in said
    assert "List 8: Children in care" in said
    assert "child_protection" not in said
    assert column_title("born", "assessments", "cin-census", RULES) == "PersonBirthDate"
    assert column_title("born", "assessments", "annex-a", RULES) == "Date of Birth"


def test_every_cell_that_could_not_be_read_is_named_and_of_very_many_the_first_fifty() -> None:
    column = Column("ended", "date", "day it ended")
    (few,) = clean(["soon", None, "later"], column, {}, lambda row: f"List 7!K{row + 2}").unread
    assert (few.place, few.others, few.cells) == ("List 7!K2", ("List 7!K4",), 2)
    (many,) = clean(["soon"] * 60, column, {}, lambda row: f"List 7!K{row + 2}").unread
    table = TableRead("child_protection", "List 7", 20, (), unread=(few, many))
    said = reading_text([read(20)._replace(tables={"child_protection": table})], RULES, short=False)
    assert "at List 7!K2, List 7!K4: is no date\n" in said
    assert "List 7!K51: is no date, and 10 more cells of the column\n" in said


def test_cells_of_a_long_file_are_named_across_its_pieces() -> None:
    table = Table("plans", "Plans", "plan", {"ended": Column("ended", "date", "day it ended")})
    growing = GrowingTable(table, ["ended"], {}, ("iso",), lambda _, row: f"line {row}")
    growing.add([["soon"]] * 2, [1, 2])
    growing.add([["soon"]] * 70, list(range(3, 73)))
    (one,) = growing.told("plans.csv").unread
    assert (one.place, one.others[0], one.others[-1], one.cells) == ("line 1", "line 2", "line 50", 72)


def test_what_a_return_is_known_to_have_is_not_told_as_unrecognised() -> None:
    census = read_records(str(SAMPLES / "exampleshire-cin-census.xml"), RULES).read
    said = reading_text([census], RULES, short=False)
    assert 'columns known and not used: "FactorsIdentifiedAtAssessment"' in said
    assert "not recognised" not in said
