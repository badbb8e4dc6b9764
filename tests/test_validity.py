"""docs/validity.md says what was measured. Without the panel, which is not committed, its shape alone can be held."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from compcheck.model.library import Library
from compcheck.reading.panel_mapping import read_panel_mapping

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "validity.md"


def test_the_mapping_of_the_panel_names_what_the_rules_know(library: Library) -> None:
    mapping = read_panel_mapping(str(ROOT / "benchmarks" / "inspections.mapping.yaml"), library)
    dated = {indicator for ends in mapping.ends for indicator in ends.of}
    figures = {target for target in mapping.columns.values() if target in library.catalogue.indicators}
    assert dated == figures, "every figure says by which column its year ended, and no other does"
    asked = {name for one in library.frameworks.values() for name in one.indicators}
    assert len(figures & asked) >= 15


def test_every_command_on_the_page_of_validity_stands_above_its_report() -> None:
    page = PAGE.read_text(encoding="utf-8")
    reports = re.findall(r"```sh\ncompcheck backtest [^\n]+\n```\n\n```text\nBack-test of [^\n]+\n", page)
    assert len(reports) == page.count("```sh\n") == 2


def test_nothing_on_the_page_of_validity_agrees_better_than_published_figures_can() -> None:
    """A kappa above 0.50 would be no triumph: something must have leaked, and is to be found first."""
    kappas = re.findall(r"^\| [^|]+ \| \d+ \| (-?\d\.\d\d) \(", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(kappas) == 8
    assert all(float(kappa) <= 0.5 for kappa in kappas)


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="the panel of inspections is not committed")
def test_the_page_of_validity_says_what_is_measured_now() -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds inspections_and_indicators.csv."""
    panel = Path(os.environ["COMPCHECK_REFERENCE"]) / "inspections_and_indicators.csv"
    command = [sys.executable, str(ROOT / "benchmarks" / "validity.py"), str(panel)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
