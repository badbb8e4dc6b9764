"""Indicators and topics of evidence, built from data that has been checked: by reading/, or by the build of the wheel.

Numbers come as int or Decimal, days as text, and every key that must be there is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from compcheck.model.indicator import Break, Catalogue, Indicator, Parameter, Published, Source, Topic

Raw = Mapping[str, Any]
"""A mapping out of a rules file, checked and not yet understood."""


def catalogue_from(raw: Raw) -> Catalogue:
    """`raw` holds `indicators`, `published`, `evidence` and `parameters`, by name; their order plays no part."""
    indicators, topics, parameters = raw["indicators"], raw["evidence"], raw["parameters"]
    return Catalogue(
        {name: indicator_from(name, indicators[name], raw["published"]) for name in sorted(indicators)},
        {name: topic_from(name, topics[name]) for name in sorted(topics)},
        {name: parameter_from(name, parameters[name]) for name in sorted(parameters)},
    )


def indicator_from(name: str, raw: Raw, series: Raw) -> Indicator:
    """`series` holds what is published, by name; one that `same_as` names and that is not there publishes nothing."""
    ((polarity, why),) = raw["polarity"].items()
    same_as = raw.get("same_as", "")
    published = series[same_as]["years"] if same_as in series else ()
    return Indicator(
        name,
        raw["title"],
        raw["unit"],
        polarity,
        why,
        raw["definition"],
        source_from(raw["source"]),
        raw.get("return", ""),
        raw.get("counting", ""),
        raw.get("cases", ""),
        tuple([Break(date.fromisoformat(one["on"]), one["what"]) for one in raw.get("breaks", ())]),
        tuple([_published(one) for one in published]),
        same_as,
    )


def topic_from(name: str, raw: Raw) -> Topic:
    return Topic(name, raw["title"], raw["definition"], raw["counting"])


def parameter_from(name: str, raw: Raw) -> Parameter:
    least, most = number_from(raw["least"]), number_from(raw["most"])
    return Parameter(name, raw["title"], raw["unit"], raw["definition"], least, most, source_from(raw["source"]))


def source_from(raw: Raw) -> Source:
    return Source(
        raw["title"],
        raw["publisher"],
        raw["year"],
        raw.get("says", ""),
        str(raw.get("page", "")),
        raw.get("url", ""),
    )


def number_from(raw: int | Decimal) -> Decimal:
    return raw if isinstance(raw, Decimal) else Decimal(raw)


def _published(raw: Raw) -> Published:
    england, lower, median, upper = (
        None if (number := raw.get(key)) is None else number_from(number)
        for key in ("england", "lower_quartile", "median", "upper_quartile")
    )
    return Published(raw["year"], date.fromisoformat(raw["ended"]), raw["source"], england, lower, median, upper)
