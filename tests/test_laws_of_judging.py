"""The laws, of judging alone: findings at random, none of them worked out from anything."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ADEQUATE, GOOD, INADEQUATE, JUDGED_ON, at_least, bands, framework, replace, rule
from compcheck.judging import judge
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, NotGraded, Outcome, Reason
from drawing_frameworks import standing

NOT_SEEN = NotGraded(Reason.NOT_SUPPLIED)
ORDER: tuple[Outcome, ...] = (INADEQUATE, NOT_SEEN, ADEQUATE, GOOD)
LAW = settings(max_examples=300, deadline=None, derandomize=True)
Case = tuple[Framework, tuple[int, ...]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Requirements with weights and keys, and how each was found, as its place in ORDER."""
    rules, found = [], []
    for place in range(draw(st.integers(1, 9))):
        weight = Fraction(draw(st.integers(0, 6)), 2)
        key = bool(weight) and draw(st.booleans())
        name = f"{draw(st.sampled_from(['practice', 'leadership']))}/{place}"
        rules.append(replace(rule(name, bands(at_least(90))), weight=weight, key=key))
        found.append(draw(st.integers(0, 3)))
    return framework(*rules, share=draw(st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1)]))), tuple(found)


def judged(edition: Framework, found: tuple[int, ...]) -> dict[str, Grade | None]:
    findings = [Finding(one, ORDER[place], GOOD) for one, place in zip(edition.rules, found, strict=True)]
    areas, overall = judge(edition, findings, JUDGED_ON.last)
    assert overall is not None
    return {one.area: one.grade for one in areas} | {"overall": overall.grade}


@LAW
@given(cases(), st.data())
def test_better_findings_lower_no_judgement(case: Case, data: st.DataObject) -> None:
    edition, found = case
    before = judged(edition, found)
    after = judged(edition, tuple(data.draw(st.integers(place, 3)) for place in found))
    assert not [area for area in before if standing(after[area]) < standing(before[area])]


@LAW
@given(cases(), st.data())
def test_findings_left_out_make_no_judgement_and_raise_none(case: Case, data: st.DataObject) -> None:
    edition, found = case
    before = judged(edition, found)
    after = judged(edition, tuple(ORDER.index(NOT_SEEN) if data.draw(st.booleans()) else place for place in found))
    for area, now in after.items():
        was = before[area]
        assert now is None or (was is not None and now <= was)


@LAW
@given(cases())
def test_an_area_is_inadequate_or_not_judged_while_a_key_requirement_is_not_met(case: Case) -> None:
    edition, found = case
    for area, grade in judged(edition, found).items():
        for one, place in zip(edition.rules, found, strict=True):
            if one.key and one.area == area and grade is not None:
                assert place or grade == INADEQUATE
                assert grade == INADEQUATE or standing(grade) <= place


@LAW
@given(cases())
def test_a_grade_above_the_lowest_was_met_by_the_frameworks_share_of_all_there_is(case: Case) -> None:
    edition, found = case
    for area, grade in judged(edition, found).items():
        asked = [(one.weight, place) for one, place in zip(edition.rules, found, strict=True) if one.area == area]
        if asked and grade is not None and grade > INADEQUATE:
            met = sum(weight for weight, place in asked if place >= standing(grade))
            assert met >= edition.share * sum(weight for weight, _ in asked)


@LAW
@given(cases())
def test_the_whole_is_no_better_than_its_worst_area_and_silent_where_an_area_is(case: Case) -> None:
    edition, found = case
    grades = judged(edition, found)
    overall = grades.pop("overall")
    if INADEQUATE in grades.values():
        assert overall == INADEQUATE
    elif None in grades.values():
        assert overall is None
    else:
        assert overall == min(grade for grade in grades.values() if grade is not None)


@LAW
@given(cases(), st.data())
def test_local_requirements_raise_no_judgement_however_easy_or_many(case: Case, data: st.DataObject) -> None:
    edition, found = case
    before = judged(edition, found)
    added, places = [], []
    for place in range(data.draw(st.integers(1, 6))):
        name = f"{data.draw(st.sampled_from(['practice', 'leadership']))}/local-{place}"
        key = data.draw(st.booleans())
        added.append(replace(rule(name, bands(at_least(90))), weight=Fraction(0), key=key, local=True))
        places.append(data.draw(st.integers(0, 3)))
    areas = {one.area for one in edition.rules}
    kept = [(one, place) for one, place in zip(added, places, strict=True) if one.area in areas]
    rules = (*edition.rules, *(one for one, _ in kept))
    after = judged(framework(*rules, share=edition.share), (*found, *(place for _, place in kept)))
    for area, was in before.items():
        assert standing(after[area]) <= standing(was)
    if not any(one.key for one, _ in kept):
        assert after == before
