"""Indicators and topics of evidence, built from data that has been checked: by reading/, or by the build of the wheel.

Numbers come as int or Decimal, days as text, and every key that must be there is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from compcheck.model.indicator import Break, Catalogue, Indicator, Published, Source, Topic

Raw = Mapping[str, Any]
"""A mapping out of a rules file, checked and not yet understood."""


def catalogue_from(indicators: Raw, topics: Raw) -> Catalogue:
    """Both by name; the order of files and keys plays no part."""
    return Catalogue(
        {name: indicator_from(name, indicators[name]) for name in sorted(indicators)},
        {name: topic_from(name, topics[name]) for name in sorted(topics)},
    )


def indicator_from(name: str, raw: Raw) -> Indicator:
    ((polarity, why),) = raw["polarity"].items()
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
        tuple([_published(one) for one in raw.get("published", ())]),
    )


def topic_from(name: str, raw: Raw) -> Topic:
    return Topic(name, raw["title"], raw["definition"], raw["counting"])


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
