"""How many rows a table has is told everywhere or nowhere: by the report, by what was read, by the checks."""

from __future__ import annotations

import pytest

from compcheck.cli.reading_report import reading_text
from compcheck.model.counting import RATE, Count
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.row_totals import Counted, may_be_told, of_count


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
    said = reading_text([read(20)], [Counted((16,))], short=False)
    assert "20" not in said
    assert "rows withheld: the number would give a small count back" in said
    assert "20 rows" in reading_text([read(20)], [Counted((8,))], short=False)


def test_a_few_cells_not_read_are_one_to_five_unless_asked_for_internally() -> None:
    assert "1 to 5 cells not read" in reading_text([read(20, 4)], short=True)
    assert "4 cells not read" in reading_text([read(20, 4)], short=True, internal=True)
    assert "1 cell not read" in reading_text([read(20, 1)], short=True, internal=True)
    assert "20" not in reading_text([read(20, 4)], short=True), "a sum of rows would tell the rows of a table"
