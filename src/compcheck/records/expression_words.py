"""What is said of an expression that is refused: in words, and never with the text itself, which may be anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sqlglot import exp

from compcheck.model.counting import AGGREGATES, FUNCTIONS

YES_NO, DATE, NUMBER, TEXT, NOTHING = "yes/no", "date", "number", "text", "nothing"
"""What an expression may come to."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def said(kind: str) -> str:
    return {DATE: "day", NOTHING: "null"}.get(kind, kind)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "it is spelt otherwise, or not there: see rules/records/"


def the_functions() -> str:
    return f"the functions are {', '.join(FUNCTIONS)}; in a value also {', '.join(AGGREGATES)}"


def function_named(name: str) -> str:
    return f"{name}()" if _NAME.fullmatch(name) and len(name) <= 40 else "what is called here"


def named(node: Any) -> str:
    """`a subquery`, `count`: in words where there are some, and never the text itself."""
    if isinstance(node, exp.AggFunc):
        return f"the aggregate {node.key}"
    words = {
        "subquery": "a subquery", "select": "a query", "star": "a star", "lambda": "a function of its own",
        "window": "a window", "exists": "a subquery", "dot": "a field of a field", "tuple": "a list in brackets",
        "array": "a list", "struct": "a structure", "cast": "a cast", "filter": "a filter",
    }  # fmt: skip
    key = node.key if isinstance(node, exp.Expression) else "this"
    return words.get(key, f"`{key}`")
