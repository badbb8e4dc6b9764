"""Markdown: what a reviewer needs first, and nothing that GitHub would make more of than text."""

from __future__ import annotations

import re
from decimal import Decimal

import cmarkgfm
import pytest

from builders import (
    GOOD,
    INADEQUATE,
    at_least,
    bands,
    counted,
    evaluated,
    evidence_rule,
    figure,
    framework,
    part_of,
    replace,
    rule,
    sampled,
)
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.problem import Problem
from compcheck.model.rule import Recommendation
from compcheck.reporting.as_markdown import JOB_SUMMARY, escaped, run_as_markdown
from compcheck.reporting.wording import STANDING
from hostile import HOSTILE, hostile_run

TIMELY = bands(at_least("88.2"), at_least("68.5"))
OURS = {
    "h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "strong", "br", "code", "blockquote"
}  # fmt: skip


def rendered(markdown: str) -> str:
    """As GitHub's own parser has it, raw HTML and all."""
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    assert isinstance(html, str)
    return html


def evaluation_of(**changes: object) -> Evaluation:
    told = rule(
        "practice/timely", TIMELY, title="Assessments are timely", key=True,
        recommend=(Recommendation(INADEQUATE, "Look every day", "immediately"),), **changes,
    )  # fmt: skip
    well = rule("practice/well", bands(at_least(10)), indicator="done_well", title="Work is done well")
    unseen = rule("practice/unseen", bands(at_least(10)), indicator="not_given", title="Nobody knows")
    shown = [figure(part_of(57, 100, source="CIN census", note="counted anew")), figure(part_of(90, 100, "done_well"))]
    return evaluated(framework(told, well, unseen), shown)


def test_a_report_opens_with_its_standing_and_how_much_was_seen() -> None:
    text = run_as_markdown(Run((evaluation_of(),), ()))
    assert text.startswith("## Exampleshire: Protection of children\n")
    assert text.index(f"> {STANDING} Seen 2 of 3 requirements.") < text.index("### Judgements")


def test_what_is_below_good_stands_with_figure_line_and_source() -> None:
    text = run_as_markdown(Run((evaluation_of(),), ()))
    (row,) = [line for line in text.splitlines() if line.startswith("| **inadequate** | Assessments")]
    for said in ("(key)", "57.0 % (57 of 100)", "good at least 88.2 %", "CIN census", "12 more", "Note: counted anew"):
        assert said in row
    assert text.index("### Findings below good") < text.index("### Found good") < text.index("- Work is done well")


def test_what_must_be_done_first_and_what_was_not_graded_follow() -> None:
    text = run_as_markdown(Run((evaluation_of(),), ()))
    assert "**Immediately**\n\n- Look every day (Assessments are timely)" in text
    assert "**Not supplied** (1)\n\n- Nobody knows" in text


def test_nothing_graded_is_said_and_not_left_blank() -> None:
    text = run_as_markdown(Run((evaluated(framework(rule("practice/timely", TIMELY))),), ()))
    assert "Nothing could be graded." in text
    assert "not judged" in text


def test_the_digests_and_the_marking_are_there() -> None:
    evaluation = evaluation_of()
    evaluation = replace(evaluation, document=replace(evaluation.document, sha256="ab" * 32))
    text = run_as_markdown(Run((evaluation,), (), internal=True))
    assert f"sha256 `{'ab' * 32}`" in text
    assert "> OFFICIAL-SENSITIVE" in text


def test_several_files_open_with_a_table_of_them_all_and_broken_ones_are_in_it() -> None:
    problem = Problem("file-missing", "no.json", "is not there.", "Check the path.")
    text = run_as_markdown(Run((evaluation_of(), evaluation_of()), (problem,)))
    assert text.startswith(STANDING)
    assert "| exampleshire.json | Exampleshire | protection-2012 | 2 of 3 | Overall: inadequate |" in text
    assert "| no.json |  |  |  | not evaluated |" in text
    assert "## What could not be evaluated\n\n- no.json: is not there. Check the path." in text


def test_where_no_file_could_be_evaluated_the_standing_still_comes_first() -> None:
    text = run_as_markdown(Run((), (Problem("file-missing", "no.json", "is not there.", "Check it."),)))
    assert text.startswith(STANDING)


def test_small_counts_of_a_sample_are_hidden() -> None:
    lines = sampled({GOOD: Decimal(1)})  # type: ignore[dict-item]  # a share of 1 is a whole number either way
    texts = {
        run_as_markdown(Run((evaluated(framework(evidence_rule(lines)), [], [counted(40 - n, inadequate=n)]),), ()))
        for n in range(1, 6)
    }
    assert len(texts) == 1


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_values_of_a_submission_are_text_and_nothing_else(value: str) -> None:
    html = rendered(run_as_markdown(hostile_run(value)))
    assert "Nothing could be graded" not in html
    assert {tag.lower() for tag in re.findall(r"</?([a-zA-Z0-9]+)", html)} <= OURS
    assert not re.findall(r"<(?!code)\w+ (?!align)\w+=", html), "no attribute comes from a value"
    assert not re.search(r"[@#]\w|\bGH-\d", re.sub(r"&#\d+;", "", html))
    assert "href" not in html


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_value_makes_another_row_or_cell_or_line(value: str) -> None:
    """As many lines, and in every table as many cells, as there are where every value is a plain word."""
    plain, told = (rendered(run_as_markdown(hostile_run(one))) for one in ("plain", value))
    for tag in ("<td", "<tr", "<li", "<h2", "<h3", "<p>", "<blockquote"):
        assert told.count(tag) == plain.count(tag), tag


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_line_is_a_workflow_command_and_nothing_is_obeyed_by_a_terminal(value: str) -> None:
    text = run_as_markdown(hostile_run(value))
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert all(one.isprintable() or one == "\n" for one in text)
    assert text.encode()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1. first", "1\\. first"),
        ("- x", "\\- x"),
        ("49.1 %", "49.1 %"),
        ("on_time", "on_time"),
        ("a & b", "a &amp; b"),
    ],
)
def test_only_what_would_be_obeyed_is_escaped(value: str, shown: str) -> None:
    assert escaped(value) == shown


def test_a_report_longer_than_its_limit_is_cut_at_a_line_and_says_so() -> None:
    run = Run((evaluation_of(),) * 40, ())
    whole = run_as_markdown(run)
    for limit in (len(whole.encode()) - 1, 5_000, 1_000):
        text = run_as_markdown(run, limit_bytes=limit)
        assert len(text.encode()) <= limit
        kept, said, _ = text.partition("\n\n**Cut here**")
        assert said
        assert whole.startswith(f"{kept}\n")
    assert run_as_markdown(run, limit_bytes=len(whole.encode())) == whole
    assert JOB_SUMMARY == 1_048_576
