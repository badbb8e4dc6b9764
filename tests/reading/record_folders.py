"""A small folder of rules with records, for tests that change one thing in it."""

from __future__ import annotations

from collections.abc import Mapping

from rule_folders import BASE, CATALOGUE

TABLES = "records/tables/assessment.yaml"
CODES = "records/codes/people.yaml"
SOURCE = "records/sources/annex-a.yaml"
CENSUS = "records/sources/cin-census.yaml"
NOBODY = "records/nobody.yaml"
CHECKS = "records/checks/assessment.yaml"
WATCH_LISTS = "records/watch-lists.yaml"
LIMITS = "parameters/visits.yaml"

COUNTED = """\
  counted:
    - source: cin-census
      gives: rate over the period
      clock: from the referral to the day it was authorised
      table: assessments
      where: ended between period_from and period_to
      within: {limit: 45, unit: working days, from: referred, to: ended}
      leaves_out: {died: died is not null}
      dated: ended
      shows: [referred, ended]
    - source: annex-a
      gives: cannot be given
      why: the list has no day of referral
    - source: annex-a
      gives: overdue on the day
      table: assessments
      where: ended is null and (sex is null or sex <> 'male')
      met: days(started, extracted_on) <= visit_limit
      at_least: a worker may be a team
      unless_given: workers without cases
      first: nobody(worker)
"""

RECORDS: Mapping[str, str] = {
    CATALOGUE: BASE[CATALOGUE].replace("  same_as: children_seen\n", "  same_as: children_seen\n" + COUNTED),
    LIMITS: """\
visit_limit:
  title: Longest time between visits
  unit: working days
  definition: working days between visits
  least: 1
  most: 20
  source: {title: A guide, publisher: DfE, year: 2012}
""",
    TABLES: """\
assessments:
  title: Assessments
  row: assessment
  by: {team: team, age: born, sex: sex}
  columns:
    child: {holds: text, meaning: the child's id}
    born: {holds: date, meaning: date of birth}
    sex: {holds: code, codes: sex, meaning: sex}
    referred: {holds: date, meaning: day of referral}
    started: {holds: date, meaning: day it started}
    ended: {holds: date, meaning: day it ended}
    died: {holds: date, meaning: day of death}
    team: {holds: text, meaning: team}
    worker: {holds: text, meaning: worker}
    earlier: {holds: date, derived: true, meaning: the assessment before}
plans:
  title: Plans
  row: plan
  order: 1
  columns:
    child: {holds: text, meaning: the child's id}
    started: {holds: date, meaning: day it started}
""",
    CODES: """\
sex:
  female: {title: Female, also: [F, "2"]}
  male: {title: Male, also: [M, "1"]}
  unknown: {title: Not recorded, also: [U], unknown: true}
""",
    SOURCE: """\
title: Annex A
kind: workbook
told_by: List 3
tables:
  assessments:
    named: [List 3]
    window: 6 months
    columns:
      child: [Child Unique ID]
      sex: [Gender, Sex]
      started: [Date of Assessment]
      ended: [Date Authorised]
      team: [Team]
      worker: [Worker]
  plans:
    named: [List 7]
    window: on the day
    columns: {child: [Child Unique ID], started: [Date Plan Began]}
""",
    CENSUS: """\
title: Children in need census
kind: xml
tables:
  assessments:
    window: the period
    rows: Assessments
    columns: {child: ../LAchildID, referred: ../ReferralDate, ended: AuthorisedDate, died: ../DeathDate}
""",
    NOBODY: "patterns: ['\\bduty\\b', '^#']\n",
    CHECKS: """\
ends_before_it_starts:
  title: An assessment ends before it starts
  why: One of the two days is wrong.
  table: assessments
  touched: ended < started
  of: ended is not null
on_no_plan:
  title: Assessed and on no plan
  why: One of the two lists is short of a child.
  table: assessments
  beside: plans
  match: child
  touched: other.child is null
  sources: [annex-a]
twice:
  title: Twice in the list
  why: A child is counted twice.
  table: assessments
  repeated: [child, started]
  share_at_least: 1/3
""",
    WATCH_LISTS: """\
open_past_45:
  title: Assessments open past 45 working days
  why: A child waits.
  table: assessments
  where: ended is null
  within: {limit: 45, unit: working days, from: started, to: ended}
  shows: [started]
  first: nobody(worker)
  sources: [annex-a]
  source: {title: A guide, publisher: DfE, year: 2012}
""",
}


def changed_records(name: str, old: str, new: str) -> dict[str, str | None]:
    """The folder with records, one place in one file changed."""
    text = RECORDS[name]
    assert text.count(old) == 1, f"{old!r} must stand once in {name}, and stands {text.count(old)} times"
    return {**RECORDS, name: text.replace(old, new)}
