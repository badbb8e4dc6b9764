"""A rule or its cases as YAML text: the data that strict YAML reads back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from compcheck.model.bands import plain
from compcheck.model.problem import ProblemsFound
from compcheck.reading.strict_yaml import read_yaml

OPENED_OUT = frozenset({"grades", "sampled"})
"""Lists whose items have a line for each key."""


def rule_text(raw: Mapping[str, object]) -> str:
    """One key a line, in the order given; the lines of a block below one another."""
    parts = []
    for key, value in raw.items():
        if isinstance(value, list) and key in OPENED_OUT:
            parts += [f"{key}:", *(line for item in value for line in _opened(item))]
        elif isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
            parts += [f"{key}:", *(f"  - {_flow(item)}" for item in value)]
        else:
            parts.append(f"{key}: {_flow(value)}")
    return "\n".join(parts) + "\n"


def cases_text(cases: Sequence[Mapping[str, object]]) -> str:
    return "\n".join(line.removeprefix("  ") for case in cases for line in _opened(case)) + "\n"


def _opened(item: Mapping[str, object]) -> list[str]:
    return [f"  {'- ' if not at else '  '}{key}: {_flow(value)}" for at, (key, value) in enumerate(item.items())]


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return plain(value)
    return _scalar(" ".join(str(value).split()))


def _scalar(text: str) -> str:
    """As it is where that reads back as the same text wherever it stands, and otherwise in quotes."""
    try:
        read = read_yaml(f"a: {{b: {text}, c: [{text}]}}\nd: {text}\n".encode(), "").data
    except ProblemsFound:
        return json.dumps(text, ensure_ascii=False)
    same = read == {"a": {"b": text, "c": [text]}, "d": text}
    return text if same else json.dumps(text, ensure_ascii=False)
