"""Which days an extract speaks of: the day it was taken, and the window of each of its tables."""

from __future__ import annotations

from datetime import date, timedelta

from compcheck.model.counting import RATE, CountingSettings
from compcheck.model.extract import FileRead
from compcheck.model.records import ON_THE_DAY, THE_PERIOD, RecordRules
from compcheck.model.when import Period, months_after


def day_of(read: FileRead, settings: CountingSettings) -> date:
    """The day the records stand at: a return that states its reference day knows nothing of what came after it."""
    return read.reference_day or settings.extracted_on


def window_of(table: str, read: FileRead, rules: RecordRules, settings: CountingSettings) -> Period | None:
    """The days the table covers; None where that is the period of the return and nobody said which.

    A table that is worked out from others covers what they cover.
    """
    tables = rules.sources[read.source].tables
    declared = tables.get(table) or next(iter(tables.values()), None)
    window = declared.window if declared is not None else THE_PERIOD
    day = day_of(read, settings)
    if window == THE_PERIOD:
        return read.period or settings.period
    if window == ON_THE_DAY:
        return Period(day, day)
    return Period(months_after(day, -int(window.split()[0])) + timedelta(days=1), day)


def period_counted(gives: str, window: Period, read: FileRead, settings: CountingSettings) -> Period:
    """The period of the figure: the whole window of a rate, and else the day alone."""
    day = day_of(read, settings)
    return window if gives == RATE else Period(day, day)
