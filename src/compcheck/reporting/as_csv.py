"""Findings as CSV (RFC 4180), one a row, with the mark of UTF-8 that Excel asks for.

A spreadsheet takes a cell that begins with an equals sign, or some others, for a formula, whoever wrote it: an
apostrophe before it makes it text. Numbers stand as numbers.
"""

from __future__ import annotations

import csv
import io

from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.problem import Problem
from compcheck.reporting import wording
from compcheck.reporting.rows import COLUMNS, Number, cells_of, row_of
from compcheck.reporting.wording import safe

OF_UTF_8 = "\ufeff"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with; a spreadsheet set to East Asian signs takes the wide ones too."""
BEFORE = ("framework", "authority", "judged on")
BEHIND = ("submission sha256", "framework sha256", "standing")
NOT_EVALUATED = "not evaluated"


def run_as_csv(run: Run) -> str:
    """Files that could not be evaluated have a row for each problem: none is left out without a word."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*BEFORE, *COLUMNS, *BEHIND])
    for evaluation in run.evaluations:
        for row in _rows(evaluation, run):
            writer.writerow([guarded(cell) for cell in row])
    for problem in run.problems:
        writer.writerow([guarded(cell) for cell in _problem(problem)])
    return OF_UTF_8 + text.getvalue()


def guarded(cell: str | Number) -> str | Number:
    """As no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS) else cell


def _rows(evaluation: Evaluation, run: Run) -> list[list[str | Number]]:
    submission, framework = evaluation.submission, evaluation.framework
    before = [framework.id, safe(submission.authority.name), submission.judged_on.text]
    marking = f"{wording.MARKED_INTERNAL} " if run.internal else ""
    behind = [evaluation.document.sha256, framework.sha256, f"{marking}{wording.standing(evaluation)}"]
    found = (row_of(one, evaluation, internal=run.internal) for one in evaluation.findings)
    return [[*before, *cells_of(row), *behind] for row in found]


def _problem(problem: Problem) -> list[str]:
    said = {
        "outcome": NOT_EVALUATED,
        "why not graded": safe(f"{problem.fact} {problem.way_out}"),
        "place": safe(f"{problem.place} {problem.pointer}".rstrip()),
    }
    columns = [said.get(column, "") for column in COLUMNS]
    return [*([""] * len(BEFORE)), *columns, *([""] * (len(BEHIND) - 1)), wording.STANDING]
