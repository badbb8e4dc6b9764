"""Columns of raw cells to columns of days, numbers, codes and texts; what a cell could not say stands beside them.

A cell is blank, or it is read, or it is *unread*: somebody wrote something there that nobody understands. A blank and
an unread cell are both null, and only the mask tells them apart, since a blank may mean something ("not ended").
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.extract import MOST_PLACES, Unread
from compcheck.model.records import Code, Column
from compcheck.records.code_words import CodeWords, plain
from compcheck.records.dates import NotRead, day_of

if TYPE_CHECKING:
    import pyarrow as pa

BLANK_WORDS = frozenset(
    {
        *("", "n a", "na", "n k", "nk", "not known", "unknown", "none", "null", "nil", "nan", "not recorded"),
        *("not applicable", "blank", "no data", "not available", "nat"),
    }
)
"""What says of a cell that nothing is known, spelt plainly: "#N/A", "N/K", "-" and "none" among them."""
ERRORS = re.compile(r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)", re.IGNORECASE)
AN_ERROR = "is an error of the workbook, such as #REF!"
NO_CODE = "is no code known here"
NO_YES_OR_NO = "is neither yes nor no"
NO_WHOLE_NUMBER = "is no whole number"
NO_NUMBER = "is no number"
TOO_LARGE = "is too large a number"
TOO_LONG = "is longer than any name or number"
LARGEST, LONGEST_TEXT = 1e12, 1000
AGE = "age"
"""The column that is in whole years whatever the list says: systems work it out to the hour."""
YES_NO = "yes_no"
"""The list of codes of a yes/no: its `yes` and its `no`, and whatever stands for nobody knowing."""
_YES, _NO = ("y", "true", "t", "1"), ("n", "false", "f", "0")
LONGEST_NUMBER = 40
_SPACES = re.compile(r"\s+")
_WHOLE_WITH_POINT = re.compile(r"^(-?\d+)\.0+$")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)


class WorkbookError:
    """Stands where a cell of a workbook is an error: the readers of workbooks give such a cell as blank."""


WORKBOOK_ERROR = WorkbookError()


class Cleaned(NamedTuple):
    """`mask` is true where a cell is unread, and None where all could be read."""

    array: pa.Array
    mask: pa.Array | None
    unread: tuple[Unread, ...]


def clean(
    cells: Sequence[object],
    column: Column,
    codes: Mapping[str, Mapping[str, Code]],
    place: Callable[[int], str],
    order: Sequence[str] = ("iso", "dmy"),
) -> Cleaned:
    """`codes` are all lists of codes; `place` says where the cell of that number stands; `order` is for dates.

    Each different cell is looked at once: most columns of records say a few things many times.
    """
    import pyarrow as pa  # noqa: PLC0415  # a submission of figures needs no columns

    if column.holds == "text" and set(map(type, cells)) == {float} and (numbered := _identifiers(cells)) is not None:
        return Cleaned(numbered, None, ())
    read = _reader(column, codes, order)
    wrong: dict[object, str] = {}
    known: dict[object, object] = {}
    for cell in set(cells):
        value = _value(cell, read)
        if isinstance(value, NotRead):
            wrong[cell] = value.what
            value = None
        known[cell] = value
    array = pa.array(list(map(known.__getitem__, cells)), type=_arrow_type(column.holds))
    if not wrong:
        return Cleaned(array, None, ())
    mask = [cell in wrong for cell in cells]
    return Cleaned(array, pa.array(mask, type=pa.bool_()), _unread(cells, column, wrong, mask, place))


def _identifiers(cells: Sequence[object]) -> pa.Array | None:
    """Numbers that Excel made of identifiers, read all at once, as no two are alike; None where one is not whole."""
    import pyarrow as pa  # noqa: PLC0415  # as above

    try:
        return pa.array(cells, type=pa.float64()).cast(pa.int64()).cast(pa.string())
    except pa.ArrowInvalid:
        return None


def _unread(
    cells: Sequence[object], column: Column, wrong: Mapping[object, str], mask: list[bool], place: Callable[[int], str]
) -> tuple[Unread, ...]:
    """One for each thing that is wrong, with the first cells of which it is, in the order of the rows."""
    places: dict[str, list[int]] = {}
    counts: Counter[str] = Counter()
    for at, bad in enumerate(mask):
        if bad:
            what = wrong[cells[at]]
            counts[what] += 1
            if counts[what] <= MOST_PLACES:
                places.setdefault(what, []).append(at)
    return tuple(
        Unread(column.name, place(first), what, counts[what], tuple(map(place, others)))
        for what, (first, *others) in places.items()
    )


def _arrow_type(holds: str) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415  # as above

    types = {"date": pa.date32(), "integer": pa.int64(), "number": pa.float64(), "yes/no": pa.bool_()}
    return types.get(holds, pa.string())


def empty(rows: int, column: Column) -> pa.Array:
    """A column that the file does not have: nothing is known of any row."""
    import pyarrow as pa  # noqa: PLC0415  # as above

    return pa.nulls(rows, _arrow_type(column.holds))


def _reader(
    column: Column, codes: Mapping[str, Mapping[str, Code]], order: Sequence[str]
) -> Callable[[object], object | NotRead]:
    if column.holds == "date":
        return lambda cell: _day(cell, order)
    if column.holds == "integer":
        return _completed_years if column.name == AGE else _whole
    if column.holds == "number":
        return _number
    if column.holds == "yes/no":
        return _yes_or_no(codes.get(column.codes or YES_NO, {}))
    if column.holds == "code":
        return _code(codes.get(column.codes, {}))
    return _text


def _value(cell: object, read: Callable[[object], object | NotRead]) -> object | NotRead:
    if cell is None or cell == "":
        return None
    if cell is WORKBOOK_ERROR:
        return NotRead(AN_ERROR)
    if isinstance(cell, NotRead):  # whoever read the file knows that this cell says nothing
        return cell
    if isinstance(cell, str):
        cell = _SPACES.sub(" ", cell.replace("\u200b", "").replace("\ufeff", "")).strip()
        if not cell:
            return None
        if cell[0] == "#" and ERRORS.fullmatch(cell):
            return NotRead(AN_ERROR)
    elif isinstance(cell, float) and cell != cell:  # noqa: PLR0124  # only what is no number differs from itself
        return None
    return read(cell)


def _blank(cell: object) -> bool:
    return isinstance(cell, str) and plain(cell) in BLANK_WORDS


def _day(cell: object, order: Sequence[str]) -> date | NotRead | None:
    day = day_of(cell, order)
    return None if isinstance(day, NotRead) and _blank(cell) else day


def _number(cell: object) -> float | NotRead | None:
    if isinstance(cell, bool | date | time | timedelta):
        return NotRead(NO_NUMBER)
    if isinstance(cell, int | float):
        number = float(cell)
    elif _NUMBER.fullmatch(str(cell)):
        number = float(str(cell).replace(",", "")) if len(str(cell)) <= LONGEST_NUMBER else LARGEST
    else:
        return None if _blank(cell) else NotRead(NO_NUMBER)
    return number if abs(number) < LARGEST else NotRead(TOO_LARGE)


def _whole(cell: object) -> int | NotRead | None:
    number = _number(cell)
    if isinstance(number, NotRead):
        return NotRead(NO_WHOLE_NUMBER) if number.what == NO_NUMBER else number
    if number is None:
        return None
    return int(number) if number.is_integer() else NotRead(NO_WHOLE_NUMBER)


def _completed_years(cell: object) -> int | NotRead | None:
    """As at the last birthday; a child not yet born is -1, as in Ofsted's template."""
    number = _number(cell)
    return math.floor(number) if isinstance(number, float) else number


def _text(cell: object) -> str | NotRead | None:
    """An identifier that Excel took for a number is written without the point it was given."""
    if isinstance(cell, str):
        if len(cell) > LONGEST_TEXT:
            return NotRead(TOO_LONG)
        if _blank(cell):
            return None
        whole = _WHOLE_WITH_POINT.fullmatch(cell)
        return whole[1] if whole else cell
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _code(codes: Mapping[str, Code]) -> Callable[[object], str | NotRead | None]:
    words = CodeWords(codes)

    def read(cell: object) -> str | NotRead | None:
        text = _text(cell) if not isinstance(cell, str) else _WHOLE_WITH_POINT.sub(r"\1", cell)
        if isinstance(text, str) and len(text) <= LONGEST_TEXT and (name := words.name_of(text)):
            return None if codes[name].unknown else name
        return None if _blank(cell) else NotRead(NO_CODE)

    return read


def _yes_or_no(codes: Mapping[str, Code]) -> Callable[[object], bool | NotRead | None]:
    """Yes and no are known in every list; a list says what else is written for them, and for not knowing."""
    yes, no = codes.get("yes", Code("yes", "Yes")), codes.get("no", Code("no", "No"))
    otherwise = {also for name, one in codes.items() if name not in {"yes", "no"} for also in one.also}
    both = {
        "yes": yes._replace(also=(*yes.also, *(one for one in _YES if one not in otherwise))),
        "no": no._replace(also=(*no.also, *(one for one in _NO if one not in otherwise))),
    }
    code = _code({**codes, **both})

    def read(cell: object) -> bool | NotRead | None:
        if isinstance(cell, bool):
            return cell
        name = code(cell)
        if name is None:
            return None
        return name == "yes" if name in both else NotRead(NO_YES_OR_NO)

    return read
