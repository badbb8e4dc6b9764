"""The fast door never accepts what the published schema refuses, and gives every refusal its place and way out."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from compcheck.model.document import Document, Position
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import MARKS
from compcheck.reading.rule_home import load_library
from compcheck.shape import submission_from, submission_schema

ROOT = Path(__file__).parent.parent.parent


@cache
def rules() -> Library:
    return load_library(str(ROOT / "rules"))


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(submission_schema(rules()))


@cache
def sample(name: str) -> str:
    return (ROOT / "samples" / name).read_text(encoding="utf-8")


def document(data: object) -> Document:
    return Document("exampleshire.json", "0" * 64, data, lambda: {"": Position(1, 1)})


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 200),
    st.sampled_from([Decimal("57.4"), Decimal("100.1"), Decimal("-0.1"), Decimal("1E+400"), 10**15]),
    st.sampled_from(
        [*MARKS, "", "not published", "57.4 %", "2013-03", "2013-03-31", "2013-13-01", "good", "yes", "x" * 301]
    ),
    st.just([]),
    st.just({}),
    st.just({"value": 3}),
    st.just([{"value": 3, "as_at": "2012-03-31"}]),
    st.just({"cases": 3}),
    st.just({"cases": 3, "checks": {"future date": 2}}),
    st.just({"died": 3}),
    st.sampled_from(["rate over the period", "cannot be given", "OFFICIAL-SENSITIVE", "a" * 64, "g" * 64]),
)
KEYS = st.sampled_from(
    ["value", "numerator", "denominator", "not_supplied", "period", "as_at", "source", "note", "plan", "history", "by",
     "about", "kind", "grade", "counts", "share", "direction", "on", "sample", "says", "independent", "n", "of", "from",
     "to", "name", "odd", "good", "team", "overall", "areas", "not_recorded", "left_out", "at_least", "in_doubt",
     "gives", "clock", "cases", "checks", "collected"]
)  # fmt: skip


def places(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [path]
    if isinstance(data, dict):
        for key, value in data.items():
            found += places(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            found += places(value, (*path, place))
    return found


def changed(data: Any, path: tuple[Any, ...], key: str | None, odd: object) -> Any:
    """The data with one place put wrong: its value replaced, or (of a mapping) a key added or taken out."""
    data = copy.deepcopy(data)
    if not path and key is None:
        return data
    parent = data
    for step in path[:-1]:
        parent = parent[step]
    target = parent[path[-1]] if path else data
    if key is not None and isinstance(target, dict):
        if key in target and odd is None:
            del target[key]
        else:
            target[key] = odd
    elif path:
        parent[path[-1]] = odd
    return data


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_accepted_the_schema_accepts_too(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["exampleshire.json", "devon.json", "norfolk.json", "counted from records"]))
    told = sample(name) if name.endswith(".json") else json.dumps(counted_from_records())
    submission = json.loads(told, parse_float=Decimal)
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(places(submission)))
        submission = changed(submission, path, data.draw(st.none() | KEYS), data.draw(ODD))
    problems = problems_of(submission)
    if not problems:
        assert validator().is_valid(submission)
    assert all(problem.fact.endswith(".") and problem.way_out for problem in problems)
    assert len(set(problems)) == len(problems)


def counted_from_records() -> dict[str, Any]:
    """As `collect` writes it: every key that says something of the records."""
    said = {"left_out": {"died": 12}, "gives": "overdue on the day", "clock": "from the day it started"}
    in_doubt = {"cases": 40, "checks": {"ended before it started": 40}}
    by = {"team": {"North": {"numerator": 730, "denominator": 830, "not_recorded": 100},
                   "South": {"numerator": 678, "denominator": 830, "not_recorded": 152}}}  # fmt: skip
    figures = {
        "re_referrals": {"numerator": 1408, "denominator": 1660, "not_recorded": 252, "at_least": "of one year alone",
                         "in_doubt": in_doubt, "by": by} | said,
        "referrals": {"value": 1660, "not_recorded": 3, "in_doubt": {"cases": 0}} | said,
        "average_caseload": {"value": 15.2, "not_recorded": 7, "as_at": "2013-03-31"} | said,
        "abandoned_calls": {"not_supplied": "no list has it", "gives": "cannot be given", "clock": "of the call"},
    }  # fmt: skip
    file = {"source": "annex-a", "file": "annex-a.xlsx", "sha256": "0" * 64, "tables": {"assessments": 1660},
            "cells_not_read": 12}  # fmt: skip
    collected = {"marking": "OFFICIAL-SENSITIVE", "extracted_on": "2013-05-20", "from": [file], "rules": "f" * 64}
    return minimal(**figures) | {"collected": collected}


def problems_of(data: object) -> tuple[Problem, ...]:
    try:
        submission_from(document(data), rules())
    except ProblemsFound as found:
        return found.problems
    return ()


@pytest.mark.parametrize("name", ["devon.json", "kent.json", "norfolk.json", "exampleshire.json"])
def test_every_sample_is_as_the_published_schema_says(name: str) -> None:
    validator().validate(json.loads(sample(name)))
    assert submission_from(document(json.loads(sample(name), parse_float=Decimal)), rules())


def test_the_published_schema_is_a_valid_one_and_fresh() -> None:
    schema = json.loads(sample("submission.schema.json"))
    Draft202012Validator.check_schema(schema)
    assert schema == submission_schema(rules()), "compcheck schema --output samples/submission.schema.json"


def minimal(**indicators: object) -> dict[str, object]:
    return {
        "authority": {"name": "Exampleshire"},
        "framework": "protection-2012",
        "judged_on": "2013-05-20",
        "period": {"from": "2012-04-01", "to": "2013-03-31"},
        "source": "report",
        "indicators": indicators,
    }


def codes(data: object) -> set[str]:
    with pytest.raises(ProblemsFound) as found:
        submission_from(document(data), rules())
    return {problem.code for problem in found.value.problems}


@pytest.mark.parametrize(
    ("value", "agrees"),
    [
        ("57.4", True),
        ("57.44", True),
        ("57.5", False),
        ("57.43", False),
        ("57", True),
        ("57.38", False),
        ("57.4380", True),
    ],
)
def test_a_value_agrees_with_its_counts_to_half_its_last_digit(value: str, agrees: bool) -> None:  # noqa: FBT001
    entry = {"value": Decimal(value) if "." in value else int(value), "numerator": 2780, "denominator": 4840}
    data = minimal(initial_assessments_within_10_working_days=entry)
    if agrees:
        assert submission_from(document(data), rules())
    else:
        assert codes(data) == {"value-disagrees"}


def test_none_of_none_is_nothing_to_measure_and_no_problem() -> None:
    assert submission_from(document(minimal(re_referrals={"numerator": 0, "denominator": 0})), rules())


@pytest.mark.parametrize("value", [50, Decimal("50.0")])
def test_a_value_out_of_none_of_none_is_a_problem(value: int | Decimal) -> None:
    entry = {"numerator": 0, "denominator": 0, "value": value, "source": "report"}
    assert codes(minimal(re_referrals=entry)) == {"value-disagrees"}


def test_some_of_none_is_a_problem() -> None:
    assert codes(minimal(re_referrals={"numerator": 1, "denominator": 0})) == {"numerator-above-denominator"}


def test_every_problem_is_told_at_once() -> None:
    data = minimal(re_referrals={"numerator": 9, "denominator": 8}, referrals="many", nonsense=1)
    assert codes(data) == {"numerator-above-denominator", "not-a-number", "indicator-unknown"}


def test_parts_that_are_all_known_add_up_to_the_whole() -> None:
    whole = {"numerator": 30, "denominator": 100}
    parts = {"North": {"numerator": 10, "denominator": 40}, "South": {"numerator": 20, "denominator": 60}}
    assert submission_from(document(minimal(re_referrals={**whole, "by": {"team": parts}})), rules())
    parts["South"]["numerator"] = 21
    assert codes(minimal(re_referrals={**whole, "by": {"team": parts}})) == {"parts-do-not-add-up"}


def test_a_part_that_is_not_known_leaves_the_sum_open() -> None:
    whole = {"numerator": 30, "denominator": 100}
    parts = {"North": {"numerator": 10, "denominator": 40}, "South": {"numerator": "c", "denominator": 60}}
    assert submission_from(document(minimal(re_referrals={**whole, "by": {"team": parts}})), rules())


@pytest.mark.parametrize("text", ["943 476 5919", "9434765919", "H801200001001", "seen: H801200001001."])
def test_a_childs_number_is_refused_and_never_repeated(text: str) -> None:
    data = minimal() | {"note": text}
    with pytest.raises(ProblemsFound) as found:
        submission_from(document(data), rules())
    [problem] = found.value.problems
    assert problem.code == "personal-number"
    assert not any(number in problem.fact + problem.way_out for number in ("9434765919", "476", "H8012"))


@pytest.mark.parametrize("text", ["943 476 5918", "call 01622 221573", "H801200001002"])
def test_a_number_whose_check_digit_is_wrong_is_no_childs_number(text: str) -> None:
    assert submission_from(document(minimal() | {"note": text}), rules())


def test_the_framework_in_force_is_found_where_none_is_named() -> None:
    data = minimal()
    del data["framework"]
    submission, framework = submission_from(document(data), rules())
    assert submission.framework == framework.id == "protection-2012"


def test_where_no_framework_ruled_one_must_be_named() -> None:
    of_then = {"judged_on": "2005-05-20", "period": {"from": "2004-04-01", "to": "2005-03-31"}}
    data = minimal() | of_then
    del data["framework"]
    assert codes(data) == {"framework-not-named"}
    assert codes(minimal() | of_then) == {"judged-outside-framework"}


def test_a_month_is_judged_on_its_last_day() -> None:
    assert codes(minimal() | {"judged_on": "2013-02"}) == {"after-judged-on"}
    assert submission_from(document(minimal() | {"judged_on": "2013-03"}), rules())


@pytest.mark.parametrize("area", ["leadershp", "H801200001001"])
def test_an_area_of_the_inspection_is_one_of_the_frameworks(area: str) -> None:
    inspection = {"on": "2013-05", "source": "report", "areas": {area: "good"}}
    assert "area-unknown" in codes(minimal() | {"inspection": inspection})


def test_small_counts_are_not_told_in_problems() -> None:
    data = minimal(
        re_referrals={"numerator": 4, "denominator": 60, "value": 9},
        repeat_child_protection_plans={"numerator": 5, "denominator": 3},
        referrals={"value": 3, "by": {"team": {"North": 1, "South": 1}}},
    )
    with pytest.raises(ProblemsFound) as found:
        submission_from(document(data), rules())
    assert {problem.code for problem in found.value.problems} == {
        "value-disagrees", "numerator-above-denominator", "parts-do-not-add-up",
    }  # fmt: skip
    for problem in found.value.problems:
        assert not set(problem.fact.replace("1 to 5", "").replace(".", " ").replace(")", " ").split()) & {
            "2",
            "3",
            "4",
            "5",
            "(5",
            "(3",
        }


def test_what_a_figure_says_of_its_records_is_taken_as_the_schema_has_it() -> None:
    data = json.loads(json.dumps(counted_from_records()), parse_float=Decimal)
    validator().validate(data)
    submission, _ = submission_from(document(data), rules())
    recording = submission.indicators["re_referrals"].recording
    assert recording is not None
    assert recording.not_recorded == 252
    assert recording.left_out == {"died": 12}
    assert (recording.in_doubt, recording.doubts) == (40, {"ended before it started": 40})
    assert submission.collected is not None
    assert submission.collected.files[0].tables == {"assessments": 1660}
    assert submission.indicators["abandoned_calls"].not_supplied == "no list has it"


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ({"numerator": 90, "denominator": 100, "not_recorded": 11}, "not-recorded-above-denominator"),
        ({"value": 50, "denominator": 100, "not_recorded": 101}, "not-recorded-above-denominator"),
        ({"numerator": 90, "denominator": 100, "in_doubt": {"cases": 101}}, "in-doubt-above-cases"),
        ({"numerator": 90, "denominator": 100, "in_doubt": {"cases": 9, "checks": {"a": 10}}}, "check-above-in-doubt"),
        ({"numerator": 90, "denominator": 100, "gives": "cannot be given"}, "given-and-cannot-be"),
        ({"not_supplied": "no list", "not_recorded": 0}, "both-given"),
        ({"not_supplied": "no list", "at_least": "one year alone"}, "both-given"),
        ({"numerator": 90, "denominator": 100, "gives": "a guess"}, "not-one-of"),
        ({"numerator": 90, "denominator": 100, "clock": "about 943 476 5919"}, "personal-number"),
        ({"numerator": 90, "denominator": 100, "left_out": {"943 476 5919": 12}}, "personal-number"),
        ({"numerator": 90, "denominator": 100, "not_recorded": 9,
          "by": {"team": {"N": {"numerator": 90, "denominator": 100, "not_recorded": 8}}}}, "parts-do-not-add-up"),
    ],
)  # fmt: skip
def test_what_a_figure_says_of_its_records_must_agree_with_itself(figure: dict[str, object], code: str) -> None:
    assert codes(minimal(re_referrals=figure)) == {code}


@pytest.mark.parametrize("key", ["not_recorded", "left_out", "at_least", "in_doubt"])
def test_of_a_yes_or_no_nothing_can_be_not_recorded(key: str) -> None:
    said = {"not_recorded": 1, "left_out": {}, "at_least": "more", "in_doubt": {"cases": 0}}[key]
    assert codes(minimal(statutory_returns_made={"value": True, key: said})) == {"key-unknown"}


def test_a_part_that_is_marked_leaves_open_how_many_are_not_recorded() -> None:
    part = {"numerator": 40, "denominator": 50, "not_recorded": 4}
    by = {"team": {"North": part, "South": {"numerator": "x", "denominator": 50}}}
    data = minimal(re_referrals={"numerator": 80, "denominator": 100, "not_recorded": 9, "by": by})
    assert not problems_of(data)


@pytest.mark.parametrize(
    ("path", "odd", "code"),
    [
        (("marking",), "PUBLIC", "not-one-of"),
        (("rules",), "F" * 64, "wrong-digest"),
        (("from",), [], "list-empty"),
        (("extracted_on",), "2013-05-21", "after-judged-on"),
        (("from", 0, "file"), "4857773456.xlsx", None),
        (("from", 0, "file"), "943 476 5919.xlsx", "personal-number"),
        (("from", 0, "cells_not_read"), -1, "out-of-range"),
        (("odd",), 1, "key-unknown"),
    ],
)
def test_where_a_submission_was_collected_is_held_to_its_shape(
    path: tuple[object, ...], odd: object, code: str | None
) -> None:
    data = counted_from_records()
    collected = changed(data["collected"], path[:-1], str(path[-1]), odd) if len(path) == 1 else changed(
        data["collected"], path, None, odd
    )  # fmt: skip
    problems = problems_of(json.loads(json.dumps(data | {"collected": collected}), parse_float=Decimal))
    assert {one.code for one in problems} == ({code} if code else set())


def test_a_childs_number_where_a_name_is_meant_is_repeated_by_no_problem() -> None:
    number = "943 476 5919"
    by = {"team": {number: {"numerator": 9, "denominator": 3}}}
    figure = {"numerator": 90, "denominator": 100, "left_out": {number: -1}, number: 1, "by": by}
    problems = problems_of(minimal(re_referrals=figure))
    assert "/indicators/re_referrals/left_out" in {one.pointer for one in problems}
    assert number not in str(problems)
