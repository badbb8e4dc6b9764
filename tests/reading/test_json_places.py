"""Places are what every finding's line rests on, so they are held to what json.dumps really wrote."""

from __future__ import annotations

import json
import time

from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.document import Position
from compcheck.reading.json_places import oddities, places

KEYS = st.text(max_size=8) | st.sampled_from(["a/b", "m~n", "~1", "", "a:b", '"', "\\", "é", "line\nbreak"])
LEAVES = (
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | KEYS | st.floats(-1e6, 1e6).map(lambda f: round(f, 3))
)
TREES = st.recursive(LEAVES, lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4))


def pointers(data: object, here: str = "") -> dict[str, str | None]:
    """Every JSON pointer into the data, with the key it ends in (None for an item of a list)."""
    found: dict[str, str | None] = {here: None}
    if isinstance(data, dict):
        for key, value in data.items():
            below = f"{here}/{key.replace('~', '~0').replace('/', '~1')}"
            found |= pointers(value, below) | {below: key}
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found |= pointers(value, f"{here}/{number}")
    return found


@given(
    data=TREES,
    indent=st.sampled_from([None, 0, 2, "\t"]),
    ascii_only=st.booleans(),
    comma=st.sampled_from([",", " ,\r\n "]),
)
def test_every_part_of_a_file_is_found_and_its_key_stands_there(
    *, data: object, indent: int | str | None, ascii_only: bool, comma: str
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only, separators=(comma, " : "))
    lines = text.split("\n")
    expected = pointers(data)

    found = places(text)

    assert found.keys() == expected.keys()
    for pointer, key in expected.items():
        if key is not None:
            at = found[pointer]
            rest = "\n".join([lines[at.line - 1][at.column - 1 :], *lines[at.line :]])
            assert rest.startswith(json.dumps(key, ensure_ascii=ascii_only))
    assert oddities(text) == []


def test_a_member_stands_where_its_key_does_and_an_item_where_it_begins() -> None:
    text = '\n{"a": [10,\n  {"b": 1}], "é": "x", "c": 2}'

    assert places(text) == {
        "": Position(2, 1),
        "/a": Position(2, 2),
        "/a/0": Position(2, 8),
        "/a/1": Position(3, 3),
        "/a/1/b": Position(3, 4),
        "/é": Position(3, 14),
        "/c": Position(3, 24),
    }


def test_brackets_and_quotation_marks_inside_a_text_are_only_text() -> None:
    assert places(r'{"a": "}, \"b\": [{", "c": "\\"}').keys() == {"", "/a", "/c"}


def test_a_key_written_with_escapes_is_the_same_key() -> None:
    (repeated,) = oddities('{"plan": 1, "pl\\u0061n": 2}')

    assert (repeated.code, repeated.pointer, repeated.position) == ("key-repeated", "/plan", Position(1, 13))


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    assert oddities('{"a": {"x": 1}, "b": {"x": 1}, "c": [{"x": 1}, {"x": 1}]}') == []


def test_text_that_is_not_json_is_gone_over_without_complaint() -> None:
    for text in ["", "]}", '{"a": "never closed', '"\\', "{]", '["a": 1]', "{'a'}", '{"\\u12": 1}', "12", "[1_000]"]:
        places(text)
        assert oddities(text) == []


def test_hostile_text_takes_time_only_as_it_grows() -> None:
    long_key = '{"' + "k" * 4_000_000 + '": [' + "1," * 100_000 + "1]}"
    for text in [
        "[" * 100_000,
        '{"a":' * 100_000,
        '"' + "\\n" * 2_000_000,
        "\n" * 4_000_000,
        " \t" * 2_000_000,
        long_key,
    ]:
        before = time.perf_counter()
        places(text)
        assert time.perf_counter() - before < 5


def test_of_a_file_larger_than_any_submission_what_comes_late_stands_with_its_parent() -> None:
    found = places('{"a": [' + "1," * 300_000 + '1], "b": {"c": 1}}')

    assert len(found) == 200_000
    assert "/a" in found


def test_nothing_is_read_below_the_bracket_that_is_one_too_deep() -> None:
    text = "[\n" * 101 + "NaN"
    (deep,) = oddities(text)

    assert (deep.code, deep.position) == ("nested-too-deep", Position(101, 1))
    assert oddities("[" * 100 + "]" * 100) == []
