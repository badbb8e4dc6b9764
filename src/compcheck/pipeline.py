"""The corridor: one submission through every room, once, left to right. Nothing here prints or opens a file."""

from __future__ import annotations

from compcheck.grading import Supplied, grade_rules
from compcheck.judging import judge
from compcheck.measuring import work_out
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation
from compcheck.model.library import Library
from compcheck.model.when import When
from compcheck.shape import submission_from


def evaluate(
    document: Document, library: Library, framework_id: str | None = None, as_of: When | None = None
) -> Evaluation:
    """What the document shows under its own framework, or under the one named; ProblemsFound if it cannot be read.

    `as_of` stands in for the day the submission says it is judged on.
    """
    submission, framework = submission_from(document, library, framework_id, as_of)
    figures = work_out(submission, library.catalogue, framework.indicators)
    if submission.collected is not None:
        from compcheck.withholding import withheld  # noqa: PLC0415  # few submissions are counted from records

        figures = withheld(figures)
    topics, standards = library.catalogue.topics, submission.standards
    supplied = Supplied(figures, submission.evidence, topics, submission.judged, standards)
    findings = grade_rules(framework, supplied)
    judgements, overall = judge(framework, findings, submission.judged)
    return Evaluation(document, submission, framework, findings, judgements, overall)
