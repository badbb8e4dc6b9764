"""A panel measured: rows chosen, scored, placed by what other authorities' rows say, and held against inspectors."""

from __future__ import annotations

from collections.abc import Sequence

from compcheck.backtesting.agreement import SEED, Placed, agreement, point_values, rounded
from compcheck.backtesting.beside import yardsticks
from compcheck.backtesting.by_rule import by_rule
from compcheck.backtesting.choosing import Asked, choose
from compcheck.backtesting.cutting import FOLDS, placed_by_score
from compcheck.backtesting.misses import miss_of
from compcheck.backtesting.scored import Rows, Scored, scored
from compcheck.model.backtest import FEWEST, Backtest, LeftOut, Miss, OfYear, Read, Settings, Under
from compcheck.model.library import Library
from compcheck.model.panel import Panel
from compcheck.model.problem import Problem, ProblemsFound

NOTHING_GRADED = "no rule could be graded: no score, and none is guessed"
UNREADABLE = "the row has a problem"


def backtest(panel: Panel, library: Library, asked: Asked, files: tuple[Read, Read | None], resamples: int) -> Backtest:
    """ProblemsFound where there is nothing to measure: too few rows, one authority, or one grade only."""
    chosen, left_out = choose(panel, asked, library)
    rows, ungraded, found = scored(chosen, asked.judged, library)
    problems = (*panel.problems, *found)
    if ungraded:
        left_out.append(LeftOut(NOTHING_GRADED, ungraded))
    unread = len({one.line for one in panel.problems}) + len(chosen) - len(rows) - ungraded
    if unread:
        left_out.append(LeftOut(UNREADABLE, unread))
    nothing = _nothing_to_measure(panel, rows, left_out)
    if nothing is not None:
        raise ProblemsFound([*problems, nothing])
    scale = asked.frameworks[0].scale
    measured = Rows(rows, len(scale.words), scale.grade("good").rank, resamples)
    placed = placed_by_score(measured.shares, measured.real, measured.groups, measured.classes)
    held = Placed(measured.groups, measured.real, placed, measured.shares)
    authorities = len(set(measured.groups))
    days = [row.chosen.judged_on for row in rows]
    return Backtest(
        panel=files[0],
        mapping=files[1],
        settings=Settings(asked.judged, asked.since, asked.until, resamples, SEED, min(FOLDS, authorities)),
        under=tuple(Under(one, sum(row.chosen.framework.id == one.id for row in rows)) for one in asked.frameworks),
        scale=scale.words,
        rows=len(rows) + sum(one.rows for one in left_out),
        authorities=authorities,
        first=min(days, key=lambda day: day.first).text,
        last=max(days, key=lambda day: day.last).text,
        left_out=tuple(left_out),
        seen=round(float(sum(row.score.seen for row in rows) / len(rows)), 4),
        agreement=agreement(held, measured.classes, measured.good, resamples),
        confusion=_confusion(held, measured.classes),
        beside=yardsticks(measured),
        years=_years(rows, held, measured),
        rules=by_rule(measured, asked.frameworks),
        misses=_misses(rows, placed),
        problems=problems,
    )


def _misses(rows: Sequence[Scored], placed: Sequence[int]) -> tuple[Miss, ...]:
    """By authority and day: no order that could be taken for one of quality."""
    found = [miss_of(row, at) for row, at in zip(rows, placed, strict=True) if at != row.chosen.real.rank]
    return tuple(sorted(found, key=lambda one: (one.authority, one.judged_on)))


def _nothing_to_measure(panel: Panel, rows: Sequence[Scored], left_out: Sequence[LeftOut]) -> Problem | None:
    """Why there is nothing to measure, with what was left out, since that is mostly the reason."""
    given = {row.chosen.real.word for row in rows}
    if len(rows) < FEWEST:
        why = f"{_inspections(len(rows))} can be measured, and fewer than {FEWEST} say nothing"
    elif len({row.chosen.group for row in rows}) < 2:
        why = "all inspections are of one authority, and cut points come from others"
    elif len(given) < 2:
        why = f'every inspection gave "{given.pop()}", so nothing can be told apart'
    else:
        return None
    reasons = "".join(f" Left out: {one.rows} ({one.why})." for one in left_out)
    way_out = "Name a panel with more inspections, or ask for other days, another framework or another judgement."
    return Problem("nothing-to-measure", panel.file, f"nothing to measure: {why}.{reasons}", way_out)


def _inspections(n: int) -> str:
    return "1 inspection" if n == 1 else f"{n} inspections"


def _confusion(held: Placed, classes: int) -> tuple[tuple[int, ...], ...]:
    table = [[0] * classes for _ in range(classes)]
    for real, placed in zip(held.real, held.placed, strict=True):
        table[real][placed] += 1
    return tuple(tuple(line) for line in table)


def _years(rows: Sequence[Scored], held: Placed, measured: Rows) -> tuple[OfYear, ...]:
    year_of = [row.chosen.judged_on.last.year for row in rows]
    return tuple(_year(year, held.only([one == year for one in year_of]), measured) for year in sorted(set(year_of)))


def _year(year: int, held: Placed, measured: Rows) -> OfYear:
    points = point_values(held, measured.classes, measured.good)
    return OfYear(
        year,
        len(held.real),
        sum(real >= measured.good for real in held.real),
        sum(placed >= measured.good for placed in held.placed),
        rounded(points.exact),
        rounded(points.within_one),
        None if points.kappa is None else rounded(points.kappa),
        None if points.auc is None else rounded(points.auc),
    )
