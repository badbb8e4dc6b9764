"""The children in need census as XML, a child at a time: who had an open case in the year to 31 March.

In the shape of 2025 and after (Sex, not GenderCurrent). Nobody has a UPN: there is no number that no child could have.
Source: DfE, CIN census XML schema, 2025-26.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON, age_on
from compcheck.inventing.life_stories import Assessment, Enquiry, Episode, InNeedPlan, ProtectionPlan, Story
from compcheck.inventing.lists import undecided

AUTHORITY = "999"
"""A number no authority has."""
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection>
      <Year>{EXTRACTED_ON.year}</Year>
      <ReferenceDate>{EXTRACTED_ON}</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>{AUTHORITY}</LEA>
      <SoftwareCode>compcheck sample-records: invented</SoftwareCode>
      <SerialNo>001</SerialNo>
    </Source>
  </Header>
  <Children>
"""
FOOT = "  </Children>\n</Message>\n"


def census_xml(stories: Iterable[Story], children: int | None = None) -> Iterator[str]:
    """In pieces that are not all held at once; `children` stops it after so many."""
    yield HEAD
    written = 0
    for story in stories:
        episodes = census_episodes(story)
        if episodes:
            yield _child(story, episodes)
            written += 1
            if written == children:
                break
    yield FOOT


def census_episodes(story: Story) -> list[Episode]:
    """Those referred in the year, or open in it."""
    return [
        one
        for one in story.episodes
        if one.referred >= A_YEAR_AGO or (not one.no_further_action and _in_year(one.closed))
    ]


def _in_year(ended: date | None) -> bool:
    return ended is None or ended >= A_YEAR_AGO


def enquiry_in_year(one: Enquiry) -> bool:
    return one.started >= A_YEAR_AGO or undecided(one) or (one.conference is not None and one.conference >= A_YEAR_AGO)


def _child(story: Story, episodes: list[Episode]) -> str:
    child = story.child
    if child.born > EXTRACTED_ON:
        unknown, born = "UN1", f"<ExpectedPersonBirthDate>{child.born}</ExpectedPersonBirthDate>"
    else:
        unknown = "UN1" if age_on(child.born, EXTRACTED_ON) < 5 else "UN7"
        born = f"<PersonBirthDate>{child.born}</PersonBirthDate>"
    died = f"        <PersonDeathDate>{child.died}</PersonDeathDate>\n" if child.died else ""
    disabilities = "".join(f"<Disability>{one}</Disability>" for one in child.disabilities or ("NONE",))
    return (
        "    <Child>\n      <ChildIdentifiers>\n"
        f"        <LAchildID>{child.id}</LAchildID>\n        <UPNunknown>{unknown}</UPNunknown>\n        {born}\n"
        f"        <Sex>{child.sex}</Sex>\n{died}      </ChildIdentifiers>\n"
        f"      <ChildCharacteristics>\n        <Ethnicity>{child.ethnicity}</Ethnicity>\n"
        f"        <Disabilities>{disabilities}</Disabilities>\n      </ChildCharacteristics>\n"
        + "".join([_details(story, one) for one in episodes])
        + "    </Child>\n"
    )


def _details(story: Story, one: Episode) -> str:
    closed = _day("CINclosureDate", one.closed)
    reason = f"        <ReasonForClosure>{one.closure_reason}</ReasonForClosure>\n" if one.closure_reason else ""
    need = "" if one.no_further_action else f"        <PrimaryNeedCode>{one.need}</PrimaryNeedCode>\n"
    head = (
        f"      <CINdetails>\n        <CINreferralDate>{one.referred}</CINreferralDate>\n"
        f"        <ReferralSource>{one.source}</ReferralSource>\n{need}{closed}{reason}"
    )
    parts = [
        head,
        *(_assessment(part) for part in one.assessments if _in_year(part.ended)),
        *(_in_need_plan(part) for part in one.in_need_plans if _in_year(part.ended)),
        *(_enquiry(part) for part in one.enquiries if enquiry_in_year(part)),
        f"        <ReferralNFA>{int(one.no_further_action)}</ReferralNFA>\n",
        *(_plan(part, previous_plans(story, part)) for part in one.protection_plans if _in_year(part.ended)),
        "      </CINdetails>\n",
    ]
    return "".join(parts)


def previous_plans(story: Story, plan: ProtectionPlan) -> int:
    return sum(one.started < plan.started for episode in story.episodes for one in episode.protection_plans)


def _day(name: str, day: date | None) -> str:
    return "" if day is None else f"        <{name}>{day}</{name}>\n"


def _assessment(one: Assessment) -> str:
    factors = "".join(f"<AssessmentFactors>{factor}</AssessmentFactors>" for factor in one.factors)
    return (
        f"        <Assessments>\n  {_day('AssessmentActualStartDate', one.started)}"
        + (f"  {_day('AssessmentAuthorisationDate', one.ended)}" if one.ended else "")
        + (f"          <FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment>\n" if factors else "")
        + "        </Assessments>\n"
    )


def _in_need_plan(one: InNeedPlan) -> str:
    ended = f"  {_day('CINPlanEndDate', one.ended)}" if one.ended else ""
    return f"        <CINPlanDates>\n  {_day('CINPlanStartDate', one.started)}{ended}        </CINPlanDates>\n"


def _enquiry(one: Enquiry) -> str:
    conference = f"  {_day('DateOfInitialCPC', one.conference)}" if one.conference else ""
    return (
        f"        <Section47>\n  {_day('S47ActualStartDate', one.started)}"
        f"  {_day('InitialCPCtarget', one.conference_due)}{conference}"
        f"          <ICPCnotRequired>{int(bool(one.not_needed))}</ICPCnotRequired>\n        </Section47>\n"
    )


def _plan(one: ProtectionPlan, previous: int) -> str:
    reviews = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in one.reviews)
    return (
        f"        <ChildProtectionPlans>\n  {_day('CPPstartDate', one.started)}"
        + (f"  {_day('CPPendDate', one.ended)}" if one.ended else "")
        + f"          <InitialCategoryOfAbuse>{one.first_category}</InitialCategoryOfAbuse>\n"
        f"          <LatestCategoryOfAbuse>{one.last_category}</LatestCategoryOfAbuse>\n"
        f"          <NumberOfPreviousCPP>{previous}</NumberOfPreviousCPP>\n"
        + (f"          <Reviews>{reviews}</Reviews>\n" if reviews else "")
        + "        </ChildProtectionPlans>\n"
    )
