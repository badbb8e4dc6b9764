"""Explanations stand beside findings and change nothing; what they are of must exist."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from compcheck.explanations import beside, explanations_from
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.explanation import STATES, Explanation, ExplanationFile
from compcheck.model.library import Library
from compcheck.model.problem import Problem
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.formats import FORMATS

ROOT = Path(__file__).parent.parent
TIMELY = "help-and-protection/initial-conferences-timely"
ENTRY = """\
- rule: RULE
  authority: Kent
  reason: Three chairs of conferences left in the summer; two posts were filled in October.
  approver: Director of Children's Services
  from: 2012-10-01
  until: 2013-03-31
"""


@pytest.fixture(scope="module")
def kent(library: Library) -> Evaluation:
    return evaluate(read_submission_file(str(ROOT / "samples/kent.json")), library)


def explained(
    evaluations: Iterable[Evaluation], text: str, home: Path, *, name: str = "e.yaml", here: bool = True
) -> tuple[Run, list[Problem]]:
    (home / name).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    files = explanations_from([str(home / name)], problems)
    found = beside(list(evaluations), files, problems, every_file_is_here=here)
    return Run(tuple(found), tuple(problems), explanations=files), problems


def entry(rule: str = TIMELY, **said: str) -> str:
    text = ENTRY.replace("RULE", rule)
    for word, value in said.items():
        key = word.rstrip("_")  # `from` is a word of Python's own
        text = "\n".join(f"  {key}: {value}" if line.startswith(f"  {key}:") else line for line in text.split("\n"))
    return text


def states_of(run: Run, rule: str = TIMELY) -> list[str]:
    return [one.state for one in run.evaluations[0].explanations.get(rule, ())]


def test_an_explanation_stands_beside_its_finding_and_is_counted(kent: Evaluation, tmp_path: Path) -> None:
    run, problems = explained([kent], entry(), tmp_path)
    assert problems == []
    table = FORMATS["table"].write(run)
    words = " ".join(table.split())
    assert "Explanations: 1 in force. They change no grade, no weight and no exit code." in words
    finding = words[words.index("Initial child protection conferences are") :]
    said = finding.index("Explanation (approved by Director of Children's Services, 2012-10-01 to 2013-03-31): Three")
    assert said < finding.index("Child protection plans do their work")
    assert run.explanations[0].sha256 in table
    report = json.loads(FORMATS["json"].write(run))
    (one,) = [one for one in report["evaluations"][0]["findings"] if "explanations" in one]
    assert one["rule"] == TIMELY
    assert one["explanations"][0]["approver"] == "Director of Children's Services"
    assert report["evaluations"][0]["explanations"] == dict.fromkeys(STATES, 0) | {"in force": 1}
    assert report["explanations"] == [{"path": "e.yaml", "sha256": run.explanations[0].sha256, "entries": 1}]


@pytest.mark.parametrize(
    ("rule", "starts", "until", "state", "said"),
    [
        (TIMELY, "2012-01-01", "2012-11-29", "lapsed", "Explanation, lapsed on 2012-11-29 ("),
        (TIMELY, "2012-12-01", "2013-11-29", "not yet in force", "Explanation, not in force before 2012-12-01 ("),
        (TIMELY, "2012-11-30", "2012-11-30", "in force", "Explanation ("),
        (
            "help-and-protection/no-child-left-at-risk", "2012-01-01", "2013-01-01", "not needed",
            "Explanation, not needed: the requirement is met (",
        ),
    ],
)  # fmt: skip
def test_what_has_lapsed_or_is_not_needed_says_so(
    kent: Evaluation, tmp_path: Path, rule: str, starts: str, until: str, state: str, said: str
) -> None:
    run, problems = explained([kent], entry(rule, from_=starts, until=until), tmp_path)
    assert (states_of(run, rule), problems) == ([state], [])
    assert said in " ".join(FORMATS["table"].write(run).split())


def test_every_requirement_can_be_explained_and_the_explanation_is_printed(kent: Evaluation, tmp_path: Path) -> None:
    """Whether it is graded, not graded, context, or printed nowhere without it."""
    text = "".join(entry(one.rule.id, reason=f"told of {one.rule.id}") for one in kent.findings)
    run, problems = explained([kent], text, tmp_path)
    assert problems == []
    table = "".join(FORMATS["table"].write(run).split())
    assert not [one.rule.id for one in kent.findings if f"toldof{one.rule.id}" not in table]
    assert max(len(line) for line in FORMATS["table"].write(run).splitlines()) <= 80
    schema = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(FORMATS["json"].write(run)))


RULES = st.sampled_from(json.loads((ROOT / "tests/golden/kent.json.json").read_text())["evaluations"][0]["findings"])
DAYS = st.dates(date(2012, 1, 1), date(2013, 12, 31))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(RULES, DAYS, st.integers(0, 600), st.text(min_size=1, max_size=20)), max_size=12))
def test_explanations_change_no_grade_no_weight_and_no_exit_code(
    kent: Evaluation, drawn: list[tuple[dict[str, str], date, int, str]]
) -> None:
    entries = {
        one["rule"]: Explanation(one["rule"], "886", why, "Director", day, day + timedelta(days), "e.yaml", at + 1, 1)
        for at, (one, day, days, why) in enumerate(drawn)
    }
    files = (ExplanationFile("e.yaml", "0" * 64, tuple(entries.values())),)
    problems: list[Problem] = []
    found = beside([kent], files, problems, every_file_is_here=True)
    assert problems == []
    assert sum(map(len, found[0].explanations.values())) == len(entries)
    for flags in ({}, {"fail_below": "good"}, {"fail_below": "none"}, {"fail_on_not_graded": True}):
        plain, explained_ = Run((kent,), (), **flags), Run(tuple(found), (), **flags, explanations=files)
        assert plain.exit_code == explained_.exit_code
        assert without(json.loads(FORMATS["json"].write(explained_))) == json.loads(FORMATS["json"].write(plain))


def without(shape: object) -> object:
    if isinstance(shape, dict):
        return {key: without(value) for key, value in shape.items() if key != "explanations"}
    return [without(one) for one in shape] if isinstance(shape, list) else shape


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (entry("help-and-protection/no-such-rule"), "explanation-of-nothing", 1),
        (entry() + entry(authority="Surrey"), "explanation-of-nothing", 7),
        (entry() + entry(), "explanation-repeated", 7),
        (entry() + entry(authority="886"), "explanation-repeated", 7),
        (entry(from_="2013-04-01"), "explanation-backwards", 6),
        (entry(reason="known as 943 476 5919"), "personal-number", 3),
        (entry(reason="the child H801200001001"), "personal-number", 3),
        (entry(approver="943 476 5919"), "personal-number", 4),
        (entry(authority="9434765919"), "personal-number", 2),
        (entry(until="943 476 5919"), "personal-number", 6),
        (entry() + "  943 476 5919: x\n", "personal-number", 7),
        (entry() + "  9434765919: x\n", "personal-number", 7),
        ("- 943 476 5919\n", "personal-number", 1),
        (entry(approver='" "'), "rules-wrong-value", 4),
        (entry().replace("  approver: Director of Children's Services\n", ""), "rules-missing-key", 1),
        (entry() + "  weight: 0\n", "rules-unknown-key", 7),
        ("explanations: {}\n", "rules-wrong-value", 1),
        ("[]\n", "explanations-empty", 1),
    ],
)
def test_what_is_wrong_with_an_explanation_is_said_with_its_line(
    kent: Evaluation, tmp_path: Path, text: str, code: str, line: int
) -> None:
    run, problems = explained([kent], text, tmp_path)
    assert [(one.code, one.file, one.line) for one in problems] == [(code, "e.yaml", line)]
    assert "943" not in problems[0].fact
    assert run.exit_code == 2


BAD = [
    (entry(approver='" "'), "rules-wrong-value", 4),
    (entry(approver=""), "rules-yaml-empty-value", 4),
    (entry().replace("  approver: Director of Children's Services\n", ""), "rules-missing-key", 1),
    (entry() + "  weight: 0\n", "rules-unknown-key", 7),
    (entry() + "  until: 2013-04-30\n", "rules-yaml-repeated-key", 7),
    (entry(from_="2013-04-01"), "explanation-backwards", 6),
    ("- Kent\n", "rules-wrong-value", 1),
]


@pytest.mark.parametrize(("bad", "code", "line"), BAD)
def test_one_bad_entry_hides_nothing_of_the_others(
    kent: Evaluation, tmp_path: Path, bad: str, code: str, line: int
) -> None:
    others = entry() + entry() + entry("leadership/nope") + entry(reason="known as 943 476 5919")
    run, problems = explained([kent], bad + others, tmp_path)
    at = bad.count("\n")
    assert {(one.code, one.line) for one in problems} == {
        (code, line),
        ("explanation-repeated", at + 7),
        ("explanation-of-nothing", at + 13),
        ("personal-number", at + 21),
    }
    assert len(problems) == 4
    assert states_of(run) == ["in force"]
    assert run.exit_code == 2


def test_a_number_of_a_child_is_told_of_even_where_yaml_ends(kent: Evaluation, tmp_path: Path) -> None:
    text = entry().replace("  authority", " authority") + entry(reason="known as 943 476 5919")
    _, problems = explained([kent], text, tmp_path)
    assert {(one.code, one.line) for one in problems} == {("rules-yaml-syntax", 2), ("personal-number", 9)}


def test_a_file_in_which_every_entry_is_bad_explains_nothing(kent: Evaluation, tmp_path: Path) -> None:
    run, _ = explained([kent], "".join(bad for bad, _, _ in BAD), tmp_path)
    assert run.explanations == ()
    assert states_of(run) == []


def test_one_reason_for_two_times_is_no_repetition(kent: Evaluation, tmp_path: Path) -> None:
    run, problems = explained([kent], entry() + entry(from_="2013-04-01", until="2013-09-30"), tmp_path)
    assert problems == []
    assert states_of(run) == ["in force", "not yet in force"]


def test_an_authority_that_may_be_in_an_unreadable_file_is_no_second_problem(kent: Evaluation, tmp_path: Path) -> None:
    _, problems = explained([kent], entry(authority="Surrey"), tmp_path, here=False)
    assert problems == []


HEAD = "rule,authority,reason,approver,from,until\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_says_the_same_as_yaml(kent: Evaluation, tmp_path: Path, separator: str) -> None:
    row = [TIMELY, "Kent", f'"a{separator} b"', "Director", "2012-10-01", "2013-03-31"]
    text = f"\ufeff{HEAD.replace(',', separator)}{separator.join(row)}\r\n{separator * 5}\n"
    run, problems = explained([kent], text, tmp_path, name="e.csv")
    assert problems == []
    assert states_of(run) == ["in force"]
    assert run.evaluations[0].explanations[TIMELY][0].explanation.reason == f"a{separator} b"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (HEAD + "x,Kent\n", "explanation-columns", 2),
        (HEAD.replace("reason", "because"), "explanation-columns", 1),
        (HEAD.replace("reason", "rule"), "explanation-columns", 1),
        (HEAD + 'x,Kent,"open,Director,2012-10-01,2013-03-31\n', "csv-broken", 2),
        (HEAD, "explanations-empty", 1),
        (HEAD.replace("reason,", ""), "explanations-empty", 1),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(
    kent: Evaluation, tmp_path: Path, text: str, code: str, line: int
) -> None:
    _, problems = explained([kent], text, tmp_path, name="e.csv")
    assert [(one.code, one.line) for one in problems] == [(code, line)]


def test_one_bad_row_of_a_table_hides_no_other(kent: Evaluation, tmp_path: Path) -> None:
    good = f"{TIMELY},Kent,why,Director,2012-10-01,2013-03-31\n"
    rows = f"x,Kent\n{good}x,Kent,943 476 5919\nx,,why,Director,2012-10-01,May\n{good}"
    run, problems = explained([kent], HEAD + rows, tmp_path, name="e.csv")
    assert [(one.code, one.line) for one in problems] == [
        ("explanation-columns", 2),
        ("explanation-columns", 4),
        ("personal-number", 4),
        ("rules-wrong-value", 5),
        ("rules-wrong-value", 5),
        ("explanation-repeated", 6),
    ]
    assert states_of(run) == ["in force"]
    _, problems = explained([kent], HEAD.replace("reason", "because") + rows, tmp_path, name="e.csv")
    assert [(one.code, one.line) for one in problems if one.line in {1, 4}] == [
        ("explanation-columns", 1), ("explanation-columns", 4), ("personal-number", 4),
    ]  # fmt: skip


def test_a_table_in_latin_1_is_refused(kent: Evaluation) -> None:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "e.csv"
        path.write_bytes(f"{HEAD}x,Kent,caf\xe9,Director,2012-10-01,2013-03-31\n".encode("latin-1"))
        problems: list[Problem] = []
        assert explanations_from([str(path), str(Path(home) / "none.yaml")], problems) == ()
    assert [one.code for one in problems] == ["not-utf-8", "file-missing"]
    assert beside([kent], (), problems, every_file_is_here=False) == [kent]


def test_a_requirement_may_be_named_by_the_id_it_had_formerly(kent: Evaluation, tmp_path: Path) -> None:
    old = "help-and-protection/conferences-in-time"
    rules = tuple(replace(one, formerly=(old,)) if one.id == TIMELY else one for one in kent.framework.rules)
    renamed = kent._replace(framework=replace(kent.framework, rules=rules))
    run, problems = explained([renamed], entry(old), tmp_path)
    assert (states_of(run), problems) == (["in force"], [])
    _, problems = explained([renamed], entry(old) + entry(), tmp_path)
    assert [(one.code, one.line) for one in problems] == [("explanation-repeated", 7)]
