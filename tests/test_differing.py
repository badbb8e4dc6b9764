"""What differs between two rules or two frameworks is never passed over in silence."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.differing import framework_differences, record_differences
from compcheck.differing.frameworks import pairs_of
from compcheck.differing.lines import way_moved
from compcheck.model.bands import Bound
from compcheck.model.counting import Check, Counted, WatchList, Within
from compcheck.model.framework import Area, Assumption, Cap, Framework, Overall
from compcheck.model.grade import Reason, Scale
from compcheck.model.indicator import Source
from compcheck.model.library import Library
from compcheck.model.local import Local
from compcheck.model.records import Code, Column, RecordRules, RecordSource, SourceColumn, SourceTable, Table
from compcheck.model.rule import Recommendation, Rule

NOT_COMPARED = {"id", "area", "inherited", "starts", "indicators", "sha256", "units", "units_to_one", "builds_on"}
"""What follows from the rest, or says where a rule stands and not what it asks."""


def framework(library: Library) -> Framework:
    return library.frameworks["protection-2012"]


def differences(old: Framework, new: Framework, library: Library) -> list[tuple[str, str, str]]:
    indicators = library.catalogue.indicators
    found = framework_differences(old, new, indicators, indicators)
    return [(one.kind, one.where, one.what) for one in found]


def with_rule(whole: Framework, rule: Rule) -> Framework:
    return replace(whole, rules=tuple(rule if one.id == rule.id else one for one in whole.rules))


def other(rule: Rule, whole: Framework) -> dict[str, Any]:
    """Another value for every part of a rule."""
    lines, sampled = rule.lines[0], rule.sampled[0]
    return {
        "title": "Another", "why": "Another.", "source": Source("Another", "DfE", 2001), "weight": Fraction(3, 2),
        "key": not rule.key, "assumption": True, "later_source": Source("Later", "DfE", 2020), "indicator": "agency",
        "topic": "another", "left_to_inspectors": "why", "never_graded": Reason.CONTEXT, "change_months": None,
        "change_over": "2 years", "against": "england", "lines": (lines._replace(expectation="another"),),
        "sampled": (sampled._replace(expectation="another"),),
        "recommend": (Recommendation(whole.scale.lowest, "another", "immediately"),), "formerly": (),
        "judged": "health", "parameter": "a_limit", "replaces": "another", "read_as": "another", "local": True,
    }  # fmt: skip


def test_whatever_differs_in_a_rule_is_said(library: Library) -> None:
    whole = framework(library)
    rule = next(one for one in whole.rules if one.lines and one.sampled and one.recommend)
    changes = other(rule, whole)
    for part in fields(Rule):
        if part.name in NOT_COMPARED | {"change_months", "formerly"}:  # said by change_over, and by the id it has now
            continue
        assert part.name in changes, f"say how {part.name} differs (differing/rules.py), and change it here"
        changed = with_rule(whole, replace(rule, **{part.name: changes[part.name]}))
        found = differences(whole, changed, library)
        assert found, part.name
        assert {where for _, where, _ in found} == {rule.id}


def test_whatever_differs_in_a_framework_is_said(library: Library) -> None:
    whole = framework(library)
    grades = whole.scale.grades
    changes: dict[str, Any] = {
        "title": "Another", "starts": date(2001, 1, 1), "ends": None, "source": Source("Another", "DfE", 2001),
        "scale": Scale.of(("poor", "adequate", "good", "outstanding")), "highest": grades[3], "bar": grades[2],
        "areas": (*whole.areas, Area("another", "Another")), "share": Fraction(1, 2),
        "overall": Overall((), Fraction(1)),
        "lapses": {**whole.lapses, "survey": 1}, "capped": (Cap("survey", grades[1], False, "why"),),
        "figures_out_of_date": 1, "assumptions": (Assumption("another", "says", "why"),),
        "fails": frozenset(grades[:1]),
        "printed": {"good": "very good"}, "corresponds": {"poor": "inadequate"}, "rules": whole.rules[:-1],
        "risk": ("deadline",), "local": Local("x", "X", "Ours", "us", "why", "2024-01-01", (), ()),
        "only_by_name": "another rules beside it",
    }  # fmt: skip
    for part in fields(Framework):
        if part.name not in NOT_COMPARED:
            assert part.name in changes, f"say how {part.name} differs (differing/frameworks.py), and change it here"
            assert differences(whole, replace(whole, **{part.name: changes[part.name]}), library), part.name


def test_a_framework_does_not_differ_from_itself(library: Library) -> None:
    assert not differences(framework(library), framework(library), library)


def test_a_word_of_another_scale_is_read_as_what_it_corresponds_to(library: Library) -> None:
    """Otherwise every line of adequate would be gone, and as many lines of requires improvement new."""
    whole = framework(library)
    words = ("inadequate", "requires improvement", "good", "outstanding")
    renamed = {"adequate": "requires improvement"}
    from compcheck.differing.scales import in_words_of

    rules = tuple(in_words_of(rule, renamed) for rule in whole.rules)
    newer = replace(whole, scale=Scale.of(words), rules=rules, corresponds=renamed)
    assert {where for _, where, _ in differences(whole, newer, library)} == {"framework"}


@pytest.mark.parametrize(
    ("was", "now", "way"),
    [
        (Bound.of(Decimal(80), None), Bound.of(Decimal(90), None), "tightened"),
        (Bound.of(Decimal(80), None), Bound.of(Decimal(70), None), "loosened"),
        (Bound.of(None, Decimal(10)), Bound.of(None, Decimal(5)), "tightened"),
        (Bound.of(None, Decimal(10)), Bound.of(None, Decimal(15)), "loosened"),
        (Bound.of(Decimal(10), Decimal(20)), Bound.of(Decimal(12), Decimal(20)), "tightened"),
        (Bound.of(Decimal(10), Decimal(20)), Bound.of(Decimal(12), Decimal(22)), "changed"),
        (Bound.of(Decimal(80), None), Bound.of(Decimal(80), None, low_is_in=False), "tightened"),
        (Bound.of(Decimal(80), None), Bound.of(None, Decimal(80)), "changed"),
        (Bound.of(Decimal(80), None), Bound.of(Decimal(80), Decimal(90)), "tightened"),
    ],
)
def test_a_line_is_tightened_where_it_lets_less_through(was: Bound, now: Bound, way: str) -> None:
    assert way_moved(was, now) == way


ENDS = st.none() | st.integers(0, 4).map(Decimal)


@given(low=st.tuples(ENDS, ENDS), high=st.tuples(ENDS, ENDS), ins=st.tuples(*[st.booleans()] * 4))
def test_a_tightened_line_holds_nothing_that_it_did_not_hold(
    low: tuple[Decimal | None, Decimal | None], high: tuple[Decimal | None, Decimal | None], ins: tuple[bool, ...]
) -> None:
    was, now = (
        Bound.of(low[side], high[side], low_is_in=ins[2 * side], high_is_in=ins[2 * side + 1]) for side in (0, 1)
    )
    points = [Fraction(point, 4) for point in range(-4, 24)]
    held, holds = ({point for point in points if one.holds(point.as_integer_ratio())} for one in (was, now))
    if way_moved(was, now) == "tightened":
        assert holds <= held
    if way_moved(was, now) == "loosened":
        assert held <= holds


def test_rules_are_paired_by_id_then_by_what_they_were_then_by_name(library: Library) -> None:
    whole = framework(library)
    first, second, third = (replace(rule, formerly=()) for rule in whole.rules[:3])
    old = replace(whole, rules=(first, second, third))
    renamed = replace(second, id="leadership/another", area="leadership", formerly=(second.id,))
    moved = replace(third, id=f"leadership/{third.id.rpartition('/')[2]}", area="leadership")
    pairs = pairs_of(old, replace(whole, rules=(first, renamed, moved)))
    assert {rule_id: rule.id for rule_id, rule in pairs.items()} == {
        first.id: first.id, renamed.id: second.id, moved.id: third.id,
    }  # fmt: skip


def test_the_same_name_twice_is_taken_for_neither(library: Library) -> None:
    whole = framework(library)
    rule = replace(whole.rules[0], id="leadership/it", area="leadership")
    twice = (replace(rule, id="a/it", area="a"), replace(rule, id="b/it", area="b"))
    assert not pairs_of(replace(whole, rules=(rule,)), replace(whole, rules=twice))


def counted_rules() -> RecordRules:
    """Rules for records with one of everything."""
    columns = {"ended": Column("ended", "date", "the end"), "sex": Column("sex", "code", "sex", "sex")}
    within = Within("45", "working days", "referred", "ended")
    way = Counted("census", "rate over the period", "from referral", table="assessments", within=within)
    return RecordRules(
        {"assessments": Table("assessments", "Assessments", "assessment", columns)},
        {"sex": {"female": Code("female", "Female", ("F",))}},
        {"census": RecordSource("census", "A census", "xml", {
            "assessments": SourceTable("assessments", "the period", {"ended": SourceColumn("ended", path="End")}),
        })},
        {"on_time": (way,)},
        {"early": Check("early", "Ends early", "why", "assessments", touched="ended < started")},
        {"late": WatchList("late", "Late", "why", "assessments", "ended is null", within)},
        ("duty",),
        "",
    )  # fmt: skip


def other_of(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value} otherwise"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, Within):
        return value._replace(limit="35")
    return {
        tuple: ("otherwise",), dict: {"otherwise": "true"}, type(None): date(2014, 1, 1), Fraction: Fraction(1, 2),
    }[type(value)]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), [("counted", "on_time"), ("checks", "early"), ("watch_lists", "late"),
                                            ("tables", "assessments"), ("sources", "census")])  # fmt: skip
def test_whatever_differs_in_how_records_are_counted_is_said(kind: str, name: str) -> None:
    rules = counted_rules()
    assert not record_differences(rules, rules)
    held = getattr(rules, kind)[name]
    one = held[0] if kind == "counted" else held
    optional: dict[str, Any] = {"share_at_least": Fraction(1, 3), "source": Source("A", "DfE", 2012)}
    for part in one._fields:
        if part in {"id", "columns", "tables"}:  # what it is called, and what has a test of its own
            continue
        value = optional[part] if part in optional and kind != "counted" else other_of(getattr(one, part))
        changed = one._replace(**{part: value})
        replaced: dict[str, Any] = {kind: {name: (changed,) if kind == "counted" else changed}}
        new = rules._replace(**replaced)
        found = record_differences(rules, new)
        assert found, f"say how {part} differs (differing/records.py)"
        assert {each.where for each in found} == {name}


def test_whatever_differs_in_columns_codes_and_headings_is_said() -> None:
    rules = counted_rules()
    table, source, code = rules.tables["assessments"], rules.sources["census"], rules.codes["sex"]["female"]
    columns = [column._replace(**{part: other_of(getattr(column, part))})
               for column in table.columns.values() for part in Column._fields if part != "name"]  # fmt: skip
    others = [rules._replace(tables={"assessments": table._replace(columns={**table.columns, one.name: one})})
              for one in columns]  # fmt: skip
    stands = source.tables["assessments"]
    for part in SourceTable._fields:
        if part not in {"table", "columns"}:
            other_table = stands._replace(**{part: other_of(getattr(stands, part))})
            others.append(rules._replace(sources={"census": source._replace(tables={"assessments": other_table})}))
    moved = stands._replace(columns={"ended": SourceColumn("ended", ("End",))})
    others.append(rules._replace(sources={"census": source._replace(tables={"assessments": moved})}))
    others += [rules._replace(codes={"sex": {"female": code._replace(**{part: other_of(getattr(code, part))})}})
               for part in Code._fields if part != "name"]  # fmt: skip
    others.append(rules._replace(nobody=("duty", "vacant")))
    others.append(rules._replace(bank_holidays=frozenset({date(2026, 5, 25)})))
    assert all(record_differences(rules, one) for one in others)


def test_a_second_way_from_one_source_is_told_apart_from_the_first() -> None:
    rules = counted_rules()
    way = rules.counted["on_time"][0]
    new = rules._replace(counted={"on_time": (way, way._replace(until=date(2014, 3, 31)))})
    told = [(one.kind, one.what) for one in record_differences(rules, new)]
    assert told == [("added", "counted from census (2)")]
