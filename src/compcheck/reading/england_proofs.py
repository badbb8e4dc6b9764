"""What is proved of lines that stand on England's quartiles.

They are a basis as an assumption stated once in framework.yaml, exactly as they are, within one series, and never where
half of the authorities are nearly at all: there a quartile would call a child who waited good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from compcheck.model.bands import Bound, Lines
from compcheck.model.grade import Grade
from compcheck.model.indicator import Indicator, Published
from compcheck.model.national import lines_in
from compcheck.reading.line_proofs import Flaw, NumberLine, band_flaws
from compcheck.reading.yaml_file import shown

EVERY_CHILD_FROM = 95
"""Where half the authorities reach so much per cent, what is asked for is every child."""


def quartile_flaws(lines: Lines, indicator: Indicator | None, until: date, *, stated: bool) -> Iterator[Flaw]:
    """Of one block, in force before `until`; `indicator` is None where no figure is graded as it is.

    `stated`: whether framework.yaml has the assumption.
    """
    if lines.basis.kind != "england":
        return
    if not stated:
        fact = "framework.yaml does not state England's quartiles as an assumption."
        yield _flaw(fact, "Add `judging.quartiles` there, or another basis here.")
    if indicator is None or indicator.unit == "yes/no":
        yield _flaw(
            "England's quartiles are of one figure itself, and not of what is graded here.", "Name another basis."
        )
        return
    year = lines.basis.says
    published = next((one for one in indicator.published if one.year == year), None)
    if published is None:
        years = ", ".join(one.year for one in indicator.published) or "none"
        fact = f"`{indicator.id}` has nothing published for {shown(year)}."
        yield _flaw(fact, f"Name a published year ({years}), or publish it there.")
        return
    yield from _one_series(lines, indicator, published, until)
    median = published.median
    if (
        indicator.unit == "percent"
        and indicator.polarity == "high"
        and median is not None
        and median >= EVERY_CHILD_FROM
    ):
        fact = f"half of the authorities reached {median} % in {year}: there a quartile is no line."
        yield _flaw(fact, "Let good be every child, and find a source for adequate.")
        return
    yield from _as_published(lines, indicator, published)


WANTED = {
    "high": ("at_least", {}),
    "low": ("at_most", {"lower_quartile": "upper_quartile", "upper_quartile": "lower_quartile"}),
}
"""By polarity: how a line is reached, and what place mirrors another where less is better."""


def national_flaws(
    lines: Lines, indicator: Indicator | None, quartiles: Mapping[str, object] | None, highest: Grade
) -> Iterator[Flaw]:
    """Of lines in the figure's own year: as framework.yaml says, and in order in every year that is published."""
    if quartiles is None:
        fact = "framework.yaml does not state England's quartiles as an assumption."
        yield _flaw(fact, "Add `judging.quartiles` there, or another basis here.")
        return
    if indicator is None or indicator.unit == "yes/no":
        yield _flaw(
            "England's quartiles are of one figure itself, and not of what is graded here.", "Name another basis."
        )
        return
    if indicator.polarity in WANTED:
        yield from _as_stated(lines, indicator.polarity, quartiles.get("lines"))
    line = NumberLine.of(indicator, difference=False)
    for published in indicator.published:
        found = lines_in(lines, published)
        flaws = band_flaws(found, indicator.polarity, line, highest) if found is not None else ()
        for flaw in flaws:
            if flaw.code != "rules-lines-never-met":  # two quartiles of a year may be one number
                yield _of_year(flaw, published)


def _of_year(flaw: Flaw, published: Published) -> Flaw:
    return Flaw(flaw.code, f"with England's figures of {published.year}: {flaw.fact}", flaw.way_out, flaw.path)


def _as_stated(lines: Lines, polarity: str, stated: object) -> Iterator[Flaw]:
    """Each band at the place framework.yaml names for its grade, mirrored where less is better."""
    if not isinstance(stated, Mapping):
        fact = "framework.yaml does not say which of England's quartiles is the line of which grade."
        yield _flaw(fact, "Add `judging.quartiles.lines` there.")
        return
    word, mirror = WANTED[polarity]
    for band in lines.national:
        place = str(stated.get(band.grade.word, "")).replace(" ", "_")
        wanted = (mirror.get(place, place),)
        if not place or band.marks != wanted or band.at_least != (word == "at_least"):
            says = f"{word}: {wanted[0].replace('_', ' ')}" if place else "no line"
            fact = f"framework.yaml has {says} for `{band.grade.word}`."
            yield _flaw(fact, "Correct the line here, or what framework.yaml says.", band.grade.word)
    missing = [word for word in stated if word not in [band.grade.word for band in lines.national]]
    if missing:
        yield _flaw(f"framework.yaml has a line for `{missing[0]}`, and there is none here.", "Add it.", "since")


def _one_series(lines: Lines, indicator: Indicator, published: Published, until: date) -> Iterator[Flaw]:
    first, last = sorted((published.ended, lines.since))
    if indicator.break_between(first, last) is not None:
        fact = f"the series changed between {first} and {last}."
        yield _flaw(fact, "Take a year of the series the lines are for.")
    for one in indicator.breaks:
        if lines.since < one.on < until:
            fact = f"the series changes on {one.on}, and these lines are still in force then."
            yield _flaw(fact, f"Add a block since {one.on}.")


def _as_published(lines: Lines, indicator: Indicator, published: Published) -> Iterator[Flaw]:
    lower, upper = published.lower_quartile, published.upper_quartile
    if lower is None or upper is None:
        fact = f"`{indicator.id}` has no quartiles for {published.year}."
        yield _flaw(fact, "Add them to `published`, or name another basis.")
        return
    wanted = {
        "high": (Bound.of(upper, None), Bound.of(lower, None)),
        "low": (Bound.of(None, lower), Bound.of(None, upper)),
        "middle": (Bound.of(lower, upper),),
    }[indicator.polarity]
    for place, band in enumerate(lines.bands):
        line = wanted[place] if place < len(wanted) else None
        if band.bound != line:
            given = f"England's quartiles of {published.year} give {line or 'no such line'}"
            fact = f"`{band.grade.word}` is {band.bound}, and {given}."
            yield _flaw(fact, "Correct the line, or name another basis.", band.grade.word)
    if len(lines.bands) < len(wanted):
        fact = f"England's quartiles of {published.year} give one more line: {wanted[len(lines.bands)]}."
        yield _flaw(fact, "Add a band for it.", "since")


def _flaw(fact: str, way_out: str, key: str = "basis") -> Flaw:
    return Flaw("rules-lines-england", fact, way_out, (key,))
