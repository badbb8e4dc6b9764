from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_folders import CATALOGUE, FRAMEWORK, RULE, SERIES, changed, problems_in, rule

from compcheck.model.bands import Band, Basis, Bound, Lines
from compcheck.model.grade import Grade, Scale
from compcheck.reading.line_proofs import PER_CENT, band_flaws

STATUTE = "    expectation: every child\n    basis: {statute: the Act asks it, source: Children Act 1989}\n"
SINCE = "  - since: 2012-04-01\n" + STATUTE
SEEN = "indicator: children_seen"
WAITING = "indicator: children_waiting"
AGAIN = "indicator: children_referred_again"
RETURNS = "indicator: returns_made"
RECORDS = "evidence: records_show_the_work"
NOTHING = "formerly: [practice/before]"
"""In place of `indicator:`, where a rule joins several."""
FROM_2012 = "  - since: 2012-04-01\n    expectation: every record\n"
SAMPLED = "    basis: {framework: sampled_cases}\n"


def told(home: Path, text: str) -> list[tuple[str, str]]:
    """Line and code of each problem of the one rule."""
    found = problems_in(home, {RULE: text})
    assert all(problem.file == f"rules/{RULE}" and problem.way_out for problem in found)
    return [(str(problem.line), problem.code) for problem in found]


@pytest.mark.parametrize(
    ("shown_by", "lines"),
    [
        (SEEN, "    good: {at_least: 90}\n    adequate: {at_least: 75}\n"),
        (SEEN, "    good: {more_than: 90}\n    adequate: {more_than: 0}\n"),
        (SEEN, "    good: {at_least: 100}\n    otherwise: not graded\n"),
        (SEEN, "    good: {at_least: 90}\n    inadequate: {at_most: 50}\n    otherwise: not graded\n"),
        (SEEN, "    good: {at_least: 90}\n    otherwise: adequate\n"),
        (SEEN + "\nchange: {over: 1 year}", "    good: {at_least: 0}\n    adequate: {at_least: -5}\n"),
        (SEEN + "\nagainst: {comparator: england}", "    good: {at_least: 0}\n    adequate: {at_least: -5}\n"),
        (WAITING, "    good: {at_most: 0}\n    adequate: {between: [0, 5]}\n"),
        (WAITING, "    good: {less_than: 1}\n    adequate: {at_most: 5}\n"),
        (AGAIN, "    good: {between: [18, 28]}\n    otherwise: adequate\n"),
        (AGAIN, "    good: {between: [18, 28]}\n    adequate: {between: [10, 35]}\n"),
        (RETURNS, "    yes: good\n    no: inadequate\n"),
        (NOTHING, "    all: [{indicator: children_seen, at_least: 90}, {indicator: returns_made}]\n"),
        (NOTHING, "    any: [{indicator: children_waiting, at_most: 3}, {indicator: children_seen, more_than: 9}]\n"),
    ],
)
def test_lines_that_give_every_value_one_grade_and_a_better_value_no_worse_one_hold(
    tmp_path: Path, shown_by: str, lines: str
) -> None:
    assert told(tmp_path, rule(SINCE + lines, shown_by=shown_by)) == []


@pytest.mark.parametrize(
    ("shown_by", "lines", "line", "code"),
    [
        # gaps, overlaps, lines the wrong way round
        (SEEN, "    good: {at_least: 90}\n    adequate: {between: [60, 80]}\n", 6, "rules-lines-order"),
        (SEEN, "    good: {at_least: 90}\n    adequate: {between: [60, 95]}\n", 10, "rules-lines-overlap"),
        (SEEN, "    good: {at_least: 60}\n    adequate: {at_least: 90}\n", 10, "rules-lines-never-met"),
        (SEEN, "    good: {at_most: 10}\n    adequate: {at_most: 30}\n", 6, "rules-lines-order"),
        (SEEN, "    good: {at_least: 190}\n    adequate: {at_least: 75}\n", 9, "rules-lines-outside"),
        (SEEN, "    good: {more_than: 100}\n    adequate: {at_least: 75}\n", 9, "rules-lines-never-met"),
        (SEEN, "    adequate: {at_least: 75}\n", 6, "rules-lines-best-band"),
        (SEEN, "    outstanding: {at_least: 99}\n    good: {at_least: 90}\n", 9, "rules-lines-best-band"),
        (SEEN, "    good: {at_least: 90}\n    otherwise: outstanding\n", 6, "rules-lines-order"),
        (WAITING, "    good: {at_least: 5}\n", 6, "rules-lines-order"),
        (WAITING, "    good: {at_most: 0}\n    adequate: {between: [2, 5]}\n", 6, "rules-lines-order"),
        (WAITING, "    good: {at_most: -1}\n", 9, "rules-lines-outside"),
        (WAITING, "    good: {between: [0.2, 0.8]}\n", 9, "rules-lines-never-met"),
        (WAITING + "\nchange: {over: 1 year}", "    good: {at_least: 0}\n", 7, "rules-lines-order"),
        (AGAIN, "    good: {at_most: 28}\n    otherwise: adequate\n", 9, "rules-lines-best-band"),
        (AGAIN, "    good: {between: [0, 28]}\n    otherwise: adequate\n", 9, "rules-lines-best-band"),
        (AGAIN, "    good: {between: [18, 28]}\n    adequate: {at_most: 10}\n", 6, "rules-lines-order"),
        # yes and no
        (RETURNS, "    good: {at_least: 1}\n", 6, "rules-lines-kind"),
        (SEEN, "    yes: good\n    no: inadequate\n", 6, "rules-lines-kind"),
        (RETURNS, "    yes: inadequate\n    no: good\n", 9, "rules-lines-order"),
        (RETURNS, "    yes: adequate\n    no: inadequate\n", 9, "rules-lines-best-band"),
        (RETURNS + "\nchange: {over: 1 year}", "    yes: good\n    no: inadequate\n", 7, "rules-lines-kind"),
        # joined
        (NOTHING, "    all: [{indicator: children_seen, at_most: 90}]\n", 9, "rules-joined-falls"),
        (NOTHING, "    any: [{indicator: children_waiting, more_than: 3}]\n", 9, "rules-joined-falls"),
        (NOTHING, "    all: [{indicator: children_referred_again, at_most: 30}]\n", 9, "rules-joined-falls"),
        (NOTHING, "    all: [{indicator: children_seen, at_least: 9}, {indicator: children_seen, at_most: 90}]\n", 9,
         "rules-joined-falls"),
        (NOTHING, "    all: [{not: {indicator: returns_made}}]\n", 9, "rules-joined-falls"),
        (NOTHING, "    all: [{not: {indicator: children_seen}}]\n", 9, "rules-joined-kind"),
        (NOTHING, "    all: [{indicator: children_seen}]\n", 9, "rules-joined-kind"),
        (NOTHING, "    all: [{indicator: returns_made, at_least: 1}]\n", 9, "rules-joined-kind"),
        (NOTHING, "    all: [{indicator: children_seen, at_least: 0}]\n", 9, "rules-joined-never"),
        (NOTHING, "    all: [{indicator: children_known, at_least: 5}]\n", 9, "rules-joined-never-graded"),
        # what goes together
        (SEEN, "    all: [{indicator: returns_made}]\n", 9, "rules-combination"),
        (NOTHING, "    good: {at_least: 90}\n", 6, "rules-combination"),
        (RETURNS, "    yes: good\n", 6, "rules-combination"),
        (RETURNS, "    yes: good\n    no: inadequate\n    good: {at_least: 1}\n", 6, "rules-combination"),
        (SEEN, "", 6, "rules-combination"),
        ("indicator: children_known", "    good: {at_least: 90}\n", 5, "rules-combination"),
        (NOTHING + "\n" + RECORDS, "    all: [{indicator: returns_made}]\n", 5, "rules-combination"),
        (SEEN + "\nchange: {over: 1 year}\nagainst: {comparator: england}", "    good: {at_least: 1}\n", 6,
         "rules-combination"),
        (SEEN + "\nassumption: true", "    good: {at_least: 90}\n", 5, "rules-combination"),
        (NOTHING + "\nchange: {over: 1 year}", "    all: [{indicator: returns_made}]\n", 5, "rules-combination"),
        (WAITING + "\nagainst: {comparator: england}", "    good: {at_most: 0}\n", 5, "rules-combination"),
        # names
        ("indicator: children_sean", "    good: {at_least: 90}\n", 4, "rules-unknown-name"),
        (SEEN + "\nevidence: records", "    good: {at_least: 90}\n", 5, "rules-unknown-name"),
        (NOTHING, "    all: [{indicator: children_sean, at_least: 9}]\n", 9, "rules-unknown-name"),
    ],
)  # fmt: skip
def test_lines_that_do_not_hold_are_refused_where_they_stand(
    tmp_path: Path, shown_by: str, lines: str, line: int, code: str
) -> None:
    assert (str(line), code) in told(tmp_path, rule(SINCE + lines, shown_by=shown_by))


def test_an_unknown_indicator_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    text = rule(SINCE + "    good: {at_least: 90}\n", shown_by="indicator: children_sean")
    (problem,) = problems_in(tmp_path, {RULE: text})
    assert problem.way_out == "Did you mean `children_seen`?"


@pytest.mark.parametrize("second", ["2012-04-01", "2011-04-01"])
def test_blocks_stand_in_the_order_of_their_dates_one_a_date(tmp_path: Path, second: str) -> None:
    block = "    good: {at_least: 90}\n"
    lines = f"{SINCE}{block}  - since: {second}\n{STATUTE}{block}"
    assert told(tmp_path, rule(lines)) == [("10", "rules-lines-dates")]


def england(year: str, since: str, bands: str) -> str:
    return (
        f"  - since: {since}\n    expectation: every child\n    basis: {{england: {year}, source: DfE}}\n"
        f"    {bands}\n    adequate: {{at_least: 60}}\n"
    )


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (england("2009-10", "2010-04-01", "good: {at_least: 80.5}"), 8),  # nothing published
        (england("2010-11", "2010-04-01", "good: {at_least: 80}"), 9),  # another line than the quartile
        (england("2010-11", "2010-04-01", "good: {more_than: 80.5}"), 9),
        (england("2010-11", "2009-04-01", "good: {at_least: 80.5}"), 8),  # the series changed in between
        (england("2011-12", "2011-04-01", "good: {at_least: 99}"), 8),  # half of the authorities reach 95 %
    ],
)
def test_england_is_a_basis_only_as_published_and_never_where_nearly_all_is_reached(
    tmp_path: Path, lines: str, line: int
) -> None:
    assert (str(line), "rules-lines-england") in told(tmp_path, rule(lines))


@pytest.mark.parametrize(
    ("polarity", "bands", "flawed"),
    [
        ("high", "good: {at_least: 30}\n    adequate: {at_least: 10}", []),
        ("low", "good: {at_most: 10}\n    adequate: {at_most: 30}", []),
        ("low", "good: {at_most: 10}", ["6"]),
        ("low", "good: {at_most: 10}\n    adequate: {at_most: 29.9}", ["10"]),
        ("middle", "good: {between: [10, 30]}\n    otherwise: adequate", []),
        ("middle", "good: {between: [10, 30]}\n    adequate: {between: [5, 50]}", ["10"]),
    ],
)
def test_englands_quartiles_are_lines_by_the_way_the_figure_is_better(
    tmp_path: Path, polarity: str, bands: str, flawed: list[str]
) -> None:
    quartiles = "{year: 2011-12, ended: 2012-03-31, lower_quartile: 10, upper_quartile: 30, source: DfE}"
    catalogue = changed(CATALOGUE, "{middle: few and", f"{{{polarity}: few and")[CATALOGUE] or ""
    catalogue = catalogue.replace(
        f"unit: percent\n  polarity: {{{polarity}: few", f"unit: number\n  polarity: {{{polarity}: few"
    )
    ended = "  definition: referrals of a child referred before, of all\n"
    catalogue = catalogue.replace(ended, f"{ended}  same_as: again\n")
    series = f"title: x\nunit: number\nsource: {{title: x, publisher: DfE, year: 2012}}\nyears: [{quartiles}]\n"
    lines = f"  - since: 2011-04-01\n    expectation: x\n    basis: {{england: 2011-12, source: DfE}}\n    {bands}\n"
    found = problems_in(
        tmp_path, {CATALOGUE: catalogue, "published/again.yaml": series, RULE: rule(lines, shown_by=AGAIN)}
    )
    assert [(str(problem.line), problem.code) for problem in found] == [
        (line, "rules-lines-england") for line in flawed
    ]


def test_englands_quartiles_are_of_a_figure_itself_that_has_them(tmp_path: Path) -> None:
    lines = england("2010-11", "2010-04-01", "good: {at_least: 80.5}")
    assert ("9", "rules-lines-england") in told(tmp_path, rule(lines, shown_by=SEEN + "\nchange: {over: 1 year}"))
    without = changed(SERIES, "lower_quartile: 60, median: 70, upper_quartile: 80.5, ", "")
    found = problems_in(tmp_path, {RULE: rule(lines), **without})
    assert [(problem.line, problem.code) for problem in found] == [(8, "rules-lines-england")]


def test_englands_quartiles_end_with_their_series(tmp_path: Path) -> None:
    broken = changed(CATALOGUE, "are counted}]", "are counted}, {on: 2011-10-01, what: asked otherwise}]")
    found = problems_in(tmp_path, broken)
    assert [(problem.place, problem.code) for problem in found] == [(f"rules/{RULE}:8:5", "rules-lines-england")]
    assert "2011-10-01" in found[0].way_out


def test_england_is_a_basis_only_where_the_framework_assumes_it(tmp_path: Path) -> None:
    assumed = "  quartiles: {method: inclusive, rounding: half up, assumption: true, why: none were published}\n"
    found = problems_in(tmp_path, changed(FRAMEWORK, assumed, ""))
    assert [(problem.place, problem.code) for problem in found] == [(f"rules/{RULE}:8:5", "rules-lines-england")]


@pytest.mark.parametrize(
    ("basis", "rest", "expected"),
    [
        ("{later: a report, source: Ofsted 2017}", "", [("8", "rules-lines-basis")]),
        ("{later: a report, source: Ofsted 2017}",
         "assumption: true\nlater_source: {title: Report, publisher: Ofsted, year: 2017}\n", []),
        ("{framework: sampled_cases}", "", [("8", "rules-combination")]),
        ("{own deadline: at once is at once, source: Ofsted 2012}", "", []),
    ],
)  # fmt: skip
def test_a_line_stands_on_a_later_source_only_as_an_assumption(
    tmp_path: Path, basis: str, rest: str, expected: list[tuple[str, str]]
) -> None:
    lines = f"  - since: 2012-04-01\n    expectation: every child\n    basis: {basis}\n    good: {{at_least: 90}}\n"
    assert told(tmp_path, rule(lines, rest=rest)) == expected


def test_lines_for_evidence_without_its_topic_are_refused(tmp_path: Path) -> None:
    text = (
        changed(RULE, "recommend:\n", f"sampled:\n{FROM_2012}{SAMPLED}    counts: {{good: 2/3}}\nrecommend:\n")[RULE]
        or ""
    )
    assert told(tmp_path, text) == [("11", "rules-combination")]


def by_evidence(lines: str, rest: str = "") -> str:
    return rule(lines, shown_by=RECORDS, rest=rest).replace("grades:\n", "sampled:\n")


@pytest.mark.parametrize(
    ("basis", "lines", "expected"),
    [
        (SAMPLED, "    counts: {good: 2/3, adequate: 2/3}\n    share: {good: {at_least: 90}}\n", []),
        (SAMPLED, "    counts: {good: 3/4, adequate: 2/3}\n", [("9", "rules-lines-basis")]),
        ("    basis: {framework: cases}\n", "    counts: {good: 2/3}\n", [("8", "rules-lines-basis")]),
        ("    basis: {england: 2010-11, source: DfE}\n", "    counts: {good: 2/3}\n", [("8", "rules-combination")]),
        (SAMPLED, "    counts: {adequate: 2/3}\n", [("9", "rules-lines-best-band")]),
        (SAMPLED, "    counts: {outstanding: 2/3, good: 2/3}\n", [("9", "rules-lines-best-band")]),
        (SAMPLED, "    share: {good: {at_most: 10}}\n", [("9", "rules-lines-order")]),
        (SAMPLED, "    share: {good: {at_least: 110}}\n", [("9", "rules-lines-outside")]),
        (
            "    basis: {later: a report, source: Ofsted 2017}\n",
            "    counts: {good: 2/3}\n",
            [("8", "rules-lines-basis")],
        ),
        (SAMPLED, "    counts: {god: 2/3}\n", [("9", "rules-unknown-key")]),
        (SAMPLED, "    counts: {}\n", [("9", "rules-combination")]),
        (SAMPLED, "", [("6", "rules-combination")]),
    ],
)
def test_lines_for_evidence_are_proved_like_those_for_figures(
    tmp_path: Path, basis: str, lines: str, expected: list[tuple[str, str]]
) -> None:
    text = by_evidence(f"  - since: 2012-04-01\n    expectation: every record\n{basis}{lines}")
    assert told(tmp_path, text) == expected


def test_a_key_requirement_stands_on_statute_or_on_every_child(tmp_path: Path) -> None:
    lines = SINCE + "    good: {at_least: 100}\n"
    assert told(tmp_path, rule(lines, rest="key: true\n")) == []
    every = lines.replace("{statute:", "{every child:")
    assert told(tmp_path, rule(every, rest="key: true\n")) == []
    deadline = lines.replace("{statute:", "{own deadline:")
    assert told(tmp_path, rule(deadline, rest="key: true\n")) == [("8", "rules-key")]
    sampled = f"  - since: 2012-04-01\n    expectation: every record\n{SAMPLED}    counts: {{good: 2/3}}\n"
    assert told(tmp_path, by_evidence(sampled, "key: true\n")) == [("8", "rules-key")]


@pytest.mark.parametrize(
    "text",
    [
        "indicator: children_known\n",
        "left_to_inspectors: nothing a return holds shows it\n",
        rule(SINCE + "    good: {at_least: 90}\n").partition("year: 2010}\n")[2]
        + "assumption: true\nlater_source: {title: Report, publisher: Ofsted, year: 2017}\n",
    ],
)
def test_a_key_requirement_can_be_graded(tmp_path: Path, text: str) -> None:
    source = "source: {title: Guidance, publisher: DCSF, year: 2010}\n"
    assert told(tmp_path, f"title: A requirement\nwhy: A child.\n{source}key: true\n{text}") == [("4", "rules-key")]


def test_a_key_requirement_carries_weight(tmp_path: Path) -> None:
    weights = changed(FRAMEWORK, "bar: adequate", "bar: adequate\nweights: {practice/seen: {weight: 0, why: less}}")
    text = rule(SINCE + "    good: {at_least: 100}\n", rest="key: true\n")
    found = problems_in(tmp_path, {RULE: text, **weights})
    assert [(problem.place, problem.code) for problem in found] == [(f"rules/{RULE}:13:1", "rules-key")]


@pytest.mark.parametrize(
    ("lines", "asked_for"),
    [
        ("    good: {at_least: 90}\n    adequate: {at_least: 75}\n", ["inadequate", "adequate"]),
        ("    good: {at_least: 90}\n", ["inadequate"]),
        ("    good: {at_least: 90}\n    otherwise: adequate\n", ["adequate"]),
        ("    good: {at_least: 90}\n    otherwise: not graded\n", []),
    ],
)
def test_every_grade_below_good_that_can_happen_has_a_recommendation(
    tmp_path: Path, lines: str, asked_for: list[str]
) -> None:
    text = rule(SINCE + lines).partition("recommend:")[0]
    found = problems_in(tmp_path, {RULE: text})
    assert {problem.code for problem in found} <= {"rules-recommendation"}
    assert [problem.fact.split()[0] for problem in found] == sorted(asked_for)


def test_evidence_can_bring_any_grade_and_so_needs_a_recommendation_for_each(tmp_path: Path) -> None:
    text = by_evidence(f"  - since: 2012-04-01\n    expectation: x\n{SAMPLED}    counts: {{good: 2/3}}\n")
    assert told(tmp_path, text.replace("  - {when: adequate, action: Better it, by: within 3 months}\n", "")) == [
        ("10", "rules-recommendation")
    ]
    twice = text.replace("when: adequate", "when: inadequate")
    assert ("12", "rules-recommendation") in told(tmp_path, twice)


SCALE = Scale.of(("inadequate", "adequate", "good", "outstanding"))
GOOD = SCALE.grade("good")
BASIS = Basis("statute", "x", "y")
edges = st.decimals(min_value=0, max_value=100, places=1)
bounds = st.one_of(
    edges.map(lambda edge: Bound.of(edge, None)),
    edges.map(lambda edge: Bound.of(None, edge)),
    edges.map(lambda edge: Bound.of(edge, None, low_is_in=False)),
    edges.map(lambda edge: Bound.of(None, edge, high_is_in=False)),
    st.tuples(edges, edges).map(lambda pair: Bound.of(min(pair), max(pair))),
)
blocks = st.builds(
    lambda good, adequate, otherwise: Lines(
        date(2012, 4, 1), "x", BASIS, (Band(GOOD, good), Band(SCALE.grades[1], adequate)), otherwise
    ),
    bounds,
    bounds,
    st.sampled_from([SCALE.grades[0], SCALE.grades[1], None]),
)
values = st.fractions(min_value=0, max_value=100, max_denominator=300)


@given(blocks, st.sampled_from(["high", "low"]), values, values)
def test_where_a_better_figure_has_a_lower_grade_a_flaw_is_found(
    lines: Lines, polarity: str, one: Fraction, other: Fraction
) -> None:
    better, worse = max(one, other), min(one, other)
    if polarity == "low":
        better, worse = worse, better
    ranks = [rank_of(lines.grade_of(value.as_integer_ratio())) for value in (worse, better)]
    assert ranks == sorted(ranks) or list(band_flaws(lines, polarity, PER_CENT, GOOD))


@given(blocks, values, values)
def test_where_both_ends_are_questions_and_a_figure_nearer_the_band_has_a_lower_grade_a_flaw_is_found(
    lines: Lines, one: Fraction, other: Fraction
) -> None:
    good, below, above = lines.bands[0].bound, min(one, other), max(one, other)
    ranks = [rank_of(lines.grade_of(value.as_integer_ratio())) for value in (below, above)]
    holds = rank_of(lines.grade_of((0, 1))) < rank_of(GOOD) > rank_of(lines.grade_of((100, 1)))
    if good.low is not None and above <= good.low:
        holds = holds and ranks == sorted(ranks)
    if good.high is not None and below >= good.high:
        holds = holds and ranks == sorted(ranks, reverse=True)
    assert holds or list(band_flaws(lines, "middle", PER_CENT, GOOD))


def rank_of(grade: Grade | None) -> int:
    """Inadequate, then not graded, then adequate, then good."""
    return 1 if grade is None else 2 * grade.rank


def test_what_stands_on_every_child_asks_for_every_child(tmp_path: Path) -> None:
    every = SINCE.replace("{statute:", "{every child:")
    assert told(tmp_path, rule(every + "    good: {at_least: 95}\n")) == [("9", "rules-lines-basis")]
    assert told(tmp_path, rule(every + "    good: {at_least: 100}\n")) == []


def test_sampled_cases_that_stand_on_every_child_are_all_of_them(tmp_path: Path) -> None:
    basis = "    basis: {every child: each is owed it, source: Children Act 1989}\n"
    assert told(tmp_path, by_evidence(f"{FROM_2012}{basis}    counts: {{good: 2/3}}\n")) == [("9", "rules-lines-basis")]
    assert told(tmp_path, by_evidence(f"{FROM_2012}{basis}    counts: {{good: 1}}\n")) == []
