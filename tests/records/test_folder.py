from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from made_files import RULES, only_problem, read, read_folder, rows_of

from compcheck.records.extracts import read_records
from compcheck.records.finding import looks_like_records
from record_rules import record_rules

REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "7,01/05/2025,S,V2,N1,U6,PR1,,,,EX1 1AA,EX2 2BB,SC1\n"
)


def test_files_of_the_return_are_told_by_their_headings_whatever_they_are_called(tmp_path: Path) -> None:
    extract = read_folder(tmp_path, {"a.csv": REVIEWS + "7,01/02/2010,03/06/2025,PN1\n", "b.txt": EPISODES})
    assert extract.read.source == "ssda903"
    assert [row["started"] for row in rows_of(extract, "care_episodes")] == [date(2025, 5, 1)]
    (row,) = rows_of(extract, "care_reviews")
    assert (row["reviewed"], row["review_code"]) == (date(2025, 6, 3), "PN1")


def test_tables_called_by_name_have_our_headings_in_any_spelling(tmp_path: Path) -> None:
    text = "Child,Started,ENDED,No Further Action\nA,2024-01-31,03/02/2024,\n"
    extract = read_folder(tmp_path, {"Assessments.csv": text, "looked-after.csv": "child,started\nB,2020-01-01\n"})
    assert extract.read.source == "tables"
    (row,) = rows_of(extract, "assessments")
    assert (row["child"], row["started"], row["ended"]) == ("A", date(2024, 1, 31), date(2024, 2, 3))
    assert extract.read.tables["assessments"].unrecognised == ("No Further Action",)
    assert "child_seen" in extract.read.tables["assessments"].missing


def test_a_column_whose_heading_may_be_a_person_is_told_by_its_letter(tmp_path: Path) -> None:
    extract = read_folder(tmp_path, {"assessments.csv": "child,started,Jane Doe\nA,2024-01-31,x\n"})
    assert extract.read.tables["assessments"].unrecognised == ("column C",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separator_and_encoding_are_told_by_the_file(tmp_path: Path, separator: str, encoding: str) -> None:
    name = "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"
    text = (REVIEWS + f"{name},01/02/2010,03/06/2025,PN1\n").replace(",", separator).encode(encoding)
    extract = read_folder(tmp_path, {"a.csv": text})
    assert (rows_of(extract, "care_reviews")[0]["child"], extract.read.problems) == (name, ())


def test_lines_in_two_encodings_are_each_read_and_told(tmp_path: Path) -> None:
    name = "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"
    first, second = (f"{name},01/02/2010,03/06/2025,PN1\n".encode(one) for one in ("utf-8", "cp1252"))
    extract = read_folder(tmp_path, {"a.csv": REVIEWS.encode() + first + second})
    assert [row["child"] for row in rows_of(extract, "care_reviews")] == [name, name]
    (problem,) = extract.read.problems
    assert (problem.code, problem.line) == ("csv-mixed", 3)


def test_a_ragged_row_stays_a_row_and_only_what_is_certain_in_it_is_read(tmp_path: Path) -> None:
    rows = "1,01/02/2010\n2,01/02/2010,03/06/2025,PN1,extra\n3,01/02/2010,03/06/2025,PN1,,\n"
    extract = read_folder(tmp_path, {"a.csv": REVIEWS + rows})
    short, long, fit = rows_of(extract, "care_reviews")
    assert (short["child"], short["reviewed"], short["reviewed__unread"]) == ("1", None, True)
    assert (long["child"], long["child__unread"], long["reviewed"]) == (None, True, None)
    assert (fit["child"], fit["reviewed"], fit["reviewed__unread"]) == ("3", date(2025, 6, 3), False)
    (problem,) = extract.read.problems
    assert (problem.code, problem.file, problem.line) == ("csv-ragged", "a.csv", 2)


def test_a_quotation_mark_left_open_leaves_out_the_table_and_no_other(tmp_path: Path) -> None:
    broken = REVIEWS + '7,01/02/2010,"03/06/2025,PN1\n7,01/02/2010,03/06/2025,PN1\n'
    extract = read_folder(tmp_path, {"a.csv": broken, "b.csv": EPISODES})
    assert "care_reviews" in extract.read.not_there
    assert [problem.code for problem in extract.read.problems] == ["csv-unreadable"]
    assert "2025" not in extract.read.problems[0].fact


@pytest.mark.parametrize("text", ["7,1,01/02/2010,WBRI,,,\n", "", "\x00\x01", "Dear all,\n"])
def test_a_file_with_a_table_s_own_name_that_is_none_is_told_as_lost(tmp_path: Path, text: str) -> None:
    """And not that nothing need be done: whoever called it so takes it for counted."""
    extract = read_folder(tmp_path, {"header.csv": text, "b.csv": EPISODES})
    (problem,) = extract.read.problems
    assert (problem.code, problem.file) == ("records-table-lost", "header.csv")
    assert '"CHILD" first' in problem.way_out
    assert "care_episodes" in extract.data


@pytest.mark.parametrize("name", ["header.csv", "assessments.csv", "Looked-After.csv"])
def test_a_file_with_a_table_s_own_name_and_nothing_beside_it_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text("7,1,01/02/2010,WBRI\n", "utf-8")
    assert only_problem(read_records, str(tmp_path / "in"), RULES).code == "records-table-lost"


def test_half_of_a_table_in_two_files_is_not_counted_as_the_whole(tmp_path: Path) -> None:
    good = REVIEWS + "7,01/02/2010,03/06/2025,PN1\n"
    extract = read_folder(
        tmp_path, {"a.csv": good, "b.csv": REVIEWS + '8,01/02/2010,"03/06/2025,PN1\n', "c.csv": EPISODES}
    )
    assert "care_reviews" not in extract.data


def test_two_files_of_one_table_are_one_table(tmp_path: Path) -> None:
    files = {f"{one}.csv": REVIEWS + f"{one},01/02/2010,03/06/2025,PN1\n" for one in (1, 2)}
    files["3.csv"] = "CHILD,REVIEW,REVIEW_CODE\n3,03/06/2025,soon\n"
    extract = read_folder(tmp_path, files)
    assert [row["child"] for row in rows_of(extract, "care_reviews")] == ["1", "2", "3"]
    assert [row["born__unread"] for row in rows_of(extract, "care_reviews")] == [False, False, True]
    places = [one.place for one in extract.read.tables["care_reviews"].unread]
    assert places == ["3.csv, row 2 (born)".replace("row", "line"), "3.csv, line 2 (REVIEW_CODE)"]


def test_two_columns_for_one_field_are_neither_read(tmp_path: Path) -> None:
    extract = read_folder(tmp_path, {"a.csv": "CHILD,DOB,REVIEW,REVIEW,REVIEW_CODE\n7,,03/06/2025,04/06/2025,PN1\n"})
    assert "reviewed" not in rows_of(extract, "care_reviews")[0]
    assert [problem.code for problem in extract.read.problems] == ["csv-column-twice"]


def test_a_nul_byte_spoils_its_own_cell_alone(tmp_path: Path) -> None:
    (row,) = rows_of(read_folder(tmp_path, {"a.csv": HEADER + "7,1,01/02/2010,WBRI,A\x00B,,\n"}), "children")
    assert (row["child"], row["sex"], row["upn"], row["upn__unread"]) == ("7", "male", None, True)


def test_a_file_that_holds_no_table_is_named_and_left(tmp_path: Path) -> None:
    extract = read_folder(
        tmp_path,
        {"a.csv": EPISODES, "dolo.csv": "CHILD,DOB,DOLO_START,DOLO_END\n", "notes.docx": b"PK\x03\x04", ".hidden": "x"},
    )
    assert [(problem.code, problem.file) for problem in extract.read.problems] == [
        ("records-file-left", "notes.docx"),
        ("records-file-left", "dolo.csv"),
    ]


@pytest.mark.parametrize(
    ("files", "code"), [({}, "records-empty"), ({"a.csv": "a,b\n1,2\n", "b.pdf": b"%PDF-1"}, "records-unknown")]
)
def test_a_folder_in_which_nothing_is_known_says_so(tmp_path: Path, files: dict[str, str | bytes], code: str) -> None:
    assert only_problem(read_folder, tmp_path, files).code == code


def test_a_title_may_stand_above_the_headings(tmp_path: Path) -> None:
    extract = read_folder(tmp_path, {"a.csv": "Reviews 2025\n\n" + REVIEWS + "7,01/02/2010,03/06/2025,PN1\n"})
    assert len(rows_of(extract, "care_reviews")) == 1


def test_suitability_is_the_second_figure_of_the_accommodation(tmp_path: Path) -> None:
    text = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,,YES,F1,B1\n2,,YES,G5,B2\n3,,NO,0,0\n"
    rows = rows_of(read_folder(tmp_path, {"a.csv": text}), "care_leavers")
    assert [(row["accommodation"], row["suitable"]) for row in rows] == [("B", True), ("B", False), (None, None)]
    assert "suitable__unread" not in rows[0]


def test_a_file_of_the_return_alone_is_records_and_a_worksheet_is_none(tmp_path: Path) -> None:
    assert looks_like_records("a.csv", EPISODES.encode())
    assert not looks_like_records("a.csv", b"indicator,value,period\n")
    assert list(read(tmp_path, EPISODES, "a.csv").data) == ["care_episodes"]


def test_the_digest_of_a_folder_changes_with_any_of_its_files(tmp_path: Path) -> None:
    digests = set()
    for at, child in enumerate(("7", "8", "7")):
        (tmp_path / str(at)).mkdir()
        extract = read_folder(tmp_path / str(at), {"a.csv": EPISODES, "b.csv": f"{REVIEWS}{child},,03/06/2025,PN1\n"})
        digests.add(extract.read.sha256)
    assert len(digests) == 2


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="the real files are not committed")
def test_the_return_that_is_passed_around_is_read_as_it_is() -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds real-files/."""
    path = Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / "ssda903"
    told = read_records(str(path), record_rules()).read
    assert {name: one.rows for name, one in told.tables.items()} == {
        "children": 2675,
        "care_episodes": 5050,
        "care_reviews": 12582,
        "unaccompanied_children": 132,
        "care_outcomes": 2675,
        "care_leavers": 53,
        "adoptions": 29,
        "missing_children": 43,
    }
    assert told.problems == ()
