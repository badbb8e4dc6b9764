"""Counts of 1 to 5 people: two submissions that differ only in one must give the same report, byte for byte."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from compcheck.model.evaluation import Run
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file
from every_format import BETWEEN, every_text

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "exampleshire.json"


def reports(name: str, entry: object, library: Library, *, internal: bool = False, where: str = "indicators") -> str:
    """Every format of Exampleshire with one entry put in its place, digests of the submission left out."""
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data[where][name] = entry
    raw = json.dumps(data, indent=1).encode()
    evaluation = evaluate(read_submission_file("exampleshire.json", raw), library)
    run = Run((evaluation,), (), internal=internal)
    return re.sub(r"[0-9a-f]{64}", "digest", every_text(run))


SAME = {
    "none may be": [{"numerator": n, "denominator": 212} for n in range(1, 6)],
    "none may be, of few": [{"numerator": n, "denominator": 9} for n in range(1, 6)],
}


@pytest.mark.parametrize("entries", SAME.values(), ids=SAME)
def test_a_must_be_none_finding_says_one_to_five_and_no_more(entries: list[dict[str, int]], library: Library) -> None:
    name = "child_protection_cases_without_a_social_worker"
    texts = {reports(name, entry, library) for entry in entries}
    assert len(texts) == 1
    text = texts.pop()
    assert f"1 to 5 of {entries[0]['denominator']}" in text
    assert "key requirement found inadequate: Every child on a child protection plan" in " ".join(text.split())


def test_a_share_with_a_small_count_keeps_its_grade_and_hides_the_rest(library: Library) -> None:
    name = "child_protection_plans_open_of_two_years_or_more"
    texts = {reports(name, {"numerator": n, "denominator": 400}, library) for n in range(1, 6)}
    assert len(texts) == 1


def test_all_but_a_few_is_a_small_count_too(library: Library) -> None:
    name = "children_seen_in_assessment"
    texts = {reports(name, {"numerator": n, "denominator": 400}, library) for n in range(395, 400)}
    assert len(texts) == 1


def test_a_small_denominator_is_hidden_whatever_the_share(library: Library) -> None:
    name = "repeat_child_protection_plans"
    texts = {
        reports(name, {"numerator": n, "denominator": whole}, library) for whole in range(1, 6) for n in range(1, whole)
    }
    assert len(texts) == 1


def test_a_change_from_a_small_count_is_hidden_with_it(library: Library) -> None:
    name = "social_worker_vacancy_rate"
    texts = {
        reports(
            name,
            {
                "numerator": 30, "denominator": 300, "as_at": "2013-03-31",
                "history": [{"numerator": n, "denominator": 60, "as_at": "2012-03-31"}],
            },
            library,
        )
        for n in range(1, 6)
    }  # fmt: skip
    assert len(texts) == 1


def test_a_small_count_given_as_a_value_is_hidden(library: Library) -> None:
    texts = {reports("care_applications", n, library) for n in range(1, 6)}
    assert len(texts) == 1


def test_small_counts_in_a_sample_hide_every_count_of_it(library: Library) -> None:
    texts = {
        reports(
            "records_show_the_work",
            {
                "kind": "moderated audit", "independent": True, "on": "2013-03", "source": "audit",
                "sample": {"n": 40}, "counts": {"good": 40 - n, "inadequate": n},
            },
            library, where="evidence",
        )
        for n in range(1, 6)
    }  # fmt: skip
    assert len(texts) == 1


def test_none_stays_none(library: Library) -> None:
    text = reports("child_protection_cases_without_a_social_worker", {"numerator": 0, "denominator": 212}, library)
    assert "0.0 % (0 of 212)" in text


def test_six_are_shown(library: Library) -> None:
    text = reports("child_protection_cases_without_a_social_worker", {"numerator": 6, "denominator": 212}, library)
    assert "(6 of 212)" in text


def test_an_internal_report_shows_them_and_is_marked(library: Library) -> None:
    entry = {"numerator": 3, "denominator": 212}
    text = reports("child_protection_cases_without_a_social_worker", entry, library, internal=True)
    assert "(3 of 212)" in text
    assert all("OFFICIAL-SENSITIVE" in one for one in text.split(BETWEEN))
    assert "OFFICIAL-SENSITIVE" not in reports("child_protection_cases_without_a_social_worker", entry, library)


def test_a_rate_and_an_average_hide_the_few_they_are_made_of(library: Library) -> None:
    rate = {
        reports("section_47_enquiries_per_10000", {"numerator": n, "denominator": 40000}, library) for n in range(1, 6)
    }
    assert len(rate) == 1
    average = {reports("average_caseload", {"numerator": 45, "denominator": n}, library) for n in range(1, 6)}
    assert len(average) == 1


def test_a_percentage_beside_its_denominator_gives_no_count_away(library: Library) -> None:
    name = "child_protection_cases_without_a_social_worker"
    text = reports(name, {"value": 1.9, "denominator": 154}, library)
    assert "all but" not in text
    assert "1.9 %" not in text
