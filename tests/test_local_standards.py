"""A figure measured against a limit that the authority sets for itself is graded only where the limit is known."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from builders import FIGURE, GOOD, INADEQUATE, at_least, bands, either_rule, figure, framework, part_of, rule, seen
from compcheck.cli.main import compcheck
from compcheck.grading import Supplied, grade_rule
from compcheck.model.document import Document
from compcheck.model.grade import NotGraded, Reason
from compcheck.model.library import Library
from compcheck.model.problem import ProblemsFound
from compcheck.model.rule import Rule
from compcheck.model.submission import Evidence, Standard
from compcheck.model.when import When
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file

LIMIT = "visit_interval"
LINES = bands(at_least(95), at_least(80))
OWN = Standard(LIMIT, f"/parameters/{LIMIT}", Decimal(10), "working days", "the Director", When.read("2012-04-01"))
JUDGED = When.read("2013-05").last
SAMPLE = Path(__file__).parent.parent / "samples" / "exampleshire-focused-visit.json"


def graded(asked: Rule, part: int, *, known: bool, evidence: Evidence | None = None) -> object:
    figures = {FIGURE: figure(part_of(part, 100))}
    given = {} if evidence is None else {evidence.topic: evidence}
    topics = {evidence.topic: None} if evidence is not None else {}
    supplied = Supplied(figures, given, topics, JUDGED, {LIMIT: OWN} if known else {})  # type: ignore[arg-type]  # no text of a topic is asked for
    return grade_rule(asked, framework(asked), supplied).outcome


def test_without_the_limit_the_figure_is_not_graded_and_says_so() -> None:
    asked = rule("practice/visits", LINES, parameter=LIMIT)
    assert graded(asked, 96, known=True) == GOOD
    assert graded(asked, 96, known=False) == NotGraded(Reason.NO_LOCAL_STANDARD)


def test_leaving_the_limit_out_never_raises_a_grade_not_even_by_evidence() -> None:
    asked = either_rule(LINES, parameter=LIMIT)
    good = seen(kind="inspection", grade="good")
    assert graded(asked, 50, known=True, evidence=good) == INADEQUATE
    without = graded(asked, 50, known=False, evidence=good)
    assert isinstance(without, NotGraded) or without == INADEQUATE


def document(change: object) -> Document:
    read = read_submission_file(str(SAMPLE))
    data = json.loads(SAMPLE.read_text("utf-8"), parse_float=Decimal)
    name = next(iter(data["parameters"]))
    data["parameters"] = {name: {**data["parameters"][name], **change}} if isinstance(change, dict) else change
    return read._replace(data=data)


@pytest.mark.parametrize(
    "change",
    [{"value": 10_000}, {"value": "ten"}, {"approved_by": ""}, {"on": "soon"}, {"on": "2199-01-01"}, [], {"by": "me"}],
)
def test_a_limit_nobody_could_mean_or_nobody_approved_is_a_problem(change: object, library: Library) -> None:
    with pytest.raises(ProblemsFound):
        evaluate(document(change), library)


def test_an_unknown_limit_is_a_problem_with_its_place(library: Library) -> None:
    with pytest.raises(ProblemsFound) as raised:
        evaluate(document({"visit_intervall": {"value": 10, "approved_by": "us", "on": "2020"}}), library)
    assert any("/parameters" in problem.pointer for problem in raised.value.problems)


def test_a_template_asks_for_every_limit_and_what_is_left_blank_counts_as_not_given(library: Library) -> None:
    blank = json.loads(CliRunner().invoke(compcheck, ["template", "--framework", "ilacs-2023"]).stdout)
    named = {rule.parameter for rule in library.frameworks["ilacs-2023"].rules if rule.parameter}
    assert set(blank["parameters"]) == named
    data = json.loads(SAMPLE.read_text("utf-8"), parse_float=Decimal) | {"parameters": blank["parameters"]}
    read = read_submission_file(str(SAMPLE))._replace(data=data)
    assert evaluate(read, library).submission.standards == {}


def test_a_worksheet_gives_limits_as_settings(tmp_path: Path, library: Library) -> None:
    rows = [
        "authority.name,Exampleshire", "framework,ilacs-2023", "judged_on,2024-09-30", "period.from,2023-04-01",
        "period.to,2024-03-31", "source,report", "parameters.caseload_ceiling.value,18",
        "parameters.caseload_ceiling.approved_by,Director", "parameters.caseload_ceiling.on,2024-04", "name,value",
        "average_caseload,16.5",
    ]  # fmt: skip
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("\n".join(rows) + "\n", "utf-8")
    standards = evaluate(read_submission_file(str(sheet)), library).submission.standards
    assert (standards["caseload_ceiling"].value, standards["caseload_ceiling"].approved_by) == (18, "Director")
    sheet.write_text("\n".join(rows).replace("value,18", "value,many") + "\n", "utf-8")
    with pytest.raises(ProblemsFound) as raised:
        evaluate(read_submission_file(str(sheet)), library)
    assert [(problem.line, problem.column) for problem in raised.value.problems] == [(7, 2)]
