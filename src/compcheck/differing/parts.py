"""Parts of two things that are named alike, held against each other by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from compcheck.model.difference import Difference
from compcheck.model.indicator import Source

Whole = TypeVar("Whole")
Told = Mapping[str, Callable[[Whole], str]]
"""What a part is called, and how it is said; "" where there is none."""


def told_apart(where: str, old: Whole, new: Whole, parts: Told[Whole]) -> Iterator[Difference]:
    for what, say in parts.items():
        yield from apart(where, what, say(old), say(new))


def apart(where: str, what: str, was: str, now: str) -> Iterator[Difference]:
    """One thing, where there is a difference: added or removed where one side says nothing."""
    if was != now:
        kind = "added" if not was else "removed" if not now else "changed"
        yield Difference(kind, where, what, was, now)


def source_told(source: Source | None) -> str:
    if source is None:
        return ""
    page = f", page {source.page}" if source.page else ""
    says = f": {source.says}" if source.says else ""
    url = f" <{source.url}>" if source.url else ""
    return f"{source.title}, {source.publisher} {source.year}{page}{says}{url}"


def yes_or_no(value: object) -> str:
    return "yes" if value else "no"


def day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""
