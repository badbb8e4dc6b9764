"""What a person says beside the records, and what follows from it: which days the counts are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from compcheck.model.counting import CountingSettings
from compcheck.model.document import Document
from compcheck.model.extract import FileRead
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.records import THE_PERIOD, RecordSource
from compcheck.model.when import Period


class Said(NamedTuple):
    """`beside` is the submission given with --with: limits, evidence, and figures that no records give."""

    authority: str = ""
    period: Period | None = None
    extracted_on: date | None = None
    framework: str | None = None
    beside: Document | None = None
    without_cases: frozenset[str] | None = None
    by: tuple[str, ...] = ()

    @property
    def part(self) -> Mapping[str, object]:
        """The submission beside, as far as it is one: whatever else it is, its shape is checked with the whole."""
        data = self.beside.data if self.beside is not None else {}
        return data if isinstance(data, dict) else {}

    @property
    def limits(self) -> dict[str, Decimal | int]:
        """The authority's own limits by id. One that is no number is left out here and refused with the whole."""
        given = self.part.get("parameters")
        found: dict[str, Decimal | int] = {}
        for name, one in given.items() if isinstance(given, dict) else ():
            value = one.get("value") if isinstance(one, dict) else None
            if isinstance(value, Decimal | int) and not isinstance(value, bool):
                found[name] = value
        return found


ASSUMED = frozenset({"census-undated", "census-date-odd"})
"""Problems in reading that say: the period was taken to be this one, and --period says it better."""


def believed(read: FileRead, said: Said) -> FileRead:
    """As read; where its days were only taken to be what they are, with those that a person says instead."""
    if said.period is None or not any(one.code in ASSUMED for one in read.problems):
        return read
    kept = tuple(one for one in read.problems if one.code not in ASSUMED)
    return read._replace(period=said.period, reference_day=said.period.end, problems=kept)


def settings_for(read: FileRead, source: RecordSource, said: Said) -> CountingSettings:
    """The days this file's counts are of: its own, or else those that a person says; ProblemsFound, naming the option,
    where nobody says them.
    """
    problems = []
    asks_for_period, asks_for_day = _asks(read, source)
    period = read.period or (said.period if asks_for_period or not asks_for_day else None)
    day = read.reference_day or (said.extracted_on if asks_for_day or period is None else None)
    if asks_for_period and period is None:
        problems.append(_not_said(read, "which period they cover", "--period 2023-04-01/2024-03-31"))
    if asks_for_day and day is None:
        problems.append(_not_said(read, "on which day they were extracted", "--extracted-on 2024-03-12"))
    if day is None and period is not None:
        day = period.end
    if problems or day is None:
        raise ProblemsFound(problems or [_not_said(read, "of which day they are", "--extracted-on 2024-03-12")])
    return CountingSettings(day, period, said.limits, said.without_cases, said.by)


def unheard(reads: Sequence[FileRead], sources: Mapping[str, RecordSource], said: Said) -> list[Problem]:
    """What a person says of the days and no file takes, as each has its own: of files that go together, an option is
    for those that do not say it themselves.
    """
    problems = []
    asked = [(read, *_asks(read, sources[read.source])) for read in reads]
    periods = [read.period for read, period, day in asked if read.period is not None or period or not day]
    if said.period is not None and not any(one in {None, said.period} for one in periods):
        read, period = asked[0][0], next(iter(periods), None)
        if period is not None:
            read = next(one for one in reads if one.period == period)
            problems.append(_otherwise(read, "--period", f"covers {period}", str(said.period)))
        else:
            fact = f"has lists each of which covers its own time up to the day of extraction: --period {said.period}."
            way_out = "Leave --period out, and say --extracted-on."
            problems.append(Problem("records-otherwise", read.file, fact, way_out))
    if said.extracted_on is not None:
        days = [(read, _own_day(read, period, day, said)) for read, period, day in asked]
        if not any(one in {None, said.extracted_on} for _, one in days):
            read, own = days[0]
            problems.append(_otherwise(read, "--extracted-on", f"is of {own}", str(said.extracted_on)))
    return problems


def _asks(read: FileRead, source: RecordSource) -> tuple[bool, bool]:
    """Whether its tables are of a period, and whether any is of a day or of the months up to one."""
    windows = {one.window for name, one in source.tables.items() if name in read.tables}
    return THE_PERIOD in windows, bool(windows - {THE_PERIOD})


def _own_day(read: FileRead, asks_for_period: bool, asks_for_day: bool, said: Said) -> date | None:  # noqa: FBT001  # as `_asks` says them
    """Of a return of a period alone, its end."""
    if read.reference_day is not None or asks_for_day or not asks_for_period:
        return read.reference_day
    period = read.period or said.period
    return period.end if period is not None else None


def _not_said(read: FileRead, what: str, option: str) -> Problem:
    return Problem("records-not-said", read.file, f"The records do not say {what}.", f"Say it, as in: {option}")


def _otherwise(read: FileRead, option: str, says: str, said: str) -> Problem:
    fact = f"{says}, and {option} says {said}."
    return Problem("records-otherwise", read.file, fact, f"Leave {option} out, or name the file that is meant.")
