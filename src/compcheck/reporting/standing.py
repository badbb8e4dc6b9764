"""What every report opens with, whatever its format: that it is a self-check, how much was seen, what it rests on."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation, Run
from compcheck.reporting import local_wording, wording
from compcheck.reporting.wording import safe


def title(evaluation: Evaluation) -> str:
    """Whose submission, and what it was held against."""
    return f"{safe(evaluation.submission.authority.name)}: {evaluation.framework.title}"


def subtitle(evaluation: Evaluation) -> str:
    submission = evaluation.submission
    return f"{evaluation.framework.id}, period {submission.period}, judged on {submission.judged_on.text}"


def opening(evaluation: Evaluation, run: Run) -> list[str]:
    """The paragraphs a report begins with, the marking first; each on one line and safe to print."""
    submission = evaluation.submission
    said = [
        wording.MARKED_INTERNAL if run.internal else "",
        wording.standing(evaluation),
        wording.judged_under(evaluation),
        local_wording.explanations_text(evaluation) if run.explanations else "",
        *wording.collected_text(evaluation, internal=run.internal),
        f"Note: {safe(submission.note)}" if submission.note else "",
    ]
    return [one for one in said if one]
