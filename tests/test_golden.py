"""Samples are tests: each has its reports in tests/golden/, read like code when they change."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from compcheck.collecting.collection import collect
from compcheck.collecting.said import Said
from compcheck.model.document import Document
from compcheck.model.evaluation import Run
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.comparators import load_comparators
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.formats import FORMATS

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
NO_SUBMISSIONS = {"submission.schema.json", "panel.csv", "published-2024.csv", "export.csv", "export-mapping.yaml"}
SAMPLES = sorted({path.name for path in (ROOT / "samples").iterdir() if path.is_file()} - NO_SUBMISSIONS)
RECORDS = {
    "exampleshire-annex-a.xlsx": Said(authority="Exampleshire", extracted_on=date(2026, 3, 31), by=("age",)),
    "exampleshire-cin-census.xml": Said(authority="Exampleshire"),
}
"""What is said of the samples that hold records, and no submission."""
ENDINGS = {"table": "txt", "json": "json", "markdown": "md", "junit": "junit.xml", "csv": "csv"}


@pytest.fixture
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def document_of(sample: str, library: Library) -> Document:
    """The sample itself; of records, the submission that was composed of them."""
    path = f"samples/{sample}"
    if sample not in RECORDS:
        return read_submission_file(path)
    collected = collect([path], library, load_comparators(str(ROOT / "rules")), RECORDS[sample])
    return read_submission_file(path, collected.raw).without_places()


def report(sample: str, name: str, library: Library, *, internal: bool = False) -> str:
    evaluation = evaluate(document_of(sample, library), library)
    return FORMATS[name].write(Run((evaluation,), (), internal=internal))


@pytest.mark.usefixtures("_in_the_checkout")
@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_each_sample_gives_its_golden_report(sample: str, name: str, library: Library, update_golden: bool) -> None:  # noqa: FBT001
    golden = GOLDEN / f"{sample}.{ENDINGS[name]}"
    text = report(sample, name, library)
    if update_golden:
        golden.write_bytes(text.encode())
    assert text == golden.read_bytes().decode(), "pytest tests/test_golden.py --update-golden rewrites it"


@pytest.mark.usefixtures("_in_the_checkout")
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_json_report_is_as_its_schema_says(sample: str, library: Library) -> None:
    schema = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for internal in (False, True):
        Draft202012Validator(schema).validate(json.loads(report(sample, "json", library, internal=internal)))


@pytest.mark.usefixtures("_in_the_checkout")
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_table_fits_80_columns_and_any_code_page(sample: str, library: Library) -> None:
    text = report(sample, "table", library)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.isascii() or text.encode("cp1252")


@pytest.mark.usefixtures("_in_the_checkout")
def test_devon_is_inadequate_by_what_was_found_of_its_assessments(library: Library) -> None:
    evaluation = evaluate(read_submission_file("samples/devon.json"), library)
    assert evaluation.overall is not None
    assert evaluation.overall.grade is not None
    assert evaluation.overall.grade.word == "inadequate"
    found = {finding.rule.id: finding for finding in evaluation.findings}
    timely = found["quality-of-practice/initial-assessments-timely"]
    assert timely.grade is not None
    assert timely.grade.word == "inadequate"
    assert timely.margin.next is not None
    assert timely.margin.next.cases == 536


@pytest.mark.usefixtures("_in_the_checkout")
@pytest.mark.parametrize(("sample", "grade"), [("norfolk.json", "inadequate"), ("exampleshire.json", "good")])
def test_the_other_samples_are_judged_as_their_figures_and_evidence_say(
    sample: str, grade: str, library: Library
) -> None:
    evaluation = evaluate(read_submission_file(f"samples/{sample}"), library)
    assert evaluation.overall is not None
    assert evaluation.overall.grade is not None
    assert evaluation.overall.grade.word == grade


@pytest.mark.usefixtures("_in_the_checkout")
def test_kent_is_not_judged_where_key_requirements_were_not_seen(library: Library) -> None:
    evaluation = evaluate(read_submission_file("samples/kent.json"), library)
    assert evaluation.overall is not None
    assert evaluation.overall.grade is None
    assert evaluation.submission.inspection is not None
    assert evaluation.submission.inspection.overall == "adequate"


@pytest.mark.usefixtures("_in_the_checkout")
def test_a_worksheet_gives_the_same_findings_and_judgements_as_json(library: Library) -> None:
    as_json, as_csv = (
        json.loads(report(sample, "json", library))["evaluations"][0]
        for sample in ("exampleshire.json", "exampleshire.csv")
    )
    for key in ("authority", "period", "judged_on", "note", "judgements", "overall", "coverage", "inspection"):
        assert as_json[key] == as_csv[key], key
    assert without_places(as_json["findings"]) == without_places(as_csv["findings"])


def without_places(shape: object) -> object:
    if isinstance(shape, dict):
        return {key: without_places(value) for key, value in shape.items() if key != "place"}
    return [without_places(one) for one in shape] if isinstance(shape, list) else shape


@pytest.mark.skipif(
    "COMPCHECK_REFERENCE" not in os.environ, reason="DfE's table of 2009-10 to 2012-13 is not committed"
)
def test_every_figure_of_a_real_authority_is_the_published_one() -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds cin_2009_2013.csv."""
    import csv

    names = {
        "initial_conferences_within_15_working_days": "icpc_within_15_working_days",
        "child_protection_reviews_on_time": "cp_reviews_within_timescale",
        "child_protection_plans_ended_of_two_years_or_more": "cp_plans_ceased_2_years_or_more",
        "child_protection_plans_open_of_two_years_or_more": "child_protection_plans_2_years_or_more",
        "referrals_leading_to_no_further_action": "referrals_no_further_action",
    }
    with (Path(os.environ["COMPCHECK_REFERENCE"]) / "cin_2009_2013.csv").open(encoding="utf-8") as file:
        rows = {(row["la_name"], row["year"], row["indicator"]): row for row in csv.DictReader(file)}
    held = 0
    for sample in ("devon", "kent", "kent-2010-11", "kent-2010-08", "kent-2010-10", "norfolk"):
        data = json.loads((ROOT / f"samples/{sample}.json").read_text(encoding="utf-8"))
        for name, entry in data["indicators"].items():
            for one in [entry, *entry.get("history", [])] if isinstance(entry, dict) else []:
                ends = one.get("period", data["period"])["to"] if "as_at" not in one else one["as_at"]
                year = f"{int(ends[:4]) - 1}-{ends[2:4]}"
                row = rows.get((data["authority"]["name"], year, names.get(name, name)))
                if (
                    row is not None
                    and isinstance(one.get("numerator"), int)
                    and isinstance(one.get("denominator"), int)
                ):
                    assert (str(one["numerator"]), str(one["denominator"])) == (row["numerator"], row["denominator"]), (
                        name
                    )
                    held += 1
    assert held > 40
