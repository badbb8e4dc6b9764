"""Which cases stand behind a finding: the rules, indicators and watch lists asked for, each with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from compcheck.collecting.authority import authority_of
from compcheck.collecting.collection import collected_from, rules_for_records
from compcheck.collecting.gathering import Gathered, counts_of, grouped, read_all
from compcheck.collecting.guarding import no_row_escapes
from compcheck.collecting.said import Said
from compcheck.model.comparators import Comparators
from compcheck.model.counting import CheckCount
from compcheck.model.extract import FileRead
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import RecordRules
from compcheck.model.row_totals import Counted, of_count
from compcheck.pipeline import evaluate
from compcheck.reading.submission_files import read_submission_file

if TYPE_CHECKING:  # they come with the libraries of the extra
    from compcheck.records.case_rows import CaseList
    from compcheck.records.extracts import Extract

NOT_NAMED = "Authority not named"
"""To evaluate by where nobody says whose the records are: no finding rests on it, and nothing of it is kept."""


class Asked(NamedTuple):
    """What is to be listed: a rule, an indicator or a watch list by its id, or all that there is ("").

    `framework` is that of the rule, where more than one rules.
    """

    rule: str = ""
    framework: str | None = None
    due_within: int | None = None


class Listing(NamedTuple):
    """The lists in their order, and the rules that look at each indicator. `days` are those the files are of."""

    lists: tuple[CaseList, ...]
    rules: Mapping[str, tuple[str, ...]]
    reads: tuple[FileRead, ...]
    days: tuple[date, ...]


class _Wanted(NamedTuple):
    """Ids of indicators and watch lists, and the rules that look at the indicators.

    `short` are those indicators that a rule found to fall short; None where they were asked for one by one.
    """

    indicators: tuple[str, ...] = ()
    watch_lists: tuple[str, ...] = ()
    rules: Mapping[str, tuple[str, ...]] = {}
    short: frozenset[str] | None = None


def listed(paths: Sequence[str], library: Library, comparators: Comparators, said: Said, asked: Asked) -> Listing:
    """ProblemsFound for an id nobody knows, before any file is read; for what cannot be read, or cannot be listed."""
    rules = rules_for_records(library)
    _check_known(asked, library, rules)
    extracts = read_all(paths, rules, said)
    groups = grouped(extracts, rules, said)
    day = max(group.settings.extracted_on for group in groups)
    if asked.rule:
        wanted = _one(asked, library, rules, day)
    else:
        wanted = _everything(extracts, library, comparators, said, asked)
    found = _best(_lists_of(groups, wanted, library, asked), wanted, library)
    _check_any(found, asked)
    days = dict.fromkeys(group.settings.extracted_on for group in groups)
    return Listing(found, wanted.rules, tuple(one.read for one in extracts), tuple(days))


class Checked(NamedTuple):
    """What every check comes to, and how the files were read. `figures` are all that are counted from the same rows;
    None where they cannot be counted.
    """

    counts: tuple[CheckCount, ...]
    reads: tuple[FileRead, ...]
    figures: tuple[Counted, ...] | None


def checked(paths: Sequence[str], library: Library, said: Said) -> Checked:
    """What every data-quality check comes to in these files."""
    rules = rules_for_records(library)
    extracts = read_all(paths, rules, said)
    groups = grouped(extracts, rules, said)
    from compcheck.records.checking import check  # noqa: PLC0415  # its libraries are there only with the extra

    counts: list[CheckCount] = []
    for group in groups:
        with no_row_escapes(group.reads[0].file):
            counts += check(group.extracts, rules, group.settings)
    figures = None
    with suppress(ProblemsFound):  # a day that nothing can be counted by is for a check to find
        figures = tuple([of_count(one) for one in counts_of(groups, rules, library)])
    return Checked(tuple(counts), tuple(one.read for one in extracts), figures)


def can_be_asked_for(word: str, library: Library) -> bool:
    """Whether it is a rule (with its area or without), an indicator or a watch list."""
    if word in library.catalogue.indicators or word in library.records().watch_lists:
        return True
    ids = (rule.id for one in library.frameworks.values() for rule in one.rules)
    return any(one == word or one.endswith(f"/{word}") for one in ids)


def _check_known(asked: Asked, library: Library, rules: RecordRules) -> None:
    if not asked.rule or asked.rule in rules.watch_lists or asked.rule in library.catalogue.indicators:
        return
    if _rule_in(_frameworks(asked, library, None), asked.rule):
        return
    known = [*rules.counted, *rules.watch_lists]
    known += [rule.id for one in _frameworks(asked, library, None) for rule in one.rules]
    raise ProblemsFound([Problem("cases-unknown", "RULE", _unknown(asked), _near(asked.rule, known))])


def _unknown(asked: Asked) -> str:
    word = asked.rule if len(asked.rule) <= 60 else f"{asked.rule[:59]}…"
    where = f" of {asked.framework}" if asked.framework else ""
    return f'"{word}" is no rule{where}, no indicator and no watch list.'


def _check_any(found: Sequence[CaseList], asked: Asked) -> None:
    """ProblemsFound where none of what was asked for can be listed: that nobody is late would not follow from it."""
    if any(not one.cannot for one in found):
        return
    if not asked.rule:
        fact = "No figure and no watch list can be counted from these records."
        way_out = "`compcheck evaluate` says of each figure what it lacks."
        raise ProblemsFound([Problem("cases-not-listed", "FILE", fact, way_out)])
    facts = dict.fromkeys(f"{one.title} cannot be listed: {one.cannot}." for one in found)
    if not facts:
        facts = {f"No file here is of a kind that {asked.rule} is for.": None}
    way_out = "Name a file that can give it, or another figure: --all lists every one that these records can give."
    raise ProblemsFound([Problem("cases-not-listed", asked.rule, fact, way_out) for fact in facts])


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistyped word needs it

    whole = list(dict.fromkeys(known))
    near = [one for one in whole if one.endswith(f"/{word}")] or get_close_matches(word, whole, n=1)
    said = f"Did you mean {near[0]}? " if near else ""
    return f"{said}`compcheck cases FILE --all` names those that have cases."


def _frameworks(asked: Asked, library: Library, day: date | None) -> tuple[Framework, ...]:
    if asked.framework is not None:
        return (library.frameworks[asked.framework],)
    if day is not None:
        return library.in_force_on(day)
    return tuple(one for _, one in sorted(library.frameworks.items()))


def _rule_in(frameworks: Iterable[Framework], rule_id: str) -> tuple[str, ...]:
    """The indicators it looks at, under every framework that has it; empty if none does."""
    rules = [rule for one in frameworks if (rule := one.rule(rule_id)) is not None]
    return tuple(dict.fromkeys(name for rule in rules for name in (*rule.indicators, "")))


def _one(asked: Asked, library: Library, rules: RecordRules, day: date) -> _Wanted:
    if asked.rule in rules.watch_lists:
        return _Wanted(watch_lists=(asked.rule,))
    if asked.rule in library.catalogue.indicators:
        return _Wanted((asked.rule,))
    found = _rule_in(_frameworks(asked, library, day), asked.rule)
    if not found:
        fact = f"{asked.rule} is a rule of no framework that rules on {day}."
        raise ProblemsFound([Problem("cases-unknown", "RULE", fact, "Name its framework with --framework.")])
    indicators = tuple(name for name in found if name)
    if not indicators:
        fact = f"{asked.rule} is shown by evidence, or left to inspectors, and no figure stands behind it."
        raise ProblemsFound([Problem("cases-of-no-figure", "RULE", fact, "Name a rule that looks at a figure.")])
    return _Wanted(indicators, (), dict.fromkeys(indicators, (asked.rule,)))


def _everything(
    extracts: Sequence[Extract], library: Library, comparators: Comparators, said: Said, asked: Asked
) -> _Wanted:
    """Every figure that a rule looks at, graded or not: a child waits as long where nobody says what is good."""
    said = _with_a_name(extracts, comparators, said)
    collected = collected_from(extracts, library, comparators, said, (asked.framework,))
    document = read_submission_file(extracts[0].read.file, collected.raw).without_places()
    evaluation = evaluate(document, library, asked.framework)
    looked_at: dict[str, list[str]] = {}
    short: set[str] = set()
    for finding in evaluation.findings:
        for name in finding.rule.indicators:
            looked_at.setdefault(name, []).append(finding.rule.id)
        if finding.recommendation is not None or finding.known_in_part:
            short.update(finding.rule.indicators)
    rules = library.records()
    indicators = tuple(name for name in looked_at if name in rules.counted)
    known = {name: tuple(ids) for name, ids in looked_at.items()}
    return _Wanted(indicators, tuple(rules.watch_lists), known, frozenset(short))


def _with_a_name(extracts: Sequence[Extract], comparators: Comparators, said: Said) -> Said:
    try:
        authority_of([one.read for one in extracts], said, comparators)
    except ProblemsFound as found:
        if all(one.code == "records-not-said" for one in found.problems):
            return said._replace(authority=NOT_NAMED)
        raise
    return said


def _lists_of(groups: Sequence[Gathered], wanted: _Wanted, library: Library, asked: Asked) -> list[CaseList]:
    from compcheck.records.case_rows import cases_of, watched  # noqa: PLC0415  # as above

    rules, indicators = library.records(), library.catalogue.indicators
    found: list[CaseList] = []
    for group in groups:
        with no_row_escapes(group.reads[0].file):
            records, settings = group.extracts, group.settings
            found += cases_of(
                records, rules, indicators, wanted.indicators, settings, asked.due_within, short=wanted.short
            )
            found += watched(records, rules, wanted.watch_lists, settings, asked.due_within)
    return found


def _best(found: Sequence[CaseList], wanted: _Wanted, library: Library) -> tuple[CaseList, ...]:
    """Of an indicator that several files give, the list of the file it is counted from; a watch list of each."""
    from compcheck.records.case_rows import INDICATOR, WATCHED, CaseList  # noqa: PLC0415  # as above

    rules, best = library.records(), list[CaseList]()
    for name in wanted.indicators:
        own = [one for one in found if one.id == name and one.kind != WATCHED]
        order = {way.source: place for place, way in enumerate(rules.counted.get(name, ()))}
        own.sort(key=lambda one: (bool(one.cannot), order.get(one.source, len(order))))
        if own:
            best.append(own[0])
        else:
            fact = "no way is known to count it from these files"
            title = library.catalogue.indicators[name].title
            best.append(CaseList(name, title, INDICATOR, "", "", cannot=fact, caseless=True))
    watched = [one for name in wanted.watch_lists for one in found if one.kind == WATCHED and one.id == name]
    return (*best, *watched)
