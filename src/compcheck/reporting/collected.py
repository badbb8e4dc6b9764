"""What records a submission was counted from, for the head of its report. Rows are counts, too."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import FEWEST_SHOWN, Figure, is_small
from compcheck.model.recording import Collected, CollectedFile
from compcheck.reporting.wording import ONE_TO_FIVE, counted, safe

Shape = dict[str, object]
MOST_HIDDEN = FEWEST_SHOWN - 1


def paragraphs(collected: Collected, evaluation: Evaluation, *, internal: bool) -> list[str]:
    """`Counted from records as extracted on 2024-06-03.`, then each file, its rows by table, and the digests."""
    day = collected.extracted_on.isoformat()
    marked = "" if internal else f" The submission is {collected.marking}: it keeps the small counts hidden here."
    return [
        f"Counted from records as extracted on {day}.{marked}",
        *[_file(one, evaluation, internal=internal) for one in collected.files],
        f"sha256 of the rules by which records are read and counted: {collected.rules}",
    ]


def _file(file: CollectedFile, evaluation: Evaluation, *, internal: bool) -> str:
    """`Annex A, annex-a.xlsx: 1,660 rows of assessments, 1 to 5 of adoptions; withheld are the rows of referrals; 12
    cells not read.` Tables in words, as they have no title here.
    """
    told: list[str] = []
    withheld: list[str] = []
    for table, n in file.tables.items():
        name, shown = safe(table.replace("_", " ")), _rows(n, evaluation, internal=internal)
        if shown is None and not is_small(n):
            withheld.append(name)
            continue
        many = f"{shown:,}" if shown is not None else ONE_TO_FIVE
        rows = "" if told else " row" if shown == 1 else " rows"
        told.append(f"{many}{rows} of {name}")
    parts = [", ".join(told)] if told else []
    parts += [f"withheld are the rows of {', '.join(withheld)}"] if withheld else []
    unread = file.cells_not_read
    cells = f"{ONE_TO_FIVE} cells" if is_small(unread) and not internal else counted(unread, "cell", "cells")
    title = safe(file.title or file.source)
    return f"{title}, {safe(file.file)}: {'; '.join(parts) or 'no row'}; {cells} not read."


def shape(collected: Collected, evaluation: Evaluation, *, internal: bool) -> Shape:
    """For other programs; what may not be told is null."""
    return {
        "marking": collected.marking,
        "extracted_on": collected.extracted_on.isoformat(),
        "from": [
            {
                "source": one.source,
                "file": one.file,
                "sha256": one.sha256,
                "tables": {table: _rows(n, evaluation, internal=internal) for table, n in one.tables.items()},
                "cells_not_read": None if is_small(one.cells_not_read) and not internal else one.cells_not_read,
            }
            for one in collected.files
        ],
        "rules": collected.rules,
    }


def _rows(rows: int, evaluation: Evaluation, *, internal: bool) -> int | None:
    """The rows of a table, unless a figure beside them would then tell of 1 to 5 people by what it leaves out."""
    if internal:
        return rows
    figures = {id(one): one for finding in evaluation.findings for one in finding.figures}.values()
    return None if is_small(rows) or any(_gives_back(rows, one) for one in figures) else rows


def _gives_back(rows: int, figure: Figure) -> bool:
    said = figure.entry.recording
    if said is None or not figure.indicator.counts_people:
        return False
    hidden = sum(is_small(n) for n in said.left_out.values())
    told = sum(n for n in said.left_out.values() if not is_small(n))
    value, whole = figure.entry.value, figure.denominator
    known = [whole] if whole is not None else []
    if figure.indicator.unit == "count" and isinstance(value, int):
        known += [value, value + said.not_recorded]
    return any(0 < rows - one - told <= MOST_HIDDEN * max(hidden, 1) or is_small(rows - one) for one in known)
