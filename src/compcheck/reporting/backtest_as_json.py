"""The back-test for other programs: keys in a fixed order, four decimals, the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterable

from compcheck import __version__
from compcheck.model.backtest import Agreement, Backtest, Found, Measure, Miss, OfRule, Read
from compcheck.model.problem import Problem
from compcheck.reporting.backtest_wording import STANDING
from compcheck.reporting.numbers import as_json

Shape = dict[str, object]


def text(result: Backtest, exit_code: int) -> str:
    settings = result.settings
    report: Shape = {
        "report_version": 1,
        "standing": STANDING,
        "tool": {"name": "compcheck", "version": __version__},
        "panel": _read(result.panel),
        "mapping": None if result.mapping is None else _read(result.mapping),
        "frameworks": [
            {"id": one.framework.id, "title": one.framework.title, "sha256": one.framework.sha256, "rows": one.rows}
            for one in result.under
        ],
        "judged": settings.judged,
        "since": None if settings.since is None else settings.since.isoformat(),
        "until": None if settings.until is None else settings.until.isoformat(),
        "resamples": settings.resamples,
        "seed": settings.seed,
        "folds": settings.folds,
        "rows": {
            "read": result.rows, "measured": result.agreement.n, "authorities": result.authorities,
            "first": result.first, "last": result.last,
        },
        "left_out": [{"why": one.why, "rows": one.rows} for one in result.left_out],
        "seen": result.seen,
        "agreement": _agreement(result.agreement),
        "scale": list(result.scale),
        "confusion": [
            {"real": real, "placed": dict(zip(result.scale, counts, strict=True))}
            for real, counts in zip(result.scale, result.confusion, strict=True)
        ],
        "beside": [{"name": one.name, "says": one.says, **_agreement(one.agreement)} for one in result.beside],
        "by_year": [one._asdict() for one in result.years],
        "rules": [_rule(one) for one in result.rules],
        "misses": [_miss(one) for one in result.misses],
        "problems": [_problem(one) for one in result.problems],
        "exit_code": exit_code,
    }  # fmt: skip
    return "{\n" + ",\n".join(f'  "{key}": {_laid_out(value)}' for key, value in report.items()) + "\n}\n"


def _laid_out(value: object) -> str:
    """Members of a list of mappings stand on lines of their own, so that two reports differ line by line."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        members = ",\n".join(f"    {json.dumps(one)}" for one in value)
        return f"[\n{members}\n  ]"
    return json.dumps(value)


def _read(file: Read) -> Shape:
    return {"path": file.path, "sha256": file.sha256}


def _measure(measure: Measure | None) -> Shape | None:
    return None if measure is None else {"value": measure.value, "low": measure.low, "high": measure.high}


def _agreement(agreement: Agreement) -> Shape:
    return {"n": agreement.n} | {
        name: _measure(value) for name, value in zip(agreement._fields[1:], agreement[1:], strict=True)
    }


def _rule(rule: OfRule) -> Shape:
    return {
        "rule": rule.rule,
        "weight": as_json(rule.weight),
        "asked": rule.asked,
        "graded": rule.graded,
        "coverage": round(rule.graded / rule.asked, 4),
        "concordance": _measure(rule.concordance),
        "found": {word: {"good_or_better": good, "others": others} for word, good, others in rule.found},
    }


def _miss(miss: Miss) -> Shape:
    return {
        "authority": miss.authority,
        "judged_on": miss.judged_on,
        "framework": miss.framework,
        "real": miss.real,
        "placed": miss.placed,
        "held_down_by": _found(miss.held_down_by),
        "held_up_by": _found(miss.held_up_by),
        "not_seen": list(miss.not_seen),
    }


def _found(found: Iterable[Found]) -> list[Shape]:
    return [{"rule": rule, "grade": grade} for rule, grade in found]


def _problem(problem: Problem) -> Shape:
    return {
        "code": problem.code, "file": problem.file, "pointer": problem.pointer, "line": problem.line or None,
        "column": problem.column or None, "fact": problem.fact, "way_out": problem.way_out,
    }  # fmt: skip
