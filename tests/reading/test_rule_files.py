from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from rule_folders import BASE, CATALOGUE, FRAMEWORK, HOME, RULE, SERIES, changed, problems_in, rule, told, written

from compcheck.model.bands import Bound
from compcheck.model.framework import Framework
from compcheck.model.grade import Reason
from compcheck.model.problem import ProblemsFound
from compcheck.reading import rule_home
from compcheck.reading.compiled import compiled_text, library_in, write_compiled
from compcheck.reading.rule_files import read_cases, read_library
from compcheck.reading.rule_home import load_library

HEAD = "title: A\nwhy: B\nsource: {title: T, publisher: P, year: 2010}\n"
FORMERLY_A = BASE[RULE] + "formerly: [practice/a]\n"
RULES = Path(__file__).parents[2] / "rules"


def care(home: Path, changes: dict[str, str | None] | None = None) -> Framework:
    return read_library(written(home, changes), "rules").frameworks["care-2012"]


PARAMETER = """\
visits:
  title: Longest interval between visits
  unit: days
  definition: days from one visit to the next
  least: 1
  most: 30
  source: {title: Left to the authority, publisher: DfE, year: 2018}
"""


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({RULE: None}, FRAMEWORK + ":1:1", "rules-no-rules"),
        ({f"{HOME}/practise/seen.yaml": BASE[RULE]}, f"{HOME}/practise", "rules-unknown-area"),
        (changed(FRAMEWORK, "areas:\n", "areas:\n  leaders: {title: Leaders}\n"), FRAMEWORK + ":8:3", "rules-no-rules"),
        (changed(FRAMEWORK, "areas:\n", "areas:\n  The leaders: {title: X}\n"), FRAMEWORK + ":8:3", "rules-name"),
        ({"frameworks/Care/framework.yaml": BASE[FRAMEWORK]}, "frameworks/Care", "rules-name"),
        ({FRAMEWORK: None}, FRAMEWORK, "rules-not-found"),
        ({FRAMEWORK: None, RULE: "title: 1_000"}, RULE + ":1:8", "rules-yaml-ambiguous-word"),
        ({"indicators/more.yaml": BASE[CATALOGUE]}, CATALOGUE + ":1:1", "rules-repeated-name"),
        ({"evidence/more.yaml": BASE["evidence/practice.yaml"]}, "evidence/practice.yaml:1:1", "rules-repeated-name"),
        ({f"{HOME}/practice/other.cases.yaml": "[]"}, f"{HOME}/practice/other.cases.yaml", "rules-stray-file"),
        ({f"{HOME}/practice/other.yml": "a: b"}, f"{HOME}/practice/other.yml", "rules-stray-file"),
        ({"frameworks/seen.yaml": BASE[RULE]}, "frameworks/seen.yaml", "rules-stray-file"),
        ({f"{HOME}/practice/deeper/seen.yaml": BASE[RULE]}, f"{HOME}/practice/deeper/seen.yaml", "rules-stray-file"),
        ({f"{HOME}/practice/Seen_all.yaml": BASE[RULE]}, f"{HOME}/practice/Seen_all.yaml", "rules-name"),
        (changed(CATALOGUE, "children_known:", "ChildrenKnown:"), CATALOGUE + ":24:1", "rules-name"),
        ({CATALOGUE: "- a\n"}, CATALOGUE + ":1:1", "rules-wrong-value"),
        ({RULE: "- a\n"}, RULE + ":1:1", "rules-wrong-value"),
        (changed(CATALOGUE, "  counting: children\n  definition: children with an", "  definition: children with an"),
         CATALOGUE + ":24:1", "rules-combination"),
        (changed(SERIES, "median: 70", "median: 82"), SERIES + ":5:5", "rules-combination"),
        (changed(SERIES, "england: 97", "england: 197"), SERIES + ":6:5", "rules-combination"),
        (changed(SERIES, "year: 2011-12", "year: 2010-11"), SERIES + ":6:5", "rules-combination"),
        (changed(CATALOGUE, "{high: who", "{middle: who"), CATALOGUE + ":33:3", "rules-combination"),
        (changed(CATALOGUE, "same_as: children_seen", "same_as: seen"), CATALOGUE + ":8:3", "rules-unknown-name"),
        (changed(SERIES, "unit: percent", "unit: number"), CATALOGUE + ":8:3", "rules-combination"),
        (changed(SERIES, "2012-03-31", "2010-03-31"), SERIES + ":6:5", "rules-combination"),
        ({"published/Seen.yaml": BASE[SERIES]}, "published/Seen.yaml", "rules-name"),
        ({"parameters/a.yaml": PARAMETER.replace("30", "1")}, "parameters/a.yaml:6:3", "rules-combination"),
        ({"parameters/a.yaml": PARAMETER.replace("days\n", "day\n")}, "parameters/a.yaml:3:3", "rules-wrong-value"),
        (changed(FRAMEWORK, "good, outstanding]", "good, good]"), FRAMEWORK + ":4:37", "rules-combination"),
        (changed(FRAMEWORK, "good, outstanding]", "good, otherwise]"), FRAMEWORK + ":4:37", "rules-combination"),
        (changed(FRAMEWORK, "bar: adequate", "bar: adeqate"), FRAMEWORK + ":6:1", "rules-unknown-name"),
        (changed(FRAMEWORK, "bar: adequate", "bar: inadequate"), FRAMEWORK + ":6:1", "rules-combination"),
        (changed(FRAMEWORK, "at: adequate", "at: fair"), FRAMEWORK + ":16:50", "rules-unknown-name"),
        (changed(FRAMEWORK, "2012-06-01", "2012-06-01, to: 2011-06-01"), FRAMEWORK + ":2:30", "rules-combination"),
        (changed(FRAMEWORK, "2/3, assumption: true, why: no text says}\n  quart", "2/3, assumption: true}\n  quart"),
         FRAMEWORK + ":10:27", "rules-combination"),
        (changed(FRAMEWORK, "from: 2012-06-01", "from: 2012-06-01, why: so"), FRAMEWORK + ":2:30", "rules-combination"),
        (changed(FRAMEWORK, "bar: adequate", "bar: adequate\nweights: {practice/sean: {weight: 2, why: it is}}"),
         FRAMEWORK + ":7:11", "rules-unknown-name"),
        ({f"{HOME}/practice/other.yaml": BASE[RULE] + "formerly: [practice/seen]\n"},
         f"{HOME}/practice/other.yaml:14:12", "rules-repeated-id"),
        ({RULE: FORMERLY_A, f"{HOME}/practice/other.yaml": FORMERLY_A},
         f"{HOME}/practice/seen.yaml:14:12", "rules-repeated-id"),
        ({RULE: HEAD}, RULE + ":1:1", "rules-combination"),
        ({RULE: HEAD + "left_to_inspectors: x\nsampled: []\n"}, RULE + ":5:1", "rules-wrong-value"),
        ({RULE: rule("", shown_by="left_to_inspectors: why\nindicator: children_seen").replace("grades:\n", "")},
         RULE + ":4:1", "rules-combination"),
    ],
)  # fmt: skip
def test_a_folder_that_does_not_hold_is_refused_where_it_does_not(
    tmp_path: Path, changes: dict[str, str | None], place: str, code: str
) -> None:
    found = told(tmp_path, changes)
    assert f"rules/{place} {code}" in found, found
    assert all(problem.way_out for problem in problems_in(tmp_path))


def test_a_folder_that_is_not_there_or_is_no_folder_is_a_problem(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", written(tmp_path) / CATALOGUE, tmp_path / "evidence"):
        with pytest.raises(ProblemsFound) as raised:
            load_library(str(folder))
        assert raised.value.problems[0].code == "rules-not-found"


def test_a_broken_file_of_indicators_is_told_once_and_not_by_every_rule(tmp_path: Path) -> None:
    assert told(tmp_path, changed(CATALOGUE, "unit: yes/no", "unit: ~")) == [
        f"rules/{CATALOGUE}:33:9 rules-yaml-empty-value"
    ]


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "indicators/folder.yaml").mkdir(parents=True)
    assert told(tmp_path) == ["rules/indicators/folder.yaml rules-unreadable"]


def test_a_rule_is_built_with_its_lines_best_first_and_its_numbers_exact(tmp_path: Path) -> None:
    framework = care(tmp_path)
    (seen,) = framework.rules
    assert (seen.id, seen.area, str(seen.weight), seen.never_graded) == ("practice/seen", "practice", "1", None)
    assert [str(band.bound) for band in seen.lines[0].bands] == ["at least 80.5", "at least 60"]
    assert seen.lines[0].bands[0].bound == Bound.of(Decimal("80.5"), None)
    assert seen.lines[0].otherwise == framework.scale.lowest
    assert framework.share == Fraction(2, 3)
    assert dict(framework.lapses) == {"own audit": 6, "otherwise": 12}
    assert framework.ends is None
    assert [(one.about, one.says) for one in framework.assumptions] == [
        ("judging.share", "of weight 2/3"),
        ("judging.quartiles", "method inclusive, rounding half up"),
        ("judging.sampled_cases", "share 2/3"),
    ]


def test_context_what_is_left_to_inspectors_and_assumptions_weigh_nothing(tmp_path: Path) -> None:
    later = "{title: T, publisher: P, year: 2017}"
    assumed = changed(RULE, "{england: 2010-11, source: DfE 2011}", "{later: x, source: DfE}")[RULE]
    framework = care(
        tmp_path,
        {
            f"{HOME}/practice/known.yaml": HEAD + "indicator: children_known\nchange: {over: 2 years}\n",
            f"{HOME}/practice/left.yaml": HEAD + "left_to_inspectors: nothing shows it\n",
            f"{HOME}/practice/later.yaml": f"{assumed}assumption: true\nlater_source: {later}\n",
            f"{HOME}/practice/key.yaml": rule(
                "  - since: 2012-04-01\n    expectation: all\n    basis: {statute: x, source: DfE}\n"
                "    good: {at_least: 100}\n",
                rest="key: true\n",
            ),
            FRAMEWORK: BASE[FRAMEWORK] + "weights: {practice/seen: {weight: 3/2, why: it shows most}}\n",
        },
    )
    assert [(one.id, str(one.weight), one.never_graded) for one in framework.rules] == [
        ("practice/key", "1", None),  # key requirements first, then by id
        ("practice/known", "0", Reason.CONTEXT),
        ("practice/later", "0", None),
        ("practice/left", "0", Reason.LEFT_TO_INSPECTORS),
        ("practice/seen", "3/2", None),
    ]
    assert framework.rules[1].change_months == 24


def test_a_renamed_rule_is_still_found_by_its_old_id(tmp_path: Path) -> None:
    framework = care(tmp_path, {RULE: BASE[RULE] + "formerly: [practice/children-seen]\n"})
    assert framework.rule("practice/children-seen") is framework.rule("practice/seen")


def test_the_digest_does_not_depend_on_the_order_of_keys_or_files(tmp_path: Path) -> None:
    lines = BASE[RULE].splitlines(keepends=True)
    turned = "".join([*lines[1:4], lines[0], *lines[4:]])
    entries = BASE[CATALOGUE].partition("children_waiting:")
    apart: dict[str, str | None] = {
        RULE: turned,
        CATALOGUE: entries[1] + entries[2],
        "indicators/zzz.yaml": entries[0],
    }
    assert care(tmp_path / "one").sha256 == care(tmp_path / "other", apart).sha256


@pytest.mark.parametrize(
    "changes",
    [
        changed(RULE, "action: See every child", "action: See each child"),
        changed(FRAMEWORK, "title: Practice", "title: Practice seen"),
        changed(CATALOGUE, "title: Children seen", "title: Children who were seen"),
    ],
)
def test_the_digest_changes_with_whatever_the_framework_looks_at(
    tmp_path: Path, changes: dict[str, str | None]
) -> None:
    assert care(tmp_path / "one").sha256 != care(tmp_path / "other", changes).sha256


def test_the_digest_does_not_change_with_cases_or_with_what_no_rule_looks_at(tmp_path: Path) -> None:
    changes = changed(CATALOGUE, "title: Children known", "title: Children who are known")
    changes[f"{HOME}/practice/seen.cases.yaml"] = "- {case: a, expect: good}\n"
    assert care(tmp_path / "one").sha256 == care(tmp_path / "other", changes).sha256


def test_the_compiled_rules_give_the_same_library_as_their_yaml(tmp_path: Path) -> None:
    for folder in (written(tmp_path), RULES):
        compiled, read = library_in(compiled_text(folder)), read_library(folder, "rules")
        assert compiled.catalogue == read.catalogue
        assert compiled.frameworks == read.frameworks


def test_the_compiled_rules_are_always_the_same_bytes_with_every_digit_as_written(tmp_path: Path) -> None:
    folder = written(tmp_path, changed(RULE, "{at_least: 80.5}", "{at_least: 80.50}"))
    write_compiled(folder, tmp_path / "one.json")
    write_compiled(folder, tmp_path / "other.json")
    text = (tmp_path / "one.json").read_bytes()
    assert text == (tmp_path / "other.json").read_bytes()
    framework = json.loads(text)["frameworks"]["care-2012"]
    assert '{"at_least":80.50}' in framework
    assert json.loads(framework)["sha256"]


def test_the_packaged_rules_come_before_a_checkout_and_a_folder_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "rules")
    monkeypatch.setattr(rule_home, "PACKAGED", tmp_path / "rules.json")
    monkeypatch.setattr(rule_home, "CHECKOUT", folder)
    assert load_library(None).home == "rules"
    write_compiled(folder, tmp_path / "rules.json")
    assert load_library(None).home == "packaged"
    assert (
        load_library(str(folder)).home == folder.name
    )  # an absolute path is cut: no message names a machine's folders
    (tmp_path / "rules.json").write_text('{"indicators": {')
    with pytest.raises(ProblemsFound, match="1 problem"):
        load_library(None)
    (tmp_path / "rules.json").unlink()
    monkeypatch.setattr(rule_home, "CHECKOUT", tmp_path / "nowhere")
    with pytest.raises(ProblemsFound, match="1 problem"):
        load_library(None)


def test_the_packaged_rules_need_neither_yaml_nor_pydantic(tmp_path: Path) -> None:
    write_compiled(written(tmp_path), tmp_path / "rules.json")
    script = (
        "import pathlib, sys\n"
        "from compcheck.reading import rule_home\n"
        f"rule_home.PACKAGED = pathlib.Path({str(tmp_path / 'rules.json')!r})\n"
        "rule_home.load_library(None)\n"
        "print([name for name in ('yaml', 'pydantic', 'rfc8785', 'jsonschema') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_cases_are_read_with_the_line_each_stands_on(tmp_path: Path) -> None:
    cases = (
        "- case: on the line\n  given: {children_seen: 80.5}\n  ended: 2011-03-31\n  expect: good\n"
        "- case: without data\n  expect: {not graded: not supplied}\n"
        "- case: by evidence\n  evidence: {kind: survey}\n  judged_on: 2013-05\n  expect: adequate\n"
    )
    folder = written(tmp_path, {f"{HOME}/practice/seen.cases.yaml": cases})
    line, none, evidence = read_cases(folder, "care-2012/practice/seen", "rules")
    assert (line.name, line.line, line.given, line.expect) == (
        "on the line",
        1,
        {"children_seen": Decimal("80.5")},
        "good",
    )
    assert line.ended == date(2011, 3, 31)
    assert (none.line, none.given, none.expect) == (5, {}, ("not graded", "not supplied"))
    assert (evidence.evidence, evidence.judged_on, evidence.line) == ({"kind": "survey"}, "2013-05", 7)
    assert read_cases(folder, "care-2012/practice/other", "rules") == ()


@pytest.mark.parametrize(
    ("cases", "place", "code"),
    [
        ("case: a\n", "1:1", "rules-wrong-value"),
        ("- {case: a}\n", "1:3", "rules-missing-key"),
        ("- {case: a, expct: good}\n", "1:13", "rules-unknown-key"),
        ("- {case: a, expect: {not graded: missing}}\n", "1:13", "rules-wrong-value"),
        ("- {case: a, expect: {graded: good}}\n", "1:13", "rules-wrong-value"),
        ("- {case: a, expect: good, given: [a]}\n", "1:27", "rules-wrong-value"),
        ("- {case: a, expect: good, ended: 2013-05}\n", "1:27", "rules-wrong-value"),
        ("- {case: a, expect: good, judged_on: May 2013}\n", "1:27", "rules-wrong-value"),
        ("- {case: a, expect: good, given: {children_seen: 1_0}}\n", "1:50", "rules-yaml-ambiguous-word"),
    ],
)
def test_broken_cases_are_told_with_their_place(tmp_path: Path, cases: str, place: str, code: str) -> None:
    folder = written(tmp_path, {f"{HOME}/practice/seen.cases.yaml": cases})
    with pytest.raises(ProblemsFound) as raised:
        read_cases(folder, "care-2012/practice/seen", "rules")
    found = [f"{problem.place} {problem.code}" for problem in raised.value.problems]
    assert f"rules/{HOME}/practice/seen.cases.yaml:{place} {code}" in found


def test_the_rules_of_this_project_hold() -> None:
    library = read_library(RULES, "rules")
    assert library.frameworks["protection-2012"].rules
