"""What is printed beside a figure and decides nothing: its earlier periods, its region, its statistical neighbours."""

from __future__ import annotations

from typing import NamedTuple

from compcheck.model.comparators import Beside, Comparators
from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.indicator import Break, Source
from compcheck.reporting.told import named


class Others(NamedTuple):
    """Other authorities in one year, with where their figures and the choice of neighbours are published."""

    year: str
    beside: Beside
    figures_source: str
    neighbours_source: str


def earlier_of(figure: Figure) -> tuple[tuple[Figure, ...], Break | None, int]:
    """Earlier periods as supplied, newest first, up to a change of the series; that change, and how many lie beyond."""
    ended = figure.entry.period.end
    before = sorted(figure.earlier, key=lambda one: one.entry.period.end, reverse=True)
    for at, one in enumerate(before):
        changed = figure.indicator.break_between(one.entry.period.end, ended)
        if changed is not None:
            return tuple(before[:at]), changed, len(before) - at
    return tuple(before), None, 0


def beside_of(figure: Figure, evaluation: Evaluation, comparators: Comparators) -> Others | None:
    """In the year England's figure is taken from, never across a change of the series; None where nothing is known."""
    authority, indicator = evaluation.submission.authority, figure.indicator
    ended = figure.entry.period.end
    position = indicator.position_in(ended)
    if position is None or not indicator.same_as or indicator.break_between(position.ended, ended) is not None:
        return None
    one = comparators.authority(code=authority.code, name=authority.name)
    found = comparators.beside(one, indicator.same_as, position.year) if one is not None else None
    sources = comparators.sources
    if found is None or sources is None:
        return None
    return Others(position.year, found, named(sources.figures), named(sources.neighbours))


def source_text(source: Source) -> str:
    """With its page, and what it says, if that is quoted."""
    page = f", page {source.page}" if source.page else ""
    says = f": {source.says}" if source.says else ""
    return f"{named(source)}{page}{says}"
