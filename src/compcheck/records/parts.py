"""What a figure is broken down by: the part each row belongs to, in SQL. A blank cell is a part of its own."""

from __future__ import annotations

from collections.abc import Mapping

from compcheck.model.records import RecordRules
from compcheck.records.database import Database
from compcheck.records.expression_sql import quoted
from compcheck.records.tallying import MORE_THAN_ONE
from compcheck.records.ways import Way

NOT_RECORDED = "not recorded"
TOGETHER = {"team": "smaller teams", "locality": "other localities"}
"""What the parts are called that have no name of their own."""
TEAMS_OF_NO_SIZE = "teams whose size is not known"
FEWEST_WORKERS = 5
"""A team of fewer is not shown by itself: its figure would be that of a person or two."""
FEWEST_CASES = 6
"""A name that stands beside fewer is not shown: it may be a slip of the pen, or somebody's address."""
FREE_TEXT = 5
"""Where so many names have too few cases, and they are more than half of all, the column is no list of parts."""
LONGEST_NAME = 100
UNBORN = "unborn"
BANDS = ((UNBORN, 0), ("under 1", 1), ("1 to 4", 5), ("5 to 9", 10), ("10 to 15", 16), ("16 and over", 1000))
"""DfE's bands of age, each with the age at which the next begins."""
MONTH = "month"
_AS_TEXT = tuple(TOGETHER)


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
    if dimension in _AS_TEXT:
        return _named_sql(dimension, table.id, column, database)
    if table.columns[column].holds == "yes/no":
        return f"CASE WHEN t.{quoted(column)} THEN 'disabled' WHEN NOT t.{quoted(column)} THEN 'not disabled' END"
    return f"t.{quoted(column)}"


def _text_sql(column: str) -> str:
    return f"nullif(left(trim(regexp_replace(t.{quoted(column)}, '\\s+', ' ', 'g')), {LONGEST_NAME}), '')"


def _named_sql(dimension: str, table: str, column: str, database: Database) -> str:
    """Names are typed by hand: those too small to stand alone are found once, and never leave the database."""
    name = _text_sql(column)
    of_team = dimension == "team"
    if of_team and "worker" not in database.present[table]:
        return f"CASE WHEN {name} IS NOT NULL THEN '{TEAMS_OF_NO_SIZE}' END"
    small = quoted(f"together by {dimension} of {table}")
    _find_small(small, name, table, database, with_workers=of_team)
    return f"CASE WHEN {name} IN (SELECT name FROM {small}) THEN '{TOGETHER[dimension]}' ELSE {name} END"


def _find_small(small: str, name: str, table: str, database: Database, *, with_workers: bool) -> None:
    """A table of the names that are put together. They are two or more, of enough cases and workers, or all there are:
    one small team, or what is left when the others are taken from the whole, would be shown under another name.
    """
    what = f"the parts of {table}"
    worker = "name_of(t.worker)" if with_workers else "NULL"
    held = "t.worker IS NOT NULL AND NOT nobody(t.worker)" if with_workers else "FALSE"
    rows = f"SELECT {name} AS name, CASE WHEN {held} THEN {worker} END AS worker FROM {quoted(table)} t"
    fewest = FEWEST_WORKERS if with_workers else 0
    ranked = quoted(f"ranked {small[1:-1]}")
    database.rows(
        f"CREATE TEMP TABLE IF NOT EXISTS {ranked} AS SELECT name, alone,"
        f" row_number() OVER (ORDER BY alone, cases, name) AS place FROM (SELECT name, count(*) AS cases,"
        f" count(*) >= {FEWEST_CASES} AND count(DISTINCT worker) >= {fewest} AS alone"
        f" FROM ({rows}) WHERE name IS NOT NULL GROUP BY name)",
        what,
    )
    ((names, alone),) = database.rows(f"SELECT count(*), count(*) FILTER (WHERE alone) FROM {ranked}", what)
    together = names - alone
    if not with_workers and together >= FREE_TEXT and together > alone:
        together = names
    while 0 < together < names:
        sql = (
            f"SELECT count(*), count(DISTINCT worker) FROM ({rows}) WHERE name IN"
            f" (SELECT name FROM {ranked} WHERE place <= {together})"
        )
        ((cases, workers),) = database.rows(sql, what)
        if together > 1 and cases >= FEWEST_CASES and workers >= fewest:
            break
        together += 1
    database.rows(
        f"CREATE TEMP TABLE IF NOT EXISTS {small} AS SELECT name FROM {ranked} WHERE place <= {together}", what
    )


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
    last = (MORE_THAN_ONE, *TOGETHER.values(), TEAMS_OF_NO_SIZE, NOT_RECORDED)
    return (
        1 + last.index(name) if name in last else 0,
        bands.index(name) if name in bands else 0,
        name,
    )
