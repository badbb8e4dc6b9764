"""Two invented sources with an indicator or two, counted by nobody: what a submission is composed of."""

from __future__ import annotations

from datetime import date

from compcheck.model.counting import Counted
from compcheck.model.extract import FileRead, TableRead, Unread
from compcheck.model.records import RecordRules, RecordSource, SourceTable
from compcheck.model.when import Period

DAY = date(2024, 3, 12)
YEAR = Period(date(2023, 4, 1), date(2024, 3, 31))
SIX_MONTHS = Period(date(2023, 9, 13), DAY)

LISTS = RecordSource(
    "annex-a",
    "Annex A, the lists for inspection",
    "workbook",
    {
        "assessments": SourceTable("assessments", "6 months", {}, ("List 4",), "List 4: Assessments"),
        "looked_after": SourceTable("looked_after", "on the day", {}, ("List 8",), "List 8: Children in care"),
    },
)
CENSUS = RecordSource(
    "cin-census", "Children in need census", "xml",
    {"assessments": SourceTable("assessments", "the period", {})},
)  # fmt: skip
RULES = RecordRules(
    {},
    {},
    {"annex-a": LISTS, "cin-census": CENSUS},
    {
        "assessments_within_45_working_days": (
            Counted("cin-census", "rate over the period", "from referral", table="assessments"),
            Counted("annex-a", "cannot be given", why="list 4 has no day of referral"),
        ),
        "re_referrals": (
            Counted("cin-census", "rate over the period", table="referrals"),
            Counted("annex-a", "rate over the period", table="assessments"),
        ),
    },
    {},
    {},
    (),
    "d" * 64,
)


def lists_read(file: str = "annex-a.xlsx", *tables: str) -> FileRead:
    unread = (Unread("ended", "List 4!F7", "there is no such day", 3), Unread("started", "List 4!E9", "is a word", 1))
    read = {
        "assessments": TableRead("assessments", "List 4", 1660, ("started", "ended"), (), ("Team leader",), unread),
        "looked_after": TableRead("looked_after", "List 8", 4, ("started",), ("placement_type",)),
    }
    return FileRead(file, "a" * 64, "annex-a", {name: read[name] for name in tables or read}, ("List 9",))


def census_read(file: str = "cin.xml", code: str = "878") -> FileRead:
    read = {"assessments": TableRead("assessments", "Assessments", 900, ("started", "ended"))}
    return FileRead(file, "b" * 64, "cin-census", read, (), code, YEAR.end, YEAR)
