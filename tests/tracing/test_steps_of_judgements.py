"""The steps to a judgement, done again, give the judgement; what holds it down is what would have to be better."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from replaying import replayed

from builders import (
    ADEQUATE,
    GOOD,
    INADEQUATE,
    JUDGED_ON,
    SCALE,
    YEAR,
    at_least,
    bands,
    figure,
    framework,
    part_of,
    replace,
    rule,
)
from compcheck.judging import judge
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.finding import Finding
from compcheck.model.framework import Area, Framework, Limit, Overall
from compcheck.model.grade import Grade, NotGraded, Outcome, Reason
from compcheck.model.local import Local, LocalChange
from compcheck.model.rule import Recommendation, Rule
from compcheck.model.submission import Authority, Submission
from compcheck.tracing.holding import by_risk, failing, holding_area, holding_overall, next_better
from compcheck.tracing.judgements import area_steps, overall_steps
from compcheck.tracing.steps import NOT_JUDGED

NOT_SEEN = NotGraded(Reason.NOT_SUPPLIED)
OUTCOMES: tuple[Outcome, ...] = (INADEQUATE, NOT_SEEN, ADEQUATE, GOOD, GOOD, GOOD)
LAW = settings(max_examples=150, deadline=None, derandomize=True)
AREAS = ("practice", "leadership", "adoption", "fostering", "protection")
RISK = ("key requirements", "deadline", "what was found")


def judged(edition: Framework, outcomes: Mapping[str, Outcome]) -> Evaluation:
    findings = tuple([Finding(one, outcomes[one.id], edition.highest) for one in edition.rules])
    judgements, overall = judge(edition, findings, JUDGED_ON.last)
    submission = Submission(Authority("Exampleshire"), edition.id, JUDGED_ON, YEAR, "report", {}, {})
    return Evaluation(Document("exampleshire.json", "", {}, dict), submission, edition, findings, judgements, overall)


@st.composite
def limits(draw: st.DrawFn, areas: tuple[str, ...]) -> Overall:
    made = [Limit((), ADEQUATE, INADEQUATE)] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 2))):
        named = draw(st.sampled_from([(), areas[:1], areas[-1:]]))
        below = draw(st.sampled_from([ADEQUATE, GOOD]))
        made.append(Limit(named, below, draw(st.sampled_from(SCALE.grades[: below.rank + 1]))))
    return Overall(tuple(made), draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(2, 3)])))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Framework, dict[str, Outcome]]:
    """Up to five areas; the third and fourth may be parts of the fifth, which is then worked out from them."""
    rules = []
    outcomes: dict[str, Outcome] = {}
    for place in range(draw(st.integers(1, 9))):
        weight = Fraction(draw(st.integers(0, 6)), 2)
        local = not weight and draw(st.booleans())  # added by the authority: as key, it can hold its area down
        key = (bool(weight) or local) and draw(st.booleans())
        name = f"{draw(st.sampled_from(AREAS[:4]))}/{place}"
        deadline = draw(st.sampled_from(["immediately", "within 3 months", "within 6 months"]))
        recommend = (Recommendation(INADEQUATE, "act", deadline),)
        made = rule(name, bands(at_least(90)), weight=weight, key=key, local=local)
        rules.append(replace(made, recommend=recommend))
        outcomes[name] = draw(st.sampled_from(OUTCOMES))
    parts = draw(st.booleans())
    whole = draw(limits(AREAS[:2]))
    areas = [Area(one, one, "protection" if parts and one in AREAS[2:4] else "") for one in AREAS[:4]]
    if parts:
        areas.append(Area("protection", "protection", from_parts=draw(limits(AREAS[2:4]))))
    rules.sort(key=lambda one: (AREAS.index(one.area), not one.key, one.id))
    share = draw(st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1)]))
    return framework(*rules, share=share, areas=tuple(areas), overall=whole, risk=RISK), outcomes


@LAW
@given(cases())
def test_the_steps_done_again_give_the_judgement(case: tuple[Framework, dict[str, Outcome]]) -> None:
    evaluation = judged(*case)
    for area, judgement in zip(evaluation.framework.areas, evaluation.judgements, strict=True):
        steps = area_steps(area, evaluation)
        assert replayed(steps) == (judgement.grade or NOT_JUDGED), steps
    assert evaluation.overall is not None
    assert replayed(overall_steps(evaluation)) == (evaluation.overall.grade or NOT_JUDGED)


@LAW
@given(cases())
def test_where_all_that_holds_it_down_is_mended_an_area_is_better(case: tuple[Framework, dict[str, Outcome]]) -> None:
    edition, outcomes = case
    evaluation = judged(edition, outcomes)
    for area in edition.areas:
        held = holding_area(area, evaluation)
        if not held:
            continue
        was = next(one.grade for one in evaluation.judgements if one.area == area.id)
        better = next_better(was, edition)
        assert better is not None
        after = judged(edition, outcomes | {one.finding.rule.id: one.below for one in held})
        now = next(one.grade for one in after.judgements if one.area == area.id)
        parts = [one for one in evaluation.framework.areas if one.part_of == area.id]
        weights = {one.area: one.weight_all for one in evaluation.judgements}
        if all(weights[part.id] for part in parts):  # an area without requirements is never judged
            assert now is not None
            assert now >= better


@LAW
@given(cases())
def test_a_key_requirement_left_as_it_is_holds_its_area_alone(case: tuple[Framework, dict[str, Outcome]]) -> None:
    edition, outcomes = case
    evaluation = judged(edition, outcomes)
    for area in edition.areas:
        if area.from_parts is not None:
            continue
        held = holding_area(area, evaluation)
        was = next(one.grade for one in evaluation.judgements if one.area == area.id)
        better = next_better(was, edition)
        for one in held:
            if not one.finding.rule.key:
                continue
            others = {other.finding.rule.id: other.below for other in held if other is not one}
            after = judged(edition, outcomes | others)
            now = next(judgement.grade for judgement in after.judgements if judgement.area == area.id)
            assert better is not None
            assert now is None or now < better


@LAW
@given(cases())
def test_where_all_that_holds_it_down_is_mended_the_whole_is_better(case: tuple[Framework, dict[str, Outcome]]) -> None:
    edition, outcomes = case
    evaluation = judged(edition, outcomes)
    assert evaluation.overall is not None
    held = holding_overall(evaluation)
    better = next_better(evaluation.overall.grade, edition)
    nothing_feeds = any(one.grade is None and not one.weight_all for one in evaluation.judgements)
    if not held or better is None or nothing_feeds:  # an area without requirements is never judged
        return
    after = judged(edition, outcomes | {one.finding.rule.id: one.below for one in held})
    assert after.overall is not None
    assert after.overall.grade is not None
    assert after.overall.grade >= better


@LAW
@given(cases())
def test_no_requirement_of_less_risk_stands_before_one_of_more(case: tuple[Framework, dict[str, Outcome]]) -> None:
    evaluation = judged(*case)
    held = [one.finding for one in holding_overall(evaluation)]
    keys = [one.rule.key for one in held]
    assert keys == sorted(keys, reverse=True)
    assert len({one.rule.id for one in held}) == len(held)


def with_deadline(name: str, by: str, *, key: bool = False) -> Rule:
    return rule(name, bands(at_least(90)), key=key, recommend=(Recommendation(INADEQUATE, "act", by),))


def test_the_order_is_risk_and_never_how_near_the_line_is() -> None:
    rules = (
        with_deadline("practice/a-near-miss", "within 6 months"),
        with_deadline("practice/b-unseen", "immediately"),
        with_deadline("practice/c-far-off", "immediately"),
        with_deadline("practice/d-key", "within 3 months", key=True),
    )
    edition = framework(*rules, risk=RISK)
    outcomes: list[Outcome] = [INADEQUATE, NOT_SEEN, INADEQUATE, INADEQUATE]
    found = [Finding(one, outcome, GOOD) for one, outcome in zip(rules, outcomes, strict=True)]
    ordered = [one.rule.id for one in by_risk(found, edition)]
    assert ordered == ["practice/d-key", "practice/c-far-off", "practice/b-unseen", "practice/a-near-miss"]
    far = zip((89, 1, 2, 3), found, strict=True)
    moved = [replace(one, figures=(figure(part_of(near, 100)),)) for near, one in far]
    assert [one.rule.id for one in by_risk(moved, edition)] == ordered


def test_without_an_order_of_its_own_the_frameworks_order_stands() -> None:
    rules = (with_deadline("practice/a", "within 6 months"), with_deadline("practice/b", "immediately", key=True))
    found = [Finding(one, INADEQUATE, GOOD) for one in reversed(rules)]
    assert [one.rule.id for one in by_risk(found, framework(*rules))] == ["practice/a", "practice/b"]


def test_requirements_that_weigh_nothing_hold_nothing_down() -> None:
    edition = framework(
        rule("practice/weighs", bands(at_least(90))), rule("practice/nothing", bands(at_least(90)), weight=Fraction(0))
    )
    evaluation = judged(edition, {"practice/weighs": INADEQUATE, "practice/nothing": INADEQUATE})
    assert [one.finding.rule.id for one in holding_area(edition.areas[0], evaluation)] == ["practice/weighs"]


def test_at_the_highest_that_is_given_nothing_holds_it_down() -> None:
    edition = framework(rule("practice/met", bands(at_least(90))))
    evaluation = judged(edition, {"practice/met": GOOD})
    assert holding_area(edition.areas[0], evaluation) == ()
    assert holding_overall(evaluation) == ()


def test_where_local_rules_ask_for_less_nothing_is_judged_and_the_steps_say_so() -> None:
    off = LocalChange("practice/dropped", "the director", "it is not counted here", "it is switched off")
    eased = Local("a-framework", "A framework", "Ours", "the director", "so", "2013-01-01", (), (off,))
    evaluation = judged(
        replace(framework(rule("practice/met", bands(at_least(90)))), local=eased), {"practice/met": GOOD}
    )
    assert evaluation.overall is not None
    assert evaluation.overall.grade is None
    assert {one.grade for one in evaluation.judgements} == {None}
    for steps in (area_steps(evaluation.framework.areas[0], evaluation), overall_steps(evaluation)):
        assert [(one.step, one.so) for one in steps] == [("local rules ask for less than the framework", NOT_JUDGED)]
    assert Run((evaluation,), (), fail_below="none").exit_code == 1


def test_an_area_that_nothing_feeds_says_so() -> None:
    edition = framework(
        rule("practice/met", bands(at_least(90))),
        areas=(Area("practice", "Practice"), Area("capacity", "Capacity", nothing_feeds="no return shows it")),
    )
    evaluation = judged(edition, {"practice/met": GOOD})
    (step,) = area_steps(edition.areas[1], evaluation)
    assert (step.step, step.so) == ("nothing feeds this area", NOT_JUDGED)
    assert [one.step for one in overall_steps(evaluation) if not one.holds] == ["areas not judged"]


def test_a_limit_that_holds_the_whole_down_is_told_with_the_areas_it_names() -> None:
    rules = tuple([rule(f"{area}/it", bands(at_least(90))) for area in AREAS[:3]])
    overall = Overall((Limit(("leadership",), GOOD, ADEQUATE),), Fraction(1, 2))
    edition = framework(*rules, overall=overall)
    evaluation = judged(edition, {"practice/it": GOOD, "leadership/it": ADEQUATE, "adoption/it": GOOD})
    reached, held = overall_steps(evaluation)[-2:]
    assert (reached.so, held.so, held.names) == (GOOD, ADEQUATE, ("leadership",))
    assert evaluation.overall is not None
    assert replayed(overall_steps(evaluation)) == evaluation.overall.grade == ADEQUATE
    assert [one.finding.rule.id for one in holding_overall(evaluation)] == ["leadership/it"]


def test_of_kinds_what_fails_and_what_was_not_seen_is_listed() -> None:
    rules = (rule("practice/a", bands(at_least(90))), rule("practice/b", bands(at_least(90))), rule("practice/c"))
    kinds = replace(SCALE, grades=tuple([Grade(SCALE.words, rank, ordered=False) for rank in range(4)]), ordered=False)
    worst, _, fine, best = kinds.grades
    edition = framework(*rules, scale=kinds, highest=best, bar=None, overall=None, fails=frozenset({worst}))
    evaluation = judged(edition, {"practice/a": fine, "practice/b": worst, "practice/c": NOT_SEEN})
    assert [one.rule.id for one in failing(evaluation)] == ["practice/b", "practice/c"]
    assert failing(evaluation, "leadership") == ()
    assert holding_area(edition.areas[0], evaluation) == ()
    assert overall_steps(evaluation) == ()
