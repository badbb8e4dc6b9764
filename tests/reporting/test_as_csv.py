"""CSV for a spreadsheet: a finding a row, whatever is in a cell, and no cell that is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from builders import at_least, bands, evaluated, figure, framework, part_of, replace, rule
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.problem import Problem
from compcheck.reporting.as_csv import FORMULAS, guarded, run_as_csv
from compcheck.reporting.rows import COLUMNS
from hostile import HOSTILE, hostile_run

TIMELY = bands(at_least("88.2"), at_least("68.5"))


def read(run: Run) -> list[dict[str, str]]:
    text = run_as_csv(run)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def judged(part: int, whole: int = 100, **changes: object) -> Evaluation:
    told = rule("practice/timely", TIMELY, title="Assessments are timely", key=True, **changes)
    unseen = rule("practice/unseen", TIMELY, indicator="not_given")
    return evaluated(framework(told, unseen), [figure(part_of(part, whole))])


def test_a_finding_is_a_row_with_its_figure_in_words_and_in_numbers() -> None:
    timely, unseen = read(Run((judged(57),), ()))
    told = {key: timely[key] for key in ("authority", "outcome", "key", "figure", "value", "numerator", "denominator")}
    assert told == {
        "authority": "Exampleshire", "outcome": "inadequate", "key": "yes", "figure": "57.0 % (57 of 100)",
        "value": "57", "numerator": "57", "denominator": "100",
    }  # fmt: skip
    assert timely["to the next line"] == "12 more would make it adequate"
    assert (unseen["outcome"], unseen["value"]) == ("not graded", "")
    assert unseen["why not graded"].startswith("not supplied")
    assert unseen["would be seen by"] == "the figure not_given"


def test_every_row_says_that_it_is_a_self_check_and_of_what() -> None:
    evaluation = judged(57)
    evaluation = replace(evaluation, document=replace(evaluation.document, sha256="ab" * 32))
    for row in read(Run((evaluation,), ())):
        assert row["standing"].endswith("Seen 1 of 2 requirements.")
        assert row["submission sha256"] == "ab" * 32
    assert all(row["standing"].startswith("OFFICIAL-SENSITIVE") for row in read(Run((evaluation,), (), internal=True)))


def test_a_hidden_count_is_in_no_cell() -> None:
    texts = {run_as_csv(Run((judged(n, 212),), ())) for n in range(1, 6)}
    assert len(texts) == 1
    (row, _) = read(Run((judged(3, 212),), ()))
    assert (row["figure"], row["value"], row["numerator"], row["denominator"]) == ("1 to 5 of 212", "", "", "212")
    (row, _) = read(Run((judged(3, 212),), (), internal=True))
    assert row["numerator"] == "3"


def test_a_file_that_could_not_be_evaluated_has_its_row() -> None:
    problem = Problem("file-empty", "bad.json", "is empty.", "Begin one.", line=3)
    row = read(Run((judged(57),), (problem,)))[-1]
    assert (row["outcome"], row["place"]) == ("not evaluated", "bad.json:3")
    assert row["why not graded"] == "is empty. Begin one."
    assert "not an inspectorate's judgement" in row["standing"]


def test_lines_end_as_rfc_4180_has_it_and_every_row_has_every_cell() -> None:
    text = run_as_csv(Run((judged(57),), ()))
    assert text.count("\r\n") == text.count("\n") == 3
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS) + 6}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_value_is_a_formula_or_another_row_or_a_command(value: str) -> None:
    run = hostile_run(value)
    rows = read(run)
    assert len(rows) == len(read(hostile_run("plain")))
    for row in rows:
        assert None not in row
        assert not [cell for cell in row.values() if cell.lstrip().startswith(FORMULAS)]
    text = run_as_csv(run).removeprefix("\ufeff")
    assert all(one.isprintable() or one in "\r\n" for one in text)
    assert not [line for line in text.splitlines() if line.lstrip("\"' ").startswith("::") or "##[" in line]


@pytest.mark.parametrize("cell", ["=1", " =1", "+1", "-1", "@x", "\t=1", "＝1", "－1"])
def test_what_a_spreadsheet_would_work_out_is_made_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["57.0 % (57 of 100)", "a-b", "", -2.5, 7, None])
def test_other_text_and_numbers_stay_as_they_are(cell: str | float | None) -> None:
    assert guarded(cell) == cell
