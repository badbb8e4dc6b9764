"""What holds of every framework and every submission, whatever its rules and whatever it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from builders import exit_code
from drawing_frameworks import (
    INDICATORS,
    KINDS_OF_RULE,
    Given,
    better_entry,
    better_evidence,
    frameworks,
    made_of,
    no_value,
    standing,
    submissions,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from compcheck.measuring import figure_of
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, Outcome
from compcheck.model.submission import Entry

FIGURES_ALONE = tuple(kind for kind in KINDS_OF_RULE if kind not in {"either", "evidence"})
UNJOINED = tuple(kind for kind in KINDS_OF_RULE if kind != "joined")
LAW = settings(max_examples=250, deadline=None, derandomize=True)


def grades(evaluation: Evaluation) -> Mapping[str, Grade | None]:
    """Every grade there is: of findings, of areas, of the whole."""
    found = {f"finding {one.rule.id}": one.grade for one in evaluation.findings}
    found |= {f"area {one.area}": one.grade for one in evaluation.judgements}
    return found | ({"overall": evaluation.overall.grade} if evaluation.overall is not None else {})


def lowered(before: Evaluation, after: Evaluation) -> list[str]:
    """What stands lower in inadequate < not judged < adequate < good than it did."""
    now = grades(after)
    return [f"{name}: {was} to {now[name]}" for name, was in grades(before).items() if standing(now[name]) < standing(was)]


def raised(before: Evaluation, after: Evaluation) -> list[str]:
    """What has a grade and had none, or a better one than it had. Inadequate may become not judged."""
    found = []
    for name, was in grades(before).items():
        now = grades(after)[name]
        if now is not None and (was is None or now > was):
            found.append(f"{name}: {was} to {now}")
    return found


def exit_codes(evaluation: Evaluation, *bars: str | None) -> Iterator[int]:
    yield from (exit_code(evaluation, bar) for bar in bars)


@st.composite
def improved(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS_OF_RULE) -> tuple[Framework, Given, Given]:
    """A submission, and the same with some of its figures further along their polarity."""
    worse = draw(submissions())
    better = worse
    for one in worse.entries.values():
        if draw(st.booleans()):
            better = better.with_entry(draw(better_entry(one)))
    return draw(frameworks(kinds)), worse, better


@LAW
@given(improved())
def test_a_better_figure_lowers_no_finding_no_area_and_not_the_whole(case: tuple[Framework, Given, Given]) -> None:
    edition, worse, better = case
    assert not lowered(worse.under(edition), better.under(edition))


@LAW
@given(improved())
def test_a_better_figure_fails_no_bar_that_the_worse_one_met(case: tuple[Framework, Given, Given]) -> None:
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    for bar in (None, "adequate", "good"):
        assert exit_code(after, bar) <= exit_code(before, bar)


@LAW
@given(improved(UNJOINED))
def test_where_each_requirement_has_one_figure_a_better_one_is_graded_wherever_the_worse_one_was(
    case: tuple[Framework, Given, Given],
) -> None:
    """Of a joined rule it is not so: one failing figure decides an `all`, and once it passes the missing ones are wanted."""
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    assert exit_code(after, "none") <= exit_code(before, "none")
    assert exit_code(after, fail_on_not_graded=True) <= exit_code(before, fail_on_not_graded=True)


@st.composite
def left_out(draw: st.DrawFn) -> tuple[Framework, Given, Given]:
    """A submission, and the same without some of its entries."""
    whole = draw(submissions())
    kept_entries = {name: one for name, one in whole.entries.items() if draw(st.booleans())}
    kept_evidence = {topic: one for topic, one in whole.evidence.items() if draw(st.booleans())}
    return draw(frameworks()), whole, Given(kept_entries, kept_evidence)


@LAW
@given(left_out())
def test_leaving_something_out_makes_no_grade_and_raises_none(case: tuple[Framework, Given, Given]) -> None:
    edition, whole, part = case
    assert not raised(whole.under(edition), part.under(edition))


@LAW
@given(left_out())
def test_leaving_something_out_turns_no_failure_into_a_pass(case: tuple[Framework, Given, Given]) -> None:
    edition, whole, part = case
    before, after = whole.under(edition), part.under(edition)
    for bar in (None, "adequate", "good", "none"):
        for on_not_graded in (False, True):
            code = exit_code(before, bar, fail_on_not_graded=on_not_graded)
            assert code <= exit_code(after, bar, fail_on_not_graded=on_not_graded)


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Framework, Framework, Given, Given]:
    edition, said = draw(frameworks()), draw(submissions())
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
    assert list(exit_codes(after, None, "good", "none")) == list(exit_codes(before, None, "good", "none"))


def outcomes(evaluation: Evaluation) -> Mapping[str, Outcome]:
    return {one.rule.id: one.outcome for one in evaluation.findings}


@LAW
@given(frameworks(), submissions(), st.randoms(use_true_random=False))
def test_the_order_of_the_members_of_all_and_any_changes_no_grade(edition: Framework, said: Given, chance: Any) -> None:
    rules = []
    for rule in edition.rules:
        lines = []
        for block in rule.lines:
            if block.joined is None:
                lines.append(block)
                continue
            members = list(block.joined.members)
            chance.shuffle(members)
            lines.append(replace(block, joined=replace(block.joined, members=tuple(members))))
        rules.append(replace(rule, lines=tuple(lines)))
    assert grades(said.under(replace(edition, rules=tuple(rules)))) == grades(said.under(edition))


@st.composite
def withheld(draw: st.DrawFn, kinds: tuple[str, ...]) -> tuple[Framework, Given, Given]:
    """A submission, and the same with marks and reasons where it had figures."""
    whole = draw(submissions())
    part = whole
    for name, one in whole.entries.items():
        if draw(st.booleans()):
            said = draw(no_value(INDICATORS[name])) | {"period": one.period, "history": one.history}
            part = part.with_entry(made_of(INDICATORS[name], said))
    return draw(frameworks(kinds)), whole, part


@LAW
@given(withheld(FIGURES_ALONE))
def test_a_mark_or_a_reason_in_place_of_a_figure_makes_no_grade_and_raises_none(
    case: tuple[Framework, Given, Given],
) -> None:
    edition, whole, part = case
    assert not raised(whole.under(edition), part.under(edition))


@LAW
@given(withheld(KINDS_OF_RULE))
def test_where_a_missing_figure_has_a_better_grade_it_is_that_of_evidence_and_the_finding_says_so(
    case: tuple[Framework, Given, Given],
) -> None:
    edition, whole, part = case
    for before, after in zip(whole.under(edition).findings, part.under(edition).findings, strict=True):
        if after.grade is not None and (before.grade is None or after.grade > before.grade):
            assert after.by_evidence
            assert after.rule.indicator in part.entries
            assert figure_of(part.entries[after.rule.indicator or ""], INDICATORS[after.rule.indicator or ""]).missing


@LAW
@given(submissions())
def test_what_is_not_there_has_no_value(said: Given) -> None:
    for name, one in said.entries.items():
        figure = figure_of(one, INDICATORS[name])
        assert (figure.missing is None) == (figure.exact is not None or figure.truth is not None)
        if _says_nothing(one):
            assert figure.missing is not None


def _says_nothing(one: Entry) -> bool:
    bare = one.value is None or isinstance(one.value, str)
    return one.not_supplied is not None or (bare and not (isinstance(one.numerator, int) and one.denominator))


@st.composite
def improved_evidence(draw: st.DrawFn) -> tuple[Framework, Given, Given]:
    worse = draw(submissions())
    evidence = {topic: draw(better_evidence(one)) for topic, one in worse.evidence.items()}
    return draw(frameworks()), worse, replace(worse, evidence=evidence)


@LAW
@given(improved_evidence())
def test_better_evidence_lowers_nothing(case: tuple[Framework, Given, Given]) -> None:
    edition, worse, better = case
    before, after = worse.under(edition), better.under(edition)
    assert not lowered(before, after)
    assert list(exit_codes(after, None, "good")) <= list(exit_codes(before, None, "good"))


@LAW
@given(frameworks(), submissions())
def test_evidence_never_changes_what_a_figure_decided(edition: Framework, said: Given) -> None:
    alone = replace(said, evidence={}).under(edition)
    for without, found in zip(alone.findings, said.under(edition).findings, strict=True):
        if without.grade is not None:
            assert found.outcome == without.outcome
            assert not found.by_evidence
