"""What is to be known of records before their figures are believed, in sentences: whether the list of names fits
them, and whether they reach as far back as the period does. Never a name, nor the day of a row.
"""

from __future__ import annotations

from datetime import date

from compcheck.model.counting import RATE, CountingSettings
from compcheck.model.records import THE_PERIOD, RecordRules
from compcheck.records.database import Database
from compcheck.records.expression_sql import quoted
from compcheck.records.extracts import Extract
from compcheck.records.windows import window_of

FEWEST_ROWS = 20
"""Of fewer, the first may come late in a period by chance."""
LATE = 4
"""Much later than the start is later than this part of the period (a quarter)."""


def noted(extract: Extract, rules: RecordRules, settings: CountingSettings) -> Extract:
    """The extract, with its notes. Its tables are looked at only where one could follow."""
    periods = [one.window == THE_PERIOD for one in rules.sources[extract.read.source].tables.values()]
    begins = settings.period is not None and extract.read.period is None and any(periods)
    if settings.without_cases is None and not begins:
        return extract
    with Database(extract, rules, settings, derived=False) as database:
        notes = [_names(database, settings)] if settings.without_cases is not None else []
        if begins:
            notes += [note for table in database.present if (note := _begins_late(table, database, rules, settings))]
    return extract._replace(read=extract.read._replace(notes=tuple(notes)))


def _names(database: Database, settings: CountingSettings) -> str:
    given = len(settings.without_cases or ())
    said = f"{given} name{'' if given == 1 else 's'} given of workers without cases"
    if not any("worker" in columns for columns in database.present.values()):
        return f"{said}; no worker is named here"
    found = database.names_found()
    if found:
        return f"{said}, {f'{found} of them' if given > 1 else 'and it is'} in the lists"
    stands = "it stands in no list" if given == 1 else "none of them stands in a list"
    return f'{said}; {stands}, so that cases without a worker stay "at least": write each as the lists have it'


def _begins_late(table: str, database: Database, rules: RecordRules, settings: CountingSettings) -> str:
    """That what is counted over the period does not reach back to its start; "" where it does."""
    window = window_of(table, database.read, rules, settings)
    if window is None:
        return ""
    ways = [way for ways in rules.counted.values() for way in ways if way.source == database.read.source]
    dated = {way.dated for way in ways if way.table == table and way.gives == RATE and way.dated}
    for column in sorted(dated & set(database.present[table])):
        sql = f"SELECT count({quoted(column)}), min({quoted(column)}) FROM {quoted(table)}"
        ((rows, first),) = database.rows(sql, f"the days of {table}")
        if rows < FEWEST_ROWS or not isinstance(first, date):
            continue
        if (first - window.start).days * LATE > (window.end - window.start).days:
            shown = rules.tables[table]
            return (
                f"{shown.title}: the earliest {shown.columns[column].meaning.partition(';')[0]} is in {first:%B %Y},"
                f" and the period begins on {window.start}: if the list begins later, give its own time with --period"
            )
    return ""
