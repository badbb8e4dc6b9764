"""docs/judging.md shows what other shares would decide; the table in it is made, not written."""

from __future__ import annotations

import runpy
from pathlib import Path

from compcheck.model.library import Library

ROOT = Path(__file__).parent.parent
SHARES = runpy.run_path(str(ROOT / "benchmarks" / "shares.py"))


def test_the_page_on_judging_shows_every_sample_as_other_shares_would_judge_it(library: Library) -> None:
    page = (ROOT / "docs" / "judging.md").read_text(encoding="utf-8")
    shown = page.partition(SHARES["BEGIN"])[2].partition(SHARES["END"])[0]
    assert shown == SHARES["table"](library), "`python benchmarks/shares.py --write` writes it again"


def test_a_share_replaces_the_framework_s_own_and_nothing_else(library: Library) -> None:
    for share in SHARES["SHARES"]:
        for name, framework in SHARES["under"](share, library).frameworks.items():
            assert framework.share == share
            assert framework.rules is library.frameworks[name].rules
