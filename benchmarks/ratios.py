"""Time spent, measured in turn, and the ratios of what was measured side by side.

Two programs that share a machine with others are slowed down together, so each is measured right after the other, again
and again, and held against its neighbour: the median of those ratios says more than a ratio of medians would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: of the processor, in the program and for it in the system, and of the clock on the wall."""

    processor: float
    elapsed: float


@dataclass(frozen=True, slots=True)
class Aim:
    """`ours` against `theirs`. `at_most` is the ratio aimed at, and None where a ratio is only shown."""

    ours: str
    theirs: str
    at_most: float | None = None


def in_turn(measures: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """A B C A B C …: each once a round, in the order given."""
    spent: dict[str, list[Spent]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            spent[name].append(measure())
    return spent


def print_spent(spent: Mapping[str, Sequence[Spent]], unit: str, per: float) -> None:
    """The medians, as seconds times `per`."""
    print(f"{f'median, {unit}':48}{'processor':>12}{'elapsed':>12}")
    for name, times in spent.items():
        processor, elapsed = median(one.processor for one in times), median(one.elapsed for one in times)
        print(f"{name:48}{processor * per:12.1f}{elapsed * per:12.1f}")


def print_ratios(spent: Mapping[str, Sequence[Spent]], aims: Sequence[Aim]) -> bool:
    """Each ratio with its spread; whether every aim is met. Processor time decides: others may be using the machine."""
    print(f"\n{'ratio, median (lowest to highest)':48}{'processor':>22}{'elapsed':>22}")
    met = True
    for aim in aims:
        pairs = list(zip(spent[aim.ours], spent[aim.theirs], strict=True))
        processor = [ours.processor / theirs.processor for ours, theirs in pairs]
        elapsed = [ours.elapsed / theirs.elapsed for ours, theirs in pairs]
        print(f"{f'{aim.ours} / {aim.theirs}':48}{_spread(processor):>22}{_spread(elapsed):>22}", end="")
        if aim.at_most is not None:
            reached = median(processor) <= aim.at_most
            met = met and reached
            print(f"  aim: at most {aim.at_most}, {'met' if reached else 'MISSED'}", end="")
        print()
    return met


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
