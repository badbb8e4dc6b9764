"""What areas make together, held against inspections that really happened: no limit broken, and seldom wrong."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import compcheck

I, R, G, O = "inadequate", "requires improvement", "good", "outstanding"  # noqa: E741  # as a table of grades is read
SCALE = (I, R, G, O)

SIF = "single-inspection-2013"


def sif(protection: str, looked_after: str, leadership: str, adoption: str = G, care_leavers: str = G) -> str | None:
    grades = {"help-and-protection": protection, "looked-after": looked_after, "leadership": leadership}
    return compcheck.judge_overall(SIF, grades | {"adoption": adoption, "care-leavers": care_leavers})


def ilacs(protection: str, in_care: str, leadership: str, care_leavers: str | None = None) -> str | None:
    grades = {"help-and-protection": protection, "children-in-care": in_care, "leadership": leadership}
    if care_leavers is None:
        return compcheck.judge_overall("ilacs-2018", grades)
    return compcheck.judge_overall("ilacs-2023", grades | {"care-leavers": care_leavers})


@pytest.mark.parametrize(
    ("areas", "overall"),
    [
        ((G, G, G), G),  # 23 reports
        ((R, G, G), G),  # 20 of 25
        ((R, R, R), R),  # 56 reports
        ((R, R, G), R),
        ((O, G, G), G),
        ((G, G, O), G),
        ((O, G, O), O),
        ((R, I, R), I),  # Norfolk 2015
        ((I, R, I), I),
        ((R, R, I), I),
    ],
)
def test_key_judgements_of_a_single_inspection_make_the_whole(areas: tuple[str, str, str], overall: str) -> None:
    assert sif(*areas) == overall


def test_only_a_part_found_inadequate_does_not_limit_a_single_inspection() -> None:
    """Devon 2015, and six more of 165: care leavers or adoption inadequate, and the whole required improvement."""
    assert sif(R, R, R, adoption=G, care_leavers=I) == R
    assert sif(R, R, R, adoption=I, care_leavers=R) == R


@pytest.mark.parametrize(
    ("areas", "overall"),
    [
        ((I, R, R), I),  # Bradford 2018
        ((R, I, G), I),
        ((G, G, R), R),  # leaders below good: 63 of 63
        ((R, R, I), R),  # Herefordshire 2018, Doncaster 2022, Slough 2023; Trafford 2019 was inadequate
        ((R, G, G), G),  # 9 of 11
        ((R, R, G), R),
        ((O, O, G), G),
        ((O, O, O), O),
        ((O, G, O), O),
        ((R, O, O), G),
    ],
)
def test_areas_make_the_whole_until_2022(areas: tuple[str, str, str], overall: str) -> None:
    assert ilacs(*areas) == overall


@pytest.mark.parametrize(
    ("areas", "care_leavers", "overall"),
    [
        ((G, G, R), I, I),  # Harrow 2025: only care leavers
        ((R, R, R), I, I),  # Cheshire East and Peterborough 2024
        ((I, I, R), I, I),  # Devon 2024
        ((I, R, I), I, I),  # Knowsley 2024
        ((R, G, G), G, G),  # 8 of 8
        ((R, G, G), R, G),
        ((G, O, O), G, O),
    ],
)
def test_care_leavers_count_on_their_own_from_2023(
    areas: tuple[str, str, str], care_leavers: str, overall: str
) -> None:
    assert ilacs(*areas, care_leavers=care_leavers) == overall


def test_there_is_no_overall_judgement_from_april_2026() -> None:
    areas = ("help-and-protection", "children-in-care", "care-leavers", "leadership")
    assert compcheck.judge_overall("ilacs-2026", dict.fromkeys(areas, G)) is None


def test_where_care_leavers_are_not_given_apart_children_in_care_stands_for_both() -> None:
    grades = {"help-and-protection": G, "children-in-care": R, "leadership": G}
    assert compcheck.judge_overall("ilacs-2023", grades) == G
    assert compcheck.judge_overall("ilacs-2023", grades | {"children-in-care": I}) == I
    assert compcheck.judge_overall("ilacs-2023", {"help-and-protection": G, "leadership": G}) is None


@pytest.mark.parametrize("framework", [SIF, "ilacs-2018", "ilacs-2023"])
def test_an_area_not_judged_leaves_the_whole_not_judged_unless_another_is_inadequate(framework: str) -> None:
    assert compcheck.judge_overall(framework, {"help-and-protection": G, "leadership": G}) is None
    assert compcheck.judge_overall(framework, {"help-and-protection": I, "leadership": G}) == I


REFERENCE = pytest.mark.skipif(
    "COMPCHECK_REFERENCE" not in os.environ, reason="the inspections of 2013 to 2026 are not committed"
)
Inspection = tuple[str, Mapping[str, str], str]


def inspections() -> Iterator[Inspection]:
    """Of those with an overall judgement: the framework, the grades of the areas, and the overall one."""
    path = Path(os.environ["COMPCHECK_REFERENCE"]) / "inspections_and_indicators.csv"
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["framework"] not in {"SIF", "ILACS"} or not row["overall"]:
                continue
            grades = {"help-and-protection": row["help_protection"], "leadership": row["leaders"]}
            if row["framework"] == "SIF":
                grades |= {"looked-after": row["in_care"], "adoption": row["adoption"]}
                grades |= {"care-leavers": row["care_leavers"]}
                yield SIF, grades, row["overall"].lower()
                continue
            grades |= {"children-in-care": row["in_care"]}
            edition = "ilacs-2023" if row["inspection_start"] >= "2023" else "ilacs-2018"
            yield edition, grades | {"care-leavers": row["care_leavers"]}, row["overall"].lower()


@REFERENCE
@pytest.mark.parametrize(("family", "least"), [("single", 0.95), ("ilacs", 0.95)])
def test_the_areas_of_real_inspections_give_their_real_overall_grade(family: str, least: float) -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds inspections_and_indicators.csv."""
    found = [
        (compcheck.judge_overall(framework, grades), overall)
        for framework, grades, overall in inspections()
        if framework.startswith(family)
    ]
    assert len(found) > 100
    exact = sum(ours == theirs for ours, theirs in found)
    assert exact / len(found) >= least, f"{exact} of {len(found)}"


@REFERENCE
def test_no_real_inspection_was_graded_better_than_its_areas_let_it() -> None:
    """So no limit was ever broken: where ours is wrong, the inspectors gave less."""
    broken = [
        (framework, dict(grades), overall)
        for framework, grades, overall in inspections()
        if (ours := compcheck.judge_overall(framework, grades)) is not None and SCALE.index(overall) > SCALE.index(ours)
    ]
    assert broken == []
