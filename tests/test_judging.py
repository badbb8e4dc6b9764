"""From findings to judgements. Requirements are letters: g(ood), a(dequate), i(nadequate), - for not graded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    JUDGED_ON,
    TWO_THIRDS,
    at_least,
    bands,
    framework,
    replace,
    rule,
)
from compcheck.judging import judge
from compcheck.model.finding import Finding
from compcheck.model.framework import Area
from compcheck.model.grade import Grade, NotGraded, Reason, Scale
from compcheck.model.judgement import Judgement, OverallJudgement

GRADES: Mapping[str, Grade | NotGraded] = {
    "g": GOOD,
    "a": ADEQUATE,
    "i": INADEQUATE,
    "-": NotGraded(Reason.NOT_SUPPLIED),
}
LINES = bands(at_least(90), at_least(70))


def judged(
    given: Mapping[str, tuple[str, str]], areas: tuple[str, ...] = (), **changes: Any
) -> tuple[dict[str, Judgement], OverallJudgement | None]:
    """By area: its key requirements and its others, one letter each."""
    rules, findings = [], []
    for area, (keys, others) in given.items():
        for place, letter in enumerate(keys + others):
            one = rule(f"{area}/{place}", LINES, key=place < len(keys))
            rules.append(one)
            findings.append(Finding(one, GRADES[letter], GOOD))
    edition = framework(*rules, **changes)
    edition = replace(edition, areas=edition.areas + tuple(Area(area, area) for area in areas))
    judgements, overall = judge(edition, findings, JUDGED_ON.last)
    return {one.area: one for one in judgements}, overall


def area(keys: str, others: str = "", **changes: Any) -> Judgement:
    return judged({"practice": (keys, others)}, **changes)[0]["practice"]


def kinds(judgement: Judgement | OverallJudgement) -> list[str]:
    return [because.kind for because in judgement.reasons]


# --- an area: (1) a key requirement found inadequate ------------------------------------------------------------------


@pytest.mark.parametrize("others", ["", "ggggggg", "--------"])
def test_a_key_requirement_found_inadequate_makes_its_area_inadequate_however_little_else_was_seen(others: str) -> None:
    judgement = area("gi", others)
    assert judgement.grade == INADEQUATE
    assert [(one.kind, one.names) for one in judgement.reasons] == [("key inadequate", ("practice/1",))]


def test_it_does_so_though_another_key_requirement_was_not_seen() -> None:
    assert area("i-", "gggg").grade == INADEQUATE


def test_another_requirement_found_inadequate_does_not() -> None:
    assert area("g", "gi").grade == GOOD


# --- (2) the highest grade that enough was seen to meet ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "grade"),
    [
        ("ggggg", GOOD),
        ("gggii", GOOD),
        ("ggaii", ADEQUATE),
        ("aaaii", ADEQUATE),
        ("aaiii", INADEQUATE),
        ("ggg--", GOOD),
        ("gg---", None),
        ("gga--", ADEQUATE),
    ],
)
def test_an_area_has_the_highest_grade_that_two_thirds_of_all_its_requirements_meet(
    others: str, grade: Grade | None
) -> None:
    assert area("g", others).grade == grade


def test_exactly_two_thirds_are_enough_and_one_requirement_less_is_not() -> None:
    assert area("", "gg" * 20 + "--" * 10).grade == GOOD
    assert area("", "gg" * 20 + "--" * 10 + "-").grade is None


def test_what_is_not_graded_counts_in_the_whole_and_never_in_the_part() -> None:
    judgement = area("", "gg--")
    assert judgement.grade is None
    assert (judgement.weight_all, judgement.weight_graded) == (4, 2)
    assert area("", "gg").grade == GOOD


def test_a_key_requirement_at_adequate_holds_the_area_at_adequate() -> None:
    judgement = area("ga", "gggggg")
    assert judgement.grade == ADEQUATE
    assert "key below" in kinds(judgement)


@pytest.mark.parametrize("others", ["ggggggggg", "aaaaaaaaa"])
def test_while_a_key_requirement_is_unseen_no_grade_above_the_lowest_is_given(others: str) -> None:
    judgement = area("g-", others)
    assert judgement.grade is None
    assert [(one.kind, one.names) for one in judgement.reasons if one.kind == "key not seen"] == [
        ("key not seen", ("practice/1",))
    ]


def test_the_reasons_of_a_grade_say_what_met_it_and_what_the_next_one_lacked() -> None:
    judgement = area("g", "gaaai")
    assert judgement.grade == ADEQUATE
    met, missed = judgement.reasons
    assert (met.kind, met.grade, met.part, met.whole, met.share) == ("share met", ADEQUATE, 5, 6, TWO_THIRDS)
    assert (missed.kind, missed.grade, missed.part, missed.whole) == ("share not reached", GOOD, 2, 6)


def test_outstanding_is_never_given() -> None:
    assert area("ggg", "ggggg").grade == GOOD


@pytest.mark.parametrize(("share", "grade"), [("1/2", GOOD), ("3/5", GOOD), ("2/3", ADEQUATE), ("3/4", INADEQUATE)])
def test_the_share_is_the_frameworks(share: str, grade: Grade) -> None:
    assert area("", "g" * 6 + "a" + "i" * 3, share=Fraction(share)).grade == grade


# --- (3) nothing missing could mend it --------------------------------------------------------------------------------


@pytest.mark.parametrize(("others", "grade"), [("ii----", None), ("iii---", INADEQUATE), ("iiiiii", INADEQUATE)])
def test_so_much_found_inadequate_that_no_missing_figure_could_mend_it_is_inadequate(
    others: str, grade: Grade | None
) -> None:
    assert area("", others).grade == grade


def test_it_is_inadequate_beyond_mending_though_a_key_requirement_is_unseen() -> None:
    judgement = area("-", "iiig")
    assert judgement.grade == INADEQUATE
    assert kinds(judgement) == ["beyond mending"]


# --- (4) not judged, and what was seen --------------------------------------------------------------------------------


def test_an_area_of_which_nothing_was_seen_is_not_judged() -> None:
    judgement = area("-", "----")
    assert (judgement.grade, judgement.seen) == (None, None)
    assert kinds(judgement) == ["key not seen", "share not reached"]


def test_an_area_without_weight_is_not_judged() -> None:
    context = replace(rule("practice/context", LINES), weight=Fraction(0))
    judgements, overall = judge(framework(context), [Finding(context, GOOD, GOOD)], JUDGED_ON.last)
    assert (judgements[0].grade, kinds(judgements[0])) == (None, ["no weight"])
    assert overall is not None
    assert overall.grade is None


@pytest.mark.parametrize(
    ("keys", "others", "points_to"),
    [
        ("g", "gg------", GOOD),
        ("g", "gai-----", ADEQUATE),
        ("a", "gg------", ADEQUATE),
        ("-", "gg------", ADEQUATE),
        ("-", "aa------", ADEQUATE),
        ("-", "gii-----", INADEQUATE),
        ("g", "ii------", INADEQUATE),
    ],
)
def test_what_the_graded_part_points_to_is_said_apart_and_judges_nothing(
    keys: str, others: str, points_to: Grade
) -> None:
    judgement = area(keys, others)
    assert judgement.grade is None
    assert judgement.seen == points_to


def test_a_requirement_without_weight_plays_no_part() -> None:
    good = rule("practice/0", LINES)
    left = replace(rule("practice/1", LINES), weight=Fraction(0))
    findings = [Finding(good, GOOD, GOOD), Finding(left, INADEQUATE, GOOD)]
    (judgement,), _ = judge(framework(good, left), findings, JUDGED_ON.last)
    assert (judgement.grade, judgement.weight_all) == (GOOD, 1)


def test_a_requirement_not_yet_in_force_plays_no_part() -> None:
    good = rule("practice/0", LINES)
    later = rule("practice/1", bands(at_least(90), since=date(2013, 6, 1)))
    findings = [Finding(good, GOOD, GOOD), Finding(later, NotGraded(Reason.NOT_IN_FORCE), GOOD)]
    (judgement,), _ = judge(framework(good, later), findings, JUDGED_ON.last)
    assert (judgement.grade, judgement.weight_all) == (GOOD, 1)


def test_a_key_requirement_not_yet_in_force_was_not_seen_all_the_same() -> None:
    good = rule("practice/0", LINES)
    later = rule("practice/1", bands(at_least(90), since=date(2013, 6, 1)), key=True)
    findings = [Finding(good, GOOD, GOOD), Finding(later, NotGraded(Reason.NOT_IN_FORCE), GOOD)]
    (judgement,), _ = judge(framework(good, later), findings, JUDGED_ON.last)
    assert (judgement.grade, judgement.weight_all) == (None, 2)


def test_weights_count_as_the_framework_gives_them() -> None:
    heavy = replace(rule("practice/0", LINES), weight=Fraction(3, 2))
    light = replace(rule("practice/1", LINES), weight=Fraction(3, 4))
    findings = [Finding(heavy, GOOD, GOOD), Finding(light, NotGraded(Reason.SMALL), GOOD)]
    (judgement,), _ = judge(framework(heavy, light), findings, JUDGED_ON.last)
    assert judgement.grade == GOOD
    assert (judgement.weight_all, judgement.weight_graded) == (Fraction(9, 4), Fraction(3, 2))


# --- overall ----------------------------------------------------------------------------------------------------------

GOOD_AREA, ADEQUATE_AREA, INADEQUATE_AREA, UNSEEN_AREA = ("g", "gg"), ("a", "aa"), ("i", "gg"), ("-", "gg")


def overall(*areas: tuple[str, str], **changes: Any) -> OverallJudgement | None:
    return judged({f"area{place}": one for place, one in enumerate(areas)}, **changes)[1]


@pytest.mark.parametrize(
    ("areas", "grade", "why"),
    [
        ((GOOD_AREA, GOOD_AREA), GOOD, "lowest area"),
        ((GOOD_AREA, ADEQUATE_AREA), ADEQUATE, "lowest area"),
        ((GOOD_AREA, UNSEEN_AREA), None, "area not judged"),
        ((GOOD_AREA, INADEQUATE_AREA), INADEQUATE, "area inadequate"),
        ((UNSEEN_AREA, INADEQUATE_AREA), INADEQUATE, "area inadequate"),
    ],
)
def test_an_inadequate_area_limits_the_whole_and_one_not_judged_leaves_it_not_judged(
    areas: tuple[tuple[str, str], ...], grade: Grade | None, why: str
) -> None:
    judgement = overall(*areas)
    assert judgement is not None
    assert judgement.grade == grade
    assert kinds(judgement) == [why]


def test_the_whole_names_the_areas_that_decided_it() -> None:
    judgement = overall(INADEQUATE_AREA, GOOD_AREA, INADEQUATE_AREA)
    assert judgement is not None
    assert judgement.reasons[0].names == ("area0", "area2")


def test_an_area_without_requirements_leaves_the_whole_not_judged() -> None:
    judgement = judged({"practice": GOOD_AREA}, areas=("leadership",))[1]
    assert judgement is not None
    assert judgement.grade is None


def test_a_framework_may_have_no_overall_judgement() -> None:
    assert overall(GOOD_AREA, overall=None) is None


def test_grades_of_two_scales_have_no_order() -> None:
    later = Scale.of(("inadequate", "requires improvement to be good", "good", "outstanding")).grade("good")
    for compare in (
        lambda: later > GOOD,
        lambda: later < GOOD,
        lambda: later >= GOOD,
        lambda: later <= GOOD,
        lambda: min(GOOD, later),
        lambda: sorted([later, GOOD]),
    ):
        with pytest.raises(TypeError, match="two scales"):
            compare()
    assert later != GOOD
    assert Scale.of(GOOD.scale).grade("good") == GOOD
