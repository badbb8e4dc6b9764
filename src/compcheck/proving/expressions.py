"""Every expression by which records are counted, held to the white list before anybody has records to count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.counting import CANNOT, Counted, Within
from compcheck.model.library import Library
from compcheck.model.problem import Problem
from compcheck.model.records import RecordRules

if TYPE_CHECKING:
    from compcheck.records.expressions import Scope


class Expression(NamedTuple):
    """One expression: whose it is, and under which keys it stands there. `kind` is what it has to come to.

    `of_groups`: it looks at whole groups of rows, and knows of each nothing but how many there are.
    """

    what: str
    name: str
    keys: tuple[str | int, ...]
    text: str
    table: str
    kind: str = "yes/no"
    beside: str = ""
    of_groups: bool = False
    aggregates: bool = False


def can_be_held() -> bool:
    """Whether what takes SQL apart is installed: it comes with compcheck[records]."""
    return find_spec("sqlglot") is not None


def refused(library: Library, folder: Path, shown_as: str) -> tuple[Problem, ...]:
    """Those that are not on the white list, each where it stands in the folder; nothing if all are."""
    from compcheck.reading.record_places import file_of  # noqa: PLC0415  # YAML is slow to import
    from compcheck.records.expressions import problems_in  # noqa: PLC0415  # with it comes sqlglot

    rules = library.records()
    problems = []
    for one in expressions_of(rules):
        scope = _scope(one, rules, library.catalogue.parameters)
        for fault in problems_in(one.text, scope, kind=one.kind, aggregates=one.aggregates):
            fact, way_out = _sentence(fault.fact), _sentence(fault.way_out)
            file = file_of(folder, shown_as, one.what, one.name)
            if file is None:  # of local rules, which count as the packaged ones do
                problems.append(Problem("expression-refused", f"{one.what} {one.name}", fact, way_out))
            else:
                problems.append(file.problem("expression-refused", fact, way_out, (one.name, *one.keys)))
    return tuple(problems)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _scope(one: Expression, rules: RecordRules, parameters: Iterable[str]) -> Scope:
    from compcheck.records.expressions import Scope  # noqa: PLC0415  # as above

    limits = frozenset(parameters)
    if one.of_groups:
        return Scope({}, limits, cases=True)
    beside = rules.tables[one.beside].columns if one.beside else None
    return Scope(rules.tables[one.table].columns, limits, beside, codes=rules.codes)


def expressions_of(rules: RecordRules) -> Iterator[Expression]:
    """Every expression of every indicator, check and watch list, by name."""
    for name, ways in rules.counted.items():
        for at, way in enumerate(ways):
            if way.gives != CANNOT:
                yield from _of_way(name, at, way)
    for name, check in rules.checks.items():
        for key, text, beside in (("of", check.of, ""), ("touched", check.touched, check.beside)):
            if text:
                yield Expression("check", name, (key,), text, check.table, beside=beside)
    for name, listed in rules.watch_lists.items():
        yield from _texts("watch list", name, (), {"where": listed.where, "first": listed.first}, listed.table)
        yield from _within("watch list", name, (), listed.within, listed.table)


def _of_way(name: str, at: int, way: Counted) -> Iterator[Expression]:
    keys: tuple[str | int, ...] = ("counted", at)
    grouped = bool(way.each)
    yield from _texts("indicator", name, keys, {"where": way.where, "first": way.first}, way.table)
    yield from _texts("indicator", name, (*keys, "leaves_out"), way.leaves_out, way.table)
    yield from _within("indicator", name, keys, way.within, way.table)
    if way.met:
        yield Expression("indicator", name, (*keys, "met"), way.met, way.table, of_groups=grouped)
    if way.value:
        yield Expression(
            "indicator", name, (*keys, "value"), way.value, way.table, "number", of_groups=grouped, aggregates=True
        )
    if way.dated:
        yield Expression("indicator", name, (*keys, "dated"), way.dated, way.table, "date")


def _texts(
    what: str, name: str, keys: tuple[str | int, ...], texts: Mapping[str, str], table: str
) -> Iterator[Expression]:
    for key, text in texts.items():
        if text:
            yield Expression(what, name, (*keys, key), text, table)


def _within(
    what: str, name: str, keys: tuple[str | int, ...], within: Within | None, table: str
) -> Iterator[Expression]:
    if within is not None:
        for key, text in (("from", within.start), ("to", within.end)):
            yield Expression(what, name, (*keys, "within", key), text, table, "date")
