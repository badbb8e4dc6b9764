"""A check of one value together with what JSON Schema can say of it: whoever changes the one sees the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

Schema = Mapping[str, Any]
"""A part of a JSON Schema, draft 2020-12."""


@dataclass(frozen=True, slots=True, eq=False)  # hashed as itself: a schema has no hash
class Checked:
    """For `Annotated`: `check` raises what is wrong and decides; `schema` says as much of it as a schema can.

    A schema may let pass what the check refuses (30 February), and never refuses what the check lets pass.
    """

    check: Callable[[Any], object]
    schema: Schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        del core, handler
        return dict(self.schema)


def only(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A mapping of these keys and no others."""
    asked: Schema = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(properties), "additionalProperties": False, **asked}


def either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def one_key(properties: Mapping[str, Schema]) -> Schema:
    """A mapping of exactly one of these keys."""
    return {**only(properties), "minProperties": 1, "maxProperties": 1}


TEXT: Schema = {"type": "string", "pattern": r"\S"}
NUMBER: Schema = {"type": "number"}
