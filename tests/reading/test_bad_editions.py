"""Folders that judge by nothing: no framework in them, or an edition that drops every rule it has."""

from __future__ import annotations

from pathlib import Path

from rule_folders import problems_in, told

EDITION = """\
title: A later inspection of care
in_force: {from: 2014-06-01}
source: {title: Framework, publisher: Ofsted, year: 2014}
builds_on: care-2012
drops: {practice/seen: it is no more}
"""
LATER = "frameworks/care-2014/framework.yaml"


def test_an_edition_that_drops_every_rule_has_none(tmp_path: Path) -> None:
    assert told(tmp_path, {LATER: EDITION}) == [f"rules/{LATER}:1:1 rules-no-rules"]
    assert "nothing checked is never a pass" in problems_in(tmp_path, {LATER: EDITION})[0].way_out


def test_a_folder_that_is_empty_is_no_framework(tmp_path: Path) -> None:
    (tmp_path / "frameworks" / "empty-2020").mkdir(parents=True)
    assert told(tmp_path) == ["rules/frameworks/empty-2020/framework.yaml rules-not-found"]
