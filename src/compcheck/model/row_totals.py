"""How many rows a table has, where that may be told: held against every figure counted from the same records.

Reports, the reading lines of every command and the checks of lists all ask here, so that none of them tells what
another one withholds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.figure import FEWEST_SHOWN, count_shown, is_small

if TYPE_CHECKING:  # few submissions are counted from records
    from compcheck.model.counting import Count
    from compcheck.model.submission import Entry

MOST_HIDDEN = FEWEST_SHOWN - 1
WITHHELD = "the number would give a small count back"


class Counted(NamedTuple):
    """What is told of one figure: the numbers of cases it counts, and how many each of its reasons leaves out."""

    numbers: tuple[int, ...]
    left_out: tuple[int, ...] = ()


def of_entry(entry: Entry) -> Counted:
    """Of a figure as submitted; a value that counts no cases can only withhold more."""
    said = entry.recording
    return _counted(
        entry.denominator, entry.value, said.not_recorded if said else 0, tuple(said.left_out.values()) if said else ()
    )


def of_count(count: Count) -> Counted:
    """Of a figure as counted, the same as of the entry that is made of it."""
    denominator, value = count.denominator, count.value
    if value is None and denominator is None:
        value = count.numerator
    return _counted(denominator, value, count.not_recorded, tuple(count.left_out.values()))


def _counted(denominator: object, value: object, not_recorded: int, left_out: tuple[int, ...]) -> Counted:
    numbers = [denominator] if isinstance(denominator, int) else []
    if isinstance(value, int) and not isinstance(value, bool):
        numbers += [value, value + not_recorded]
    return Counted(tuple(dict.fromkeys(numbers)), tuple(n for n in left_out if n))


def may_be_told(rows: int, figures: Iterable[Counted]) -> bool:
    """Whether so many rows give back no count of 1 to 5, neither by themselves nor beside one of the figures."""
    return not is_small(rows) and not any(_gives_back(rows, one) for one in figures)


def _gives_back(rows: int, figure: Counted) -> bool:
    few = sum(is_small(n) for n in figure.left_out)
    told = sum(n for n in figure.left_out if not is_small(n))
    most = MOST_HIDDEN * max(few, 1)
    return any(0 < rows - one - told <= most or is_small(rows - one) for one in figure.numbers)


def rows_text(rows: int, figures: Sequence[Counted], *, internal: bool) -> str:
    """`1,660 rows`, `1 to 5 rows`, or that the number is withheld."""
    if not internal and not is_small(rows) and not may_be_told(rows, figures):
        return "rows withheld"
    shown = f"{rows:,}" if internal else count_shown(rows)
    return f"{shown} {'row' if shown == '1' else 'rows'}" if rows else "no rows"


def cells_text(cells: int, *, internal: bool) -> str:
    """`12 cells`: how many could not be read."""
    shown = f"{cells:,}" if internal else count_shown(cells)
    return f"{shown} {'cell' if shown == '1' else 'cells'}"
