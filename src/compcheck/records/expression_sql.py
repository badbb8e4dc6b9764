"""Trees of expressions to SQL: every kind of node that is allowed has its own line here, and no other is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sqlglot import exp

from compcheck.model.counting import CASES, FUNCTIONS, OTHER, SETTINGS
from compcheck.model.records import UNREAD, Column
from compcheck.records.expression_words import (
    DATE,
    NOTHING,
    NUMBER,
    TEXT,
    YES_NO,
    did_you_mean,
    function_named,
    named,
    said,
    the_functions,
)
from compcheck.records.expressions import NotAllowed, Scope, Values, Written

_KIND = {"text": TEXT, "code": TEXT, "date": DATE, "integer": NUMBER, "number": NUMBER, "yes/no": YES_NO}
_SQL_TYPE = {"text": "VARCHAR", "code": "VARCHAR", "date": "DATE", "integer": "BIGINT", "number": "DECIMAL(18,6)"}
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]{0,39}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COMPARED: dict[type, str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_SIGNATURES: dict[str, tuple[tuple[str, ...], str]] = {
    "working_days": ((DATE, DATE), NUMBER),
    "days": ((DATE, DATE), NUMBER),
    "months_after": ((DATE, NUMBER), DATE),
    "years_after": ((DATE, NUMBER), DATE),
    "age_on": ((DATE, DATE), NUMBER),
    "nobody": ((TEXT,), YES_NO),
}
"""The functions that are ours: the database has a macro for each."""


class Sql(NamedTuple):
    """A part of an expression, in SQL, and what it comes to. `codes` names the list its codes are from."""

    text: str
    kind: str
    codes: str = ""
    column: str = ""


def quoted(name: str) -> str:
    """A name of a column or table, such that it can be nothing else."""
    return '"' + name.replace('"', '""') + '"'


def worked(day: str) -> str:
    """Working days up to and including the day, since the calendar began: what lies between two is a difference."""
    return f"worked({day})"


class Writer:
    """Writes one expression and remembers what it used."""

    def __init__(self, scope: Scope, values: Values) -> None:
        self._scope, self._values = scope, values
        self._columns: dict[str, None] = {}
        self._other: dict[str, None] = {}
        self._limits: dict[str, None] = {}
        self._days: dict[str, None] = {}
        self._uses_cases = False

    def whole(self, tree: exp.Expression, kind: str) -> Written:
        part = self.part(tree)
        if kind and part.kind != kind:
            raise NotAllowed(f"the expression comes to a {said(part.kind)}, and a {said(kind)} is meant")
        unread = self._unread()
        sql = f"(CASE WHEN {unread} THEN NULL ELSE {part.text} END)" if unread else part.text
        return Written(
            sql, part.kind, tuple(self._columns), tuple(self._other), tuple(self._limits), tuple(self._days), unread,
            self._uses_cases,
        )  # fmt: skip

    def part(self, node: Any) -> Sql:
        write = _WRITERS.get(type(node))
        if write is None:
            raise NotAllowed(f"{named(node)} is not allowed in an expression")
        return write(self, node)

    def _unread(self) -> str:
        """The condition that a cell used here was not read."""
        own = [f"{self._values.rows}.{quoted(one + UNREAD)}" for one in self._columns if one in self._values.unread]
        beside = [
            f"{self._values.beside}.{quoted(one + UNREAD)}"
            for one in self._other
            if one in self._values.other_unread and self._values.beside
        ]
        flags = [f"coalesce({flag}, false)" for flag in own + beside]
        return f"({' OR '.join(flags)})" if flags else ""

    def column(self, node: exp.Column) -> Sql:
        _only(node, "this", "table")
        name, table = _identifier(node.this), node.args.get("table")
        if table is not None:
            return self._column_beside(_identifier(table), name)
        if name in self._scope.columns:
            self._columns[name] = None
            return _column_sql(self._scope.columns[name], f"{self._values.rows}.{quoted(name)}")
        if name == CASES and self._scope.cases:
            self._uses_cases = True
            return Sql(f"{self._values.rows}.{CASES}", NUMBER)
        if name in self._values.given:
            return _constant(self._values.given[name])
        if name in SETTINGS:
            return Sql("CAST(NULL AS DATE)", DATE)
        if self._scope.parameters is None or name in self._scope.parameters:
            self._limits[name] = None
            return Sql("CAST(NULL AS DECIMAL(18,6))", NUMBER)
        known = [*self._scope.columns, *SETTINGS, *self._scope.parameters]
        raise NotAllowed(f"nothing is called {name}", did_you_mean(name, known))

    def _column_beside(self, table: str, name: str) -> Sql:
        if table != OTHER:
            raise NotAllowed(f"{table}.{name} is not allowed in an expression", "a column is named without its table")
        if self._scope.other is None:
            raise NotAllowed(f"{OTHER}.{name} is not allowed here", "only a check with `beside` has another table")
        if name not in self._scope.other:
            raise NotAllowed(f"the table beside has no column called {name}", did_you_mean(name, self._scope.other))
        self._other[name] = None
        column = self._scope.other[name]
        if self._values.beside:
            return _column_sql(column, f"{self._values.beside}.{quoted(name)}")
        return _column_sql(column, f"CAST(NULL AS {_SQL_TYPE.get(column.holds, 'BOOLEAN')})")

    def literal(self, node: exp.Literal) -> Sql:
        _only(node, "this", "is_string")
        if node.args.get("is_string"):
            if not _PLAIN_TEXT.fullmatch(node.this):
                raise NotAllowed(
                    "a text in an expression is longer than a code, or has characters that codes do not have",
                    "compare with the code's own name",
                )
            return Sql(f"'{node.this}'", TEXT)
        try:
            return _constant(Decimal(node.this))
        except InvalidOperation as broken:
            raise NotAllowed(f"{node.this[:20]} is no number that can be counted with") from broken

    def boolean(self, node: exp.Boolean) -> Sql:
        _only(node, "this")
        return Sql("TRUE" if node.this else "FALSE", YES_NO)

    def nothing(self, node: exp.Null) -> Sql:
        _only(node)
        return Sql("NULL", NOTHING)

    def dated(self, node: exp.Cast) -> Sql:
        """`date '2026-03-31'`, and no other cast."""
        _only(node, "this", "to", "_type")
        kind, text = node.args["to"], node.this
        if type(text) is not exp.Literal or not text.args.get("is_string") or kind != exp.DataType.build("date"):
            raise NotAllowed("a cast is not allowed in an expression", "a day is written date '2026-03-31'")
        try:
            return _constant(date.fromisoformat(text.this))
        except ValueError as broken:
            raise NotAllowed(f"{text.this[:20]} is no day", "write it as date '2026-03-31'") from broken

    def bracket(self, node: exp.Paren) -> Sql:
        _only(node, "this")
        return self.part(node.this)

    def joined(self, node: exp.And | exp.Or) -> Sql:
        _only(node, "this", "expression")
        word = "AND" if isinstance(node, exp.And) else "OR"
        left, right = self._of(node.this, YES_NO), self._of(node.expression, YES_NO)
        return Sql(f"({left.text} {word} {right.text})", YES_NO)

    def negated(self, node: exp.Not) -> Sql:
        _only(node, "this")
        return Sql(f"(NOT {self._of(node.this, YES_NO).text})", YES_NO)

    def compared(self, node: exp.Binary) -> Sql:
        _only(node, "this", "expression")
        left, right = self.part(node.this), self.part(node.expression)
        if NOTHING in {left.kind, right.kind}:
            raise NotAllowed("nothing is ever equal to null, or more or less than it", "write `is null`")
        if left.kind != right.kind:
            raise NotAllowed(f"a {said(left.kind)} is compared with a {said(right.kind)}")
        sign = _COMPARED[type(node)]
        if sign not in {"=", "<>"} and left.kind in {TEXT, YES_NO}:
            raise NotAllowed(f"a {said(left.kind)} is neither more nor less than another", "use = or <>")
        self._hold_codes(left, [right])
        self._hold_codes(right, [left])
        return Sql(f"({left.text} {sign} {right.text})", YES_NO)

    def between(self, node: exp.Between) -> Sql:
        _only(node, "this", "low", "high")
        parts = [self.part(node.this), self.part(node.args["low"]), self.part(node.args["high"])]
        _same(parts, "between", DATE, NUMBER)
        return Sql(f"({parts[0].text} BETWEEN {parts[1].text} AND {parts[2].text})", YES_NO)

    def among(self, node: exp.In) -> Sql:
        _only(node, "this", "expressions")
        what, given = self.part(node.this), node.args.get("expressions") or []
        for one in given:
            if type(one.this if type(one) is exp.Neg else one) is not exp.Literal:
                raise NotAllowed("`in` takes a list of codes or numbers, and nothing else")
        listed = [self.part(one) for one in given]
        if not listed:
            raise NotAllowed("`in` needs a list of codes or numbers in brackets")
        _same([what, *listed], "in", TEXT, NUMBER)
        self._hold_codes(what, listed)
        return Sql(f"({what.text} IN ({', '.join(one.text for one in listed)}))", YES_NO)

    def held_against(self, node: exp.Is) -> Sql:
        _only(node, "this", "expression")
        what = self.part(node.this)
        if type(node.expression) is exp.Null:
            return Sql(f"({what.text} IS NULL)", YES_NO)
        if type(node.expression) is exp.Boolean and what.kind == YES_NO:
            return Sql(f"({what.text} IS {'TRUE' if node.expression.this else 'FALSE'})", YES_NO)
        raise NotAllowed("`is` goes with null, and of a yes/no with true or false")

    def summed(self, node: exp.Binary) -> Sql:
        _only(node, "this", "expression", "typed", "safe")
        left, right = self.part(node.this), self.part(node.expression)
        kinds = (left.kind, right.kind)
        if kinds == (NUMBER, NUMBER):
            if type(node) is exp.Div:  # by nothing it is nothing; a decimal, because parts of doubles have no order
                return Sql(f"CAST({left.text} / nullif({right.text}, 0) AS DECIMAL(18,6))", NUMBER)
            sign = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}[type(node)]
            return Sql(f"({left.text} {sign} {right.text})", NUMBER)
        if kinds == (DATE, NUMBER) and type(node) in {exp.Add, exp.Sub}:
            sign = "+" if type(node) is exp.Add else "-"
            return Sql(f"({left.text} {sign} CAST({right.text} AS INTEGER))", DATE)
        if kinds == (DATE, DATE) and type(node) is exp.Sub:
            return Sql(f"({left.text} - {right.text})", NUMBER)
        raise NotAllowed(f"a {said(left.kind)} and a {said(right.kind)} cannot be reckoned together so")

    def less_than_nothing(self, node: exp.Neg) -> Sql:
        _only(node, "this")
        return Sql(f"(-{self._of(node.this, NUMBER).text})", NUMBER)

    def case(self, node: exp.Case) -> Sql:
        """An unknown condition makes the whole unknown: SQL would go on to `else`, and silence would be an answer."""
        _only(node, "ifs", "default")
        branches: list[str] = []
        results: list[Sql] = []
        for one in node.args.get("ifs") or []:
            _only(one, "this", "true")
            condition = self._of(one.this, YES_NO).text
            results.append(self.part(one.args["true"]))
            branches.append(f"WHEN {condition} IS NULL THEN NULL WHEN {condition} THEN {results[-1].text}")
        default = node.args.get("default")
        if default is not None:
            results.append(self.part(default))
            branches.append(f"ELSE {results[-1].text}")
        kind = _same(results, "case", YES_NO, DATE, NUMBER, TEXT)
        return Sql(f"(CASE {' '.join(branches)} END)", kind)

    def first_or_furthest(self, node: exp.Coalesce | exp.Least | exp.Greatest) -> Sql:
        _only(node, "this", "expressions", "ignore_nulls", "is_nvl", "is_null")
        parts = [self.part(one) for one in (node.this, *node.expressions)]
        word = type(node).__name__.lower()
        kinds = (YES_NO, DATE, NUMBER, TEXT) if isinstance(node, exp.Coalesce) else (DATE, NUMBER)
        kind = _same(parts, word, *kinds)
        return Sql(f"{word}({', '.join(one.text for one in parts)})", kind)

    def absolute(self, node: exp.Abs) -> Sql:
        _only(node, "this")
        return Sql(f"abs({self._of(node.this, NUMBER).text})", NUMBER)

    def tidied(self, node: exp.Lower | exp.Trim) -> Sql:
        _only(node, "this")
        return Sql(f"{type(node).__name__.lower()}({self._of(node.this, TEXT).text})", TEXT)

    def function(self, node: exp.Anonymous) -> Sql:
        _only(node, "this", "expressions")
        name = node.this.lower() if isinstance(node.this, str) else ""
        if name not in _SIGNATURES:
            known = did_you_mean(name, FUNCTIONS) if _NAME.fullmatch(name) else the_functions()
            raise NotAllowed(f"{function_named(name)} is not among the functions of expressions", known)
        wanted, result = _SIGNATURES[name]
        if len(node.expressions) != len(wanted):
            raise NotAllowed(
                f"{name} takes {len(wanted)} values in its brackets, and {len(node.expressions)} are given"
            )
        given = [self._of(one, kind).text for one, kind in zip(node.expressions, wanted, strict=True)]
        if name == "working_days":
            self._days.update(dict.fromkeys(given))
            return Sql(f"({worked(given[1])} - {worked(given[0])})", result)
        return Sql(f"{name}({', '.join(given)})", result)

    def _of(self, node: Any, kind: str) -> Sql:
        part = self.part(node)
        if part.kind != kind:
            raise NotAllowed(f"a {said(part.kind)} stands where a {said(kind)} is meant")
        return part

    def _hold_codes(self, what: Sql, against: Iterable[Sql]) -> None:
        """A code that is not on the column's list would never be met, and nobody would see it."""
        codes = self._scope.codes.get(what.codes)
        if not what.codes or codes is None:
            return
        for one in against:
            code = one.text.strip("'")
            if one.text.startswith("'") and (code not in codes or codes[code].unknown):
                why = "stands for what nobody knows, which is read as null" if code in codes else "is no code of it"
                raise NotAllowed(f"{what.column} is compared with '{code}', which {why}", did_you_mean(code, codes))


_Write = Callable[[Writer, Any], Sql]
_WRITERS: dict[type, _Write] = {
    exp.Column: Writer.column,
    exp.Literal: Writer.literal,
    exp.Boolean: Writer.boolean,
    exp.Null: Writer.nothing,
    exp.Cast: Writer.dated,
    exp.Paren: Writer.bracket,
    exp.And: Writer.joined,
    exp.Or: Writer.joined,
    exp.Not: Writer.negated,
    **dict.fromkeys(_COMPARED, Writer.compared),
    exp.Between: Writer.between,
    exp.In: Writer.among,
    exp.Is: Writer.held_against,
    exp.Add: Writer.summed,
    exp.Sub: Writer.summed,
    exp.Mul: Writer.summed,
    exp.Div: Writer.summed,
    exp.Neg: Writer.less_than_nothing,
    exp.Case: Writer.case,
    exp.Coalesce: Writer.first_or_furthest,
    exp.Least: Writer.first_or_furthest,
    exp.Greatest: Writer.first_or_furthest,
    exp.Abs: Writer.absolute,
    exp.Lower: Writer.tidied,
    exp.Trim: Writer.tidied,
    exp.Anonymous: Writer.function,
}
"""Each by its exact class: a kind of node that sqlglot adds tomorrow is refused tomorrow."""


def _only(node: Any, *known: str) -> None:
    """Whatever else a node carries (a window, a filter, an alias, a comment) is something nobody has looked at."""
    for key, value in node.args.items():
        if key not in known and value:
            raise NotAllowed(f"{named(node)} is not allowed with what stands beside it")
    if node.comments:
        raise NotAllowed("a comment has no place in an expression")


def _identifier(node: Any) -> str:
    if type(node) is not exp.Identifier or node.args.get("quoted") or not isinstance(node.this, str):
        raise NotAllowed("a name in an expression is written without quotation marks")
    name = node.this.lower()
    if not _NAME.fullmatch(name):
        raise NotAllowed(f"{name[:40]} is no name of a column")
    return name


def _column_sql(column: Column, text: str) -> Sql:
    if column.holds == "number":  # sums of doubles depend on the order of the rows
        text = f"TRY_CAST({text} AS DECIMAL(18,6))"
    return Sql(text, _KIND[column.holds], column.codes, column.name)


def _constant(value: date | Decimal | int) -> Sql:
    if isinstance(value, date):
        return Sql(f"DATE '{value.isoformat()}'", DATE)
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= 10**9 or number != round(number, 6):
        raise NotAllowed("a number in an expression is below 1,000,000,000 and has at most 6 decimals")
    return Sql(f"{number:f}", NUMBER)


def _same(parts: list[Sql], word: str, *kinds: str) -> str:
    found = sorted({one.kind for one in parts} - {NOTHING})
    if len(found) != 1 or (word not in {"case", "coalesce"} and any(one.kind == NOTHING for one in parts)):
        raise NotAllowed(f"what stands in `{word}` is not of one kind")
    if found[0] not in kinds:
        raise NotAllowed(f"`{word}` does not take a {said(found[0])}")
    return found[0]
