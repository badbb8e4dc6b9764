"""Each indicator's value, exactly: as supplied, or worked out from its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterable

from compcheck.model.figure import Figure
from compcheck.model.grade import NotGraded, Reason
from compcheck.model.indicator import PER, Catalogue, Indicator
from compcheck.model.submission import MARKS, Entry, Submission


def work_out(submission: Submission, catalogue: Catalogue, wanted: Iterable[str]) -> dict[str, Figure]:
    """The figures for the wanted indicators; one the submission has no entry for is simply not among them."""
    entries, indicators = submission.indicators, catalogue.indicators
    return {name: figure_of(entries[name], indicators[name]) for name in wanted if name in entries}


def figure_of(entry: Entry, indicator: Indicator) -> Figure:
    """A mark, a reason and nothing of nothing are named outcomes: never zero, and never a pass."""
    part, whole, history = entry.numerator, entry.denominator, entry.history
    earlier = tuple([figure_of(one, indicator) for one in history]) if history else ()
    if whole and type(part) is int and type(whole) is int and type(entry.value) is not str:
        return Figure(indicator, entry, (part * PER[indicator.unit], whole), None, None, earlier)
    value = entry.value
    if entry.not_supplied is not None:
        return Figure(indicator, entry, None, None, NotGraded(Reason.NOT_SUPPLIED, entry.not_supplied), earlier)
    if isinstance(value, bool):
        return Figure(indicator, entry, None, value, None, earlier)
    if whole == 0:
        return Figure(indicator, entry, None, None, NotGraded(Reason.NOTHING_TO_MEASURE, "0 of 0"), earlier)
    if value is None or isinstance(value, str):
        mark = next(one for one in (value, part, whole) if isinstance(one, str))
        return Figure(indicator, entry, None, None, NotGraded(MARKS[mark], f'marked "{mark}"'), earlier)
    return Figure(indicator, entry, value.as_integer_ratio(), None, None, earlier)
