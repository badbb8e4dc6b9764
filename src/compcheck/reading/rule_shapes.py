"""What each kind of rules file looks like, key by key. pydantic checks it; what it finds is said in plain words.

Whether a rule's keys go together, and whether its lines hold, is proved afterwards (`combinations`, `proofs`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from compcheck.model.framework import ORDERS_OF_RISK
from compcheck.model.indicator import COUNTED, PARAMETER_UNITS, POLARITIES, UNITS
from compcheck.model.rule import DEADLINES, JUDGED
from compcheck.model.submission import KINDS
from compcheck.reading.record_shapes import CountedShape
from compcheck.reading.rule_values import (
    MARKS,
    Areas,
    Assumed,
    Bound,
    BoundOrMark,
    Day,
    DayOrMonth,
    Duration,
    Expected,
    MemberOfJoin,
    Number,
    Share,
    Text,
    Weight,
    basis_of,
    one_of,
    one_of_these_keys,
)
from compcheck.reading.source_shape import SourceShape

BASES = ("england", "statute", "every child", "own deadline", "later", "framework")
LOCAL_STANDARD = "local standard"
NOT_GRADED = "not graded"


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", arbitrary_types_allowed=True)


class BreakShape(_Shape):
    on: Day
    what: Text


class PublishedShape(_Shape):
    year: Text
    ended: Day
    source: Text
    england: Number | None = None
    lower_quartile: Number | None = None
    median: Number | None = None
    upper_quartile: Number | None = None


class IndicatorShape(_Shape):
    title: Text
    unit: Annotated[str, one_of(*UNITS)]
    polarity: Annotated[Any, one_of_these_keys(*POLARITIES)]
    definition: Text
    source: SourceShape
    counting: Annotated[str, one_of(*COUNTED)] = ""
    cases: Text = ""
    returned_in: Text = Field("", alias="return")
    breaks: list[BreakShape] = []
    same_as: Text = ""
    counted: list[CountedShape] = Field([], min_length=1)


class SeriesShape(_Shape):
    title: Text
    unit: Annotated[str, one_of(*UNITS)]
    source: SourceShape
    years: list[PublishedShape] = Field(min_length=1)


class AuthoritiesShape(_Shape):
    """Where authorities.csv, the neighbours in it, and the figures of single authorities come from."""

    title: Text
    source: SourceShape
    neighbours: SourceShape
    figures: SourceShape


class ParameterShape(_Shape):
    title: Text
    unit: Annotated[str, one_of(*PARAMETER_UNITS)]
    definition: Text
    least: Number
    most: Number
    source: SourceShape


class TopicShape(_Shape):
    title: Text
    definition: Text
    counting: Annotated[str, one_of(*COUNTED)]


class _InForce(_Shape):
    from_: Day = Field(alias="from")
    to: Day = ""
    assumption: Assumed = ""
    why: Text = ""


class _Why(_Shape):
    assumption: Assumed = ""
    why: Text = ""


class _AreaShare(_Why):
    of_weight: Share


class _Quartiles(_Why):
    method: Annotated[str, one_of("inclusive")]
    rounding: Annotated[str, one_of("half up")]
    lines: dict[str, Annotated[str, one_of(*MARKS)]] = {}


class _SampledCases(_Why):
    share: Share


class _Limit(_Shape):
    areas: Areas
    below: Text
    at_most: Text
    why: Text = ""


class _Otherwise(_Shape):
    reached_by: Share


class _Overall(_Why):
    limits: list[_Limit] = []
    otherwise: _Otherwise


class _Judging(_Shape):
    share: _AreaShare | None = None
    quartiles: _Quartiles | None = None
    sampled_cases: _SampledCases | None = None
    overall: _Overall | None = None


class _Area(_Shape):
    title: Text
    part_of: Text = ""
    nothing_feeds: Text = ""
    told_with: Text = ""
    from_parts: _Overall | None = None


class _Highest(_Shape):
    grade: Text
    why: Text


class _Cap(_Shape):
    kind: Annotated[str, one_of(*KINDS)]
    at: Text
    why: Text
    unless: Annotated[str, one_of("independent")] = ""


class _Weighs(_Shape):
    weight: Weight
    why: Text


_Lapses: type[BaseModel] = create_model(
    "_Lapses",
    __base__=_Why,
    otherwise=(Duration, ...),
    **{f"kind_{place}": (Duration, Field("", alias=kind)) for place, kind in enumerate(KINDS)},  # type: ignore[call-overload]
)


class _Risk(_Shape):
    order: list[Annotated[str, one_of(*ORDERS_OF_RISK)]] = Field(min_length=1)
    why: Text


class _AnyFramework(_Shape):
    """What a framework says of its own and never takes from the edition it builds on, and what it may leave out."""

    title: Text
    in_force: _InForce
    source: SourceShape
    scale: list[Text] = Field([], min_length=2)
    kinds: list[Text] = Field([], min_length=2)
    bar: Text = ""
    fails: list[Text] = Field([], min_length=1)
    printed: dict[str, Text] = {}
    corresponds: dict[str, Text] = {}
    capped: list[_Cap] = []
    weights: dict[str, _Weighs] = {}
    risk: _Risk | None = None
    only_by_name: Text = ""


class FrameworkShape(_AnyFramework):
    highest_on_figures: _Highest
    areas: dict[str, _Area] = Field(min_length=1)
    judging: _Judging = Field(default_factory=_Judging)
    evidence_lapses: _Lapses  # type: ignore[valid-type]
    figures_out_of_date: Duration


class _EditionJudging(_Judging):
    no_overall: Text = ""


class EditionShape(_AnyFramework):
    """A framework that builds on another, and states only where it differs."""

    builds_on: Text
    drops: dict[str, Text] = {}
    moves: dict[str, Text] = {}
    highest_on_figures: _Highest | None = None
    areas: dict[str, _Area] = Field({}, min_length=1)
    judging: _EditionJudging = Field(default_factory=_EditionJudging)
    evidence_lapses: _Lapses | None = None  # type: ignore[valid-type]
    figures_out_of_date: Duration = ""


class _SignedOff(_Shape):
    by: Text
    why: Text


class _WeighsHere(_SignedOff):
    weight: Weight


class OverlayShape(_Shape):
    """overlay.yaml: local rules laid over a framework."""

    extends: Text
    id: Text = ""
    title: Text
    by: Text
    why: Text
    on: Day
    switched_off: dict[str, _SignedOff] = {}
    weights: dict[str, _WeighsHere] = {}


class _Change(_Shape):
    over: Duration


class _Against(_Shape):
    comparator: Annotated[str, one_of("england")]


class CaseShape(_Shape):
    case: Text
    expect: Expected
    given: dict[str, Any] = {}
    evidence: dict[str, Any] | None = None
    ended: Day = ""
    judged_on: DayOrMonth = ""
    parameters: dict[str, Any] = {}


@cache
def rule_shape(words: tuple[str, ...], *, local: bool = False) -> type[BaseModel]:
    """The shape of a rule in a framework with this scale: the grades are keys of its blocks of lines.

    In an overlay (`local`) a line may stand on a local standard, and a rule says who changed it and why.
    """
    bases = (*BASES, LOCAL_STANDARD) if local else BASES
    more: dict[str, Any] = {"changes": (_SignedOff | None, None)} if local else {"replaces": (Text, "")}
    grade = Annotated[str, one_of(*words)]
    bands: dict[str, Any] = {f"band_{at}": (Bound | None, Field(None, alias=word)) for at, word in enumerate(words)}
    lines = {f"band_{at}": (BoundOrMark | None, Field(None, alias=word)) for at, word in enumerate(words)}
    shares: dict[str, Any] = {f"share_{at}": (Share | None, Field(None, alias=word)) for at, word in enumerate(words)}
    dated: dict[str, Any] = {
        "since": (Day, ...),
        "expectation": (Text, ...),
        "basis": (Annotated[Any, basis_of(*bases)], ...),
    }
    joined = (list[MemberOfJoin] | None, Field(None, min_length=1))
    block = _make(
        "Block",
        dated | lines,
        otherwise=(Annotated[str, one_of(*words, NOT_GRADED)], ""),
        yes=(grade, ""),
        no=(grade, ""),
        all=joined,
        any=joined,
    )
    sampled = _make(
        "Sampled",
        dated,
        counts=(_make("Counts", shares) | None, None),
        share=(_make("Bands", bands) | None, None),
    )
    recommended = _make(
        "Recommended",
        {},
        when=(grade, ...),
        action=(Text, ...),
        by=(Annotated[str, one_of(*DEADLINES)], ...),
    )
    return _make(
        "Rule",
        more,
        title=(Text, ...),
        why=(Text, ...),
        source=(SourceShape, ...),
        key=(bool, False),
        indicator=(Text, ""),
        evidence=(Text, ""),
        left_to_inspectors=(Text, ""),
        assumption=(bool, False),
        later_source=(SourceShape | None, None),
        judged=(Annotated[str, one_of(*JUDGED)], ""),
        parameter=(Text, ""),
        polarity=(Annotated[Any, one_of_these_keys("high", "low")], None),
        change=(_Change | None, None),
        against=(_Against | None, None),
        grades=(list[block], Field([], min_length=1)),  # type: ignore[valid-type]
        sampled=(list[sampled], Field([], min_length=1)),  # type: ignore[valid-type]
        recommend=(list[recommended], Field([], min_length=1)),  # type: ignore[valid-type]
        formerly=(list[Text], Field([], min_length=1)),
    )


def _make(name: str, fields: dict[str, Any], **more: Any) -> type[BaseModel]:  # pydantic's own field pairs
    maker: Callable[..., type[BaseModel]] = create_model
    return maker(name, __base__=_Shape, **fields, **more)
