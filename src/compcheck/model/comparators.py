"""What a figure may be read beside: the region, the statistical neighbours, and what was published of each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from compcheck.model.indicator import Source


class Authority(NamedTuple):
    """A local authority. `neighbours` are the codes of those most like it, nearest first."""

    code: str
    ons_code: str
    name: str
    region: str
    neighbours: tuple[str, ...] = ()


class AreaFigure(NamedTuple):
    """What was published of one area in one year; None where nothing was, or a small count was hidden."""

    area: str
    value: Decimal | None


class Spread(NamedTuple):
    """How far the figures of several areas lie apart, and over how many of them that is known."""

    lowest: Decimal
    median: Decimal
    highest: Decimal
    n: int

    @classmethod
    def of(cls, values: list[Decimal]) -> Spread | None:
        """None where no value is known: no figures lie nowhere."""
        if not values:
            return None
        ordered = sorted(values)
        below, above = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
        return cls(ordered[0], (below + above) / 2, ordered[-1], len(ordered))


class Beside(NamedTuple):
    """One year of one series around an authority. `spread` is that of its neighbours."""

    series: str
    year: str
    own: AreaFigure
    region: AreaFigure
    neighbours: tuple[AreaFigure, ...]
    spread: Spread | None


class FiguresOfAreas(NamedTuple):
    """A series by area: under a code or a region's name, the values of the years in order, a comma between them.

    They stay text until one is asked for: most never are.
    """

    years: tuple[str, ...]
    areas: Mapping[str, str]

    def value(self, area: str, year: str) -> Decimal | None:
        row = self.areas.get(area, "")
        text = row.split(",")[self.years.index(year)] if row else ""
        return Decimal(text) if text else None


class Sources(NamedTuple):
    """Where the authorities, their neighbours and their figures come from."""

    authorities: Source
    neighbours: Source
    figures: Source


class Comparators(NamedTuple):
    """Authorities by code and series by id. A folder of rules need have none of it, and then nothing lies beside."""

    authorities: Mapping[str, Authority] = {}
    series: Mapping[str, FiguresOfAreas] = {}
    sources: Sources | None = None

    def authority(self, code: str = "", name: str = "") -> Authority | None:
        """The one with this code or, if nobody knows the code, with this name; large and small letters are alike."""
        if code in self.authorities:
            return self.authorities[code]
        wanted = name.casefold()
        return next((one for one in self.authorities.values() if one.name.casefold() == wanted), None)

    def neighbours(self, authority: Authority) -> tuple[Authority, ...]:
        return tuple([self.authorities[code] for code in authority.neighbours])

    def beside(self, authority: Authority, series: str, year: str) -> Beside | None:
        """None where that year of the series is not known by area. It never falls back to another year."""
        figures = self.series.get(series)
        if figures is None or year not in figures.years:
            return None
        neighbours = tuple(
            [AreaFigure(one.name, figures.value(one.code, year)) for one in self.neighbours(authority)],
        )
        return Beside(
            series,
            year,
            AreaFigure(authority.name, figures.value(authority.code, year)),
            AreaFigure(authority.region, figures.value(authority.region, year)),
            neighbours,
            Spread.of([one.value for one in neighbours if one.value is not None]),
        )
