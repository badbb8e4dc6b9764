"""All lists of an authority, cut from its stories; or, for benchmarks, lists of a given length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from compcheck.inventing.life_stories import Adopter, Story
from compcheck.inventing.lists import CUTS, Row, adopter

ENOUGH = 4_000
"""So many stories fill every list with some rows; longer lists repeat them under new ids."""


def cut_lists(stories: Iterable[Story], adopters: Iterable[Adopter]) -> dict[str, list[Row]]:
    """Each list in the order of the stories, which is that of the ids."""
    rows: dict[str, list[Row]] = {table: [] for table in CUTS}
    for story in stories:
        for table, cut in CUTS.items():
            rows[table].extend(cut(story))
    rows["adopters"] = [adopter(one) for one in adopters]
    return rows


class Repeated(Sequence[Row]):
    """So many rows, made of fewer: each time round under new ids, and none of them held twice."""

    def __init__(self, rows: Sequence[Row], length: int) -> None:
        self._rows, self._length = rows, length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: int) -> Row:  # type: ignore[override]  # nobody takes a slice of it
        again, here = divmod(place, len(self._rows))
        row = self._rows[here]
        return row if not again else (f"{row[0]}-{again}", *row[1:])

    def __iter__(self) -> Iterator[Row]:
        return islice((self[place] for place in range(self._length)), self._length)


def lists_of(length: int, rows: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Row]]:
    """Every list so long."""
    return {table: Repeated(told, length) for table, told in rows.items()}
