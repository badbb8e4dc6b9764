"""What keeps framework.yaml, of the right shape, from being understood: its words, areas, limits and assumptions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from compcheck.model.problem import Problem
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.yaml_file import Path, YamlFile, did_you_mean, shown

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NO_GRADES = frozenset({"since", "expectation", "basis", "otherwise", "yes", "no", "all", "any", "not graded"})
"""What a block of lines says besides its grades, so that no grade may be called so."""
OF_GRADES = ("bar", "corresponds")
OF_KINDS = ("fails",)


def unfit_framework(file: YamlFile, raw: Raw) -> list[Problem]:
    """Of an edition too, once it is whole: what stands in its base is placed at the nearest that stands in its file."""
    problems = [*_words(file, raw)]
    if problems:
        return problems
    words = raw.get("scale") or raw["kinds"]
    problems += [*_named_grades(file, raw, words), *_assumptions(file, raw), *_areas(file, raw)]
    problems += _all_limits(file, raw, words)
    in_force = raw["in_force"]
    if in_force.get("to", in_force["from"]) < in_force["from"]:
        problems.append(_apart(file, "`in_force` ends before it starts.", "Correct the dates.", ("in_force", "to")))
    return problems


def _words(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    """A framework grades on a scale, or sorts its findings into kinds: never both, never neither."""
    if ("scale" in raw) == ("kinds" in raw):
        fact = "has a scale of grades and kinds of finding." if "scale" in raw else "has no scale of grades."
        way_out = "Give `scale`, worst first; or, where nothing is graded, `kinds`, best first."
        yield _apart(file, fact, way_out, ("kinds",) if "scale" in raw else ())
        return
    key, other = ("scale", "kinds") if "scale" in raw else ("kinds", "scale")
    for at, word in enumerate(raw[key]):
        if word in raw[key][:at]:
            fact = f"`{shown(word)}` stands there twice."
            yield _apart(file, fact, "Name each once.", (key, at))
        if word in NO_GRADES:
            fact = f"`{shown(word)}` has another meaning in a rule."
            yield _apart(file, fact, "Name it otherwise.", (key, at))
    wanted = {"scale": "bar", "kinds": "fails"}[key]
    if wanted not in raw:
        yield _apart(file, f"nothing says what fails a run: `{wanted}` is missing.", f"Add `{wanted}`.", (key,))
    for one in [one for one in (OF_KINDS if key == "scale" else OF_GRADES) if one in raw]:
        yield _apart(file, f"`{one}` goes with `{other}`, and here is `{key}`.", "Remove it.", (one,))
    yield from _judging(file, key, raw.get("judging", {}))


def _judging(file: YamlFile, key: str, judging: Raw) -> Iterator[Problem]:
    """Areas are judged by a share of what they are asked; kinds of finding are not rolled up."""
    if key == "kinds":
        for one in ("share", "overall"):
            if one in judging:
                fact = f"`{one}` judges by grades, and here findings are sorted into kinds."
                yield _apart(file, fact, "Remove it.", ("judging", one))
    elif "share" not in judging:
        yield _apart(file, "nothing says how much an area must meet.", "Add `judging.share`.", ("judging",))


def _named_grades(file: YamlFile, raw: Raw, words: list[str]) -> Iterator[Problem]:
    named: list[tuple[str, Path]] = [(raw["highest_on_figures"]["grade"], ("highest_on_figures", "grade"))]
    if "bar" in raw:
        named.append((raw["bar"], ("bar",)))
    above = list(named)
    named += [(one["at"], ("capped", at, "at")) for at, one in enumerate(raw.get("capped", ()))]
    named += [(one, ("fails", at)) for at, one in enumerate(raw.get("fails", ()))]
    named += [(word, ("printed", word)) for word in raw.get("printed", {})]
    named += [(ours, ("corresponds", theirs)) for theirs, ours in raw.get("corresponds", {}).items()]
    named += [(word, ("judging", "quartiles", "lines", word)) for word in _quartile_lines(raw)]
    for word, path in named:
        if word not in words:
            yield _unknown(file, f"`{shown(word)}` is no grade of the scale.", word, words, path)
    for theirs in raw.get("corresponds", {}):
        if theirs in words:
            fact = f"`{shown(theirs)}` is a grade here, and corresponds to itself."
            yield _apart(file, fact, "Remove it.", ("corresponds", theirs))
    lowest = words[0] if "scale" in raw else words[-1]
    for word, path in above:
        if word == lowest:
            fact = f"`{path[0]}` is the lowest grade of the scale, which everything reaches."
            yield _apart(file, fact, "Name a better one.", path)


def _quartile_lines(raw: Raw) -> Raw:
    lines: Raw = raw.get("judging", {}).get("quartiles", {}).get("lines", {})
    return lines


def _areas(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    areas = raw["areas"]
    for area, one in areas.items():
        path: Path = ("areas", area)
        if not KEBAB.fullmatch(area):
            fact = f"`{shown(area)}` is no name of an area."
            yield file.problem(
                "rules-name", fact, "Use small letters, digits and single dashes, as its folder has.", path
            )
        whole = one.get("part_of")
        if whole is not None and whole not in areas:
            yield _unknown(file, f"there is no area `{shown(whole)}`.", whole, areas, (*path, "part_of"))
        elif whole is not None and "part_of" in areas[whole]:
            fact = f"`{shown(whole)}` is itself a part of another area."
            yield _apart(file, fact, "Let parts be of whole areas.", (*path, "part_of"))
        if "from_parts" in one and not any(other.get("part_of") == area for other in areas.values()):
            yield _apart(file, "it is worked out from its parts, and has none.", "Add them.", (*path, "from_parts"))
        told_with = one.get("told_with", area)
        if told_with not in areas:
            yield _unknown(file, f"there is no area `{shown(told_with)}`.", told_with, areas, (*path, "told_with"))
        if "from_parts" in one and "nothing_feeds" in one:
            yield _apart(file, "its parts feed it, and nothing does.", "Keep one.", (*path, "nothing_feeds"))
        if "from_parts" in one and "kinds" in raw:
            yield _apart(file, "kinds of finding make no judgement.", "Remove it.", (*path, "from_parts"))


def _all_limits(file: YamlFile, raw: Raw, words: list[str]) -> Iterator[Problem]:
    overall = raw.get("judging", {}).get("overall")
    if overall is not None:
        yield from _limits(file, overall, ("judging", "overall"), list(raw["areas"]), words)
    for area, one in raw["areas"].items():
        parts = [name for name, other in raw["areas"].items() if other.get("part_of") == area]
        if "from_parts" in one:
            yield from _limits(file, one["from_parts"], ("areas", area, "from_parts"), parts, words)


def _limits(file: YamlFile, overall: Raw, path: Path, areas: list[str], words: list[str]) -> Iterator[Problem]:
    for at, limit in enumerate(overall.get("limits", ())):
        here = (*path, "limits", at)
        for key in ("below", "at_most"):
            if limit[key] not in words:
                fact = f"`{shown(limit[key])}` is no grade of the scale."
                yield _unknown(file, fact, limit[key], words, (*here, key))
        for place, area in enumerate(limit["areas"] if limit["areas"] != "any" else ()):
            if area not in areas:
                fact = f"there is no area `{shown(area)}` for it to limit by."
                yield _unknown(file, fact, area, areas, (*here, "areas", place))
        if limit["below"] == words[0]:
            fact = f"nothing lies below {words[0]}, so this limits nothing."
            yield _apart(file, fact, "Name a better grade.", (*here, "below"))


def _assumptions(file: YamlFile, raw: Raw) -> Iterator[Problem]:
    """Whoever assumes something says why."""
    marked: list[tuple[Path, Raw]] = [((key,), raw[key]) for key in ("in_force", "evidence_lapses")]
    marked += [(("judging", key), one) for key, one in raw.get("judging", {}).items()]
    marked += [
        (("areas", area, "from_parts"), one["from_parts"]) for area, one in raw["areas"].items() if "from_parts" in one
    ]
    for path, one in marked:
        if one.get("assumption") is True and "why" not in one:
            fact = "is marked as an assumption and does not say why."
            yield _apart(file, fact, "Add `why:` with the reason.", (*path, "assumption"))
        if "why" in one and "assumption" not in one:
            yield _apart(file, "`why` without an assumption.", "Add `assumption: true`.", (*path, "why"))


def _unknown(file: YamlFile, fact: str, name: str, known: Collection[str], path: Path) -> Problem:
    return file.problem("rules-unknown-name", fact, did_you_mean(name, known) or "Correct it, or define it.", path)


def _apart(file: YamlFile, fact: str, way_out: str, path: Path) -> Problem:
    return file.problem("rules-combination", fact, way_out, path)
