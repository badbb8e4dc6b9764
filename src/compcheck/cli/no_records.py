"""Why a FILE is no file of records, for somebody who meant it to be one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from compcheck.cli.submissions import STDIN
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.text_file import bytes_of, refusal, shown_path

BEGINNING = 64
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
FILES_OF_RECORDS = (*WORKBOOKS, ".xml")
_NO_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8", b"\x1f\x8b", b"Rar!", b"7z")


def why_no_records(file: str) -> Problem:
    """One problem; of what could be a submission, that it is none of what records come in."""
    if file == STDIN:
        return Problem("records-in-a-pipe", STDIN, "Records are not read from a pipe.", "Name the file itself.")
    if os.path.isdir(file):  # noqa: PTH112  # pathlib would bring nothing but its import
        return _of_folder(file)
    try:
        raw = bytes_of(file, BEGINNING)
    except ProblemsFound as found:
        return found.problems[0]
    if not raw.strip():
        fact, way_out = "is empty.", "Copy it again, or export it again from where it came from."
        return Problem("file-empty", shown_path(file), fact, way_out)
    fact = "is no workbook, no XML and no folder of tables."
    way_out = "A submission is given with --with, beside the records, or to `compcheck evaluate`."
    return Problem("no-records", shown_path(file), fact, way_out)


def check_meant_as_records(files: Iterable[str], options: Sequence[str]) -> None:
    """ProblemsFound for those that cannot be submissions either, where options say that records are meant."""
    found = [_meant(file, options) for file in dict.fromkeys(files)]
    if problems := [one for one in found if one is not None]:
        raise ProblemsFound(problems)


def _meant(file: str, options: Sequence[str]) -> Problem | None:
    problem = why_no_records(file)
    if file == STDIN:
        fact = f"is standard input: {options[0]} is for records, and records are not read from a pipe."
        way_out = f"Name the file itself; of a submission, leave {options[0]} out."
        return problem._replace(fact=fact, way_out=way_out)
    if problem.code == "no-records" and not bytes_of(file, BEGINNING).startswith(_NO_TEXT):
        return None
    return problem


def _of_folder(path: str) -> Problem:
    """What somebody put there instead of tables."""
    file = shown_path(path)
    try:
        with os.scandir(path) as entries:
            names = sorted(one.name for one in entries if one.is_file() and not one.name.startswith((".", "~$")))
    except OSError as error:
        reason = error.strerror or "the system gives no reason"
        return refusal(
            "file-unreadable", file, f"cannot be read ({reason}).", "Check the path and the rights."
        ).problems[0]
    if not names:
        return Problem("records-empty", file, "is a folder without files.", "Put the files of the return into it.")
    if any(name.lower().endswith(".json") for name in names):
        return Problem("file-is-a-folder", file, "is a folder.", "Name the files in it, as in folder/*.json.")
    alone = [name for name in names if name.lower().endswith(FILES_OF_RECORDS)]
    if alone:
        kind = "a workbook" if alone[0].lower().endswith(WORKBOOKS) else "an XML file"
        fact = f"is a folder with {kind} in it, and only tables (CSV or Parquet) are read by their folder."
        way_out = f"Name the file itself: {shown_path(os.path.join(path, alone[0]))}"  # noqa: PTH118  # as above
        return Problem("records-in-a-folder", file, fact, way_out)
    fact = "is a folder that holds no CSV and no Parquet file."
    way_out = "Put its tables there, each in a file named by its table: assessments.csv, referrals.parquet."
    return Problem("records-empty", file, fact, way_out)
