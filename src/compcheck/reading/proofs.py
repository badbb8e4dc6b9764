"""What is proved of a rule that has been built, before anything is graded by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from compcheck.model.bands import Basis, Lines, SampledLines
from compcheck.model.grade import Grade, Scale
from compcheck.model.indicator import Indicator
from compcheck.model.problem import Problem
from compcheck.model.rule import Rule
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.building_rule import fraction_from, read_here
from compcheck.reading.england_proofs import national_flaws, quartile_flaws
from compcheck.reading.line_proofs import PER_CENT, Flaw, NumberLine, band_flaws, grades_met, joined_flaws
from compcheck.reading.yaml_file import Path, YamlFile


@dataclass(frozen=True, slots=True)
class Proving:
    """A rule with its file, and what it is proved against: framework.yaml's own data and the indicators."""

    file: YamlFile
    rule: Rule
    raw: Raw
    framework: Raw
    scale: Scale
    indicators: dict[str, Indicator]

    @property
    def highest(self) -> Grade:
        return self.scale.grade(self.framework["highest_on_figures"]["grade"])

    @property
    def quartiles(self) -> Raw | None:
        """What framework.yaml says of England's quartiles, or None if it assumes nothing of them."""
        found: Raw | None = self.framework.get("judging", {}).get("quartiles")
        return found

    @property
    def indicator(self) -> Indicator | None:
        return read_here(self.indicators[self.rule.indicator], self.raw) if self.rule.indicator else None

    def problem(self, code: str, fact: str, way_out: str, path: Path = ()) -> Problem:
        return self.file.problem(code, fact, way_out, path)


def prove(proving: Proving) -> list[Problem]:
    """Everything that does not hold of one rule; an empty list proves it."""
    rule = proving.rule
    return [
        *_dates(proving, "grades", rule.lines),
        *_dates(proving, "sampled", rule.sampled),
        *(problem for at, lines in enumerate(rule.lines) for problem in _figure_block(proving, at, lines)),
        *(problem for at, lines in enumerate(rule.sampled) for problem in _sampled_block(proving, at, lines)),
        *_key(proving),
        *_recommendations(proving),
    ]


def _dates(proving: Proving, key: str, blocks: Sequence[Lines | SampledLines]) -> Iterator[Problem]:
    for at, (earlier, later) in enumerate(pairwise(blocks)):
        if later.since <= earlier.since:
            fact = f"the block since {later.since} comes after the one since {earlier.since}."
            yield proving.problem(
                "rules-lines-dates", fact, "Put the blocks in order, one a date.", (key, at + 1, "since")
            )


def _figure_block(proving: Proving, at: int, lines: Lines) -> Iterator[Problem]:
    path: Path = ("grades", at)
    rule = proving.rule
    until = rule.lines[at + 1].since if at + 1 < len(rule.lines) else date.max
    indicator = None if _differs(rule) else proving.indicator
    if lines.national:
        england = national_flaws(lines, indicator, proving.quartiles, proving.highest)
    else:
        england = quartile_flaws(lines, indicator, until, stated=proving.quartiles is not None)
    every = _every_child(lines, lines.basis)
    for flaw in (*_line_flaws(proving, at, lines), *_basis(proving, lines.basis), *every, *england):
        yield proving.problem(flaw.code, flaw.fact, flaw.way_out, (*path, *flaw.path))


def _line_flaws(proving: Proving, at: int, lines: Lines) -> Iterator[Flaw]:
    rule, indicator, highest = proving.rule, proving.indicator, proving.highest
    if indicator is None:
        join = "all" if "all" in proving.raw["grades"][at] else "any"
        yield from joined_flaws(lines, proving.indicators, join)
    elif (indicator.unit == "yes/no") != (lines.yes is not None):
        if lines.yes is None:
            fact, way_out = f"`{indicator.id}` is a yes/no and has bands here.", "Give `yes` and `no` a grade."
        else:
            fact, way_out = f"`{indicator.id}` is a figure and no yes/no.", "Give it bands."
        yield Flaw("rules-lines-kind", fact, way_out)
    elif lines.yes is not None and lines.no is not None:
        if _differs(rule):
            yield Flaw("rules-lines-kind", "a yes/no has no change and no difference.", "Remove `change` or `against`.")
        better, worse = (lines.yes, lines.no) if indicator.polarity == "high" else (lines.no, lines.yes)
        if worse.rank >= better.rank:
            fact = f"{indicator.polarity} is better here, and the worse answer is graded {worse.word}."
            yield Flaw("rules-lines-order", fact, "Turn the grades of `yes` and `no` round.", ("yes",))
        if better != highest:
            yield Flaw(
                "rules-lines-best-band", f"no answer is {highest.word}.", f"Let the better be {highest.word}.", ("yes",)
            )
    elif not lines.national:
        yield from band_flaws(lines, indicator.polarity, _number_line(rule, indicator), highest)


def _number_line(rule: Rule, indicator: Indicator) -> NumberLine:
    return NumberLine.of(indicator, difference=_differs(rule))


def _differs(rule: Rule) -> bool:
    """Whether what is graded is the difference of two values."""
    return rule.change_months is not None or rule.against is not None


def _basis(proving: Proving, basis: Basis) -> Iterator[Flaw]:
    if basis.kind == "later" and not proving.rule.assumption:
        fact = "the line comes from a later source, and the rule is not marked as an assumption."
        yield Flaw("rules-lines-basis", fact, "Add `assumption: true` and `later_source`.", ("basis",))


def _every_child(lines: Lines, basis: Basis) -> Iterator[Flaw]:
    """What stands on "every child" asks for every child: the best band is at none or at all."""
    if basis.kind == "every child" and lines.bands and not lines.bands[0].bound.is_every_case:
        best = lines.bands[0]
        fact = f'it stands on "every child", and {best.grade.word} is {best.bound}.'
        yield Flaw("rules-lines-basis", fact, "Let it be `at_least: 100` or `at_most: 0`.", (best.grade.word,))


def _sampled_block(proving: Proving, at: int, lines: SampledLines) -> Iterator[Problem]:
    path, highest = ("sampled", at), proving.highest
    for flaw in _basis(proving, lines.basis):
        yield proving.problem(flaw.code, flaw.fact, flaw.way_out, (*path, *flaw.path))
    for word, _ in lines.counts:
        if word.rank > highest.rank:
            fact = f"`{word.word}` is better than anything this framework awards."
            yield proving.problem("rules-lines-best-band", fact, "Remove it.", (*path, "counts", word.word))
    if lines.counts and highest not in [grade for grade, _ in lines.counts]:
        fact = f"no share of the cases is {highest.word}."
        yield proving.problem("rules-lines-best-band", fact, f"Add `{highest.word}`.", (*path, "counts"))
    if lines.share:
        bands = Lines(lines.since, lines.expectation, lines.basis, lines.share, lines.lowest)
        for flaw in band_flaws(bands, "high", PER_CENT, highest):
            yield proving.problem(flaw.code, flaw.fact, flaw.way_out, (*path, "share", *flaw.path))
    if lines.basis.kind == "every child" and any(share != 1 for _, share in lines.counts):
        fact = 'it stands on "every child", and some of the sampled cases are enough.'
        yield proving.problem("rules-lines-basis", fact, "Let `counts` ask for all: 1.", (*path, "counts"))
    if lines.basis.kind == "framework":
        yield from _framework_share(proving, path, lines)


def _framework_share(proving: Proving, path: Path, lines: SampledLines) -> Iterator[Problem]:
    stated = proving.framework.get("judging", {}).get(lines.basis.says)
    if lines.basis.says != "sampled_cases" or stated is None:
        fact = f"framework.yaml states no `judging.{lines.basis.says}`."
        yield proving.problem("rules-lines-basis", fact, "Write `{framework: sampled_cases}`.", (*path, "basis"))
        return
    asked: Fraction = fraction_from(stated["share"])
    for grade, share in lines.counts:
        if share != asked:
            fact = f"`{grade.word}` asks for {share} of the cases, and framework.yaml for {asked}."
            yield proving.problem("rules-lines-basis", fact, f"Write {asked}.", (*path, "counts", grade.word))


def _key(proving: Proving) -> Iterator[Problem]:
    """A key requirement can be graded, carries weight, and stands on what must hold for every child."""
    rule = proving.rule
    if not rule.key:
        return
    why = ""
    if rule.never_graded is not None:
        why = {"context": "is context", "recorded": "is recorded and never graded"}.get(
            rule.never_graded.value, "is left to inspectors"
        )
    elif rule.assumption:
        why = "stands on an assumption"
    elif not rule.weight and not rule.local:
        why = "has no weight"
    if why:
        fact = f"a key requirement must be gradable, and this one {why}."
        yield proving.problem("rules-key", fact, "Take `key` away, or let it be graded.", ("key",))
    both: tuple[tuple[str, Sequence[Lines | SampledLines]], ...] = (("grades", rule.lines), ("sampled", rule.sampled))
    for key, blocks in both:
        for at, lines in enumerate(blocks):
            if not lines.basis.every_case and lines.basis.kind != "local standard":  # of overlays only
                fact = f"a key requirement stands on statute or on every child, and this line on `{lines.basis.kind}`."
                yield proving.problem("rules-key", fact, "Name such a basis, or take `key` away.", (key, at, "basis"))


def _recommendations(proving: Proving) -> Iterator[Problem]:
    """Who is told that something is not good is told what to do."""
    rule, highest = proving.rule, proving.highest
    given = [one.when for one in rule.recommend]
    for at, grade in enumerate(given):
        if grade in given[:at]:
            fact = f"there is a second recommendation for {grade.word}."
            yield proving.problem("rules-recommendation", fact, "Make one of the two.", ("recommend", at))
    for grade in sorted(_possible(proving), key=lambda one: one.rank):
        if grade.rank < highest.rank and grade not in given:
            fact = f"{grade.word} can happen, and nothing says what to do then."
            yield proving.problem(
                "rules-recommendation", fact, f"Add a recommendation for {grade.word}.", ("recommend",)
            )


def _possible(proving: Proving) -> set[Grade]:
    """Every grade the rule can come to: evidence may bring any grade that its source gives."""
    rule, indicator = proving.rule, proving.indicator
    if rule.never_graded is not None:
        return set()
    found = set(proving.scale.grades) if rule.topic else set()
    for lines in rule.lines:
        found |= {grade for grade in (lines.yes, lines.no) if grade is not None}
        found |= {band.grade for band in lines.national}
        if lines.national and lines.otherwise is not None:
            found.add(lines.otherwise)
        elif indicator is not None and lines.yes is None:
            found |= grades_met(lines, _number_line(rule, indicator))
    return found
