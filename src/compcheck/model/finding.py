"""A finding: one requirement held against what was supplied. Complete at birth; a report only arranges words."""

from __future__ import annotations

from typing import NamedTuple

from compcheck.model.bands import Band, Exact, Lines, SampledLines
from compcheck.model.figure import Figure
from compcheck.model.grade import Grade, NotGraded, Outcome, Reason
from compcheck.model.indicator import Published, Topic
from compcheck.model.margin import Margin, margin_of
from compcheck.model.rule import Recommendation, Rule
from compcheck.model.submission import Evidence, Standard


class Finding(NamedTuple):
    """`outcome` is a grade or why there is none; `by_evidence` says which of the two decided it.

    `figures` holds the figure and, for a change, the earlier one after it. `compared` is what was held
    against `lines`. `held_at` says why a grade was held down to what it is, "" if it was not.
    """

    rule: Rule
    outcome: Outcome
    highest: Grade
    by_evidence: bool = False
    figures: tuple[Figure, ...] = ()
    lines: Lines | None = None
    compared: Exact | None = None
    evidence: Evidence | None = None
    topic: Topic | None = None
    sampled: SampledLines | None = None
    held_at: str = ""
    instead_of: NotGraded | None = None  # where evidence decided: why the figure beside it could not
    standard: Standard | None = None  # the authority's own limit that the figure is measured against
    figure_leaves: Grade | None = None  # likewise: the best grade that figure leaves open, if it says anything of it

    @property
    def grade(self) -> Grade | None:
        return self.outcome if isinstance(self.outcome, Grade) else None

    @property
    def not_graded(self) -> NotGraded | None:
        return self.outcome if isinstance(self.outcome, NotGraded) else None

    @property
    def known_in_part(self) -> bool:
        """Whether it is not graded because nobody can say what the figure really is."""
        return isinstance(self.outcome, NotGraded) and self.outcome.reason in {Reason.NOT_RECORDED, Reason.AT_LEAST}

    @property
    def met(self) -> Band | None:
        """The band a figure lies in; None for evidence, and for what meets no band."""
        if self.lines is None or self.compared is None or self.by_evidence or self.known_in_part:
            return None
        return next((band for band in self.lines.bands if band.bound.holds(self.compared)), None)

    @property
    def own_figures(self) -> tuple[Figure, ...]:
        """What the requirement looks at, without the earlier figure of a change."""
        return self.figures[: 1 if self.rule.change_months is not None else None]

    @property
    def margin(self) -> Margin:
        """Worked out when asked for: a run over thousands of files need not."""
        if self.lines is None or self.compared is None or self.by_evidence or not self.figures or self.known_in_part:
            return Margin()
        if any(one.recording is not None for one in self.figures[1:]):
            return Margin()  # of a change from a figure that may be another, nobody can say how far it is to a line
        return margin_of(self.figures[0], self.lines, self.compared, self.grade, self.highest)

    @property
    def position(self) -> Published | None:
        """England in the figure's own year, or the latest before it; None across a break of the series."""
        if not self.figures:
            return None
        figure = self.figures[0]
        ended = figure.entry.period.end
        found = figure.indicator.position_in(ended)
        return None if found is None or figure.indicator.break_between(found.ended, ended) else found

    @property
    def recommendation(self) -> Recommendation | None:
        return None if self.grade is None else self.rule.recommendation_for(self.grade)

    @property
    def hides(self) -> bool:
        """Whether it holds a count of 1 to 5 people, in any of its figures or in what is not recorded of them."""
        return any(figure.hides or figure.hides_range for figure in self.figures)
