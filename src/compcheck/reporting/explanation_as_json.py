"""An explanation for other programs. Its shape is `$defs/explanation` in `report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from compcheck import __version__
from compcheck.model.comparators import AreaFigure
from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure
from compcheck.model.finding import Finding
from compcheck.model.framework import Area
from compcheck.model.rule import Rule
from compcheck.reporting import wording
from compcheck.reporting.as_json import Shape, about, figure_shape, finding_shape, judgement_shape, overall_shape
from compcheck.reporting.beside import beside_of, earlier_of
from compcheck.reporting.explanations import Explained
from compcheck.reporting.numbers import as_json
from compcheck.reporting.remedies import how_to_be_seen
from compcheck.tracing.holding import Holding, failing, holding_area, holding_overall, next_better


def text(explained: Explained) -> str:
    """Keys in a fixed order, a line for each, ASCII alone: the same bytes on every machine."""
    evaluation, asked = explained.evaluation, explained.asked
    shape: Shape = {
        "report_version": 1,
        **({"classification": wording.MARKED_INTERNAL} if explained.internal else {}),
        "tool": {"name": "compcheck", "version": __version__},
        **about(evaluation, internal=explained.internal),
        **(
            _requirement(asked, explained) if isinstance(asked, Rule)
            else _area(asked, evaluation) if asked is not None
            else _overall(evaluation)
        ),
    }  # fmt: skip
    lines = ",\n".join(f'  "{key}": {_value(value)}' for key, value in shape.items())
    return f"{{\n{lines}\n}}\n"


def _value(value: object) -> str:
    """A list of mappings has each on a line of its own."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n    " + ",\n    ".join(json.dumps(one) for one in value) + "\n  ]"
    return json.dumps(value)


def _requirement(rule: Rule, explained: Explained) -> Shape:
    evaluation, internal = explained.evaluation, explained.internal
    finding = next(one for one in evaluation.findings if one.rule.id == rule.id)
    return {
        "explains": {"requirement": rule.id},
        "finding": finding_shape(finding, evaluation, internal=internal),
        "why": rule.why,
        "to_be_seen": how_to_be_seen(finding, evaluation) or None,
        "beside": [_beside(one, finding, explained) for one in finding.own_figures],
    }


def _beside(figure: Figure, finding: Finding, explained: Explained) -> Shape:
    """What stands beside the figure and was used for no grade."""
    earlier, changed, left_out = earlier_of(figure)
    unused = [one for one in earlier if one not in finding.figures]
    document, internal = explained.evaluation.document, explained.internal
    others = beside_of(figure, explained.evaluation, explained.comparators)
    spread = others.beside.spread if others is not None else None
    return {
        "indicator": figure.indicator.id,
        "earlier": [figure_shape(one, document, finding.lines, internal=internal) for one in unused],
        "break": None if changed is None else {
            "on": changed.on.isoformat(), "what": changed.what, "earlier_left_out": left_out,
        },
        "comparators": None if others is None else {
            "year": others.year,
            "own": _number(others.beside.own.value),
            "region": _named(others.beside.region),
            "neighbours": [_named(one) for one in others.beside.neighbours],
            "spread": None if spread is None else {
                "lowest": _number(spread.lowest), "median": _number(spread.median), "highest": _number(spread.highest),
                "n": spread.n,
            },
            "sources": {"figures": others.figures_source, "neighbours": others.neighbours_source},
        },
    }  # fmt: skip


def _named(figure: AreaFigure) -> Shape:
    return {"name": figure.area, "value": _number(figure.value)}


def _number(value: Decimal | None) -> int | float | None:
    return as_json(value)


def _area(area: Area, evaluation: Evaluation) -> Shape:
    judgement = next((one for one in evaluation.judgements if one.area == area.id), None)
    better = next_better(judgement.grade, evaluation.framework) if judgement is not None else None
    return {
        "explains": {"area": area.id},
        "judgement": None if judgement is None else judgement_shape(judgement, evaluation),
        "held_from": better.word if better is not None else None,
        "order": list(evaluation.framework.risk),
        "holding": _holding(holding_area(area, evaluation), evaluation),
        "failing": _failing(evaluation, area.id),
    }


def _overall(evaluation: Evaluation) -> Shape:
    overall = evaluation.overall
    better = next_better(overall.grade, evaluation.framework) if overall is not None else None
    return {
        "explains": {"overall": True},
        "overall": overall_shape(evaluation),
        "held_from": better.word if better is not None else None,
        "order": list(evaluation.framework.risk),
        "holding": _holding(holding_overall(evaluation), evaluation),
        "failing": _failing(evaluation),
    }


def _holding(held: Iterable[Holding], evaluation: Evaluation) -> list[Shape]:
    return [_requirement_found(one.finding, evaluation) | {"below": one.below.word} for one in held]


def _failing(evaluation: Evaluation, area: str = "") -> list[Shape]:
    """Empty but in a framework that sorts its findings into kinds."""
    found = failing(evaluation, area) if evaluation.framework.sorts_into_kinds else ()
    return [_requirement_found(one, evaluation) for one in found]


def _requirement_found(finding: Finding, evaluation: Evaluation) -> Shape:
    recommended = finding.recommendation
    return {
        "requirement": finding.rule.id,
        "title": finding.rule.title,
        "key": finding.rule.key,
        "grade": finding.grade.word if finding.grade else None,
        "not_graded": finding.not_graded.reason.value if finding.not_graded else None,
        "to_be_seen": how_to_be_seen(finding, evaluation) or None,
        "recommendation": None if recommended is None else {"action": recommended.action, "by": recommended.by},
    }
