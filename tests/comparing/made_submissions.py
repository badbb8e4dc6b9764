"""Submissions of an invented authority under protection-2012, for a comparison of two times."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from compcheck.model.document import Document
from compcheck.reading.submission_files import read_submission_file

INITIAL = "initial_assessments_within_10_working_days"
CORE = "core_assessments_within_35_working_days"
RULE = "quality-of-practice/initial-assessments-timely"
SOURCE = "Exampleshire performance report"


def share(part: int, whole: int, **more: object) -> dict[str, object]:
    return {"numerator": part, "denominator": whole, **more}


def submission(indicators: Mapping[str, Any], year: int = 2011, **changes: object) -> dict[str, Any]:
    """Of the year that begins in April; judged half a year after it ended, or as soon as the framework rules."""
    return {
        "authority": {"name": "Exampleshire"},
        "framework": "protection-2012",
        "judged_on": f"{max(year + 1, 2012)}-{'06' if year < 2011 else '09'}-30",
        "period": {"from": f"{year}-04-01", "to": f"{year + 1}-03-31"},
        "source": SOURCE,
        "indicators": dict(indicators),
        **changes,
    }


def document(made: Mapping[str, Any], path: str = "made.json") -> Document:
    return read_submission_file(path, json.dumps(made).encode())
