from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_files import derived, rows_of

from compcheck.records.extracts import Extract, ParquetFiles, read_records
from record_rules import record_rules

TIDY = {
    "child": ["A", "B"],
    "sex": ["male", None],
    "started": [date(2025, 6, 2), None],
    "Ended": [datetime.fromisoformat("2025-07-01T10:30"), None],
    "child_seen": [True, None],
}


def read(tmp_path: Path, columns: dict[str, Any], name: str = "assessments.parquet") -> Extract:
    pq.write_table(pa.table(columns), tmp_path / name)
    return read_records(str(tmp_path), record_rules())


def test_a_tidy_table_is_left_in_its_file_for_the_database(tmp_path: Path) -> None:
    extract = read(tmp_path, TIDY)
    handed = extract.data["assessments"]
    assert isinstance(handed, ParquetFiles)
    assert handed.columns["ended"] == "Ended"
    assert extract.read.tables["assessments"].rows == 2
    assert derived(extract, ["child", "ended"], "assessments") == [("A", date(2025, 7, 1)), ("B", None)]


@pytest.mark.parametrize(
    ("column", "cells", "read_as", "unread"),
    [
        ("started", ["02/06/2025", "31/02/2025"], [date(2025, 6, 2), None], [False, True]),
        ("sex", ["a) Male", "N/K"], ["male", None], None),
        ("sex", ["M", "wrong"], ["male", None], [False, True]),
        ("child_seen", ["Yes", "b) No"], [True, False], None),
        ("child_seen", [1, 0], [True, False], None),
        ("child", [101, 102], ["101", "102"], None),
    ],
)
def test_a_table_in_other_words_or_kinds_is_read_like_any_other(
    tmp_path: Path, column: str, cells: list[Any], read_as: list[Any], unread: list[bool] | None
) -> None:
    rows = rows_of(read(tmp_path, TIDY | {column: cells}), "assessments")
    assert [row[column] for row in rows] == read_as
    assert [row.get(f"{column}__unread") for row in rows] == (unread if unread is not None else [None] * len(cells))


def test_a_place_in_parquet_is_a_row(tmp_path: Path) -> None:
    told = read(tmp_path, TIDY | {"started": ["02/06/2025", "31/02/2025"]}).read
    assert [one.place for one in told.tables["assessments"].unread] == ["assessments.parquet, row 2 (started)"]


def test_a_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    pq.write_table(pa.table(TIDY), tmp_path / "assessments.parquet")
    whole = (tmp_path / "assessments.parquet").read_bytes()
    (tmp_path / "assessments.parquet").write_bytes(whole[:-100])

    def reading() -> Extract:
        return read_records(str(tmp_path / "assessments.parquet"), record_rules())

    with pytest.raises(Exception, match="problem") as found:
        reading()
    assert "parquet-broken" in {one.code for one in found.value.problems}  # type: ignore[attr-defined]


def test_two_files_of_which_one_is_text_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("child,contacted\nC,2025-06-02\n", encoding="utf-8")
    extract = read(tmp_path, TIDY)
    assert set(extract.data) == {"contacts", "assessments"}
