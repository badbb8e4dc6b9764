"""What a report says of figures counted from records: the range, the clock, what is in doubt, and no small count."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from compcheck.model.comparators import Comparators
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.overview import overview_of
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting import as_overview
from compcheck.reporting.explanations import EXPLANATIONS, Explained
from compcheck.reporting.formats import FORMATS
from every_format import BETWEEN, every_text

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
SAMPLE = ROOT / "samples" / "exampleshire.json"
PLANS, TIMELY = "child_protection_plans_open_of_two_years_or_more", "core_assessments_within_35_working_days"
FILE = {"source": "cin-census", "file": "cin.xml", "sha256": "a" * 64, "cells_not_read": 12}
COLLECTED = {"marking": "OFFICIAL-SENSITIVE", "extracted_on": "2013-05-20", "rules": "b" * 64}


def evaluated(library: Library, tables: Any = None, **figures: Any) -> Evaluation:
    """Exampleshire with some figures put in their place, and collected from records."""
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    data["indicators"] |= figures
    data["collected"] = COLLECTED | {"from": [FILE | {"tables": tables if tables is not None else {"plans": 3000}}]}
    return evaluate(read_submission_file("exampleshire.json", json.dumps(data, indent=1).encode()), library)


def table(evaluation: Evaluation, *, internal: bool = False) -> str:
    """On one line, so that nothing hangs on where a line ends."""
    return " ".join(FORMATS["table"].write(Run((evaluation,), (), internal=internal)).split())


def shape(evaluation: Evaluation, *, internal: bool = False) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FORMATS["json"].write(Run((evaluation,), (), internal=internal)))
    Draft202012Validator(SCHEMA).validate(told)
    return told


def finding(evaluation: Evaluation, indicator: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = shape(evaluation)["evaluations"][0]["findings"]
    return next(one for one in found if [figure["indicator"] for figure in one["figures"]] == [indicator])


def everything(evaluation: Evaluation) -> str:
    """Every report and every explanation there is of it, without digests."""
    told = [every_text(Run((evaluation,), ()))]
    for asked in [*evaluation.framework.rules, *evaluation.framework.areas, None]:
        told += [one.write(Explained(evaluation, asked, Comparators())) for one in EXPLANATIONS.values()]
    entry = as_overview.entry(evaluation, overview_of(evaluation, Comparators()), internal=False, color=False)
    told.append(as_overview.text([entry], (), 1, by_attention=False, internal=False))
    return re.sub(r"[0-9a-f]{64}", "digest", "\n".join(told))


def counted(part: int, whole: int, **said: object) -> dict[str, object]:
    return {"numerator": part, "denominator": whole} | said


# --- what is said -----------------------------------------------------------------------------------------------------


def test_a_figure_of_which_cases_are_not_recorded_is_told_as_a_range_graded_on_the_worse_end(library: Library) -> None:
    evaluation = evaluated(library, **{TIMELY: counted(1408, 1660, not_recorded=252)})
    said = "etween 84.8 % and 100 %: 252 of 1,660 not recorded; graded on the worse end"
    assert said in table(evaluation)
    one = finding(evaluation, TIMELY)
    assert one["graded_on_the_worse_end"] is True
    recording = one["figures"][0]["recording"]
    assert (recording["not_recorded"], recording["most"]) == (252, 100)
    assert recording["least"] == pytest.approx(84.819277)


def test_what_is_left_out_the_clock_and_why_at_least_stand_beneath_the_figure(library: Library) -> None:
    said = {"left_out": {"not yet due": 12, "died": 3}, "gives": "overdue on the day", "clock": "from its start"}
    text = table(evaluated(library, **{TIMELY: counted(1408, 1660, at_least="one list alone", **said)}))
    assert "At least 84.8 % (1,408 of 1,660)" in text
    assert "At least: one list alone" in text
    assert "Left out: 12 not yet due, 1 to 5 died" in text
    assert "Counted: overdue on the day; clock: from its start" in text


def test_a_figure_known_only_as_at_least_says_so_where_it_is_not_graded(library: Library) -> None:
    evaluation = evaluated(library, re_referrals=counted(300, 1660, at_least="one census alone"))
    text = table(evaluation)
    assert 'Known only as "at least": - ' in text
    assert "at least 18.1 % (300 of 1,660)" in text
    assert "one census alone" in text
    assert finding(evaluation, "re_referrals")["not_graded"] == {"reason": "at least", "detail": "one census alone"}


def test_where_too_much_is_in_doubt_the_line_of_the_grade_says_so(library: Library) -> None:
    checks = {"ends before it starts": 100, "a child twice": 60}
    too_much = counted(1408, 1660, in_doubt={"cases": 133, "checks": checks})
    evaluation = evaluated(library, **{TIMELY: too_much})
    lines = FORMATS["table"].write(Run((evaluation,), ())).splitlines()
    grade = next(line for line in lines if "Core assessments are timely" in line or "35 working days" in line)
    assert grade.split()[0] in {"good", "adequate", "inadequate"}
    assert "; data in doubt: 8.0 % of its cases" in table(evaluation)
    assert "In doubt: 133 of 1,660 cases (8.0 %): ends before it starts (100), a child twice (60)" in table(evaluation)
    assert finding(evaluation, TIMELY)["data_in_doubt"] == "data in doubt: 8.0 % of its cases"
    for text in every_text(Run((evaluation,), ())).split(BETWEEN):
        assert "data in doubt: 8.0 % of its cases" in " ".join(text.split()), text[:40]
    at_the_line = counted(1408, 1660, in_doubt={"cases": 83})
    assert "data_in_doubt" not in finding(evaluated(library, **{TIMELY: at_the_line}), TIMELY)
    assert "data in doubt" not in everything(evaluated(library, **{TIMELY: at_the_line}))


def test_the_mark_stands_wherever_its_grade_does(library: Library) -> None:
    evaluation = evaluated(library, children_seen_in_assessment=counted(400, 1660, in_doubt={"cases": 133}))
    area = next(one for one in evaluation.framework.areas if one.id == "quality-of-practice")
    rule = next(one for one in evaluation.framework.rules if one.indicator == "children_seen_in_assessment")
    told = {
        "area": EXPLANATIONS["table"].write(Explained(evaluation, area, Comparators())),
        "requirement": EXPLANATIONS["table"].write(Explained(evaluation, rule, Comparators())),
        "overview": as_overview.entry(
            evaluation, overview_of(evaluation, Comparators()), internal=False, color=False
        ).text,
    }
    for what, text in told.items():
        assert "data in doubt: 8.0 % of its cases" in " ".join(text.split()), what


def test_five_per_cent_is_not_over_five_per_cent(library: Library) -> None:
    said = [counted(80, 200, in_doubt={"cases": cases}) for cases in (10, 11)]
    marks = ["data_in_doubt" in finding(evaluated(library, **{TIMELY: one}), TIMELY) for one in said]
    assert marks == [False, True]


def test_the_head_says_what_was_counted_and_by_what_rules(library: Library) -> None:
    evaluation = evaluated(library, {"referrals": 3000})
    text = table(evaluation)
    assert "Counted from records as extracted on 2013-05-20. The submission is OFFICIAL-SENSITIVE" in text
    assert "cin-census, cin.xml: 3,000 rows of referrals; 12 cells not read." in text
    assert "b" * 64 in text
    told = shape(evaluation)["evaluations"][0]["collected"]
    assert told["from"] == [FILE | {"tables": {"referrals": 3000}}]
    assert told["rules"] == "b" * 64


def test_a_submission_that_was_not_counted_from_records_says_nothing_of_them(library: Library) -> None:
    evaluation = evaluate(read_submission_file("exampleshire.json", SAMPLE.read_bytes()), library)
    assert "ecord rules" not in everything(evaluation)
    assert '"recording"' not in everything(evaluation)
    assert '"collected"' not in everything(evaluation)


# --- what is not told -------------------------------------------------------------------------------------------------

SAME: dict[str, list[dict[str, object]]] = {
    "not recorded, where more is better": [counted(1300, 1660, not_recorded=n) for n in range(1, 6)],
    "all else not recorded": [counted(800, 1000, not_recorded=200 - n) for n in range(1, 6)],
    "all but a few not recorded": [counted(6, 1000, not_recorded=1000 - 6 - n) for n in range(1, 6)],
    "left out": [counted(1300, 1660, left_out={"died": n}) for n in range(1, 6)],
    "in doubt": [counted(60, 90, in_doubt={"cases": n, "checks": {"future date": n}}) for n in range(1, 6)],
    "in doubt, of many": [counted(1300, 1660, in_doubt={"cases": n}) for n in range(1, 6)],
    "all but a few in doubt": [counted(1300, 1660, in_doubt={"cases": 1660 - n}) for n in range(1, 6)],
    "one check": [
        counted(1300, 1660, in_doubt={"cases": 90 + n, "checks": {"future date": 90, "twice": n}}) for n in range(1, 6)
    ],
    "a check that adds nothing": [
        counted(1300, 1660, in_doubt={"cases": 90, "checks": {"future date": 90, "twice": n}}) for n in range(1, 6)
    ],
    "a small numerator": [counted(n, 1000, not_recorded=40) for n in range(1, 6)],
}


@pytest.mark.parametrize("entries", SAME.values(), ids=SAME)
@pytest.mark.parametrize("more", [{}, {"at_least": "one list alone"}], ids=["", "at least"])
def test_figures_that_differ_in_a_count_of_one_to_five_alone_have_the_same_reports(
    entries: list[dict[str, object]], more: dict[str, object], library: Library
) -> None:
    told = {everything(evaluated(library, **{TIMELY: one | more})) for one in entries}
    assert len(told) == 1


def test_where_less_is_better_a_few_not_recorded_do_not_show_in_what_is_held_against_the_lines(
    library: Library,
) -> None:
    entries = [counted(100, 1660, not_recorded=n) for n in range(1, 6)]
    told = {everything(evaluated(library, **{PLANS: one})) for one in entries}
    assert len(told) == 1
    assert "6.0 % (100 of 1,660); 1 to 5 not recorded; graded on the worse end" in " ".join(told.pop().split())


@pytest.mark.parametrize("few", [1, 3, 5])
def test_rows_are_not_told_where_a_figure_beside_them_would_give_a_few_children_back(
    few: int, library: Library
) -> None:
    said = counted(1300, 1660, left_out={"not yet due": 12, "died": few})
    evaluation = evaluated(library, {"assessments": 1672 + few, "referrals": 9000}, **{TIMELY: said})
    text = everything(evaluation)
    assert f"{1672 + few:,}" not in text
    assert f"{1672 + few}" not in text
    told = "9,000 rows of referrals; rows of assessments withheld: the number would give a small count back; 12 cells"
    assert told in " ".join(text.split())


def test_internal_reports_tell_everything(library: Library) -> None:
    said = counted(100, 1660, not_recorded=3, left_out={"died": 2}, in_doubt={"cases": 4, "checks": {"twice": 4}})
    text = table(evaluated(library, {"plans": 1665, "adopters": 2}, **{PLANS: said}), internal=True)
    assert "etween 6.0 % and 6.2 %: 3 of 1,660 not recorded" in text
    assert "Left out: 2 died" in text
    assert "In doubt: 4 of 1,660 cases" in text
    assert "1,665 rows of plans, 2 rows of adopters" in text


def test_what_is_no_person_is_not_hidden(library: Library) -> None:
    evaluation = evaluated(library, immediate_actions_overdue={"value": 2, "not_recorded": 3})
    assert "etween 2 and 5: 3 not recorded" in table(evaluation)


# --- what two figures together would tell -----------------------------------------------------------------------------

LIST = {"source": "Children in need census, 2012-04-01 to 2013-03-31"}
SEEN = "children_seen_in_assessment"


def test_a_figure_that_leaves_a_few_out_is_hidden_where_another_of_its_list_counts_them_too(library: Library) -> None:
    """1,660 assessments, of which a few are left out of one figure for a reason that is told."""
    told = set()
    for few in range(1, 6):
        timely = counted(1300, 1648 - few, left_out={"not yet due": 12, "died": few}) | LIST
        seen = counted(1500, 1660, gives="rate over the period") | LIST
        evaluation = evaluated(library, {"assessments": 1660}, **{TIMELY: timely, SEEN: seen})
        told.add(everything(evaluation))
        assert finding(evaluation, TIMELY)["figures"][0]["denominator"] is None
        assert finding(evaluation, SEEN)["figures"][0]["denominator"] == 1660
        assert f"{1648 - few:,}" in table(evaluation, internal=True)
    assert len(told) == 1
    text = " ".join(told.pop().split())
    assert "hidden, as it would give back a small count of another figure" in text
    assert "Left out: 12 not yet due, 1 to 5 died" in text
    assert "90.4 % (1,500 of 1,660)" in text


def test_a_figure_that_leaves_a_few_out_is_told_where_nothing_beside_it_counts_them(library: Library) -> None:
    timely = counted(1300, 1645, left_out={"died": 3}) | LIST
    for beside in (counted(1500, 1645, gives="x") | LIST, counted(1500, 1648, gives="rate over the period")):
        beside["gives"] = "rate over the period"
        evaluation = evaluated(library, {"assessments": 1648}, **{TIMELY: timely, SEEN: beside})
        assert "79.0 % (1,300 of 1,645)" in table(evaluation)
