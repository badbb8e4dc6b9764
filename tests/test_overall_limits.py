"""How areas make the whole: limits first, then what enough of them reach; and areas worked out from their parts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compcheck
from builders import ADEQUATE, GOOD, INADEQUATE, OUTSTANDING, framework, rule
from compcheck.judging import judge_overall, worked_out
from compcheck.model.framework import Area, Limit, Overall
from compcheck.model.grade import Grade

HELP, CARE, LEADERS = "help", "care", "leaders"
LIMITS = (
    Limit((HELP, CARE), ADEQUATE, INADEQUATE),
    Limit((LEADERS,), GOOD, ADEQUATE),
    Limit((LEADERS,), OUTSTANDING, GOOD),
    Limit((), GOOD, GOOD),
)
RULES = Overall(LIMITS, Fraction(1, 2))
GRADES = st.sampled_from([None, INADEQUATE, ADEQUATE, GOOD, OUTSTANDING])


def made(of_help: Grade | None, care: Grade | None, leaders: Grade | None) -> Grade | None:
    return worked_out(RULES, [(HELP, of_help), (CARE, care), (LEADERS, leaders)])[0]


@pytest.mark.parametrize(
    ("areas", "whole"),
    [
        ((GOOD, GOOD, GOOD), GOOD),
        ((ADEQUATE, GOOD, GOOD), GOOD),
        ((ADEQUATE, ADEQUATE, GOOD), ADEQUATE),
        ((OUTSTANDING, GOOD, OUTSTANDING), OUTSTANDING),
        ((OUTSTANDING, OUTSTANDING, GOOD), GOOD),
        ((OUTSTANDING, ADEQUATE, OUTSTANDING), GOOD),
        ((GOOD, GOOD, ADEQUATE), ADEQUATE),
        ((INADEQUATE, OUTSTANDING, OUTSTANDING), INADEQUATE),
        ((ADEQUATE, ADEQUATE, INADEQUATE), ADEQUATE),
        ((None, GOOD, GOOD), None),
        ((None, INADEQUATE, GOOD), INADEQUATE),
        ((None, None, None), None),
    ],
)
def test_areas_make_the_whole(areas: tuple[Grade | None, Grade | None, Grade | None], whole: Grade | None) -> None:
    assert made(*areas) == whole


@given(GRADES, GRADES, GRADES, st.integers(0, 2), GRADES)
def test_a_better_area_never_lowers_the_whole(
    one: Grade | None, two: Grade | None, three: Grade | None, place: int, better: Grade | None
) -> None:
    areas = [one, two, three]
    before = made(*areas)
    was = areas[place]
    if was is None or better is None or better < was or before is None:
        return
    areas[place] = better
    after = made(*areas)
    assert after is None or after >= before  # the limit that decided before may be gone, and another area unseen


@given(GRADES, GRADES, GRADES, st.integers(0, 2))
def test_an_area_that_is_not_judged_never_raises_the_whole(
    one: Grade | None, two: Grade | None, three: Grade | None, place: int
) -> None:
    areas = [one, two, three]
    before = made(*areas)
    areas[place] = None
    after = made(*areas)
    assert after is None or (before is not None and after <= before)


def test_a_part_counts_only_where_a_limit_names_it() -> None:
    areas = (Area(HELP, HELP), Area(LEADERS, LEADERS), Area(CARE, CARE, part_of=HELP))
    plain = replace(framework(rule("help/a")), areas=areas, overall=Overall((), Fraction(1)))
    named = replace(plain, overall=Overall((Limit((CARE,), ADEQUATE, INADEQUATE),), Fraction(1)))
    grades = {HELP: GOOD, LEADERS: GOOD, CARE: INADEQUATE}
    first, second = judge_overall(plain, grades), judge_overall(named, grades)
    assert first is not None
    assert second is not None
    assert (first.grade, second.grade) == (GOOD, INADEQUATE)
    unjudged = judge_overall(named, grades | {CARE: None})
    assert unjudged is not None
    assert unjudged.grade is None


def test_the_public_function_takes_words_in_any_case_and_answers_with_the_frameworks_own() -> None:
    areas = {"help-and-protection": "GOOD", "looked-after": "Requires improvement to be good", "leadership": " good "}
    assert compcheck.judge_overall("single-inspection-2013", areas) == "good"
    assert compcheck.judge_overall("single-inspection-2013", areas | {"adoption": "inadequate"}) == "good"
    assert compcheck.judge_overall("single-inspection-2013", areas | {"leadership": None}) is None
    assert compcheck.judge_overall("ilacs-2026", dict.fromkeys(areas, "good")) is None
    for framework_id, grades in (
        ("ilacs-2017", {}),
        ("ilacs-2018", {"help": "good"}),
        ("ilacs-2018", {"leadership": "fair"}),
    ):
        with pytest.raises(ValueError, match=r"known here|no grade"):
            compcheck.judge_overall(framework_id, grades)
