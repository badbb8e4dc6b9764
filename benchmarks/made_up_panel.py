"""What both engines are given: submissions as text, and the same thirty rules in compcheck's words and in zen-engine's.

Every figure has a value of one decimal that its numerator and denominator make exactly, so that neither engine can
round itself onto or off a line, and every line has figures on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

INDICATORS = 60
RULES = 30
AREAS = ("help", "practice", "leadership")
FRAMEWORK = "panel"
ADEQUATE = 72.5
SOURCE = "{title: Made-up figures, publisher: nobody, year: 2013}"


def name_of(number: int) -> str:
    return f"indicator_{number:02}"


def good_line(rule: int) -> float:
    """Another line for every rule, so that no answer of one can serve another."""
    return 85 + rule / 10


def texts(first: int, last: int) -> Iterator[str]:
    """The submissions with these numbers, each as the text of a JSON file."""
    for submission in range(first, last):
        counts = {number: 650 + (number * 7 + submission) % 300 for number in range(INDICATORS)}
        yield json.dumps(
            {
                "authority": {"name": f"Authority {submission}", "code": "000"},
                "framework": FRAMEWORK,
                "judged_on": "2013-05-20",
                "period": {"from": "2012-04-01", "to": "2013-03-31"},
                "source": "A performance report",
                "indicators": {
                    name_of(number): {
                        "numerator": count,
                        "denominator": 1000,
                        "value": count / 10,
                        "source": "CIN census 2012-13",
                    }
                    for number, count in counts.items()
                },
            }
        )


def write_rules(folder: Path) -> None:
    """A folder as `--rules` takes it: sixty indicators, one framework, thirty rules."""
    indicators = folder / "indicators"
    indicators.mkdir(parents=True)
    (folder / "evidence").mkdir()
    made_up = "".join(
        f"{name_of(number)}:\n"
        f"  title: Indicator {number}\n"
        "  unit: percent\n"
        "  polarity: {high: more of it is better}\n"
        "  counting: children\n"
        "  definition: made up\n"
        "  return: none\n"
        f"  source: {SOURCE}\n"
        for number in range(INDICATORS)
    )
    (indicators / "made-up.yaml").write_text(made_up, encoding="utf-8")
    framework = folder / "frameworks" / FRAMEWORK
    framework.mkdir(parents=True)
    (framework / "framework.yaml").write_text(
        "title: A panel of authorities\n"
        "in_force: {from: 2012-06-01}\n"
        f"source: {SOURCE}\n"
        "scale: [inadequate, adequate, good]\n"
        "highest_on_figures: {grade: good, why: it is the top of the scale}\n"
        "bar: adequate\n"
        f"areas: {{{', '.join(f'{area}: {{title: {area.capitalize()}}}' for area in AREAS)}}}\n"
        "judging:\n"
        "  share: {of_weight: 2/3, assumption: true, why: as in the framework that comes with compcheck}\n"
        "  overall: {limit: any area inadequate, otherwise: lowest area, assumption: true, why: likewise}\n"
        "evidence_lapses: {otherwise: 12 months, assumption: true, why: likewise}\n"
        "figures_out_of_date: 18 months\n",
        encoding="utf-8",
    )
    for area in AREAS:
        (framework / area).mkdir()
    for rule in range(RULES):
        (framework / AREAS[rule % len(AREAS)] / f"rule-{rule:02}.yaml").write_text(
            f"title: Rule {rule}\n"
            "why: to measure how long it takes\n"
            f"source: {SOURCE}\n"
            f"indicator: {name_of(rule)}\n"
            "grades:\n"
            "  - since: 2011-04-01\n"
            "    expectation: every case\n"
            "    basis: {statute: made up, source: nobody}\n"
            f"    good: {{at_least: {good_line(rule)}}}\n"
            f"    adequate: {{at_least: {ADEQUATE}}}\n"
            "recommend:\n"
            "  - {when: inadequate, action: Do more of it, by: immediately}\n"
            "  - {when: adequate, action: Do more of it, by: within 6 months}\n",
            encoding="utf-8",
        )


def zen_tables() -> str:
    """The rules as zen-engine's decision tables: one a rule, of three rows, and the first that fits decides."""
    tables = [
        {
            "id": f"table{rule}",
            "type": "decisionTableNode",
            "name": f"table{rule}",
            "position": {"x": 0, "y": 0},
            "content": {
                "hitPolicy": "first",
                "inputs": [{"id": "value", "name": "value", "field": f"indicators.{name_of(rule)}.value"}],
                "outputs": [{"id": "grade", "name": "grade", "field": name_of(rule)}],
                "rules": [
                    {"_id": "1", "value": f">= {good_line(rule)}", "grade": "'good'"},
                    {"_id": "2", "value": f">= {ADEQUATE}", "grade": "'adequate'"},
                    {"_id": "3", "value": "", "grade": "'inadequate'"},
                ],
            },
        }
        for rule in range(RULES)
    ]
    return _graph(tables)


def zen_expressions() -> str:
    """The rules as expressions over numerator and denominator, all in one of zen-engine's expression nodes."""
    expressions = []
    for rule in range(RULES):
        figure = f"indicators.{name_of(rule)}"
        share = f"{figure}.numerator * 100 / {figure}.denominator"
        value = f"{share} >= {good_line(rule)} ? 'good' : {share} >= {ADEQUATE} ? 'adequate' : 'inadequate'"
        expressions.append({"id": f"expression{rule}", "key": name_of(rule), "value": value})
    node = {
        "id": "expressions",
        "type": "expressionNode",
        "name": "expressions",
        "position": {"x": 0, "y": 0},
        "content": {"expressions": expressions},
    }
    return _graph([node])


def _graph(nodes: Sequence[dict[str, Any]]) -> str:
    """Every node between the input and the output, side by side."""
    ends: list[dict[str, Any]] = [
        {"id": end, "type": f"{end}Node", "name": end, "position": {"x": 0, "y": 0}} for end in ("input", "output")
    ]
    edges = [
        {"id": f"{start}-{end}", "sourceId": start, "targetId": end, "type": "edge"}
        for node in nodes
        for start, end in (("input", node["id"]), (node["id"], "output"))
    ]
    return json.dumps({"nodes": [*ends, *nodes], "edges": edges})
