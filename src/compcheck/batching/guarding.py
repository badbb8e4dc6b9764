"""One submission through the pipeline, so that whatever goes wrong with it is its own problem and stops no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compcheck.model.comparison import Comparison
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.model.when import When
from compcheck.pipeline import evaluate


class By(NamedTuple):
    """What to judge by: each framework named (None: the submission's own), and the day that stands in for another."""

    framework_ids: tuple[str | None, ...] = (None,)
    as_of: When | None = None


def guarded(document: Document, library: Library, framework_id: str | None, as_of: When | None) -> Evaluation:
    """ProblemsFound for whatever is wrong with the document, and for a rule that breaks over it."""
    try:
        return evaluate(document, library, framework_id, as_of)
    except ProblemsFound:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a rule raises is this file's problem, and the others go on
        rule = _rule_at(error)
        where = f"the rule {rule}" if rule else "compcheck"
        fact = f"could not be evaluated: {where} failed with {type(error).__name__}."
        way_out = "Please report it, with the rule and, if you may, the figures it looks at."
        raise ProblemsFound([Problem("rule-raised", document.path, fact, way_out)]) from None


def side_by_side(evaluations: Sequence[Evaluation], framework_ids: Sequence[str | None]) -> tuple[Comparison, ...]:
    """Each submission under the first framework named, beside itself under each of the others."""
    if len(set(framework_ids)) < 2:  # a side needs another
        return ()
    from compcheck.comparing.frameworks import compare  # noqa: PLC0415  # only where two frameworks were asked for

    first = {one.document.path: one for one in evaluations if one.framework.named == framework_ids[0]}
    others = [one for one in evaluations if one.framework.named != framework_ids[0] and one.document.path in first]
    return tuple([compare(first[one.document.path], one) for one in others])


def _rule_at(error: Exception) -> str:
    """The rule that was being graded. The error's own message is left out: it may repeat what the file says."""
    found, trace = "", error.__traceback__
    while trace is not None:
        rule = trace.tb_frame.f_locals.get("rule")
        found = rule.id if isinstance(rule, Rule) else found
        trace = trace.tb_next
    return found
