"""What can be wrong with a workbook of lists, said with sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import RecordSource, SourceTable
from compcheck.records.cell_places import column_letters
from compcheck.records.sheets import HEADER_WITHIN
from compcheck.records.shown import refusal, shown_word


def damaged(file: str) -> ProblemsFound:
    fact = "is a workbook that was cut off or damaged: it cannot be opened."
    return refusal("workbook-damaged", file, fact, "Copy or download it again, or open it in Excel and save it anew.")


def encrypted(file: str) -> ProblemsFound:
    way_out = "Save a copy without a password (File, Info, Protect Workbook), and delete the copy afterwards."
    return refusal("workbook-encrypted", file, "is kept under a password.", way_out)


def sheet_too_large(file: str, sheet: str) -> Problem:
    fact = f"{shown_word(sheet)}: something stands so far out that the sheet would have millions of blank cells."
    way_out = "Delete the empty rows and columns around the list (select them, then Delete), and save it again."
    return Problem("sheet-too-large", file, fact, way_out)


def list_twice(file: str, table: SourceTable, sheets: Sequence[str]) -> Problem:
    both = " and ".join(map(shown_word, sheets))
    fact = f"has {table.title or table.table} on several sheets: {both}. None of them was read."
    return Problem("list-twice", file, fact, "Keep one, or name the others so that they are no list.")


def no_list(file: str, source: RecordSource) -> Problem:
    fact = f"is a workbook in which no sheet is a list of {source.title}."
    first = next(iter(source.tables.values()), None)
    named = f' "{first.named[0]}"' if first and first.named else " by the list"
    way_out = f"Name each sheet{named} and so on, with the template's headings above the rows."
    return Problem("workbook-without-lists", file, fact, way_out)


def no_header(file: str, sheet: str, table: SourceTable) -> ProblemsFound:
    heading = next((column.headings[0] for column in table.columns.values() if column.headings), "")
    fact = (
        f"{shown_word(sheet)}: none of its first {HEADER_WITHIN} rows has the headings of {table.title or table.table}."
    )
    return refusal(
        "list-without-headings", file, fact, f'Put the headings of the list above its rows, "{heading}" first.'
    )


def column_twice(file: str, sheet: str, row: int, heading: str, columns: Sequence[int]) -> Problem:
    places = " and ".join(f"{shown_word(sheet)}!{column_letters(at)}{row + 1}" for at in columns)
    fact = f'{places} are both "{heading}". The list was not read, since the two may differ.'
    return Problem("column-twice", file, fact, "Keep the column that is right, and delete or rename the other.")


def rows_left_out(file: str, sheet: str, rows: Sequence[int]) -> Problem:
    many = "1 row is no record" if len(rows) == 1 else f"{len(rows):,} rows are no records"
    fact = f"{shown_word(sheet)}: {many} (a note, a total or the headings again), from row {rows[0] + 1} on: left out."
    return Problem("rows-left-out", file, fact, "If it is a record, fill in more than one cell of it.")


def errors_hidden(file: str, kind: str) -> Problem:
    fact = f"is an {kind} workbook, in which a cell that is an error, such as #REF!, is read as blank."
    return Problem("workbook-errors-hidden", file, fact, "Save it as an Excel workbook (.xlsx), and evaluate that.")
