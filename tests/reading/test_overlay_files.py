"""Local rules over a framework: what they may add and change, what makes them loosened, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compcheck.model.framework import Framework
from compcheck.model.local import Local
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.building_framework import library_from
from compcheck.reading.overlay_files import raw_with_overlay, read_overlay
from compcheck.reading.rule_files import raw_library

ROOT = Path(__file__).parents[2]
BASE = "protection-2012"
STATUTORY = "leadership/children-in-care-allocated"
TIMELY = "help-and-protection/initial-conferences-timely"
ABOUT = """\
extends: protection-2012
title: Our own standards
by: Improvement Board
why: We ask more of ourselves.
on: 2013-01-01
"""
SAID = "changes: {by: Improvement Board, why: We ask more of ourselves.}\n"
LINES = """\
grades:
  - since: 2012-04-01
    expectation: every conference
    basis: {local standard: ours, source: "Board, 1 January 2013"}
    good: {at_least: GOOD}
    adequate: {at_least: ADEQUATE}
"""
ADDED = """\
title: A requirement of our own
why: We promised it.
source: {title: Our standards, publisher: Improvement Board, year: 2013}
indicator: case_holders_supervised_monthly
grades:
  - {since: 2012-04-01, expectation: all, basis: {local standard: ours, source: Board}, good: {at_least: 90}}
recommend: [{when: inadequate, action: See to it, by: immediately}]
"""
OFF = "switched_off: {RULE: {by: The director, why: It is not counted here.}}\n"
WEIGHS = f"weights: {{{STATUTORY}: {{weight: WEIGHT, by: The director, why: It is not counted here.}}}}\n"


@pytest.fixture(scope="session")
def packaged() -> dict[str, Any]:
    return raw_library(ROOT / "rules", "rules")


def changed(good: object = 95, adequate: object = 85) -> str:
    return SAID + LINES.replace("GOOD", str(good)).replace("ADEQUATE", str(adequate))


def overlay(home: Path, files: dict[str, str], about: str = ABOUT) -> Path:
    folder = home / "ours"
    for name, text in {"overlay.yaml": about, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def framework_of(home: Path, packaged: dict[str, Any], files: dict[str, str], about: str = ABOUT) -> Framework:
    return read_overlay(overlay(home, files, about), "ours", packaged).frameworks[BASE]


def local_of(framework: Framework) -> Local:
    assert framework.local is not None
    return framework.local


def problems_of(home: Path, packaged: dict[str, Any], files: dict[str, str], about: str = ABOUT) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read_overlay(overlay(home, files, about), "ours", packaged)
    return found.value.problems


def test_lines_that_are_tightened_keep_everything(tmp_path: Path, packaged: dict[str, Any]) -> None:
    framework = framework_of(tmp_path, packaged, {f"{TIMELY}.yaml": changed()})
    assert framework.id == "protection-2012+ours"
    assert framework.named == BASE
    assert not framework.loosened
    assert framework.title.endswith(", with local rules: Our own standards")
    (change,) = local_of(framework).changes
    assert (change.rule, change.by, change.what) == (TIMELY, "Improvement Board", "")
    rule = framework.rule(TIMELY)
    assert rule is not None
    assert [lines.since.year for lines in rule.lines] == [2010, 2011, 2012]  # earlier lines stay as they were
    assert str(rule.lines[2].bands[0].bound) == "at least 95"
    assert str(rule.lines[1].bands[0].bound) == "at least 89.4"
    base = library_from(packaged, "packaged").frameworks[BASE]
    assert [one.id for one in framework.rules] == [one.id for one in base.rules]
    assert framework.sha256 != base.sha256


def test_what_is_below_is_in_the_digest(tmp_path: Path, packaged: dict[str, Any]) -> None:
    folder = overlay(tmp_path, {f"{TIMELY}.yaml": changed()})
    first = raw_with_overlay(folder, "ours", packaged)["frameworks"][BASE]["sha256"]
    assert raw_with_overlay(folder, "elsewhere", packaged)["frameworks"][BASE]["sha256"] == first
    other = {**packaged["frameworks"], BASE: {**packaged["frameworks"][BASE], "sha256": "0" * 64}}
    assert raw_with_overlay(folder, "ours", {**packaged, "frameworks": other})["frameworks"][BASE]["sha256"] != first


@pytest.mark.parametrize(
    ("files", "more", "said"),
    [
        ({f"{TIMELY}.yaml": changed(80, 57)}, "", "80 is good, and was adequate"),
        ({f"{TIMELY}.yaml": changed(95, 50)}, "", "50 is adequate, and was inadequate"),
        (
            {f"{TIMELY}.yaml": changed().replace("2012-04-01", "2009-04-01")}, "",
            "of a figure whose period ended on 2009-04-01, there is a line where there was none",
        ),
        ({}, OFF.replace("RULE", "help-and-protection/re-referrals"), "it is switched off"),
        ({}, f"weights: {{{TIMELY}: {{weight: 1/2, by: Us, why: It is less.}}}}\n", "it weighs 1/2, and 1 before"),
        ({}, f"weights: {{{TIMELY}: {{weight: 3, by: Us, why: It is more.}}}}\n", "it weighs 3, and 1 before"),
        ({"leadership/agency.yaml": SAID + "evidence: our_morale\n"}, "", "another `evidence` shows it"),
    ],
)  # fmt: skip
def test_whatever_asks_for_less_makes_the_whole_overlay_loosened(
    tmp_path: Path, packaged: dict[str, Any], files: dict[str, str], more: str, said: str
) -> None:
    topic = {"evidence/ours.yaml": "our_morale: {title: Morale, definition: how they are, counting: workers}\n"}
    framework = framework_of(tmp_path, packaged, files | topic, ABOUT + more)
    assert framework.loosened
    assert (
        framework.title == "local rules, not Inspection of local authority arrangements for the protection of children"
    )
    assert said in local_of(framework).loosened[0].what


def test_ilacs_is_called_by_its_name(tmp_path: Path, packaged: dict[str, Any]) -> None:
    about = ABOUT.replace(BASE, "ilacs-2023")
    rule = next(
        rule for rule, raw in packaged["frameworks"]["ilacs-2023"]["rules"].items()
        if "statute" not in str(raw) and "every child" not in str(raw)
    )  # fmt: skip
    folder = overlay(tmp_path, {}, about + OFF.replace("RULE", rule))
    library = read_overlay(folder, "ours", packaged)
    assert library.frameworks["ilacs-2023"].title == "local rules, not ILACS"
    assert library.frameworks["ilacs-2023"].id == "ilacs-2023+ours"
    assert library.frameworks["ilacs-2026"].local is None


RECOMMEND = """\
recommend:
  - {when: inadequate, action: See to it, by: immediately}
  - {when: adequate, action: See to it, by: within 3 months}
"""


@pytest.mark.parametrize(
    ("files", "more", "file", "line"),
    [
        ({}, OFF.replace("RULE", STATUTORY), "ours/overlay.yaml", 6),
        ({}, WEIGHS.replace("WEIGHT", "0"), "ours/overlay.yaml", 6),
        ({}, WEIGHS.replace("WEIGHT", "1/2"), "ours/overlay.yaml", 6),
        ({f"{STATUTORY}.yaml": SAID + "key: false\n"}, "", f"ours/{STATUTORY}.yaml", 2),
        (
            {f"{STATUTORY}.yaml": changed(5, 10).replace("at_least", "at_most") + RECOMMEND},
            "", f"ours/{STATUTORY}.yaml", 3,
        ),
    ],
)  # fmt: skip
def test_no_line_on_statute_or_every_child_can_be_waived(
    tmp_path: Path, packaged: dict[str, Any], files: dict[str, str], more: str, file: str, line: int
) -> None:
    problems = problems_of(tmp_path, packaged, files, ABOUT + more)
    assert {one.code for one in problems} == {"overlay-statute"}
    assert problems[0].file == file
    assert problems[0].line == line
    assert "stands on statute or on every child" in problems[0].fact
    assert problems[0].way_out.endswith("nobody can waive it.")


def test_a_heavier_weight_of_what_stands_on_statute_loosens_and_is_no_problem(
    tmp_path: Path, packaged: dict[str, Any]
) -> None:
    framework = framework_of(tmp_path, packaged, {}, ABOUT + WEIGHS.replace("WEIGHT", "9"))
    assert framework.loosened


@pytest.mark.parametrize("rule", [STATUTORY, TIMELY])
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("title", "All is well"),
        ("why", "nothing"),
        ("source", "{title: Our standards, publisher: Improvement Board, year: 2013}"),
    ],
)
def test_what_an_inherited_requirement_is_cannot_be_told_otherwise(
    tmp_path: Path, packaged: dict[str, Any], rule: str, key: str, said: str
) -> None:
    (problem,) = problems_of(tmp_path, packaged, {f"{rule}.yaml": f"{SAID}{key}: {said}\n"})
    assert (problem.code, problem.place) == ("overlay-requirement", f"ours/{rule}.yaml:2:1")
    assert "add a rule with an id of its own" in problem.way_out


def test_all_that_is_refused_of_an_overlay_is_told_at_once(tmp_path: Path, packaged: dict[str, Any]) -> None:
    files = {f"{STATUTORY}.yaml": SAID + "key: false\ntitle: All is well\nwhy: nothing\n"}
    problems = problems_of(tmp_path, packaged, files, ABOUT + WEIGHS.replace("WEIGHT", "0"))
    assert [(one.code, one.line) for one in problems] == [
        ("overlay-statute", 2), ("overlay-requirement", 3), ("overlay-requirement", 4), ("overlay-statute", 6),
    ]  # fmt: skip


def test_an_inherited_title_may_stand_there_as_it_is(tmp_path: Path, packaged: dict[str, Any]) -> None:
    title = packaged["frameworks"][BASE]["rules"][TIMELY]["title"]
    assert not framework_of(tmp_path, packaged, {f"{TIMELY}.yaml": f"{changed()}title: {title}\n"}).loosened


def test_a_requirement_that_is_added_weighs_nothing(tmp_path: Path, packaged: dict[str, Any]) -> None:
    framework = framework_of(tmp_path, packaged, {"leadership/ours.yaml": ADDED})
    rule = framework.rule("leadership/ours")
    assert rule is not None
    assert rule.local
    assert rule.weight == 0
    assert local_of(framework).added == ("leadership/ours",)
    assert not framework.loosened


def test_an_added_requirement_may_be_key_on_a_local_standard(tmp_path: Path, packaged: dict[str, Any]) -> None:
    framework = framework_of(tmp_path, packaged, {"leadership/ours.yaml": ADDED + "key: true\n"})
    rule = framework.rule("leadership/ours")
    assert rule is not None
    assert rule.key


def test_an_overlay_brings_names_of_its_own(tmp_path: Path, packaged: dict[str, Any]) -> None:
    name = "conference_reports_with_the_childs_view"
    sample = ROOT / "samples/local-rules/exampleshire/indicators/conferences.yaml"
    names = {
        "indicators/ours.yaml": sample.read_text("utf-8"),
        "parameters/ours.yaml": (
            "days_to_a_reply: {title: Days to a reply, unit: working days, definition: at most, least: 1, most: 20, "
            "source: {title: Ours, publisher: Board, year: 2013}}\n"
        ),
        "leadership/ours.yaml": ADDED.replace("case_holders_supervised_monthly", name),
    }
    library = read_overlay(overlay(tmp_path, names), "ours", packaged)
    assert name in library.catalogue.indicators
    assert name in library.frameworks[BASE].indicators
    assert library.home == "ours"


@pytest.mark.parametrize(
    ("about", "files", "code", "place"),
    [
        (ABOUT.replace(BASE, "ilacs-2032"), {}, "overlay-extends", "ours/overlay.yaml:1:1"),
        (ABOUT.replace(BASE, "ours"), {}, "overlay-extends", "ours/overlay.yaml:1:1"),
        (ABOUT, {}, "overlay-empty", "ours/overlay.yaml:1:1"),
        (ABOUT, {"indicators/ours.yaml": "x: {}\n"}, "rules-missing-key", ""),
        (ABOUT.replace("by: Improvement Board\n", ""), {}, "rules-missing-key", "ours/overlay.yaml:1:1"),
        (ABOUT + "scale: [bad, good]\n", {}, "rules-unknown-key", "ours/overlay.yaml:6:1"),
        (ABOUT + "id: Our Rules\n", {}, "rules-name", "ours/overlay.yaml:6:1"),
        (ABOUT + OFF.replace("RULE", "leadership/nope"), {}, "rules-unknown-name", "ours/overlay.yaml:6:16"),
        (ABOUT + "weights: {leadership/nope: {weight: 1, by: Us, why: So}}\n", {}, "rules-unknown-name", ""),
        (ABOUT, {"leadership/ours.yaml": ADDED, "parenting/x.yaml": ADDED}, "rules-unknown-area", "ours/parenting"),
        (ABOUT, {f"{TIMELY}.yaml": LINES.replace("GOOD", "95").replace("ADEQUATE", "85")}, "rules-in-two-editions", ""),
        (ABOUT, {f"{TIMELY}.yaml": SAID}, "overlay-empty", f"ours/{TIMELY}.yaml:1:1"),
        (ABOUT, {"leadership/ours.yaml": ADDED + SAID}, "rules-combination", "ours/leadership/ours.yaml:8:1"),
        (ABOUT, {"leadership/ours.yaml": ADDED.replace("supervised", "seen")}, "rules-unknown-name", ""),
        (ABOUT, {"leadership/ours.yaml": "- a list\n"}, "rules-wrong-value", ""),
        (ABOUT, {"leadership/ours.yaml": ADDED + "formerly: [leadership/agency]\n"}, "rules-repeated-id", ""),
        (ABOUT, {f"{TIMELY}.yaml": changed(85, 95)}, "rules-lines-never-met", f"ours/{TIMELY}.yaml:7:5"),
        (ABOUT, {f"{TIMELY}.yaml": changed("ninety", 80)}, "rules-wrong-value", f"ours/{TIMELY}.yaml:6:5"),
        (ABOUT, {"leadership/ours.yaml": ADDED, "leadership/theirs.cases.yaml": "[]\n"}, "rules-stray-file", ""),
        (ABOUT, {"leadership/ours.yaml": ADDED, "frameworks/x/framework.yaml": "a: b\n"}, "rules-unknown-area", ""),
        (ABOUT, {"leadership/ours.yaml": ADDED, "notes.yml": "a: b\n"}, "rules-stray-file", "ours/notes.yml"),
        (ABOUT + OFF.replace("RULE", TIMELY), {f"{TIMELY}.yaml": changed()}, "rules-combination", ""),
    ],
)
def test_what_is_wrong_with_an_overlay_is_said_with_its_place(
    tmp_path: Path, packaged: dict[str, Any], about: str, files: dict[str, str], code: str, place: str
) -> None:
    problems = problems_of(tmp_path, packaged, files, about)
    found = [(one.code, one.place) for one in problems]
    assert code in [one for one, _ in found], found
    assert not place or (code, place) in found, found


def test_a_packaged_name_is_not_defined_anew(tmp_path: Path, packaged: dict[str, Any]) -> None:
    text = (ROOT / "rules/indicators/referral.yaml").read_text("utf-8")
    problems = problems_of(tmp_path, packaged, {"indicators/referral.yaml": text, "leadership/ours.yaml": ADDED})
    assert {one.code for one in problems} == {"rules-repeated-name"}
    assert "the rules that come with compcheck" in problems[0].fact


def test_a_local_standard_is_no_basis_outside_an_overlay(tmp_path: Path) -> None:
    from small_rules import RULE, folder_with

    block = "{since: 2010-04-01, expectation: x, basis: {local standard: ours, source: Board}, good: {at_least: 90}}"
    with pytest.raises(ProblemsFound) as found:
        raw_library(folder_with(f"{RULE}indicator: on_time\ngrades: [{block}]\n", None, tmp_path), "rules")
    assert [one.code for one in found.value.problems] == ["rules-wrong-value"]


def test_overlays_are_not_laid_over_each_other(tmp_path: Path, packaged: dict[str, Any]) -> None:
    overlay(tmp_path, {}, ABOUT.replace(BASE, "theirs")).rename(tmp_path / "first")
    overlay(tmp_path, {}, ABOUT.replace(BASE, "first")).rename(tmp_path / "theirs")
    for one, other in (("first", "theirs"), ("theirs", "first")):
        with pytest.raises(ProblemsFound) as found:
            read_overlay(tmp_path / one, one, packaged)
        (problem,) = found.value.problems
        assert (problem.code, problem.place) == ("overlay-extends", f"{one}/overlay.yaml:1:1")
        assert problem.fact == f"extends `{other}`, which is laid over another itself."
