from __future__ import annotations

from pathlib import Path

import pytest
from rule_folders import BASE, FRAMEWORK, RULE, told, written

from compcheck.model.framework import Framework
from compcheck.reading.rule_files import read_library

KINDS = (
    BASE[FRAMEWORK]
    .replace("scale: [inadequate, adequate, good, outstanding]", "kinds: [strength, area for development, priority]")
    .replace("grade: good", "grade: strength")
    .replace("bar: adequate", "fails: [priority]")
    .replace("at: adequate", "at: area for development")
    .replace("  share: {of_weight: 2/3, assumption: true, why: no text says}\n", "")
    .replace(
        "  overall: {limits: [{areas: any, below: adequate, at_most: inadequate}], otherwise: {reached_by: 1}}\n", ""
    )
)
SEEN = (
    BASE[RULE]
    .replace("    good:", "    strength:")
    .replace("    adequate:", "    area for development:")
    .replace("when: inadequate", "when: priority")
    .replace("when: adequate", "when: area for development")
)


def kinds(home: Path) -> Framework:
    return read_library(written(home, {FRAMEWORK: KINDS, RULE: SEEN}), "rules").frameworks["care-2012"]


def test_a_framework_may_sort_its_findings_into_kinds_which_have_no_order(tmp_path: Path) -> None:
    framework = kinds(tmp_path)
    assert framework.sorts_into_kinds
    assert (framework.bar, framework.overall) == (None, None)
    assert {grade.word for grade in framework.fails} == {"priority"}
    strength, priority = framework.scale.grade("strength"), framework.scale.grade("priority")
    for compared in (lambda: strength < priority, lambda: strength >= priority, lambda: min(strength, priority)):
        with pytest.raises(TypeError, match="kinds of finding and have no order"):
            compared()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("fails: [priority]", "bar: strength", "4:1"),
        ("fails: [priority]", "fails: [priorities]", "6:1"),
        ("judging:\n", "judging:\n  share: {of_weight: 2/3}\n", "10:3"),
        ("kinds: [strength", "scale: [priority, strength]\nkinds: [strength", "5:1"),
        ("grade: strength", "grade: priority", "5:1"),
    ],
)
def test_kinds_go_with_nothing_that_judges_by_grades(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert KINDS.count(old) == 1
    found = told(tmp_path, {FRAMEWORK: KINDS.replace(old, new), RULE: SEEN})
    assert any(one.startswith(f"rules/{FRAMEWORK}:{place.split(':', maxsplit=1)[0]}:") for one in found), found


def test_a_framework_without_grades_has_no_key_requirements(tmp_path: Path) -> None:
    assert f"rules/{RULE}:14:1 rules-combination" in told(tmp_path, {FRAMEWORK: KINDS, RULE: SEEN + "key: true\n"})
