"""The JSON Schema of a submission (draft 2020-12), made from the catalogue: what is published, and what editors use."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from compcheck.model.indicator import Indicator, Parameter, Topic
from compcheck.model.library import Library
from compcheck.model.submission import DIMENSIONS, DIRECTIONS, KINDS, MARKS, NOT_PUBLISHED

Schema = dict[str, object]

SAID = ("value", "numerator", "denominator", "not_recorded", "left_out", "at_least", "in_doubt")
"""What a figure says that is supplied, and none that is not."""

LONGEST_TEXT = 300
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DAY_OR_MONTH = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"
DAY_MONTH_OR_YEAR = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
DIGEST = "^[0-9a-f]{64}$"
LONGEST_NAME = 100
LARGEST = 10**12
"""No figure about one authority is larger; a number that is has been mistyped."""

NEVER: Schema = {"not": {}}
"""What matches nothing. Not `false`: of that, jsonschema does not say where it stood."""
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST}
MARK: Schema = {"enum": list(MARKS)}
COUNTS_BY_NAME: Schema = {
    "type": "object",
    "propertyNames": {"minLength": 1, "maxLength": LONGEST_NAME},
    "additionalProperties": COUNT,
}
COUNT_OR_MARK: Schema = {"if": {"type": "string"}, "then": {"$ref": "#/$defs/mark"}, "else": COUNT}

VALUES: Mapping[str, Schema] = {
    "percent": {"type": "number", "minimum": 0, "maximum": 100},
    "count": COUNT,
    "number": {"type": "number", "minimum": 0, "maximum": LARGEST},
    "rate per 10,000": {"type": "number", "minimum": 0, "maximum": 10_000},
    "yes/no": {"enum": [True, False, "yes", "no"]},
}
NAMES: Mapping[str, str] = {
    "percent": "percent",
    "count": "count",
    "number": "number",
    "rate per 10,000": "rate",
    "yes/no": "yes_or_no",
}


def submission_schema(library: Library) -> Schema:
    """The whole schema; keys are in a fixed order, so that its text is the same every time."""
    indicators, topics, parameters = library.catalogue
    words = list(library.words)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A submission to compcheck",
        "description": "What a local authority says about its children's services.",
        "type": "object",
        "required": ["authority", "judged_on", "period", "source", "indicators"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "authority": {"$ref": "#/$defs/authority"},
            "framework": {"enum": sorted(library.frameworks)},
            "judged_on": {"type": "string", "pattern": DAY_OR_MONTH},
            "period": {"$ref": "#/$defs/period"},
            "source": TEXT,
            "note": TEXT,
            "indicators": _mapping_of({name: _indicator(one) for name, one in sorted(indicators.items())}),
            "evidence": _mapping_of({name: _topic(one) for name, one in sorted(topics.items())}),
            "parameters": _mapping_of({name: _parameter(one) for name, one in sorted(parameters.items())}),
            "inspection": _mapping_of(
                {
                    "on": {"type": "string", "pattern": DAY_MONTH_OR_YEAR},
                    "overall": {"enum": words},
                    "areas": {"type": "object", "additionalProperties": {"enum": words}},
                    "source": TEXT,
                },
                required=["on", "source"],
            ),
            "collected": _ref("collected"),
        },
        "$defs": {
            "authority": _mapping_of({"name": TEXT, "code": TEXT, "ons_code": TEXT}, required=["name"]),
            "period": _mapping_of(
                {"from": {"type": "string", "pattern": DAY}, "to": {"type": "string", "pattern": DAY}},
                required=["from", "to"],
            ),
            "mark": MARK,
            "count_or_mark": COUNT_OR_MARK,
            "in_doubt": _mapping_of({"cases": COUNT, "checks": COUNTS_BY_NAME}, required=["cases"]),
            "collected": _collected(),
            **{name: shape for unit in NAMES for name, shape in _figure(unit).items()},
            "evidence": _evidence(words),
        },
    }


def _mapping_of(properties: Schema, required: list[str] | None = None) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"required": required} if required else {})


def _indicator(indicator: Indicator) -> Schema:
    return {
        "title": indicator.title,
        "description": f"{indicator.definition} ({indicator.unit})",
        "$ref": f"#/$defs/{NAMES[indicator.unit]}",
    }


def _topic(topic: Topic) -> Schema:
    return {"title": topic.title, "description": topic.definition, "$ref": "#/$defs/evidence"}


def _parameter(parameter: Parameter) -> Schema:
    """Within the bounds the catalogue gives: a limit outside them has been mistyped."""
    least, most = (_json(one) for one in (parameter.least, parameter.most))
    given: Schema = {
        "value": {"type": "number", "minimum": least, "maximum": most},
        "approved_by": TEXT,
        "on": {"type": "string", "pattern": DAY_MONTH_OR_YEAR},
        "source": TEXT,
    }
    about: Schema = {"about": {"type": "string"}}
    told = {"title": parameter.title, "description": f"{parameter.definition} ({parameter.unit})"}
    blank = {"required": ["about"], "maxProperties": 1}
    whole = {"required": ["value", "approved_by", "on"]}
    return told | _mapping_of(about | given) | {"if": {"required": ["value"]}, "then": whole, "else": blank}


def _collected() -> Schema:
    """What records the whole was counted from."""
    file: Schema = {
        "source": TEXT,
        "file": TEXT,
        "sha256": {"type": "string", "pattern": DIGEST},
        "tables": COUNTS_BY_NAME,
        "cells_not_read": COUNT,
    }
    titled: Schema = {"title": TEXT}
    from compcheck.model.recording import MARKING  # noqa: PLC0415  # as in `_figure`

    given: Schema = {
        "marking": {"enum": [MARKING]},
        "extracted_on": {"type": "string", "pattern": DAY},
        "from": {"type": "array", "minItems": 1, "items": _mapping_of(file | titled, required=list(file))},
        "rules": {"type": "string", "pattern": DIGEST},
    }
    return _mapping_of(given, required=list(given))


def _json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _value(unit: str) -> Schema:
    if unit == "yes/no":
        return {"enum": [True, False, "yes", "no", *MARKS]}
    return {"if": {"type": "string"}, "then": _ref("mark"), "else": VALUES[unit]}


def _figure(unit: str) -> dict[str, Schema]:
    """A figure in that unit, its parts and its earlier periods, each named once and referred to.

    A figure is a bare value, or a mapping that says a value, a numerator and denominator, or why there is none.
    """
    from compcheck.model.counting import GIVES  # noqa: PLC0415  # the limits above are wanted by all, the schema by few

    name = NAMES[unit]
    given: Schema = {"value": _ref(f"{name}_value")}
    if unit not in {"count", "yes/no"}:
        given["numerator"] = _ref("count_or_mark")
        given["denominator"] = {"if": {"const": NOT_PUBLISHED}, "else": _ref("count_or_mark")}
    given["not_supplied"] = TEXT
    if unit != "yes/no":
        given["not_recorded"] = COUNT
    counted: Schema = {"gives": {"enum": list(GIVES)}, "clock": TEXT}
    if unit != "yes/no":
        counted = {"left_out": COUNTS_BY_NAME, "at_least": TEXT, "in_doubt": _ref("in_doubt")} | counted
    dated: Schema = counted | {
        "period": _ref("period"),
        "as_at": {"type": "string", "pattern": DAY_OR_MONTH},
        "source": TEXT,
        "note": TEXT,
    }
    own: Schema = {
        "plan": TEXT,
        "about": {"type": "string"},
        "history": {"type": "array", "items": _ref(f"{name}_earlier")},
        "by": _mapping_of(dict.fromkeys(DIMENSIONS, _ref(f"{name}_parts"))),
    }
    whole = _given(given | dated | own, or_about=True) | {"not": {"required": ["period", "as_at"]}}
    return {
        name: {"if": {"type": "object"}, "then": whole, "else": _ref(f"{name}_value")},
        f"{name}_value": _value(unit),
        f"{name}_earlier": _given(given | dated) | {"oneOf": [{"required": ["period"]}, {"required": ["as_at"]}]},
        f"{name}_parts": {
            "type": "object",
            "propertyNames": {"minLength": 1, "maxLength": LONGEST_NAME},
            "additionalProperties": {"if": {"type": "object"}, "then": _given(given), "else": _ref(f"{name}_value")},
        },
    }


def _given(properties: Schema, *, or_about: bool = False) -> Schema:
    ways: list[Schema] = [{"required": ["value"]}, {"required": ["not_supplied"]}]
    if "numerator" in properties:
        ways.append({"required": ["numerator", "denominator"]})
    if or_about:
        ratio: list[Schema] = [{"required": ["numerator"]}, {"required": ["denominator"]}]
        ways.append({"required": ["about"], "not": {"anyOf": ratio}})
    said = dict.fromkeys(SAID, NEVER)
    return _mapping_of(properties) | {
        "anyOf": ways,
        "dependentSchemas": {"not_supplied": {"properties": said}},
    }


def _evidence(words: list[str]) -> Schema:
    content: Schema = {
        "grade": {"enum": words},
        "counts": {
            "type": "object",
            "minProperties": 1,
            "properties": dict.fromkeys(words, COUNT),
            "additionalProperties": False,
        },
        "share": {"type": "number", "minimum": 0, "maximum": 100},
        "direction": {"enum": list(DIRECTIONS)},
    }
    pairs = [[one, other] for place, one in enumerate(content) for other in list(content)[place + 1 :]]
    return _mapping_of(
        {
            "about": {"type": "string"},
            "kind": {"enum": list(KINDS)},
            "independent": {"type": "boolean"},
            "sample": _mapping_of({"n": COUNT, "of": COUNT, "chosen": TEXT}, required=["n"]),
            **content,
            "on": {"type": "string", "pattern": DAY_MONTH_OR_YEAR},
            "source": TEXT,
            "says": TEXT,
            "plan": TEXT,
            "of_this_inspection": {"type": "boolean"},
        }
    ) | {
        "if": {"required": ["kind"]},
        "then": {
            "if": {"properties": {"kind": {"const": "statement"}}},
            "then": {"properties": dict.fromkeys(content, NEVER)},
            "else": {"required": ["on"]},
        },
        "else": {"required": ["about"], "maxProperties": 1},
        "not": {"anyOf": [{"required": pair} for pair in pairs]},
    }
