"""DfE's return of children looked after (SSDA903) as a folder of CSV files, for the year to 31 March.

Source: the return's own files and headings: Header, Episodes, Reviews, UASC, OC2, OC3, AD1, Missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON, age_on, months_after
from compcheck.inventing.life_stories import Care, Placement, Status, Story
from compcheck.inventing.lists import care_of

HEADINGS: Mapping[str, Sequence[str]] = {
    "header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "episodes": (
        "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
        "HOME_POST", "PL_POST", "URN",
    ),
    "reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    "uasc": ("CHILD", "SEX", "DOB", "DUC"),
    "oc2": (
        "CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK",
        "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
    ),
    "oc3": ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"),
    "ad1": ("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR"),
    "missing": ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"),
}  # fmt: skip
_SEX = {"M": "1", "F": "2", "U": "0"}
_IN_TOUCH = {"yes": "YES", "no": "NO", "refused": "REFU", "not_required": "NREQ", "returned_home": "RHOM"}
Line = tuple[str, ...]


class Episode(NamedTuple):
    """A stretch of care in which neither placement nor legal status changed, and why it began."""

    started: date
    ended: date | None
    reason: str
    status: Status
    placement: Placement
    following: bool


def care_returns(stories: Iterable[Story]) -> dict[str, list[Line]]:
    """Every file's rows, the headings first."""
    files: dict[str, list[Line]] = {name: [tuple(headings)] for name, headings in HEADINGS.items()}
    for story in stories:
        periods = [care for care in care_of(story) if _in_year(care.ended)]
        child = story.child
        who = child.id, _written(child.born)
        if periods:
            files["header"].append((child.id, _SEX[child.sex], who[1], child.ethnicity, "", "", ""))
        for care in periods:
            told = [one for one in care_episodes(care) if _in_year(one.ended)]
            files["episodes"].extend(_episode(child.id, care, one) for one in told)
            files["reviews"].extend((*who, _written(one.on), one.code) for one in care.reviews if one.on >= A_YEAR_AGO)
            files["missing"].extend(
                (*who, one.kind, _written(one.started), _written(one.ended)) for one in care.missing
            )
            if care.unaccompanied:
                grown = months_after(child.born, 18 * 12)
                files["uasc"].append((child.id, _SEX[child.sex], who[1], _written(grown)))
            if whole_year(care):
                files["oc2"].append((*who, *_outcomes(story, care)))
            if care.adoption is not None and care.adoption.adopted is not None and care.adoption.adopted >= A_YEAR_AGO:
                one = care.adoption
                fostered = "1" if one.fostered else "0"
                files["ad1"].append((*who, _written(one.decided), _written(one.matched), fostered, "2", "MF", "L0"))
        if story.leaver is not None and 17 <= age_on(child.born, EXTRACTED_ON) <= 21:
            leaver = story.leaver
            lives = leaver.accommodation and leaver.accommodation + ("2" if leaver.suitable is False else "1")
            files["oc3"].append((*who, _IN_TOUCH[leaver.in_touch], leaver.activity, lives))
    return files


def whole_year(care: Care) -> bool:
    """Looked after for the whole of the year and still on its last day, short breaks apart."""
    return care.started <= A_YEAR_AGO and care.ended is None and not care.short_stays


def care_episodes(care: Care) -> Iterator[Episode]:
    """A new one begins with each change of placement (P), of legal status (L) or of both (B); the first of all is S."""
    moves = {one.started: one for one in care.placements}
    rulings = {one.started: one for one in care.statuses}
    days = sorted({*moves, *rulings})
    ends: list[date | None] = [*days[1:], care.ended]
    placement, status = care.placements[0], care.statuses[0]
    for number, (day, ended) in enumerate(zip(days, ends, strict=True)):
        reason = "S" if number == 0 else "B" if day in moves and day in rulings else "P" if day in moves else "L"
        placement, status = moves.get(day, placement), rulings.get(day, status)
        yield Episode(day, ended, reason, status, placement, following=number < len(days) - 1)


def _in_year(ended: date | None) -> bool:
    return ended is None or ended >= A_YEAR_AGO


def _written(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _episode(name: str, care: Care, one: Episode) -> Line:
    moved = one.ended is not None and one.following and one.placement.ended == one.ended
    return (
        name, _written(one.started), one.reason, one.status.code, care.need, one.placement.kind,
        one.placement.provider, _written(one.ended), "X1" if one.following else care.end_reason,
        "CARPL" if moved else "", "ZZ1 1ZZ", one.placement.postcode, one.placement.urn,
    )  # fmt: skip


def _outcomes(story: Story, care: Care) -> Line:
    age, said = age_on(story.child.born, EXTRACTED_ON), care.outcomes
    scored = 4 <= age <= 16
    health = any(day >= A_YEAR_AGO for day in care.health)
    dental = any(day >= A_YEAR_AGO for day in care.dental)
    return (
        str(said.difficulties) if scored else "", "", _yes(said.convicted and age >= 10),
        _yes(said.health_check) if age < 5 else "", _yes(said.immunised), _yes(dental), _yes(health),
        _yes(said.substance_misuse), _yes(said.substance_misuse), "",
    )  # fmt: skip


def _yes(answer: bool) -> str:  # noqa: FBT001  # it is what is being written
    return "1" if answer else "0"
