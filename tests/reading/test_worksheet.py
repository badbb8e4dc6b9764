"""A worksheet says what the same submission says in JSON, or which cell is in the way."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.document import Position
from compcheck.model.problem import ProblemsFound
from compcheck.reading.worksheet import read_worksheet

SHEET = """\
# filled in by hand
authority.name,Devon,,
authority.code,078,,
framework,protection-2012
judged_on,2013-05
period.from,2012-04-01
period.to,2013-03-31
source,"DfE, SFR45/2013"
note,
inspection.on,2013-05
inspection.overall,inadequate
inspection.areas.help-and-protection,adequate
inspection.source,Ofsted

name,title,unit,value,numerator,denominator,not_supplied,period_from,period_to,as_at,note,plan,earlier,by,part,kind,\
independent,n,of,chosen,counts.good,counts.requires improvement,share,on,says,of_this_inspection
re_referrals,Re-referrals,percent,20.50,410,2000,,,,,fell,Ask why; by June,,,
re_referrals,,,,500,1900,,2011-04-01,2012-03-31,,,,yes
re_referrals,,,,200,1000,,,,,,,no,Team,North / East
abandoned_calls,Calls,percent,,,,no call data before June
average_caseload,Caseload,number,,,
statutory_returns_made,,,Yes
children_in_need,,,x,,,,,,2013-03
records_show_the_work,,,,,,,,,,,,,,,moderated audit,Yes,40,3100,at random,22,18,,2013-03,"weaker
than the work",no
staff_morale,,,,,,,,,,,,,,,survey,,,,,,,61.5
"""

DATA = {
    "authority": {"name": "Devon", "code": "078"},
    "framework": "protection-2012",
    "judged_on": "2013-05",
    "period": {"from": "2012-04-01", "to": "2013-03-31"},
    "source": "DfE, SFR45/2013",
    "inspection": {
        "on": "2013-05", "overall": "inadequate", "source": "Ofsted", "areas": {"help-and-protection": "adequate"},
    },
    "indicators": {
        "re_referrals": {
            "value": Decimal("20.50"), "numerator": 410, "denominator": 2000, "note": "fell",
            "plan": "Ask why; by June",
            "history": [
                {"numerator": 500, "denominator": 1900, "period": {"from": "2011-04-01", "to": "2012-03-31"}},
            ],
            "by": {"team": {"North / East": {"numerator": 200, "denominator": 1000}}},
        },
        "abandoned_calls": {"not_supplied": "no call data before June"},
        "statutory_returns_made": {"value": "yes"},
        "children_in_need": {"value": "x", "as_at": "2013-03"},
    },
    "evidence": {
        "records_show_the_work": {
            "kind": "moderated audit", "independent": True, "sample": {"n": 40, "of": 3100, "chosen": "at random"},
            "counts": {"good": 22, "requires improvement": 18}, "on": "2013-03", "says": "weaker\nthan the work",
            "of_this_inspection": False,
        },
        "staff_morale": {"kind": "survey", "share": Decimal("61.5")},
    },
}  # fmt: skip


def problems_in(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(ProblemsFound) as found:
        read_worksheet(text, "f.csv")
    assert all(one.fact and one.way_out for one in found.value.problems)
    return [(one.code, one.line, one.column) for one in found.value.problems]


def entry(*cells: str, columns: str = "value") -> object:
    data, _ = read_worksheet(f"name,{columns}\nx,{','.join(cells)}\n", "f.csv")
    indicators = data["indicators"]
    assert isinstance(indicators, dict)
    return indicators["x"]


def test_a_worksheet_says_what_the_same_submission_says_in_json() -> None:
    assert read_worksheet(SHEET, "f.csv")[0] == DATA


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("line_end", "quoting"),
    [("\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_ALL)],
)
def test_delimiters_line_ends_and_quotes_change_nothing(delimiter: str, line_end: str, quoting: Literal[0, 1]) -> None:
    written = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(SHEET, newline=""))
    csv.writer(written, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)

    assert read_worksheet(written.getvalue(), "f.csv")[0] == DATA


def test_every_part_has_the_line_of_its_row_and_the_number_of_its_cell() -> None:
    _, places = read_worksheet(SHEET, "f.csv")

    assert places["/authority/name"] == Position(2, 2)
    assert places["/inspection/areas/help-and-protection"] == Position(12, 2)
    assert places["/indicators"] == Position(15, 1)
    assert places["/indicators/re_referrals"] == Position(16, 1)
    assert places["/indicators/re_referrals/value"] == Position(16, 4)
    assert places["/indicators/re_referrals/history/0"] == Position(17, 1)
    assert places["/indicators/re_referrals/history/0/period/to"] == Position(17, 9)
    assert places["/indicators/re_referrals/by/team/North ~1 East/denominator"] == Position(18, 6)
    assert places["/evidence/records_show_the_work/sample/of"] == Position(23, 19)
    assert places["/evidence/staff_morale"] == Position(25, 1)


def test_an_earlier_period_may_stand_above_the_figure_it_is_a_history_of() -> None:
    data, places = read_worksheet("name,value,as_at,earlier\nx,1,2011,yes\nx,2,,\nx,3,2010,YES\n", "f.csv")

    assert data["indicators"] == {
        "x": {"history": [{"value": 1, "as_at": "2011"}, {"value": 3, "as_at": "2010"}], "value": 2}
    }
    assert places["/indicators/x"] == Position(3, 1)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_is_read_as_one(number: int) -> None:
    value = entry(str(number))

    assert value == {"value": number}
    assert type(value["value"]) is int


@given(st.decimals(-1000, 1000, places=2))
def test_a_number_with_a_point_keeps_its_digits(number: Decimal) -> None:
    assert str(entry(f"{number:f}")) == f"{{'value': {Decimal(f'{number:f}')!r}}}"


@pytest.mark.parametrize(
    "cell", ['"4,840"', '"57,4"', "57.4 %", "007", ".5", "5.", "+5", "1e3", "-", "x", "TRUE", "1_0", "٣"]
)
def test_what_is_no_plain_number_stays_text_and_nothing_is_guessed(cell: str) -> None:
    assert entry(cell) == {"value": cell.strip('"')}


def test_blanks_around_a_cell_do_not_count() -> None:
    assert entry("\u00a0 5\u00a0") == {"value": 5}


def test_a_blank_template_row_is_as_if_absent() -> None:
    data, _ = read_worksheet("name,title,unit,definition,value\nx,X,percent,of all,\n,,,,\n", "f.csv")

    assert data == read_worksheet("name\n", "f.csv")[0] == {"indicators": {}}


def test_settings_alone_are_a_submission_without_figures() -> None:
    assert read_worksheet("framework,protection-2012\n", "f.csv")[0] == {
        "indicators": {},
        "framework": "protection-2012",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("authority.nmae,Devon\nname,value\n", [("setting-unknown", 1, 1)]),
        ("source,Report, April 2013\nname,value\n", [("row-too-long", 1, 3)]),
        ("source,a\nsource,b\nname,value\n", [("setting-repeated", 2, 1)]),
        ("framework,f\nre_referrals,20\nabandoned_calls,3\n", [("header-missing", 2, 1)]),
        ("name,valeu,value,value,,counts.\n", [("column-unknown", 1, 2), ("column-repeated", 1, 4),
                                              ("column-unknown", 1, 5), ("column-unknown", 1, 6)]),
        ("name,value\nx,1,2\n", [("row-too-long", 2, 3)]),
        ("name,value\nx,1\nx,2\n", [("name-repeated", 3, 1)]),
        ("name,value,by,part\nx,1,team,N\nx,1,Team,N\n", [("name-repeated", 3, 1)]),
        ("name,kind\nx,survey\nx,survey\n", [("name-repeated", 3, 1)]),
        ("name,value\n,1\n", [("name-missing", 2, 1)]),
        ("name,value\nsource,Report\n", [("setting-too-late", 2, 1)]),
        ("name,grade\nx,good\n", [("cell-misplaced", 2, 2)]),
        ("name,kind,value\nx,survey,5\n", [("cell-misplaced", 2, 3)]),
        ("name,value,by,part\nx,1,team,\n", [("cell-misplaced", 2, 1)]),
        ("name,value,by,part\nx,1,,North\n", [("cell-misplaced", 2, 1)]),
        ("name,value,by,part,earlier\nx,1,team,North,yes\n", [("cell-misplaced", 2, 1)]),
        ("name,value,earlier\nx,1,perhaps\n", [("not-yes-or-no", 2, 3)]),
        ("name,kind,independent\nx,survey,true\n", [("not-yes-or-no", 2, 3)]),
        ("name,value\nx,1234567890123456\ny,1.0000000000000000\n", [("number-too-long", 2, 2),
                                                                   ("number-too-long", 3, 2)]),
        ("authority.name,=A1\nname,value\nx,=B2/C2\n", [("formula", 1, 2), ("formula", 3, 2)]),
        ('name,note,value\nx,"never closed,1\ny,2\n', [("worksheet-broken", 2, 1)]),
        ('name,note\nx,"a"b\n', [("worksheet-broken", 2, 1)]),
        ("autority.name,D\nname,valu\nx,1,2\n", [("setting-unknown", 1, 1), ("column-unknown", 2, 2),
                                                 ("row-too-long", 3, 3)]),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_said_with_its_row_and_cell_all_at_once(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert problems_in(text) == expected


def test_a_worksheet_made_of_nothing_but_problems_gets_the_first_thousand_and_is_told_so() -> None:
    found = problems_in("name,value\n" + ",1\n" * 5000)

    assert [code for code, _, _ in found] == ["name-missing"] * 1000 + ["more-problems"]


def test_a_mistyped_name_gets_a_suggestion_and_a_wild_one_the_whole_list() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_worksheet("autority.name,D\nname,denominater,zzz\n", "f.csv")

    name, column, wild = (one.way_out for one in found.value.problems)
    assert name == 'Did you mean "authority.name"?'
    assert column == 'Did you mean "denominator"?'
    assert wild.startswith("Use one of: name, title")


def test_a_persons_name_in_the_first_column_is_never_repeated() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_worksheet("name,value\nJane Doe,1\nJane Doe,2\n", "f.csv")

    assert "Jane" not in found.value.problems[0].fact


def test_dates_as_excel_in_england_rewrites_them_are_read_day_first() -> None:
    text = SHEET.replace("period.to,2013-03-31", "period.to,31/03/2013").replace("2011-04-01", "1/4/2011")
    data, _ = read_worksheet(text, "sheet.csv")

    assert data == DATA


def test_what_is_not_recorded_and_why_a_figure_is_at_least_so_much_have_their_columns() -> None:
    read = entry("410", "2000", "12", "one census alone", columns="numerator,denominator,not_recorded,at_least")
    assert read == {"numerator": 410, "denominator": 2000, "not_recorded": 12, "at_least": "one census alone"}
