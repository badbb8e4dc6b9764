from __future__ import annotations

from pathlib import Path

from at_the_prompt import ROOT, typed

from compcheck.cli.markdown import plain_text
from small_rules import RULE, SINCE, folder_with

A_COUNT = f"{RULE}indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
CASES = """\
- {case: none, given: {late: 0}, expect: good}
- {case: one, given: {late: 1}, expect: inadequate}
- {case: nothing, given: {}, expect: {not graded: not supplied}}
"""


def page(home: Path, rule: str = A_COUNT, cases: str = CASES) -> str:
    folder = folder_with(rule, cases, home / "rules")
    result = typed("rules", "docs", "--rules", str(folder), "--output", str(home / "pages"))
    assert (result.exit_code, result.stderr) == (0, "")
    return (home / "pages" / "one.md").read_text("utf-8")


def test_a_page_has_what_is_asked_and_why_its_lines_and_its_cases(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert "### It is as it should be" in text
    assert "| why | A child waits otherwise. |" in text
    assert "| source | A guide, DfE 2010 |" in text
    assert "| who is judged | authority |" in text
    assert "| weight | 1 |" in text
    assert "| if inadequate | immediately: Mend it |" in text
    assert (
        "| 2010-04-01 | every one | good at most 0, otherwise inadequate | statute: section 1 (Children Act 1989) |"
    ) in text
    assert "| one | `late` 1 | inadequate |" in text
    assert "| nothing | nothing | not graded: not supplied |" in text


def test_the_index_lists_the_frameworks_in_order_of_time(tmp_path: Path) -> None:
    page(tmp_path)
    index = (tmp_path / "pages" / "README.md").read_text("utf-8")
    assert "| [one](one.md) | A framework | 2012-06-01 to now | Practice | inadequate, adequate, good | 1 |" in index


def test_nothing_in_a_rule_formats_the_page(tmp_path: Path) -> None:
    hostile = "A *child* waits | <b>now</b> [here](https://example.com) `x` ~~no~~ $y$ &amp; \\ # 1"
    text = page(tmp_path, A_COUNT.replace("why: A child waits otherwise.", f"why: '{hostile}'"))
    (row,) = (line for line in text.splitlines() if line.startswith("| why"))
    assert row.count("|") - row.count("\\|") == 3
    for mark in ("*child*", "<b>", "[here]", "`x`", "~~no~~", " $y$", " &amp;"):
        assert mark not in row
    assert row.replace("\\", "") == f"| why | {hostile} |".replace("\\", "")


def test_text_for_markdown_stays_on_one_line() -> None:
    assert plain_text("one\n\n## two") == "one \\#\\# two"


def test_pages_that_are_as_they_should_be_pass_the_check(tmp_path: Path) -> None:
    page(tmp_path)
    result = typed("rules", "docs", "--check", "--rules", str(tmp_path / "rules"), "--output", str(tmp_path / "pages"))
    assert (result.exit_code, result.stdout) == (0, "2 pages, as they should be\n")


def test_a_stale_a_missing_and_a_left_over_page_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    old = page(tmp_path)
    (pages / "one.md").write_text(old.replace("A child waits", "A child waited"), "utf-8")
    (pages / "README.md").unlink()
    (pages / "gone.md").write_text(old, "utf-8")
    (pages / "notes.md").write_text("My own page.\n", "utf-8")
    result = typed("rules", "docs", "--check", "--rules", str(tmp_path / "rules"), "--output", str(pages))
    assert result.exit_code == 1
    assert result.stdout == (
        f"{pages}/README.md: is missing\n{pages}/one.md: is stale\n{pages}/gone.md: is left over\n"
        "3 pages to be made anew: compcheck rules docs\n"
    )
    assert not (pages / "README.md").exists()


def test_a_folder_that_cannot_be_written_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file", "utf-8")
    folder = folder_with(A_COUNT, CASES, tmp_path / "rules")
    result = typed("rules", "docs", "--rules", str(folder), "--output", str(tmp_path / "pages"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "could not be written" in result.stderr


def test_the_pages_of_the_project_are_as_its_rules_say() -> None:
    """To mend: compcheck rules docs"""
    result = typed("rules", "docs", "--check")
    assert (result.exit_code, result.stdout.count(": is ")) == (0, 0), result.stdout


def test_ci_fails_where_a_page_is_stale() -> None:
    assert "compcheck rules docs --check" in (ROOT / ".ci" / "run").read_text("utf-8")
