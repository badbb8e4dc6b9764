"""The counts of checks as they may be told: none gives back 1 to 5, by itself or beside another of its table.

How many rows a check looked at is withheld where it differs by 1 to 5 from any other number of the same table: from its
rows, from what another check looked at or found, from what a figure counts. What it found, which matters more, is
withheld only where it is all but a few of what it looked at, or a few more or less than another check found. Which
line comes first makes no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.counting import CheckCount
from compcheck.model.figure import FEWEST_SHOWN, count_shown, is_small
from compcheck.model.row_totals import Counted, may_be_told

if TYPE_CHECKING:  # only records need it
    from compcheck.listing import Checked

MORE = f"{FEWEST_SHOWN} or more"


class CheckLine(NamedTuple):
    """What is told of a check: a number, words that stand for one, or (`rows`) None where it is withheld."""

    counted: CheckCount
    touched: int | str
    rows: int | str | None

    @property
    def least(self) -> int:
        """For the order of the lines: no less is known to be found than this."""
        if isinstance(self.touched, int):
            return self.touched
        return FEWEST_SHOWN if self.touched == MORE else 1


def lines_of(found: Checked, *, internal: bool) -> list[CheckLine]:
    """In the order of the checks."""
    if internal:
        return [CheckLine(one, one.touched, one.rows) for one in found.counts]
    looked_at: dict[tuple[str, str], set[int]] = {}
    touched: dict[tuple[str, str], set[int]] = {}
    for read in found.reads:
        for name, table in read.tables.items():
            looked_at.setdefault((read.source, name), set()).add(table.rows)
    for one in found.counts:
        looked_at.setdefault(_table(one), set()).add(one.rows)
        touched.setdefault(_table(one), set()).add(one.touched)
    return [_line(one, looked_at[_table(one)], touched[_table(one)], found.figures) for one in found.counts]


def _table(one: CheckCount) -> tuple[str, str]:
    return one.source, one.check.table


def _line(one: CheckCount, looked_at: set[int], found: set[int], figures: Sequence[Counted] | None) -> CheckLine:
    touched: int | str = one.touched if _apart(one.touched, {*found, one.rows}) else MORE
    told = figures is not None and may_be_told(one.rows, figures) and _apart(one.rows, looked_at | found)
    rows = one.rows if told else None
    return CheckLine(
        one,
        count_shown(one.touched) if is_small(one.touched) else touched,
        count_shown(one.rows) if is_small(one.rows) else rows,
    )


def _apart(number: int, others: set[int]) -> bool:
    """Whether no other number that could be told is 1 to 5 more or less."""
    return not any(is_small(abs(number - other)) for other in others if not is_small(other))
