"""What the files of rules/records/ and an indicator's `counted` look like, key by key.

Whether keys go together and names are known is looked at afterwards (`record_combinations`, `record_words`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, create_model

from compcheck.model.counting import GIVES, LIMIT_UNITS, WITHOUT_CASES
from compcheck.model.records import DIMENSIONS, HOLDS, KINDS, WINDOWS
from compcheck.reading.record_values import Expression, Limit, Order, Pattern, WhereItStands
from compcheck.reading.rule_values import Day, Share, Text, one_of
from compcheck.reading.source_shape import SourceShape

DATES = ("iso", "dmy")


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True)


class ColumnShape(_Shape):
    holds: Annotated[str, one_of(*HOLDS)]
    meaning: Text
    codes: Text = ""
    derived: bool = False


_By: type[BaseModel] = create_model(
    "_By",
    __base__=_Shape,
    **{f"by_{at}": (Text, Field("", alias=one)) for at, one in enumerate(DIMENSIONS)},  # type: ignore[call-overload]
)


class TableShape(_Shape):
    title: Text
    row: Text
    order: Order = 3
    by: _By | None = None  # type: ignore[valid-type]
    columns: dict[str, ColumnShape] = Field(min_length=1)


class CodeShape(_Shape):
    title: Text
    also: list[Text] = []
    unknown: bool = False


class SourceTableShape(_Shape):
    """Without columns each stands under its own name, in files that are made for compcheck."""

    window: Annotated[str, one_of(*WINDOWS)]
    named: list[Text] = Field([], min_length=1)
    title: Text = ""
    rows: Text = ""
    columns: dict[str, WhereItStands] = Field({}, min_length=1)


class RecordSourceShape(_Shape):
    title: Text
    kind: Annotated[str, one_of(*KINDS)]
    told_by: Text = ""
    dates: list[Annotated[str, one_of(*DATES)]] = Field([], min_length=1)
    known: list[Text] = Field([], min_length=1)
    tables: dict[str, SourceTableShape] = Field(min_length=1)


class NobodyShape(_Shape):
    patterns: list[Pattern] = Field(min_length=1)


class BankHolidaysShape(_Shape):
    source: SourceShape
    days: list[list[Day]] = Field(min_length=1)


class WithinShape(_Shape):
    limit: Limit
    unit: Annotated[str, one_of(*LIMIT_UNITS)]
    from_: Expression = Field(alias="from")
    to: Expression


class CountedShape(_Shape):
    source: Text
    gives: Annotated[str, one_of(*GIVES)]
    clock: Text = ""
    why: Text = ""
    table: Text = ""
    where: Expression = ""
    met: Expression = ""
    within: WithinShape | None = None
    each: Text = ""
    value: Expression = ""
    leaves_out: dict[str, Expression] = Field({}, min_length=1)
    dated: Text = ""
    at_least: Text = ""
    unless_given: Annotated[str, one_of(WITHOUT_CASES)] = ""
    shows: list[Text] = Field([], min_length=1)
    first: Expression = ""
    since: Day = ""
    until: Day = ""


class CheckShape(_Shape):
    title: Text
    why: Text
    table: Text
    touched: Expression = ""
    of: Expression = ""
    beside: Text = ""
    match: Text = ""
    repeated: list[Text] = Field([], min_length=1)
    share_at_least: Share = ""
    sources: list[Text] = Field([], min_length=1)
    source: SourceShape | None = None


class WatchListShape(_Shape):
    title: Text
    why: Text
    table: Text
    where: Expression
    within: WithinShape | None = None
    shows: list[Text] = Field([], min_length=1)
    first: Expression = ""
    sources: list[Text] = Field([], min_length=1)
    source: SourceShape | None = None
