"""How a requirement that is not graded could be seen: what would have to be supplied."""

from __future__ import annotations

from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import FEWEST_FOR_A_SHARE, FEWEST_SAMPLED
from compcheck.model.finding import Finding
from compcheck.model.grade import NEVER_GRADED, Reason
from compcheck.model.when import months_after

OF_THE_FIGURE = {
    Reason.SUPPRESSED: "the figure from your own records, where its source suppresses it",
    Reason.SMALL: "the figure from your own records, where its source says only that it is small",
    Reason.NOTHING_TO_MEASURE: "a period in which there was something to measure",
    Reason.NO_DENOMINATOR: 'its denominator, or "not published" where its source gives none',
    Reason.NO_EARLIER_PERIOD: "the same figure for the earlier period, under history",
    Reason.NO_COMPARATOR: "a figure for a year in which England's was published",
    Reason.NOT_COMPARABLE: "figures counted in one way throughout, from one side of the change",
    Reason.NOT_RECORDED: "the cells that are blank or cannot be read, filled in",
    Reason.AT_LEAST: "records that show all of it, so that it is no longer known only as at least",
    Reason.TOO_FEW: f"a longer period, with {FEWEST_FOR_A_SHARE} cases or more",
}
OF_THE_EVIDENCE = {
    Reason.STATEMENT: "what somebody saw in the cases themselves: a grade, counts by grade, or a share",
    Reason.DIRECTION_ONLY: "a grade, counts by grade or a share beside the direction",
    Reason.TOO_FEW: f"{FEWEST_SAMPLED} sampled cases or more",
    Reason.NO_DENOMINATOR: "how many cases were looked at",
    Reason.NO_LINE: "a grade its source gives, or counts by grade",
}


def how_to_be_seen(finding: Finding, evaluation: Evaluation) -> str:
    """Without its full stop; "" where it is graded, or no data could grade it."""
    why = finding.not_graded
    if why is None or why.reason in NEVER_GRADED:
        return ""
    judged, framework = evaluation.submission.judged, evaluation.framework
    if why.reason is Reason.OUT_OF_DATE:
        since = months_after(judged, -framework.figures_out_of_date).isoformat()
        return f"a figure whose period ends on or after {since}"
    if why.reason is Reason.LAPSED and finding.evidence is not None:
        since = months_after(judged, -framework.lapses_after(finding.evidence.kind)).isoformat()
        return f"evidence of {since} or later"
    if why.reason is Reason.NO_LOCAL_STANDARD:
        return f"the authority's own limit, under parameters: {finding.rule.parameter}"
    if why.reason is Reason.ANOTHER_SCALE:
        return f"a grade of this framework: {', '.join(framework.scale.words)}"
    by_evidence = finding.by_evidence and finding.evidence is not None
    said = (OF_THE_EVIDENCE if by_evidence else OF_THE_FIGURE).get(why.reason)
    if said is not None:
        return said
    return _supplied(finding, evaluation) if why.reason in {Reason.NOT_SUPPLIED, Reason.NOT_APPLICABLE} else ""


def _supplied(finding: Finding, evaluation: Evaluation) -> str:
    """What is asked for and was not given; evidence stands in only beside an entry that says why there is no figure."""
    rule = finding.rule
    given = {one.indicator.id for one in finding.figures if one.missing is None}
    wanted = [name for name in rule.indicators if name not in given]
    figures = f"the figure {' and '.join(wanted)}" if wanted else ""
    if figures and rule.parameter is not None and rule.parameter not in evaluation.submission.standards:
        figures = f"{figures} beside the authority's own limit (parameters: {rule.parameter})"
    evidence = f"evidence on {rule.topic}" if rule.topic else ""
    if figures and evidence:
        beside = "" if finding.figures else ", with why there is no figure (not_supplied)"
        return f"{figures}, or {evidence}{beside}"
    return figures or evidence
