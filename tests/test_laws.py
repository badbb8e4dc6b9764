"""What holds of every framework and every submission, whatever its rules and whatever it says.

Each law is tried on single requirements, kind by kind, and on whole frameworks. What of it concerns judging alone is
tried on findings at random, where every combination is soon met.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import exit_code, replace
from compcheck.measuring import figure_of
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, Outcome
from drawing_frameworks import (
    INDICATORS,
    KINDS_OF_RULE,
    Given,
    better_entry,
    better_evidence,
    frameworks,
    made_of,
    no_value,
    requirement,
    standing,
    submissions,
)

Case = tuple[Framework, Given, Given]
FIGURES_ALONE = tuple(kind for kind in KINDS_OF_RULE if kind not in {"either", "evidence"})
UNJOINED = tuple(kind for kind in KINDS_OF_RULE if kind != "joined")
LAW = settings(max_examples=100, deadline=None, derandomize=True)
OF_ONE_KIND = settings(LAW, max_examples=400)
each_kind = pytest.mark.parametrize("kind", KINDS_OF_RULE)


def grades(evaluation: Evaluation) -> Mapping[str, Grade | None]:
    """Every grade there is: of findings, of areas, of the whole."""
    found = {f"finding {one.rule.id}": one.grade for one in evaluation.findings}
    found |= {f"area {one.area}": one.grade for one in evaluation.judgements}
    return found | ({"overall": evaluation.overall.grade} if evaluation.overall is not None else {})


def outcomes(evaluation: Evaluation) -> Mapping[str, Outcome]:
    return {one.rule.id: one.outcome for one in evaluation.findings}


def lowered(before: Evaluation, after: Evaluation) -> list[str]:
    """What stands lower in inadequate < not judged < adequate < good than it did."""
    now = grades(after)
    return [
        f"{name}: {was} to {now[name]}" for name, was in grades(before).items() if standing(now[name]) < standing(was)
    ]


def raised(before: Evaluation, after: Evaluation) -> list[str]:
    """What has a grade and had none, or a better one than it had. Inadequate may become not judged."""
    found = []
    for name, was in grades(before).items():
        now = grades(after)[name]
        if now is not None and (was is None or now > was):
            found.append(f"{name}: {was} to {now}")
    return found


# --- a better figure --------------------------------------------------------------------------------------------------


@st.composite
def improved(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> Case:
    """A submission, and the same with its figures further along their polarity."""
    edition = draw(editions)
    worse = draw(submissions(edition))
    better = worse
    for one in worse.entries.values():
        better = better.with_entry(draw(better_entry(one)))
    return edition, worse, better


@each_kind
def test_a_better_figure_never_lowers_a_finding(kind: str) -> None:
    @OF_ONE_KIND
    @given(improved(requirement(kind)))
    def holds(case: Case) -> None:
        edition, worse, better = case
        assert not lowered(worse.under(edition), better.under(edition))

    holds()


@LAW
@given(improved(frameworks()))
def test_a_better_figure_lowers_no_area_and_not_the_whole_and_fails_no_bar(case: Case) -> None:
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    assert not lowered(before, after)
    for bar in (None, "adequate", "good"):
        assert exit_code(after, bar) <= exit_code(before, bar)


@LAW
@given(improved(frameworks(UNJOINED)))
def test_where_each_requirement_has_one_figure_a_better_one_is_graded_wherever_the_worse_one_was(case: Case) -> None:
    """Of a joined rule it is not so: a failing figure decides an `all`; once it passes, the missing ones are wanted."""
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    assert exit_code(after, "none") <= exit_code(before, "none")
    assert exit_code(after, fail_on_not_graded=True) <= exit_code(before, fail_on_not_graded=True)


# --- something left out -----------------------------------------------------------------------------------------------


@st.composite
def left_out(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> Case:
    """A submission, and the same without some of its entries."""
    edition = draw(editions)
    whole = draw(submissions(edition))
    kept_entries = {name: one for name, one in whole.entries.items() if draw(st.booleans())}
    kept_evidence = {topic: one for topic, one in whole.evidence.items() if draw(st.booleans())}
    return edition, whole, Given(kept_entries, kept_evidence)


@each_kind
def test_leaving_an_entry_out_never_makes_a_finding_and_never_raises_one(kind: str) -> None:
    @OF_ONE_KIND
    @given(left_out(requirement(kind)))
    def holds(case: Case) -> None:
        edition, whole, part = case
        assert not raised(whole.under(edition), part.under(edition))

    holds()


@LAW
@given(left_out(frameworks()))
def test_leaving_an_entry_out_makes_no_grade_raises_none_and_turns_no_failure_into_a_pass(case: Case) -> None:
    edition, whole, part = case
    before, after = whole.under(edition), part.under(edition)
    assert not raised(before, after)
    for bar in (None, "adequate", "good", "none"):
        for on_not_graded in (False, True):
            code = exit_code(before, bar, fail_on_not_graded=on_not_graded)
            assert code <= exit_code(after, bar, fail_on_not_graded=on_not_graded)


# --- a figure that is not there ---------------------------------------------------------------------------------------


@st.composite
def withheld(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> Case:
    """A submission, and the same with marks and reasons where it had figures."""
    edition = draw(editions)
    whole = draw(submissions(edition))
    part = whole
    for name, one in whole.entries.items():
        if draw(st.booleans()):
            said = draw(no_value(INDICATORS[name])) | {"period": one.period, "history": one.history}
            part = part.with_entry(made_of(INDICATORS[name], said))
    return edition, whole, part


@LAW
@given(withheld(frameworks(FIGURES_ALONE)))
def test_a_mark_or_a_reason_in_place_of_a_figure_makes_no_grade_and_raises_none(case: Case) -> None:
    edition, whole, part = case
    assert not raised(whole.under(edition), part.under(edition))


@LAW
@given(withheld(requirement("either")))
def test_where_a_missing_figure_has_a_better_grade_it_is_that_of_evidence_and_the_finding_says_so(case: Case) -> None:
    edition, whole, part = case
    (before,), (after,) = whole.under(edition).findings, part.under(edition).findings
    if after.grade is not None and (before.grade is None or after.grade > before.grade):
        assert after.by_evidence
        assert after.figures[0].missing is not None


@LAW
@given(withheld(frameworks()))
def test_what_is_not_there_has_no_value(case: Case) -> None:
    _, _, said = case
    for name, one in said.entries.items():
        figure = figure_of(one, INDICATORS[name])
        assert (figure.missing is None) == (figure.exact is not None or figure.truth is not None)
        counted = isinstance(one.numerator, int) and bool(one.denominator)
        if one.not_supplied is not None or ((one.value is None or isinstance(one.value, str)) and not counted):
            assert figure.missing is not None


# --- evidence ---------------------------------------------------------------------------------------------------------


@st.composite
def improved_evidence(draw: st.DrawFn, editions: st.SearchStrategy[Framework]) -> Case:
    edition = draw(editions)
    worse = draw(submissions(edition))
    evidence = {topic: draw(better_evidence(one)) for topic, one in worse.evidence.items()}
    return edition, worse, replace(worse, evidence=evidence)


@pytest.mark.parametrize("kind", ["evidence", "either"])
def test_better_evidence_never_lowers_a_finding(kind: str) -> None:
    @OF_ONE_KIND
    @given(improved_evidence(requirement(kind)))
    def holds(case: Case) -> None:
        edition, worse, better = case
        assert not lowered(worse.under(edition), better.under(edition))

    holds()


@LAW
@given(improved_evidence(frameworks(("evidence", "either"))))
def test_better_evidence_lowers_no_judgement_and_fails_no_bar(case: Case) -> None:
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    assert not lowered(before, after)
    for bar in (None, "good"):
        assert exit_code(after, bar) <= exit_code(before, bar)


@LAW
@given(left_out(requirement("either")))
def test_evidence_never_changes_what_a_figure_decided(case: Case) -> None:
    edition, said, _ = case
    (alone,) = replace(said, evidence={}).under(edition).findings
    (beside,) = said.under(edition).findings
    if alone.grade is not None:
        assert beside.outcome == alone.outcome
        assert not beside.by_evidence


# --- order ------------------------------------------------------------------------------------------------------------


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Framework, Framework, Given, Given]:
    edition = draw(frameworks())
    said = draw(submissions(edition))
    other = replace(edition, rules=tuple(draw(st.permutations(edition.rules))))
    entries = dict(draw(st.permutations(list(said.entries.items()))))
    evidence = dict(draw(st.permutations(list(said.evidence.items()))))
    return edition, other, said, Given(entries, evidence)


@LAW
@given(shuffled())
def test_the_order_of_rules_and_of_keys_changes_nothing(case: tuple[Framework, Framework, Given, Given]) -> None:
    edition, other, said, said_otherwise = case
    before, after = said.under(edition), said_otherwise.under(other)
    assert outcomes(after) == outcomes(before)
    assert grades(after) == grades(before)
    weights = [(one.area, one.seen, one.weight_all, one.weight_graded) for one in before.judgements]
    assert [(one.area, one.seen, one.weight_all, one.weight_graded) for one in after.judgements] == weights
    for bar in (None, "good", "none"):
        assert exit_code(after, bar) == exit_code(before, bar)


@LAW
@given(left_out(requirement("joined")), st.randoms(use_true_random=False))
def test_the_order_of_the_members_of_all_and_any_changes_no_grade(case: Case, chance: Random) -> None:
    edition, said, _ = case
    (rule,) = edition.rules
    lines = []
    for block in rule.lines:
        assert block.joined is not None
        members = list(block.joined.members)
        chance.shuffle(members)
        lines.append(replace(block, joined=replace(block.joined, members=tuple(members))))
    other = replace(edition, rules=(replace(rule, lines=tuple(lines)),))
    assert grades(said.under(other)) == grades(said.under(edition))
