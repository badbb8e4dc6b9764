"""A figure as measured: its exact value or why there is none, and whether people could be counted back from it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from compcheck.model.bands import Exact
from compcheck.model.grade import NotGraded
from compcheck.model.indicator import PER, Indicator
from compcheck.model.submission import Entry
from compcheck.model.when import months_after

if TYPE_CHECKING:  # most figures are what they are, and need not wait for what says what they may be
    from compcheck.model.recording import Recording
    from compcheck.model.span import Span

FEWEST_SHOWN = 6
"""Counts of people below this, other than 0, are hidden. Source: DfE suppresses counts of 1 to 5."""

FEWEST_FOR_A_SHARE = 20
"""Below this denominator a share is printed as "n of m" and not graded, unless every case must be right."""

FEWEST_SAMPLED = 6
"""Evidence on fewer cases than this is printed, never graded."""

NEAR_ENOUGH_DAYS = 92
"""How far from the asked-for date the earlier figure of a change may lie: a quarter of a year."""


def count_shown(count: int) -> str:
    """A count as it may be told of people: 1 to 5 are never told apart."""
    return "1 to 5" if is_small(count) else f"{count:,}"


def is_small(count: int | None) -> bool:
    return count is not None and 0 < count < FEWEST_SHOWN


class Figure(NamedTuple):
    """What an entry comes to. Either `exact` or `truth` (yes/no) is set, or `missing` says why neither is.

    `earlier` holds the same indicator in earlier periods, as supplied. A figure is `withheld` where it would give back
    what another hides.
    """

    indicator: Indicator
    entry: Entry
    exact: Exact | None = None
    truth: bool | None = None
    missing: NotGraded | None = None
    earlier: tuple[Figure, ...] = ()
    withheld: bool = False

    @property
    def value(self) -> Fraction | None:
        """In the indicator's unit."""
        return None if self.exact is None else Fraction(*self.exact)

    @property
    def numerator(self) -> int | None:
        return self.entry.numerator if isinstance(self.entry.numerator, int) else None

    @property
    def denominator(self) -> int | None:
        return self.entry.denominator if isinstance(self.entry.denominator, int) else None

    def earlier_by(self, months: int) -> Figure | None:
        """The figure supplied nearest to so many months before, if one is near enough."""
        target = months_after(self.entry.period.end, -months)
        near = [one for one in self.earlier if abs((one.entry.period.end - target).days) <= NEAR_ENOUGH_DAYS]
        return min(
            near, key=lambda one: (abs((one.entry.period.end - target).days), one.entry.period.end), default=None
        )

    @property
    def recording(self) -> Recording | None:
        """What it says of the records it was counted from, where that leaves open what it really is."""
        said = self.entry.recording
        return said if said is not None and (said.not_recorded or said.at_least) else None

    @property
    def span(self) -> Span | None:
        """What it may really be: of what is not recorded, none may belong to it and all may. None where nobody can say.

        Asked for only where there is a number.
        """
        from compcheck.model.span import Span  # noqa: PLC0415  # asked for only of what is known in part

        assert self.exact is not None
        said = self.recording
        if said is None:
            return Span.at(self.exact)
        if not said.not_recorded:
            return Span(self.exact, self.exact, or_more=bool(said.at_least))
        top, bottom = self.exact
        per, whole = PER.get(self.indicator.unit), self.denominator
        if self.indicator.unit == "count":
            most = Fraction(top, bottom) + said.not_recorded
        elif self.indicator.unit == "number" or per is None or not whole:
            return None
        else:
            most = Fraction(top, bottom) + Fraction(per * said.not_recorded, whole)
        if self.indicator.unit == "percent":
            most = min(most, Fraction(100))
        return Span(self.exact, most.as_integer_ratio(), or_more=bool(said.at_least))

    @property
    def hides_range(self) -> bool:
        """Whether how many cases are not recorded, or what the figure may be for them, would tell of 1 to 5 people."""
        said = self.entry.recording
        if said is None or not said.not_recorded or not self.indicator.counts_people:
            return False
        if self.hides or is_small(said.not_recorded):
            return True
        part, whole = self._counts_that_follow()
        if self.indicator.unit != "percent" or whole is None:
            return False
        return is_small(whole - said.not_recorded) or (part is not None and is_small(whole - part - said.not_recorded))

    @property
    def hides(self) -> bool:
        """Whether a count of 1 to 5 people stands in it, or could be worked out from its parts."""
        if not self.indicator.counts_people:
            return False
        if self.withheld:
            return True
        if self.indicator.unit == "count":
            return self.exact is not None and is_small(self.exact[0] // self.exact[1])
        part, whole = self._counts_that_follow()
        if is_small(part) or is_small(whole):
            return True
        return self.indicator.unit == "percent" and part is not None and whole is not None and is_small(whole - part)

    def _counts_that_follow(self) -> tuple[int | None, int | None]:
        """Numerator and denominator; where one is not given and the percentage gives it away, that one too."""
        part, whole = self.numerator, self.denominator
        per = PER.get(self.indicator.unit)
        if per is None or self.exact is None or not self.exact[0]:
            return part, whole
        share = Fraction(*self.exact) / per
        if part is None and whole is not None:
            return round(share * whole), whole
        if part is not None and whole is None:
            return part, round(part / share)
        return part, whole
