"""`--rules` with local rules over a framework, at the prompt."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from at_the_prompt import ROOT, typed
from jsonschema import Draft202012Validator

OURS, EASED = "samples/local-rules/exampleshire", "samples/local-rules/exampleshire-eased"
SAMPLE = "samples/exampleshire.json"
GOLDEN = ROOT / "tests" / "golden" / "local-rules"
TOLD = "samples/local-rules/explanations.yaml"


def report_of(*words: str) -> dict[str, object]:
    found = json.loads(typed("evaluate", SAMPLE, "--format", "json", *words).stdout)["evaluations"][0]
    assert isinstance(found, dict)
    return found


RUNS = {
    "exampleshire": ("--rules", OURS),
    "exampleshire-eased": ("--rules", EASED),
    "explained": ("--rules", OURS, "--explanations", TOLD),
}


@pytest.mark.parametrize("name", RUNS)
def test_each_sample_of_local_rules_gives_its_golden_report(name: str, update_golden: bool) -> None:  # noqa: FBT001
    schema = json.loads((ROOT / "src/compcheck/reporting/report.schema.json").read_text(encoding="utf-8"))
    for ending, kind in (("txt", "table"), ("json", "json")):
        golden = GOLDEN / f"{name}.{ending}"
        text = typed("evaluate", SAMPLE, *RUNS[name], "--format", kind).stdout
        if update_golden:
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8")
        if kind == "json":
            Draft202012Validator(schema).validate(json.loads(text))
        else:
            assert max(map(len, text.splitlines())) <= 80


def test_a_tighter_line_lowers_its_finding_and_the_id_says_whose_it_is() -> None:
    plain, ours = report_of(), report_of("--rules", OURS)
    assert ours["framework"]["id"] == "protection-2012+exampleshire"  # type: ignore[index]  # as the schema has it
    assert ours["coverage"] == plain["coverage"]
    was, now = ({one["rule"]: one for one in each["findings"]} for each in (plain, ours))  # type: ignore[attr-defined]  # likewise
    timely = "help-and-protection/initial-conferences-timely"
    assert (was[timely]["grade"], now[timely]["grade"]) == ("good", "adequate")
    assert now["leadership/supervised-every-month"]["local"] is True
    assert now["leadership/supervised-every-month"]["weight"] == 0
    assert typed("evaluate", SAMPLE, "--rules", OURS).exit_code == 0


def test_loosened_rules_say_so_in_every_format_and_judge_nothing() -> None:
    title = "local rules, not Inspection of local authority arrangements for the protection of children"
    report = report_of("--rules", EASED)
    assert report["framework"]["title"] == title  # type: ignore[index]  # as the schema has it
    assert {one["grade"] for one in report["judgements"]} == {None}  # type: ignore[attr-defined]  # likewise
    assert report["overall"]["grade"] is None  # type: ignore[index]  # likewise
    for words in ((), ("--quiet",)):
        assert title in " ".join(typed("evaluate", SAMPLE, "--rules", EASED, *words).stdout.split())
    for bar in ("adequate", "none"):
        assert typed("evaluate", SAMPLE, "--rules", EASED, "--fail-below", bar).exit_code == 1


def test_the_overview_of_a_panel_says_whose_rules_they_are() -> None:
    text = typed("evaluate", "samples/panel.csv", "--rules", EASED).stdout
    submissions = text.count(", judged on ")
    assert text.count("local rules, not Inspection of local authority arrangements") == submissions + 1
    assert " met, " not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "local rules" not in typed("evaluate", "samples/panel.csv", "--rules", OURS).stdout


def test_under_the_framework_by_name_its_local_rules_judge_too() -> None:
    assert report_of("--rules", OURS, "--framework", "protection-2012") == report_of("--rules", OURS)


def test_a_framework_nothing_is_laid_over_is_as_it_was() -> None:
    plain = json.loads(typed("evaluate", "samples/devon-2024.json", "--format", "json").stdout)
    ours = json.loads(typed("evaluate", "samples/devon-2024.json", "--format", "json", "--rules", OURS).stdout)
    assert plain == ours


@pytest.mark.parametrize(("folder", "counted"), [(OURS, "3 rules, 23 cases"), (EASED, "1 rule, 13 cases")])
def test_the_cases_of_local_rules_are_run(folder: str, counted: str) -> None:
    result = typed("rules", "check", "--rules", folder)
    assert (result.exit_code, result.stdout) == (0, f"{counted}, all hold\n")


def test_a_case_that_local_rules_do_not_bear_out_is_told_with_its_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / OURS, tmp_path / "ours")
    cases = tmp_path / "ours/leadership/supervised-every-month.cases.yaml"
    cases.write_text(cases.read_text("utf-8").replace("expect: good", "expect: adequate", 1), "utf-8")
    result = typed("rules", "check", "--rules", "ours", within=tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("ours/leadership/supervised-every-month.cases.yaml:1\n")
    cases.unlink()
    assert "has no cases" in typed("rules", "check", "--rules", "ours", within=tmp_path).stderr


def test_other_commands_take_local_rules_too() -> None:
    name = "conference_reports_with_the_childs_view"
    template = typed("template", "--framework", "protection-2012", "--rules", OURS).stdout
    assert json.loads(template)["framework"] == "protection-2012"
    assert name in template
    assert name in typed("schema", "--rules", OURS).stdout
    assert "Reports to conferences" in typed("indicators", "show", name, "--rules", OURS).stdout
    listed = typed("rules", "list", "--framework", "protection-2012", "--rules", OURS).stdout
    assert "childs-view-at-conferences  [local; figure]" in listed
    shown = typed("rules", "show", "leadership/supervised-every-month", "--rules", OURS).stdout
    assert "0: a local requirement; it can only lower" in shown
    changed = typed(
        "rules", "show", "initial-conferences-timely", "--framework", "protection-2012", "--rules", EASED
    ).stdout  # fmt: skip
    assert "It asks for less" in " ".join(changed.split())
    assert "protection-2012+exampleshire, judged on" in typed("validate", SAMPLE, "--rules", OURS).stdout
    assert "laid over protection-2012 by" in " ".join(typed("frameworks", "list", "--rules", OURS).stdout.split())


def test_broken_local_rules_are_exit_2_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/overlay.yaml").write_text("extends: ilacs-2032\n", "utf-8")
    result = typed("evaluate", str(ROOT / SAMPLE), "--rules", "ours", within=tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("ours/overlay.yaml:1:1\n")
    assert "`title` is missing" in result.stderr


def test_local_rules_lie_over_the_rules_of_an_installed_compcheck_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compcheck.reading import rule_home
    from compcheck.reading.compiled import write_compiled

    compiled = tmp_path / "rules.json"
    write_compiled(ROOT / "rules", compiled)
    from_the_checkout = report_of("--rules", OURS)
    monkeypatch.setattr(rule_home, "PACKAGED", str(compiled))
    monkeypatch.setattr(rule_home, "CHECKOUT", str(tmp_path / "none"))
    assert report_of("--rules", OURS) == from_the_checkout
    compiled.write_text("{", "utf-8")
    damaged = typed("evaluate", SAMPLE, "--rules", OURS)
    assert damaged.exit_code == 2
    assert "damaged" in damaged.stderr


def test_what_is_explained_by_local_rules_says_so() -> None:
    """Of a judgement the trace is that nothing is judged; of a finding, whose line it is."""
    overall = typed("explain", SAMPLE, "overall", "--rules", EASED)
    assert "1. local rules ask for less than the framework: not judged" in overall.stdout
    assert "local rules, not Inspection of local authority" in overall.stdout.split("Judgement")[0]
    finding = typed("explain", SAMPLE, "initial-conferences-timely", "--rules", OURS)
    assert "Changed locally by Improvement Board" in " ".join(finding.stdout.split())
    assert finding.exit_code == 0


PAGE = (ROOT / "docs" / "local-rules.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```sh\n(compcheck [^\n]+)\n```\n```\n(.*?)\n```", PAGE, re.DOTALL)


def test_the_page_shows_every_run_of_the_samples() -> None:
    assert len(SHOWN) == len(RUNS)


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_the_page_shows_what_is_printed(command: str, shown: str) -> None:
    """Lines stand in the order they are printed in; an ellipsis is what was left out."""
    printed = [line.strip() for line in typed(*shlex.split(command)[1:]).stdout.splitlines()]
    place = 0
    for line in shown.splitlines():
        if line != "…":
            assert line.strip() in printed[place:], f"not printed, or not in this order: {line!r}"
            place = printed.index(line.strip(), place) + 1


def test_the_overlay_in_the_guide_to_rules_can_be_laid(tmp_path: Path) -> None:
    guide = (ROOT / "rules" / "README.md").read_text(encoding="utf-8").partition("## An overlay\n")[2]
    for path, text in re.findall(r"```yaml\n# my-rules/(\S+)\n(.*?)```", guide, re.DOTALL):
        (tmp_path / "my-rules" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "my-rules" / path).write_text(text, "utf-8")
    listed = typed("rules", "list", "--framework", "ilacs-2023", "--rules", "my-rules", within=tmp_path)
    assert listed.stderr == ""
    assert listed.stdout.startswith("ilacs-2023+my-rules: ")
    assert "local rules, not" not in listed.stdout
