"""Two catalogues: the figures, topics of evidence and limits that rules of two folders stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from compcheck.differing.parts import Told, apart, source_told, told_apart
from compcheck.model.bands import plain
from compcheck.model.difference import Difference
from compcheck.model.indicator import Catalogue, Indicator, Parameter, Published, Topic

FIGURE: Told[Indicator] = {
    "title": lambda one: one.title,
    "unit": lambda one: one.unit,
    "polarity": lambda one: f"{one.polarity}: {one.polarity_why}",
    "definition": lambda one: one.definition,
    "source": lambda one: source_told(one.source),
    "return": lambda one: one.returned_in,
    "counting": lambda one: one.counting,
    "cases": lambda one: one.cases,
    "series breaks": lambda one: "; ".join(f"{each.on}: {each.what}" for each in one.breaks),
    "same as": lambda one: one.same_as,
}
TOPIC: Told[Topic] = {
    "title": lambda one: one.title,
    "definition": lambda one: one.definition,
    "counting": lambda one: one.counting,
}
PARAMETER: Told[Parameter] = {
    "title": lambda one: one.title,
    "unit": lambda one: one.unit,
    "definition": lambda one: one.definition,
    "least": lambda one: plain(one.least),
    "most": lambda one: plain(one.most),
    "source": lambda one: source_told(one.source),
}
Thing = TypeVar("Thing", Indicator, Topic, Parameter)


def catalogue_differences(old: Catalogue, new: Catalogue) -> tuple[Difference, ...]:
    found = [*_by_id(old.indicators, new.indicators, FIGURE)]
    for name in sorted({*old.indicators} & {*new.indicators}):
        were, are = ({one.year: _published(one) for one in side.indicators[name].published} for side in (old, new))
        for year in sorted({*were, *are}):
            found += apart(name, f"published for {year}", were.get(year, ""), are.get(year, ""))
    found += _by_id(old.topics, new.topics, TOPIC)
    found += _by_id(old.parameters, new.parameters, PARAMETER)
    return tuple(found)


def _by_id(old: Mapping[str, Thing], new: Mapping[str, Thing], parts: Told[Thing]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        if name not in old:
            yield Difference("added", name, "", "", new[name].title)
        elif name not in new:
            yield Difference("removed", name, "", old[name].title)
        else:
            yield from told_apart(name, old[name], new[name], parts)


def _published(one: Published) -> str:
    numbers = (("England", one.england), ("lower quartile", one.lower_quartile), ("median", one.median),
               ("upper quartile", one.upper_quartile))  # fmt: skip
    return f"{', '.join(f'{what} {plain(n)}' for what, n in numbers if n is not None)} ({one.source})"
