"""What an authority says itself beside findings: its own rules over a framework's, and its explanations."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.explanation import IN_FORCE, LAPSED, NOT_NEEDED, NOT_YET, STATES, Explained
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.reporting.wording import counted, safe


def local_text(framework: Framework) -> list[str]:
    """Who laid local rules over the framework, when and why, and every rule they change; [] where there are none."""
    local = framework.local
    if local is None:
        return []
    titles = {rule.id: rule.title for rule in framework.rules}
    said = [f"{local.title}: laid over {local.extends} by {local.by} on {local.on}. {local.why}"]
    for one in local.changes:
        how = f"asks for less: {one.what}" if one.what else "asks for as much or more"
        said.append(f"- {titles.get(one.rule, one.rule)}: {how}. Changed by {one.by}: {one.why}")
    if local.added:
        added = counted(len(local.added), "requirement is added: it weighs", "requirements are added: they weigh")
        said.append(f"- {added} nothing, and can only lower")
    return said


def changed_text(finding: Finding, framework: Framework) -> list[str]:
    """Beside a finding by lines that are the authority's own: who changed them, and why."""
    changes = framework.local.changes_of(finding.rule.id) if framework.local is not None else ()
    return [f"Changed locally by {one.by}: {one.why}" for one in changes[:1]]


def explanation_text(explained: Explained) -> str:
    """`Explanation (Director of Children's Services, 2012-11-01 to 2013-04-30): …`, and whether it still holds."""
    one = explained.explanation
    state = {
        IN_FORCE: "",
        LAPSED: f", lapsed on {one.until.isoformat()}",
        NOT_YET: f", not in force before {one.starts.isoformat()}",
        NOT_NEEDED: ", not needed: the requirement is met",
    }[explained.state]
    approved = f"approved by {safe(one.approver)}, {one.starts.isoformat()} to {one.until.isoformat()}"
    return f"Explanation{state} ({approved}): {safe(one.reason)}"


def explanations_text(evaluation: Evaluation) -> str:
    """How many explanations stand beside findings, by what has become of them."""
    states = explanation_states(evaluation)
    told = ", ".join(f"{number} {state}" for state, number in states.items() if number)
    return f"Explanations: {told or 'none here'}. They change no grade, no weight and no exit code."


def explanation_states(evaluation: Evaluation) -> dict[str, int]:
    states = [one.state for those in evaluation.explanations.values() for one in those]
    return {state: states.count(state) for state in STATES}
