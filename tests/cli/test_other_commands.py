from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from at_the_prompt import SAMPLES, process, typed

from small_rules import RULE, SINCE, folder_with

HEADER = {
    "judged_on": "2013-05-20",
    "period": {"from": "2012-04-01", "to": "2013-03-31"},
    "source": "Exampleshire performance report, April 2013",
}


def filled_in_json(text: str) -> str:
    data = json.loads(text)
    data["authority"]["name"] = "Exampleshire"
    return json.dumps(data | HEADER)


def filled_in_csv(text: str) -> str:
    for name, value in {
        "authority.name": "Exampleshire", "judged_on": "2013-05-20", "period.from": "2012-04-01",
        "period.to": "2013-03-31", "source": "Exampleshire performance report",
    }.items():  # fmt: skip
        text = text.replace(f"{name},\r\n", f"{name},{value}\r\n", 1)
    return text


def blank(file_format: str) -> str:
    done = process("template", "--framework", "protection-2012", "--format", file_format)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize(("file_format", "fill_in"), [("json", filled_in_json), ("csv", filled_in_csv)])
def test_a_template_with_nothing_but_its_header_supplies_nothing(file_format: str, fill_in) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  # either function above
    result = typed("evaluate", "-", "--format", "json", stdin=fill_in(blank(file_format)).encode())
    report = json.loads(result.stdout)
    assert (result.exit_code, report["problems"]) == (1, [])
    (evaluation,) = report["evaluations"]
    findings = evaluation["findings"]
    assert all(finding["grade"] is None for finding in findings)
    reasons = {finding["not_graded"]["reason"] for finding in findings}
    assert reasons <= {"not supplied", "context", "recorded", "left to inspectors"}
    assert evaluation["overall"]["grade"] is None


@pytest.mark.parametrize("file_format", ["json", "csv"])
def test_a_template_left_blank_is_refused_and_says_what_to_fill_in(file_format: str) -> None:
    result = typed("evaluate", "-", stdin=blank(file_format).encode())
    assert result.exit_code == 2
    assert result.stdout == ""
    for name in ("authority", "judged_on", "period", "source"):
        assert name in result.stderr


def test_a_template_asks_for_every_figure_and_topic_of_its_framework_once() -> None:
    data = json.loads(blank("json"))
    rows = list(csv.reader(io.StringIO(blank("csv"))))
    header = next(place for place, row in enumerate(rows) if row and row[0] == "name")
    named = [row[0] for row in rows[header + 1 :]]
    assert named == [*data["indicators"], *data["evidence"]]
    assert len(named) == len(set(named))
    report = json.loads(typed("evaluate", "samples/exampleshire.json", "--format", "json").stdout)
    looked_at = {figure["indicator"] for one in report["evaluations"][0]["findings"] for figure in one["figures"]}
    assert looked_at == data["indicators"].keys()
    assert rows[header][:4] == ["name", "title", "unit", "definition"]
    assert len(rows[header]) == len(set(rows[header]))


def test_excel_is_told_that_a_worksheet_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    assert typed("template", "--framework", "protection-2012", "--format", "csv", "--output", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_bytes() == blank("csv").encode()


def test_the_committed_schema_is_the_one_the_catalogue_makes() -> None:
    """`compcheck schema --output samples/submission.schema.json` makes it anew."""
    assert process("schema").stdout == (SAMPLES / "submission.schema.json").read_bytes()


def test_the_schema_can_be_written_to_a_file(tmp_path: Path) -> None:
    assert typed("schema", "--output", str(tmp_path / "schema.json")).exit_code == 0
    assert (tmp_path / "schema.json").read_bytes() == process("schema").stdout


def test_validate_says_what_was_read_a_line_a_file() -> None:
    result = typed("validate", "samples/devon.json", "samples/exampleshire.json")
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [
        "samples/devon.json", "samples/exampleshire.json",
    ]  # fmt: skip
    assert "Devon, 23 figures, 9 pieces of evidence, protection-2012, judged on 2013-06." in result.stdout


def test_validate_names_every_problem_and_still_reads_the_rest() -> None:
    broken = json.loads((SAMPLES / "devon.json").read_text("utf-8"))
    broken["indicators"] |= {"re_referals": 20, "average_caseload": "x y"}
    result = typed("validate", "-", "samples/exampleshire.json", stdin=json.dumps(broken))
    assert result.exit_code == 2
    assert result.stdout.startswith("samples/exampleshire.json: Exampleshire")
    assert 'Did you mean "re_referrals"?' in result.stderr
    assert result.stderr.endswith("\n2 problems.\n")


def test_validate_judges_nothing() -> None:
    """Devon is below the bar, and perfectly readable."""
    assert typed("validate", "samples/devon.json").exit_code == 0


def test_indicators_are_listed_with_the_topics_of_evidence() -> None:
    listed = typed("indicators", "list").stdout.split()
    assert {"re_referrals", "average_caseload", "records_show_the_work"} <= set(listed)


def test_an_indicator_is_shown_with_all_the_catalogue_says_of_it() -> None:
    said = typed("indicators", "show", "initial_assessments_within_10_working_days").stdout
    for part in (
        "high: higher is better; a late assessment leaves a child waiting", "CIN census", "2010-04-01: the limit was 7",
        "2012-13: 75.5; quartiles over authorities 68.5, 79.3, 88.2 (DfE SFR45/2013)",
        "protection-2012: quality-of-practice/initial-assessments-timely", "from 1 to 5 hidden",
    ):  # fmt: skip
        assert part in said.replace("\n              ", " ")


def test_a_topic_of_evidence_is_shown_like_an_indicator() -> None:
    said = typed("indicators", "show", "records_show_the_work").stdout
    assert "whether the written record of a case shows" in said
    assert "quality-of-practice/records-show-the-work" in said


def test_a_figure_that_no_rule_looks_at_says_so(tmp_path: Path) -> None:
    rule = RULE + f"indicator: on_time\ngrades: [{{{SINCE}, good: {{at_least: 90}}}}]\n"
    folder = folder_with(rule, None, tmp_path)
    assert "Used by       no rule" in typed("indicators", "show", "days", "--rules", str(folder)).stdout


def test_an_unknown_indicator_is_exit_2_with_a_suggestion() -> None:
    result = typed("indicators", "show", "re_referals")
    assert result.exit_code == 2
    assert "Did you mean re_referrals?" in result.stderr


def test_a_framework_admits_what_it_assumes() -> None:
    said = " ".join(typed("frameworks", "list").stdout.split())
    assert "protection-2012" in said
    assert "judging.share: of weight 2/3. Why:" in said


@pytest.mark.parametrize("name", ["quality-of-practice/initial-assessments-timely", "initial-assessments-timely"])
def test_a_rule_is_shown_whole_by_its_id_or_by_its_name_alone(name: str) -> None:
    said = " ".join(typed("rules", "show", name, "--framework", "protection-2012").stdout.split())
    assert "For figures whose period ends on 2011-04-01 or later" in said
    assert "good at least 88.2 %, adequate at least 68.5 %, otherwise inadequate" in said
    assert "England's quartiles 2012-13, an assumption (DfE SFR45/2013)" in said
    assert "If adequate within 3 months: Find what delays" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("vacancies-falling", "by the change over 1 year, in percentage points: good at most 0, otherwise not graded"),
        ("vacancies-falling", "0: no line of the time exists"),
        ("statutory-returns-made", "yes is good, no is inadequate"),
        ("children-on-a-plan-allocated", "found inadequate, it makes its area inadequate"),
        ("children-on-a-plan-allocated", "good where all of the cases are good or better"),
        ("children-on-a-plan-allocated", "good at least 100 %, otherwise inadequate"),
        ("average-caseload", "0: context, never graded"),
        ("re-referrals", "good between 18.3 and 26.8 %, otherwise adequate"),
    ],
)
def test_every_kind_of_rule_is_put_into_words(name: str, said: str) -> None:
    assert said in " ".join(typed("rules", "show", name, "--framework", "protection-2012").stdout.split())


def test_an_unknown_rule_is_exit_2_with_a_suggestion() -> None:
    for name in ("intial-assessments-timely", "quality-of-practice/intial-assessments-timely"):
        result = typed("rules", "show", name)
        assert result.exit_code == 2
        assert "initial-assessments-timely?" in result.stderr


def test_rules_are_listed_by_area_with_the_key_ones_marked() -> None:
    said = typed("rules", "list", "--framework", "protection-2012").stdout
    assert "quality-of-practice: Quality of practice\n  assessments-of-good-quality  [key; evidence]" in said


def test_rules_of_a_framework_nobody_knows_are_exit_2() -> None:
    result = typed("rules", "list", "--framework", "protection-2021")
    assert result.exit_code == 2
    assert "Did you mean protection-2012?" in result.stderr


def test_a_dash_for_output_is_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed("schema", "--output", "-").stdout == typed("schema").stdout
    assert not list(tmp_path.iterdir())
