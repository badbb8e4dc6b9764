"""One requirement in two frameworks: what shows it, what it weighs and stands on, and how its lines moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from compcheck.differing.lines import joined_told, moved_lines
from compcheck.differing.parts import Told, apart, day, source_told, told_apart, yes_or_no
from compcheck.model.bands import Lines, SampledLines
from compcheck.model.difference import Difference
from compcheck.model.indicator import Indicator
from compcheck.model.rule import Rule
from compcheck.reporting.wording import basis_text, national_text

Block = TypeVar("Block", Lines, SampledLines)

ABOUT: Told[Rule] = {
    "title": lambda one: one.title,
    "why": lambda one: one.why,
    "source": lambda one: source_told(one.source),
    "figure": lambda one: one.indicator or "",
    "evidence": lambda one: one.topic or "",
    "left to inspectors": lambda one: one.left_to_inspectors,
    "never graded": lambda one: one.never_graded.value if one.never_graded else "",
    "key": lambda one: yes_or_no(one.key),
    "weight": lambda one: str(one.weight),
    "assumption": lambda one: yes_or_no(one.assumption),
    "later source": lambda one: source_told(one.later_source),
    "change over": lambda one: one.change_over,
    "difference from": lambda one: one.against or "",
    "local": lambda one: yes_or_no(one.local),
    "who is judged": lambda one: one.judged,
    "read as high or low, since": lambda one: one.read_as,
    "what it replaces, and why": lambda one: one.replaces,
    "local standard": lambda one: one.parameter or "",
}


def rule_differences(
    old: Rule, new: Rule, were: Mapping[str, Indicator], are: Mapping[str, Indicator]
) -> Iterator[Difference]:
    """`were` and `are` are the indicators each stands on. Blocks of lines are paired by their date."""
    yield from told_apart(new.id, old, new, ABOUT)
    yield from _blocks(old, new, were, are)
    for since, one, other in _paired(old.sampled, new.sampled):
        if one is not None and other is not None:
            yield from apart(new.id, "lines for evidence since", day(one.since), day(other.since))
        yield from _sampled(new.id, f"evidence since {since}", one, other)
    yield from _recommended(old, new)


def _blocks(old: Rule, new: Rule, were: Mapping[str, Indicator], are: Mapping[str, Indicator]) -> Iterator[Difference]:
    for since, one, other in _paired(old.lines, new.lines):
        what = f"lines since {since}"
        if one is None or other is None:
            told = [block and _told(block) for block in (one, other)]
            yield from apart(new.id, what, told[0] or "", told[1] or "")
            continue
        yield from apart(new.id, "lines since", day(one.since), day(other.since))
        yield from apart(new.id, f"{what}: expected", one.expectation, other.expectation)
        yield from apart(new.id, f"{what}: basis", basis_text(one.basis), basis_text(other.basis))
        yield from apart(new.id, f"{what}: asked together", joined_told(one), joined_told(other))
        yield from apart(new.id, f"{what}: yes and no", _answers(one), _answers(other))
        was_of, is_of = were.get(old.indicator or ""), are.get(new.indicator or "")
        unit = is_of.unit if was_of is not None and is_of is not None and was_of.unit == is_of.unit else None
        if one.national or other.national:
            yield from _places(new.id, what, one, other)
        else:
            yield from moved_lines(new.id, what, (one.bands, other.bands), unit)
        yield from apart(new.id, f"{what}: otherwise", _rest(one), _rest(other))


def _paired(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[date, Block | None, Block | None]]:
    """Blocks of one date together. Where none is of one date, the latest of old was in force as new began."""
    before: dict[date, Block] = {one.since: one for one in old}
    after: dict[date, Block] = {one.since: one for one in new}
    if before and after and not set(before) & set(after):
        before[new[0].since] = before.pop(old[-1].since)
    for since in sorted({*before, *after}):
        yield since, before.get(since), after.get(since)


def _places(where: str, what: str, old: Lines, new: Lines) -> Iterator[Difference]:
    """Lines that are places in England's distribution: how far they moved is another thing in every year."""
    before, after = (
        {band.grade.word: str(band.bound) for band in block.bands}
        | {band.grade.word: national_text(band) for band in block.national}
        for block in (old, new)
    )
    for word in dict.fromkeys([*after, *before]):
        yield from apart(where, f"{what}: {word}", before.get(word, ""), after.get(word, ""))


def _told(block: Lines) -> str:
    bands = ", ".join(f"{band.grade.word} {band.bound}" for band in block.bands)
    bands = bands or ", ".join(f"{band.grade.word} {national_text(band)}" for band in block.national)
    return "; ".join(one for one in (bands, joined_told(block), _answers(block), basis_text(block.basis)) if one)


def _answers(block: Lines) -> str:
    if block.joined is not None or (block.yes is None and block.no is None):
        return ""
    return f"yes is {block.yes.word if block.yes else ''}, no is {block.no.word if block.no else ''}"


def _rest(block: Lines) -> str:
    if not block.bands and not block.national:
        return ""
    return block.otherwise.word if block.otherwise else "not graded"


def _sampled(where: str, what: str, old: SampledLines | None, new: SampledLines | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield from apart(where, what, _sampled_told(old), _sampled_told(new))
        return
    yield from apart(where, f"{what}: expected", old.expectation, new.expectation)
    yield from apart(where, f"{what}: basis", basis_text(old.basis), basis_text(new.basis))
    yield from apart(where, f"{what}: counts", _counts(old), _counts(new))
    yield from moved_lines(where, what, (old.share, new.share), "percent")


def _sampled_told(block: SampledLines | None) -> str:
    if block is None:
        return ""
    bands = ", ".join(f"{band.grade.word} {band.bound}" for band in block.share)
    return "; ".join(one for one in (_counts(block), bands, basis_text(block.basis)) if one)


def _counts(block: SampledLines) -> str:
    """`good where 2/3 of the cases are`."""
    return ", ".join(
        f"{grade.word} where {'all' if share == 1 else share} of the cases are" for grade, share in block.counts
    )


def _recommended(old: Rule, new: Rule) -> Iterator[Difference]:
    before, after = ({one.when.word: f"{one.by}: {one.action}" for one in rule.recommend} for rule in (old, new))
    for word in dict.fromkeys([*before, *after]):
        yield from apart(new.id, f"what to do if {word}", before.get(word, ""), after.get(word, ""))
