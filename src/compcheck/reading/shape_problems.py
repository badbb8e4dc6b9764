"""A part of a rules file held against its shape; what pydantic finds comes back as problems in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compcheck.model.problem import Problem
from compcheck.reading.rule_values import kind_of
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

WANTED: Mapping[str, str] = {
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
    "string_type": "text",
    "bool_type": "true or false",
}
"""By pydantic's name for the error."""

HOW: Mapping[str, str] = {
    "a mapping": "Write it as `key: value`, one key a line.",
    "a list": "Write it in brackets with commas, or one item a line after `-`.",
    "text": "Write words; put a number that is meant as text in quotes.",
    "true or false": "Write `true`, or leave the key out.",
}


def unlike(
    shape: type[BaseModel], file: YamlFile, raw: object, path: Path = (), guide: str = "rules/README.md"
) -> list[Problem]:
    """Everything in which this part of the file is not as its shape asks; `path` leads to the part.

    `guide` is the page that says what such a file holds.
    """
    try:
        shape.model_validate(raw)
    except ValidationError as error:
        return [_problem(shape, file, path, one, guide) for one in error.errors(include_url=False)]
    return []


def _problem(shape: type[BaseModel], file: YamlFile, path: Path, error: ErrorDetails, guide: str) -> Problem:
    steps = tuple(step for step in error["loc"] if step != "[key]")
    here = (*path, *steps)
    name = str(steps[-1]) if steps else ""
    if steps and isinstance(steps[-1], int):
        name = f"{steps[-2]}: item {steps[-1] + 1}" if len(steps) > 1 else ""
    if error["type"] == "missing":
        return file.problem(
            "rules-missing-key",
            f"`{name}` is missing.",
            f"Add `{name}:`. {guide} says what it holds.",
            here[:-1],
        )
    if error["type"] == "extra_forbidden":
        return file.problem(
            "rules-unknown-key",
            f"`{shown(name)}` is no key here.",
            did_you_mean(name, _keys(_at(shape, steps[:-1]))) or "Take it out.",
            here,
        )
    about = f"`{shown(name)}` " if name else ""
    if error["type"] == "wrong":
        said = error["ctx"]
        fact, way_out = f"{about}{said['fact']}.", said["way_out"] or f"{guide} says what it holds."
    elif error["type"] == "too_short":
        least = error["ctx"]["min_length"]
        fact = f"{about}holds {error['ctx']['actual_length']}, and it needs at least {least}."
        way_out = "Fill it, or leave its key out if it may be left out."
    else:
        wanted = WANTED.get(error["type"], f"what {guide} says")
        fact = f"{about}is {kind_of(error['input'])}, and it must be {wanted}."
        way_out = HOW.get(wanted, f"Write it as {guide} shows.")
    return file.problem("rules-wrong-value", fact, way_out, here)


def _at(annotation: Any, steps: Path) -> Any:  # an annotation may be anything
    """The shape these steps lead to inside another."""
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    if not steps:
        return annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        named = (
            field.annotation for name, field in annotation.model_fields.items() if (field.alias or name) == steps[0]
        )
        return _at(next(named), steps[1:])
    return _at(get_args(annotation)[-1], steps[1:])  # the items of a list, the values of a mapping


def _keys(shape: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]
