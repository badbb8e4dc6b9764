"""Of figures that were counted from one list: which would give back what another hides."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from builders import entry, figure
from compcheck.model.figure import Figure
from compcheck.model.recording import Recording
from compcheck.withholding import withheld


def counted(part: int, whole: int, name: str, clock: str = "open cases by worker", **left_out: int) -> Figure:
    said = Recording(left_out=left_out, gives="state on the day", clock=clock)
    return figure(entry(None, name, numerator=part, denominator=whole, recording=said))


def hidden(*figures: Figure) -> set[str]:
    found: Mapping[str, Figure] = withheld({one.indicator.id: one for one in figures})
    return {name for name, one in found.items() if one.hides}


@pytest.mark.parametrize("few", range(1, 6))
def test_of_parts_of_one_whole_two_are_hidden_where_one_is_small(few: int) -> None:
    """Bands of caseloads: whoever knows three of four and the number of workers knows the fourth."""
    bands = [counted(n, 200, f"band_{n if n > 5 else 'few'}") for n in (60, 100 - few, 40, few)]
    assert hidden(*bands) == {"band_40", "band_few"}


def test_figures_of_one_number_of_cases_by_different_clocks_are_no_parts() -> None:
    clocks = "abc"
    shares = [counted(n, 200, f"share_{n}", clock) for n, clock in zip((60, 137, 3), clocks, strict=True)]
    assert hidden(*shares) == {"share_3"}


def test_parts_of_which_none_is_small_are_all_told() -> None:
    assert hidden(*[counted(n, 200, f"band_{n}") for n in (60, 138, 2 + 60)]) == set()


def test_what_is_told_of_those_left_out_is_no_part_of_what_is_hidden() -> None:
    """200 cases, 188 of them due and 12 not: with 3 more who died, 185."""
    assert hidden(counted(100, 200, "all", "a"), counted(100, 188, "due", "b", not_yet=12)) == set()
    assert hidden(counted(100, 200, "all", "a"), counted(100, 185, "due", "b", not_yet=12, died=3)) == {"due"}
    assert hidden(counted(100, 188, "due", "a", not_yet=12), counted(100, 185, "x", "b", not_yet=12, died=3)) == {"x"}
    assert hidden(counted(100, 200, "all", "a"), counted(100, 170, "due", "b", not_yet=12, died=3)) == set()
