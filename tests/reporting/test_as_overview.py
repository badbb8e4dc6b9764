"""The overview tells every authority apart and ranks none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builders import (
    GOOD,
    at_least,
    bands,
    evaluated,
    figure,
    framework,
    part_of,
    published_without_denominator,
    replace,
    rule,
)
from compcheck.measuring import figure_of
from compcheck.model.comparators import Authority, Comparators, FiguresOfAreas
from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.grade import Scale
from compcheck.model.indicator import Published
from compcheck.model.local import Local, LocalChange
from compcheck.model.overview import A_HANDFUL, overview_of
from compcheck.model.problem import Problem
from compcheck.model.when import When
from compcheck.reporting import as_overview

NOBODY = Comparators()
TIMELY = rule("practice/timely", bands(at_least(80), at_least(60)))


def entry(evaluation: Evaluation, comparators: Comparators = NOBODY, **changes: bool) -> as_overview.Entry:
    options = {"internal": False, "color": False} | changes
    return as_overview.entry(evaluation, overview_of(evaluation, comparators), **options)


def named(name: str, evaluation: Evaluation, on: str = "2013-05-20") -> Evaluation:
    submission = evaluation.submission
    authority = submission.authority._replace(name=name)
    return evaluation._replace(submission=submission._replace(authority=authority, judged_on=When.read(on)))


def with_share(part: int, name: str = "Exampleshire", on: str = "2013-05-20", *, key: bool = False) -> Evaluation:
    return named(name, evaluated(framework(replace(TIMELY, key=key)), [figure(part_of(part, 100))]), on)


def overview(*evaluations: Evaluation, problems: tuple[Problem, ...] = (), by_attention: bool = False) -> str:
    entries = [entry(one) for one in evaluations]
    return as_overview.text(entries, problems, len(entries), by_attention=by_attention, internal=False)


def test_names_then_dates_give_the_order_and_grades_never_do() -> None:
    some = [with_share(90, "otherton"), with_share(10, "Exampleshire", "2013-06"), with_share(90, "Exampleshire")]
    text = overview(*some)
    assert text == overview(*reversed(some))
    places = [text.index(f"{one}, judged on") for one in ("Exampleshire", "otherton")]
    assert places == sorted(places)
    assert text.index("Exampleshire, judged on 2013-05-20") < text.index("Exampleshire, judged on 2013-06")


def test_by_attention_the_key_requirements_not_met_decide_and_the_rest_stays_alphabetical() -> None:
    some = [with_share(90, "A"), with_share(10, "B"), with_share(10, "C", key=True), with_share(90, "D", key=True)]
    text = overview(*some, by_attention=True)
    assert [line[0] for line in text.splitlines() if ", judged on" in line] == ["C", "A", "B", "D"]
    assert "order of reading, not of quality" in " ".join(text.split())


def test_what_met_the_bar_what_lies_below_and_what_was_not_seen_are_counted_apart() -> None:
    unseen = rule("practice/unseen", bands(at_least(80)), indicator="not_here")
    made = framework(TIMELY, unseen)
    assert "1 met, 0 below, 1 not graded" in entry(evaluated(made, [figure(part_of(60, 100))])).text
    assert "0 met, 1 below, 1 not graded" in entry(evaluated(made, [figure(part_of(59, 100))])).text
    assert "0 met, 0 below, 2 not graded" in entry(evaluated(made)).text


def test_nothing_below_is_never_said_without_what_was_not_seen() -> None:
    unseen = rule("practice/unseen", bands(at_least(80)), indicator="not_here")
    said = entry(evaluated(framework(TIMELY, unseen), [figure(part_of(90, 100))])).text
    assert "Nothing that was graded lies below adequate; 1 requirement was not seen." in said
    nothing = entry(evaluated(framework(TIMELY))).text
    assert "Nothing that was graded lies" not in nothing
    assert "nothing was graded" in " ".join(nothing.split())


def test_key_requirements_below_the_bar_stand_first() -> None:
    key = rule("practice/zz-key", bands(at_least(80)), key=True, indicator="seen")
    made = framework(TIMELY, key)
    figures = [figure(part_of(10, 100)), figure(part_of(10, 100, "seen"))]
    text = entry(evaluated(made, figures)).text
    assert text.index("practice/zz-key (key)") < text.index("practice/timely, ")


def test_a_bar_of_good_counts_what_is_adequate_as_below() -> None:
    made = replace(framework(TIMELY), bar=GOOD)
    assert "0 met, 1 below" in entry(evaluated(made, [figure(part_of(70, 100))])).text


def test_what_is_asked_of_others_is_not_counted_with_the_authoritys() -> None:
    others = rule("practice/partners", bands(at_least(80)), judged="partnership", indicator="theirs")
    figures = [figure(part_of(90, 100)), figure(part_of(1, 100, "theirs"))]
    found = entry(evaluated(framework(TIMELY, others), figures))
    assert "1 met, 0 below, 0 not graded" in found.text
    assert found.keys_below == 0


def test_kinds_have_no_bar_and_no_judgement() -> None:
    kinds = Scale.of(("area for priority action", "satisfactory"), ordered=False)
    priority, satisfactory = kinds.grades
    lines = bands(None, None, otherwise=priority)
    made = framework(
        replace(TIMELY, lines=(lines,)), scale=kinds, highest=satisfactory, bar=None, overall=None,
        fails=frozenset({priority}), capped=(),
    )  # fmt: skip
    text = entry(evaluated(made, [figure(part_of(10, 100))])).text
    assert "0 met, 1 fail, 0 not graded" in text
    assert "What is of a kind that fails:" in text
    assert "not judged" not in text


def test_local_rules_that_ask_for_less_say_so_at_the_top_and_of_each_and_meet_nothing() -> None:
    change = LocalChange("practice/timely", "The director", "So", "it is switched off")
    local = Local("protection-2012", "ILACS", "Eased", "The director", "So", "2013-01-01", (), (change,))
    made = replace(framework(TIMELY), title="local rules, not ILACS", local=local)
    some = [named(name, evaluated(made, [figure(part_of(10, 100))])) for name in ("A", "B")]
    text = overview(*some)
    assert text.count("local rules, not ILACS: they ask for less, and judge nothing.") == 3
    assert text.index("local rules, not ILACS") < text.index("A, judged on")
    assert " met" not in text
    assert "1 graded, 0 not graded" in text
    assert "What lies below adequate by these local rules" in text
    beside = overview(*some, with_share(90, "C"))
    assert beside.count("local rules, not ILACS") == 3
    assert "1 met, 0 below" in beside
    assert "A requirement is met or below" in beside


def test_files_that_could_not_be_evaluated_are_named() -> None:
    problem = Problem("file-missing", "gone.json", "is not there.", "Check the path.")
    text = overview(with_share(90), problems=(problem,))
    assert "gone.json" in text
    assert "not evaluated" in text
    assert overview(problems=(problem,)).startswith("Not evaluated\n")


def test_a_part_not_read_of_a_panel_is_not_the_whole_of_it() -> None:
    problem = Problem("not-a-number", "panel.csv", "is text.", "Write a number.", "", 3, 8)
    row = with_share(90)
    row = row._replace(document=row.document._replace(path="panel.csv:2"))
    assert "in part not evaluated" in overview(row, problems=(problem,))
    assert "in part not evaluated" in as_overview.quiet([entry(row)], [problem])


COMPARATORS = Comparators(
    {
        "001": Authority("001", "E1", "Exampleshire", "Eastland", ("002", "003")),
        "002": Authority("002", "E2", "Otherton", "Eastland"),
        "003": Authority("003", "E3", "Sampleford", "Westland"),
    },
    {"a_series": FiguresOfAreas(("2012-13",), {"001": "70", "002": "55.5", "003": "82.1"})},
)


def with_position(given: Figure) -> Figure:
    year = Published("2012-13", given.entry.period.end, "DfE", england=Decimal("70.1"))
    known = given.indicator._replace(same_as="a_series", published=(year,))
    return figure_of(given.entry, known)


def test_a_figure_stands_beside_what_was_published_of_the_neighbours() -> None:
    share = with_position(figure(published_without_denominator("61.5")))
    text = " ".join(entry(evaluated(framework(TIMELY), [share]), COMPARATORS).text.split())
    assert "61.5 %; neighbours 55.5 % to 82.1 %, median 68.8 %, in 2012-13" in text
    assert "neighbours" not in entry(named("Nowhere", evaluated(framework(TIMELY), [share])), COMPARATORS).text
    assert "neighbours" not in entry(evaluated(framework(TIMELY), [share])).text


def test_the_share_that_could_give_a_small_count_back_is_hidden_beside_neighbours_too() -> None:
    small = with_position(figure(part_of(3, 100)))
    text = entry(evaluated(framework(TIMELY), [small]), COMPARATORS).text
    assert "3.0 %" not in text
    assert "1 to 5 of 100" in text
    assert "3.0 %" in entry(evaluated(framework(TIMELY), [small]), COMPARATORS, internal=True).text


def test_no_more_than_a_handful_of_figures_stands_beside_the_neighbours() -> None:
    names = [f"figure_{n}" for n in range(A_HANDFUL + 3)]
    made = framework(*[rule(f"practice/{name}", bands(at_least(80)), indicator=name) for name in names])
    figures = [with_position(figure(part_of(90, 100, name))) for name in names]
    assert len(overview_of(evaluated(made, figures), COMPARATORS).beside) == A_HANDFUL


@pytest.mark.parametrize("color", [True, False])
def test_colour_changes_no_word(color: bool) -> None:  # noqa: FBT001
    text = entry(with_share(10), color=color).text
    plain = text.replace("\x1b[31m", "").replace("\x1b[0m", "")
    assert plain == entry(with_share(10)).text
    assert (text != plain) is color


def test_a_long_name_is_cut_at_80_columns() -> None:
    text = overview(with_share(10, "A very long name of a place " * 6))
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_name_may_hold_what_a_terminal_would_obey_and_it_does_not() -> None:
    assert "\x1b" not in overview(with_share(10, "Exam\x1b[2Jple"))
