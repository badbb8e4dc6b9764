"""Works out the England lines of the rules again: figure and quartiles over authorities, by indicator and year.

The percentages are worked out from published numerators and denominators where both are given, because some years were
published rounded to whole numbers. England is left out of the quartiles; its own numerators are rounded to hundreds, so
its percentage is the published one where that has a decimal. A figure suppressed or not supplied is left out. So are
counts: quartiles of counts say only how large authorities are.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import NamedTuple

ENGLAND = "England"
HEADINGS = ("indicator", "year", "england", "lower_quartile", "median", "upper_quartile", "authorities")


class Figure(NamedTuple):
    """One area's percentage in one year."""

    indicator: str
    year: str
    area: str
    percentage: Fraction


def main() -> None:
    """Prints one line an indicator and year, as CSV."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("figures", type=Path, help="figures of every authority, as CSV: cin_2009_2013.csv")
    print(",".join(HEADINGS))
    for line in summaries(figures_in(parser.parse_args().figures)):
        print(",".join(line))


def figures_in(path: Path) -> list[Figure]:
    """Every percentage in the file; an indicator that never has a numerator is a count."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    percentages = {row["indicator"] for row in rows if row["numerator"]}
    return [
        Figure(row["indicator"], row["year"], row["la_name"], percentage)
        for row in rows
        if row["indicator"] in percentages and (percentage := percentage_of(row)) is not None
    ]


def percentage_of(row: dict[str, str]) -> Fraction | None:
    """The exact percentage where it can be had; a share of nothing is no figure, whatever was published for it."""
    published = row["as_published"]
    if row["la_name"] == ENGLAND and "." in published:
        return number(published)
    numerator, denominator = number(row["numerator"]), number(row["denominator"])
    if denominator == 0:
        return None
    if numerator is not None and denominator is not None:
        return 100 * numerator / denominator
    value = number(row["value"])
    return number(published) if value is None else value


def number(text: str) -> Fraction | None:
    """None for an empty cell and for the publisher's marks: ".." is not supplied, "x" is suppressed."""
    try:
        return Fraction(text.replace(",", ""))
    except ValueError:
        return None


def summaries(figures: Iterable[Figure]) -> Iterable[Sequence[str]]:
    """England beside the spread over authorities."""
    by_year: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    for figure in figures:
        by_year[figure.indicator, figure.year][figure.area] = figure.percentage
    for (indicator, year), areas in sorted(by_year.items()):
        england = areas.pop(ENGLAND, None)
        spread = [one_decimal(quantile(areas.values(), Fraction(quarter, 4))) for quarter in (1, 2, 3)]
        yield (indicator, year, "" if england is None else one_decimal(england), *spread, str(len(areas)))


def quantile(values: Iterable[Fraction], share: Fraction) -> Fraction:
    """The inclusive method: lowest and highest are the 0 % and 100 % points, and points between are interpolated."""
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def one_decimal(value: Fraction) -> str:
    """Half up, exactly: 68.45 becomes 68.5."""
    tenths = floor(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


if __name__ == "__main__":
    main()
