"""Small censuses and folders, written as authorities' systems write them, and read by the packaged rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compcheck.model.counting import CountingSettings
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import Period
from compcheck.records.database import Database
from compcheck.records.extracts import Extract, read_records
from record_rules import record_rules

RULES = record_rules()
YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
PERSON = """<ChildIdentifiers><LAchildID>{id}</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate>
<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>HAND</Disability><Disability>HEAR</Disability></Disabilities></ChildCharacteristics>"""


def child(episodes: str, name: str = "A1") -> str:
    return f"<Child>{PERSON.format(id=name)}{episodes}</Child>"


def episode(inside: str = "", referred: str = "2025-06-02", after: str = "") -> str:
    return (
        f"<CINdetails><CINreferralDate>{referred}</CINreferralDate><ReferralSource>1A</ReferralSource>{inside}"
        f"<ReferralNFA>0</ReferralNFA>{after}</CINdetails>"
    )


def census(children: str, collection: str = "CIN", day: str = "2026-03-31", year: str = "2026", head: str = "") -> str:
    return f"""{head}<Message>
  <Header><CollectionDetails><Collection>{collection}</Collection><Year>{year}</Year>
    <ReferenceDate>{day}</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>201</LEA></Source></Header>
  <Children>{children}</Children>
</Message>"""


def read(tmp_path: Path, text: str | bytes, name: str = "census.xml", source: str | None = None) -> Extract:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_records(str(path), RULES, source)


def read_folder(tmp_path: Path, files: Mapping[str, str | bytes], source: str | None = None) -> Extract:
    folder = tmp_path / "records"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_records(str(folder), RULES, source)


def rows_of(extract: Extract, table: str) -> list[dict[str, Any]]:
    data: Any = extract.data[table]
    found: list[dict[str, Any]] = data.to_pylist()
    return found


def only_problem(reading: Any, *arguments: Any) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        reading(*arguments)
    (problem,) = found.value.problems
    return problem


def derived(extract: Extract, columns: Sequence[str], table: str, period: Period = YEAR) -> list[tuple[Any, ...]]:
    """Those columns of each row, once everything that follows from the rows is worked out."""
    with Database(extract, RULES, CountingSettings(period.end, period)) as database:
        named = ", ".join(f'"{one}"' for one in columns)
        return database.rows(f"SELECT {named} FROM {table} ORDER BY ALL", "a test")  # noqa: S608  # our own names
