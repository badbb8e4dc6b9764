"""Records to a submission: read, counted, composed, and taken through the same door as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.collecting.authority import authority_of
from compcheck.collecting.beside import merged
from compcheck.collecting.composing import as_bytes, collected_shape, figure_of, period_shape, source_text
from compcheck.collecting.gathering import Gathered, counts_of, grouped, read_all
from compcheck.collecting.placing import check_judged_after, placed
from compcheck.collecting.said import Said
from compcheck.model.comparators import Comparators
from compcheck.model.counting import Count
from compcheck.model.extract import FileRead
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import RecordRules
from compcheck.model.row_totals import Counted, of_entry
from compcheck.model.when import Period, When
from compcheck.reading.submission_files import read_submission_file
from compcheck.shape import submission_from

if TYPE_CHECKING:  # it comes with the libraries of the extra
    from compcheck.records.extracts import Extract


class Collected(NamedTuple):
    """The submission in bytes, how the files it was counted from were read, and what is told of its figures."""

    raw: bytes
    reads: tuple[FileRead, ...]
    figures: tuple[Counted, ...]


def collect(
    paths: Sequence[str],
    library: Library,
    comparators: Comparators,
    said: Said,
    framework_ids: Sequence[str | None] = (None,),
    as_of: When | None = None,
) -> Collected:
    """One submission of all these files. ProblemsFound where it could not be evaluated under one of the frameworks:
    what is wrong with it is said of the file somebody can mend, and not of text that nobody sees.
    """
    extracts = read_all(paths, rules_for_records(library), said)
    return collected_from(extracts, library, comparators, said, framework_ids, as_of)


def rules_for_records(library: Library) -> RecordRules:
    """ProblemsFound for a folder of rules that has none."""
    rules = library.records()
    if not rules.sources:
        fact = "has no records/, which says how records are read and counted."
        raise ProblemsFound([Problem("records-without-rules", "--rules", fact, "Copy it from compcheck's own rules.")])
    return rules


def collected_from(
    extracts: Sequence[Extract],
    library: Library,
    comparators: Comparators,
    said: Said,
    framework_ids: Sequence[str | None] = (None,),
    as_of: When | None = None,
) -> Collected:
    """Of records that have been read already; else as `collect`."""
    rules = library.records()
    reads = tuple(one.read for one in extracts)
    groups, authority = _told(extracts, rules, comparators, said)
    counts = counts_of(groups, rules, library)
    files = {one.indicator: _group_of(one, groups).reads[0].file for one in counts}
    composed = _composed(groups, counts, rules, library)
    composed["authority"] = authority
    if said.framework is not None:
        composed["framework"] = said.framework
    check_judged_after(as_of, str(composed["judged_on"]), reads[0].file)
    raw = as_bytes(_in_order(merged(composed, said)))
    document = read_submission_file(reads[0].file, raw).without_places()
    figures: tuple[Counted, ...] = ()
    for framework_id in framework_ids:
        try:
            submission, _ = submission_from(document, library, framework_id, as_of)
        except ProblemsFound as found:
            raise ProblemsFound(placed(found.problems, said, files, library.catalogue.indicators)) from None
        figures = tuple([of_entry(one) for one in submission.indicators.values()])  # of any framework the same
    return Collected(raw, reads, figures)


def _told(
    extracts: Sequence[Extract], rules: RecordRules, comparators: Comparators, said: Said
) -> tuple[tuple[Gathered, ...], dict[str, object]]:
    """What the records or a person say of them; whatever nobody says is asked for at once."""
    problems: list[Problem] = []
    authority: dict[str, object] = {}
    groups: tuple[Gathered, ...] = ()
    try:
        authority = authority_of([one.read for one in extracts], said, comparators)
    except ProblemsFound as found:
        problems += found.problems
    try:
        groups = grouped(extracts, rules, said)
    except ProblemsFound as found:
        problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    return groups, authority


ORDER = ("authority", "framework", "judged_on", "period", "source", "note", "collected", "parameters", "indicators",
         "evidence", "inspection")  # fmt: skip


def _in_order(submission: Mapping[str, object]) -> dict[str, object]:
    known = {key: submission[key] for key in ORDER if key in submission}
    return known | {key: one for key, one in submission.items() if key not in known}


def _composed(
    groups: Sequence[Gathered], counts: Sequence[Count], rules: RecordRules, library: Library
) -> dict[str, object]:
    last = max(groups, key=lambda group: group.settings.extracted_on)
    day = last.settings.extracted_on
    reads = [read for group in groups for read in group.reads]
    period = last.settings.period or _longest(counts) or Period(day, day)
    indicators = {}
    for one in counts:
        group = _group_of(one, groups)
        where = source_text(
            group.reads[0], rules, _tables_of(one, rules), group.settings.extracted_on, group.settings.period
        )
        indicators[one.indicator] = figure_of(one, where, library.catalogue.indicators[one.indicator].unit)
    texts = [
        source_text(group.reads[0], rules, (), group.settings.extracted_on, group.settings.period) for group in groups
    ]
    return {
        "judged_on": max(day, period.end).isoformat(),
        "period": period_shape(period),
        "source": "; ".join(dict.fromkeys(texts)),
        "collected": collected_shape(reads, day, rules),
        "indicators": indicators,
    }


def _longest(counts: Sequence[Count]) -> Period | None:
    """The window most figures cover; of two, the longer."""
    windows = [one.period for one in counts if one.period is not None and one.period.start < one.period.end]
    return max(windows, key=lambda one: (windows.count(one), one.end - one.start), default=None)


def _group_of(count: Count, groups: Sequence[Gathered]) -> Gathered:
    return next(group for group in groups if group.reads[0].source == count.source)


def _tables_of(count: Count, rules: RecordRules) -> tuple[str, ...]:
    ways = [way for way in rules.counted[count.indicator] if way.source == count.source]
    own = [way for way in ways if (way.gives, way.clock) == (count.gives, count.clock)] or ways
    return (own[0].table,) if own and own[0].table else ()
