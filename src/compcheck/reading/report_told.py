"""What a report tells of one submission, in the words of the model: a comparison knows no more than that."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from compcheck.model.figure import FEWEST_SHOWN
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import PER
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.progress import Told, ToldFigure, ToldFinding, ToldLine
from compcheck.model.recording import SHARE_IN_DOUBT
from compcheck.model.when import When
from compcheck.reading.limits import quoted
from compcheck.reading.report_file import AGAIN, Report
from compcheck.reading.report_outcomes import changed_outcomes

MOST_HIDDEN = FEWEST_SHOWN - 1
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

Shape = Mapping[str, Any]


def told_by_report(report: Report, library: Library) -> Told:
    """ProblemsFound where its framework is none that is known here: then nobody can say which grade is better."""
    said = report.evaluation["framework"]
    names = [said["id"], said.get("local", {}).get("extends", "")]
    known = next((library.frameworks[name] for name in names if name in library.frameworks), None)
    if known is None:
        fact = f"was judged under {quoted(said['id'])}, and there is no such framework here."
        way_out = "Name the folder of its rules with --rules."
        raise ProblemsFound([Problem("report-framework-unknown", report.path, fact, way_out)])
    try:
        told = told_of(report.evaluation, known, library, tool=report.tool)
        changed = list(changed_outcomes(report.evaluation, known, "/evaluations/0"))
    except KeyError as word:
        fact = f"has a grade {quoted(str(word.args[0]))}, which is no word of {known.id}: it was changed."
        raise ProblemsFound([Problem("report-edited", report.path, fact, AGAIN)]) from None
    except ValueError:
        fact = "has a date that is none: it was changed."
        raise ProblemsFound([Problem("report-edited", report.path, fact, AGAIN)]) from None
    if changed:
        raise ProblemsFound([Problem("report-edited", report.path, fact, AGAIN, pointer) for pointer, fact in changed])
    return told._replace(path=report.path, report=report.sha256)


def told_of(evaluation: Shape, framework: Framework, library: Library, *, tool: str) -> Told:
    """KeyError for a word that is no grade of the framework, ValueError for a date that is none."""
    authority, period, coverage = evaluation["authority"], evaluation["period"], evaluation["coverage"]
    overall = evaluation["overall"]
    return Told(
        path=evaluation["submission"]["path"],
        sha256=evaluation["submission"]["sha256"],
        authority=authority["name"],
        code=authority["code"] or "",
        start=date.fromisoformat(period["from"]),
        end=date.fromisoformat(period["to"]),
        judged_on=evaluation["judged_on"],
        judged=When.read(evaluation["judged_on"]).last,
        framework=framework,
        framework_id=evaluation["framework"]["id"],
        framework_sha256=evaluation["framework"]["sha256"],
        standing=evaluation["standing"],
        tool=tool,
        seen=coverage["figures"] + coverage["evidence"],
        requirements=coverage["requirements"],
        findings=tuple([_finding(one, framework, library) for one in evaluation["findings"]]),
        judgements={one["area"]: _grade(one["grade"], framework) for one in evaluation["judgements"]},
        overall=None if overall is None else _grade(overall["grade"], framework),
        has_overall=overall is not None,
    )


def _grade(word: str | None, framework: Framework) -> Grade | None:
    return None if word is None else framework.scale.grade(word)


def _finding(shape: Shape, framework: Framework, library: Library) -> ToldFinding:
    basis, evidence, not_graded = shape["basis"], shape["evidence"], shape["not_graded"]
    doubt = shape.get("data_in_doubt", "")
    line = None if basis is None else ToldLine(basis["line"]["since"], basis["line"]["bands"])
    edges = [Decimal(one) for bound in (line.bands.values() if line else ()) for one in NUMBER.findall(bound)]
    return ToldFinding(
        rule=shape["rule"],
        title=shape["title"],
        area=shape["area"],
        key=shape["key"],
        weighs=bool(shape["weight"]) or (bool(shape.get("local")) and shape["key"]),
        grade=_grade(shape["grade"], framework),
        not_graded="" if not_graded is None else not_graded["reason"],
        shown_by=shape["shown_by"] or "",
        figure=_figure(shape["figures"][0], library, marked=bool(doubt)) if shape["figures"] else None,
        evidence="" if evidence is None else _canonical(evidence),
        line=line,
        doubt=doubt,
        held_at=shape["held_at"] or "",
        edges=tuple(edges),
    )


def _canonical(evidence: Shape) -> str:
    """Without its place in the file, which is no part of what it says."""
    return json.dumps({key: value for key, value in evidence.items() if key != "place"}, sort_keys=True, default=str)


def _figure(shape: Shape, library: Library, *, marked: bool) -> ToldFigure:
    value, recording = shape["value"], shape.get("recording")
    truth = value if isinstance(value, bool) else None
    exact = None if value is None or truth is not None else Fraction(value)
    figure = ToldFigure(
        id=shape["indicator"],
        unit=shape["unit"],
        start=date.fromisoformat(shape["period"]["from"]),
        end=date.fromisoformat(shape["period"]["to"]),
        value=exact,
        truth=truth,
        part=shape["numerator"],
        whole=shape["denominator"],
        missing=shape["missing"] or "",
        hidden=bool(shape.get("hidden")),
        shown_as=shape.get("shown_as", ""),
        least=exact,
        most=exact,
        indicator=library.catalogue.indicators.get(shape["indicator"]),
    )
    return figure if recording is None or exact is None else _recorded(figure, recording, marked=marked)


def _recorded(figure: ToldFigure, recording: Shape, *, marked: bool) -> ToldFigure:
    """What it may really be. Where how many are not recorded is hidden, so is how far it moved."""
    figure = figure._replace(at_least=bool(recording["at_least"]), not_recorded=recording["not_recorded"])
    if figure.not_recorded is None:
        return figure._replace(hidden=True)
    least, most = figure.least, figure.most
    if figure.not_recorded or figure.at_least:
        told = recording["least"]
        least = Fraction(0) if told is None else Fraction(told)  # nobody can say: it may be anything
        most = None if recording["most"] is None else Fraction(recording["most"])
    return figure._replace(least=least, most=most, doubt=_doubt(figure, recording["in_doubt"], marked=marked))


def _doubt(figure: ToldFigure, doubt: Shape | None, *, marked: bool) -> Fraction:
    """How far the cases in doubt could carry it. Where how many is hidden, as many as a reader must hold possible."""
    if doubt is None:
        return Fraction(0)
    cases, whole, per = doubt["cases"], figure.whole, PER.get(figure.unit)
    if cases is None:
        cases = sum(MOST_HIDDEN if n is None else n for n in doubt["checks"].values()) or MOST_HIDDEN
        if whole is not None:
            cases = whole if marked else min(cases, SHARE_IN_DOUBT * whole)
    if figure.unit == "count":
        return Fraction(cases)
    return Fraction(0) if per is None or not whole else Fraction(per * cases, 1) / whole
