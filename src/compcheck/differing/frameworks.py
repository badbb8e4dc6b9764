"""Two frameworks: their dates, scale, areas and judging, and every requirement that one of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compcheck.differing.parts import Told, apart, day, source_told, told_apart
from compcheck.differing.rules import rule_differences
from compcheck.differing.scales import corresponding, in_words_of
from compcheck.model.difference import Difference
from compcheck.model.framework import Cap, Framework
from compcheck.model.indicator import Indicator
from compcheck.model.rule import Rule
from compcheck.reporting.judging_text import area_text, limits_told

ABOUT: Told[Framework] = {
    "title": lambda one: one.title,
    "in force from": lambda one: day(one.starts),
    "in force to": lambda one: day(one.ends),
    "source": lambda one: source_told(one.source),
    "scale, worst first": lambda one: ", ".join(one.scale.words) if one.scale.ordered else "",
    "kinds of finding": lambda one: "" if one.scale.ordered else ", ".join(reversed(one.scale.words)),
    "bar": lambda one: one.bar.word if one.bar else "",
    "fails a run": lambda one: ", ".join(word for word in one.scale.words if word in {kind.word for kind in one.fails}),
    "best grade that figures give": lambda one: one.highest.word,
    "share of the weight for a grade": lambda one: str(one.share),
    "overall": lambda one: "judged" if one.overall else "not judged",
    "order of risk": lambda one: ", ".join(one.risk),
    "local rules": lambda one: f"{one.local.title}, by {one.local.by}: {one.local.why}" if one.local else "",
    "only by name": lambda one: one.only_by_name,
    "figures are out of date after": lambda one: f"{one.figures_out_of_date} months",
}


def framework_differences(
    old: Framework, new: Framework, were: Mapping[str, Indicator], are: Mapping[str, Indicator]
) -> tuple[Difference, ...]:
    """In words; `were` and `are` are the indicators each stands on. Requirements follow in the newer one's order."""
    return (
        *told_apart("framework", old, new, ABOUT),
        *_by_name("area", _areas(old), _areas(new)),
        *_by_name("overall", limits_told(old.overall), limits_told(new.overall)),
        *_by_name("evidence lapses after", _lapses(old), _lapses(new)),
        *_by_name("best grade by evidence", _caps(old), _caps(new)),
        *_by_name("printed", old.printed, new.printed),
        *_by_name("of another scale", old.corresponds, new.corresponds),
        *_by_name("assumption", _assumptions(old), _assumptions(new)),
        *_rules(old, new, were, are),
    )


def _by_name(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        yield from apart("framework", f"{what}: {name}", old.get(name, ""), new.get(name, ""))


def _areas(one: Framework) -> dict[str, str]:
    return {area.id: "; ".join(said for said in (area.title, area_text(area)) if said) for area in one.areas}


def _lapses(one: Framework) -> dict[str, str]:
    return {kind: f"{months} months" for kind, months in one.lapses.items()}


def _caps(one: Framework) -> dict[str, str]:
    return {cap.kind: _cap(cap) for cap in one.capped}


def _cap(cap: Cap) -> str:
    return f"{cap.at.word}{', unless independent' if cap.unless_independent else ''}: {cap.why}"


def _assumptions(one: Framework) -> dict[str, str]:
    """Why each was chosen; what was chosen is said where it counts."""
    return {about.about: about.why for about in one.assumptions}


def _rules(
    old: Framework, new: Framework, were: Mapping[str, Indicator], are: Mapping[str, Indicator]
) -> Iterator[Difference]:
    words = corresponding(old, new)
    pairs = pairs_of(old, new)
    matched = {before.id for before in pairs.values()}
    for rule in new.rules:
        before = pairs.get(rule.id)
        if before is None:
            yield Difference("added", rule.id, "", "", rule.title)
        else:
            yield from _moved(before, rule)
            yield from rule_differences(in_words_of(before, words), rule, were, are)
    for rule in old.rules:
        if rule.id not in matched:
            yield Difference("removed", rule.id, "", rule.title)


def _moved(old: Rule, new: Rule) -> Iterator[Difference]:
    if old.id != new.id:
        kind = "moved" if _last(old) == _last(new) else "renamed"
        yield Difference(kind, new.id, "", old.id, new.id)


def pairs_of(old: Framework, new: Framework) -> dict[str, Rule]:
    """The rule of old that each rule of new was, by its id: the same id, an id it had formerly, or the same name.

    The same name in another area counts only where it stands once on both sides.
    """
    free = {rule.id: rule for rule in old.rules}
    pairs: dict[str, Rule] = {}
    for rule in new.rules:
        if rule.id in free:
            pairs[rule.id] = free.pop(rule.id)
    for rule in new.rules:
        former = next((one for one in free.values() if one.id in rule.formerly or rule.id in one.formerly), None)
        if rule.id not in pairs and former is not None:
            pairs[rule.id] = free.pop(former.id)
    left = [rule for rule in new.rules if rule.id not in pairs]
    for rule in left:
        named = [one for one in free.values() if _last(one) == _last(rule)]
        if len(named) == 1 and sum(_last(one) == _last(rule) for one in left) == 1:
            pairs[rule.id] = free.pop(named[0].id)
    return pairs


def _last(rule: Rule) -> str:
    return rule.id.rpartition("/")[2]
