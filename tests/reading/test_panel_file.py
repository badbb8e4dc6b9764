"""A row of a panel says what the same submission says in JSON, or which cell is in the way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compcheck.model.library import Library
from compcheck.model.panel import Known
from compcheck.model.problem import ProblemsFound
from compcheck.reading.panel_file import is_panel
from compcheck.reading.submission_files import read_submission_file
from compcheck.shape import submission_from
from panels import HEADER, OTHER, ROW, panel, problems_of, read

SAMPLES = Path(__file__).parents[2] / "samples"


def indicators(columns: str, cells: str, library: Library) -> object:
    (document,) = read(panel(columns, f"{ROW},{cells}"), library).documents
    assert isinstance(document.data, dict)
    return document.data["indicators"]


def test_a_row_is_the_submission_it_would_be_in_json(library: Library) -> None:
    columns = "re_referrals.numerator,re_referrals.denominator,average_caseload,statutory_returns_made,abandoned_calls"
    (document,) = read(panel(columns, f"{ROW},410,2000,15.2,yes,x"), library).documents
    assert document.path == "panel.csv:2"
    assert document.data == {
        "authority": {"name": "Exampleshire", "code": "001"},
        "judged_on": "2013-05-20",
        "framework": "protection-2012",
        "period": {"from": "2012-04-01", "to": "2013-03-31"},
        "source": "A report",
        "indicators": {
            "re_referrals": {"numerator": 410, "denominator": 2000},
            "average_caseload": {"value": Decimal("15.2")},
            "statutory_returns_made": {"value": "yes"},
            "abandoned_calls": {"value": "x", "denominator": "not published"},
        },
    }
    submission, framework = submission_from(document, library)
    assert (submission.authority.code, framework.id) == ("001", "protection-2012")


def test_a_percentage_without_a_denominator_has_a_source_that_publishes_none(library: Library) -> None:
    assert indicators("re_referrals", "20.5", library) == {
        "re_referrals": {"value": Decimal("20.5"), "denominator": "not published"}
    }


def test_an_empty_cell_supplies_nothing_and_its_date_does_not_either(library: Library) -> None:
    assert indicators("re_referrals,re_referrals.as_at,average_caseload", ",2013-03-31,15", library) == {
        "average_caseload": {"value": 15}
    }


def test_a_figure_may_have_its_own_day_year_and_source(library: Library) -> None:
    vacancies = "social_worker_vacancy_rate,social_worker_vacancy_rate.as_at"
    columns = f"{vacancies},re_referrals,re_referrals.ended,re_referrals.source"
    found = indicators(columns, "4.8,30/09/2012,20.5,2012-03-31,CIN census", library)
    assert found == {
        "social_worker_vacancy_rate": {"value": Decimal("4.8"), "as_at": "2012-09-30", "denominator": "not published"},
        "re_referrals": {
            "value": Decimal("20.5"), "period": {"from": "2011-04-01", "to": "2012-03-31"}, "source": "CIN census",
            "denominator": "not published",
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("referrals", "618.0", 618),  # as programs write a count beside empty cells
        ("referrals", "618", 618),
        ("statutory_returns_made", "TRUE", "yes"),
        ("statutory_returns_made", "No", "no"),
        ("average_caseload", "15.20", Decimal("15.20")),
        ("average_caseload", "..", ".."),
    ],
)
def test_a_cell_means_what_its_column_counts(column: str, cell: str, value: object, library: Library) -> None:
    assert indicators(column, cell, library) == {column: {"value": value}}


def test_what_inspectors_found_and_what_stands_beside_is_kept_apart_from_the_figures(library: Library) -> None:
    columns = "re_referrals,inspection.overall,inspection.leadership,beside.deprivation,beside.previous"
    found = read(panel(columns, f"{ROW},20.5,Good,ADEQUATE,21.5,Good", f"{OTHER},20.5,,,,"), library)
    full = Known({"overall": "good", "leadership": "adequate"}, {"deprivation": "21.5", "previous": "Good"})
    assert found.known == (full, Known({}, {}))
    assert isinstance(found.documents[0].data, dict)
    assert "inspection" not in found.documents[0].data


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("re_referrals", '"57,4"', "comma-in-number"),
        ("referrals", '"4,840"', "comma-in-number"),
        ("re_referrals", "57.4%", "not-a-number"),
        ("re_referrals", "about 57", "not-a-number"),
        ("re_referrals", "104.2", "out-of-range"),
        ("re_referrals", "-1", "out-of-range"),
        ("referrals", "12.5", "wrong-type"),
        ("re_referrals.denominator", "12.5", "wrong-type"),
        ("average_caseload", "1.2345678901234567", "number-too-long"),
        ("statutory_returns_made", "maybe", "not-yes-or-no"),
        ("re_referrals", "=B2/C2", "formula"),
        ("re_referrals.ended", "2012", "wrong-date"),
        ("re_referrals.as_at", "2013-02-30", "no-such-date"),
        ("inspection.overall", "Godo", "not-one-of"),
        ("beside.note", "x" * 301, "text-too-long"),
        ("beside.note", "call 943 476 5919", "personal-number"),
        ("beside.note", "A\x1b[2J", "control-character"),
        ("re_referrals", "943 476 5919", "personal-number"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named_and_hides_no_other_row(
    column: str, cell: str, code: str, library: Library
) -> None:
    columns = f"{column},average_caseload" if column != "average_caseload" else f"{column},referrals"
    found = read(panel(columns, f"{ROW},{cell},1", f"{OTHER},,2"), library)
    assert [(one.code, one.file, one.line, one.column) for one in found.problems] == [(code, "panel.csv", 2, 8)]
    assert [one.path for one in found.documents] == ["panel.csv:3"]
    assert "943" not in found.problems[0].fact
    assert "\x1b" not in found.problems[0].fact


@pytest.mark.parametrize(
    ("cell", "code"),
    [("call 943 476 5919", "personal-number"), ("A\x1b[2J", "control-character"), ("x" * 301, "text-too-long")],
)
def test_a_source_that_is_refused_is_not_called_empty(cell: str, code: str, library: Library) -> None:
    header = panel("re_referrals,re_referrals.source", f"{ROW},1,DfE")
    at = header.splitlines()[0].split(",").index("source")
    row = ROW.split(",")
    row[at] = cell
    (problem,) = problems_of(panel("re_referrals", ",".join([*row, "1"])), library)
    assert (problem.code, problem.line, problem.column) == (code, 2, at + 1)
    row[at] = ""
    (problem,) = problems_of(panel("re_referrals", ",".join([*row, "1"])), library)
    assert (problem.code, problem.fact) == ("cell-empty", "source is empty.")


def test_everything_wrong_with_a_row_is_told_at_once(library: Library) -> None:
    row = ",001,2013-05-32,protection,2012-04-01,,,12"
    found = {(one.code, one.column) for one in problems_of(panel("re_referrals", row), library)}
    assert found == {
        ("cell-empty", 1), ("no-such-date", 3), ("framework-unknown", 4), ("cell-empty", 6), ("cell-empty", 7),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code", "at"),
    [
        ([ROW], "row-ragged", (2, 8)),
        ([f"{ROW},1,2"], "row-ragged", (2, 9)),
        ([f"{ROW},1", f"{ROW},1"], "row-repeated", (3, 2)),
        ([f"{ROW},1", f"{OTHER},1".replace("002", "001")], "row-repeated", (3, 2)),
        ([f"{ROW},1", f"{ROW},1".replace("001", "")], "row-repeated", (3, 1)),
        ([], "panel-no-rows", (0, 0)),
    ],
)
def test_a_row_that_does_not_fit_the_others_is_a_problem_with_its_line(
    rows: list[str], code: str, at: tuple[int, int], library: Library
) -> None:
    (problem,) = problems_of(panel("re_referrals", *rows), library)
    assert (problem.code, (problem.line, problem.column)) == (code, at)


def test_an_authority_may_stand_on_several_dates(library: Library) -> None:
    found = read(panel("re_referrals", f"{ROW},1", f"{ROW},2".replace("05-20", "05-21")), library)
    assert len(found.documents) == 2
    assert not found.problems


def test_rows_before_a_quotation_mark_that_is_never_closed_are_read(library: Library) -> None:
    found = read(panel("re_referrals", f"{ROW},1", f'"Otherton{OTHER},1'), library)
    assert len(found.documents) == 1
    assert [(one.code, one.line) for one in found.problems] == [("worksheet-broken", 3)]


@pytest.mark.parametrize(
    ("header", "code", "says"),
    [
        (f"{HEADER},re_referals", "column-unknown", 'Did you mean "re_referrals"?'),
        (f"{HEADER},,re_referrals", "column-unknown", "without a name"),
        (f"{HEADER},re_referrals,Re_Referrals", "column-repeated", "a column already"),
        (f"{HEADER},inspection.nowhere,re_referrals", "column-unknown", '"inspection.nowhere"'),
        (HEADER, "column-missing", "no column with a figure"),
        ("authority.code,judged_on,source,re_referrals,period.from,period.to", "column-missing", '"authority.name"'),
        ("authority.name,judged_on,re_referrals,period.to,source", "column-missing", '"period.from"'),
        ("authority.name,judged_on,re_referrals,period.from,period.to", "column-missing", "`source:`"),
    ],
)
def test_a_header_that_does_not_hold_refuses_the_whole_panel(
    header: str, code: str, says: str, library: Library
) -> None:
    (problem,) = problems_of(f"{header}\nExampleshire,1\n", library)
    assert (problem.code, problem.line) == (code, 1)
    assert says in problem.fact + problem.way_out


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n\r\n", "file-empty"),
        (b",,\n,,\n", "file-empty"),
        (b"PK\x03\x04" + b"\x00" * 9, "file-is-a-workbook"),
        (b"\xff\xfea\x00,\x00b\x00", "not-utf-8"),
        (b"\x7fELF" + bytes(range(33)), "file-is-binary"),
        (b"a,b\n" * 50_002, "panel-too-long"),
        (b"a" * (64 * 1024 * 1024 + 1), "file-too-large"),
    ],
    ids=["empty", "blank", "empty cells", "workbook", "UTF-16", "binary", "too many lines", "too large"],
)
def test_what_is_no_panel_is_refused_as_a_whole(raw: bytes, code: str, library: Library) -> None:
    (problem,) = problems_of(raw, library)
    assert (problem.code, problem.file) == (code, "panel.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_however_it_was_saved_a_panel_says_the_same(
    delimiter: str, line_end: str, encoding: str, library: Library
) -> None:
    text = panel("re_referrals", f"{ROW},20.5".replace("Exampleshire", "Ynys Môn"), "", f"{OTHER},20.5,,")
    raw = text.replace(",", delimiter).replace("\n", line_end).encode(encoding)
    plain = read(text, library)
    saved = read(raw, library)
    assert not saved.problems
    assert [(one.path, one.data) for one in saved.documents] == [(one.path, one.data) for one in plain.documents]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (panel("re_referrals", f"{ROW},1"), True),
        ("# exported\n\n" + panel("re_referrals", f"{ROW},1"), True),
        ("Authority.Name;JUDGED_ON;re_referrals\n", True),
        ("Council,Date,re_referrals\nExampleshire,2013,1\n", True),
        ("Council,Date,Re-referrals\nExampleshire,2013,1\n", False),
        ("authority.name,Exampleshire\njudged_on,2013-05\nname,value\nre_referrals,1\n", False),
        ("name,value\nre_referrals,1\n", False),
        ('{"authority": {"name": "judged_on,re_referrals"}}', False),
        ("", False),
        ("prose, and more of it", False),
    ],
)
def test_a_panel_is_told_by_what_its_first_row_says(text: str, is_one: bool, library: Library) -> None:  # noqa: FBT001
    assert is_panel(text.encode(), library) is is_one


def test_samples_are_told_apart_by_their_content(library: Library) -> None:
    told = {path.name: is_panel(path.read_bytes(), library) for path in sorted(SAMPLES.iterdir()) if path.is_file()}
    assert [name for name, is_one in told.items() if is_one] == ["panel.csv", "published-2024.csv"]


def test_a_table_with_names_of_its_own_is_pointed_to_a_mapping() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_submission_file("export.csv", b"Council,Date,Re-referrals\nExampleshire,2013,1\n")
    assert "--mapping" in found.value.problems[0].way_out


def test_where_one_submission_is_meant_a_panel_is_called_by_its_name() -> None:
    for text in (panel("re_referrals", f"{ROW},1"), "# exported\n" + panel("re_referrals", f"{ROW},1")):
        with pytest.raises(ProblemsFound) as found:
            read_submission_file("panel.csv", text.encode())
        assert [one.code for one in found.value.problems] == ["not-a-submission"]
        assert "is a panel" in found.value.problems[0].fact


def test_places_lead_to_the_cell(library: Library) -> None:
    document = read(panel("re_referrals,re_referrals.as_at", f"{ROW},1,2013-03-31"), library).documents[0]
    for pointer, at in {
        "/indicators/re_referrals": 8,
        "/indicators/re_referrals/as_at": 9,
        "/judged_on": 3,
        "": 1,
    }.items():
        assert document.position_of(pointer) == (2, at)


cells = st.lists(
    st.decimals(0, 100, places=1).map(str) | st.sampled_from(["", "x", "..", "many"]), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=50)
@given(figures=cells, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_about_any_of_them(
    figures: list[str], order: Random, library: Library
) -> None:
    rows = [
        f"Place {n},{n:03},2013-05-20,protection-2012,2012-04-01,2013-03-31,R,{one}" for n, one in enumerate(figures)
    ]
    shuffled = list(rows)
    order.shuffle(shuffled)
    said, again = (read(panel("re_referrals", *some), library) for some in (rows, shuffled))
    by_name = [{str(one.data): None for one in panel_.documents} for panel_ in (said, again)]
    assert by_name[0].keys() == by_name[1].keys()
    assert sorted(one.fact for one in said.problems) == sorted(one.fact for one in again.problems)
    assert len(said.documents) + len(said.problems) == len(figures)
