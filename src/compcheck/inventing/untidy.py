"""What real workbooks look like: titles above the headings, words misspelt, days as text, cells blank or broken.

Of the lives nothing changes. A cell is left blank only where blank says nothing else: a plan without its end would be
open. A day that matters becomes unreadable instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from compcheck.inventing.annex_a import LISTS, AnnexList, written
from compcheck.inventing.chances import Chances
from compcheck.inventing.days import EXTRACTED_ON
from compcheck.inventing.lists import COLUMNS, Row
from compcheck.inventing.writing_workbook import Printed, Sheet

UNTIDY = 4
"""What these chances are for; see telling.CHILDREN."""
BLANKED = 0.03
BROKEN = 0.008
MAY_BE_BLANK = frozenset({
    "sex", "ethnicity", "born", "age", "contact_source", "referral_source", "no_further_action",
    "referrals_in_12_months", "child_seen", "needs_support", "plan_made", "enquiries_in_12_months",
    "conferences_in_12_months", "need", "closure_reason", "initial_category", "latest_category", "seen_alone",
    "previous_plans", "permanence_plan", "placements_in_12_months", "placement_type", "placement_provider",
    "placement_postcode", "placement_location", "placement_authority", "interview_offered", "suitable", "activity",
})  # fmt: skip
"""In these, nothing said is nothing known."""
KEPT = frozenset({"child", "team", "worker", "family", "adopter", "organisation", "placement_urn", "accommodation"})
"""A broken cell of a worker would stand for nobody, which is what some of the lives are about."""
UNREADABLE = ("31/02/2026", "#REF!", "soon", "see notes", "00/01/1900")
TITLES = {3: 2, 5: 1, 8: 3}
"""Lists with so many rows above their headings."""
MISSPELT = {
    "Gender": "Gender ", "Age of Child (Years)": "Age", "Date of Birth": "DOB", "Ethnicity": "Ethnicity",
    "Continuous Assessment Date of Authorisation": "Continuous Assessment Date of authorisation ",
    "Child Protection Plan Start Date": "CP Plan Start Date", "Case status": "Case Status",
    "Date of referral": "Date of Referral", "LA In Touch": "LA in Touch",
}  # fmt: skip


def untidy_sheets(rows: Mapping[str, Sequence[Row]], seed: int) -> list[Sheet]:
    """The same lists as somebody made them in a hurry."""
    return [
        Sheet(_name(one), list(_untidied(one, rows.get(one.table, ()), Chances(seed, UNTIDY, one.number))))
        for one in LISTS
    ]


def _name(one: AnnexList) -> str:
    """As the template, as most councils, or by its title."""
    return (f"List {one.number}", f"List_{one.number}", f"List {one.number} {one.title}"[:31])[one.number % 3]


def _untidied(one: AnnexList, rows: Iterable[Row], chances: Chances) -> Iterator[Sequence[Printed]]:
    titles = (f"List {one.number}: {one.title}", "Exampleshire County Council", f"Run on {EXTRACTED_ON:%d/%m/%Y}")
    for number in range(TITLES.get(one.number, 0)):
        yield [titles[number]]
    yield [*(MISSPELT.get(heading, heading) for heading in one.headings), "Locality"]
    for row in rows:
        if chances.happens(0.02):
            yield []
        cells = zip(COLUMNS[one.table], written(one, row), strict=False)
        yield [*(_cell(chances, column, cell) for column, cell in cells), chances.one_of(("North", "South", ""))]


def _cell(chances: Chances, column: str, cell: Printed) -> Printed:
    if column in KEPT or cell == "":
        return cell
    if column in MAY_BE_BLANK and chances.happens(BLANKED):
        return chances.weighted([(0.8, ""), (0.2, "#N/A")])
    if isinstance(cell, date):
        return chances.one_of(UNREADABLE) if chances.happens(BROKEN) else _day(chances, cell)
    if isinstance(cell, str):
        return _word(chances, cell)
    return cell


def _day(chances: Chances, day: date) -> Printed:
    """As a day, as text with or without a time, or as the number that Excel keeps it as."""
    written: tuple[tuple[float, Printed], ...] = (
        (0.86, day), (0.08, f"{day:%d/%m/%Y}"), (0.03, f"{day} 00:00:00"), (0.03, (day - date(1899, 12, 30)).days),
    )  # fmt: skip
    return chances.weighted(written)


def _word(chances: Chances, word: str) -> str:
    """With and without its letter, in other capitals, or with a space that is none."""
    if not chances.happens(0.12):
        return word
    bare = word.split(") ", 1)[-1]
    return chances.one_of(
        (bare, word.upper(), f"{word}\N{NO-BREAK SPACE}", f" {word.lower()}", word.replace(") ", ")"))
    )
