from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compcheck.model.records import Code, Column
from compcheck.records import cells
from compcheck.records.cells import WORKBOOK_ERROR, Cleaned, clean

CODES = {
    "providers": {
        "PR0": Code("PR0", "Parents/Parental responsibility"),
        "PR1": Code("PR1", "Own provision"),
        "PR4": Code("PR4", "Private provision", ("private",)),
        "PR5": Code("PR5", "Voluntary/third sector"),
    },
    "need": {
        "N0": Code("N0", "Not stated", unknown=True),
        "N1": Code("N1", "Abuse or neglect"),
        "N2": Code("N2", "Child’s disability"),
        "N4": Code("N4", "Family in acute stress"),
    },
    "source": {
        "1A": Code("1A", "Individual"),
        "1B": Code("1B", "Individual"),
        "6": Code("6", "Police"),
        "10": Code("10", "Unknown", unknown=True),
    },
    "abuse": {
        "neglect": Code("neglect", "Neglect", ("NEG",)),
        "emotional": Code("emotional", "Emotional abuse", ("EMO",)),
        "sexual": Code("sexual", "Sexual abuse"),
    },
    "yes_no": {
        "yes": Code("yes", "Yes", ("suitable",)),
        "no": Code("no", "No", ("unsuitable",)),
        "unknown": Code("unknown", "Unknown", unknown=True),
    },
}


def cleaned(holds: str, *raw: object, codes: str = "") -> Cleaned:
    return clean(raw, Column("x", holds, "", codes), CODES, lambda at: f"List 1!A{at + 2}")


def one(holds: str, raw: object, codes: str = "") -> object:
    """The value; or what is wrong with the cell."""
    read = cleaned(holds, raw, codes=codes)
    return read.unread[0].what if read.unread else read.array[0].as_py()


DAYS = st.dates(date(1920, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_date_reads_the_same_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways = [
        day,
        datetime(day.year, day.month, day.day, 13, 5),  # noqa: DTZ001  # workbooks know no zones
        serial,
        float(serial),
        serial + 0.75,
        str(serial),
        f"{serial}.0",
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f" {day:%d/%m/%Y}\u00a0",
        f"{day:%d/%m/%Y} 00:00",
        f"{day:%d/%m/%Y} 09:15:30",
        f"{day:%d/%m/%Y} 9:15 PM",
        day.isoformat(),
        f"{day.isoformat()}T00:00:00",
        f"{day.isoformat()} 23:59:59.999",
        f"{day.isoformat()}T00:00:00Z",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day:%d %b %Y}",
        f"{day:%d-%b-%Y}",
        f"{day.day} {day:%B} {day.year}",
    ]
    read = cleaned("date", *ways)
    assert read.array.to_pylist() == [day] * len(ways)
    assert read.mask is None


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("31/02/2020", "is a day that no month has"),
        ("2021-02-29", "is a day that no month has"),
        ("12/31/2020", "is a day that no month has"),
        ("01/01/0024", "is a date outside 1900 to 2100"),
        ("0024-01-01", "is a date outside 1900 to 2100"),
        ("01/01/2204", "is a date outside 1900 to 2100"),
        (date(2204, 1, 1), "is a date outside 1900 to 2100"),
        (datetime(1899, 12, 31), "is a date outside 1900 to 2100"),  # noqa: DTZ001
        ("1/2/21", "has a year of two digits, which does not say the century"),
        ("1-Feb-21", "has a year of two digits, which does not say the century"),
        (2019, "is a number that stands for no day"),
        (5.0, "is a number that stands for no day"),
        (-3, "is a number that stands for no day"),
        (9e9, "is a number that stands for no day"),
        (float("inf"), "is a number that stands for no day"),
        ("soon", "is no date"),
        ("3 Mayhem 2020", "is no date"),
        (True, "is no date"),
        (time(12), "is no date"),
        (timedelta(hours=30), "is no date"),
        ("#REF!", "is an error of the workbook, such as #REF!"),
        ("########", "is an error of the workbook, such as #REF!"),
        (WORKBOOK_ERROR, "is an error of the workbook, such as #REF!"),
    ],
)
def test_a_day_that_cannot_be_is_unread_and_said_so(cell: object, what: str) -> None:
    assert one("date", cell) == what


BLANKS = ["", None, " ", "\u00a0", "#N/A", "n/a", "N/K", "Not known", "none", "-", "–", float("nan"), "NULL"]


@pytest.mark.parametrize("holds", ["date", "integer", "number", "yes/no", "text", "code"])
def test_a_cell_that_says_nothing_is_blank_and_not_unread(holds: str) -> None:
    read = cleaned(holds, *BLANKS, codes="need" if holds == "code" else "")
    assert read.array.null_count == len(BLANKS)
    assert read.mask is None


@pytest.mark.parametrize(
    "cell", ["a) Yes", "Yes", "Y", "yes ", "1", 1, 1.0, True, "TRUE", "a)\u00a0Yes", "A) YES", "Suitable"]
)
def test_yes_is_yes_however_it_is_written(cell: object) -> None:
    assert one("yes/no", cell) is True


@pytest.mark.parametrize("cell", ["b) No", "No", "N", "0", 0, 0.0, False, "false", "b) Unsuitable"])
def test_no_is_no_however_it_is_written(cell: object) -> None:
    assert one("yes/no", cell) is False


def test_an_unknown_yes_or_no_is_not_recorded_and_anything_else_is_unread() -> None:
    assert one("yes/no", "c) Unknown") is None
    assert one("yes/no", "CS Assessment Updated") == "is neither yes nor no"
    assert one("yes/no", 2) == "is neither yes nor no"
    assert one("yes/no", "No longer needed, see notes") == "is neither yes nor no"


@pytest.mark.parametrize(
    "cell",
    [
        "e) PR4: Private provision",
        "e) PR4 - Private provision",
        "PR4",
        "pr4",
        "PR4: Private",
        "PR4 – Private provision",
        "PR4 Private provision",
        "Private provision",
        "private\u00a0 provision ",
        "e) Private provision",
        "private",
        "e) Privat provision",
    ],
)
def test_a_code_is_known_by_its_letter_name_and_title(cell: str) -> None:
    assert one("code", cell, "providers") == "PR4"


@pytest.mark.parametrize(
    ("codes", "cell", "expected"),
    [
        ("need", "N2 - Child's disability", "N2"),
        ("need", "child’s disability", "N2"),
        ("need", "N1 - Abuse or Neglect", "N1"),
        ("need", "N0 - Not stated", None),
        ("need", "PSRMEM - Support with memory and cognition", "is no code known here"),
        ("source", "q) 6: Police", "6"),
        ("source", 6.0, "6"),
        ("source", "a) 1A: Individual", "1A"),
        ("source", "Individual", "is no code known here"),
        ("source", "u) 10: Unknown", None),
        ("source", "police!", "6"),
        ("abuse", "Emotional abse", "emotional"),
        ("abuse", "d) EMO", "emotional"),
        ("abuse", "physical abuse", "is no code known here"),
        ("abuse", "x" * 5000, "is no code known here"),
    ],
)
def test_codes_are_read_and_what_nobody_knows_is_not_guessed(codes: str, cell: object, expected: object) -> None:
    assert one("code", cell, codes) == expected


@pytest.mark.parametrize(
    ("holds", "cell", "expected"),
    [
        ("text", 9212044.0, "9212044"),
        ("text", 9212044, "9212044"),
        ("text", "9212044.0", "9212044"),
        ("text", "Dustin\u00a0Hazlett ", "Dustin Hazlett"),
        ("text", "x" * 1001, "is longer than any name or number"),
        ("text", date(2020, 1, 2), "2020-01-02"),
        ("integer", "3.0", 3),
        ("integer", 3.0, 3),
        ("integer", "-1", -1),
        ("integer", "1,200", 1200),
        ("integer", 3.5, "is no whole number"),
        ("integer", "three", "is no whole number"),
        ("integer", "9" * 400, "is too large a number"),
        ("integer", True, "is no whole number"),
        ("number", "0.6", 0.6),
        ("number", ".6", 0.6),
        ("number", float("inf"), "is too large a number"),
        ("number", "0,6", "is no number"),
        ("number", date(2020, 1, 2), "is no number"),
    ],
)
def test_texts_and_numbers_are_read(holds: str, cell: object, expected: object) -> None:
    assert one(holds, cell) == expected


def test_the_first_of_each_wrong_thing_is_placed_and_the_rest_are_counted() -> None:
    read = cleaned("date", "1/1/2020", "soon", "31/02/2020", "", "later", "SECRET")
    assert [(unread.place, unread.what, unread.cells) for unread in read.unread] == [
        ("List 1!A3", "is no date", 3),
        ("List 1!A4", "is a day that no month has", 1),
    ]
    assert read.mask is not None
    assert read.mask.to_pylist() == [False, True, True, False, True, True]
    assert "SECRET" not in str(read.unread)


def test_every_column_has_the_type_of_what_it_holds_even_when_empty() -> None:
    types = {
        "date": pa.date32(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "yes/no": pa.bool_(),
        "code": pa.string(),
    }
    for holds, expected in types.items():
        assert cleaned(holds).array.type == cleaned(holds, "", None).array.type == expected
        assert cells.empty(2, Column("x", holds, "")).type == expected


ANYTHING = st.one_of(
    st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.timedeltas(), st.times()
)


@given(st.sampled_from(["date", "integer", "number", "yes/no", "text", "code"]), st.lists(ANYTHING))
def test_whatever_stands_in_a_cell_is_read_blank_or_unread(holds: str, raw: list[object]) -> None:
    read = cleaned(holds, *raw, codes="need" if holds == "code" else "")
    assert len(read.array) == len(raw)
    if read.mask is not None:
        assert sum(unread.cells for unread in read.unread) == sum(read.mask.to_pylist())
        assert all(
            value is None for value, bad in zip(read.array.to_pylist(), read.mask.to_pylist(), strict=True) if bad
        )
