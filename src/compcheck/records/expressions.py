"""The expressions of rules: SQL's own words, taken apart by sqlglot and held to a white list.

What is not on the list is refused before anything runs, and what does run is written anew from the tree
(`expression_sql`), so that no letter of a rule reaches the database as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from compcheck.model.records import Code, Column

if TYPE_CHECKING:
    from sqlglot.expressions import Expression

LONGEST_TEXT = 2000
DEEPEST = 24
"""Brackets within brackets: far more than a rule needs, and few enough that a parser never tires."""
_CHARACTERS = re.compile(r"[A-Za-z0-9_ \n.,()=<>!+*/'-]*")
_SAY_IT_SO = "write it with columns, settings, limits, comparisons and the functions that rules/README.md lists"


class Fault(NamedTuple):
    """Why an expression cannot be used, and the way out; place and rule are the caller's to say."""

    fact: str
    way_out: str


class NotAllowed(Exception):  # noqa: N818  # what it carries is a fault of a rule, not an error of the code
    """The first thing in an expression that is not on the list."""

    def __init__(self, fact: str, way_out: str = _SAY_IT_SO) -> None:
        self.fault = Fault(fact, way_out)
        super().__init__(fact)


class Scope(NamedTuple):
    """What an expression may name.

    `parameters` are the ids of limits that authorities set for themselves; None takes every other name for one, as
    counting does, which then asks for it. `other` are the columns of the table beside. `cases` is allowed where rows
    are counted by `each`. `codes` holds the lists of codes, by id, so that a code nobody knows is found: without them
    any is let through.
    """

    columns: Mapping[str, Column]
    parameters: frozenset[str] | None = frozenset()
    other: Mapping[str, Column] | None = None
    cases: bool = False
    codes: Mapping[str, Mapping[str, Code]] = {}


class Values(NamedTuple):
    """What stands for names at counting time: settings and limits, and which columns have cells that were not read.

    `rows` and `beside` are what the two tables are called in the query; without `beside` the other row is not there.
    """

    given: Mapping[str, date | Decimal | int] = {}
    unread: frozenset[str] = frozenset()
    other_unread: frozenset[str] = frozenset()
    rows: str = "t"
    beside: str = ""


class Written(NamedTuple):
    """An expression in SQL.

    `sql` is null for a row of which a cell it uses was not read; `unread` is the condition that says so, "" where no
    cell can be. `columns` and `other` are what it uses of the two tables, `limits` the names that nothing was given
    for, `days` the SQL of every day that `working_days` is asked about.
    """

    sql: str
    kind: str
    columns: tuple[str, ...]
    other: tuple[str, ...]
    limits: tuple[str, ...]
    days: tuple[str, ...]
    unread: str
    uses_cases: bool = False


class Aggregate(NamedTuple):
    """One aggregate of a value: its function and what it is of."""

    function: str
    of: Written


class Value(NamedTuple):
    """What a `value` says: its aggregates, which the database works out, and the sum over them, which is exact.

    `work_out` takes what each aggregate came to, in their order; None where one of them is of nothing.
    """

    aggregates: tuple[Aggregate, ...]
    work_out: Callable[[tuple[Fraction | None, ...]], Fraction | None]


def problems_in(text: str, scope: Scope, *, kind: str = "yes/no", aggregates: bool = False) -> tuple[Fault, ...]:
    """What keeps the text from being an expression of that kind; nothing if nothing does.

    `kind` is "yes/no", "date", "number", "text" or "" for any. With `aggregates` it is a `value`.
    """
    try:
        if aggregates:
            written_value(text, scope, Values())
        else:
            written(text, scope, Values(), kind=kind)
    except NotAllowed as refused:
        return (refused.fault,)
    return ()


def written(text: str, scope: Scope, values: Values, *, kind: str = "yes/no") -> Written:
    """The SQL of an expression. NotAllowed for anything that is not on the list, or not of that kind."""
    from compcheck.records.expression_sql import Writer  # noqa: PLC0415  # with it comes sqlglot, for records alone

    writer = Writer(scope, values)
    return writer.whole(_tree(text), kind)


def written_value(text: str, scope: Scope, values: Values) -> Value:
    """The aggregates of a `value` and what is worked out of them. NotAllowed as above."""
    from compcheck.records.expression_values import value_of  # noqa: PLC0415  # likewise

    return value_of(_tree(text), scope, values)


@lru_cache(maxsize=1024)
def _tree(text: str) -> Expression:
    """The text taken apart. Only as an expression: a statement (COPY, ATTACH, SET) is not even looked for."""
    _hold_text(text)
    import sqlglot  # noqa: PLC0415  # takes longer to import than most submissions to evaluate
    from sqlglot.errors import SqlglotError  # noqa: PLC0415

    try:
        # sqlglot's types do not know that a class may be asked for.
        tree: Any = sqlglot.parse_one(text, read="duckdb", into=sqlglot.exp.Condition)
    except (SqlglotError, RecursionError) as broken:
        raise NotAllowed(f"'{_shown(text)}' cannot be understood as an expression") from broken
    if tree is None:
        raise NotAllowed("the expression is empty", "write one, or leave the key out")
    found: Expression = tree
    return found


def _hold_text(text: str) -> None:
    """No comment, no second statement, no quoting but of plain words: what a parser cannot meet it cannot mistake."""
    if not text.strip():
        raise NotAllowed("the expression is empty", "write one, or leave the key out")
    if len(text) > LONGEST_TEXT:
        raise NotAllowed(
            f"the expression has {len(text):,} characters, more than {LONGEST_TEXT:,}", "say less in one rule"
        )
    if not _CHARACTERS.fullmatch(text):
        odd = next(one for one in text if not _CHARACTERS.fullmatch(one))
        name = f"'{odd}'" if odd.isprintable() and odd.isascii() else f"U+{ord(odd):04X}"
        raise NotAllowed(f"the character {name} has no place in an expression")
    for mark, what in (
        ("--", "a comment"),
        ("/*", "a comment"),
        ("*/", "a comment"),
        ("''", "an empty or broken text"),
    ):
        if mark in text:
            raise NotAllowed(f"{mark} is {what}, and has no place in an expression")
    depth = 0
    for one in text:
        depth += (one == "(") - (one == ")")
        if depth > DEEPEST:
            raise NotAllowed(f"more than {DEEPEST} brackets stand within one another", "say less in one rule")


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
