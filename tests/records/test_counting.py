from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import (
    BANK_HOLIDAYS,
    ON,
    PERIOD,
    SETTINGS,
    counted,
    extract_of,
    indicator,
    limits,
    rules_of,
    table_of,
    way,
)

from compcheck.model.counting import CANNOT, OVERDUE, STATE, Check, Counted, CountingSettings, Part, Within
from compcheck.model.problem import ProblemsFound
from compcheck.model.when import Period
from compcheck.records.counting import count
from compcheck.records.database import Database
from compcheck.records.extracts import ParquetFiles
from compcheck.records.working_days import calendar

Row = dict[str, Any]
JUNE, DECEMBER = date(2025, 6, 2), date(2025, 12, 19)
TIMELY = way(
    where="ended is null or ended between period_from and period_to",
    within=Within("45", "working days", "started", "ended"),
)


def test_a_case_without_an_end_is_late_once_its_limit_is_past_and_else_not_yet_due() -> None:
    rows: list[Row] = [
        {"started": JUNE, "ended": date(2025, 6, 20)},
        {"started": JUNE, "ended": DECEMBER},
        {"started": JUNE},
        {"started": date(2026, 3, 2)},
        {"ended": DECEMBER},
        {"started": date(2024, 6, 2), "ended": date(2024, 6, 20)},
    ]
    found = counted({"assessments": table_of(rows)}, TIMELY)
    assert (found.numerator, found.denominator, found.not_recorded) == (1, 4, 1)
    assert found.left_out == {"not yet due": 1}


def test_a_limit_may_be_in_days_weeks_months_or_years_and_its_last_day_is_in_time() -> None:
    rows = [{"started": date(2025, 5, 30), "ended": date(2025, 5, 30) + timedelta(days=days)} for days in range(400)]
    for limit, unit, in_time in (("10", "days", 11), ("2", "weeks", 15), ("1", "months", 32), ("1", "years", 366)):
        found = counted({"assessments": table_of(rows)}, way(within=Within(limit, unit, "started", "ended")))
        assert found.numerator == in_time, unit


def test_an_unreadable_end_is_not_recorded_and_never_still_open() -> None:
    rows = [{"started": date(2026, 3, 2)}, {"started": JUNE}]
    table = table_of(rows, unread={"ended": [True, True]})
    found = counted({"assessments": table}, TIMELY)
    assert (found.numerator, found.denominator, found.not_recorded, found.left_out) == (0, 2, 2, {})
    still_open = counted({"assessments": table}, way(gives=STATE, where="ended is null"), unit="count")
    assert (still_open.value, still_open.not_recorded) == (0, 2)


def test_what_nobody_recorded_stays_in_the_denominator() -> None:
    rows: list[Row] = [{"seen": True}, {"seen": False}, {"seen": None}, {"seen": None}]
    found = counted({"assessments": table_of(rows)}, way(met="seen"))
    assert (found.numerator, found.denominator, found.not_recorded) == (1, 4, 2)


def test_an_unknown_condition_makes_a_case_unknown_and_not_its_else() -> None:
    found = counted({"assessments": table_of([{"seen": None}])}, way(met="case when seen then false else true end"))
    assert (found.numerator, found.denominator, found.not_recorded) == (0, 1, 1)


def test_only_what_the_definition_leaves_out_leaves_the_denominator() -> None:
    rows: list[Row] = [{"seen": True, "died": JUNE}, {"seen": None, "died": JUNE}, {"seen": True}]
    found = counted({"assessments": table_of(rows)}, way(met="seen", leaves_out={"died": "died is not null"}))
    assert (found.numerator, found.denominator, found.not_recorded, found.left_out) == (1, 1, 0, {"died": 2})


def test_nobody_is_who_is_blank_or_a_team_or_holds_no_cases() -> None:
    rows = [{"worker": name} for name in ("Ann Bell", None, " ", "Duty", "North Team", "ann  BELL", "Carl Dee")]
    of = way(gives=STATE, met="nobody(worker)", at_least="names are not roles", unless_given="workers without cases")
    bare = counted({"assessments": table_of(rows)}, of)
    assert (bare.numerator, bare.denominator, bare.at_least) == (4, 7, "names are not roles")
    told = counted(
        {"assessments": table_of(rows)}, of, settings=SETTINGS._replace(without_cases=frozenset({"Ann Bell "}))
    )
    assert (told.numerator, told.denominator, told.at_least) == (6, 7, "")
    for names in (frozenset({"Anne Bell"}), frozenset[str]()):
        mistyped = counted({"assessments": table_of(rows)}, of, settings=SETTINGS._replace(without_cases=names))
        assert (mistyped.numerator, mistyped.at_least) == (4, "names are not roles")


def test_workers_are_counted_by_their_cases_and_one_who_may_have_more_is_not_recorded() -> None:
    rows = [{"worker": "Ann", "seen": True}] * 4 + [{"worker": "ann ", "seen": True}, {"worker": None, "seen": True}]
    rows += (
        [{"worker": "Bo", "seen": True}] * 2 + [{"worker": "Bo", "seen": None}] * 2 + [{"worker": "Cy", "seen": True}]
    )
    over = way(gives=STATE, each="worker", where="seen", met="cases > caseload_ceiling")
    found = counted({"assessments": table_of(rows)}, over, settings=limits(caseload_ceiling=3))
    assert (found.numerator, found.denominator, found.not_recorded) == (1, 3, 1)
    mean = counted({"assessments": table_of(rows)}, way(each="worker", value="avg(cases)", where="seen"), unit="number")
    assert mean.value == Decimal("2.7")


@pytest.mark.parametrize(
    ("value", "unit", "comes_to"),
    [
        ("max(moves)", "count", 4),
        ("min(moves)", "number", Decimal("1.0")),
        ("sum(hours)", "number", Decimal("0.9")),
        ("avg(moves)", "number", Decimal("2.3")),
        ("median(moves)", "number", Decimal("2.0")),
        ("count(moves)", "count", 4),
        ("100 * sum(hours) / sum(moves)", "percent", Decimal("10.0")),
        ("-sum(moves) / 4", "number", Decimal("-2.3")),
        ("max(working_days(started, extracted_on))", "count", 212),
    ],
)
def test_a_value_is_rounded_half_up(value: str, unit: str, comes_to: Decimal | int) -> None:
    rows = [{"moves": moves, "hours": 0.3, "started": JUNE} for moves in (1, 2, 2)] + [{"moves": 4, "started": JUNE}]
    found = counted({"assessments": table_of(rows)}, way(gives=STATE, value=value), unit=unit)
    assert found.value == comes_to
    assert found.not_recorded == (1 if "hours" in value else 0)


def test_a_value_of_nothing_says_so() -> None:
    found = counted({"assessments": table_of([{"moves": None}])}, way(value="max(moves)"), unit="number")
    assert found.cannot == "there is no assessment to reckon it from"


def test_the_period_is_that_of_the_window_and_what_is_overdue_is_so_on_the_day() -> None:
    data = {"assessments": table_of([{"started": JUNE}])}
    assert counted(data, way(met="seen")).period == PERIOD
    half = counted(data, way(met="seen"), window="6 months", settings=CountingSettings(date(2026, 8, 31)))
    assert half.period == Period(date(2026, 3, 1), date(2026, 8, 31))
    assert counted(data, way(met="seen", gives=OVERDUE), window="6 months").period == Period(ON, ON)
    assert counted(data, way(met="seen"), window="on the day").period == Period(ON, ON)
    unknown = counted(data, way(met="seen"), settings=CountingSettings(ON))
    assert unknown.cannot == "the period that the records cover is not known"


@pytest.mark.parametrize(
    ("declared", "data", "why"),
    [
        (Counted("lists", CANNOT, why="no list has it"), {}, "no list has it"),
        (way(met="seen"), {}, "the workbook has no List 4: Assessments"),
        (way(met="seen"), {"assessments": table_of([], "child")}, "List 4: Assessments has no column for seen"),
        (
            way(met="moves > visit_interval"),
            {"assessments": table_of([])},
            "the authority's own limit (Days between visits) is not given",
        ),
        (
            way(within=Within("visit_interval", "days", "started", "ended")),
            {"assessments": table_of([])},
            "the authority's own limit (Days between visits) is not given",
        ),
    ],
)
def test_what_cannot_be_given_says_why(declared: Counted, data: dict[str, pa.Table], why: str) -> None:
    titled = SETTINGS._replace(parameter_titles={"visit_interval": "Days between visits"})
    assert counted(data, declared, settings=titled).cannot == why


def test_the_first_way_that_holds_and_can_be_counted_is_taken() -> None:
    data = {"assessments": table_of([{"seen": True, "ended": None}])}
    ways = [
        way(met="seen", clock="before 2014", until=date(2014, 3, 31)),
        way(met="seen", clock="another source", source="returns"),
        way(met="moves > some_limit", clock="by a limit that nobody gave"),
        way(met="ended is null", clock="this one"),
        way(met="seen", clock="too late"),
    ]
    found = counted(data, ways)
    assert (found.clock, found.numerator) == ("this one", 1)


def test_two_files_of_one_kind_are_a_problem() -> None:
    extract = extract_of({"assessments": table_of([])})
    with pytest.raises(ProblemsFound) as found:
        count([extract, extract_of({})], rules_of({"a": [way(met="seen")]}), {"a": indicator("a")}, SETTINGS)
    assert [one.code for one in found.value.problems] == ["source-twice"]


def test_parts_add_up_to_the_whole_and_small_teams_stand_together() -> None:
    big: list[Row] = [
        {"team": "North", "worker": f"w{n}", "seen": n % 2 == 0, "born": date(2026 - n, 3, 31)} for n in range(20)
    ]
    small: list[Row] = [
        {"team": team, "worker": f"{team}{n % 3}", "seen": True, "sex": "f"}
        for team in ("East", " West")
        for n in range(7)
    ]
    small.append({"worker": "x", "seen": True, "sex": "f"})
    by = SETTINGS._replace(by=("team", "age", "sex", "disability", "month"))
    found = counted({"assessments": table_of(big + small)}, way(met="seen", gives=STATE), settings=by)
    assert found.by["team"] == {
        "North": Part(10, 20),
        "smaller teams": Part(14, 14),
        "not recorded": Part(1, 1),
    }
    assert list(found.by["age"]) == ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over", "not recorded"]
    assert found.by["age"]["under 1"] == Part(1, 1)
    assert list(found.by["sex"]) == ["female", "not recorded"]
    assert "month" not in found.by, "nothing says on which day a row is counted"
    for parts in found.by.values():
        assert sum(part.numerator or 0 for part in parts.values()) == found.numerator
        assert sum(part.denominator or 0 for part in parts.values()) == found.denominator


def by_name(dimension: str, **sizes: tuple[int, int]) -> Mapping[str, int | None]:
    """Of names with so many cases and workers each: the cases of each part that is shown."""
    rows = [
        {dimension: name, "worker": f"{name} {n % workers}", "seen": True}
        for name, (cases, workers) in sizes.items()
        for n in range(cases)
    ]
    data = {"assessments": table_of(rows)}
    found = counted(data, way(met="seen", gives=STATE), settings=SETTINGS._replace(by=(dimension,)))
    return {name: part.denominator for name, part in found.by[dimension].items()}


def test_one_small_team_is_not_shown_under_another_name() -> None:
    """Nor by what is left when the others are taken from the whole: the smallest of the rest goes with it."""
    found = by_name("team", North=(30, 10), South=(20, 9), Duo=(12, 2))
    assert found == {"North": 30, "smaller teams": 32}


def test_small_teams_that_are_a_handful_of_workers_together_are_not_shown_as_one() -> None:
    found = by_name("team", North=(30, 10), South=(20, 9), Duo=(12, 2), Pair=(8, 2))
    assert found == {"North": 30, "smaller teams": 40}
    found = by_name("team", North=(30, 10), South=(20, 9), Duo=(12, 2), Trio=(8, 3))
    assert found == {"North": 30, "South": 20, "smaller teams": 20}


def test_a_team_of_few_cases_has_no_part_of_its_own() -> None:
    found = by_name("team", North=(30, 10), Two=(5, 5), Three=(4, 4))
    assert found == {"North": 30, "smaller teams": 9}


def test_where_all_teams_are_small_the_whole_is_one_part() -> None:
    assert by_name("team", Duo=(12, 2)) == {"smaller teams": 12}


def test_a_locality_of_few_cases_may_be_an_address_and_has_no_part_of_its_own() -> None:
    found = by_name("locality", North=(30, 1), South=(20, 1), **{"1 High Street": (3, 1), "2 High Street": (3, 1)})
    assert found == {"North": 30, "South": 20, "other localities": 6}
    found = by_name("locality", North=(30, 1), South=(20, 1), **{"1 High Street": (1, 1)})
    assert found == {"North": 30, "other localities": 21}


def test_a_column_of_addresses_is_no_list_of_localities_however_many_live_at_some() -> None:
    streets = {f"{n} High Street": (1 if n % 3 else 8, 1) for n in range(30)}
    assert by_name("locality", **streets) == {"other localities": 20 + 10 * 8}


def test_a_month_is_that_of_the_day_a_row_is_counted_on() -> None:
    rows: list[Row] = [{"ended": JUNE, "seen": True}, {"ended": DECEMBER, "seen": None}]
    found = counted(
        {"assessments": table_of(rows)}, way(met="seen", dated="ended"), settings=SETTINGS._replace(by=("month",))
    )
    assert found.by == {"month": {"2025-06": Part(1, 1), "2025-12": Part(0, 1, None, 1)}}


def test_rows_that_contradict_one_another_are_told_beside_the_figure() -> None:
    rows = [{"started": DECEMBER, "ended": JUNE, "child": "a"}, {"started": JUNE, "ended": DECEMBER, "child": "a"}]
    checks = [
        Check("backwards", "End before start", "", "assessments", touched="ended < started"),
        Check("twice", "A child twice", "", "assessments", repeated=("child",)),
        Check("elsewhere", "Not about this", "", "assessments", touched="moves is null"),
    ]
    found = counted({"assessments": table_of(rows)}, TIMELY, checks=checks)
    assert (found.in_doubt, found.doubts) == (2, {"End before start": 1, "A child twice": 2})


def test_records_in_parquet_are_counted_without_being_read_here(tmp_path: Any) -> None:
    import pyarrow.parquet as pq

    rows = [{"started": JUNE, "ended": JUNE}, {"started": JUNE, "ended": DECEMBER}]
    text = [str(row["ended"]) for row in rows]
    pq.write_table(table_of(rows, "started").append_column("Closed", pa.array(text)), tmp_path / "a.parquet")
    files = ParquetFiles((str(tmp_path / "a.parquet"),), {"started": "started", "ended": "Closed"})
    found = counted({"assessments": files}, TIMELY)
    assert (found.numerator, found.denominator) == (1, 2)


MARK = "Zebedee-Quixote-77"


def test_no_row_comes_out_where_something_goes_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"child": MARK, "team": MARK, "worker": MARK, "moves": 2**62, "seen": True} for _ in range(3)]
    data = {"assessments": table_of(rows)}
    with pytest.raises(ProblemsFound) as found:
        counted(data, way(met="moves * 4 > 1"), settings=SETTINGS._replace(without_cases=frozenset({MARK})))
    assert [one.code for one in found.value.problems] == ["records-not-counted"]
    assert found.value.__context__ is None
    assert MARK not in repr(found.value.problems)
    assert str(2**62) not in repr(found.value.problems)
    by = SETTINGS._replace(by=("team",), without_cases=frozenset({MARK}))
    assert MARK not in repr(counted(data, way(met="seen"), settings=by))
    shown = capsys.readouterr()
    assert MARK not in shown.out + shown.err


@pytest.mark.parametrize(
    "sql",
    [
        "FROM '/etc/passwd'",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM glob('/etc/*')",
        "COPY assessments TO '/tmp/compcheck-rows.csv'",
        "ATTACH '/tmp/compcheck-rows.db' AS a",
        "SET enable_external_access = true",
        "SET temp_directory = '/tmp'",
        "INSTALL httpfs",
        "FROM HOLDS",
    ],
)
def test_the_database_itself_opens_no_file_and_cannot_be_set_otherwise(sql: str) -> None:
    with Database(extract_of({"assessments": table_of([])}), rules_of(), SETTINGS) as database:
        with pytest.raises(ProblemsFound):
            database.rows(sql, "this")
        assert database.rows("SELECT current_setting('temp_directory')", "this") == [("",)]
        assert database.rows("SELECT current_setting('enable_progress_bar')", "this") == [(False,)]


DATES = st.none() | st.dates(date(2025, 1, 1), date(2026, 6, 30))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "started": DATES,
            "ended": DATES,
            "seen": st.none() | st.booleans(),
            "moves": st.none() | st.integers(0, 5),
            "team": st.sampled_from([None, "A", "B"]),
            "worker": st.sampled_from([None, *"abcdefg"]),
            "unread": st.booleans(),
        }
    ),
    max_size=30,
)
CALENDAR = calendar(2025, 2027, BANK_HOLIDAYS)


def state(row: Row) -> str:
    """What `TIMELY` makes of a row, counted as a person would."""
    if row["unread"]:
        return "not recorded"
    ended = row["ended"]
    if ended is not None and not PERIOD.start <= ended <= PERIOD.end:
        return "not counted"
    if row["started"] is None:
        return "not recorded"
    if ended is not None and ended < row["started"]:
        return "not recorded"
    took = CALENDAR.between(row["started"], ended or ON)
    if ended is None and took <= 45:
        return "not yet due"
    return "met" if took <= 45 else "not met"


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_counts_are_those_of_a_plain_loop_whatever_the_order_of_the_rows(
    rows: list[dict[str, Any]], chance: Any
) -> None:
    def figure(of: list[Row]) -> Any:
        table = table_of(
            [row | {"ended": None if row["unread"] else row["ended"]} for row in of],
            unread={"ended": [row["unread"] for row in of]},
        )
        return counted({"assessments": table}, TIMELY, settings=SETTINGS._replace(by=("team",)))

    found = figure(rows)
    states = [state(row) for row in rows]
    assert found.numerator == states.count("met")
    assert found.not_recorded == states.count("not recorded")
    assert found.denominator == states.count("met") + states.count("not met") + states.count("not recorded")
    assert found.left_out == ({"not yet due": states.count("not yet due")} if "not yet due" in states else {})
    chance.shuffle(rows)
    assert figure(rows) == found


@given(ROWS.filter(bool), st.integers(0, 29), st.sampled_from(["started", "ended", "seen", "moves"]))
@settings(max_examples=20, deadline=None)
def test_a_cell_that_cannot_be_read_never_makes_a_figure_better(
    rows: list[dict[str, Any]], place: int, column: str
) -> None:
    """The worse end of what is graded: of a high share those not recorded are not met, of a low one they are."""
    place %= len(rows)
    spoiled = [row | {column: None} if number == place else row for number, row in enumerate(rows)]
    flags = {column: [number == place for number in range(len(rows))]}
    for declared in (TIMELY, way(where="moves > 1", met="seen"), way(met="ended is null and moves > 2")):
        before = counted({"assessments": table_of(rows)}, declared)
        after = counted({"assessments": table_of(spoiled, unread=flags)}, declared)
        for end in (0, 1):
            worst = [(one.numerator or 0) + end * one.not_recorded for one in (before, after)]
            if end:
                assert worst[1] >= worst[0]
            else:
                assert worst[1] <= worst[0]
        assert (after.denominator or 0) >= (before.denominator or 0)


@pytest.mark.parametrize("unit", ["working days", "days", "weeks", "months", "years"])
def test_an_end_before_its_start_is_not_recorded_and_never_in_time(unit: str) -> None:
    rows = [
        {"started": date(2026, 2, 2), "ended": date(2026, 1, 26)},
        {"started": date(2026, 2, 2), "ended": date(2026, 2, 2)},
        {"started": date(2026, 2, 2), "ended": date(2026, 2, 3)},
    ]
    limit = way(where="ended is not null", within=Within("1", unit, "started", "ended"))
    found = counted({"assessments": table_of(rows)}, limit)
    assert (found.numerator, found.denominator, found.not_recorded) == (2, 3, 1)
