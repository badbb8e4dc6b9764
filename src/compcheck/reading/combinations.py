"""Which keys of a rule or of an indicator go together, and whether the names they use are known.

Shapes look at one key at a time; this looks at them side by side, before anything is built of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from compcheck.model.indicator import Indicator
from compcheck.model.problem import Problem
from compcheck.model.rule import AUTHORITY
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.building_rule import read_here
from compcheck.reading.rule_values import OWN_YEAR
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

JOINS = ("all", "any")
NEVER_GRADED = frozenset({"none", "recorded"})
QUARTILES = ("lower_quartile", "median", "upper_quartile")
MOST_PER_CENT = 100


def unfit_indicator(file: YamlFile, name: str, raw: Raw, series: Mapping[str, Raw] | None) -> Iterator[Problem]:
    """What a shape cannot say of an indicator: what its unit asks for, and a series in the same unit.

    `series` is None where some could not be read, and what is unknown may only be unreadable.
    """
    unit, (polarity,) = raw["unit"], raw["polarity"]
    if unit in {"percent", "count"} and "counting" not in raw:
        fact = f"nothing says what `{name}` counts."
        yield _apart(file, fact, f"Add `counting`: {unit} needs it.", (name,))
    if unit == "yes/no" and (polarity == "middle" or "same_as" in raw):
        fact = "a yes/no has no middle and no quartiles."
        yield _apart(file, fact, "Choose another polarity, and remove `same_as`.", (name, "unit"))
    same_as = raw.get("same_as")
    if same_as is None or series is None:
        return
    path = (name, "same_as")
    if same_as not in series:
        yield _unknown(file, f"there is no published series `{shown(same_as)}`.", same_as, series, path)
    elif series[same_as]["unit"] != unit:
        fact = f"`{name}` is in {unit}, and `{same_as}` is published in {series[same_as]['unit']}."
        yield _apart(file, fact, "Correct the unit, or name another series.", path)


def unfit_series(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    """What a shape cannot say of a series: each year once, in order, and quartiles in their order."""
    unit, years, ended = raw["unit"], [], ""
    for at, one in enumerate(raw["years"]):
        path: Path = ("years", at)
        if one["year"] in years:
            yield _apart(file, f"{shown(one['year'])} is published twice.", "Keep one of the two.", path)
        elif one["ended"] <= ended:
            yield _apart(file, "the years are not in their order.", "Put the earliest first.", path)
        years.append(one["year"])
        ended = one["ended"]
        known = [one[key] for key in QUARTILES if key in one]
        if known != sorted(known):
            yield _apart(file, "the quartiles are not in their order.", "Correct them.", path)
        if unit == "percent" and any(not 0 <= one.get(key, 0) <= MOST_PER_CENT for key in ("england", *QUARTILES)):
            yield _apart(file, "a percentage lies between 0 and 100.", "Correct it.", path)


def unfit_parameter(file: YamlFile, name: str, raw: Raw) -> Iterator[Problem]:
    if raw["least"] >= raw["most"]:
        fact = f"from {raw['least']} to {raw['most']} nothing lies between."
        yield _apart(file, fact, "Write the lower number under `least`.", (name, "most"))


class Known(NamedTuple):
    """What a rule may name besides indicators, and whether its framework grades."""

    topics: Collection[str]
    parameters: Collection[str]
    ordered: bool


def unfit_rule(file: YamlFile, raw: Raw, indicators: dict[str, Indicator], known: Known) -> list[Problem]:
    """What keeps a rule of the right shape from being built."""
    return [
        *_unknown_names(file, raw, indicators, known),
        *_of_others(file, raw, known),
        *_shown_by(file, raw),
        *_joined(file, raw),
        *_lines_wanted(file, raw, indicators),
        *(problem for at, block in enumerate(raw.get("grades", ())) for problem in _block(file, block, ("grades", at))),
        *(
            problem
            for at, block in enumerate(raw.get("sampled", ()))
            for problem in _sampled(file, block, ("sampled", at))
        ),
    ]


def named_in(raw: Raw) -> Iterator[tuple[str, Path]]:
    """Every indicator a rule names, in order, and where."""
    if "indicator" in raw:
        yield raw["indicator"], ("indicator",)
    for at, block in enumerate(raw.get("grades", ())):
        for join in JOINS:
            for place, member in enumerate(block.get(join, ())):
                yield member.get("not", member)["indicator"], ("grades", at, join, place)


def _unknown_names(file: YamlFile, raw: Raw, indicators: dict[str, Indicator], known: Known) -> Iterator[Problem]:
    for name, path in named_in(raw):
        if name not in indicators:
            yield _unknown(file, f"there is no indicator `{shown(name)}` in the catalogue.", name, indicators, path)
    for key, what, names in (
        ("evidence", "topic of evidence", known.topics),
        ("parameter", "parameter", known.parameters),
    ):
        if key in raw and raw[key] not in names:
            fact = f"there is no {what} `{shown(raw[key])}` in the catalogue."
            yield _unknown(file, fact, raw[key], names, (key,))


def _of_others(file: YamlFile, raw: Raw, known: Known) -> Iterator[Problem]:
    """Key requirements are the authority's own and make an area inadequate; kinds of finding make no area anything."""
    if raw.get("key") and "judged" in raw and raw["judged"] != AUTHORITY:
        yield _apart(file, "what others are judged on decides no area.", "Take `key` away.", ("key",))
    if raw.get("key") and not known.ordered:
        yield _apart(file, "a framework without grades has no key requirements.", "Take `key` away.", ("key",))
    if "parameter" in raw and "indicator" not in raw:
        yield _apart(file, "`parameter` is what a figure is measured against.", "Add `indicator`.", ("parameter",))


def _shown_by(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    """A figure, evidence or both show a requirement, or it is left to inspectors: never both, never neither."""
    shows = [key for key in ("indicator", "evidence", "grades", "sampled") if key in raw]
    if "left_to_inspectors" in raw and shows:
        fact = f"`left_to_inspectors` and `{shows[0]}` are both here."
        yield _apart(file, fact, "Keep one: inspectors are left what nothing shows.", ("left_to_inspectors",))
    if "left_to_inspectors" not in raw and not shows:
        yield _apart(
            file, "nothing shows this requirement.", "Add `indicator`, `evidence` or `left_to_inspectors`.", ()
        )
    if "sampled" in raw and "evidence" not in raw:
        yield _apart(file, "`sampled` has lines for evidence that is not named.", "Add `evidence`.", ("sampled",))
    if raw.get("assumption", False) != ("later_source" in raw):
        fact = "`assumption: true` and `later_source` go together, and one of them is missing."
        path: Path = ("assumption",) if "assumption" in raw else ("later_source",)
        yield _apart(file, fact, "Name the later source the lines come from, or remove both.", path)
    for key in ("change", "against"):
        if key in raw and "indicator" not in raw:
            yield _apart(file, f"`{key}` is of an indicator that is not named.", "Add `indicator`.", (key,))
    if "change" in raw and "against" in raw:
        yield _apart(file, "`change` and `against` are both here.", "Make two rules of it.", ("against",))


def _joined(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    """A rule either grades one indicator of its own or joins several in every block."""
    blocks = raw.get("grades", ())
    for at, block in enumerate(blocks):
        joins = [join for join in JOINS if join in block]
        if joins and "indicator" in raw:
            fact = f"`{joins[0]}` names indicators and the rule names one of its own."
            yield _apart(file, fact, "Remove `indicator`, or write bands.", ("grades", at, joins[0]))
        if not joins and "indicator" not in raw:
            yield _apart(file, "the lines are for no indicator.", "Add `indicator`, or `all` or `any`.", ("grades", at))
    if blocks and "indicator" not in raw and "evidence" in raw:
        fact = "joined indicators and evidence are both here, and evidence stands in for one figure only."
        yield _apart(file, fact, "Make two rules of it.", ("evidence",))


def _lines_wanted(file: YamlFile, raw: Raw, indicators: dict[str, Indicator]) -> Iterator[Problem]:
    found = indicators.get(raw.get("indicator", ""))
    if found is None:
        return
    if "polarity" in raw and found.polarity not in {"none", "middle"}:
        fact = f"`{found.id}` has polarity {found.polarity}, and a rule cannot read it otherwise."
        yield _apart(file, fact, "Remove `polarity`: it is for figures that are neither high nor low.", ("polarity",))
    found = read_here(found, raw)
    if "against" in raw and not any(one.england is not None for one in found.published):
        fact = f"`{found.id}` has no published figure for England to be held against."
        yield _apart(file, fact, "Publish one in the catalogue, or remove `against`.", ("against",))
    if found.polarity not in NEVER_GRADED:
        if "grades" not in raw:
            yield _apart(file, f"there are no lines for `{found.id}`.", "Add `grades`.", ("indicator",))
        return
    for key in ("grades", "sampled", "evidence", "recommend", "against"):
        if key in raw:
            fact = f"`{key}` has no use here: `{found.id}` has polarity {found.polarity} and is never graded."
            yield _apart(file, fact, f"Remove `{key}`, or grade another indicator.", (key,))


def _block(file: YamlFile, block: Raw, path: Path) -> Iterator[Problem]:
    """One kind of line a block: bands, yes and no, all, or any."""
    others = [key for key in block if key not in {"since", "expectation", "basis"}]
    bands = [key for key in others if key not in {"yes", "no", *JOINS}]
    kinds = [bool(bands), "yes" in block or "no" in block, *(join in block for join in JOINS)]
    if sum(kinds) != 1:
        fact = "the block has no lines." if not any(kinds) else f"`{others[0]}` and `{others[-1]}` are both here."
        yield _apart(file, fact, "Give a block one kind of line: bands, `yes` and `no`, `all` or `any`.", path)
    elif ("yes" in block) != ("no" in block):
        yield _apart(file, "only one of `yes` and `no` has a grade.", "Give both.", path)
    named = [key for key in bands if any(isinstance(line, str) for line in _lines_of(block[key]))]
    if bool(named) != (block["basis"] == {"england": OWN_YEAR}):
        fact = f"`{named[0]}` is a place in England's distribution." if named else "no line is a place in England's."
        way_out = "With `basis: {england: own year}` lines are `median` and the like, and with no other basis."
        yield _apart(file, fact, way_out, (*path, "basis"))
    elif named and len(named) < len([key for key in bands if key != "otherwise"]):
        fact = "some lines are numbers and some are places in England's distribution."
        yield _apart(file, fact, "Let all be one or the other.", path)
    if "framework" in block["basis"]:
        fact = "`framework` is a basis for evidence and not for a figure."
        yield _apart(file, fact, "Name what the line stands on.", (*path, "basis"))


def _lines_of(bound: object) -> list[object]:
    """The line or lines of a band; of anything else, none."""
    values = list(bound.values()) if isinstance(bound, Mapping) else []
    return values[0] if values and isinstance(values[0], list) else values


def _sampled(file: YamlFile, block: Raw, path: Path) -> Iterator[Problem]:
    for key in ("counts", "share"):
        if key in block and not block[key]:
            yield _apart(file, f"`{key}` has no lines.", "Give it lines, or leave it out.", (*path, key))
    if "counts" not in block and "share" not in block:
        yield _apart(file, "the block has no lines.", "Add `counts`, `share` or both.", path)
    if "england" in block["basis"]:
        fact = "England's quartiles are of figures and not of evidence."
        yield _apart(file, fact, "Name what the line stands on.", (*path, "basis"))


def _unknown(file: YamlFile, fact: str, name: str, known: Collection[str], path: Path) -> Problem:
    return file.problem("rules-unknown-name", fact, did_you_mean(name, known) or "Correct it, or define it.", path)


def _apart(file: YamlFile, fact: str, way_out: str, path: Path) -> Problem:
    return file.problem("rules-combination", fact, way_out, path)
