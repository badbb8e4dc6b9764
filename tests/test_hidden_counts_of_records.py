"""The law of small counts, over everything that is said of records: those that differ in one hidden count alone get the
very same words from every command that tells counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from compcheck.cli.main import compcheck
from marked_records import DAY, Rows, lists, workbook

pytest.importorskip("duckdb", reason="records need the extra")

FILE, ON = "annex-a.xlsx", ("--extracted-on", DAY.isoformat())
OF = (*ON, "--authority", "Exampleshire")
REPORTS = (
    ("evaluate", FILE, *OF, "--framework", "ilacs-2023"),
    ("evaluate", FILE, *OF, "--framework", "ilacs-2023", "--format", "json"),
)
READINGS = (
    ("validate", FILE, *OF),
    ("collect", FILE, *OF, "--force", "-o", "submission.json"),
    ("check-lists", FILE, *ON),
    ("check-lists", FILE, *ON, "--format", "json"),
)


def plans_that_ended(made: dict[str, Rows], few: int) -> None:
    """Beside forty that are open; the figures count those."""
    rows = made["List 7"]
    end = rows[0].index("Child Protection Plan End Date")
    for number in range(few):
        ended = list(rows[1])
        ended[0], ended[end] = f"ENDED{number}", DAY - timedelta(days=3)
        rows.append(ended)


def plans_without_a_worker(made: dict[str, Rows], few: int) -> None:
    rows = made["List 7"]
    worker = rows[0].index("Allocated Worker")
    for row in rows[1:]:
        row[worker] = row[worker] or "Tolliver-Nightjar 3"
    for row in rows[1 : few + 1]:
        row[worker] = None


@pytest.mark.parametrize(
    ("hidden", "asked"),
    [(plans_that_ended, READINGS), (plans_without_a_worker, (*REPORTS, *READINGS))],
    ids=["plans that ended", "plans without a worker"],
)
def test_records_that_differ_in_one_hidden_count_alone_are_told_in_the_same_words(
    hidden: Callable[[dict[str, Rows], int], None],
    asked: tuple[tuple[str, ...], ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for few in (2, 4):
        made = lists()
        hidden(made, few)
        workbook(tmp_path / FILE, made)
        told.append([said(*words) for words in asked])
    for words, one, other in zip(asked, *told, strict=True):
        assert one == other, words


def said(*words: str) -> str:
    """All of it, but for the digests of what was read, which tell one file from any other."""
    result = CliRunner().invoke(compcheck, words, prog_name="compcheck")
    assert result.exit_code in {0, 1}, result.output
    return re.sub(r"[0-9a-f]{64}", "(sha256)", f"{result.stdout}\n{result.stderr}")
