"""What a changed rule asks less of: named where it does, and where nothing is named no grade ever rises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    SCALE,
    all_of,
    any_of,
    at_least,
    at_most,
    bands,
    between,
    indicator,
    joined_rule,
    more_than,
    replace,
    rule,
    sampled,
    yes_is,
)
from compcheck.model.bands import Basis, Lines, Member, NationalBand
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import Published
from compcheck.model.rule import Rule
from compcheck.reading.tightening import looser, stands_on_statute
from drawing_frameworks import INDICATORS, a_rule, frameworks, lines_of, member, sampled_lines, standing, submissions

ENGLAND = Basis("england", "2012-13", "DfE")
LATER = date(2013, 4, 1)
SHARE = {
    "high": indicator("high"),
    "low": indicator("low", polarity="low"),
    "middle": indicator("m", polarity="middle"),
}
ALL = {**INDICATORS, **SHARE}


def of(*lines: Lines, name: str = "high", **changes: object) -> Rule:
    return rule("practice/it", *(replace(one, basis=ENGLAND) for one in lines), indicator=name, **changes)


def facts(base: Rule, own: Rule) -> list[str]:
    return [one.fact for one in looser(base, own, ALL)]


BASE = of(bands(at_least(80), at_least(60)))


@pytest.mark.parametrize(
    "own",
    [
        of(bands(at_least(80), at_least(60))),
        of(bands(at_least(90), at_least(60))),
        of(bands(more_than(80), at_least("60.1"))),
        of(bands(at_least(80))),
        of(bands(at_least(80), at_least(60)), bands(at_least(95), at_least(90), since=LATER)),
        of(bands(at_least(80), at_least(60)), key=True, title="Another title"),
    ],
)
def test_a_rule_that_asks_as_much_or_more_is_not_looser(own: Rule) -> None:
    assert facts(BASE, own) == []


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (of(bands(at_least(79), at_least(60))), "period ended on 2009-04-01, 79 is good, and was adequate"),
        (of(bands(at_least(90), at_least("59.9"))), "59.9 is adequate, and was inadequate"),
        (of(bands(at_least(90), at_least(70), otherwise=None)), "0 is not graded, and was inadequate"),
        (
            of(bands(at_least(80), at_least(60)), bands(at_least(70), at_least(60), since=LATER)),
            "of a figure whose period ended on 2013-04-01, 70 is good, and was adequate",
        ),
        (of(bands(at_least(80), at_least(60), since=LATER)), "there is no line where there was one"),
        (of(bands(at_least(100))), "a share of a handful of cases is graded now (only at least 100 is asked for)"),
        (of(bands(at_least(90), at_least(60)), name="low"), "another `indicator` shows it"),
        (of(bands(at_least(90), at_least(60)), topic="records"), "another `evidence` shows it"),
        (of(bands(at_least(90), at_least(60)), change_months=12), "another `change` shows it"),
        (of(bands(at_least(90), at_least(60)), weight=Fraction(1, 2)), "it weighs 1/2, and 1 before"),
        (of(bands(at_least(90), at_least(60)), weight=Fraction(2)), "it weighs 2, and 1 before"),
        (of(yes_is(GOOD, no=INADEQUATE)), "the lines are of another kind"),
    ],
)  # fmt: skip
def test_whatever_asks_less_is_named(own: Rule, said: str) -> None:
    (fact,) = facts(BASE, own)
    assert said in fact


def test_lines_where_there_were_none_are_named() -> None:
    base = of(bands(at_least(80), at_least(60), since=LATER))
    assert "there is a line where there was none" in facts(base, BASE)[0]


def test_a_key_requirement_may_become_one_and_not_cease_to_be() -> None:
    key = replace(BASE, key=True)
    assert facts(BASE, key) == []
    (less,) = looser(key, BASE, ALL)
    assert (less.fact, less.statutory) == ("it is a key requirement no longer", False)
    statutory = replace(key, lines=(bands(at_least(100)),))
    assert [one.statutory for one in looser(statutory, replace(statutory, key=False), ALL)] == [True]


def test_a_narrower_middle_is_tighter_and_a_shifted_one_is_not() -> None:
    base = of(bands(between(20, 30), between(10, 50)), name="middle")
    assert facts(base, of(bands(between(22, 28), between(15, 40)), name="middle")) == []
    assert "31 is good" in facts(base, of(bands(between(25, 31), between(10, 50)), name="middle"))[0]


def test_yes_and_no_are_compared_answer_by_answer() -> None:
    base = of(yes_is(GOOD, no=ADEQUATE), name="yes")
    assert facts(base, of(yes_is(GOOD, no=INADEQUATE), name="yes")) == []
    (fact,) = facts(of(yes_is(GOOD, no=INADEQUATE), name="yes"), base)
    assert fact.endswith("no is adequate, and was inadequate")


A, B = Member("average", at_most(10)), Member("count", at_most(5))


@pytest.mark.parametrize(
    ("base", "own", "said"),
    [
        (all_of(A), all_of(A, B), ""),
        (all_of(A, B), all_of(A._replace(bound=at_most(9)), B), ""),
        (any_of(A, B), any_of(A._replace(bound=at_most(9)), B), ""),
        (all_of(A, B), all_of(A), "`count` is looked at no longer"),
        (any_of(A, B), any_of(A), "`count` is looked at no longer"),
        (any_of(A), any_of(A, B), "`count` is enough now"),
        (all_of(A, B), any_of(A, B), "`all` and `any` are exchanged"),
        (all_of(A, B), all_of(A._replace(bound=at_most(11)), B), "`average` at 11 is enough now"),
        (all_of(Member("yes", None), B), all_of(Member("yes", None, negated=True), B), "`yes` at no is enough now"),
    ],
)
def test_what_is_joined_is_compared_figure_by_figure(base: Lines, own: Lines, said: str) -> None:
    found = facts(joined_rule(base), joined_rule(own))
    assert (said in found[0]) if said else found == []


def test_lines_for_evidence_are_compared_too() -> None:
    half, two_thirds = Fraction(1, 2), Fraction(2, 3)

    def evidence(counts: dict[Grade, Fraction] | None, line: int | None = None) -> Rule:
        share = {GOOD: at_least(line)} if line else None
        return rule("practice/it", indicator=None, topic="records", sampled=(sampled(counts, share),))

    base = evidence({GOOD: two_thirds, ADEQUATE: two_thirds}, 80)
    assert facts(base, evidence({GOOD: Fraction(1), ADEQUATE: two_thirds}, 90)) == []
    assert facts(base, evidence({GOOD: two_thirds}, 80)) == []
    assert "1/2 of the cases make it good, and 2/3 did" in facts(base, evidence({GOOD: half, ADEQUATE: half}, 80))[0]
    assert "79 is good" in facts(base, evidence({GOOD: two_thirds, ADEQUATE: two_thirds}, 79))[0]
    assert "`counts` has a line no longer" in facts(base, evidence(None, 80))[0]
    assert (
        "a share of cases makes it adequate" in facts(evidence({GOOD: half}), evidence({GOOD: half, ADEQUATE: half}))[0]
    )
    assert facts(base, replace(base, sampled=())) == ["of evidence of 2009-04-01, there is no line where there was one"]


def test_what_stands_on_statute_says_so_even_behind_what_does_not() -> None:
    later = bands(at_least(100), since=LATER)
    base = replace(BASE, lines=(*BASE.lines, later))
    found = list(looser(base, of(bands(at_least(70), at_least(60))), ALL))
    assert [one.statutory for one in found] == [False, True]
    assert stands_on_statute(base)
    assert not stands_on_statute(BASE)


# --- the law ----------------------------------------------------------------------------------------------------------


@st.composite
def altered(draw: st.DrawFn, base: Rule) -> Rule:
    """Its lines drawn anew for what it looks at, or some of them kept; asked for as key or not."""

    def again(lines: Lines) -> Lines:
        if lines.joined is not None:
            names = [one.indicator for one in lines.joined.members]
            more = draw(st.sampled_from([*sorted(INDICATORS), *names]))
            names += [more] if more not in names and draw(st.booleans()) else []
            members = tuple(draw(member(INDICATORS[name])) for name in names)
            return replace(lines, joined=replace(lines.joined, members=members))
        edges = (0, 10, -10, 5, -5) if base.change_months or base.against else (70, 50, 90, 30, 10, 60, 80, 100)
        return draw(lines_of(INDICATORS[base.indicator or ""], lines.since, edges))

    lines = tuple(again(one) if draw(st.booleans()) else one for one in base.lines)
    evidence = tuple(draw(sampled_lines()) if draw(st.booleans()) else one for one in base.sampled)
    key = base.key or (bool(base.weight) and draw(st.booleans()))
    return replace(base, lines=lines, sampled=evidence, key=key)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(frameworks(), st.data())
def test_no_overlay_of_random_tightenings_ever_raises_a_grade(edition: Framework, data: st.DataObject) -> None:
    rules = []
    for base in edition.rules:
        own = data.draw(altered(base))
        tightens = own != base and not list(looser(base, own, INDICATORS))
        event(f"tightened: {tightens}")
        rules.append(own if tightens else base)
    overlay = replace(edition, rules=tuple(rules))
    given_ = data.draw(submissions(overlay))
    before, after = given_.under(edition), given_.under(overlay)
    for was, now in zip(before.findings, after.findings, strict=True):
        assert standing(now.grade) <= standing(was.grade), now.rule.id
    for area, same_area in zip(before.judgements, after.judgements, strict=True):
        assert standing(same_area.grade) <= standing(area.grade)
    assert before.overall is not None
    assert after.overall is not None
    assert standing(after.overall.grade) <= standing(before.overall.grade)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(a_rule("practice", 0))
def test_a_rule_is_never_looser_than_itself(one: Rule) -> None:
    assert list(looser(one, one, INDICATORS)) == []
    assert SCALE.lowest == INADEQUATE


# --- lines in England's distribution ----------------------------------------------------------------------------------

PUBLISHED = (
    Published("2012-13", date(2013, 3, 31), "DfE", None, Decimal(60), Decimal(75), Decimal(90)),
    Published("2013-14", date(2014, 3, 31), "DfE", None, Decimal(65), Decimal(80), Decimal(95)),
)
NATIONAL = replace(indicator("high"), published=PUBLISHED, same_as="a_series")


def national(good: str, adequate: str = "lower_quartile", since: date = date(2013, 3, 31)) -> Lines:
    found = tuple(
        NationalBand(grade, at_least=True, marks=(mark,)) for grade, mark in ((GOOD, good), (ADEQUATE, adequate))
    )
    return Lines(since, "all", ENGLAND, otherwise=INADEQUATE, national=found)


def held_against(base: Lines, own: Lines) -> list[str]:
    rules = [rule("practice/it", lines, indicator="high") for lines in (base, own)]
    return [one.fact for one in looser(rules[0], rules[1], {"high": NATIONAL})]


def test_a_higher_place_in_englands_distribution_is_tighter() -> None:
    assert held_against(national("median"), national("upper_quartile")) == []
    (fact,) = held_against(national("upper_quartile"), national("median"))
    assert "period ended on 2013-03-31, 75 is good, and was adequate" in fact


def test_a_number_is_tighter_only_if_it_is_in_every_year_published() -> None:
    fixed = replace(bands(at_least(80), at_least(65)), since=date(2013, 3, 31), basis=ENGLAND)
    assert held_against(national("median"), fixed) == []
    (fact,) = held_against(national("median"), replace(fixed, bands=bands(at_least(78), at_least(65)).bands))
    assert "period ended on 2014-03-31, 78 is good, and was adequate" in fact


def test_a_number_before_anything_is_published_is_a_line_where_there_was_none() -> None:
    early = date(2012, 3, 31)
    fixed = replace(bands(at_least(99), at_least(98)), since=early, basis=ENGLAND)
    assert "England's figures give no line, and there is one" in held_against(national("median", since=early), fixed)[0]
    assert "no line is left" in held_against(fixed, national("upper_quartile", since=early))[0]


def test_a_handful_of_cases_decides_as_it_did() -> None:
    """The corners that chance seldom draws: what a share of few cases comes to, and what evidence may still reach."""
    full, nearly = Member("high", at_least(100)), Member("high", at_least(90))
    assert "a share of a handful" in facts(joined_rule(all_of(nearly)), joined_rule(all_of(full)))[0]
    unsaid = of(bands(at_least(90), at_least(80), otherwise=None), topic="records")
    own = replace(unsaid, lines=of(bands(at_least(95), otherwise=None)).lines)
    assert "leaves evidence a better grade open" in facts(unsaid, own)[0]
