from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    at_least,
    bands,
    either_rule,
    entry,
    evidence_rule,
    figure,
    found,
    part_of,
    replace,
    rule,
    sampled,
    seen,
)
from compcheck.backtesting.scoring import areas_of, by_figures, score_of
from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Overall
from compcheck.model.grade import Grade, NotGraded, Reason

DAY = date(2013, 5, 20)
NOT_SEEN = NotGraded(Reason.NOT_SUPPLIED)
A_RULE = rule("practice/timely", bands(at_least(90), at_least(70)))


def finding(grade: Grade | None, weight: int | Fraction = 1, name: str = "practice/timely") -> Finding:
    weighed = replace(A_RULE, id=name, area=name.partition("/")[0], weight=Fraction(weight))
    return Finding(weighed, grade or NOT_SEEN, GOOD)


def test_the_best_grade_figures_give_is_the_whole_of_a_rule_s_weight() -> None:
    assert score_of([finding(GOOD)]).share == 1
    assert score_of([finding(ADEQUATE)]).share == Fraction(1, 2)
    assert score_of([finding(INADEQUATE)]).share == 0


def test_each_rule_counts_by_its_weight() -> None:
    assert score_of([finding(GOOD, 3), finding(INADEQUATE, 1)]).share == Fraction(3, 4)


def test_what_was_not_seen_is_left_out_of_both_sides_and_told() -> None:
    score = score_of([finding(GOOD), finding(ADEQUATE), finding(None, 2)])
    assert score.share == Fraction(3, 4)
    assert score.seen == Fraction(1, 2)


def test_a_row_without_a_graded_rule_has_no_score() -> None:
    assert score_of([finding(None)]).share is None
    assert score_of([]).share is None
    assert score_of([]).seen == 0


def test_a_rule_that_weighs_nothing_moves_nothing() -> None:
    assert score_of([finding(GOOD), finding(INADEQUATE, 0)]).share == 1
    assert score_of([finding(INADEQUATE, 0)]).share is None


def test_a_grade_by_evidence_is_no_figure() -> None:
    either = either_rule(
        bands(at_least(90), at_least(70)), sampled=(sampled(share={GOOD: at_least(90), ADEQUATE: at_least(70)}),)
    )
    by_evidence = found(
        either, figure(entry(not_supplied="system change")), evidence=[seen(grade="good", kind="inspection")]
    )
    assert by_evidence.by_evidence
    assert by_evidence.grade == GOOD
    assert score_of([by_evidence]).share is None
    assert score_of([found(either, figure(part_of(95, 100)))]).share == 1


def test_an_area_is_scored_by_its_own_rules_and_the_whole_by_all() -> None:
    findings = [finding(GOOD), finding(INADEQUATE, 1, "leadership/staffed")]
    assert score_of(by_figures(findings, areas_of("overall", []), DAY)).share == Fraction(1, 2)
    assert score_of(by_figures(findings, areas_of("leadership", []), DAY)).share == 0


def test_an_area_worked_out_from_its_parts_is_scored_by_their_rules_and_no_other_area_is() -> None:
    parts = Overall((), Fraction(1))
    areas = (Area("safeguarding", "", from_parts=parts), Area("help", "", "safeguarding"), Area("care", ""))
    adoption = Area("adoption", "", "care")
    assert areas_of("safeguarding", [*areas, adoption]) == {"safeguarding", "help"}
    assert areas_of("care", [*areas, adoption]) == {"care"}


def test_a_rule_that_was_not_in_force_yet_is_not_asked_for() -> None:
    assert by_figures([finding(GOOD)], frozenset(), date(2009, 3, 31)) == []


def test_rules_no_figure_can_grade_are_not_asked_for() -> None:
    context = Finding(replace(A_RULE, never_graded=Reason.CONTEXT), NotGraded(Reason.CONTEXT), GOOD)
    shown_by_evidence = Finding(evidence_rule(sampled()), NOT_SEEN, GOOD)
    assert by_figures([context, shown_by_evidence, finding(GOOD)], frozenset(), DAY) == [finding(GOOD)]


GRADES = st.sampled_from([INADEQUATE, ADEQUATE, GOOD, None])


@given(st.lists(st.tuples(GRADES, st.integers(0, 3)), max_size=8), st.integers(0, 7))
def test_a_better_finding_never_lowers_the_score(rows: list[tuple[Grade | None, int]], place: int) -> None:
    findings = [finding(grade, weight) for grade, weight in rows]
    share = score_of(findings).share
    if share is None or place >= len(rows) or rows[place][0] is None:
        return
    better = score_of([*findings[:place], finding(GOOD, rows[place][1]), *findings[place + 1 :]]).share
    assert better is not None
    assert 0 <= share <= better <= 1
