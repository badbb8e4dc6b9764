"""Chance that falls alike on every machine: of Python's `random`, only `random()` is promised to stay the same.

`choice`, `randint` and `shuffle` may be changed by any version of Python, so they are made anew here, from `random()`
alone. Each life has chances of its own: the hundredth child of a number is the same however many children follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chances:
    """Seeded by whole numbers: the number asked for, what it is for, and which one of those."""

    def __init__(self, seed: int, kind: int, which: int) -> None:
        self.random = Random((seed << 48) | (kind << 40) | which).random  # noqa: S311  # nothing here is a secret

    def happens(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random() < share

    def between(self, least: int, most: int) -> int:
        """One of the whole numbers from least to most, both included, each as likely."""
        return least + int(self.random() * (most - least + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """Each as likely."""
        return choices[int(self.random() * len(choices))]

    def weighted(self, choices: Sequence[tuple[float, T]]) -> T:
        """Each as likely as its share says; the shares make 1."""
        left = self.random()
        for share, choice in choices:
            left -= share
            if left < 0:
                return choice
        return choices[-1][1]
