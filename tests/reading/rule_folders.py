"""A small folder of rules that hold, for tests that change one thing in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_files import read_library

HOME = "frameworks/care-2012"
FRAMEWORK = f"{HOME}/framework.yaml"
RULE = f"{HOME}/practice/seen.yaml"
CATALOGUE = "indicators/work.yaml"
SERIES = "published/children_seen.yaml"

BASE: Mapping[str, str] = {
    CATALOGUE: """\
children_seen:
  title: Children seen
  unit: percent
  polarity: {high: a child nobody saw is a child nobody asked}
  counting: children
  definition: children seen, of all assessed
  breaks: [{on: 2010-04-01, what: only children seen alone are counted}]
  same_as: children_seen
  source: &s {title: A return, publisher: DfE, year: 2012}
children_waiting:
  title: Children waiting
  unit: count
  polarity: {low: nobody works with them}
  counting: children
  definition: children without a worker
  source: {title: A return, publisher: DfE, year: 2012}
children_referred_again:
  title: Children referred again
  unit: percent
  polarity: {middle: few and many are questions}
  counting: children
  definition: referrals of a child referred before, of all
  source: {title: A return, publisher: DfE, year: 2012}
children_known:
  title: Children known
  unit: count
  polarity: {none: it says nothing of help}
  counting: children
  definition: children with an open case
  source: {title: A return, publisher: DfE, year: 2012}
returns_made:
  title: Returns were made
  unit: yes/no
  polarity: {high: who cannot count cannot know}
  definition: whether all returns were made
  source: {title: A return, publisher: DfE, year: 2012}
""".replace("&s ", ""),
    SERIES: """\
title: Children seen
unit: percent
source: {title: A return, publisher: DfE, year: 2012}
years:
  - {year: 2010-11, ended: 2011-03-31, lower_quartile: 60, median: 70, upper_quartile: 80.5, source: DfE 2011}
  - {year: 2011-12, ended: 2012-03-31, england: 97, lower_quartile: 90, median: 95, upper_quartile: 99, source: DfE}
""",
    "evidence/practice.yaml": """\
records_show_the_work:
  title: Records show the work
  definition: whether the record shows what was done
  counting: children
""",
    FRAMEWORK: """\
title: Inspection of care
in_force: {from: 2012-06-01}
source: {title: Framework, publisher: Ofsted, year: 2012}
scale: [inadequate, adequate, good, outstanding]
highest_on_figures: {grade: good, why: no figure shows more}
bar: adequate
areas:
  practice: {title: Practice}
judging:
  share: {of_weight: 2/3, assumption: true, why: no text says}
  quartiles: {method: inclusive, rounding: half up, assumption: true, why: none were published}
  sampled_cases: {share: 2/3, assumption: true, why: no text says}
  overall: {limits: [{areas: any, below: adequate, at_most: inadequate}], otherwise: {reached_by: 1}}
evidence_lapses: {own audit: 6 months, otherwise: 1 year}
figures_out_of_date: 18 months
capped: [{kind: dip sample, unless: independent, at: adequate, why: few cases show little}]
""",
    RULE: """\
title: Children are seen
why: A child nobody saw is a child nobody asked.
source: {title: Guidance, publisher: DCSF, year: 2010}
indicator: children_seen
grades:
  - since: 2010-04-01
    expectation: every child
    basis: {england: 2010-11, source: DfE 2011}
    good: {at_least: 80.5}
    adequate: {at_least: 60}
recommend:
  - {when: inadequate, action: See every child, by: immediately}
  - {when: adequate, action: Find out who is not seen, by: within 3 months}
""",
}


def written(home: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """The folder on disk, with some files of other text, or None for no such file."""
    for name, text in {**BASE, **(changes or {})}.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
    return home


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    """One file of the folder with one place in it changed."""
    text = BASE[name]
    assert text.count(old) == 1, f"{old!r} must stand once in {name}"
    return {name: text.replace(old, new)}


def problems_in(home: Path, changes: Mapping[str, str | None] | None = None) -> tuple[Problem, ...]:
    try:
        read_library(written(home, changes), "rules")
    except ProblemsFound as found:
        return found.problems
    return ()


def told(home: Path, changes: Mapping[str, str | None] | None = None) -> list[str]:
    """`rules/…:7:5 code`, for each problem."""
    return [f"{one.place} {one.code}" for one in problems_in(home, changes)]


def rule(lines: str, *, shown_by: str = "indicator: children_seen", rest: str = "") -> str:
    """A rule whose blocks of lines start on line 6, with all recommendations it can need."""
    return (
        "title: A requirement\nwhy: Because of a child.\nsource: {title: Guidance, publisher: DCSF, year: 2010}\n"
        f"{shown_by}\ngrades:\n{lines}"
        "recommend:\n"
        "  - {when: inadequate, action: Mend it, by: immediately}\n"
        "  - {when: adequate, action: Better it, by: within 3 months}\n"
        f"{rest}"
    )
