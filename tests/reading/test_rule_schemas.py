"""The schemas of rules files say what the reader says, as far as a schema can look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from compcheck.model.library import Library
from compcheck.reading.record_shapes import (
    BankHolidaysShape,
    CheckShape,
    CodeShape,
    NobodyShape,
    RecordSourceShape,
    TableShape,
    WatchListShape,
)
from compcheck.reading.rule_folder import CASES
from compcheck.reading.rule_schemas import KINDS, first_line_of, schema_file_of, schema_of, schemas_of
from compcheck.reading.rule_shapes import (
    AuthoritiesShape,
    CaseShape,
    EditionShape,
    FrameworkShape,
    IndicatorShape,
    ParameterShape,
    SeriesShape,
    TopicShape,
    rule_shape,
)
from compcheck.reading.shape_problems import unlike
from compcheck.reading.strict_yaml import read_yaml
from compcheck.reading.yaml_file import YamlFile

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
WORDS = ("inadequate", "adequate", "good", "outstanding")
ONLY_THE_READER_KNOWS = re.compile(r"which is no day|which is no date|nothing lies between|must lie above 0")
"""A day that no calendar has, a band written backwards, a fraction above one."""
OTHERS: tuple[object, ...] = (None, True, 5, -1, "", "  ", "x", "2010-02-30", [], {}, ["a"], {"a": "b"}, Decimal("3.5"))


def kind_of(parts: tuple[str, ...]) -> str:
    file = schema_file_of(parts)
    assert file is not None, parts
    return "rule" if file.startswith("rule-") else file.removesuffix(".schema.json")


@cache
def packaged() -> list[tuple[str, Any]]:
    """Some files of each kind, small enough to change everything in them."""
    found: dict[str, list[Any]] = {}
    for path in sorted(RULES.rglob("*.yaml")):
        parts = path.relative_to(RULES).parts
        if schema_file_of(parts) is None or (kind_of(parts) == "rule" and "protection-2012" not in parts):
            continue
        data = read_yaml(path.read_bytes(), path.name).data
        if path.stat().st_size < 20_000:
            found.setdefault(kind_of(parts), []).append(data)
    return [(kind, one) for kind, files in sorted(found.items()) for one in files[:12]]


def shapes_of(kind: str, data: object) -> Iterator[tuple[type[BaseModel], object]]:
    """What the reader checks of a file, each part by its shape."""
    inside: dict[str, type[BaseModel]] = {"indicator": IndicatorShape, "evidence": TopicShape,
                                          "parameters": ParameterShape, "record-tables": TableShape,
                                          "record-checks": CheckShape,
                                          "record-watch-lists": WatchListShape}  # fmt: skip
    if kind in inside:
        assert isinstance(data, dict)
        yield from ((inside[kind], one) for one in data.values())
    elif kind == "record-codes":
        assert isinstance(data, dict)
        yield from ((CodeShape, one) for codes in data.values() for one in codes.values())
    elif kind == "cases":
        assert isinstance(data, list)
        yield from ((CaseShape, one) for one in data)
    elif kind == "framework":
        yield (EditionShape if isinstance(data, dict) and "builds_on" in data else FrameworkShape), data
    else:
        others: dict[str, type[BaseModel]] = {
            "rule": rule_shape(WORDS),
            "authorities": AuthoritiesShape,
            "record-source": RecordSourceShape,
            "record-nobody": NobodyShape,
            "record-bank-holidays": BankHolidaysShape,
        }
        yield others.get(kind, SeriesShape), data


def read(kind: str, data: object) -> list[str]:
    file = YamlFile("a file", data, {})
    return [problem.fact for shape, one in shapes_of(kind, data) for problem in unlike(shape, file, one)]


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = schema_of(kind, WORDS)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_a_schema_that_is_one(kind: str) -> None:
    assert validator(kind).schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_packaged_file_is_as_its_schema_says(library: Library) -> None:
    schemas = schemas_of({name: one.scale.words for name, one in library.frameworks.items()})
    validators = {name: Draft202012Validator(one) for name, one in schemas.items()}
    seen = set()
    for path in sorted(RULES.rglob("*.yaml")):
        file = schema_file_of(path.relative_to(RULES).parts)
        if file is not None:
            seen.add(file)
            errors = [error.message for error in validators[file].iter_errors(read_yaml(path.read_bytes(), "").data)]
            assert not errors, (path, errors)
    assert seen >= {"framework.schema.json", "indicator.schema.json", "cases.schema.json", "published.schema.json"}


def places(data: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield here
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, one in children:
        yield from places(one, (*here, key))


def changed(data: Any, place: tuple[str | int, ...], how: str, other: object) -> Any:
    """The same data with what stands at that place taken out, replaced, or given one key more."""
    copy = deepcopy(data)
    if not place:
        return copy
    inside = copy
    for step in place[:-1]:
        inside = inside[step]
    if how == "out":
        del inside[place[-1]]
    elif how == "other":
        inside[place[-1]] = other
    elif isinstance(inside[place[-1]], dict):
        inside[place[-1]]["unheard_of"] = other
    return copy


@settings(max_examples=400, deadline=None)
@given(
    file=st.sampled_from(range(1000)), place=st.integers(0, 10_000), how=st.sampled_from(["out", "other", "more"]),
    other=st.sampled_from(OTHERS),
)  # fmt: skip
def test_a_schema_and_the_reader_refuse_the_same_files(file: int, place: int, how: str, other: object) -> None:
    kind, data = packaged()[file % len(packaged())]
    everywhere = list(places(data))
    data = changed(data, everywhere[place % len(everywhere)], how, other)
    if kind != "cases" and not isinstance(data, dict):
        return
    if kind == "record-codes" and not all(isinstance(one, dict) and one for one in data.values()):
        return  # what is no list of codes has no shape to be asked
    if kind in {"indicator", "evidence", "parameters"} and not all(isinstance(key, str) for key in data):
        return
    refused = [error.message for error in validator(kind).iter_errors(data)]
    facts = read(kind, data)
    if holds_nothing(data):  # strict YAML has refused it before any shape is asked
        return
    only_the_reader = [fact for fact in facts if ONLY_THE_READER_KNOWS.search(fact)]
    if refused:
        assert facts, ("the schema alone refuses", refused)
    elif facts:
        assert len(only_the_reader) == len(facts), ("the reader alone refuses", facts)


def holds_nothing(data: object) -> bool:
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return data is None or any(holds_nothing(one) for one in children)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("indicators", "work.yaml"), "../schema/indicator.schema.json"),
        (("authorities.yaml",), "schema/authorities.schema.json"),
        (("published", "series.yaml"), "../schema/published.schema.json"),
        (("parameters", "visits.yaml"), "../schema/parameters.schema.json"),
        (("records", "tables", "care.yaml"), "../../schema/record-tables.schema.json"),
        (("records", "sources", "annex-a.yaml"), "../../schema/record-source.schema.json"),
        (("records", "nobody.yaml"), "../schema/record-nobody.schema.json"),
        (("records", "watch-lists.yaml"), "../schema/record-watch-lists.schema.json"),
        (("frameworks", "one-2012", "framework.yaml"), "../../schema/framework.schema.json"),
        (("frameworks", "one-2012", "practice", "it.yaml"), "../../../schema/rule-one-2012.schema.json"),
        (("frameworks", "one-2012", "practice", f"it{CASES}"), "../../../schema/cases.schema.json"),
    ],
)
def test_the_way_to_its_schema_begins_at_the_file(parts: tuple[str, ...], line: str) -> None:
    assert first_line_of(parts) == f"# yaml-language-server: $schema={line}"


def test_what_is_no_rules_file_names_no_schema() -> None:
    assert first_line_of(("README.yaml",)) is None


def test_a_rule_s_schema_knows_the_grades_of_its_framework_alone() -> None:
    band = {"at_least": 90}
    block = {"since": "2010-04-01", "expectation": "x", "basis": {"statute": "x", "source": "y"}}
    rule: dict[str, object] = {
        "title": "x",
        "why": "x",
        "source": {"title": "x", "publisher": "x", "year": 2010},
        "indicator": "a",
    }
    rule |= {"grades": [{**block, "adequate": band}]}
    assert not list(validator("rule").iter_errors(rule))
    others = Draft202012Validator(schema_of("rule", ("inadequate", "requires improvement", "good")))
    assert list(others.iter_errors(rule))
