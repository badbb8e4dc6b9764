"""The head of a census: which collection it is, of whom and of when, read before anything else of the file."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from typing import NamedTuple

from compcheck.model.problem import Problem
from compcheck.model.when import Period, months_after
from compcheck.records.dates import NotRead, day_of
from compcheck.records.xml_parsing import DEEPEST, feed, parser_of, too_deep

ROOT = "message"
LONGEST_WORD = 40
_WORDS = {
    "message/header/collectiondetails/collection": "collection",
    "message/header/collectiondetails/year": "year",
    "message/header/collectiondetails/referencedate": "reference_date",
    "message/header/source/lea": "authority",
}


class Head(NamedTuple):
    """As written. `parts` are the elements right inside the file's own that were seen ("header", "children")."""

    root: str = ""
    collection: str = ""
    year: str = ""
    reference_date: str = ""
    authority: str = ""
    parts: tuple[str, ...] = ()


class _ReadEnough(Exception):  # noqa: N818  # nothing is wrong
    pass


def head_of(pieces: list[bytes], file: str, *, whole: bool) -> Head:
    """Up to the first element after the header that has something in it. ProblemsFound where it is no XML."""
    words: dict[str, str] = {}
    opened: list[str] = []
    seen: list[str] = []
    text: list[str] = []

    def start(name: str, _: object) -> None:
        plain = name.rpartition(":")[2].casefold()
        opened.append(plain)
        text.clear()
        if len(opened) <= 2 and plain not in seen:
            seen.append(plain)
        if len(opened) > DEEPEST:
            raise too_deep(file, parser.CurrentLineNumber)
        if len(opened) > 2 and opened[1] != "header":
            raise _ReadEnough

    def end(_: str) -> None:
        if word := _WORDS.get("/".join(opened)):
            words.setdefault(word, "".join(text).strip()[:LONGEST_WORD])
        opened.pop()

    parser = parser_of(file, start, end, lambda part: text.append(part) if len(text) < LONGEST_WORD else None)
    with contextlib.suppress(_ReadEnough):
        feed(parser, iter(pieces), file, whole=whole)
    return Head(seen[0] if seen else "", parts=tuple(seen[1:]), **words)


class Dated(NamedTuple):
    period: Period | None
    problems: tuple[Problem, ...]


def period_of(head: Head, ends: tuple[int, int], file: str) -> Dated:
    """The year the census covers. `ends` is the month and day its years end on; another reference date is believed,
    since the file says so, and told.
    """
    month, day = ends
    usual = f"{day} {'March' if month == 3 else 'September'}"
    year = int(head.year) if head.year.isascii() and head.year.isdigit() and len(head.year) == 4 else 0
    read = day_of(head.reference_date, ("iso", "dmy")) if head.reference_date else NotRead("")
    if isinstance(read, NotRead):
        way_out = "Correct its ReferenceDate, or give the period with --period."
        if not 1990 <= year <= 2100:
            return Dated(None, (Problem("census-undated", file, "has no ReferenceDate that is a day.", way_out),))
        read = date(year, month, day)
        fact = f"has no ReferenceDate that is a day: taken as the year ending {usual} {year}, as its Year says."
        return Dated(_year_to(read), (Problem("census-undated", file, fact, way_out),))
    problems = []
    if (read.month, read.day) != ends:
        fact = f"has the ReferenceDate {read}: taken as the year ending that day, though this census is of {usual}."
        problems.append(Problem("census-date-odd", file, fact, "Correct its ReferenceDate, or give --period."))
    elif year and year != read.year:
        fact = f"says Year {year} and ReferenceDate {read}: taken as the year ending {read}."
        problems.append(Problem("census-date-odd", file, fact, "Correct whichever of the two is wrong."))
    return Dated(_year_to(read), tuple(problems))


def _year_to(last: date) -> Period:
    """Twelve months to that day: the year ending 28 February 2023 began on 1 March 2022."""
    return Period(months_after(last + timedelta(days=1), -12), last)
