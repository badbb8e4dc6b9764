"""A rules folder of one framework with one rule, as small as the loader takes it."""

from __future__ import annotations

from pathlib import Path

INDICATORS = """\
on_time: {title: On time, unit: percent, polarity: {high: sooner is safer}, counting: children, SHARED}
late: {title: Late, unit: count, polarity: {low: waiting is harm}, counting: children, SHARED}
days: {title: Days, unit: number, polarity: {low: waiting is harm}, SHARED}
coming_back: {title: Coming back, unit: percent, polarity: {middle: it is a question}, counting: children, SHARED}
done: {title: Done, unit: yes/no, polarity: {high: it is due}, SHARED}
stopped: {title: Stopped, unit: yes/no, polarity: {low: a child waits}, SHARED}
asked: {title: Asked, unit: count, polarity: {none: context}, counting: children, SHARED}
"""
SHARED = "definition: as it says, source: {title: A guide, publisher: DfE, year: 2010}"
FRAMEWORK = """\
title: A framework
in_force: {from: 2012-06-01}
source: {title: A framework, publisher: Ofsted, year: 2012}
scale: [inadequate, adequate, good]
highest_on_figures: {grade: good, why: there is no better grade}
bar: adequate
areas: {practice: {title: Practice}}
judging:
  share: {of_weight: 2/3}
  overall: {limits: [{areas: any, below: adequate, at_most: inadequate}], otherwise: {reached_by: 1}}
evidence_lapses: {otherwise: 12 months}
figures_out_of_date: 18 months
"""
RULE = """\
title: It is as it should be
why: A child waits otherwise.
source: {title: A guide, publisher: DfE, year: 2010}
recommend:
  - {when: inadequate, action: Mend it, by: immediately}
"""
SINCE = "since: 2010-04-01, expectation: every one, basis: {statute: section 1, source: Children Act 1989}"


def folder_with(rule: str, cases: str | None, home: Path) -> Path:
    """A rules folder of one rule, with its cases."""
    for file, text in {
        "indicators/all.yaml": INDICATORS.replace("SHARED", SHARED),
        "evidence/all.yaml": "records: {title: Records, definition: whether they show the work, counting: children}\n",
        "frameworks/one/framework.yaml": FRAMEWORK,
        "frameworks/one/practice/it.yaml": rule,
        "frameworks/one/practice/it.cases.yaml": cases,
    }.items():
        if text is not None:
            (home / file).parent.mkdir(parents=True, exist_ok=True)
            (home / file).write_text(text, "utf-8")
    return home
