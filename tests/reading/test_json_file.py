"""JSON that says one thing is read exactly; JSON that could be read two ways is refused with its place."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.json_breaks import what_breaks
from compcheck.reading.json_file import read_json


def problems_in(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        read_json(text, "f.json")
    return found.value.problems


def codes_and_places(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.line, one.column) for one in problems_in(text)]


def test_numbers_are_read_exactly_as_written() -> None:
    data = read_json('{"a": 57.40, "b": 1280, "c": 1e2, "d": 123456789012345, "e": 0.1, "f": -0.000000000000001}', "f")

    assert data == {
        "a": Decimal("57.40"), "b": 1280, "c": Decimal(100), "d": 123456789012345, "e": Decimal("0.1"),
        "f": Decimal("-1e-15"),
    }  # fmt: skip
    assert isinstance(data["b"], int)
    assert str(data["a"]) == "57.40"


@given(
    st.dictionaries(st.text(max_size=5), st.integers(0, 9) | st.text(max_size=5), min_size=1, max_size=5),
    st.data(),
)
def test_a_key_given_twice_is_always_found_whatever_the_spacing(
    members: dict[str, int | str], data: st.DataObject
) -> None:
    space = st.text(" \t\r\n", max_size=2)
    twice = data.draw(st.sampled_from(sorted(members)))
    order = data.draw(st.permutations([*members, twice]))
    written = [
        "".join(
            [data.draw(space), json.dumps(key, ensure_ascii=data.draw(st.booleans())), data.draw(space), ":",
             data.draw(space), json.dumps(members[key]), data.draw(space)]
        )
        for key in order
    ]  # fmt: skip
    text = data.draw(st.sampled_from(["{%s}", '{"in": {%s}}', '{"in": [1, {%s}], ": : ": ":"}'])) % ",".join(written)

    (problem,) = problems_in(text)

    assert problem.code == "key-repeated"
    second = text.split("\n")[problem.line - 1][problem.column - 1 :]
    assert json.loads(second[: second.index('"', 1) + 1] if "\\" not in second else json.dumps(twice)) == twice


def test_each_repeated_key_is_said_once_with_the_line_of_the_first() -> None:
    text = '{\n"a": 1,\n"b": {"c": 1,\n "c": 2},\n"a": 2}'

    assert codes_and_places(text) == [("key-repeated", 4, 2), ("key-repeated", 5, 1)]
    assert problems_in(text)[1].fact == '"a" is given twice (first on line 2).'


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert codes_and_places(f'{{"a":\n {word}}}') == [("number-not-finite", 2, 2)]


@pytest.mark.parametrize(
    "number",
    ["1e400", "-1e400", "1e-400", "0e400", "1e99999999999999999999", "1" * 10_000, "1" * 16, "-" + "9" * 16,
     "1." + "0" * 15, "1e16", "0.1234567890123456"],
)  # fmt: skip
def test_a_number_too_long_or_too_large_is_refused_where_it_stands(number: str) -> None:
    assert codes_and_places(f'{{"a": 1,\n"b": {number}}}') == [("number-too-long", 2, 6)]


def test_a_long_row_of_digits_in_a_text_is_no_number() -> None:
    assert read_json('{"note": "00000000000000000000"}', "f") == {"note": "0" * 20}


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
@pytest.mark.parametrize("depth", [101, 500, 100_000])
def test_brackets_nested_too_deep_are_refused_at_the_first_too_many(bracket: str, depth: int) -> None:
    close = {"[": "]", '{"a":': "}"}[bracket]
    nested = f'{{"x":\n{bracket * depth}1{close * depth}}}'

    assert codes_and_places(nested) == [("nested-too-deep", 2, 1 + 99 * len(bracket))]


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert len(read_json(json.dumps({str(number): [{}] for number in range(500)}), "f")) == 500


def test_a_stack_already_full_is_not_blamed_on_the_file() -> None:
    def call_deeper(levels: int) -> object:
        return call_deeper(levels - 1) if levels else read_json('{"a":' * 90 + "1" + "}" * 90, "f")

    used = 0
    frame = sys._getframe()
    while frame.f_back:
        used, frame = used + 1, frame.f_back
    if sys.version_info < (3, 12):  # from then on the parser has a stack of its own
        with pytest.raises(RecursionError):
            call_deeper(sys.getrecursionlimit() - used - 40)


@pytest.mark.parametrize(
    ("text", "line", "column", "fact"),
    [
        ('{"a": 1\n "b": 2}', 2, 2, "lacks a comma before this"),
        ('{"a": 1,}', 1, 9, "no key in double quotation marks"),
        ('{"a" 1}', 1, 6, "no colon"),
        ('{"a": [1, ]}', 1, 11, "no value"),
        ('{"a": tru}', 1, 7, "no value"),
        ('{"a": 1', 1, 8, "ends before it is complete"),
        ('{"a": "b\n"}', 1, 9, "runs over the end of its line"),
        ('{"a": "b', 1, 7, "never closed"),
        ('{"a": "C:\\dir"}', 1, 10, "backslash"),
        ('{"a": 1} {"b": 2}', 1, 10, "goes on after its last bracket"),
        ("{'a': 1}", 1, 2, "single quotation marks"),
        ("{“a”: 1}", 1, 2, "typographic quotation marks"),
        ('{"a": 1, // why\n "b": 2}', 1, 10, "comment"),
        ('{"a": 007}', 1, 8, "lacks a comma"),
        ('{"a": 57.4 %}', 1, 12, "lacks a comma"),
    ],
)
def test_what_breaks_json_is_said_in_plain_words_where_it_breaks(text: str, line: int, column: int, fact: str) -> None:
    if sys.version_info >= (3, 13) and text in {'{"a": 1,}', '{"a": [1, ]}'}:
        column, fact = text.index(",") + 1, "comma too many"
    (problem,) = problems_in(text)

    assert (problem.code, problem.line, problem.column) == ("not-json", line, column)
    assert fact in problem.fact


def test_a_break_that_a_later_python_words_anew_is_still_a_fact_with_a_way_out() -> None:
    assert all(what_breaks(json.JSONDecodeError("Nothing like it before", "{x", 1)))


@pytest.mark.parametrize(("text", "kind"), [("[]", "a list"), ('"a"', "a single value"), ("12", "a single value")])
def test_a_top_that_is_no_mapping_is_refused(text: str, kind: str) -> None:
    (problem,) = problems_in(f"\n {text}")

    assert (problem.code, problem.line, problem.column) == ("not-a-mapping", 2, 2)
    assert kind in problem.fact


def test_half_a_character_is_refused_and_a_whole_one_in_two_escapes_is_not() -> None:
    assert codes_and_places('{"a": "\\ud83d",\n"b": "\\ud83d\\ude00", "\\udc00": 1}') == [
        ("half-a-character", 1, 7),
        ("half-a-character", 2, 22),
    ]
    assert read_json('{"a": "\\ud83d\\ude00 \\u2026"}', "f") == {"a": "😀 …"}


def test_all_of_it_comes_at_once_up_to_where_the_text_breaks() -> None:
    text = '{"a": NaN, "b": 1e400,\n"a": 1,\n"c" 3, "d": NaN}'

    assert codes_and_places(text) == [
        ("number-not-finite", 1, 7),
        ("number-too-long", 1, 17),
        ("key-repeated", 2, 1),
        ("not-json", 3, 5),
    ]
    assert codes_and_places('[{"a": NaN}]') == [("not-a-mapping", 1, 1), ("number-not-finite", 1, 8)]


def test_a_file_made_of_nothing_but_problems_gets_the_first_thousand_and_is_told_so() -> None:
    problems = problems_in('{"a": [' + "NaN,\n" * 5000 + "1]}")

    assert [one.code for one in problems] == ["number-not-finite"] * 1000 + ["more-problems"]


def test_no_message_repeats_a_long_or_dangerous_or_personal_key() -> None:
    for key in ["k" * 5000, "\\u001b[31m", "9434765919"]:
        (problem,) = problems_in(f'{{"{key}": 1, "{key}": 2}}')
        assert len(problem.fact) < 100
        assert "\x1b" not in problem.fact
        assert "9434765919" not in problem.fact
        assert len(problem.pointer) < 2000
