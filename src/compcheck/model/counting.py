"""How an indicator is counted from records, and what the count comes to. Expressions are SQL, held to a white list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from compcheck.model.indicator import Source
from compcheck.model.when import Period

RATE, OVERDUE, STATE, CANNOT = "rate over the period", "overdue on the day", "state on the day", "cannot be given"
GIVES = (RATE, OVERDUE, STATE, CANNOT)
"""What a source gives of an indicator; `cannot be given` comes with its reason."""


class Within(NamedTuple):
    """A limit with its clock. `limit` is a number or the id of a parameter, `unit` one of LIMIT_UNITS.

    `start` and `end` are columns or expressions of a day. Where `end` is unknown because nothing has been done yet,
    the case is late once the limit is past, and else left out as not yet due.
    """

    limit: str
    unit: str
    start: str
    end: str


LIMIT_UNITS = ("working days", "days", "weeks", "months", "years")

SETTINGS = ("extracted_on", "period_from", "period_to")
"""The days an expression may name besides columns and parameters."""
FUNCTIONS = (
    "working_days", "days", "months_after", "years_after", "age_on", "nobody", "coalesce", "least", "greatest", "abs",
    "lower", "trim",
)  # fmt: skip
AGGREGATES = ("max", "min", "sum", "avg", "median", "count")
"""In `value` alone."""
CASES, OTHER = "cases", "other"
"""How many rows each has, beside `each`; the row matched in another table, in a check with `beside`."""
WITHOUT_CASES = "workers without cases"
"""The list that `unless_given` may name."""


class Counted(NamedTuple):
    """One way of counting an indicator, from one source.

    `where` says which rows count and `met` which of them are in the numerator; where either is null the row stays in
    the denominator as not recorded. `each` counts the values of that column instead of rows, and there `cases` is
    how many rows each has. `value` is an aggregate, for what is no share. `leaves_out` names what the definition
    excludes. `at_least` says why the figure may be too low, always or (`unless_given`) only without that list.
    `since` and `until` bound the end of the period.
    """

    source: str
    gives: str
    clock: str = ""
    why: str = ""
    table: str = ""
    where: str = ""
    met: str = ""
    within: Within | None = None
    each: str = ""
    value: str = ""
    leaves_out: Mapping[str, str] = {}
    dated: str = ""
    at_least: str = ""
    unless_given: str = ""
    shows: tuple[str, ...] = ()
    first: str = ""
    since: date | None = None
    until: date | None = None


class Check(NamedTuple):
    """A data-quality rule: of the rows `of`, those `touched`.

    `beside` is another table matched on `match`, whose columns are `other.<column>` (all null where it has no such
    row); where it has several, all of them must say so. `repeated` touches the rows that share those columns with
    another. `share_at_least` touches nothing until so large a share is touched.
    """

    id: str
    title: str
    why: str
    table: str
    touched: str = ""
    of: str = ""
    beside: str = ""
    match: str = ""
    repeated: tuple[str, ...] = ()
    share_at_least: Fraction | None = None
    sources: tuple[str, ...] = ()
    source: Source | None = None


class WatchList(NamedTuple):
    """Cases somebody should look at, without a grade. `first` marks those that stand before all others."""

    id: str
    title: str
    why: str
    table: str
    where: str
    within: Within | None = None
    shows: tuple[str, ...] = ()
    first: str = ""
    sources: tuple[str, ...] = ()
    source: Source | None = None


class Part(NamedTuple):
    """One team, age or month of a count."""

    numerator: int | None
    denominator: int | None
    value: Decimal | int | None = None
    not_recorded: int = 0


class Count(NamedTuple):
    """What an indicator comes to in one source, or why it cannot be given (`cannot`).

    The rows not recorded are in the denominator and not in the numerator. `in_doubt` is how many of the rows counted
    some check touches, and `doubts` how many each check does.
    """

    indicator: str
    source: str
    gives: str
    clock: str
    period: Period | None
    cannot: str = ""
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | int | None = None
    not_recorded: int = 0
    left_out: Mapping[str, int] = {}
    at_least: str = ""
    in_doubt: int = 0
    doubts: Mapping[str, int] = {}
    by: Mapping[str, Mapping[str, Part]] = {}


class CheckCount(NamedTuple):
    """What a check found in one source: of `rows` looked at, `touched`; `indicators` are those it touches."""

    check: Check
    rows: int
    touched: int
    indicators: tuple[str, ...] = ()
    cannot: str = ""
    source: str = ""


class CountingSettings(NamedTuple):
    """What the records do not say themselves. `parameters` are the authority's own limits, by id; `parameter_titles`
    is what those are called that somebody may give.

    `without_cases` are the names (as written in the lists) of those who hold no cases; None where no list was given.
    """

    extracted_on: date
    period: Period | None = None
    parameters: Mapping[str, Decimal | int] = {}
    without_cases: frozenset[str] | None = None
    by: tuple[str, ...] = ()
    parameter_titles: Mapping[str, str] = {}
