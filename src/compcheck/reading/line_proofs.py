"""What is proved of one block of lines: that every value has one grade, and that a better value never has a worse one.

A grade changes only at a line. So it is enough to look at every line, between each two that are neighbours, and
beyond the last: what holds at these points holds everywhere, and the comparison is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from compcheck.model.bands import Bound, Lines, Member
from compcheck.model.grade import Grade
from compcheck.model.indicator import Indicator
from compcheck.reading.yaml_file import Path

BETTER = {"high": "more", "low": "less", "middle": "nearer the middle"}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a proof found wrong, where under the block, and what mends it."""

    code: str
    fact: str
    way_out: str
    path: Path = ()


@dataclass(frozen=True, slots=True)
class NumberLine:
    """Where the values held against lines can lie: of an indicator, or of the difference of two of its values."""

    whole: bool
    least: Fraction | None
    most: Fraction | None

    @classmethod
    def of(cls, indicator: Indicator, *, difference: bool) -> NumberLine:
        least = None if difference else Fraction(0)
        most = Fraction(100) if indicator.unit == "percent" and not difference else None
        return cls(indicator.unit == "count", least, most)

    def points(self, bounds: Sequence[Bound]) -> list[Fraction]:
        """Rising: every line, each end, and something on both sides of each."""
        ends = [end for end in (self.least, self.most) if end is not None]
        lines = sorted({Fraction(edge) for bound in bounds for edge in bound.edges()} | set(ends)) or [Fraction(0)]
        found = {*lines, lines[0] - 1, lines[-1] + 1, *((low + high) / 2 for low, high in pairwise(lines))}
        if self.whole:
            found = {Fraction(floor(line) + step) for line in found for step in (-1, 0, 1)}
        return sorted(point for point in found if self.has(point))

    def has(self, point: Fraction) -> bool:
        return (self.least is None or point >= self.least) and (self.most is None or point <= self.most)


PER_CENT = NumberLine(whole=False, least=Fraction(0), most=Fraction(100))
"""Of a share of sampled cases."""


def band_flaws(lines: Lines, polarity: str, line: NumberLine, highest: Grade) -> Iterator[Flaw]:
    """Of a block of bands, best first."""
    bounds = [band.bound for band in lines.bands]
    outside = [band for band in lines.bands if not all(line.has(Fraction(edge)) for edge in band.bound.edges())]
    for band in outside:
        fact = f"`{band.grade.word}` is {band.bound}, which lies outside what the figure can be."
        yield Flaw("rules-lines-outside", fact, "Draw the line where figures lie.", (band.grade.word,))
    if outside:
        return
    for band in lines.bands:
        if band.grade.rank > highest.rank:
            fact = f"`{band.grade.word}` is better than anything this framework awards on figures."
            yield Flaw("rules-lines-best-band", fact, f"Let `{highest.word}` be the best band.", (band.grade.word,))
    points = line.points(bounds)
    yield from _unmet(lines, points)
    yield from _overlaps(lines, points)
    best = [band for band in lines.bands if band.grade == highest]
    if not best:
        yield Flaw(
            "rules-lines-best-band", f"no line says what is {highest.word}.", f"Add `{highest.word}:` with its band."
        )
    elif polarity == "middle" and len(best[0].bound.edges()) == 1:
        fact = f"`{highest.word}` is {best[0].bound}, but both ends of this figure are questions."
        yield Flaw("rules-lines-best-band", fact, "Write it as `{between: [a, b]}`.", (highest.word,))
    elif polarity == "middle" and any(
        lines.grade_of(end.as_integer_ratio()) == highest for end in (points[0], points[-1])
    ):
        fact = f"`{highest.word}` reaches an end of what the figure can be, and both ends are questions."
        yield Flaw("rules-lines-best-band", fact, "Draw it away from the end.", (highest.word,))
    else:
        yield from _disorder([(point, lines.grade_of(point.as_integer_ratio())) for point in points], polarity)


def grades_met(lines: Lines, line: NumberLine) -> set[Grade]:
    """Every grade that a value on the number line has."""
    points = line.points([band.bound for band in lines.bands])
    return {grade for point in points if (grade := lines.grade_of(point.as_integer_ratio())) is not None}


def joined_flaws(lines: Lines, indicators: dict[str, Indicator], join: str) -> Iterator[Flaw]:
    """Of an `all` or `any`: each indicator by itself never makes it worse by getting better.

    That is enough for all of them together, since neither `all` nor `any` ever answers one more yes with a no. And a
    missing figure never raises a grade: what is still decided without it would be decided so whatever it is.
    """
    members = lines.joined.members if lines.joined else ()
    by_name: dict[str, list[tuple[int, Member]]] = {}
    for place, member in enumerate(members):
        by_name.setdefault(member.indicator, []).append((place, member))
    for name, group in by_name.items():
        indicator, path = indicators[name], (join, group[-1][0])
        if not indicator.graded:
            fact = f"`{name}` has polarity {indicator.polarity} and is never graded."
            yield Flaw("rules-joined-never-graded", fact, "Join indicators that may be graded.", path)
            continue
        kind = list(_wrong_kind(indicator, group, join))
        yield from kind
        if not kind:
            whole = all if join == "all" else any
            yield from _group_flaws(indicator, [member for _, member in group], whole, path)


def _wrong_kind(indicator: Indicator, group: Sequence[tuple[int, Member]], join: str) -> Iterator[Flaw]:
    for place, member in group:
        if indicator.unit == "yes/no" and member.bound is not None:
            fact = f"`{indicator.id}` is a yes/no and has no band."
            yield Flaw("rules-joined-kind", fact, "Name it alone, or under `not`.", (join, place))
        if indicator.unit != "yes/no" and member.bound is None:
            fact = f"`not` is for yes/no, and `{indicator.id}` is a figure."
            if not member.negated:
                fact = f"`{indicator.id}` is a figure and has no band here."
            yield Flaw("rules-joined-kind", fact, "Give it a band: `{indicator: …, at_least: 90}`.", (join, place))


def _group_flaws(
    indicator: Indicator, members: Sequence[Member], whole: Callable[[list[bool]], bool], path: Path
) -> Iterator[Flaw]:
    if indicator.unit == "yes/no":
        no, yes = (whole([answer is not member.negated for member in members]) for answer in (False, True))
        if (yes < no) if indicator.polarity == "high" else (no < yes):
            better = "yes" if indicator.polarity == "high" else "no"
            fact = f"`{indicator.id}` is better as {better}, and here that makes the whole worse."
            yield Flaw("rules-joined-falls", fact, "Add or remove `not`.", path)
        return
    line = NumberLine.of(indicator, difference=False)
    bounds = [member.bound for member in members if member.bound is not None]
    answers = [
        (point, whole([bound.holds(point.as_integer_ratio()) for bound in bounds])) for point in line.points(bounds)
    ]
    found = [answer for _, answer in answers]
    if len(set(found)) == 1:
        fact = f"what is asked of `{indicator.id}` is {'always' if found[0] else 'never'} so."
        yield Flaw("rules-joined-never", fact, "Correct its band.", path)
        return
    if indicator.polarity == "middle" and (found[0] or found[-1]):
        fact = f"both ends of `{indicator.id}` are questions, and here one of them is good."
        yield Flaw("rules-joined-falls", fact, "Write its band as `between: [a, b]`.", path)
        return
    for below, above in _worse(answers, indicator.polarity):
        fact = f"it falls as `{indicator.id}` gets better, between {_say(below)} and {_say(above)}."
        yield Flaw("rules-joined-falls", fact, "Turn its band round.", path)


def _unmet(lines: Lines, points: Sequence[Fraction]) -> Iterator[Flaw]:
    met = {
        next((band.grade for band in lines.bands if band.bound.holds(point.as_integer_ratio())), None)
        for point in points
    }
    for band in lines.bands:
        if band.grade not in met:
            fact = f"`{band.grade.word}` ({band.bound}) is never met: a better band takes all of it."
            yield Flaw(
                "rules-lines-never-met", fact, "Look whether two lines are the wrong way round.", (band.grade.word,)
            )


def _overlaps(lines: Lines, points: Sequence[Fraction]) -> Iterator[Flaw]:
    """A worse band may hold a better one whole, which then counts; holding a part of it is a slip."""
    for better, worse in pairwise(lines.bands):
        inside, outside = (
            {point for point in points if band.bound.holds(point.as_integer_ratio())} for band in (better, worse)
        )
        if inside & outside and not inside <= outside and not outside <= inside:
            fact = f"`{worse.grade.word}` ({worse.bound}) overlaps a part of `{better.grade.word}` ({better.bound})."
            way_out = "Let it hold the better band whole: the best band a value meets is its grade."
            yield Flaw("rules-lines-overlap", fact, way_out, (worse.grade.word,))


def _disorder(graded: Sequence[tuple[Fraction, Grade | None]], polarity: str) -> Iterator[Flaw]:
    """Not graded stands between the lowest grade and the next: nothing known is better than something bad."""
    ranked = [(point, 1 if grade is None else 2 * grade.rank) for point, grade in graded]
    words = {point: "not graded" if grade is None else grade.word for point, grade in graded}
    for below, above in _worse(ranked, polarity):
        fact = (
            f"{words[above]} at {_say(above)}, and {words[below]} at {_say(below)}: "
            f"the bands leave a gap or lie the wrong way round, since {BETTER[polarity]} is better here."
        )
        yield Flaw("rules-lines-order", fact, "Let every band reach to the next better one.")


def _worse(ranked: Sequence[tuple[Fraction, int]], polarity: str) -> Iterator[tuple[Fraction, Fraction]]:
    """Two neighbouring points, the lower first, of which the better has the lower rank."""
    best = max(rank for _, rank in ranked)
    places = [place for place, (_, rank) in enumerate(ranked) if rank == best]
    for place, ((below, lower), (above, upper)) in enumerate(pairwise(ranked)):
        rises = polarity == "high" or (polarity == "middle" and place < places[0])
        falls = polarity == "low" or (polarity == "middle" and place >= places[-1])
        if (rises and upper < lower) or (falls and upper > lower) or (not rises and not falls and upper != lower):
            yield below, above


def _say(point: Fraction) -> str:
    """A point as a message shows it: exact where it has few digits."""
    return f"{float(point):.6g}"
