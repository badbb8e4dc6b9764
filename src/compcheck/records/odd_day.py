"""Whether the day or period that a person said can be that of the records: their own days tell.

Nothing is guessed of the right one, and no day out of a row is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.counting import CountingSettings
from compcheck.model.problem import Problem
from compcheck.model.records import ON_THE_DAY, THE_PERIOD, RecordRules
from compcheck.model.when import Period
from compcheck.records.extracts import Extract, ParquetFiles
from compcheck.records.windows import day_of, window_of

if TYPE_CHECKING:
    import pyarrow as pa

NOT_OF_THE_TIME = frozenset({"born", "first_child_born", "conference_due"})
"""Days long before what is recorded, or still to come."""
FEW_ROWS = 10
"""Of fewer rows it is said, and they are counted all the same: a list of a few may well have nothing new on it."""
MOST_NAMED = 4


class _Days(NamedTuple):
    """Rows with a day in them; those of which some day is after the extraction, and those with one in the window."""

    rows: int = 0
    after: int = 0
    inside: int = 0


class OddDay(NamedTuple):
    """`sure` where nothing that is counted by that day could be right."""

    problem: Problem
    sure: bool


def odd_day(extract: Extract, rules: RecordRules, settings: CountingSettings) -> OddDay | None:
    """None where the days agree, and where the file itself says of which day it is."""
    read, day = extract.read, day_of(extract.read, settings)
    source = rules.sources[read.source]
    found: dict[str, _Days] = {}
    windows: dict[str, str] = {}
    for name, data in extract.data.items():
        window = window_of(name, read, rules, settings)
        declared = source.tables[name].window if name in source.tables else THE_PERIOD
        told = read.period if declared == THE_PERIOD else read.reference_day
        if window is None or told is not None:
            continue
        held = [one.name for one in rules.tables[name].columns.values() if one.holds == "date"]
        days = _days(data, [one for one in held if one not in NOT_OF_THE_TIME], window, day)
        if days.rows:
            found[name], windows[name] = days, declared
    rows = sum(one.rows for one in found.values())
    option = "--period" if THE_PERIOD in windows.values() else "--extracted-on"
    if 2 * sum(one.after for one in found.values()) > rows:
        fact = f"has days after {day.isoformat()} in most of its rows: it cannot be of that day."
        return OddDay(Problem("records-of-another-day", read.file, fact, _way_out(option)), sure=True)
    covered = [name for name, window in windows.items() if window != ON_THE_DAY]
    empty = [name for name in covered if not found[name].inside]
    if 2 * len(empty) <= len(covered):
        return None
    titles = [source.tables[name].title or rules.tables[name].title for name in empty]
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    until = f"the period {settings.period}" if option == "--period" else f"the months up to {day.isoformat()}"
    fact = f"has rows, and not one with a day in {until}, in {', '.join(titles[:MOST_NAMED])}{more}."
    sure = len(covered) > 1 and sum(found[name].rows for name in empty) > FEW_ROWS
    return OddDay(Problem("records-of-another-day", read.file, fact, _way_out(option)), sure)


def _way_out(option: str) -> str:
    what = "the period that they cover" if option == "--period" else "the day on which the lists were drawn"
    return f"Say {what} with {option}."


def _days(data: pa.Table | ParquetFiles, columns: Sequence[str], window: Period, day: object) -> _Days:
    import pyarrow as pa  # noqa: PLC0415  # only records need it
    import pyarrow.compute  # noqa: PLC0415  # likewise

    compute = pa.compute
    total = _Days()
    for table, names in _tables(data, columns):
        dates = [compute.cast(table.column(name), pa.date32(), safe=False) for name in names]
        if not dates or not table.num_rows:
            continue
        least, most = compute.min_element_wise(*dates), compute.max_element_wise(*dates)
        inside = None
        for one in dates:
            within = compute.and_(compute.greater_equal(one, window.start), compute.less_equal(one, window.end))
            within = compute.fill_null(within, False)  # as Arrow has it
            inside = within if inside is None else compute.or_(inside, within)
        after = compute.sum(compute.greater(most, day)).as_py() or 0
        rows = compute.count(least).as_py()
        total = _Days(total.rows + rows, total.after + after, total.inside + (compute.sum(inside).as_py() or 0))
    return total


def _tables(data: pa.Table | ParquetFiles, columns: Sequence[str]) -> list[tuple[pa.Table, list[str]]]:
    """The columns that are there, under the names they have; of Parquet those alone are read."""
    if not isinstance(data, ParquetFiles):
        names = [name for name in columns if name in data.column_names]
        return [(data.select(names), names)]
    from pyarrow import parquet  # noqa: PLC0415  # as above

    names = [data.columns[name] for name in columns if name in data.columns]
    return [(parquet.read_table(path, columns=names), names) for path in data.paths]
