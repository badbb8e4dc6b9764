"""Editions: a framework that builds on another states only its differences, and is whole again here.

What an edition says replaces what its base says, key by key; its base's rules are its own unless it drops them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from compcheck.model.problem import Problem
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.yaml_file import YamlFile, did_you_mean, shown

KEY_BY_KEY = ("judging", "weights", "printed", "corresponds")
"""What is replaced key by key; of everything else an edition gives the whole."""
OF_EDITIONS_ONLY = frozenset({"drops", "moves"})


class Inherited(NamedTuple):
    """An edition's rules from its base, by their ids here: the rule, and the id it has there."""

    raw: Raw
    there: str


def merged(base: Raw, edition: Raw) -> dict[str, object]:
    """framework.yaml of the edition as if it had been written whole."""
    whole: dict[str, object] = {key: value for key, value in base.items() if key != "builds_on"}
    whole |= {key: value for key, value in edition.items() if key not in OF_EDITIONS_ONLY}
    for key in KEY_BY_KEY:
        if key in base and key in edition:
            whole[key] = {**base[key], **edition[key]}
    if "scale" in edition:
        whole.pop("kinds", None)
    if "kinds" in edition:
        whole.pop("scale", None)
    judging = dict(whole.get("judging", {}))  # type: ignore[call-overload]  # a mapping, or its shape was refused
    if "no_overall" in judging:
        judging.pop("overall", None)
        judging.pop("no_overall")
    weights = whole.get("weights")
    if isinstance(weights, Mapping):
        moved = {there: here for here, there in edition.get("moves", {}).items()}
        kept = {rule: one for rule, one in weights.items() if rule not in edition.get("drops", {})}
        whole["weights"] = {moved.get(rule, rule): one for rule, one in kept.items()}
    return whole | {"judging": judging}


def inherited(base: Mapping[str, Raw], edition: Raw, own: Mapping[str, Raw]) -> dict[str, Inherited]:
    """What the edition has from its base: every rule that it neither drops, nor moves away, nor replaces."""
    drops, moves = edition.get("drops", {}), edition.get("moves", {})
    gone = {*drops, *moves.values(), *own}
    found = {rule: Inherited(raw, rule) for rule, raw in base.items() if rule not in gone}
    for here, there in moves.items():
        if there in base and here not in own:
            raw = base[there]
            found[here] = Inherited({**raw, "formerly": [*raw.get("formerly", ()), there]}, there)
    return found


def unfit_edition(
    file: YamlFile, edition: Raw, base: Mapping[str, Raw], own: Mapping[str, YamlFile], raws: Mapping[str, Raw]
) -> Iterator[Problem]:
    """What an edition says of rules its base does not have, and rules it has a second time without saying why."""
    for key, named in (("drops", list(edition.get("drops", {}))), ("moves", list(edition.get("moves", {}).values()))):
        for place, rule in enumerate(named):
            if rule not in base:
                path = (key, rule if key == "drops" else list(edition["moves"])[place])
                fact = f"{edition['builds_on']} has no rule `{shown(rule)}`."
                yield file.problem("rules-unknown-name", fact, did_you_mean(rule, base) or "Correct its id.", path)
    for rule, rule_file in own.items():
        again = rule in base and rule not in edition.get("drops", {}) and rule not in edition.get("moves", {}).values()
        if again and "replaces" not in raws[rule]:
            fact = f"{edition['builds_on']} has this rule too, and nothing says that it is replaced."
            way_out = "Add `replaces:` with what changed and why, or remove it: an edition states only its differences."
            yield rule_file.problem("rules-in-two-editions", fact, way_out)
        if not again and "replaces" in raws[rule]:
            fact = f"it says what it replaces, and {edition['builds_on']} has no such rule."
            yield rule_file.problem("rules-combination", fact, "Remove `replaces`.", ("replaces",))
    for here in edition.get("moves", {}):
        if here in own:
            fact = f"`{shown(here)}` is moved here, and there is a rule of that id already."
            yield file.problem("rules-repeated-id", fact, "Keep one of the two.", ("moves", here))


def in_order_of_building(frameworks: Mapping[str, Raw]) -> tuple[list[str], dict[str, str]]:
    """Every framework after the one it builds on; and for those that never can be, why not."""
    order: list[str] = []
    waiting = dict(frameworks)
    while waiting:
        ready = [name for name, raw in waiting.items() if "builds_on" not in raw or raw["builds_on"] in order]
        if not ready:
            break
        order += ready
        for name in ready:
            del waiting[name]
    return order, {name: _why(name, waiting) for name in waiting}


def _why(name: str, waiting: Mapping[str, Raw]) -> str:
    """The way from a framework down what it builds on: to one that is not there, or round to itself."""
    way = [name]
    while way[-1] in waiting:
        following = waiting[way[-1]]["builds_on"]
        if following in way:
            return " builds on ".join([*way[way.index(following) :], following]) + ": a circle."
        way.append(following)
    return f"there is no framework `{shown(way[-1])}` that can be read, which {way[-2]} builds on."
