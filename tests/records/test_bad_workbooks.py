from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from making_workbooks import (
    ASSESSMENT,
    ASSESSMENTS,
    CONTACT,
    CONTACTS,
    Failed,
    open_document,
    open_row,
    rewritten,
    workbook,
)

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.records.extracts import read_records
from compcheck.records.finding import OLE
from record_rules import record_rules

RULES = record_rules()
MARKED = "Zebedee"
GOOD: dict[str, Any] = {"List 1": [CONTACTS, CONTACT]}


def problems(path: str | Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as raised:
        read_records(str(path), RULES)
    return raised.value.problems


def only_problem(path: str | Path) -> Problem:
    (only,) = problems(path)
    return only


def raw(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_workbook_under_a_password_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    content = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    told = only_problem(raw(tmp_path / "a.xlsx", content))
    assert told.code == "workbook-encrypted"
    assert "without a password" in told.way_out


def test_an_older_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    assert only_problem(raw(tmp_path / "a.xls", OLE + b"\0" * 2000)).code == "workbook-damaged"


def test_a_zip_file_and_a_binary_workbook_are_no_workbooks_of_records(tmp_path: Path) -> None:
    for name, way_out in (("notes.txt", "Unpack it"), ("xl/workbook.bin", "(.xlsx)")):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as parts:
            parts.writestr(name, "x")
        told = only_problem(tmp_path / "a.zip")
        assert told.code == "workbook-unreadable"
        assert way_out in told.way_out


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    whole = Path(workbook(tmp_path / "a.xlsx", GOOD)).read_bytes()
    assert only_problem(raw(tmp_path / "cut.xlsx", whole[: int(len(whole) * share)])).code == "workbook-damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_workbook_with_a_broken_part_is_refused(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD)
    with zipfile.ZipFile(path) as parts:
        every = {name: parts.read(name) for name in parts.namelist()}
    every[part] = every[part][: len(every[part]) // 2]
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in every.items():
            parts.writestr(name, content)
    assert only_problem(path).code in {"workbook-damaged", "workbook-without-lists"}


def test_a_workbook_whose_parts_lie_about_their_size_is_refused(tmp_path: Path) -> None:
    """The first look trusts what the zip file says of itself, so that each part is held to it."""
    path = workbook(tmp_path / "a.xlsx", GOOD)
    content = bytearray(Path(path).read_bytes())
    entry = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert only_problem(raw(tmp_path / "b.xlsx", bytes(content))).code == "workbook-damaged"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts,
        parts.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(160):
            part.write(b"\0" * 2**20)
    told = only_problem(path)
    assert told.code == "workbook-bomb"
    assert re.search(r"unpacks to \d+ times its size", told.fact)


def test_a_document_type_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook '
    assert only_problem(rewritten(path, "xl/workbook.xml", "<workbook ", bomb)).code == "workbook-damaged"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c s='0' r='XFD1048576'><v>1</v></c>",
        '<c r="AAAAAA2"><v>1</v></c>',
        '<c r="DAA30000"><v>1</v></c>',
        '<c r="Z1048576"><v>1</v></c>',
    ],
)
def test_a_sheet_that_would_have_millions_of_blank_cells_is_not_read_and_the_others_are(
    tmp_path: Path, cell: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", {**GOOD, "List 4": [ASSESSMENTS, ASSESSMENT]})
    extract = read_records(
        rewritten(path, "xl/worksheets/sheet2.xml", "</row></sheetData>", f"{cell}</row></sheetData>"), RULES
    )
    assert list(extract.read.tables) == ["contacts"]
    (told,) = extract.read.problems
    assert told.code == "sheet-too-large"
    assert "List 4" in told.fact


def test_a_row_far_out_with_a_cell_that_does_not_say_where_it_stands_is_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD)
    far = '<row r="1048576"><c><v>1</v></c></row></sheetData>'
    assert only_problem(rewritten(path, "xl/worksheets/sheet1.xml", "</sheetData>", far)).code == "sheet-too-large"


def test_cells_far_out_that_are_only_coloured_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", GOOD)
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row></sheetData>'
    extract = read_records(rewritten(path, "xl/worksheets/sheet1.xml", "</sheetData>", far), RULES)
    assert extract.read.tables["contacts"].rows == 1


def test_a_million_columns_repeated_in_an_open_document_are_refused(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="1000000"/>'
    wide = open_row(["7"]).replace("<table:table-row>", f"<table:table-row>{blank}")
    assert only_problem(open_document(tmp_path / "a.ods", open_row(CONTACTS) + wide)).code == "sheet-too-large"
    deep = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    last = open_document(tmp_path / "b.ods", open_row(CONTACTS) + deep + open_row(["7"]))
    assert only_problem(last).code == "sheet-too-large"
    assert "contacts" in read_records(open_document(tmp_path / "c.ods", open_row(CONTACTS) + deep), RULES).read.tables


def test_errors_that_cannot_be_told_from_blanks_are_a_problem_that_is_said(tmp_path: Path) -> None:
    failed = open_row(["7"]).replace('"string"', '"string" calcext:value-type="error"')
    extract = read_records(open_document(tmp_path / "a.ods", open_row(CONTACTS) + failed), RULES)
    assert [one.code for one in extract.read.problems] == ["workbook-errors-hidden"]


def test_a_workbook_of_which_nothing_is_a_list_is_refused(tmp_path: Path) -> None:
    assert only_problem(workbook(tmp_path / "a.xlsx", {"Sheet1": []})).code == "workbook-without-lists"
    assert (
        only_problem(workbook(tmp_path / "b.xlsx", {"Budget": [["a", "b"], [1, 2]]})).code == "workbook-without-lists"
    )


def test_a_list_without_its_headings_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    extract = read_records(workbook(tmp_path / "a.xlsx", {**GOOD, "List 4": [["x", "y"], [1, 2]]}), RULES)
    (told,) = extract.read.problems
    assert told.code == "list-without-headings"
    assert "List 4" in told.fact
    assert "assessments" in extract.read.not_there
    assert extract.read.tables["contacts"].rows == 1


def test_headings_below_the_first_thirty_rows_are_not_looked_for(tmp_path: Path) -> None:
    rows = [*([["note"]] * 30), CONTACTS, CONTACT]
    assert only_problem(workbook(tmp_path / "a.xlsx", {"List 1": rows})).code == "list-without-headings"


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        ([*CONTACTS, "Date of Contact"], "List 1!F1 and List 1!H1"),
        ([*CONTACTS[:5], "Date of Contcat", "Date of Contcat"], "List 1!F1 and List 1!G1"),
        (["Child ID", "Person ID", *CONTACTS[1:]], "List 1!A1 and List 1!B1"),
    ],
)
def test_two_columns_for_one_field_are_a_problem_that_names_both(
    tmp_path: Path, headings: list[str], places: str
) -> None:
    rows = [headings, [*CONTACT, "16/09/2020"][: len(headings)]]
    told = only_problem(workbook(tmp_path / "a.xlsx", {"List 1": rows}))
    assert told.code == "column-twice"
    assert places in told.fact


def test_two_sheets_for_one_list_are_a_problem_that_names_both(tmp_path: Path) -> None:
    sheets = {"List 1": [CONTACTS, CONTACT], "List 1 (old)": [CONTACTS], "List 4": [ASSESSMENTS]}
    extract = read_records(workbook(tmp_path / "a.xlsx", sheets), RULES)
    (told,) = extract.read.problems
    assert told.code == "list-twice"
    assert "List 1 and List 1 (old)" in told.fact


@pytest.mark.parametrize("cell", ["#REF!", Failed("#REF!")])
def test_a_list_of_nothing_but_errors_is_a_list_of_cells_not_read(tmp_path: Path, cell: str) -> None:
    told = read_records(workbook(tmp_path / "a.xlsx", {"List 1": [CONTACTS, *[[cell] * 7] * 50]}), RULES).read
    contacts = told.tables["contacts"]
    assert contacts.rows == 50
    assert [(one.place, one.cells) for one in contacts.unread] == [(f"List 1!{letter}2", 50) for letter in "ABCDEFG"]


def test_what_stands_in_a_cell_is_in_no_problem_and_in_no_report(tmp_path: Path) -> None:
    rows = [[MARKED], CONTACTS, [MARKED] * 7, ["", *[f"31/02/2020 {MARKED}"] * 9]]
    told = read_records(workbook(tmp_path / "a.xlsx", {"List 1": rows, "List 4": [[MARKED, 1], [2, 3]]}), RULES).read
    assert told.problems
    assert told.tables["contacts"].unread
    assert MARKED not in str(told)


def test_what_is_not_there_or_no_records_says_so(tmp_path: Path) -> None:
    assert only_problem(tmp_path / "none.xlsx").code == "file-missing"
    with pytest.raises(ProblemsFound) as raised:
        read_records(workbook(tmp_path / "a.xlsx", GOOD), RULES, "annex-b")
    assert raised.value.problems[0].code == "source-unknown"


def test_a_file_is_told_by_how_it_begins(tmp_path: Path) -> None:
    from compcheck.records.finding import looks_like_records

    assert looks_like_records("x", OLE)
    assert looks_like_records("x", b"\xef\xbb\xbf<?xml")
    assert looks_like_records("x", "<a/>".encode("utf-16"))
    assert not looks_like_records("x", b'{"authority": 1}')
    assert not looks_like_records("x", b"name,value")
    (tmp_path / "assessments.csv").touch()
    assert looks_like_records(str(tmp_path), b"")
    (tmp_path / "devon.json").touch()
    assert not looks_like_records(str(tmp_path), b"")
    assert not looks_like_records(str(tmp_path / "gone"), b"")


def test_an_empty_zip_file_and_one_that_only_looks_like_a_workbook_are_refused(tmp_path: Path) -> None:
    for names in ((), ("xl/workbook.xml",), ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as parts:
            for name in names:
                parts.writestr(name, "<workbook/>")
        assert only_problem(tmp_path / "a.xlsx").code.startswith("workbook-")
