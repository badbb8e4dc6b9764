"""What records a submission was counted from, for the head of its report. Rows are counts, too."""

from __future__ import annotations

from collections.abc import Sequence

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import is_small
from compcheck.model.recording import Collected, CollectedFile
from compcheck.model.row_totals import WITHHELD, Counted, cells_text, may_be_told, of_entry, rows_text
from compcheck.reporting.wording import safe

Shape = dict[str, object]


def paragraphs(collected: Collected, evaluation: Evaluation, *, internal: bool) -> list[str]:
    """`Counted from records as extracted on 2024-06-03.`, then each file, its rows by table, and the digests."""
    day = collected.extracted_on.isoformat()
    marked = "" if internal else f" The submission is {collected.marking}: it keeps the small counts hidden here."
    figures = _figures(evaluation)
    return [
        f"Counted from records as extracted on {day}.{marked}",
        *[_file(one, figures, internal=internal) for one in collected.files],
        f"sha256 of the rules by which records are read and counted: {collected.rules}",
    ]


def _figures(evaluation: Evaluation) -> list[Counted]:
    """Of every figure of the submission: `compcheck collect` knows no framework, and withholds the same."""
    return [of_entry(one) for one in evaluation.submission.indicators.values()]


def _file(file: CollectedFile, figures: Sequence[Counted], *, internal: bool) -> str:
    """`Annex A, annex-a.xlsx: 1,660 rows of assessments, 320 rows of referrals; 12 cells not read`."""
    said, withheld = [], []
    for table, n in file.tables.items():
        name = safe(table.replace("_", " "))
        if internal or is_small(n) or may_be_told(n, figures):
            said.append(f"{rows_text(n, figures, internal=internal)} of {name}")
        else:
            withheld.append(name)
    parts = [", ".join(said)] if said else []
    if withheld:
        parts.append(f"rows of {', '.join(withheld)} withheld: {WITHHELD}")
    cells = cells_text(file.cells_not_read, internal=internal)
    return f"{safe(file.title or file.source)}, {safe(file.file)}: {'; '.join(parts) or 'no row'}; {cells} not read."


def shape(collected: Collected, evaluation: Evaluation, *, internal: bool) -> Shape:
    """For other programs; what may not be told is null."""
    figures = _figures(evaluation)
    return {
        "marking": collected.marking,
        "extracted_on": collected.extracted_on.isoformat(),
        "from": [
            {
                "source": one.source,
                "file": one.file,
                "sha256": one.sha256,
                "tables": {
                    table: n if internal or may_be_told(n, figures) else None for table, n in one.tables.items()
                },
                "cells_not_read": None if is_small(one.cells_not_read) and not internal else one.cells_not_read,
            }
            for one in collected.files
        ],
        "rules": collected.rules,
    }
