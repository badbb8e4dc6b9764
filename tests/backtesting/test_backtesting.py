from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compcheck.model.library import Library
from compcheck.model.problem import ProblemsFound
from made_up_inspections import (
    WORDS,
    Row,
    by_chance,
    by_figures,
    csv_of,
    inspection,
    inspections,
    library_in,
    measured,
    panel_of,
)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_in(tmp_path_factory.mktemp("rules"))


Some = TypeVar("Some")


def sure(measure: Some | None) -> Some:
    assert measure is not None
    return measure


def why_not(rows: Sequence[Row], rules: Library, judged: str = "overall") -> str:
    with pytest.raises(ProblemsFound) as found:
        measured(rows, rules, judged)
    return found.value.problems[-1].fact


def test_grades_given_by_chance_agree_no_better_than_chance(rules: Library) -> None:
    """Nineteen in twenty intervals hold 0: of six drawings one may miss it, and no more."""
    held = 0
    for seed in range(6):
        result = measured(inspections(by_chance, authorities=75, seed=seed), rules, resamples=400)
        kappa = sure(result.agreement.quadratic_weighted_kappa)
        assert kappa.low is not None
        assert kappa.high is not None
        held += kappa.low <= 0 <= kappa.high
    assert held >= 5


def test_grades_that_are_what_figures_show_agree_in_full(rules: Library) -> None:
    result = measured(inspections(by_figures), rules)
    assert all(sure(one).value == 1 for one in result.agreement[1:])
    assert result.misses == ()
    assert sum(result.confusion[grade][grade] for grade in range(4)) == result.agreement.n == 80


def test_grades_that_lean_on_figures_agree_in_part_and_the_majority_does_not(rules: Library) -> None:
    result = measured(inspections(lambda chance, quality: WORDS[min(3, int(quality * 3 + chance.random()))]), rules)
    kappa = sure(result.agreement.quadratic_weighted_kappa)
    assert 0.3 < kappa.value < 1
    assert result.beside[0].name == "majority grade"
    assert sure(result.beside[0].agreement.quadratic_weighted_kappa).value <= 0.1


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rules: Library, chance: random.Random) -> None:
    rows = inspections(lambda chance, quality: WORDS[min(3, int(quality * 3 + chance.random()))])
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert measured(shuffled, rules) == measured(rows, rules)


def test_a_miss_says_which_findings_placed_it_there_and_what_was_not_seen(rules: Library) -> None:
    rows = inspections(by_figures)
    rows += [
        inspection(90, 2018, 1.0, "inadequate", days=""),
        inspection(91, 2018, 0.0, "good"),
        inspection(92, 2018, 1.0, "requires improvement", late=50),
    ]
    misses = {one.authority: one for one in measured(rows, rules).misses}
    high, low = misses["Authority 90"], misses["Authority 91"]
    assert (high.real, high.placed) == ("inadequate", "good")
    assert dict(high.held_up_by) == {"practice/on-time": "good", "leadership/few-late": "good"}
    assert high.not_seen == ("practice/soon",)
    assert (low.real, low.placed, low.grades_apart) == ("good", "inadequate", -2)
    assert {grade for _, grade in low.held_down_by} == {"inadequate"}
    assert low.held_up_by == ()


def test_no_single_authority_is_told_its_score(rules: Library) -> None:
    rows = [*inspections(by_figures), inspection(90, 2018, 1.0, "inadequate")]
    assert {type(one) for miss in measured(rows, rules).misses for one in miss} <= {str, int, tuple}
    assert all(abs(miss.grades_apart) in range(4) for miss in measured(rows, rules).misses)


def test_a_figure_of_a_year_that_ends_after_the_inspection_is_a_problem_of_its_row(rules: Library) -> None:
    rows = inspections(by_figures)
    rows.append(inspection(90, 2018, 1.0, "inadequate", **{"days.ended": "2019-03-31"}))
    result = measured(rows, rules)
    assert result.agreement.n == 80
    assert {(one.file, one.line, one.code) for one in result.problems} == {("panel.csv", 82, "after-judged-on")}
    assert [(one.why, one.rows) for one in result.left_out] == [("the row has a problem", 1)]


def test_what_is_left_out_is_counted_by_its_reason(rules: Library) -> None:
    rows = inspections(by_figures)
    rows += [
        inspection(90, 2018, 0.5, ""),
        inspection(91, 2018, 0.5, "good", on_time="..", days="", late=""),
        inspection(92, 2010, 0.5, "good"),
    ]
    result = measured(rows, rules)
    assert {one.why: one.rows for one in result.left_out} == {
        "the inspection gave no such judgement": 1,
        "inspected under another framework": 1,
        "no rule could be graded: no score, and none is guessed": 1,
    }
    assert result.rows == result.agreement.n + 3


def test_an_area_is_held_against_its_own_grade_by_its_own_rules(rules: Library) -> None:
    rows = [
        {**row, "inspection.leadership": real, "inspection.overall": "good"}
        for row in inspections(by_figures)
        for real in [row["inspection.overall"]]
    ]
    result = measured(rows, rules, "leadership")
    assert [one.rule for one in result.rules] == ["leadership/few-late"]
    assert sure(result.agreement.exact).value == 1
    assert 'every inspection gave "good"' in why_not(rows, rules)


def test_each_rule_is_told_with_what_it_saw(rules: Library) -> None:
    rows: list[Row] = [row if place % 2 else {**row, "days": ""} for place, row in enumerate(inspections(by_figures))]
    soon = next(one for one in measured(rows, rules).rules if one.rule == "practice/soon")
    assert (soon.graded, soon.asked) == (40, 80)
    assert sum(good + others for _, good, others in soon.found) == 40
    assert sure(soon.concordance).value == 1


def test_years_are_measured_one_by_one(rules: Library) -> None:
    years = measured(inspections(by_figures), rules).years
    assert [(one.year, one.n, one.exact) for one in years] == [(2014, 40, 1), (2018, 40, 1)]


def test_the_previous_grade_and_deprivation_stand_beside_where_they_are_given(rules: Library) -> None:
    rows: list[Row] = []
    for row in inspections(by_figures):
        more = {"beside.previous": str(row["inspection.overall"]).title(), "beside.deprivation": row["days"]}
        rows.append({**row, **more} if row["judged_on"] == "2018-09-10" else row)
    beside = {one.name: one.agreement for one in measured(rows, rules).beside}
    assert {name: one.n for name, one in beside.items()} == {
        "majority grade": 80,
        "previous grade": 40,
        "deprivation": 40,
    }
    assert sure(beside["previous grade"].exact).value == 1
    assert sure(beside["deprivation"].auc_good_or_better).value == 1
    assert sure(beside["deprivation"].exact).value > 0.8


def test_a_yardstick_known_of_too_few_is_left_out(rules: Library) -> None:
    rows: list[Row] = [
        {**row, "beside.deprivation": 20 if place < 29 else "unknown"}
        for place, row in enumerate(inspections(by_figures))
    ]
    assert [one.name for one in measured(rows, rules).beside] == ["majority grade"]


def test_a_row_without_a_code_belongs_to_the_authority_of_its_name(rules: Library) -> None:
    rows: list[Row] = [
        {**row, "authority.code": "" if row["judged_on"] == "2018-09-10" else row["authority.code"]}
        for row in inspections(by_figures)
    ]
    assert measured(rows, rules).authorities == 40


def test_too_few_inspections_are_nothing_to_measure(rules: Library) -> None:
    fact = why_not([*inspections(by_figures, authorities=14), inspection(90, 2018, 0.5, "")], rules)
    assert "28 inspections can be measured, and fewer than 30 say nothing" in fact
    assert "1 (the inspection gave no such judgement)" in fact


def test_one_authority_alone_is_nothing_to_measure(rules: Library) -> None:
    rows = [
        inspection(1, 2014, 0.5, WORDS[day % 3], judged_on=f"2014-{4 + day % 9:02}-{1 + day // 9:02}")
        for day in range(40)
    ]
    assert "all inspections are of one authority" in why_not(rows, rules)


def test_a_panel_is_read_as_it_stands(rules: Library) -> None:
    """What the maker of these tests writes is a panel without problems."""
    rows = inspections(by_figures, authorities=3)
    assert len(panel_of(rows, rules).documents) == 6
    assert panel_of(rows, rules).problems == ()
    assert csv_of(rows).count("\n") == 7


def test_rules_in_a_folder_are_those_of_the_tests(tmp_path: Path) -> None:
    assert [rule.id for rule in library_in(tmp_path).frameworks["one"].rules] == [
        "practice/on-time",
        "practice/soon",
        "leadership/few-late",
    ]
