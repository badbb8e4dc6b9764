"""What each source of records can give, indicator by indicator, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compcheck.cli.markdown import code, plain_text, table
from compcheck.model.counting import CANNOT, OVERDUE, RATE, STATE, Counted
from compcheck.model.indicator import Catalogue, Indicator
from compcheck.model.records import RecordRules, RecordSource

NAME = "records-indicators.md"
SHORT: Mapping[str, str] = {RATE: "rate", OVERDUE: "overdue", STATE: "state", CANNOT: "no"}
NOTHING = "–"


def records_page(catalogue: Catalogue, rules: RecordRules, made: str) -> str:
    """First every indicator beside every source, then source by source how it counts, or why it cannot."""
    sources = tuple(rules.sources.values())
    parts = ["# What records can give", "", made, "", *_about()]
    parts += table(("indicator", *(code(one.id) for one in sources), "held against"), _overview(catalogue, rules))
    for source in sources:
        parts += [f"## {plain_text(source.title)} ({code(source.id)})", ""]
        parts += table(("indicator", "gives", "from what, by which clock"), _given(catalogue, rules, source))
        parts += table(("indicator", "cannot be given, because"), _refused(catalogue, rules, source))
    return "\n".join(parts).rstrip("\n") + "\n"


def _about() -> list[str]:
    return [
        f"*{SHORT[RATE]}* is a {RATE}; *{SHORT[OVERDUE]}* what is {OVERDUE} that the records are of;",
        f"*{SHORT[STATE]}* a {STATE}; *{SHORT[CANNOT]}* {CANNOT}, for the reason below;",
        f"{NOTHING} is nothing that the source has to do with. Only what is a figure of DfE's, by its clock and of",
        "those it counts, is held against a published one: the last column names the series.",
        "",
    ]


def _overview(catalogue: Catalogue, rules: RecordRules) -> Iterator[Sequence[str]]:
    for one in catalogue.indicators.values():
        ways = rules.counted.get(one.id, ())
        if ways:
            given = (_short(way for way in ways if way.source == source) for source in rules.sources)
            yield f"{plain_text(one.title)} ({code(one.id)})", *given, code(one.same_as) if one.same_as else ""


def _short(ways: Iterator[Counted]) -> str:
    return ", ".join(dict.fromkeys(SHORT[way.gives] for way in ways)) or NOTHING


def _ways(catalogue: Catalogue, rules: RecordRules, source: RecordSource) -> Iterator[tuple[Indicator, Counted]]:
    for one in catalogue.indicators.values():
        yield from ((one, way) for way in rules.counted.get(one.id, ()) if way.source == source.id)


def _given(catalogue: Catalogue, rules: RecordRules, source: RecordSource) -> Iterator[Sequence[str]]:
    for one, way in _ways(catalogue, rules, source):
        if way.gives != CANNOT:
            yield code(one.id), plain_text(way.gives), plain_text("; ".join(_clock(way, rules)))


def _clock(way: Counted, rules: RecordRules) -> Iterator[str]:
    yield f"{rules.tables[way.table].title}: {way.clock}"
    if way.leaves_out:
        yield f"left out: {', '.join(way.leaves_out)}"
    if way.at_least:
        unless = f" (unless a list of {way.unless_given} is given)" if way.unless_given else ""
        yield f"at least{unless}: {way.at_least}"
    if way.since or way.until:
        yield " ".join(
            f"{word} {day.isoformat()}"
            for word, day in (("periods that end since", way.since), ("until", way.until))
            if day
        )


def _refused(catalogue: Catalogue, rules: RecordRules, source: RecordSource) -> Iterator[Sequence[str]]:
    for one, way in _ways(catalogue, rules, source):
        if way.gives == CANNOT:
            yield code(one.id), plain_text(way.why)
