"""The `value` of an indicator: aggregates, which the database works out, and the sum over them, which is exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sqlglot import exp

from compcheck.model.counting import AGGREGATES
from compcheck.records.expression_sql import Writer
from compcheck.records.expression_words import NUMBER
from compcheck.records.expressions import Aggregate, NotAllowed, Scope, Value, Values

_Parts = tuple[Fraction | None, ...]
_Work = Callable[[_Parts], Fraction | None]
_AGGREGATES: dict[type, str] = {
    exp.Max: "max", exp.Min: "min", exp.Sum: "sum", exp.Avg: "avg", exp.Median: "median", exp.Count: "count",
}  # fmt: skip
_SUMS: dict[type, Callable[[Fraction, Fraction], Fraction | None]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
    exp.Div: lambda a, b: a / b if b else None,
}


def value_of(tree: exp.Expression, scope: Scope, values: Values) -> Value:
    found: list[Aggregate] = []
    work = _work(tree, scope, values, found)
    if not found:
        raise NotAllowed("a value is an aggregate of rows", f"the aggregates are {', '.join(AGGREGATES)}")
    return Value(tuple(found), work)


def _work(node: Any, scope: Scope, values: Values, found: list[Aggregate]) -> _Work:
    if type(node) in _AGGREGATES:
        return _aggregate(node, scope, values, found)
    if type(node) is exp.Paren:
        return _work(node.this, scope, values, found)
    if type(node) is exp.Neg:
        return _negated(_work(node.this, scope, values, found))
    if type(node) in _SUMS:
        left, right = (_work(one, scope, values, found) for one in (node.this, node.expression))
        return _summed(_SUMS[type(node)], left, right)
    if type(node) is exp.Literal and not node.args.get("is_string"):
        Writer(scope, values).part(node)  # it holds the number to what can be counted with
        number = Fraction(node.this)
        return lambda _: number
    # What is left may be named better by the writer of rows than by us.
    Writer(scope, values).part(node)
    raise NotAllowed("a value is reckoned from aggregates and numbers", f"the aggregates are {', '.join(AGGREGATES)}")


def _aggregate(node: exp.AggFunc, scope: Scope, values: Values, found: list[Aggregate]) -> _Work:
    if any(value for key, value in node.args.items() if key not in {"this", "big_int"}) or node.comments:
        raise NotAllowed(f"{_AGGREGATES[type(node)]} takes one value and nothing else")
    name = _AGGREGATES[type(node)]
    of = Writer(scope, values).whole(node.this, "" if name == "count" else NUMBER)
    place = len(found)
    found.append(Aggregate(name, of))
    return lambda parts: parts[place]


def _negated(of: _Work) -> _Work:
    def work(parts: _Parts) -> Fraction | None:
        value = of(parts)
        return None if value is None else -value

    return work


def _summed(how: Callable[[Fraction, Fraction], Fraction | None], left: _Work, right: _Work) -> _Work:
    def work(parts: _Parts) -> Fraction | None:
        one, two = left(parts), right(parts)
        return None if one is None or two is None else how(one, two)

    return work
