"""The census of the social work workforce as XML, as at 30 September: posts, workers, and the cases each held then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from compcheck.inventing.days import WORKFORCE_DAY
from compcheck.inventing.life_stories import Story, Worker
from compcheck.inventing.staff import Staff
from compcheck.inventing.writing_census import AUTHORITY


def cases_on(day: date, stories: Iterable[Story]) -> Counter[str]:
    """How many cases each named worker held: a child with an open case, or one who had left care."""
    held: Counter[str] = Counter()
    for story in stories:
        if story.holder.named and (story.leaver is not None or _open_on(day, story)):
            held[story.holder.worker] += 1
    return held


def _open_on(day: date, story: Story) -> bool:
    return any(
        one.referred <= day and not one.no_further_action and (one.closed is None or one.closed > day)
        for one in story.episodes
    )


def workforce_xml(staff: Staff, stories: Iterable[Story]) -> Iterator[str]:
    held = cases_on(WORKFORCE_DAY, stories)
    agency = [one for one in staff.workers if one.agency]
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n  <Header>\n    <CollectionDetails>\n'
        f"      <Collection>CSWW</Collection>\n      <Year>{WORKFORCE_DAY.year}</Year>\n"
        f"      <ReferenceDate>{WORKFORCE_DAY}</ReferenceDate>\n    </CollectionDetails>\n    <Source>\n"
        f"      <SourceLevel>L</SourceLevel>\n      <LEA>{AUTHORITY}</LEA>\n"
        "      <SoftwareCode>compcheck sample-records: invented</SoftwareCode>\n    </Source>\n  </Header>\n"
        f"  <LALevelVacancies>\n    <NumberOfVacancies>{staff.vacancies:g}</NumberOfVacancies>\n"
        f"    <NoAgencyFTE>{sum(one.full_time_equivalent for one in agency):g}</NoAgencyFTE>\n"
        f"    <NoAgencyHeadcount>{len(agency)}</NoAgencyHeadcount>\n  </LALevelVacancies>\n"
    )
    for one in (*staff.workers, *staff.gone):
        yield _worker(one, held[one.name])
    yield "</Message>\n"


def _worker(one: Worker, cases: int) -> str:
    gone = one.ended is not None
    ended = f"    <RoleEndDate>{one.ended}</RoleEndDate>\n" if gone else ""
    today = "" if gone else f"    <FTE30>{one.full_time_equivalent:g}</FTE30>\n    <Cases30>{cases}</Cases30>\n"
    absent = "" if gone else f"    <Absat30Sept>{int(one.absent)}</Absat30Sept>\n"
    return (
        f"  <CSWWWorker>\n    <AgencyWorker>{int(one.agency)}</AgencyWorker>\n    <SWENo>{one.id}</SWENo>\n"
        f"    <FTE>{one.full_time_equivalent:g}</FTE>\n    <OrgRole>{one.role}</OrgRole>\n"
        f"    <RoleStartDate>{one.started}</RoleStartDate>\n{ended}{today}"
        f"    <WorkingDaysLost>{one.days_lost:g}</WorkingDaysLost>\n{absent}  </CSWWWorker>\n"
    )
