"""How a figure moved, and where nothing may be said of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from builders import SOURCE
from compcheck.comparing.movement import movement_of
from compcheck.model.indicator import Break, Indicator
from compcheck.model.progress import ToldFigure

THEN, NOW = date(2012, 3, 31), date(2013, 3, 31)


def indicator(polarity: str = "high", *, broken: bool = False) -> Indicator:
    breaks = (Break(date(2012, 4, 1), "the clock starts later"),) if broken else ()
    return Indicator("on_time", "On time", "percent", polarity, "", "", SOURCE, breaks=breaks)


def figure(value: str | None, end: date = NOW, **changes: object) -> ToldFigure:
    exact = None if value is None else Fraction(Decimal(value))
    made = ToldFigure("on_time", "percent", end.replace(year=end.year - 1), end, exact, least=exact, most=exact,
                      indicator=indicator())  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]  # each test changes what it is about


@pytest.mark.parametrize(
    ("polarity", "then", "now", "kind"),
    [
        ("high", "60", "70", "better"),
        ("high", "70", "60", "worse"),
        ("low", "60", "70", "worse"),
        ("low", "70", "60", "better"),
        ("middle", "60", "70", "rose"),
        ("recorded", "70", "60", "fell"),
        ("none", "60", "70", "rose"),
    ],
)
def test_only_a_figure_with_a_good_side_gets_better_or_worse(polarity: str, then: str, now: str, kind: str) -> None:
    made = [figure(value, end, indicator=indicator(polarity)) for value, end in ((then, THEN), (now, NOW))]
    moved = movement_of(made[0], made[1])
    assert moved is not None
    assert (moved.kind, moved.by) == (kind, Fraction(int(now) - int(then)))


def test_nothing_is_compared_across_a_change_of_the_definition_in_either_direction() -> None:
    before, after = (figure(value, end, indicator=indicator(broken=True)) for value, end in (("60", THEN), ("70", NOW)))
    for one, other in ((before, after), (after, before)):
        moved = movement_of(one, other)
        assert moved is not None
        assert (moved.kind, moved.by) == ("definition changed", None)
        assert "the clock starts later" in moved.why


def test_a_movement_within_what_is_not_recorded_is_called_none() -> None:
    moved = movement_of(figure("60", THEN, most=Fraction(75)), figure("70"))
    assert moved is not None
    assert (moved.kind, moved.by) == ("within range", None)


def test_a_movement_beyond_what_is_not_recorded_is_told_as_at_least_so_far() -> None:
    moved = movement_of(figure("60", THEN, most=Fraction(65)), figure("70"))
    assert moved is not None
    assert (moved.kind, moved.by, moved.at_least) == ("better", Fraction(5), True)


def test_a_figure_known_only_as_at_least_may_have_been_as_high_before() -> None:
    moved = movement_of(figure("60", THEN, most=None), figure("70"))
    assert moved is not None
    assert moved.kind == "within range"
    fell = movement_of(figure("60", THEN), figure("70", most=None))
    assert fell is not None
    assert (fell.kind, fell.by, fell.at_least) == ("better", Fraction(10), True)


@pytest.mark.parametrize(("doubt", "kind"), [(4, "better"), (5, "in doubt"), (6, "in doubt")])
def test_a_movement_no_longer_than_the_doubt_at_both_times_is_called_none(doubt: int, kind: str) -> None:
    moved = movement_of(figure("60", THEN, doubt=Fraction(5)), figure("70", doubt=Fraction(doubt)))
    assert moved is not None
    assert moved.kind == kind


def test_of_a_hidden_figure_neither_way_nor_distance_is_told() -> None:
    hidden = figure(None, THEN, hidden=True, shown_as="1 to 5 of 40")
    for one, other in ((hidden, figure("70")), (figure("70"), hidden), (hidden, hidden)):
        moved = movement_of(one, other)
        assert moved is not None
        assert (moved.kind, moved.by) == ("hidden", None)


def test_where_the_range_is_hidden_no_distance_is_told_of_figures_that_are_not() -> None:
    moved = movement_of(figure("60", THEN, hidden=True), figure("70"))
    assert moved is not None
    assert (moved.kind, moved.by) == ("range hidden", None)


def test_a_share_of_fewer_than_twenty_is_no_movement_to_speak_of() -> None:
    moved = movement_of(figure("50", THEN, part=9, whole=18), figure("70"))
    assert moved is not None
    assert moved.kind == "too few"


def test_a_yes_that_became_no_is_worse_and_has_no_distance() -> None:
    yes, no = (figure(None, end, unit="yes/no", truth=truth) for end, truth in ((THEN, True), (NOW, False)))
    moved = movement_of(yes, no)
    assert moved is not None
    assert (moved.kind, moved.by) == ("worse", None)


def test_a_figure_that_is_missing_on_one_side_did_not_move() -> None:
    assert movement_of(figure(None, THEN, missing="not supplied"), figure("70")) is None
    assert movement_of(None, figure("70")) is None
    assert movement_of(figure("60", THEN, id="another"), figure("70")) is None
