"""Panels of inspections that never were, over a framework of three rules: what a test needs, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from compcheck.backtesting.choosing import Asked
from compcheck.backtesting.measuring import backtest
from compcheck.model.backtest import Backtest, Read
from compcheck.model.library import Library
from compcheck.model.panel import Panel
from compcheck.reading.panel_file import read_panel
from compcheck.reading.rule_home import load_library
from compcheck.shape.private import private_in
from small_rules import INDICATORS, SHARED

FRAMEWORK = """\
title: A framework
in_force: {from: 2012-06-01}
source: {title: A framework, publisher: Ofsted, year: 2012}
scale: [inadequate, requires improvement, good, outstanding]
highest_on_figures: {grade: good, why: figures show no more}
bar: requires improvement
areas: {practice: {title: Practice}, leadership: {title: Leadership}}
judging:
  share: {of_weight: 2/3}
  overall: {limits: [{areas: any, below: requires improvement, at_most: inadequate}], otherwise: {reached_by: 1}}
evidence_lapses: {otherwise: 12 months}
figures_out_of_date: 18 months
"""
RULE = """\
title: {title}
why: A child waits otherwise.
source: {{title: A guide, publisher: DfE, year: 2010}}
indicator: {indicator}
grades:
  - since: 2010-04-01
    expectation: every one
    basis: {{statute: section 1, source: Children Act 1989}}
    good: {{{good}}}
    requires improvement: {{{fair}}}
recommend:
  - {{when: inadequate, action: Mend it, by: immediately}}
  - {{when: requires improvement, action: Mend it, by: within 3 months}}
"""
RULES = {
    "practice/on-time": RULE.format(title="On time", indicator="on_time", good="at_least: 80", fair="at_least: 40"),
    "practice/soon": RULE.format(title="Soon", indicator="days", good="at_most: 20", fair="at_most: 60"),
    "leadership/few-late": RULE.format(title="Few late", indicator="late", good="at_most: 20", fair="at_most: 60"),
}
WORDS = ("inadequate", "requires improvement", "good", "outstanding")

Row = Mapping[str, object]


def rules_in(home: Path) -> Path:
    """A rules folder of one framework with three rules, each met the better the fewer (or more) there are."""
    files = {
        "indicators/all.yaml": INDICATORS.replace("SHARED", SHARED),
        "evidence/all.yaml": "records: {title: Records, definition: whether they show the work, counting: children}\n",
        "frameworks/one/framework.yaml": FRAMEWORK,
        **{f"frameworks/one/{name}.yaml": rule for name, rule in RULES.items()},
    }
    for file, text in files.items():
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text, "utf-8")
    return home


def library_in(home: Path) -> Library:
    return load_library(str(rules_in(home)))


def inspection(authority: int, year: int, quality: float, real: str, **changes: object) -> Row:
    """A row whose three figures all stand at `quality` between 0 and 1."""
    return {
        "authority.name": f"Authority {authority}",
        "authority.code": 200 + authority,
        "judged_on": f"{year}-09-10",
        "on_time": round(100 * quality),
        "on_time.ended": f"{year}-03-31",
        "days": round(100 * (1 - quality)),
        "days.ended": f"{year}-03-31",
        "late": round(100 * (1 - quality)),
        "late.ended": f"{year}-03-31",
        "source": "made up",
        "inspection.overall": real,
    } | changes


def inspections(real: Callable[[random.Random, float], str], authorities: int = 40, seed: int = 1) -> list[Row]:
    """Two inspections an authority, of random quality; `real` says what inspectors found."""
    chance = random.Random(seed)  # noqa: S311  # a test wants the same chance each time
    rows = []
    for authority in range(authorities):
        for year in (2014, 2018):
            quality = chance.random()
            rows.append(inspection(authority, year, quality, real(chance, quality)))
    return rows


def by_chance(chance: random.Random, _quality: float) -> str:
    return chance.choice(WORDS)


def by_figures(_chance: random.Random, quality: float) -> str:
    """What the three rules find, all of them alike."""
    return WORDS[(round(100 * quality) >= 40) + (round(100 * quality) >= 80)]


def csv_of(rows: Sequence[Row]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([str(row.get(column, "")) for column in columns] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def panel_of(rows: Sequence[Row], library: Library) -> Panel:
    return read_panel("panel.csv", csv_of(rows).encode(), library, None, private_in)


def measured(rows: Sequence[Row], library: Library, judged: str = "overall", resamples: int = 200) -> Backtest:
    asked = Asked(judged, (library.frameworks["one"],))
    return backtest(panel_of(rows, library), library, asked, (Read("panel.csv", ""), None), resamples)
