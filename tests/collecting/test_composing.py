from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from made_up_counts import DAY, RULES, SIX_MONTHS, YEAR, census_read, lists_read

from compcheck.collecting.composing import as_bytes, collected_shape, figure_of, source_text
from compcheck.model.counting import CANNOT, OVERDUE, RATE, Count, Part
from compcheck.model.extract import FileRead
from compcheck.model.when import Period
from compcheck.reading.submission_files import read_submission_file

TIMELY = Count("assessments_within_45_working_days", "annex-a", RATE, "from the start", SIX_MONTHS,
               numerator=1408, denominator=1660, not_recorded=252)  # fmt: skip


def test_a_share_is_given_by_its_counts_with_those_not_recorded_beside() -> None:
    assert figure_of(TIMELY, "Annex A, List 4, extracted 2024-03-12", "percent") == {
        "source": "Annex A, List 4, extracted 2024-03-12",
        "period": {"from": "2023-09-13", "to": "2024-03-12"},
        "numerator": 1408,
        "denominator": 1660,
        "not_recorded": 252,
        "gives": RATE,
        "clock": "from the start",
    }


def test_what_is_overdue_on_the_day_is_as_at_that_day() -> None:
    figure = figure_of(TIMELY._replace(gives=OVERDUE, period=Period(DAY, DAY)), "Annex A", "percent")
    assert figure["as_at"] == "2024-03-12"
    assert "period" not in figure


def test_what_cannot_be_given_says_why_and_gives_no_number() -> None:
    figure = figure_of(TIMELY._replace(cannot="list 4 has no day of referral"), "Annex A", "percent")
    assert figure == {"source": "Annex A", "gives": CANNOT, "not_supplied": "list 4 has no day of referral"}


def test_the_reason_is_cut_where_a_submission_would_refuse_it() -> None:
    figure = figure_of(TIMELY._replace(cannot="because " * 100), "Annex A", "percent")
    assert len(str(figure["not_supplied"])) == 300


def test_what_was_left_out_is_told_with_its_count_and_what_was_not_is_not() -> None:
    figure = figure_of(TIMELY._replace(left_out={"not yet due": 12, "died": 0}), "Annex A", "percent")
    assert figure["left_out"] == {"not yet due": 12}


def test_an_average_of_no_case_is_not_supplied_and_is_not_zero() -> None:
    figure = figure_of(TIMELY._replace(numerator=None, denominator=None, not_recorded=0), "Annex A", "number")
    assert figure["not_supplied"] == "there is no case to count"


def test_a_mean_of_many_digits_is_cut_to_those_a_submission_can_hold() -> None:
    mean = Decimal(1) / Decimal(3)
    figure = figure_of(TIMELY._replace(value=mean, numerator=None, denominator=None), "Annex A", "number")
    assert figure["value"] == Decimal("0.333333333333333")


def test_a_count_keeps_its_value_alone() -> None:
    figure = figure_of(TIMELY._replace(value=17, numerator=None, denominator=None), "Annex A", "count")
    assert figure["value"] == 17
    assert not {"numerator", "denominator"} & figure.keys()


def test_teams_whose_names_cannot_be_shown_are_put_together_so_that_parts_still_add_up() -> None:
    by = {"team": {"North": Part(10, 20), "\x1b[31m" * 40: Part(1, 2, None, 1), "9434765919 9434765919": Part(2, 3)}}
    figure = figure_of(TIMELY._replace(by=by), "Annex A", "percent")
    assert figure["by"] == {
        "team": {
            "(a name that cannot be shown)": {"numerator": 3, "denominator": 5, "not_recorded": 1},
            "North": {"numerator": 10, "denominator": 20},
        }
    }


def test_the_source_of_a_figure_names_the_list_and_the_day_or_the_return_and_its_period() -> None:
    assert source_text(lists_read(), RULES, ["assessments"], DAY, None) == "Annex A, List 4, extracted 2024-03-12"
    text = source_text(census_read(), RULES, ["assessments"], YEAR.end, YEAR)
    assert text == "Children in need census, 2023-04-01 to 2024-03-31"


def test_a_submission_says_which_files_it_was_counted_from_and_what_in_them_could_not_be_read() -> None:
    assert collected_shape([lists_read()], DAY, RULES) == {
        "marking": "OFFICIAL-SENSITIVE",
        "extracted_on": "2024-03-12",
        "from": [
            {
                "source": "annex-a",
                "title": "Annex A",
                "file": "annex-a.xlsx",
                "sha256": "a" * 64,
                "tables": {"assessments": 1660, "looked_after": 4},
                "cells_not_read": 4,
            }
        ],
        "rules": "d" * 64,
    }


shapes = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.decimals(-1000, 1000, places=3) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), shapes, max_size=4))
def test_numbers_are_written_with_every_digit_and_the_text_is_json(shape: dict[str, object]) -> None:
    assert json.loads(as_bytes(shape), parse_float=Decimal) == shape


def test_one_figure_stands_in_one_line() -> None:
    lines = as_bytes({"period": {"from": "2023-04-01"}, "indicators": {"a": {"by": {"team": {}}}, "b": 1}}).splitlines()
    assert b'    "a": {"by": {"team": {}}},' in lines
    assert read_submission_file("x.json", b"\n".join(lines)).data


def test_a_file_that_was_not_read_whole_says_so_by_its_cells() -> None:
    empty = FileRead("x.xlsx", "c" * 64, "annex-a", {})
    assert collected_shape([empty], DAY, RULES)["from"] == [
        {
            "source": "annex-a",
            "title": "Annex A",
            "file": "x.xlsx",
            "sha256": "c" * 64,
            "tables": {},
            "cells_not_read": 0,
        }
    ]
