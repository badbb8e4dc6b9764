"""--with: what records cannot give stands beside what they do, and never in its place."""

from __future__ import annotations

import pytest

from compcheck.collecting.beside import merged
from compcheck.collecting.placing import placed
from compcheck.collecting.said import Said
from compcheck.model.document import Document
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_home import load_library
from compcheck.reading.submission_files import read_submission_file

PERIOD = {"from": "2023-04-01", "to": "2024-03-31"}
COUNTED: dict[str, object] = {
    "judged_on": "2024-03-12",
    "period": {"from": "2023-09-13", "to": "2024-03-12"},
    "source": "Annex A",
    "indicators": {"re_referrals": {"numerator": 1, "denominator": 2}, "abandoned_calls": {"not_supplied": "no list"}},
}


def whole(**data: object) -> dict[str, object]:
    return merged(COUNTED, Said(beside=Document("own.json", "", data, dict)))


def test_limits_and_evidence_stand_in_the_whole_as_they_were_given() -> None:
    limits, evidence = {"caseload_ceiling": {"value": 18}}, {"records_show_the_work": {"kind": "statement"}}
    assert whole(parameters=limits, evidence=evidence) == COUNTED | {"parameters": limits, "evidence": evidence}


def test_a_figure_that_no_records_give_comes_in_with_its_own_period_and_source() -> None:
    found = whole(period=PERIOD, source="Our report", indicators={"average_caseload": 15, "audits": {"about": "…"}})
    indicators = found["indicators"]
    assert isinstance(indicators, dict)
    assert indicators["average_caseload"] == {"value": 15, "period": PERIOD, "source": "Our report"}
    assert "audits" not in indicators


def test_a_figure_may_be_given_where_the_records_cannot_give_it() -> None:
    indicators = whole(indicators={"abandoned_calls": {"value": 3, "source": "Telephony"}})["indicators"]
    assert isinstance(indicators, dict)
    assert indicators["abandoned_calls"] == {"value": 3, "source": "Telephony"}


def test_a_figure_in_both_is_a_problem_at_its_place_in_the_submission_given() -> None:
    beside = read_submission_file("own.json", b'{"indicators":\n  {"re_referrals": 12.5}}')
    with pytest.raises(ProblemsFound) as found:
        merged(COUNTED, Said(beside=beside))
    (problem,) = found.value.problems
    assert (problem.code, problem.place) == ("with-figure-twice", "own.json:2:4")


def test_what_is_no_submission_is_refused() -> None:
    with pytest.raises(ProblemsFound) as found:
        merged(COUNTED, Said(beside=Document("own.json", "", [], dict)))
    assert [one.code for one in found.value.problems] == ["with-no-submission"]


def test_a_problem_is_told_of_the_file_somebody_can_mend() -> None:
    beside = read_submission_file("own.json", b'{"parameters":\n {"limit": 3},\n "indicators": {"late": 2}}')
    files = {"re_referrals": "cin.xml"}
    told = placed(
        [
            Problem("wrong-type", "annex-a.xlsx", "", "", "/parameters/limit", 40, 2),
            Problem("wrong-type", "annex-a.xlsx", "", "", "/indicators/late/value", 41, 2),
            Problem("wrong-type", "annex-a.xlsx", "", "", "/indicators/re_referrals", 42, 2),
            Problem("framework-not-named", "annex-a.xlsx", "", "", ""),
        ],
        Said(beside=beside),
        files,
        {},
    )
    assert [one.place for one in told] == ["own.json:2:3", "own.json:3:17", "cin.xml", "annex-a.xlsx"]


def test_a_word_nobody_knows_is_kept_so_that_it_is_refused_with_the_whole() -> None:
    assert whole(paramaters={})["paramaters"] == {}


def test_a_figure_that_was_counted_is_called_by_its_title_and_nobody_is_told_to_mend_it() -> None:
    indicator = load_library(None).catalogue.indicators["re_referrals"]
    problems = [
        Problem(
            "out-of-range", "annex-a.xlsx", "is -3, and less than 0.", "Correct it.", "/indicators/re_referrals/value"
        ),
        Problem("framework-not-named", "annex-a.xlsx", "names no framework.", 'Add "framework".'),
    ]
    told = placed(problems, Said(), {"re_referrals": "annex-a.xlsx"}, {"re_referrals": indicator})
    assert indicator.title in told[0].fact
    assert not told[0].pointer
    assert told[1].way_out == "Name one with --framework."
