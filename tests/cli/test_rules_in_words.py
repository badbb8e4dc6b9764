"""The kinds of rule that protection-2012 has none of are put into words as well."""

from __future__ import annotations

from pathlib import Path

import pytest
from at_the_prompt import typed

from small_rules import RULE, SINCE, folder_with

PLAIN = RULE.partition("recommend:")[0]
KINDS = {
    "all": (
        f"{RULE}grades:\n- {{{SINCE}, all: [{{indicator: on_time, at_least: 90}}, {{not: {{indicator: stopped}}}}]}}\n",
        [
            "good if all of these hold, otherwise inadequate: on_time at least 90 %; stopped is no",
            "Figure on_time: On time (percent) Figure stopped: Stopped (yes/no)",
        ],
    ),
    "any": (
        f"{RULE}grades:\n- {{{SINCE}, any: [{{indicator: late, at_most: 0}}, {{indicator: done}}]}}\n",
        ["good if any of these holds, otherwise inadequate: late at most 0; done is yes"],
    ),
    "left to inspectors": (
        f"{PLAIN}left_to_inspectors: it is seen only in the room\n",
        ["nothing a return holds; left to inspectors: it is seen only in the room", "Weight 0: left to inspectors"],
    ),
    "context": (f"{PLAIN}indicator: asked\n", ["Weight 0: context, never graded"]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_rule_says_how_it_is_shown_and_graded(kind: str, tmp_path: Path) -> None:
    rule, parts = KINDS[kind]
    said = " ".join(typed("rules", "show", "it", "--rules", str(folder_with(rule, None, tmp_path))).stdout.split())
    for part in parts:
        assert part in said


def test_the_list_says_what_is_left_to_inspectors(tmp_path: Path) -> None:
    rules = str(folder_with(KINDS["left to inspectors"][0], None, tmp_path))
    assert "  it  [left to inspectors]" in typed("rules", "list", "--rules", rules).stdout


def test_a_difference_from_england_is_said_to_be_one(tmp_path: Path) -> None:
    rule = (
        f"{RULE}indicator: on_time\nagainst: {{comparator: england}}\ngrades:\n- {{{SINCE}, good: {{at_least: 0}}}}\n"
    )
    home = folder_with(rule, None, tmp_path)
    catalogue = home / "indicators/all.yaml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("definition", "same_as: all, definition", 1), "utf-8")
    (home / "published").mkdir()
    (home / "published/all.yaml").write_text(
        "title: all\nunit: percent\nsource: {title: all, publisher: DfE, year: 2011}\nyears:\n- {year: 2010-11, "
        "ended: 2011-03-31, england: 80, lower_quartile: 70, median: 80, upper_quartile: 90, source: DfE}\n",
        "utf-8",
    )
    said = " ".join(typed("rules", "show", "it", "--rules", str(home)).output.split())
    assert "by the difference from England, in percentage points: good at least 0, otherwise inadequate" in said
