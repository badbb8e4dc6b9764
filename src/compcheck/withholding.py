"""Figures counted from one list that give back, one from another, a count of 1 to 5 people that is hidden in each.

Two plain cases, and where one is met the figure that gives the other away is hidden with its denominator:

- a figure leaves out 1 to 5, and another of the same list counts so many more;
- of figures counted by one clock with one denominator, such as bands of caseloads, one is 1 to 5 and the others told.

Which figures are parts of one whole nobody declares, so a figure may be hidden that gives nothing back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from compcheck.model.figure import FEWEST_SHOWN, Figure, is_small

MOST_HIDDEN = FEWEST_SHOWN - 1
MOST_PARTS = 8
"""Of so many figures of one clock every sum is tried; more are no parts of one whole."""


def withheld(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """The same figures, of which some are marked as `withheld`."""
    by_list: dict[str, list[Figure]] = {}
    for one in figures.values():
        if one.entry.recording is not None and one.exact is not None and one.indicator.counts_people:
            by_list.setdefault(one.entry.source, []).append(one)
    hidden = {
        one.indicator.id
        for together in by_list.values()
        for one in (*_that_leave_out_a_few(together), *_that_add_up_to_all_but_a_few(together))
    }
    return {name: one._replace(withheld=name in hidden) for name, one in figures.items()}


def _that_leave_out_a_few(together: Sequence[Figure]) -> Iterator[Figure]:
    """Whatever they count, so many more are counted elsewhere as they leave out and do not tell."""
    for one in together:
        left_out = _left_out(one)
        few = [n for n in left_out if is_small(n)]
        told = sum(left_out) - sum(few)
        most = MOST_HIDDEN * len(few)
        others = {n for other in together if other is not one for n in _wholes(other)}
        if any(0 < other - told - whole <= most for other in others for whole in _counted(one)):
            yield one


def _that_add_up_to_all_but_a_few(together: Sequence[Figure]) -> Iterator[Figure]:
    """The least of those that are told: the one that is hidden already can then be any of several numbers."""
    parts: dict[tuple[str, int], list[Figure]] = {}
    for one in together:
        clock = one.entry.recording.clock if one.entry.recording is not None else ""
        if clock and one.indicator.unit == "percent" and one.denominator and one.numerator is not None:
            parts.setdefault((clock, one.denominator), []).append(one)
    for (_, whole), of_one in parts.items():
        shown = sorted([one for one in of_one if one.numerator and not one.hides], key=lambda one: one.numerator or 0)
        if len(shown) == len(of_one) or len(shown) > MOST_PARTS:
            continue
        for size in range(2, len(shown) + 1):
            for some in combinations(shown, size):
                if is_small(whole - sum(one.numerator or 0 for one in some)):
                    yield some[0]


def _left_out(figure: Figure) -> list[int]:
    return [n for n in figure.entry.recording.left_out.values() if n] if figure.entry.recording is not None else []


def _counted(figure: Figure) -> list[int]:
    """How many a figure counts, in each of the ways that its report would say so."""
    if figure.indicator.unit == "percent":
        return [figure.denominator] if figure.denominator is not None else []
    value = figure.entry.value
    if figure.indicator.unit != "count" or not isinstance(value, int):
        return []
    said = figure.entry.recording
    return [value, value + said.not_recorded] if said is not None else [value]


def _wholes(figure: Figure) -> set[int]:
    """The same, and with what it leaves out and tells."""
    counted = [n for n in _counted(figure) if not is_small(n)]
    told = sum(n for n in _left_out(figure) if not is_small(n))
    return {*counted, *(n + told for n in counted)}
