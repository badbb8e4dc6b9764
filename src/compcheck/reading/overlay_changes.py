"""What an overlay changes in the rules of its framework, and in what it asks for less. No line on statute may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from compcheck.model.indicator import Indicator
from compcheck.model.problem import Problem
from compcheck.model.rule import Rule
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.building_framework import scale_from
from compcheck.reading.building_rule import fraction_from, rule_from
from compcheck.reading.rule_folder import Found
from compcheck.reading.tightening import looser, stands_on_statute

WHAT_IT_IS = ("title", "why", "source")
"""The keys of a rule that say what it asks for and by whose word."""


@dataclass(frozen=True, slots=True)
class Changing:
    """overlay.yaml, the framework below as it was packaged and as it becomes, and the overlay's own rules."""

    about: Found
    base: Raw
    framework: Raw
    own: Mapping[str, Found]
    indicators: Mapping[str, Indicator]
    problems: list[Problem] = field(default_factory=list)

    def below(self, rule: str) -> Rule:
        framework = self.base["framework"]
        return rule_from(rule, self.base["rules"][rule], framework, scale_from(framework), self.indicators)

    def here(self, rule: str) -> Rule:
        scale = scale_from(self.base["framework"])
        return rule_from(rule, self.own[rule].raw, self.framework, scale, self.indicators)


def changes(changing: Changing) -> list[Raw]:
    """Each with its rule, by whom and why, and `what` says how it asks for less ("" if it only tightens)."""
    return [*_switched_off(changing), *_weighed(changing), *_changed(changing)]


def _change(rule: str, said: Raw, what: str) -> Raw:
    return {"rule": rule, "by": said["by"], "why": said["why"], "what": what}


def _switched_off(changing: Changing) -> Iterator[Raw]:
    for rule, said in changing.about.raw.get("switched_off", {}).items():
        if stands_on_statute(changing.below(rule)):
            fact = "it stands on statute or on every child, and is switched off."
            way_out = "Take it out: nobody can waive it."
            path = ("switched_off", rule)
            changing.problems.append(changing.about.file.problem("overlay-statute", fact, way_out, path))
        yield _change(rule, said, "it is switched off")


def _weighed(changing: Changing) -> Iterator[Raw]:
    """Of rules whose lines stay; where lines are new too, both are told with the rule."""
    for rule, said in changing.about.raw.get("weights", {}).items():
        below, now = changing.below(rule), fraction_from(said["weight"])
        before = below.weight
        if now < before and stands_on_statute(below):
            fact = f"it stands on statute or on every child, and weighs {now} here, {before} before."
            way_out = "Leave it its weight: nobody can waive it."
            path = ("weights", rule, "weight")
            changing.problems.append(changing.about.file.problem("overlay-statute", fact, way_out, path))
        if rule not in changing.own and now != before:
            yield _change(rule, said, f"it weighs {now}, and {before} before: what others weigh changes with it")


def _changed(changing: Changing) -> Iterator[Raw]:
    for rule, one in changing.own.items():
        if rule not in changing.base["rules"]:
            continue
        changing.problems.extend(_told_otherwise(one, changing.base["rules"][rule]))
        found = list(looser(changing.below(rule), changing.here(rule), changing.indicators))
        for less in found:
            if less.statutory:
                what = "the rule" if less.path == ("key",) else "that line"
                fact = f"{less.fact}; {what} stands on statute or on every child."
                way_out = "Ask for as much or more: nobody can waive it."
                changing.problems.append(one.file.problem("overlay-statute", fact, way_out, less.path))
            yield _change(rule, one.raw["changes"], less.fact)
        if not found:
            yield _change(rule, one.raw["changes"], "")


def _told_otherwise(one: Found, below: Raw) -> Iterator[Problem]:
    """Lines can be held against lines; whether other words still ask the same, nobody can prove."""
    for key in WHAT_IT_IS:
        if one.raw.get(key) != below.get(key):
            fact = f"`{key}` is changed: what a requirement is, is its framework's to say."
            way_out = f"Take `{key}` out; for a requirement of your own, add a rule with an id of its own."
            yield one.file.problem("overlay-requirement", fact, way_out, (key,))
