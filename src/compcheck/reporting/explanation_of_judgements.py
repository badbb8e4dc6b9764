"""Why an area or the whole is judged as it is, and what holds it down, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compcheck.model.evaluation import Evaluation
from compcheck.model.finding import Finding
from compcheck.model.framework import Area
from compcheck.model.grade import Grade
from compcheck.model.judgement import Because
from compcheck.reporting import wording
from compcheck.reporting.layout import filled, head, joined, numbered, rows, section
from compcheck.reporting.remedies import how_to_be_seen
from compcheck.reporting.steps import everything, sentence
from compcheck.reporting.wording import NOT_JUDGED
from compcheck.tracing.holding import Holding, failing, holding_area, holding_overall, next_better
from compcheck.tracing.judgements import area_steps, overall_steps
from compcheck.tracing.steps import Step


def of_area(evaluation: Evaluation, area: Area, *, internal: bool = False) -> str:
    judgement = next((one for one in evaluation.judgements if one.area == area.id), None)
    opening = head(evaluation, area.title, internal=internal)
    if judgement is None:
        return joined(
            opening,
            filled(_no_judgement(evaluation)),
            _failing(failing(evaluation, area.id), evaluation, internal=internal),
        )
    seen = (
        f"what was seen points to {judgement.seen.word}: no judgement"
        if judgement.grade is None and judgement.seen
        else ""
    )
    return joined(
        opening,
        rows(
            ("Area", area.id),
            ("Judgement", _word(judgement.grade, evaluation)),
            ("Decided by", _reasons(judgement.reasons, evaluation)),
            ("Seen", seen),
        ),
        section("Step by step", numbered(_sentences(area_steps(area, evaluation)))),
        _holding(
            holding_area(area, evaluation),
            next_better(judgement.grade, evaluation.framework),
            evaluation,
            internal=internal,
        ),
    )


def of_overall(evaluation: Evaluation, *, internal: bool = False) -> str:
    framework, overall = evaluation.framework, evaluation.overall
    opening = head(evaluation, "Overall", internal=internal)
    if framework.sorts_into_kinds:
        return joined(
            opening, filled(_no_judgement(evaluation)), _failing(failing(evaluation), evaluation, internal=internal)
        )
    if overall is None:
        none = f"{framework.id} makes no overall judgement: there is none to explain. Its areas can be explained: "
        return joined(opening, filled(f"{none}{', '.join(area.id for area in framework.areas)}."))
    areas = [f"{one.area}: {_word(one.grade, evaluation)}" for one in evaluation.judgements]
    return joined(
        opening,
        rows(
            ("Judgement", _word(overall.grade, evaluation)),
            ("Decided by", _reasons(overall.reasons, evaluation)),
        ),
        section("The areas", "\n".join(filled(one, "  ") for one in areas)),
        section("Step by step", numbered(_sentences(overall_steps(evaluation)))),
        _holding(holding_overall(evaluation), next_better(overall.grade, framework), evaluation, internal=internal),
    )


def _word(grade: Grade | None, evaluation: Evaluation) -> str:
    return NOT_JUDGED if grade is None else wording.grade_word(grade, evaluation.framework)


def _reasons(reasons: Iterable[Because], evaluation: Evaluation) -> str:
    return "; ".join(wording.reason_text(one, evaluation.framework) for one in reasons)


def _sentences(steps: Iterable[Step]) -> list[str]:
    lines = []
    for step in steps:
        told = sentence(step, told=everything(step))
        lines.append(f"{told} [{', '.join(step.names)}]" if step.names else told)
    return lines


def _holding(held: Sequence[Holding], better: Grade | None, evaluation: Evaluation, *, internal: bool) -> str:
    if better is None:
        highest = evaluation.framework.highest.word
        return section("What holds it down", filled(f"Nothing: no better judgement than {highest} is made here.", "  "))
    title = f"What holds it down{_ordered(evaluation)}"
    if not held:
        return section(title, "  No single requirement.")
    listed = _listed([one.finding for one in held], evaluation, internal=internal)
    said = f"What keeps it from {_word(better, evaluation)}, in this order: {_order(evaluation)}"
    return section(title, filled(said, "  "), listed)


def _no_judgement(evaluation: Evaluation) -> str:
    return f"{evaluation.framework.id} sorts its findings into kinds and makes no judgement: there is none to explain."


def _failing(found: Sequence[Finding], evaluation: Evaluation, *, internal: bool) -> str:
    title = f"What fails the run{_ordered(evaluation)}"
    if not found:
        return section(title, "  Nothing.")
    return section(
        title, filled(f"In this order: {_order(evaluation)}", "  "), _listed(found, evaluation, internal=internal)
    )


def _listed(found: Sequence[Finding], evaluation: Evaluation, *, internal: bool) -> str:
    items = []
    for at, one in enumerate(found, 1):
        named = f"{one.rule.title} ({'key; ' if one.rule.key else ''}{one.rule.id})"
        items += [
            filled(f"{at:>3}. {named}", hang="     "),
            filled(_state(one, evaluation, internal=internal), "     "),
        ]
    return "\n".join(items)


def _ordered(evaluation: Evaluation) -> str:
    return ", in order of risk to children" if evaluation.framework.risk else ""


def _order(evaluation: Evaluation) -> str:
    said = [*evaluation.framework.risk, "the framework's own order"]
    return f"{', then '.join(said)}; never by how near a figure is to its line."


def _state(finding: Finding, evaluation: Evaluation, *, internal: bool) -> str:
    if finding.grade is not None:
        recommendation = finding.recommendation
        due = f"; {recommendation.by}: {recommendation.action}" if recommendation is not None else ""
        doubt = wording.mark_text(finding, internal=internal)
        return f"Found {_word(finding.grade, evaluation)}{f' ({doubt})' if doubt else ''}{due}."
    assert finding.not_graded is not None  # an outcome is a grade or a reason
    seen = how_to_be_seen(finding, evaluation)
    return f"Not graded: {wording.WHY_NOT[finding.not_graded.reason]}{f'. To be seen: {seen}' if seen else ''}."
