"""Whatever bytes are named as a submission, what they are is said, and never with a traceback."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.document import Position
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_FILE
from compcheck.reading.submission_files import read_submission_file
from compcheck.reading.text_file import shown_path

SHEET = "authority.name,Devon\nname,value,note\nre_referrals,20.5,fell … slightly\n"


def refusal(path: str, raw: bytes | None = None) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        read_submission_file(path, raw)
    (problem,) = found.value.problems
    return problem


def test_a_file_is_read_with_its_digest_and_the_place_of_every_key(tmp_path: Path) -> None:
    file = tmp_path / "devon.json"
    file.write_bytes(b'{\n  "authority": {"name": "Devon"}\n}')

    document = read_submission_file(str(file))

    assert document.path == "devon.json"
    assert document.data == {"authority": {"name": "Devon"}}
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.position_of("/authority/name") == Position(2, 17)
    assert document.position_of("/authority/code") == Position(2, 3)
    assert document.positions() is document.positions()


def test_a_path_is_shown_as_typed_and_an_absolute_one_by_its_file_name() -> None:
    assert shown_path("samples/devon.json") == "samples/devon.json"
    assert shown_path("../x/./devon.json") == "../x/./devon.json"
    assert shown_path("-") == "-"
    assert shown_path(str(Path.cwd() / "devon.json")) == "devon.json"
    assert shown_path(os.sep) == os.sep
    assert shown_path("a\x1b[31m\udc80.json") == "a\\x1b[31m\\udc80.json"


def test_standard_input_is_read_from_the_bytes_at_hand() -> None:
    assert read_submission_file("-", b"{}").path == "-"


def test_a_file_that_is_not_there_or_is_a_folder_says_so(tmp_path: Path) -> None:
    file = tmp_path / "devon.json"
    assert refusal(str(file)).code == "file-missing"
    assert refusal(str(tmp_path)).code == "file-is-a-folder"
    file.write_text("{}")
    assert refusal(str(file / "inside")).code == "file-missing"


def test_a_file_that_may_not_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refused)
    problem = refusal("devon.json")

    assert (problem.code, problem.fact) == ("file-unreadable", "may not be read by you.")


def test_any_other_trouble_with_a_file_gives_the_systems_reason(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    problem = refusal(str(tmp_path / "round"))

    assert problem.code == "file-unreadable"
    assert "symbolic link" in problem.fact


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_empty_whatever_blanks_it_holds(raw: bytes) -> None:
    assert refusal("f.json", raw).code == "file-empty"


def test_a_file_without_end_is_refused_without_reading_on(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as opened:
        opened.truncate(LARGEST_FILE + 1)

    assert refusal(str(file)).code == "file-too-large"
    assert refusal("-", b" " * (LARGEST_FILE + 1)).code == "file-too-large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ['{"authority": {"name": "Devon"}}\r\n', SHEET])
def test_wide_characters_are_told_from_a_binary_file(encoding: str, text: str) -> None:
    problem = refusal("f.json", text.encode(encoding))

    assert problem.code == "not-utf-8"
    assert "UTF-16" in problem.fact
    assert "UTF-8" in problem.way_out


def test_a_utf_8_mark_is_accepted() -> None:
    assert read_submission_file("f.json", b'\xef\xbb\xbf{"a": "\xc3\xa9"}').data == {"a": "é"}
    assert read_submission_file("f.csv", b"\xef\xbb\xbf" + SHEET.encode()).position_of("/authority") == Position(1, 2)


def test_latin_1_in_json_is_refused_at_its_first_character() -> None:
    problem = refusal("f.json", '{\n "ö": "'.encode() + 'é", "b": "é"}'.encode("latin-1"))

    assert (problem.code, problem.line, problem.column) == ("not-utf-8", 2, 8)
    assert "E9" in problem.fact


def test_windows_1252_is_understood_in_a_worksheet() -> None:
    data = read_submission_file("f.csv", SHEET.encode("cp1252")).data

    assert isinstance(data, dict)
    assert data["indicators"]["re_referrals"]["note"] == "fell … slightly"


def test_a_byte_that_no_code_page_knows_is_refused_in_a_worksheet_too() -> None:
    problem = refusal("f.csv", SHEET.encode("cp1252") + b"\x81")

    assert (problem.code, problem.line, problem.column) == ("not-utf-8", 4, 1)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "file-is-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-is-a-workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file-is-binary"),
        (b"\x1f\x8b\x08\x08\xff\xfe\xfa", "file-is-binary"),
        (b"Dear all, the figures are attached.\n", "not-a-submission"),
        (b"<?xml version='1.0'?>", "not-a-submission"),
        (b"framework: protection-2012\n", "not-a-submission"),
        (b"CHILD,DECOM,RNE\n566910,15/02/2016,L\n", "not-a-submission"),
        (b'"authority": {"name": "Devon"}\n', "not-json"),
        (b"// my figures\n{}", "not-json"),
        (b" null ", "not-a-mapping"),
        (b"[]", "not-a-mapping"),
    ],
)
def test_what_a_file_is_is_told_by_its_content(raw: bytes, code: str) -> None:
    assert refusal("devon.json", raw).code == code


@pytest.mark.parametrize(
    "start", ["authority.name,Devon", '"authority.name";"Devon"', "# filled in by hand\n\nname\tvalue"]
)
def test_a_worksheet_is_known_by_its_rows_and_not_by_its_name(start: str) -> None:
    assert read_submission_file("devon.json", f"{start}\n".encode()).data is not None


@given(
    st.binary(max_size=200)
    | st.text(max_size=100).map(str.encode)
    | st.text('{}[]":,1e-\\ naN', max_size=40).map(str.encode)
)
def test_no_bytes_at_all_make_the_reader_stumble(raw: bytes) -> None:
    problems: tuple[Problem, ...] | None = None
    try:
        document = read_submission_file("f", raw)
    except ProblemsFound as refused:
        problems = refused.problems
    else:
        assert isinstance(document.data, dict)
        assert "" in document.positions()
    assert problems is None or all(one.fact and one.way_out for one in problems)
    assert problems != ()


def test_the_schema_beside_the_samples_is_told_from_a_submission() -> None:
    problem = refusal(str(Path(__file__).parents[2] / "samples" / "submission.schema.json"))

    assert problem.code == "not-a-submission"
    assert "is a JSON Schema" in problem.fact
