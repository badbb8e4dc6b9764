"""What a figure is broken down by: the part each row belongs to, in SQL. A blank cell is a part of its own."""

from __future__ import annotations

from collections.abc import Mapping

from compcheck.model.records import RecordRules
from compcheck.records.database import Database
from compcheck.records.expression_sql import quoted
from compcheck.records.tallying import MORE_THAN_ONE
from compcheck.records.ways import Way

NOT_RECORDED = "not recorded"
SMALL_TEAMS = "teams of fewer than 5 workers"
TEAMS_OF_NO_SIZE = "teams whose size is not known"
FEWEST_WORKERS = 5
"""A team of fewer is not shown by itself: its figure would be that of a person or two."""
LONGEST_NAME = 100
UNBORN = "unborn"
BANDS = ((UNBORN, 0), ("under 1", 1), ("1 to 4", 5), ("5 to 9", 10), ("10 to 15", 16), ("16 and over", 1000))
"""DfE's bands of age, each with the age at which the next begins."""
MONTH = "month"
_AS_TEXT = ("team", "locality")


def part_sql(dimension: str, way: Way, database: Database, rules: RecordRules) -> str:
    """The part of each row of the way's table; "" where the records do not have the dimension."""
    table = rules.tables[way.counted.table]
    if dimension == MONTH:
        return f"strftime({way.dated.sql}, '%Y-%m')" if way.dated is not None else ""
    column = table.by.get(dimension, "")
    present = database.present[table.id]
    if way.counted.each and dimension not in _AS_TEXT:
        return ""  # a worker has many children, of every age
    if dimension == "age":
        return _age_sql(column, way, database, rules)
    if column not in present:
        return ""
    if dimension == "team":
        return _team_sql(table.id, column, database)
    if dimension == "locality":
        return _text_sql(column)
    if table.columns[column].holds == "yes/no":
        return f"CASE WHEN t.{quoted(column)} THEN 'disabled' WHEN NOT t.{quoted(column)} THEN 'not disabled' END"
    return f"t.{quoted(column)}"


def _text_sql(column: str) -> str:
    return f"nullif(left(trim(regexp_replace(t.{quoted(column)}, '\\s+', ' ', 'g')), {LONGEST_NAME}), '')"


def _team_sql(table: str, column: str, database: Database) -> str:
    """The teams of fewer than 5 workers are found once, and never leave the database."""
    team = _text_sql(column)
    if "worker" not in database.present[table]:
        return f"CASE WHEN {team} IS NOT NULL THEN '{TEAMS_OF_NO_SIZE}' END"
    small = quoted(f"small teams of {table}")
    database.rows(
        f"CREATE TEMP TABLE IF NOT EXISTS {small} AS SELECT team FROM (SELECT {team} AS team,"
        " count(DISTINCT name_of(t.worker)) FILTER (WHERE NOT nobody(t.worker)) AS workers"
        f" FROM {quoted(table)} t GROUP BY 1) WHERE team IS NOT NULL AND workers < {FEWEST_WORKERS}",
        f"the teams of {table}",
    )
    return f"CASE WHEN {team} IN (SELECT team FROM {small}) THEN '{SMALL_TEAMS}' ELSE {team} END"


def _age_sql(column: str, way: Way, database: Database, rules: RecordRules) -> str:
    """By the date of birth on the day counted; where there is none, the age that the records state."""
    table = rules.tables[way.counted.table]
    present = database.present[table.id]
    assert way.period is not None  # it is counted
    day = way.dated.sql if way.dated is not None else f"DATE '{way.period.end.isoformat()}'"
    ages = []
    for one in dict.fromkeys((column, "age")):
        if one in present and one in table.columns:
            dated = table.columns[one].holds == "date"
            ages.append(f"age_on(t.{quoted(one)}, {day})" if dated else f"t.{quoted(one)}")
    if not ages:
        return ""
    age = f"coalesce({', '.join(ages)})"
    bands = [f"WHEN {age} < {end} THEN '{name}'" for name, end in BANDS]
    return f"CASE {' '.join(bands)} END"


def part_names(dimension: str, way: Way, rules: RecordRules) -> Mapping[str, str]:
    """What the codes of a dimension are called; a part that is no code is called what it is."""
    table = rules.tables[way.counted.table]
    column = table.columns.get(table.by.get(dimension, ""))
    if column is None or not column.codes:
        return {}
    return {name: code.title or name for name, code in rules.codes.get(column.codes, {}).items()}


def in_order(name: str) -> tuple[int, int, str]:
    """Bands by age, all else by name, and last what is put together or not known."""
    bands = [band for band, _ in BANDS]
    last = (MORE_THAN_ONE, SMALL_TEAMS, TEAMS_OF_NO_SIZE, NOT_RECORDED)
    return (
        1 + last.index(name) if name in last else 0,
        bands.index(name) if name in bands else 0,
        name,
    )
