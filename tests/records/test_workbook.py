from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from making_workbooks import ASSESSMENT, ASSESSMENTS, CONTACT, CONTACTS, Failed, open_document, open_row, workbook

from compcheck.model.extract import TableRead
from compcheck.records.extracts import Extract, read_records
from record_rules import record_rules

RULES = record_rules()


def read(path: Path, **sheets: Any) -> Extract:
    """A workbook of these sheets, read. List_1 stands for "List 1"."""
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return read_records(workbook(path / "annex-a.xlsx", named), RULES)


def cells(extract: Extract, table: str, column: str) -> list[object]:
    found = extract.data[table]
    assert not isinstance(found, tuple)
    values: list[object] = found.column(column).to_pylist()
    return values


def table_read(extract: Extract, table: str = "contacts") -> TableRead:
    return extract.read.tables[table]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("List 1", "contacts"),
        ("List_1", "contacts"),
        ("list 1 ", "contacts"),
        ("List 1: Contacts", "contacts"),
        ("Annex A List 1", "contacts"),
        ("Contacts", "contacts"),
        ("Contcats", "contacts"),
        ("1. Contacts", "contacts"),
        ("Sheet1", "contacts"),
    ],
)
def test_a_list_is_found_however_its_sheet_is_called(tmp_path: Path, name: str, table: str) -> None:
    path = workbook(tmp_path / "a.xlsx", {name.replace(":", ""): [CONTACTS, CONTACT]})
    assert list(read_records(path, RULES).read.tables) == [table]


def test_a_list_is_found_by_the_title_above_its_headings(tmp_path: Path) -> None:
    extract = read(tmp_path, Tabelle=[["List 1: Contacts"], CONTACTS[:4], CONTACT[:4]])
    assert table_read(extract).missing == ("age", "contacted", "contact_source")


def test_where_lists_are_numbered_otherwise_their_headings_say_which_is_which(tmp_path: Path) -> None:
    extract = read(tmp_path, List_1=[ASSESSMENTS, ASSESSMENT], List_2=[CONTACTS, CONTACT])
    assert {name: one.found_as for name, one in extract.read.tables.items()} == {
        "contacts": "List 2",
        "assessments": "List 1",
    }


def test_lists_that_are_not_there_are_named_and_sheets_that_are_none_are_ignored(tmp_path: Path) -> None:
    guidance = [
        ["List Number/Title", "Field Heading", "Detailed Guidance"],
        ["List 1: Contacts", "Child Unique ID", "…"],
    ]
    codes = [["Gender", "Ethnicity", "Contact Source"], ["a) Male", "a) WBRI", "a) 1A: Individual"]]
    extract = read(tmp_path, Guidance=guidance, Codes_used=codes, List_1=[CONTACTS, CONTACT], List_2=[])
    assert list(extract.read.tables) == ["contacts"]
    assert extract.read.problems == ()
    assert "early_help" in extract.read.not_there
    assert len(extract.read.not_there) == 10


def test_titles_blank_rows_and_empty_columns_are_stepped_over_and_hidden_rows_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Children's services"],
        [],
        [*CONTACTS, "", ""],
        [*CONTACT, "", " "],
        [],
        [" ", "\u00a0"],
        [0, *CONTACT[1:6], "soon"],
        CONTACT,
    ]
    path = workbook(tmp_path / "a.xlsx", {"List 1": rows}, hidden=[6, 7])
    extract = read_records(path, RULES)
    told = table_read(extract)
    assert told.rows == 3
    assert told.unrecognised == ()
    assert [(one.column, one.place, one.what) for one in told.unread] == [
        ("contact_source", "List 1!G7", "is no code known here")
    ]
    assert cells(extract, "contacts", "child") == ["7", "0", "7"]
    assert cells(extract, "contacts", "contact_source__unread") == [False, True, False]


def test_notes_totals_and_headings_over_again_are_left_out_and_said_and_a_bare_identifier_is_a_record(
    tmp_path: Path,
) -> None:
    rows = [CONTACTS, CONTACT, CONTACTS, [8], ["AB 12"], ["Total", 3], ["", "Taken from the case system"], ["Total: 3"]]
    extract = read(tmp_path, List_1=rows)
    assert cells(extract, "contacts", "child") == ["7", "8", "AB 12"]
    (told,) = extract.read.problems
    assert told.code == "rows-left-out"
    assert told.fact.startswith("List 1: 4 rows are no records")
    assert "from row 3 on" in told.fact
    assert "case system" not in str(extract.read)


def test_a_list_may_stand_anywhere_on_its_sheet(tmp_path: Path) -> None:
    extract = read(tmp_path, List_1=[[], [], ["", "", *CONTACTS], ["", "", *CONTACT[:6], "soon"]])
    assert cells(extract, "contacts", "child") == ["7"]
    assert table_read(extract).unread[0].place == "List 1!I4"
    assert table_read(extract).unrecognised == ()


def test_every_cell_comes_out_as_what_its_column_holds(tmp_path: Path) -> None:
    extract = read(tmp_path, List_4=[ASSESSMENTS, ASSESSMENT])
    values = {name: cells(extract, "assessments", name)[0] for name in table_read(extract, "assessments").columns}
    assert values == {
        "child": "7",
        "sex": "female",
        "ethnicity": "WBRI",
        "born": date(2015, 1, 25),
        "age": 6,
        "disabled": False,
        "started": date(2020, 9, 16),
        "child_seen": True,
        "ended": date(2020, 10, 16),
        "needs_support": True,
        "team": "Team 1",
        "worker": "A Worker",
    }


def test_an_age_in_parts_of_years_is_the_age_at_the_last_birthday(tmp_path: Path) -> None:
    rows = [[*CONTACT[:4], age, *CONTACT[5:]] for age in (6.99, "6.2", -0.3, "#N/A")]
    extract = read(tmp_path, List_1=[CONTACTS, *rows])
    assert cells(extract, "contacts", "age") == [6, 6, -1, None]
    assert table_read(extract).unread == ()


@pytest.mark.parametrize(
    "heading",
    [
        "date of contact ",
        "Date\nof\u00a0Contact",
        "DATE OF CONTACT",
        "Date of Contct",
        "Dateof Contact",
        "Contact date",
    ],
)
def test_a_heading_may_be_written_otherwise_or_misspelt(tmp_path: Path, heading: str) -> None:
    extract = read(tmp_path, List_1=[[*CONTACTS[:5], heading, CONTACTS[6]], CONTACT])
    assert cells(extract, "contacts", "contacted") == [date(2020, 9, 16)]


@pytest.mark.parametrize(
    ("list_name", "table", "heading", "column"),
    [
        ("List 7", "child_protection", "Child Protection Plan Review Date", "ended"),
        ("List 7", "child_protection", "Child Protection Plan Started Date", "ended"),
        ("List 7", "child_protection", "Last Category of Abuse", "latest_category"),
        (
            "List 5",
            "section_47",
            "Was an Initial Child Protection Conference deemed necessary?",
            "conference_not_needed",
        ),
        ("List 11", "adopters", "Date Stage 1 start", "stage_2_started"),
        ("List 8", "looked_after", "Date of Last Mental Check", "last_dental_check"),
    ],
)
def test_a_heading_that_may_mean_something_else_is_never_taken_for_another(
    tmp_path: Path, list_name: str, table: str, heading: str, column: str
) -> None:
    kept = [one.headings[0] for name, one in RULES.sources["annex-a"].tables[table].columns.items() if name != column]
    path = workbook(tmp_path / "a.xlsx", {list_name: [[*kept, f"{heading} "], ["7"] * (len(kept) + 1)]})
    told = read_records(path, RULES).read
    assert all(column not in one.columns for one in told.tables.values())


def test_columns_of_the_authority_s_own_are_named_and_what_may_be_a_person_is_not(tmp_path: Path) -> None:
    """By the letter of the column where any word is in no heading that is known: a name or an id may stand there."""
    own = ["Team Notes", "", "9212044777", "Jane Doe", "Child Jane", "Ward", "EX12"]
    rows = [[*CONTACTS, *own], [*CONTACT, *"tuvwxyz"]]
    letters = [f"column {letter}" for letter in "IJKLMN"]
    assert table_read(read(tmp_path, List_1=rows)).unrecognised == ("Team Notes", *letters)


def test_the_heading_of_the_template_goes_before_another_name_for_the_same(tmp_path: Path) -> None:
    rows = [["DOB", *CONTACTS], [date(1999, 1, 1), *CONTACT]]
    extract = read(tmp_path, List_1=rows)
    assert cells(extract, "contacts", "born") == [date(2015, 1, 25)]
    assert table_read(extract).unrecognised == ("DOB",)


def test_of_a_heading_twice_the_column_that_is_filled_is_meant(tmp_path: Path) -> None:
    extract = read(tmp_path, List_1=[["Date of Contact", *CONTACTS], ["", *CONTACT]])
    assert cells(extract, "contacts", "contacted") == [date(2020, 9, 16)]


def test_a_locality_is_read_where_a_list_has_one_and_not_missed_where_it_has_none(tmp_path: Path) -> None:
    extract = read(tmp_path, List_4=[[*ASSESSMENTS, "Locality"], [*ASSESSMENT, "North"]])
    assert cells(extract, "assessments", "locality") == ["North"]
    assert table_read(read(tmp_path, List_4=[ASSESSMENTS, ASSESSMENT]), "assessments").missing == ()


def test_a_cell_that_is_an_error_is_unread_and_not_blank(tmp_path: Path) -> None:
    open_end, failed, not_available = (
        [*ASSESSMENT[:8], end, *ASSESSMENT[9:]] for end in ("", Failed("#REF!"), Failed("#N/A"))
    )
    extract = read(tmp_path, List_4=[ASSESSMENTS, open_end, failed, not_available])
    assert cells(extract, "assessments", "ended") == [None, None, None]
    assert cells(extract, "assessments", "ended__unread") == [False, True, False]
    assert table_read(extract, "assessments").unread[0].place == "List 4!I3"


def test_an_open_document_is_read_too(tmp_path: Path) -> None:
    row = ["7", "b) Female", "a) WBRI", "25/01/2015", "6", "16/09/2020", "q) 6: Police"]
    extract = read_records(open_document(tmp_path / "a.ods", open_row(CONTACTS) + open_row(row)), RULES)
    assert cells(extract, "contacts", "contacted") == [date(2020, 9, 16)]
    assert extract.read.problems == ()


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    from hashlib import sha256

    path = workbook(tmp_path / "a.xlsx", {"List 1": [CONTACTS, CONTACT]})
    told = read_records(path, RULES).read
    assert told.sha256 == sha256(Path(path).read_bytes()).hexdigest()
    assert (told.file, told.source) == ("a.xlsx", "annex-a")


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="the real workbooks are not committed")
def test_a_real_workbook_is_read_and_what_is_not_is_truly_none() -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds real-files/."""
    path = Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / "annex_a_filled.xlsx"
    told = read_records(str(path), RULES).read
    assert told.not_there == ()
    assert [one.rows for one in told.tables.values()] == [5, 5, 6, 5, 5, 5, 7, 5, 6, 5, 5]
    assert not any(one.missing or one.unrecognised for one in told.tables.values())
    unread = {one.place: (one.what, one.cells) for table in told.tables.values() for one in table.unread}
    assert unread == {  # the name of a form where yes or no is asked, and a code of services for adults
        "List 4!J2": ("is neither yes nor no", 5),
        "List 6!H2": ("is no code known here", 1),
    }


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="the real workbooks are not committed")
def test_the_official_template_is_a_workbook_of_eleven_lists_without_rows() -> None:
    path = Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / "annex_a_official_template.xlsx"
    told = read_records(str(path), RULES).read
    assert [(one.rows, one.missing, one.unrecognised) for one in told.tables.values()] == [(0, (), ())] * 11
