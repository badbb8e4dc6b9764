from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from rule_folders import BASE, FRAMEWORK, RULE, problems_in, told, written

from compcheck.model.framework import Framework
from compcheck.reading.rule_files import read_cases, read_library

NEXT = "frameworks/care-2013"
EDITION = f"{NEXT}/framework.yaml"
STATES = """\
title: Inspection of care, second edition
in_force: {from: 2013-06-01}
source: {title: Framework, publisher: Ofsted, year: 2013}
builds_on: care-2012
"""
REPLACED = BASE[RULE] + "replaces: the line moved, because the guidance did\n"


def editions(home: Path, changes: dict[str, str | None]) -> tuple[Framework, Framework]:
    frameworks = read_library(written(home, {EDITION: STATES, **changes}), "rules").frameworks
    return frameworks["care-2012"], frameworks["care-2013"]


def test_an_edition_that_states_only_its_dates_asks_what_the_one_before_asked(tmp_path: Path) -> None:
    first, second = editions(tmp_path, {})
    assert second.builds_on == "care-2012"
    assert [rule.id for rule in second.rules] == ["practice/seen"]
    assert second.rules[0].lines == first.rules[0].lines
    assert second.rules[0].inherited == "care-2012/practice/seen"
    assert (second.scale, second.bar, second.share, second.overall) == (
        first.scale,
        first.bar,
        first.share,
        first.overall,
    )
    assert second.starts.year == 2013


def test_the_cases_of_an_inherited_rule_stand_where_the_rule_does(tmp_path: Path) -> None:
    cases = "- {case: without data, expect: {not graded: not supplied}}\n"
    _, second = editions(tmp_path, {"frameworks/care-2012/practice/seen.cases.yaml": cases})
    rule = second.rules[0]
    assert len(read_cases(tmp_path, rule.stands("care-2013"), "rules")) == 1


def test_a_rule_is_dropped_moved_or_replaced_and_the_edition_says_so(tmp_path: Path) -> None:
    other = {f"{NEXT}/practice/other.yaml": BASE[RULE]}
    dropped = STATES + "drops: {practice/seen: nobody asks any more}\n"
    assert [rule.id for rule in editions(tmp_path / "a", {EDITION: dropped, **other})[1].rules] == ["practice/other"]
    moved = (
        STATES
        + "areas: {practice: {title: Practice}, care: {title: Care}}\nmoves: {care/seen-there: practice/seen}\n"
        + "weights: {practice/other: {weight: 2, why: it is twice as much}}\n"
    )
    ids = {rule.id: rule.formerly for rule in editions(tmp_path / "b", {EDITION: moved, **other})[1].rules}
    assert ids == {"practice/other": (), "care/seen-there": ("practice/seen",)}
    replaced = REPLACED.replace("80.5", "80.5")
    rule = editions(tmp_path / "c", {f"{NEXT}/practice/seen.yaml": replaced})[1].rules[0]
    assert (rule.inherited, rule.replaces) == ("", "the line moved, because the guidance did")


def test_a_weight_goes_with_its_rule(tmp_path: Path) -> None:
    weighed = BASE[FRAMEWORK] + "weights: {practice/seen: {weight: 3, why: it matters}}\n"
    moved = STATES + "areas: {care: {title: Care}}\nmoves: {care/seen: practice/seen}\n"
    _, second = editions(tmp_path, {FRAMEWORK: weighed, EDITION: moved})
    assert [(rule.id, rule.weight) for rule in second.rules] == [("care/seen", Fraction(3))]


def test_an_edition_may_take_the_overall_judgement_away(tmp_path: Path) -> None:
    first, second = editions(tmp_path, {EDITION: STATES + "judging: {no_overall: it was abolished}\n"})
    assert first.overall is not None
    assert second.overall is None
    assert second.share == first.share


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({f"{NEXT}/practice/seen.yaml": BASE[RULE]}, f"{NEXT}/practice/seen.yaml:1:1", "rules-in-two-editions"),
        ({f"{NEXT}/practice/other.yaml": REPLACED}, f"{NEXT}/practice/other.yaml:14:1", "rules-combination"),
        ({EDITION: STATES + "drops: {practice/sean: why}\n"}, f"{EDITION}:5:9", "rules-unknown-name"),
        ({EDITION: STATES + "moves: {practice/other: practice/sean}\n"}, f"{EDITION}:5:9", "rules-unknown-name"),
        ({EDITION: STATES.replace("care-2012", "care-2011")}, f"{EDITION}:4:1", "rules-builds-on"),
        ({EDITION: STATES.replace("care-2012", "care-2013")}, f"{EDITION}:4:1", "rules-builds-on"),
        ({EDITION: STATES + "drops: {practice/seen: gone}\n"}, f"{EDITION}:1:1", "rules-no-rules"),
        ({EDITION: STATES + "bar: adeqate\n"}, f"{EDITION}:5:1", "rules-unknown-name"),
        ({EDITION: STATES + "overall: x\n"}, f"{EDITION}:5:1", "rules-unknown-key"),
    ],
)
def test_what_an_edition_cannot_say_is_told_with_its_place(
    tmp_path: Path, changes: dict[str, str | None], place: str, code: str
) -> None:
    assert f"rules/{place} {code}" in told(tmp_path, {EDITION: STATES, **changes})


def test_a_circle_of_editions_is_named_all_the_way_round(tmp_path: Path) -> None:
    third = STATES.replace("builds_on: care-2012", "builds_on: care-2013")
    changes = {EDITION: STATES.replace("care-2012", "care-2014"), "frameworks/care-2014/framework.yaml": third}
    found = [one for one in problems_in(tmp_path, changes) if one.code == "rules-builds-on"]
    assert {one.file for one in found} == {f"rules/{EDITION}", "rules/frameworks/care-2014/framework.yaml"}
    assert "care-2013 builds on care-2014 builds on care-2013: a circle." in {one.fact for one in found}
