from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from made_records import SETTINGS, extract_of, rules_of, table_of, way

from compcheck.model.counting import Check, CheckCount
from compcheck.model.problem import ProblemsFound
from compcheck.records.checking import check

JUNE, DECEMBER = date(2025, 6, 2), date(2025, 12, 19)
Row = dict[str, Any]


def checked(data: Mapping[str, pa.Table], declared: Check) -> CheckCount:
    ways = {
        "ended": [way(met="ended is null")],
        "seen": [way(met="seen")],
        "of plans": [way(table="plans", met="ended is null")],
    }
    (found,) = check([extract_of(data)], rules_of(ways, [declared]), SETTINGS)
    return found


def one(**given: Any) -> Check:
    return Check(**({"id": "a", "title": "A", "why": "", "table": "assessments"} | given))


def test_a_row_is_touched_where_the_expression_is_true_and_not_where_it_is_unknown() -> None:
    rows = [{"started": DECEMBER, "ended": JUNE}, {"started": JUNE, "ended": DECEMBER}, {"started": JUNE}]
    found = checked({"assessments": table_of(rows)}, one(touched="ended < started"))
    assert (found.rows, found.touched, found.source) == (3, 1, "lists")
    assert found.indicators == ("ended",), "the others are counted by other columns"


def test_of_says_which_rows_are_looked_at() -> None:
    rows: list[Row] = [{"seen": True, "moves": 3}, {"seen": False, "moves": 3}, {"moves": 3}]
    found = checked({"assessments": table_of(rows)}, one(touched="moves = 3", of="seen"))
    assert (found.rows, found.touched, found.indicators) == (1, 1, ("seen",))


def test_beside_another_list_a_row_is_touched_where_all_that_belong_to_it_there_say_so() -> None:
    rows = [{"child": child, "worker": "Ann"} for child in ("a", "b", "c", "d", None)]
    belong = (("a", "Bo"), ("a", "Cy"), ("b", "Ann"), ("d", "Bo"), ("d", "Ann"))
    plans = [{"child": child, "worker": worker} for child, worker in belong]
    data = {"assessments": table_of(rows), "plans": table_of(plans)}
    other = checked(data, one(touched="other.worker <> worker", beside="plans", match="child"))
    assert (other.rows, other.touched) == (5, 1)
    absent = checked(data, one(touched="other.child is null", beside="plans", match="child"))
    assert (absent.rows, absent.touched) == (5, 1), "who has no id cannot be looked for"
    assert absent.indicators == ("ended", "seen"), "whether the row should be there at all touches all of its list"


def test_what_cannot_be_read_beside_is_no_contradiction() -> None:
    data = {
        "assessments": table_of([{"child": "a", "started": JUNE}]),
        "plans": table_of([{"child": "a"}], unread={"ended": [True]}),
    }
    declared = one(touched="other.ended is null", beside="plans", match="child")
    assert checked(data, declared).touched == 0
    assert checked(data | {"plans": table_of([{"child": "a"}])}, declared).touched == 1


def test_rows_that_share_what_only_one_may_have_are_all_touched() -> None:
    rows: list[Row] = [{"child": "a"}, {"child": "a", "ended": JUNE}, {"child": "b"}, {"child": None}, {"child": None}]
    found = checked({"assessments": table_of(rows)}, one(repeated=("child",)))
    assert (found.rows, found.touched, found.indicators) == (5, 2, ("ended", "seen"))
    still_open = checked({"assessments": table_of(rows)}, one(repeated=("child",), of="ended is null"))
    assert (still_open.rows, still_open.touched) == (4, 0)


@pytest.mark.parametrize(("least", "touched"), [(Fraction(1, 3), 1), (Fraction(1, 2), 0)])
def test_a_share_touches_nothing_until_it_is_reached(least: Fraction, touched: int) -> None:
    rows = [{"moves": moves} for moves in (1, 2, 3)]
    found = checked({"assessments": table_of(rows)}, one(touched="moves = 3", share_at_least=least))
    assert (found.rows, found.touched) == (3, touched)


def test_a_check_of_what_is_not_there_says_so_and_touches_nothing() -> None:
    beside = one(touched="other.child is null", beside="plans", match="child")
    found = checked({"assessments": table_of([{"child": "a"}])}, beside)
    assert (found.touched, found.cannot, found.indicators) == (0, "the workbook has no List 7: Plans", ())
    assert checked({}, beside).cannot == "the workbook has no List 4: Assessments"
    lacking = checked({"assessments": table_of([{}], "child")}, one(touched="ended < started"))
    assert lacking.cannot == "List 4: Assessments has no column for ended, started"


def test_a_check_is_for_its_own_sources() -> None:
    rules = rules_of({}, [one(touched="seen", sources=("returns",))])
    assert check([extract_of({"assessments": table_of([])})], rules, SETTINGS) == ()
    (found,) = check([extract_of({"assessments": table_of([])}, "returns")], rules, SETTINGS)
    assert found.source == "returns"


def test_a_check_that_reads_a_file_is_refused() -> None:
    reading = one(touched="child in (select content from read_text('/etc/passwd'))")
    with pytest.raises(ProblemsFound) as found:
        checked({"assessments": table_of([])}, reading)
    assert [problem.code for problem in found.value.problems] == ["expression-refused"]
