"""The command as its user types it: the same bytes each time, whole or not at all, and nobody's number in them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from stdnum.gb import nhs, upn

from compcheck.cli.main import compcheck
from compcheck.inventing.forms import FORMS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
AS_COMMITTED = ("--children", "240", "--untidy")
"""What the two samples were written with."""
EVERY_FORM = [word for form in FORMS for word in ("--form", form)]


def written(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(compcheck, ["sample-records", str(folder), *words], prog_name="compcheck")


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cells_of(workbook: Path) -> dict[str, list[list[object]]]:
    from python_calamine import CalamineWorkbook

    read = CalamineWorkbook.from_path(workbook)
    return {name: [list(row) for row in read.get_sheet_by_name(name).to_python()] for name in read.sheet_names}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("everything")
    assert written(folder, *EVERY_FORM, "--children", "300").exit_code == 0
    return folder


def test_the_same_number_gives_the_same_bytes_in_every_form(everything: Path, tmp_path: Path) -> None:
    assert written(tmp_path, *EVERY_FORM, "--children", "300").exit_code == 0
    assert bytes_in(tmp_path) == bytes_in(everything)


def test_another_number_gives_others(everything: Path, tmp_path: Path) -> None:
    assert written(tmp_path, "--children", "300", "--seed", "2").exit_code == 0
    census = "exampleshire-cin-census.xml"
    assert (tmp_path / census).read_bytes() != (everything / census).read_bytes()


def test_what_is_written_is_said(tmp_path: Path) -> None:
    done = written(tmp_path / "new")
    assert done.exit_code == 0
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "exampleshire-annex-a.xlsx", "exampleshire-cin-census.xml",
    ]  # fmt: skip


def test_a_file_that_is_there_is_not_written_over_unless_asked(tmp_path: Path) -> None:
    mine = tmp_path / "exampleshire-annex-a.xlsx"
    mine.write_text("mine")
    refused = written(tmp_path)
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert bytes_in(tmp_path) == {mine.name: b"mine"}
    assert written(tmp_path, "--force").exit_code == 0
    assert mine.read_bytes() != b"mine"


def test_a_run_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("compcheck.inventing.forms.census_xml", full)
    done = written(tmp_path)
    assert done.exit_code == 2
    assert "No space left on device" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_what_writes_workbooks_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = written(tmp_path)
    assert done.exit_code == 2
    assert 'pip install "compcheck[records]"' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = written(tmp_path / "file")
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_no_number_is_one_that_a_child_could_have(everything: Path) -> None:
    """UPN and NHS numbers carry check digits; nothing of that shape here passes them."""
    for name, data in bytes_in(everything).items():
        text = " ".join(map(str, cells_of(everything / name).values())) if name.endswith(".xlsx") else data.decode(
            "utf-8", "replace"
        )  # fmt: skip
        if name.endswith(".parquet"):
            continue  # the rows of the CSV tables, in another form
        assert not any(nhs.is_valid(number) for number in re.findall(r"(?<!\d)\d{10}(?!\d)", text)), name
        assert not any(upn.is_valid(number) for number in re.findall(r"\b[A-Z]\d{11}[0-9A-Z]\b", text)), name


def test_the_samples_are_what_the_command_writes(tmp_path: Path) -> None:
    """The workbook by its cells: its bytes are XlsxWriter's, and may change with it."""
    assert written(tmp_path, *AS_COMMITTED).exit_code == 0
    census, workbook = "exampleshire-cin-census.xml", "exampleshire-annex-a.xlsx"
    assert (SAMPLES / census).read_bytes() == (tmp_path / census).read_bytes()
    assert cells_of(SAMPLES / workbook) == cells_of(tmp_path / workbook)
    assert (SAMPLES / workbook).stat().st_size < 100_000
    assert (SAMPLES / census).stat().st_size < 200_000


def test_lists_and_censuses_of_a_given_length(tmp_path: Path) -> None:
    done = written(tmp_path, "--rows-a-list", "30", "--form", "tables", "--form", "cin-census", "--form", "annex-a")
    assert done.exit_code == 0
    for table in (tmp_path / "exampleshire-tables").iterdir():
        assert len(table.read_text("utf-8").splitlines()) == 31, table.name
    assert (tmp_path / "exampleshire-cin-census.xml").read_text("utf-8").count("<Child>") == 30
    assert {len(rows) for rows in cells_of(tmp_path / "exampleshire-annex-a.xlsx").values()} == {31}


def test_parquet_and_csv_tables_hold_the_same(everything: Path) -> None:
    import csv

    from pyarrow.parquet import read_table

    for path in sorted((everything / "exampleshire-tables").iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [[cell or None for cell in row] for row in csv.reader(file)]
        table = read_table(everything / "exampleshire-parquet" / f"{path.stem}.parquet")
        assert table.column_names == rows[0]
        typed = [[None if cell is None else str(cell) for cell in row.values()] for row in table.to_pylist()]
        assert typed == [
            [{"true": "True", "false": "False"}.get(cell, cell) if cell else None for cell in row] for row in rows[1:]
        ]


XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="DfE's schemas are not committed")
@pytest.mark.parametrize("year", [2025, 2026])
def test_the_census_is_valid_by_dfes_schema(everything: Path, year: int) -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds real-files/. Order, number and codes."""
    schema = Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / f"CIN_schema_{year}.xsd"
    root = ET.parse(schema).getroot()  # noqa: S314  # DfE's own file
    types = {one.attrib["name"]: one for one in root if "name" in one.attrib}
    message = ET.parse(everything / "exampleshire-cin-census.xml").getroot()  # noqa: S314  # our own file
    assert list(wrong_in(message, types["messagetype"], types)) == []


def wrong_in(element: ET.Element, kind: ET.Element, types: dict[str, ET.Element]) -> list[str]:
    """As much of XML Schema as DfE's uses: sequences with their bounds, enumerations, patterns and dates."""
    sequence = kind.find(f"{XS}sequence")
    if sequence is None:
        codes = {one.attrib["value"] for one in kind.iter(f"{XS}enumeration")}
        patterns = [one.attrib["value"] for one in kind.iter(f"{XS}pattern")]
        text = element.text or ""
        fits = (not codes or text in codes) and all(re.fullmatch(one, text) for one in patterns)
        return [] if fits else [f"{element.tag} is {text}"]
    wrong, left = [], list(element)
    for expected in sequence:
        least, most = int(expected.attrib.get("minOccurs", "1")), expected.attrib.get("maxOccurs", "1")
        found = 0
        while left and left[0].tag == expected.attrib["name"] and (most == "unbounded" or found < int(most)):
            wrong += wrong_of(left.pop(0), expected, types)
            found += 1
        if found < least:
            wrong.append(f"{element.tag} has no {expected.attrib['name']}")
    return wrong + [f"{element.tag} has {one.tag} out of place" for one in left]


def wrong_of(element: ET.Element, declared: ET.Element, types: dict[str, ET.Element]) -> list[str]:
    named = declared.attrib.get("type", "")
    if named == "xs:date":
        return [] if re.fullmatch(r"\d{4}-\d\d-\d\d", element.text or "") else [f"{element.tag} is no date"]
    if named.startswith("xs:"):
        return []
    within = types[named] if named else declared[0]
    return wrong_in(element, within, types)
