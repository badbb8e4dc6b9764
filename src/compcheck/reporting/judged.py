"""The judgements as rows: of each area, overall, and what inspectors gave, each with what decided it."""

from __future__ import annotations

from typing import NamedTuple

from compcheck.model.evaluation import Evaluation
from compcheck.model.grade import Grade
from compcheck.reporting import wording
from compcheck.reporting.wording import NOT_JUDGED, safe

OVERALL = "Overall"


class Judged(NamedTuple):
    """`what` is the title of an area, Overall, or Inspectors with their day; these have no `grade`, whatever they say.

    `area` is the area's id, "" for the others.
    """

    what: str
    area: str
    grade: Grade | None
    says: str
    why: tuple[str, ...]


def judged(evaluation: Evaluation) -> list[Judged]:
    framework = evaluation.framework
    titles = {area.id: area.title for area in framework.areas}
    rows = []
    for one in evaluation.judgements:
        why = [wording.reason_text(because, framework) for because in one.reasons]
        if one.grade is None and one.seen is not None:
            why.append(f"what was seen points to {one.seen.word}: no judgement")
        rows.append(Judged(titles[one.area], one.area, one.grade, _says(one.grade, evaluation), tuple(why)))
    overall = evaluation.overall
    if overall is not None:
        why = [wording.reason_text(because, framework) for because in overall.reasons]
        rows.append(Judged(OVERALL, "", overall.grade, _says(overall.grade, evaluation), tuple(why)))
    inspection = evaluation.submission.inspection
    if inspection is not None:
        theirs = inspection.areas if all(area in titles for area, _ in inspection.areas) else ()  # of another framework
        areas = ", ".join(f"{titles[area]} {grade}" for area, grade in theirs)
        beside = f"{safe(inspection.source)}{f' ({areas})' if areas else ''}. Feeds no grade here"
        said = safe(inspection.overall or "no overall grade given")
        rows.append(Judged(f"Inspectors, {safe(inspection.on)}", "", None, said, (beside,)))
    return rows


def _says(grade: Grade | None, evaluation: Evaluation) -> str:
    return NOT_JUDGED if grade is None else wording.grade_word(grade, evaluation.framework)
