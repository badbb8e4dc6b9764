"""The workbook: what the CSV says, read back with other people's readers, and no cell that is more than text."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from builders import GOOD, INADEQUATE, at_least, bands, evaluated, figure, framework, part_of, replace, rule
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.problem import Problem
from compcheck.model.rule import Recommendation
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.as_csv import run_as_csv
from compcheck.reporting.as_xlsx import LONGEST_CELL, run_as_xlsx
from compcheck.reporting.rows import COLUMNS
from hostile import HOSTILE, hostile_run

ROOT = Path(__file__).parents[2]
SHEETS = ["About", "Findings", "Judgements", "Actions", "Data questions"]
TIMELY = bands(at_least("88.2"), at_least("68.5"))


def read(run: Run) -> dict[str, list[list[object]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(run_as_xlsx(run)))
    assert workbook.sheet_names == SHEETS
    return {name: [list(row) for row in workbook.get_sheet_by_name(name).to_python()] for name in SHEETS}


def parts(run: Run) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(run_as_xlsx(run))) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def column(sheet: list[list[object]], heading: str) -> list[object]:
    return [row[sheet[0].index(heading)] for row in sheet[1:]]


def judged(part: int = 57) -> Evaluation:
    advice = (Recommendation(INADEQUATE, "Look every day", "within 3 months"),)
    now = (Recommendation(INADEQUATE, "Stop it", "immediately"),)
    rules = [
        rule("practice/timely", TIMELY, recommend=advice, title="Timely"),
        rule("practice/also", TIMELY, recommend=now, title="Also"),
        rule("practice/unseen", TIMELY, indicator="not_given", title="Unseen"),
        rule("practice/well", bands(at_least(10)), indicator="done_well", title="Well"),
    ]
    return evaluated(framework(*rules), [figure(part_of(part, 100)), figure(part_of(90, 100, "done_well"))])


@pytest.mark.parametrize("sample", ["devon.json", "exampleshire.json", "exampleshire-2026.json", "knowsley-2024.json"])
def test_the_findings_are_those_of_the_csv(sample: str, library: Library) -> None:
    run = Run((evaluate(read_submission_file(str(ROOT / "samples" / sample)), library),), ())
    sheet = read(run)["Findings"]
    rows = list(csv.DictReader(io.StringIO(run_as_csv(run).removeprefix("\ufeff"), newline="")))
    assert len(sheet) == len(rows) + 1
    for heading in ("authority", *COLUMNS, "framework", "judged on"):
        for cell, row in zip(column(sheet, heading), rows, strict=True):
            said = row[heading]
            assert cell == (float(said) if isinstance(cell, float) else said.removeprefix("'")), heading


def test_actions_stand_by_deadline_and_data_questions_are_what_was_not_seen() -> None:
    sheets = read(Run((judged(),), ()))
    assert column(sheets["Actions"], "action") == ["Stop it", "Look every day"]
    assert column(sheets["Data questions"], "requirement") == ["Unseen"]
    assert column(sheets["Data questions"], "would be seen by") == ["the figure not_given"]
    assert column(sheets["Judgements"], "of") == ["practice", "Overall"]


def test_data_in_doubt_is_a_question_of_what_was_graded(library: Library) -> None:
    name = "child_protection_plans_open_of_two_years_or_more"
    data = json.loads((ROOT / "samples" / "exampleshire.json").read_text("utf-8"))
    data["indicators"][name] = {
        "numerator": 30, "denominator": 400, "in_doubt": {"cases": 40, "checks": {"end before start": 40}}
    }  # fmt: skip
    document = read_submission_file("exampleshire.json", json.dumps(data).encode())
    sheets = read(Run((evaluate(document, library),), ()))
    found = sheets["Findings"]
    (doubt,) = {one for one in column(found, "in doubt") if one}
    assert doubt == "data in doubt: 10 % of its cases"
    assert any(str(one).startswith("data in doubt: 10 %") for one in column(sheets["Data questions"], "question"))


def test_the_first_sheet_says_what_it_is_of_what_and_what_could_not_be_evaluated() -> None:
    evaluation = judged()
    evaluation = replace(evaluation, document=replace(evaluation.document, sha256="ab" * 32))
    problem = Problem("file-empty", "bad.json", "is empty.", "Begin one.")
    told = read(Run((evaluation,), (problem,), internal=True))["About"]
    said = " ".join(str(row[1]) for row in told)
    assert str(told[1][1]).startswith("A self-check")
    for one in ("Seen 3 of 4 requirements.", "ab" * 32, "OFFICIAL-SENSITIVE", "is empty. Begin one."):
        assert one in said


def test_every_printed_page_says_that_it_is_a_self_check() -> None:
    sheets = [text for name, text in parts(Run((judged(),), ())).items() if "worksheets/sheet" in name]
    assert len(sheets) == len(SHEETS)
    assert all("not an inspectorate" in re.findall(r"<oddHeader>(.*?)</oddHeader>", text)[0] for text in sheets)
    assert all('state="frozen"' in text for text in sheets)


def test_the_same_run_gives_the_same_bytes() -> None:
    run = Run((judged(),), ())
    assert run_as_xlsx(run) == run_as_xlsx(run)
    with zipfile.ZipFile(io.BytesIO(run_as_xlsx(run))) as found:
        assert {one.date_time[0] for one in found.infolist()} == {1980}
    assert "2013-05-20T00:00:00Z" in parts(run)["docProps/core.xml"]


def test_a_hidden_count_is_in_no_part_of_it() -> None:
    few = {
        run_as_xlsx(Run((evaluated(framework(rule("a/b", TIMELY)), [figure(part_of(n, 212))]),), ()))
        for n in range(1, 6)
    }  # fmt: skip
    assert len(few) == 1


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_value_is_a_formula_or_a_link_or_another_row(value: str) -> None:
    found = parts(hostile_run(value))
    assert not [name for name, text in found.items() if "<f>" in text or "<hyperlink" in text]
    sheets, plain = read(hostile_run(value)), read(hostile_run("plain"))
    assert {name: len(rows) for name, rows in sheets.items()} == {name: len(rows) for name, rows in plain.items()}


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    timely = rule("practice/timely", TIMELY)
    evaluation = evaluated(framework(timely), [figure(part_of(57, 100, note="n" * 40_000))])
    (note,) = column(read(Run((evaluation,), ()))["Findings"], "note")
    assert len(str(note)) == LONGEST_CELL
    assert str(note).endswith("…")


def test_an_empty_run_is_a_workbook_all_the_same() -> None:
    sheets = read(Run((), (Problem("file-empty", "bad.json", "is empty.", "Begin one."),)))
    assert len(sheets["Findings"]) == 1
    assert sheets["About"][-1][0] == "not evaluated"


def test_an_earlier_grade_is_no_action_where_nothing_is_recommended() -> None:
    evaluation = evaluated(framework(rule("a/b", bands(at_least(50)), recommend=())), [figure(part_of(57, 100))])
    assert evaluation.findings[0].grade == GOOD
    assert len(read(Run((evaluation,), ()))["Actions"]) == 1
