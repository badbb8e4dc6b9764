from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from at_the_prompt import ROOT, typed

from small_rules import RULE, SINCE, folder_with

A_SHARE = f"""\
{RULE}  - {{when: adequate, action: Better it, by: within 3 months}}
indicator: on_time
grades:
- {{{SINCE}, good: {{at_least: 90}}, adequate: {{at_least: 75}}}}
"""
RULE_FILE = "frameworks/one/practice/it.yaml"


def changed(home: Path, file: str, old: str, new: str) -> tuple[str, str]:
    """Two folders that differ in one place."""
    before, after = (folder_with(A_SHARE, None, home / name) for name in ("before", "after"))
    text = (after / file).read_text("utf-8")
    assert old in text
    (after / file).write_text(text.replace(old, new), "utf-8")
    return str(before), str(after)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (RULE_FILE, "at_least: 90", "at_least: 92.5",
         "tightened   lines since 2010-04-01: good: at least 90 -> at least 92.5 (by 2.5 percentage points)"),
        (RULE_FILE, "at_least: 75", "at_least: 70",
         "loosened    lines since 2010-04-01: adequate: at least 75 -> at least 70 (by 5 percentage points)"),
        (RULE_FILE, "at_least: 90", "more_than: 90",
         "tightened   lines since 2010-04-01: good: at least 90 -> more than 90"),
        (RULE_FILE, "indicator: on_time", "indicator: on_time\nkey: true", "changed     key: no -> yes"),
        (RULE_FILE, "statute: section 1", "statute: section 2",
         "lines since 2010-04-01: basis: statute: section 1 (Children Act 1989) -> statute: section 2"),
        (RULE_FILE, "2010-04-01", "2011-04-01", "changed     lines since: 2010-04-01 -> 2011-04-01"),
        (RULE_FILE, "year: 2010", "year: 2011", "changed     source: A guide, DfE 2010 -> A guide, DfE 2011"),
        (RULE_FILE, "Better it", "Mend", "what to do if adequate: within 3 months: Better it -> within 3 months: Mend"),
        ("frameworks/one/framework.yaml", "of_weight: 2/3", "of_weight: 3/4",
         "changed     share of the weight for a grade: 2/3 -> 3/4"),
        ("frameworks/one/framework.yaml", "otherwise: 12 months", "otherwise: 6 months",
         "changed     evidence lapses after: otherwise: 12 months -> 6 months"),
        ("indicators/all.yaml", "title: On time", "title: In time", "changed     title: On time -> In time"),
    ],
)  # fmt: skip
def test_what_differs_is_said_in_words(home_said: Path, file: str, old: str, new: str, said: str) -> None:
    result = typed("rules", "diff", *changed(home_said, file, old, new))
    flat = " ".join(result.stdout.split())
    assert (result.exit_code, result.stderr) == (1, "")
    assert " ".join(said.split()) in flat, result.stdout


@pytest.fixture
def home_said(tmp_path: Path) -> Path:
    return tmp_path


def test_the_same_rules_differ_in_nothing(tmp_path: Path) -> None:
    folder = str(folder_with(A_SHARE, None, tmp_path))
    result = typed("rules", "diff", folder, folder)
    assert result.exit_code == 0
    assert result.stdout.count("Nothing differs.") == 2


def test_cases_are_not_compared(tmp_path: Path) -> None:
    folders = [folder_with(A_SHARE, cases, tmp_path / name) for name, cases in (("a", "[]\n"), ("b", None))]
    assert typed("rules", "diff", *map(str, folders)).exit_code == 0


def test_a_rule_that_is_new_gone_moved_or_renamed_is_said_to_be(tmp_path: Path) -> None:
    before, after = (tmp_path / name for name in ("before", "after"))
    for home in (before, after):
        shutil.copytree(ROOT / "rules", home)
    home = after / "frameworks" / "protection-2012"
    for end in (".yaml", ".cases.yaml"):
        (home / "leadership" / f"agency{end}").unlink()
        (home / "leadership" / f"staff-morale{end}").rename(home / "quality-of-practice" / f"staff-morale{end}")
        (home / "leadership" / f"turnover{end}").rename(home / "leadership" / f"staff-who-leave{end}")
        shutil.copy(home / "leadership" / f"vacancies{end}", home / "leadership" / f"posts{end}")
    renamed = home / "leadership" / "staff-who-leave.yaml"
    renamed.write_text(renamed.read_text("utf-8") + "formerly: [leadership/turnover]\n", "utf-8")
    result = typed("rules", "diff", str(before), str(after), "--framework", "protection-2012", "--format", "json")
    assert result.exit_code == 1
    (compared,) = json.loads(result.stdout)["compared"]
    assert {
        (one["kind"], one["where"], one.get("was", "")) for one in compared["differences"] if "what" not in one
    } == {
        ("moved", "quality-of-practice/staff-morale", "leadership/staff-morale"),
        ("renamed", "leadership/staff-who-leave", "leadership/turnover"),
        ("added", "leadership/posts", ""),
        ("removed", "leadership/agency", compared["differences"][-1]["was"]),
    }


YEAR = "  - {year: 2009-10"
TOPIC = "records_show_the_work:\n"
RECORDS = "frameworks/protection-2012/quality-of-practice/records-show-the-work.yaml"
PACKAGED = [
    ("published/re_referrals.yaml", YEAR, f"  - {{year: 2008-09, ended: 2009-03-31, england: 22, source: x}}\n{YEAR}",
     "re_referrals added published for 2008-09: England 22 (x)"),
    ("evidence/practice.yaml", TOPIC, f"noted:\n  title: Noted\n  definition: is it\n  counting: children\n{TOPIC}",
     "noted added Noted"),
    ("frameworks/ilacs-2018/leadership/vacancies.yaml", "title:", "# no change\ntitle:", ""),
    (RECORDS, "expectation: every record", "expectation: each record",
     "changed evidence since 2009-04-01: expected: every record"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), PACKAGED)
def test_what_differs_in_a_whole_folder_is_found(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    shutil.copytree(ROOT / "rules", tmp_path / "after")
    path = tmp_path / "after" / file
    text = path.read_text("utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), "utf-8")
    result = typed("rules", "diff", "rules", str(tmp_path / "after"))
    assert (result.exit_code, result.stderr) == (1 if said else 0, "")
    assert said in " ".join(result.stdout.split())


def test_the_single_inspection_framework_is_told_apart_from_the_one_before_it() -> None:
    """Adequate became requires improvement, and some lines of one year lines of each figure's own."""
    result = typed("rules", "diff", "protection-2012", "single-inspection-2013")
    flat = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "requires improvement: at least 68.5" not in flat.partition("removed")[0]
    assert "-> at most England's median" in flat
    assert " adequate: at least" not in flat


def test_a_difference_can_be_written_to_a_file(tmp_path: Path) -> None:
    result = typed(
        "rules", "diff", "ilacs-2018", "ilacs-2023", "--format", "json", "--output", str(tmp_path / "d.json")
    )
    assert (result.exit_code, result.stdout) == (1, "")
    (compared,) = json.loads((tmp_path / "d.json").read_text("utf-8"))["compared"]
    assert (compared["from"], compared["to"]) == ("ilacs-2018", "ilacs-2023")
    assert {"kind": "moved", "where": "care-leavers/pathway-plans", "was": "children-in-care/pathway-plans",
            "now": "care-leavers/pathway-plans"} in compared["differences"]  # fmt: skip


def test_a_framework_that_only_one_folder_has_is_added(tmp_path: Path) -> None:
    before, after = (folder_with(A_SHARE, None, tmp_path / name) for name in ("before", "after"))
    shutil.copytree(after / "frameworks" / "one", after / "frameworks" / "two")
    result = typed("rules", "diff", str(before), str(after))
    assert result.exit_code == 1
    assert "added" in result.stdout.rpartition("two")[2]


def test_two_frameworks_of_one_folder_are_compared(tmp_path: Path) -> None:
    folder = folder_with(A_SHARE, None, tmp_path)
    shutil.copytree(folder / "frameworks" / "one", folder / "frameworks" / "two")
    same = typed("rules", "diff", "one", "two", "--rules", str(folder))
    assert (same.exit_code, "Nothing differs." in same.stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("protection-2012", "protection-2013"), "Did you mean protection-2012?"),
        (("samples", "protection-2012"), "is no folder of rules, and the other one is"),
        (("samples", "tests"), "holds no framework"),
        (("protection-2012", "protection-2012", "--framework", "x"), "--framework is for two folders"),
        (("samples", "tests", "--rules", "rules"), "A and B are folders themselves"),
    ],
)
def test_what_cannot_be_compared_is_exit_2(words: tuple[str, ...], said: str) -> None:
    result = typed("rules", "diff", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
