"""Editions that cannot be read: a base that is not there or a circle, a rule twice, nothing to judge by."""

from __future__ import annotations

from pathlib import Path

import pytest
from rule_folders import BASE, FRAMEWORK, RULE, problems_in, told

EDITION = """\
title: A later inspection of care
in_force: {from: 2014-06-01}
source: {title: Framework, publisher: Ofsted, year: 2014}
builds_on: care-2012
"""
LATER = "frameworks/care-2014/framework.yaml"
AFTER = "frameworks/care-2016/framework.yaml"
DROPS = "drops: {practice/seen: it is no more}\n"


def building_on(name: str) -> str:
    return EDITION.replace("care-2012", name)


def test_an_edition_without_rules_of_its_own_has_those_of_its_base(tmp_path: Path) -> None:
    assert told(tmp_path, {LATER: EDITION}) == []


@pytest.mark.parametrize(
    ("changes", "expected", "fact"),
    [
        ({LATER: building_on("care-2011")}, [f"rules/{LATER}:4:1 rules-builds-on"], "no framework `care-2011`"),
        ({LATER: building_on("care-2014")}, [f"rules/{LATER}:4:1 rules-builds-on"], "a circle"),
        (
            {LATER: building_on("care-2016"), AFTER: building_on("care-2014")},
            [f"rules/{LATER}:4:1 rules-builds-on", f"rules/{AFTER}:4:1 rules-builds-on"], "a circle",
        ),
        (
            {LATER: EDITION, "frameworks/care-2014/practice/seen.yaml": BASE[RULE]},
            ["rules/frameworks/care-2014/practice/seen.yaml:1:1 rules-in-two-editions"],
            "nothing says that it is replaced",
        ),
        ({RULE: None}, [f"rules/{FRAMEWORK}:1:1 rules-no-rules"], "has no rule"),
        ({LATER: EDITION + DROPS}, [f"rules/{LATER}:1:1 rules-no-rules"], "has no rule"),
    ],
)  # fmt: skip
def test_an_edition_that_cannot_be_read_says_why_and_where(
    tmp_path: Path, changes: dict[str, str | None], expected: list[str], fact: str
) -> None:
    assert told(tmp_path, changes) == expected
    assert fact in problems_in(tmp_path, changes)[0].fact


def test_a_folder_that_is_empty_is_no_framework(tmp_path: Path) -> None:
    (tmp_path / "frameworks" / "empty-2020").mkdir(parents=True)
    assert told(tmp_path) == ["rules/frameworks/empty-2020/framework.yaml rules-not-found"]
