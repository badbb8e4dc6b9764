"""A workbook: about, findings, judgements, actions and data questions, a sheet each. The same run gives the same bytes.

Text is written as text, so that nothing in it is a formula or a link.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from compcheck.model.evaluation import Run
from compcheck.reporting import wording
from compcheck.reporting.sheets import Sheet, sheets_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST_CELL = 32_767
"""Characters that Excel holds in a cell; longer text is cut, and ends in an ellipsis."""


def run_as_xlsx(run: Run) -> bytes:
    import xlsxwriter  # noqa: PLC0415  # an extra, and only this needs it

    data = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, plain) as workbook:
        workbook.set_properties({
            "title": "compcheck: a self-check",
            "comments": f"{f'{wording.MARKED_INTERNAL} ' if run.internal else ''}{wording.STANDING}",
            "created": _created(run),
        })  # fmt: skip
        for sheet in sheets_of(run):
            _write(sheet, workbook, internal=run.internal)
    return data.getvalue()


def _created(run: Run) -> datetime:
    """The latest day judged on, for no clock is asked."""
    day = max((one.submission.judged for one in run.evaluations), default=date(1980, 1, 1))
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _write(sheet: Sheet, workbook: Workbook, *, internal: bool) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    heading = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    text = workbook.add_format({"valign": "top", "text_wrap": True})
    for place, width in enumerate(sheet.widths()):
        worksheet.set_column(place, place, width)
    for place, said in enumerate(sheet.headings):
        worksheet.write_string(0, place, said, heading)
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    worksheet.write_string(number, place, _short(cell), text)
            elif cell is not None:
                worksheet.write_number(number, place, cell, text)
    worksheet.freeze_panes(1, sheet.held)
    if sheet.rows:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_header(f"&L&8{wording.MARKED_INTERNAL if internal else wording.STANDING}")
    worksheet.set_footer("&L&8&A&R&8&P of &N")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
