"""JSON Schemas of rules files, for editors: made from the very shapes the reader checks by, so that they cannot drift.

A schema looks at one file alone. What needs the others (whether a name is known, whether lines hold) only the reader
can say: what a schema refuses the reader refuses, and not the other way round.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from compcheck.reading.record_shapes import (
    BankHolidaysShape,
    CheckShape,
    CodeShape,
    NobodyShape,
    RecordSourceShape,
    TableShape,
    WatchListShape,
)
from compcheck.reading.rule_folder import CASES, SNAKE
from compcheck.reading.rule_shapes import (
    AuthoritiesShape,
    CaseShape,
    EditionShape,
    FrameworkShape,
    IndicatorShape,
    OverlayShape,
    ParameterShape,
    SeriesShape,
    TopicShape,
    rule_shape,
)
from compcheck.reading.rule_values import BOUND
from compcheck.reading.unfit_framework import KEBAB

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schema"
"""Where a rules folder keeps its schemas."""
ENDS = ".schema.json"
NAMED_BY = "# yaml-language-server: $schema="
"""What begins a file's first line; the rest is the way from the file to its schema, as editors read it."""


LINE = "#/$defs/Line"


class Kind(NamedTuple):
    """One kind of rules file: what it holds, and the making of its schema from the grades' words (rules alone)."""

    holds: str
    schema: Callable[[tuple[str, ...]], dict[str, Any]]


class _AsRead(GenerateJsonSchema):
    """As strict YAML is read: nothing is ever null, nothing is filled in, and names are not repeated as titles."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        made: JsonSchemaValue = _untitled(super().generate(schema, mode))
        return made


def _untitled(value: Any) -> Any:  # JSON of any shape
    """Without the titles pydantic makes up: a title that is a text, since a key may be called so and is a schema."""
    if isinstance(value, Mapping):
        return {key: _untitled(one) for key, one in value.items() if not (key == "title" and isinstance(one, str))}
    return [_untitled(one) for one in value] if isinstance(value, list) else value


def _one(shape: type[BaseModel]) -> dict[str, Any]:
    whole: dict[str, Any] = _shared(shape.model_json_schema(by_alias=True, schema_generator=_AsRead))
    shared = {"Line": BOUND} if LINE in json.dumps(whole) else {}
    return {**whole, "$defs": {**whole.get("$defs", {}), **shared}}


def _shared(value: Any) -> Any:  # JSON of any shape
    """A band stands once for each grade of each block: said once, and referred to."""
    if value == BOUND:
        return {"$ref": LINE}
    if isinstance(value, Mapping):
        return {key: _shared(one) for key, one in value.items()}
    return [_shared(one) for one in value] if isinstance(value, list) else value


def _inside(shape: type[BaseModel], around: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A schema of several such things: `around` refers to `#/$defs/name`."""
    whole = _one(shape)
    inner = whole.pop("$defs", {})
    return {**around, "$defs": {**inner, name: whole}}


def _named(shape: type[BaseModel], name: str) -> dict[str, Any]:
    """Names, each with one such thing."""
    around = {
        "type": "object",
        "propertyNames": {"pattern": f"^{SNAKE.pattern}$"},
        "additionalProperties": {"$ref": f"#/$defs/{name}"},
    }
    return _inside(shape, around, name)


def _codes() -> dict[str, Any]:
    """Lists of codes by name, each code by its own."""
    codes = {"type": "object", "minProperties": 1, "additionalProperties": {"$ref": "#/$defs/Code"}}
    around = {"type": "object", "propertyNames": {"pattern": f"^{SNAKE.pattern}$"}, "additionalProperties": codes}
    return _inside(CodeShape, around, "Code")


def _cases() -> dict[str, Any]:
    return _inside(CaseShape, {"type": "array", "items": {"$ref": "#/$defs/Case"}}, "Case")


def _framework() -> dict[str, Any]:
    """An edition states only where it differs from what it builds on."""
    whole, edition = _one(FrameworkShape), _one(EditionShape)
    shared = {**whole.pop("$defs"), **edition.pop("$defs"), "Framework": whole, "Edition": edition}
    which = {"if": {"type": "object", "required": ["builds_on"]}, "then": {"$ref": "#/$defs/Edition"}}
    return {**which, "else": {"$ref": "#/$defs/Framework"}, "$defs": shared}


KINDS: Mapping[str, Kind] = {
    "rule": Kind("one requirement, with its lines", lambda words: _one(rule_shape(words))),
    "cases": Kind("the cases beside a rule", lambda _: _cases()),
    "framework": Kind("framework.yaml", lambda _: _framework()),
    "indicator": Kind("the figures of one theme", lambda _: _named(IndicatorShape, "Indicator")),
    "evidence": Kind("the topics of evidence of one theme", lambda _: _named(TopicShape, "Topic")),
    "published": Kind("one series of published figures", lambda _: _one(SeriesShape)),
    "overlay": Kind("overlay.yaml: local rules laid over a framework", lambda _: _one(OverlayShape)),
    "authorities": Kind("where authorities.csv is from", lambda _: _one(AuthoritiesShape)),
    "parameters": Kind("limits that frameworks leave to the authority", lambda _: _named(ParameterShape, "Parameter")),
    "record-tables": Kind("tables of records of one theme", lambda _: _named(TableShape, "Table")),
    "record-codes": Kind("lists of codes of one theme", lambda _: _codes()),
    "record-source": Kind("one return or list, and where its tables stand", lambda _: _one(RecordSourceShape)),
    "record-nobody": Kind("what stands for no worker", lambda _: _one(NobodyShape)),
    "record-bank-holidays": Kind("England's bank holidays", lambda _: _one(BankHolidaysShape)),
    "record-checks": Kind("data-quality checks of one theme", lambda _: _named(CheckShape, "Check")),
    "record-watch-lists": Kind("lists of cases to look at", lambda _: _named(WatchListShape, "WatchList")),
}


def schema_of(kind: str, words: Sequence[str] = ()) -> dict[str, Any]:
    """The schema of a kind of file; `words` are the grades of a rule's framework, best or worst first."""
    said = f"A rules file of compcheck: {KINDS[kind].holds}"
    return {"$schema": DRAFT, "title": said, **KINDS[kind].schema(tuple(words))}


def schemas_of(frameworks: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Every schema file by name: one a kind, and one a framework for its rules, since grades are keys there.

    `frameworks` holds the words of each.
    """
    kinds = {f"{kind}{ENDS}": schema_of(kind) for kind in KINDS if kind != "rule"}
    rules = {f"rule-{name}{ENDS}": schema_of("rule", frameworks[name]) for name in sorted(frameworks)}
    return {**kinds, **rules}


def schema_file_of(parts: Sequence[str]) -> str | None:
    """The name of the schema file for what lies there in a rules folder; None for what is no rules file."""
    match tuple(parts):
        case ("indicators", _):
            return f"indicator{ENDS}"
        case ("evidence" | "published" | "parameters" as kind, _):
            return f"{kind}{ENDS}"
        case ("records", "tables" | "codes" | "checks" as kind, _):
            return f"record-{kind}{ENDS}"
        case ("records", "sources", _):
            return f"record-source{ENDS}"
        case ("records", "nobody.yaml" | "watch-lists.yaml" | "bank-holidays.yaml" as file):
            return f"record-{file.removesuffix('.yaml')}{ENDS}"
        case ("authorities.yaml" | "overlay.yaml" as file,):
            return f"{file.removesuffix('.yaml')}{ENDS}"
        case ("frameworks", _, "framework.yaml"):
            return f"framework{ENDS}"
        case ("frameworks", name, _, file) if KEBAB.fullmatch(name):
            return f"cases{ENDS}" if file.endswith(CASES) else f"rule-{name}{ENDS}"
    return None


def first_line_of(parts: Sequence[str]) -> str | None:
    """The line that names its schema to an editor, for what lies there in a rules folder."""
    file = schema_file_of(parts)
    return None if file is None else f"{NAMED_BY}{'../' * (len(parts) - 1)}{FOLDER}/{file}"
