from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from compcheck.model.document import Position
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.yaml_file import YamlFile


def read(text: str | bytes) -> YamlFile:
    return read_yaml(text.encode() if isinstance(text, str) else text, "rules/a.yaml")


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as raised:
        read(text)
    return raised.value.problems


def test_numbers_are_exactly_what_is_written() -> None:
    assert read("{a: 88.2, b: -3, c: 0.10}").data == {"a": Decimal("88.2"), "b": -3, "c": Decimal("0.10")}
    assert str(read("a: 88.20").data) == "{'a': Decimal('88.20')}"


def test_dates_years_and_fractions_stay_the_text_they_are() -> None:
    assert read("[2012-04-01, 2012-13, 2/3, 2013-05, 18 months]").data == [
        "2012-04-01",
        "2012-13",
        "2/3",
        "2013-05",
        "18 months",
    ]


def test_yes_and_no_are_words_where_they_are_keys() -> None:
    assert read("{yes: good, no: inadequate, on: 2010-04-01}").data == {
        "yes": "good",
        "no": "inadequate",
        "on": "2010-04-01",
    }


def test_every_key_and_item_has_its_line_and_column() -> None:
    places = read("a:\n  - b: 1\n    c: 2\n").places
    assert places["a",] == Position(1, 1)
    assert places["a", 0] == Position(2, 5)
    assert places["a", 0, "c"] == Position(3, 5)


@pytest.mark.parametrize(
    "word",
    ["yes", "No", "on", "OFF", "y", "N", "True", "FALSE", "1_000", "12:30", "1:02:03", "0x1f", "0b1", "0o17", "010",
     "1e3", "1.5e3", ".inf", "-.INF", ".nan", "+5", "5.", ".5", "00.5", "2012-04-01 10:00", "2012-04-01T10:00:00Z",
     "<<", "="],
)  # fmt: skip
def test_a_word_that_yaml_may_read_as_something_else_is_refused_with_its_place(word: str) -> None:
    (problem,) = problems_of(f"a: good\nb: {word}\n")
    assert (problem.place, problem.code) == ("rules/a.yaml:2:4", "rules-yaml-ambiguous-word")
    assert "quotes" in problem.way_out
    assert read(f'b: "{word}"').data == {"b": word}


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1", "rules-yaml-repeated-key"),
        ("a: {b: 1, c: 2, b: 3}\n", "1:17", "rules-yaml-repeated-key"),
        ("a: &x 1\n", "1:4", "rules-yaml-anchor"),
        ("&x a: 1\n", "1:1", "rules-yaml-anchor"),
        ("a: !!str 1\n", "1:4", "rules-yaml-tag"),
        ("!!python/object:os.system {a: 1}\n", "1:1", "rules-yaml-tag"),
        ("a: 1\n<<: {b: 2}\n", "2:1", "rules-yaml-merge-key"),
        ("a: 1\n---\nb: 2\n", "2:1", "rules-yaml-several-documents"),
        ("a:\nb: 1\n", "1:3", "rules-yaml-empty-value"),
        ("a: ~\n", "1:4", "rules-yaml-empty-value"),
        ("a: [null]\n", "1:5", "rules-yaml-empty-value"),
        ("", "1:1", "rules-yaml-empty-file"),
        ("# nothing but a comment\n", "1:1", "rules-yaml-empty-file"),
        ("---\n", "1:1", "rules-yaml-empty-file"),
        ("1: a\n", "1:1", "rules-yaml-key-not-a-word"),
        ("12:30: a\n", "1:1", "rules-yaml-key-not-a-word"),
        ("? [a, b]\n: c\n", "1:3", "rules-yaml-key-not-a-word"),
        ("~: a\n", "1:1", "rules-yaml-key-not-a-word"),
        ("a: [1,\nb: }\n", "2:4", "rules-yaml-syntax"),
        ("a:\n\t- b\n", "2:1", "rules-yaml-syntax"),
        (b"a: good\nb: caf\xe9\n", "2:7", "rules-yaml-not-utf8"),
        (b"\xff\xfea\x00", "1:1", "rules-yaml-not-utf8"),
        ("a: good\nb: x\x1b[31m\n", "2:5", "rules-yaml-control-character"),
        ('a: "x\\e[31m"\n', "1:4", "rules-yaml-control-character"),
        ('a: "\\0"\n', "1:4", "rules-yaml-control-character"),
        ("a: 1234567890123456\n", "1:4", "rules-yaml-long-number"),
        ("a: " + "1" * 10_000 + "\n", "1:4", "rules-yaml-long-number"),
        ("[" * 100_000, "1:26", "rules-yaml-too-deep"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_with_its_place(text: str | bytes, place: str, code: str) -> None:
    problem = problems_of(text)[0]
    assert (problem.place, problem.code) == (f"rules/a.yaml:{place}", code)
    assert problem.way_out


def test_an_alias_is_refused_where_it_is_used_as_well() -> None:
    assert [problem.place for problem in problems_of("a: &x 1\nb: *x\n")] == ["rules/a.yaml:1:4", "rules/a.yaml:2:4"]


def test_all_problems_of_a_file_are_told_at_once() -> None:
    codes = [problem.code for problem in problems_of("a: no\na: 1_000\nb:\nc: !!int 3\n")]
    assert codes == [
        "rules-yaml-ambiguous-word",
        "rules-yaml-repeated-key",
        "rules-yaml-ambiguous-word",
        "rules-yaml-empty-value",
        "rules-yaml-tag",
    ]


def test_a_message_never_repeats_long_text_or_control_characters() -> None:
    for text in ("a: 1\n" + "k" * 5000 + ": 1\n" + "k" * 5000 + ": 2\n", "a: \x07\n"):
        fact = problems_of(text)[0].fact
        assert len(fact) < 200
        assert fact.isprintable()


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert read("\ufeffa: 1\n").data == {"a": 1}


def test_the_slow_reader_of_yaml_gives_the_same_data_and_places(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, {b: 88.2}]\nyes: >-\n  one\n  two\n"
    fast = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow = read(text)
    assert (slow.data, slow.places) == (fast.data, fast.places)
    assert problems_of("a: [1,\nb: }")[0].code == "rules-yaml-syntax"
