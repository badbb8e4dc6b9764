"""Lines that are places in England's distribution: of the figure's own year, or else the latest before it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from builders import ADEQUATE, GOOD, INADEQUATE, figure, found, part_of, rule
from compcheck.model.bands import Basis, Lines, NationalBand
from compcheck.model.finding import Finding
from compcheck.model.grade import NotGraded, Reason
from compcheck.model.indicator import Break, Published
from compcheck.model.when import Period

NATIONAL = Lines(
    date(2000, 1, 1),
    "every case",
    Basis("england", "own year", ""),
    otherwise=INADEQUATE,
    national=(NationalBand(GOOD, True, ("median",)), NationalBand(ADEQUATE, True, ("lower_quartile",))),
)
MIRRORED = NATIONAL._replace(
    national=(NationalBand(GOOD, False, ("median",)), NationalBand(ADEQUATE, False, ("upper_quartile",)))
)


def of_year(year: int, lower: str, median: str, upper: str) -> Published:
    at = [Decimal(one) for one in (lower, median, upper)]
    return Published(f"{year - 1}-{year % 100}", date(year, 3, 31), f"DfE {year}", at[1], *at)


EARLIER, OWN = of_year(2012, "60", "70", "80"), of_year(2013, "65", "75", "85")


def of(percent: int, *published: Published, lines: Lines = NATIONAL, polarity: str = "high", **more: Any) -> Finding:
    period = Period(date(2012, 4, 1), date(2013, 3, 31))
    given = part_of(percent * 10, 1000, period=period)
    same_as = more.pop("same_as", "seen")
    return found(
        rule("practice/any", lines),
        figure(given, polarity=polarity, published=published, same_as=same_as, **more),
    )


def reason_of(finding: Finding) -> Reason:
    assert isinstance(finding.outcome, NotGraded)
    return finding.outcome.reason


def test_the_line_is_that_of_the_figures_own_year_which_the_finding_names() -> None:
    assert of(75, EARLIER, OWN).grade == GOOD
    assert of(74, EARLIER, OWN).grade == ADEQUATE
    assert of(64, EARLIER, OWN).grade == INADEQUATE
    lines = of(74, EARLIER, OWN).lines
    assert lines is not None
    assert (lines.basis.says, lines.basis.source) == ("2012-13", "DfE 2013")


def test_where_its_own_year_is_not_published_the_latest_before_it_is_taken_and_named() -> None:
    finding = of(72, EARLIER)
    assert finding.grade == GOOD
    assert finding.lines is not None
    assert finding.lines.basis.says == "2011-12"


def test_a_year_of_which_only_englands_own_figure_is_published_is_passed_over() -> None:
    alone = OWN._replace(lower_quartile=None, median=None, upper_quartile=None)
    finding = of(72, EARLIER, alone)
    assert finding.grade == GOOD
    assert finding.lines is not None
    assert finding.lines.basis.says == "2011-12"


def test_a_later_year_is_never_held_against_an_earlier_figure() -> None:
    assert reason_of(of(90, of_year(2014, "65", "75", "85"))) is Reason.NO_COMPARATOR


def test_nothing_is_held_against_england_across_a_break() -> None:
    changed = (Break(date(2012, 4, 1), "it is counted otherwise"),)
    assert reason_of(of(90, EARLIER, breaks=changed)) is Reason.NOT_COMPARABLE


def test_a_figure_that_is_the_same_as_no_published_series_has_no_national_line_and_the_finding_says_so() -> None:
    finding = of(90, same_as="")
    assert reason_of(finding) is Reason.NO_COMPARATOR
    assert isinstance(finding.outcome, NotGraded)
    assert "the same as no published series" in finding.outcome.detail


def test_where_less_is_better_the_quartiles_are_mirrored() -> None:
    grades = [of(at, OWN, lines=MIRRORED, polarity="low").grade for at in (75, 76, 85, 86)]
    assert grades == [GOOD, ADEQUATE, ADEQUATE, INADEQUATE]


@given(st.integers(0, 100), st.integers(0, 100), st.lists(st.integers(0, 1000), min_size=3, max_size=3))
def test_a_better_figure_of_the_same_year_never_has_the_worse_grade(one: int, other: int, at: list[int]) -> None:
    lower, median, upper = sorted(at)
    published = of_year(2013, str(Decimal(lower) / 10), str(Decimal(median) / 10), str(Decimal(upper) / 10))
    worse, better = sorted((one, other))
    first, second = of(worse, published).grade, of(better, published).grade
    assert first is not None
    assert second is not None
    assert first <= second
