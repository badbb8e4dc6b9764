"""Files of records read and counted. Rows come in here as tables and go no further: counts come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.collecting.guarding import check_installed, no_row_escapes
from compcheck.collecting.said import Said, believed, settings_for, unheard
from compcheck.model.counting import Count, CountingSettings
from compcheck.model.extract import FileRead
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import RecordRules, table_title

if TYPE_CHECKING:  # it comes with the libraries of the extra
    from compcheck.records.extracts import Extract


class Gathered(NamedTuple):
    """What one source holds, in however many files, and the days it is counted by. `reads` has every file apart."""

    extracts: tuple[Extract, ...]
    settings: CountingSettings
    reads: tuple[FileRead, ...]


def gathered(paths: Sequence[str], rules: RecordRules, said: Said) -> tuple[Gathered, ...]:
    """Every file read, and those of one source together; ProblemsFound as by the two steps it takes."""
    return grouped(read_all(paths, rules, said), rules, said)


def read_all(paths: Sequence[str], rules: RecordRules, said: Said) -> list[Extract]:
    """ProblemsFound with what is wrong with all of those that cannot be read."""
    extracts: list[Extract] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            extract = _read(path, rules)
            believed_read = extract._replace(read=believed(extract.read, said))
            extracts.append(_noted(_of_its_day(believed_read, rules, said), rules, said))
        except ProblemsFound as found:
            problems += found.problems
    problems += _twice([one.read for one in extracts], rules)
    if problems:
        raise ProblemsFound(problems)
    return extracts


def _of_its_day(extract: Extract, rules: RecordRules, said: Said) -> Extract:
    """ProblemsFound where the day or period that was said cannot be theirs; told in `read` where it may."""
    try:
        settings = settings_for(extract.read, rules.sources[extract.read.source], said)
    except ProblemsFound:
        return extract  # what is missing is asked for with all else that is
    from compcheck.records.odd_day import odd_day  # noqa: PLC0415  # as below

    with no_row_escapes(extract.read.file):
        found = odd_day(extract, rules, settings)
    if found is None:
        return extract
    if found.sure:
        raise ProblemsFound([found.problem])
    return extract._replace(read=extract.read._replace(problems=(*extract.read.problems, found.problem)))


def grouped(extracts: Sequence[Extract], rules: RecordRules, said: Said) -> tuple[Gathered, ...]:
    """Those of one source and one day together; ProblemsFound where nobody says of which day or period they are,
    or somebody says one that none of them is of.
    """
    together: dict[tuple[str, str], list[tuple[Extract, CountingSettings]]] = {}
    problems = unheard([one.read for one in extracts], rules.sources, said)
    for extract in extracts:
        try:
            settings = settings_for(extract.read, rules.sources[extract.read.source], said)
            together.setdefault((extract.read.source, str(settings[:2])), []).append((extract, settings))
        except ProblemsFound as found:
            problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return tuple(
        Gathered((_as_one([one for one, _ in group]),), group[0][1], tuple(one.read for one, _ in group))
        for group in together.values()
    )


def _as_one(extracts: Sequence[Extract]) -> Extract:
    """Lists that came in files of their own, as if they had come in one; no list is in two of them."""
    first = extracts[0]
    if len(extracts) == 1:
        return first
    tables = {name: table for one in extracts for name, table in one.read.tables.items()}
    read = first.read._replace(tables=tables, not_there=tuple(one for one in first.read.not_there if one not in tables))
    return first._replace(read=read, data={name: data for one in extracts for name, data in one.data.items()})


def _read(path: str, rules: RecordRules) -> Extract:
    check_installed(path)
    from compcheck.records.extracts import read_records  # noqa: PLC0415  # only records need it, and few runs have any

    with no_row_escapes(path):
        return read_records(path, rules)


def _twice(reads: Sequence[FileRead], rules: RecordRules) -> list[Problem]:
    """A list that stands in two files of one source would be counted twice, or one of them not at all."""
    first: dict[tuple[str, str], str] = {}
    digests: dict[str, str] = {}
    problems = []
    for read in reads:
        if (copy := digests.setdefault(read.sha256, read.file)) is not read.file:
            fact = f"is the same file as {copy}, byte for byte."
            problems.append(Problem("records-copied", read.file, fact, "Leave out one of the two."))
            continue
        for table in read.tables:
            other = first.setdefault((read.source, table), read.file)
            if other is not read.file:
                fact = f"has {table_title(table, read.source, rules)}, which {other} has too."
                problems.append(Problem("records-table-twice", read.file, fact, "Leave out one of the two files."))
    return problems


def counts_of(groups: Sequence[Gathered], rules: RecordRules, library: Library) -> tuple[Count, ...]:
    """The best count of each indicator: what can be given before what cannot, then the order of its `counted` ways."""
    from compcheck.records.counting import count  # noqa: PLC0415  # as above

    found: dict[str, list[Count]] = {}
    for group in groups:
        with no_row_escapes(group.reads[0].file):
            for one in count(group.extracts, rules, library.catalogue.indicators, group.settings):
                found.setdefault(one.indicator, []).append(one)
    order = {
        name: {way.source: -place for place, way in reversed(list(enumerate(ways)))}
        for name, ways in rules.counted.items()
    }
    best = {name: max(ones, key=lambda one: (not one.cannot, order[name][one.source])) for name, ones in found.items()}
    return tuple([best[name] for name in library.catalogue.indicators if name in best])


def _noted(extract: Extract, rules: RecordRules, said: Said) -> Extract:
    from compcheck.records.noting import noted  # noqa: PLC0415  # as above

    try:
        settings = settings_for(extract.read, rules.sources[extract.read.source], said)
    except ProblemsFound:
        return extract  # it is told where files of one day are put together
    with no_row_escapes(extract.read.file):
        return noted(extract, rules, settings)
