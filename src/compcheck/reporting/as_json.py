"""The report for other programs. Its shape is public: `report.schema.json` ships beside this file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from compcheck import __version__
from compcheck.model.bands import Band, Lines
from compcheck.model.comparison import Comparison
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.figure import Figure, is_small
from compcheck.model.finding import Finding
from compcheck.model.grade import NotGraded
from compcheck.model.indicator import Published, Source
from compcheck.model.judgement import Judgement
from compcheck.model.problem import Problem
from compcheck.model.submission import Evidence, Standard
from compcheck.reporting import local_wording, wording
from compcheck.reporting.local_as_json import explanation_file_shape, explanation_shape, local_shape
from compcheck.reporting.numbers import as_json
from compcheck.reporting.steps import as_shapes, everything, shown_by
from compcheck.tracing.findings import steps_of
from compcheck.tracing.judgements import area_steps, overall_steps

Shape = dict[str, object]


LISTED = {"findings", "judgements", "problems", "assumptions"}
"""Lists whose members stand on lines of their own, so that two reports differ line by line."""


def run_as_json(run: Run) -> str:
    """Keys in a fixed order and ASCII alone: the same bytes on every machine.

    Laid out by hand, one key or finding a line: json's own `indent` takes many times as long.
    """
    evaluations = listed(evaluation_text(one, run) for one in run.evaluations)
    comparisons = listed(comparison_text(one) for one in run.comparisons)
    return "".join(pieces(run, evaluations, comparisons, run.exit_code))


def listed(members: Iterable[str]) -> Iterator[str]:
    """Texts of evaluations, or of comparisons, as members of their list."""
    before = "\n    "
    for text in members:
        yield f"{before}{text}"
        before = ",\n    "


def pieces(run: Run, evaluations: Iterable[str], comparisons: Iterable[str], exit_code: int) -> Iterator[str]:
    """The report piece by piece, with what `listed` made of thousands of evaluations: nobody holds them all at once."""
    head: Shape = {
        "report_version": 1,
        "standing": wording.STANDING,
        **({"classification": wording.MARKED_INTERNAL} if run.internal else {}),
        "tool": {"name": "compcheck", "version": __version__},
        **({"explanations": [explanation_file_shape(one) for one in run.explanations]} if run.explanations else {}),
    }
    yield _laid_out(head, "").removesuffix("\n}")
    yield from _list("evaluations", iter(evaluations))
    compared = iter(comparisons)
    first = next(compared, None)
    if first is not None:
        yield from _list("comparisons", chain([first], compared))
    rest: Shape = {"problems": [_problem(one) for one in run.problems], "exit_code": exit_code}
    yield _laid_out(rest, "").replace("{", ",", 1) + "\n"


def _list(key: str, members: Iterator[str]) -> Iterator[str]:
    first = next(members, None)
    yield f',\n  "{key}": ['
    if first is not None:
        yield first
        yield from members
        yield "\n  "
    yield "]"


def evaluation_text(evaluation: Evaluation, run: Run) -> str:
    return _laid_out(_evaluation(evaluation, run), "    ")


def comparison_text(comparison: Comparison) -> str:
    from compcheck.reporting import side_by_side  # noqa: PLC0415  # only where two frameworks were asked for

    return json.dumps(side_by_side.shape(comparison))


def _laid_out(shape: Shape, indent: str) -> str:
    lines = []
    for key, value in shape.items():
        if key in LISTED and isinstance(value, list) and value:
            members = [json.dumps(one) for one in value]
            inner = f",\n{indent}    ".join(members)
            lines.append(f'{indent}  "{key}": [\n{indent}    {inner}\n{indent}  ]')
        else:
            lines.append(f'{indent}  "{key}": {json.dumps(value)}')
    inner = ",\n".join(lines)
    return f"{{\n{inner}\n{indent}}}"


def _problem(problem: Problem) -> Shape:
    return {
        "code": problem.code, "file": problem.file, "pointer": problem.pointer, "line": problem.line or None,
        "column": problem.column or None, "fact": problem.fact, "way_out": problem.way_out,
    }  # fmt: skip


def about(evaluation: Evaluation, *, internal: bool) -> Shape:
    """Whose submission was judged, when, and by what: what a report and an explanation open with."""
    submission, framework = evaluation.submission, evaluation.framework
    collected: Shape = {}
    if submission.collected is not None:
        from compcheck.reporting.collected import shape  # noqa: PLC0415  # few submissions are counted from records

        collected = {"collected": shape(submission.collected, evaluation, internal=internal)}
    return {
        "submission": {"path": evaluation.document.path, "sha256": evaluation.document.sha256},
        "standing": wording.standing(evaluation),
        "authority": {
            "name": submission.authority.name, "code": submission.authority.code or None,
            "ons_code": submission.authority.ons_code or None,
        },
        "period": {"from": submission.period.start.isoformat(), "to": submission.period.end.isoformat()},
        "judged_on": submission.judged_on.text,
        "instead_of": submission.instead_of or None,
        "note": submission.note or None,
        **collected,
        "framework": {
            "id": framework.id, "title": framework.title, "sha256": framework.sha256,
            "in_force": not evaluation.out_of_force,
            **({"local": local_shape(framework.local)} if framework.local is not None else {}),
        },
    }  # fmt: skip


def _evaluation(evaluation: Evaluation, run: Run) -> Shape:
    framework, coverage, inspection = evaluation.framework, evaluation.coverage, evaluation.submission.inspection
    return about(evaluation, internal=run.internal) | {
        **({"explanations": local_wording.explanation_states(evaluation)} if run.explanations else {}),
        "findings": [_with_explanations(one, evaluation, internal=run.internal) for one in evaluation.findings],
        "judgements": [judgement_shape(one, evaluation) for one in evaluation.judgements],
        "overall": overall_shape(evaluation),
        "coverage": {
            "requirements": coverage.requirements, "figures": coverage.figures, "evidence": coverage.evidence,
            "not_seen": coverage.not_seen,
        },
        "inspection": None if inspection is None else {
            "on": inspection.on, "overall": inspection.overall, "areas": dict(inspection.areas),
            "source": inspection.source,
        },
        "assumptions": [{"about": one.about, "says": one.says, "why": one.why} for one in framework.assumptions],
    }  # fmt: skip


def overall_shape(evaluation: Evaluation) -> Shape | None:
    overall = evaluation.overall
    return None if overall is None else {
        "grade": overall.grade.word if overall.grade else None,
        "reasons": [wording.reason_text(one, evaluation.framework) for one in overall.reasons],
        "trace": as_shapes(overall_steps(evaluation), everything),
    }  # fmt: skip


def judgement_shape(judgement: Judgement, evaluation: Evaluation) -> Shape:
    area = next(one for one in evaluation.framework.areas if one.id == judgement.area)
    return {
        "area": judgement.area,
        "grade": judgement.grade.word if judgement.grade else None,
        "seen": judgement.seen.word if judgement.seen else None,
        "weight": {"all": as_json(judgement.weight_all), "graded": as_json(judgement.weight_graded)},
        "reasons": [wording.reason_text(one, evaluation.framework) for one in judgement.reasons],
        "trace": as_shapes(area_steps(area, evaluation), everything),
    }


def _with_explanations(finding: Finding, evaluation: Evaluation, *, internal: bool) -> Shape:
    """The keys of local rules and of explanations are there only where they are."""
    shape = finding_shape(finding, evaluation, internal=internal)
    shape |= {"local": True} if finding.rule.local else {}
    explained = evaluation.explanations.get(finding.rule.id, ())
    return shape | {"explanations": [explanation_shape(one) for one in explained]} if explained else shape


def finding_shape(finding: Finding, evaluation: Evaluation, *, internal: bool) -> Shape:
    document, steps = evaluation.document, steps_of(finding, evaluation.framework, evaluation.submission.judged)
    rule, hides = finding.rule, wording.hidden(finding, internal=internal)
    margin, not_graded, recommendation = finding.margin, finding.not_graded, finding.recommendation
    figures = [figure_shape(one, document, finding.lines, internal=internal) for one in finding.figures]
    shape: Shape = {
        "rule": rule.id,
        "title": rule.title,
        "area": rule.area,
        "key": rule.key,
        "weight": as_json(rule.weight),
        "assumption": rule.assumption,
        "judged": rule.judged,
        "grade": finding.grade.word if finding.grade else None,
        "not_graded": _reason(not_graded),
        "shown_by": ("evidence" if finding.by_evidence else "figures") if finding.grade else None,
        "figures": figures,
        "change": _change(finding, hides=hides),
        "evidence": None
        if finding.evidence is None
        else _evidence(finding, finding.evidence, document, internal=internal),
        "held_at": finding.held_at or None,
        "instead_of": _reason(finding.instead_of),
        "met": None if finding.met is None else {"grade": finding.met.grade.word, "bound": _bound(finding.met)},
        "next": _next(finding, hides=hides),
        "one_case": None if hides else margin.one_case,
        "interval": None,
        "untold_from": None if hides or margin.untold_from is None else as_json(margin.untold_from),
        "basis": _basis(finding),
        "source": _source(rule.source),
        "recommendation": None
        if recommendation is None
        else {"action": recommendation.action, "by": recommendation.by},
        "trace": as_shapes(steps, shown_by(finding, internal=internal)),
    }
    if margin.interval is not None and not hides:
        shape["interval"] = {"low": as_json(margin.interval.low), "high": as_json(margin.interval.high)}
    if rule.parameter is not None:
        shape["standard"] = _standard(rule.parameter, finding.standard)
    if wording.worse_end_text(finding):
        shape["graded_on_the_worse_end"] = True
    doubt = wording.mark_text(finding, internal=internal)
    if doubt:
        shape["data_in_doubt"] = doubt
    if hides:
        shape["hidden"] = True
    return shape


def _standard(parameter: str, standard: Standard | None) -> Shape:
    """The authority's own limit that the figure is measured against; its value is null where none was supplied."""
    if standard is None:
        return {"parameter": parameter, "value": None, "approved_by": None, "on": None, "source": None}
    return {
        "parameter": parameter,
        "value": as_json(Decimal(standard.value)),
        "approved_by": standard.approved_by,
        "on": standard.on.text,
        "source": standard.source or None,
    }


def _reason(why: NotGraded | None) -> Shape | None:
    return None if why is None else {"reason": why.reason.value, "detail": why.detail}


def figure_shape(figure: Figure, document: Document, lines: Lines | None, *, internal: bool) -> Shape:
    hides = figure.hides and not internal
    part, whole = figure.numerator, figure.denominator
    edges = [edge for band in lines.bands for edge in band.bound.edges()] if lines else []
    value: object = figure.truth if figure.truth is not None else as_json(figure.value, edges)
    at = document.position_of(figure.entry.pointer)
    shape: Shape = {
        "indicator": figure.indicator.id,
        "value": None if hides else value,
        "numerator": None if hides else part,
        "denominator": None if hides and (is_small(whole) or figure.withheld) else whole,
        "unit": figure.indicator.unit,
        "period": {"from": figure.entry.period.start.isoformat(), "to": figure.entry.period.end.isoformat()},
        "missing": figure.missing.reason.value if figure.missing else None,
        "source": figure.entry.source,
        "note": figure.entry.note or None,
        "plan": figure.entry.plan or None,
        "place": None if at is None else {"pointer": figure.entry.pointer, "line": at.line, "column": at.column},
    }
    if figure.indicator.unit == "percent" and not figure.entry.denominator_published:
        shape["denominator_published"] = False
    if figure.entry.recording is not None:
        from compcheck.reporting.recorded import shape_of  # noqa: PLC0415  # few figures are counted from records

        shape["recording"] = shape_of(figure, lines, internal=internal)
    if hides:
        shape["hidden"] = True
        shape["shown_as"] = wording.figure_text(figure)
    elif figure.hides_range and not internal:
        shape["shown_as"] = wording.figure_text(figure, lines)
    return shape


def _change(finding: Finding, *, hides: bool) -> Shape | None:
    if finding.rule.change_months is None or len(finding.figures) < 2 or finding.compared is None:
        return None
    return {"over": finding.rule.change_over, "by": None if hides else as_json(Fraction(*finding.compared))}


def _evidence(finding: Finding, evidence: Evidence, document: Document, *, internal: bool) -> Shape:
    counts_people = finding.topic is not None and finding.topic.counts_people
    hides = counts_people and not internal and wording.evidence_hides(evidence)
    sample, at = evidence.sample, document.position_of(evidence.pointer)
    hides_n = counts_people and not internal
    shape: Shape = {
        "topic": evidence.topic,
        "kind": evidence.kind,
        "independent": evidence.independent,
        "on": evidence.on.text if evidence.on else None,
        "sample": None if sample is None else {
            "n": None if hides_n and is_small(sample.n) else sample.n,
            "of": None if hides_n and is_small(sample.of) else sample.of,
            "chosen": sample.chosen or None,
        },
        "grade": evidence.grade,
        "counts": None if hides or evidence.counts is None else dict(evidence.counts),
        "share": None if hides or evidence.share is None else as_json(Decimal(evidence.share)),
        "direction": evidence.direction,
        "source": evidence.source,
        "says": evidence.says or None,
        "plan": evidence.plan or None,
        "of_this_inspection": evidence.of_this_inspection,
        "place": None if at is None else {"pointer": evidence.pointer, "line": at.line, "column": at.column},
    }  # fmt: skip
    if hides:
        shape["hidden"] = True
    return shape


def _bound(band: Band) -> object:
    edges = [as_json(edge) for edge in band.bound.edges()]
    return edges if len(edges) > 1 else edges[0]


def _next(finding: Finding, *, hides: bool) -> Shape | None:
    following = finding.margin.next
    if following is None or finding.compared is None:
        return None
    edge, _ = following.band.bound.edge_for(finding.compared)
    away = None if hides else as_json(following.away)
    shape: Shape = {
        "grade": following.band.grade.word,
        "bound": as_json(edge),
        "away": away,
        "unit": finding.figures[0].indicator.unit,
        "cases": None if hides else following.cases,
        "direction": "more" if following.more else "fewer",
    }
    return shape


def _basis(finding: Finding) -> Shape | None:
    """What is expected, where England stands, and the line: three things, never one."""
    lines = finding.sampled if finding.by_evidence else finding.lines
    if lines is None:
        return None
    bands: Shape = {}
    if isinstance(lines, Lines):
        bands = {band.grade.word: str(band.bound) for band in lines.bands}
        bands |= {"otherwise": lines.otherwise.word if lines.otherwise else wording.NOT_GRADED}
        if lines.national and not lines.bands:
            bands = {band.grade.word: wording.national_text(band) for band in lines.national}
        elif not lines.bands:
            bands = {"yes": wording.grade_text(lines.yes, ""), "no": wording.grade_text(lines.no, "")}
    else:
        bands = {grade.word: f"{share} of cases {grade.word} or better" for grade, share in lines.counts}
        bands |= {f"{band.grade.word} (share)": str(band.bound) for band in lines.share}
    return {
        "expectation": lines.expectation,
        "position": _position(finding.position),
        "line": {
            "since": lines.since.isoformat(), "bands": bands, "stands_on": lines.basis.kind, "says": lines.basis.says,
            "source": lines.basis.source,
        },
    }  # fmt: skip


def _position(position: Published | None) -> Shape | None:
    if position is None:
        return None
    return {
        "year": position.year,
        "england": as_json(position.england),
        "lower_quartile": as_json(position.lower_quartile),
        "median": as_json(position.median),
        "upper_quartile": as_json(position.upper_quartile),
        "source": position.source,
    }


def _source(source: Source) -> Shape:
    given = {"says": source.says, "page": source.page, "url": source.url}
    return {"title": source.title, "publisher": source.publisher, "year": source.year} | {
        key: value for key, value in given.items() if value
    }
