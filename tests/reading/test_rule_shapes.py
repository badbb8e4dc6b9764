from __future__ import annotations

from pathlib import Path

import pytest
from rule_folders import CATALOGUE, FRAMEWORK, RULE, SERIES, changed, problems_in, rule, told


def test_the_folder_the_tests_stand_on_has_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "code", "says"),
    [
        (RULE, "why: A child", "whi: A child", "2:1", "rules-unknown-key", "Did you mean `why`?"),
        (RULE, "why: A child nobody saw is a child nobody asked.\n", "", "1:1", "rules-missing-key", "`why`"),
        (RULE, "title: Children are seen", "title: 5", "1:1", "rules-wrong-value", "`title` is the number 5"),
        (RULE, "title: Children are seen", 'title: "  "', "1:1", "rules-wrong-value", "blank"),
        (RULE, "year: 2010}", "year: twenty ten}", "3:44", "rules-wrong-value", "must be a year"),
        (RULE, "publisher: DCSF, ", "", "3:1", "rules-missing-key", "`publisher`"),
        (RULE, "since: 2010-04-01", "since: 2010-02-30", "6:5", "rules-wrong-value", "no day"),
        (RULE, "since: 2010-04-01", "since: 1 April", "6:5", "rules-wrong-value", "no day"),
        (RULE, "{at_least: 60}", "{at_leest: 60}", "10:5", "rules-wrong-value", "Did you mean `at_least`?"),
        (RULE, "{at_least: 60}", "{at_least: 60, at_most: 70}", "10:5", "rules-wrong-value", "a band has one"),
        (RULE, "{at_least: 60}", '{at_least: "60"}', "10:5", "rules-wrong-value", "must be a number"),
        (RULE, "{at_least: 60}", "60", "10:5", "rules-wrong-value", "must be a band"),
        (RULE, "{at_least: 60}", "{between: [70, 60]}", "10:5", "rules-wrong-value", "nothing lies between"),
        (RULE, "{at_least: 60}", "{between: 60}", "10:5", "rules-wrong-value", "no two numbers"),
        (RULE, "adequate: {at_least", "adeqate: {at_least", "10:5", "rules-unknown-key", "Did you mean `adequate`?"),
        (RULE, "{england: 2010-11, ", "{englund: 2010-11, ", "8:5", "rules-wrong-value", "Did you mean `england`?"),
        (RULE, "{england: 2010-11, source: DfE 2011}", "{england: 2010-11}", "8:5", "rules-wrong-value", "no source"),
        (RULE, "{england: 2010-11, ", "{england: 2010-11, statute: x, ", "8:5", "rules-wrong-value", "stands on one"),
        (RULE, "{england: 2010-11, source: DfE 2011}", "england", "8:5", "rules-wrong-value", "must be a mapping"),
        (RULE, "when: adequate", "when: adeqate", "13:6", "rules-wrong-value", "Did you mean `adequate`?"),
        (RULE, "by: immediately", "by: soon", "12:49", "rules-wrong-value", "`by` is `soon`"),
        (RULE, "recommend:\n", "key: sometimes\nrecommend:\n", "11:1", "rules-wrong-value", "must be true or false"),
        (RULE, "recommend:\n", "change: {over: a while}\nrecommend:\n", "11:10", "rules-wrong-value", "span of time"),
        (RULE, "recommend:\n", "against: {comparator: wales}\nrecommend:\n", "11:11", "rules-wrong-value", "england"),
        (RULE, "recommend:\n", "formerly: []\nrecommend:\n", "11:1", "rules-wrong-value", "at least 1"),
        (RULE, "recommend:\n", "formerly: [5]\nrecommend:\n", "11:12", "rules-wrong-value", "`formerly: item 1`"),
        (RULE, "recommend:\n", "later_source: {titel: T}\nrecommend:\n", "11:16", "rules-unknown-key", "`title`"),
        (RULE, "year: 2010}", "year: 2010, page: true}", "3:56", "rules-wrong-value", "`page` is `true`"),
        (CATALOGUE, "unit: yes/no", "unit: yes-no", "33:3", "rules-wrong-value", "Did you mean `yes/no`?"),
        (CATALOGUE, "{none: it", "{non: it", "27:3", "rules-wrong-value", "Did you mean `none`?"),
        (CATALOGUE, "polarity: {none: it says nothing of help}", "polarity: none", "27:3", "rules-wrong-value",
         "reason"),
        (SERIES, "median: 70", "median: many", "5:60", "rules-wrong-value", "must be a number"),
        (CATALOGUE, "{on: 2010-04-01, what: only children seen alone are counted}", "2010", "7:12", "rules-wrong-value",
         "`breaks: item 1` is the number 2010"),
        (FRAMEWORK, "of_weight: 2/3", "of_weight: 3/2", "10:11", "rules-wrong-value", "at most 1"),
        (FRAMEWORK, "of_weight: 2/3", "of_weight: most", "10:11", "rules-wrong-value", "part of a whole"),
        (FRAMEWORK, "own audit: 6 months", "own audits: 6 months", "14:19", "rules-unknown-key", "`own audit`"),
        (FRAMEWORK, "own audit: 6 months", "own audit: 6", "14:19", "rules-wrong-value", "span of time"),
        (FRAMEWORK, "figures_out_of_date: 18 months\n", "", "1:1", "rules-missing-key", "`figures_out_of_date`"),
        (FRAMEWORK, "practice: {title: Practice}", "practice: {titel: Practice}", "8:14", "rules-unknown-key",
         "`title`"),
        (FRAMEWORK, "capped: [{kind: dip", "capped: [{kind: drip", "16:11", "rules-wrong-value", "`dip sample`"),
        (FRAMEWORK, "figures_out_of_date", "weights: {a: {weight: -1, why: x}}\nfigures_out_of_date", "15:15",
         "rules-wrong-value", "less than 0"),
    ],
)  # fmt: skip
def test_a_key_that_is_not_as_it_must_be_is_told_with_its_line_and_a_way_out(
    tmp_path: Path, name: str, old: str, new: str, place: str, code: str, says: str
) -> None:
    found = problems_in(tmp_path, changed(name, old, new))
    there = [problem for problem in found if problem.place == f"rules/{name}:{place}" and problem.code == code]
    assert there, [f"{problem.place} {problem.code} {problem.fact}" for problem in found]
    assert says in f"{there[0].fact} {there[0].way_out}"
    assert there[0].way_out


def test_everything_wrong_with_several_files_is_told_at_once(tmp_path: Path) -> None:
    changes = changed(RULE, "why: A child nobody saw is a child nobody asked.", "whi: no") | changed(
        CATALOGUE, "unit: yes/no", "unit: yes-no"
    )
    codes = {problem.code for problem in problems_in(tmp_path, changes)}
    assert codes >= {"rules-yaml-ambiguous-word", "rules-wrong-value"}


def test_no_message_speaks_python_or_pydantic(tmp_path: Path) -> None:
    changes = {
        RULE: "title: [a]\nwhy: {b: c}\nsource: x\nindicator: 3\ngrades: {since: 4}\nrecommend: none\nkey: 1\n",
        FRAMEWORK: "title: {}\nscale: good\nareas: [a]\njudging: x\nin_force: 3\nsource: []\n",
        CATALOGUE: "a: 3\nb: [x]\nc: {title: {}, breaks: x, same_as: 3}\n",
    }
    found = problems_in(tmp_path, changes) + problems_in(tmp_path, {RULE: changes[RULE]})
    assert len(found) > 20
    for problem in found:
        words = f"{problem.fact} {problem.way_out}".lower()
        for jargon in ("dict", "valid ", "input", "pydantic", "str ", "instance", "type="):
            assert jargon not in words, words
        assert problem.line


@pytest.mark.parametrize(
    ("joined", "says"),
    [
        ("[children_seen]", "must name an indicator"),
        ("[{not: {indicator: returns_made, at_least: 3}}]", "more than an indicator"),
        ("[{indicator: children_seen, at_leest: 3}]", "no line of a band"),
        ("[]", "at least 1"),
    ],
)
def test_each_part_of_a_joined_rule_names_an_indicator_and_at_most_a_band(
    tmp_path: Path, joined: str, says: str
) -> None:
    lines = f"  - since: 2012-04-01\n    expectation: x\n    basis: {{statute: x, source: DfE}}\n    all: {joined}\n"
    (problem,) = problems_in(tmp_path, {RULE: rule(lines, shown_by="key: false")})
    assert (problem.line, problem.code) == (9, "rules-wrong-value")
    assert says in problem.fact
