"""Under a framework that had not begun nothing is easier: what did not yet rule was not seen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from compcheck.model.document import Document
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file

ROOT = Path(__file__).parent.parent
JUDGED = date(2013, 5, 20)
LATER = ("ilacs-2018", "ilacs-2023", "ilacs-2026")
"""Their key requirements begin in 2016, and lines over published figures in 2010."""


def exampleshire() -> Document:
    """Complete and good under its own framework."""
    return read_submission_file(str(ROOT / "samples/exampleshire.json"))


@pytest.mark.parametrize("framework_id", LATER)
def test_no_area_is_judged_by_the_few_requirements_that_happen_to_be_older(framework_id: str, library: Library) -> None:
    evaluation = evaluate(exampleshire(), library, framework_id)
    assert evaluation.framework.starts > JUDGED
    lowest = evaluation.framework.scale.lowest
    assert {one.grade for one in evaluation.judgements} <= {None, lowest}
    weighed = sum(one.rule.weight for one in evaluation.findings)
    assert sum(one.weight_all for one in evaluation.judgements) == weighed


@pytest.mark.parametrize("framework_id", LATER)
def test_what_did_not_yet_rule_is_among_what_could_not_be_graded(framework_id: str, library: Library) -> None:
    evaluation = evaluate(exampleshire(), library, framework_id)
    assert evaluation.something_ungraded


def test_a_key_requirement_that_begins_after_the_day_was_not_seen(library: Library) -> None:
    framework = library.frameworks["safeguarding-2009"]
    late = [rule for rule in framework.rules if rule.key and rule.starts > framework.starts]
    assert late
    assert all(framework.counts_on(rule, framework.starts) for rule in late)
