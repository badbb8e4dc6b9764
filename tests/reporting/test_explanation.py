"""What an explanation says, in both formats: every number with its source, and no small count."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from compcheck.model.comparators import Comparators
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Area
from compcheck.model.library import Library
from compcheck.model.rule import Rule
from compcheck.pipeline import evaluate
from compcheck.reading.comparators import load_comparators
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.explanations import EXPLANATIONS, Explained
from compcheck.tracing.steps import RELATIONS

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "exampleshire.json"
SCHEMA = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
SAMPLES = sorted(path.name for path in (ROOT / "samples").glob("*.json") if path.name != "submission.schema.json")


@pytest.fixture(scope="session")
def comparators() -> Comparators:
    return load_comparators(str(ROOT / "rules"))


def judged(sample: str, library: Library) -> Evaluation:
    raw = (ROOT / "samples" / sample).read_bytes()
    return evaluate(read_submission_file(sample, raw), library)


def everything_in(evaluation: Evaluation) -> list[Rule | Area | None]:
    return [*evaluation.framework.rules, *evaluation.framework.areas, None]


def changed(name: str, entry: object, library: Library, where: str = "indicators") -> Evaluation:
    """Exampleshire with one entry put in its place."""
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data[where][name] = entry
    return evaluate(read_submission_file("exampleshire.json", json.dumps(data, indent=1).encode()), library)


def explanations(evaluation: Evaluation, name: str, *, internal: bool = False) -> str:
    """Both formats, of the requirement with this name, without the digest of the submission."""
    rule = next(one for one in evaluation.framework.rules if one.id.endswith(f"/{name}"))
    explained = Explained(evaluation, rule, Comparators(), internal=internal)
    return re.sub(r"[0-9a-f]{64}", "digest", "\n".join(one.write(explained) for one in EXPLANATIONS.values()))


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_explanation_is_as_its_schema_says(sample: str, library: Library, comparators: Comparators) -> None:
    own = {"$ref": "#/$defs/explanation", "$defs": SCHEMA["$defs"], "$schema": SCHEMA["$schema"]}
    validator = Draft202012Validator(own)
    evaluation = judged(sample, library)
    for asked in everything_in(evaluation):
        told = json.loads(EXPLANATIONS["json"].write(Explained(evaluation, asked, comparators)))
        validator.validate(told)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_explanation_fits_80_columns_and_any_code_page(
    sample: str, library: Library, comparators: Comparators
) -> None:
    evaluation = judged(sample, library)
    for asked in everything_in(evaluation):
        text = EXPLANATIONS["table"].write(Explained(evaluation, asked, comparators))
        assert max(len(line) for line in text.splitlines()) <= 80, text
        assert text.encode("cp1252")
        assert not re.search(r"[ \t]$|\n\n\n", text, re.MULTILINE), text


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_comparisons_in_the_json_hold_as_they_are_printed(sample: str, library: Library) -> None:
    """No rounding turns a comparison round: what another program reads, it can do again."""
    from compcheck.model.evaluation import Run
    from compcheck.reporting import as_json

    report = json.loads(as_json.run_as_json(Run((judged(sample, library),), ())))
    (evaluation,) = report["evaluations"]
    told = [*evaluation["findings"], *evaluation["judgements"]]
    told += [evaluation["overall"]] if evaluation["overall"] else []
    scale = library.frameworks[evaluation["framework"]["id"]].scale.words
    done = 0
    for step in [step for one in told for step in one["trace"]]:
        if "by" in step and "hidden" not in step and step["by"] in RELATIONS:
            compared, against = (scale.index(one) if one in scale else one for one in (step["compared"], step["with"]))
            assert RELATIONS[step["by"]](compared, against) is step["result"], step
            done += 1
    assert done > 60
    for one in evaluation["findings"]:
        so = [step["so"] for step in one["trace"] if "so" in step][-1]
        assert so == (one["grade"] or f"not graded: {one['not_graded']['reason']}")


def test_a_figure_is_explained_with_its_place_its_parts_and_every_source(library: Library) -> None:
    text = explanations(judged("devon.json", library), "initial-assessments-timely")
    assert "57.4 % (2,780 of 4,840)" in text
    assert re.search(r"devon.json:\d+:\d+", text)
    assert "57.438017 >= 68.5: no; otherwise: inadequate" in text
    for source in ("DfE SFR45/2013", "Working\n              Together to Safeguard Children, DCSF 2010"):
        assert source in text
    assert "England 75.5 % in 2012-13" in text


def test_earlier_periods_end_where_the_series_changes(library: Library) -> None:
    text = " ".join(explanations(judged("devon.json", library), "initial-assessments-timely").split())
    assert "72.4 % (4,164 of 5,755), 2010-04-01 to 2011-03-31" in text
    assert (
        "the series changes on 2010-04-01: the limit was 7 working days before; 1 earlier period lies before it" in text
    )
    assert "2009-04-01 to 2010-03-31" not in text


def test_neighbours_stand_beside_the_figure_of_their_own_year(library: Library, comparators: Comparators) -> None:
    """Exampleshire is invented and has none; Devon's are taken, in a year for which they are published."""
    data: dict[str, Any] = json.loads((ROOT / "samples/devon.json").read_text(encoding="utf-8"))
    data["indicators"] = {
        "re_referrals": {
            "numerator": 30, "denominator": 100, "period": {"from": "2023-04-01", "to": "2024-03-31"}, "source": "DfE",
        }
    }  # fmt: skip
    data |= {"judged_on": "2024-09-30", "period": {"from": "2023-04-01", "to": "2024-03-31"}, "evidence": {}}
    data.pop("inspection", None)
    from compcheck.model.when import When

    document = read_submission_file("devon.json", json.dumps(data).encode())
    evaluation = evaluate(document, library, "protection-2012", When.read("2024-09-30"))
    rule = next(one for one in evaluation.framework.rules if "re_referrals" in one.indicators)
    text = EXPLANATIONS["table"].write(Explained(evaluation, rule, comparators))
    assert "South West 22.1 % in 2023-24" in text
    assert "median" in text
    told = json.loads(EXPLANATIONS["json"].write(Explained(evaluation, rule, comparators)))
    others = told["beside"][0]["comparators"]
    assert others["year"] == "2023-24"
    assert len(others["neighbours"]) == 10
    nobody = EXPLANATIONS["table"].write(Explained(evaluation, rule, Comparators()))
    assert "South West" not in nobody


SMALL = {
    "child_protection_cases_without_a_social_worker": ("children-on-a-plan-allocated", 212, range(1, 6)),
    "children_seen_in_assessment": ("child-seen", 400, range(395, 400)),
    "child_protection_plans_open_of_two_years_or_more": ("plans-open-of-two-years-or-more", 400, range(1, 6)),
}


@pytest.mark.parametrize("name", SMALL)
def test_explanations_hide_small_counts(name: str, library: Library) -> None:
    rule, whole, parts = SMALL[name]
    texts = {explanations(changed(name, {"numerator": part, "denominator": whole}, library), rule) for part in parts}
    assert len(texts) == 1
    text = texts.pop()
    assert '"hidden": true' in text
    shown = explanations(changed(name, {"numerator": parts[0], "denominator": whole}, library), rule, internal=True)
    assert "OFFICIAL-SENSITIVE" in shown
    assert f"({parts[0]} of {whole})" in shown


def test_an_explanation_hides_a_small_count_in_an_earlier_period(library: Library) -> None:
    texts = {
        explanations(
            changed(
                "social_worker_vacancy_rate",
                {
                    "numerator": 30, "denominator": 300, "as_at": "2013-03-31",
                    "history": [{"numerator": n, "denominator": 60, "as_at": "2012-03-31"}],
                },
                library,
            ),
            "vacancies-falling",
        )
        for n in range(1, 6)
    }  # fmt: skip
    assert len(texts) == 1
    assert "hidden - hidden = hidden" in texts.pop()


def test_an_explanation_hides_the_counts_of_a_sample_with_a_small_one(library: Library) -> None:
    texts = {
        explanations(
            changed(
                "records_show_the_work",
                {
                    "kind": "moderated audit", "independent": True, "on": "2013-03", "source": "audit",
                    "sample": {"n": 40}, "counts": {"good": 40 - n, "inadequate": n},
                },
                library, "evidence",
            ),
            "records-show-the-work",
        )
        for n in range(1, 6)
    }  # fmt: skip
    assert len(texts) == 1


def test_what_is_not_graded_says_how_it_could_be_seen(library: Library) -> None:
    evaluation = judged("norfolk.json", library)
    text = " ".join(explanations(evaluation, "records-show-the-work").split())
    assert "To be seen: evidence on records_show_the_work." in text
    devon = " ".join(explanations(judged("devon.json", library), "child-seen").split())
    assert "To be seen: the figure children_seen_in_assessment, or evidence on the_child_is_seen" in devon


def test_what_holds_an_area_down_begins_with_key_requirements(library: Library) -> None:
    evaluation = judged("devon.json", library)
    area = next(one for one in evaluation.framework.areas if one.id == "quality-of-practice")
    text = EXPLANATIONS["table"].write(Explained(evaluation, area, Comparators()))
    listed = re.findall(r"^ +\d+\. (.*)", text.partition("in order of risk")[2], re.MULTILINE)
    assert listed[0].startswith("Assessments are good and analyse risk (key")
    assert "never by how near a figure is to its line." in " ".join(text.split())
    assert len(listed) > 5


def test_every_framework_that_comes_with_compcheck_says_what_risk_comes_first(library: Library) -> None:
    for framework in library.frameworks.values():
        assert framework.risk[0] == "key requirements", framework.id
