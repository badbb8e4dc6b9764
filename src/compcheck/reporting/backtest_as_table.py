"""The back-test for people: in a terminal, 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Sequence

from tabulate import tabulate

from compcheck.model.backtest import Agreement, Backtest, Beside, Found, Measure, Miss, OfRule, OfYear
from compcheck.reporting.backtest_wording import MEASURES, STANDING, WHAT_THEY_SAY

WIDTH = 80
FAR = 2
"""Misses of so many grades are printed one by one; the JSON has them all."""


def text(result: Backtest) -> str:
    title = f"Back-test of {', '.join(one.framework.id for one in result.under)}: {result.settings.judged}"
    parts = [
        f"{title}\n{'=' * len(title)}\n{_wrapped(STANDING)}",
        _what_was_measured(result),
        _heading("Agreement with inspectors") + _agreement(result.agreement) + "\n" + _wrapped(WHAT_THEY_SAY),
        _heading("Beside it") + _beside(result),
        _heading("What inspectors found (down), and where figures placed it (across)") + _confusion(result),
        _heading("By year of inspection (cut points from all years, no intervals)") + _years(result.years),
        _heading("Rules: how often the finding is better where inspectors found good") + _rules(result.rules),
        _heading(f"Two grades apart or more: {_apart(result)}") + _misses(result),
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _what_was_measured(result: Backtest) -> str:
    settings = result.settings
    asked = [f"{how} {day.isoformat()}" for how, day in (("since", settings.since), ("until", settings.until)) if day]
    days = f" (asked for: {', '.join(asked)})" if asked else ""
    editions = [f"{one.rows} under {one.framework.id}" for one in result.under]
    return "\n".join(
        line
        for line in (
            _labelled("Panel", f"{result.panel.path}, {_counted(result.rows, 'row')}"),
            _labelled("Mapping", result.mapping.path if result.mapping else ""),
            _labelled(
                "Measured",
                f"{_counted(result.agreement.n, 'inspection')} of {result.authorities} authorities, {result.first} to "
                f"{result.last}{days}" + (f"; {', '.join(editions)}" if len(editions) > 1 else ""),
            ),
            *(_labelled("Left out", f"{one.rows}: {one.why}") for one in result.left_out),
            _labelled("Seen", f"{result.seen:.0%} of the weight that figures could grade, on average"),
            _labelled(
                "Score", "the share of weight met: each rule's weight times how far up the scale its finding reaches, "
                "over the weight of the rules graded"
            ),
            _labelled(
                "Cut", "into grades at points from other authorities only, which keep those authorities' shares of "
                f"each grade ({settings.folds} folds of authorities, by code)"
            ),
            _labelled(
                "Intervals", f"95 %, {settings.resamples:,} resamples of whole authorities, seed {settings.seed}; cut "
                "points stay as they are"
            ),
        )
        if line
    )  # fmt: skip


def _agreement(agreement: Agreement) -> str:
    rows = [(words, *_in_words(getattr(agreement, name))) for name, words in MEASURES.items()]
    return _table(rows, ("", "value", "95 % interval"), ("left", "right", "left"))


def _beside(result: Backtest) -> str:
    figures = Beside("figures alone", "the score above", result.agreement)
    rows = [
        (
            one.name,
            one.agreement.n,
            _short(one.agreement.exact),
            _short(one.agreement.balanced_accuracy),
            " ".join(_in_words(one.agreement.quadratic_weighted_kappa)).strip(),
            " ".join(_in_words(one.agreement.auc_good_or_better)).strip(),
        )
        for one in (figures, *result.beside)
    ]
    says = [_wrapped(f"{one.name}: {one.says}.", "  ") for one in result.beside]
    headers = ("", "n", "exact", "balanced", "kappa", "AUC")
    return "\n".join([_table(rows, headers, ("left", "right", "right", "right", "left", "left")), *says])


def _confusion(result: Backtest) -> str:
    rows = [(real, *counts, sum(counts)) for real, counts in zip(result.scale, result.confusion, strict=True)]
    placed = [sum(column) for column in zip(*result.confusion, strict=True)]
    headers = ("", *(word.replace(" ", "\n", 1) for word in result.scale), "all")
    return _table([*rows, ("all", *placed, sum(placed))], headers, ("left", *["right"] * (len(placed) + 1)))


def _years(years: Sequence[OfYear]) -> str:
    rows = [
        (
            one.year,
            one.n,
            f"{one.good_or_better / one.n:.0%}",
            f"{one.placed_good_or_better / one.n:.0%}",
            f"{one.exact:.2f}",
            f"{one.within_one:.2f}",
            _number(one.quadratic_weighted_kappa),
            _number(one.auc_good_or_better),
        )
        for one in years
    ]
    headers = ("year", "n", "found good\nor better", "placed good\nor better", "exact", "within\none", "kappa", "AUC")
    return _table(rows, headers, ("left", *["right"] * 7))


def _rules(rules: Sequence[OfRule]) -> str:
    """By area, in the framework's order; what no row of the panel has a figure for is named below the table."""
    rows: list[tuple[str, ...]] = []
    area = ""
    for one in rules:
        if not one.graded:
            continue
        of_area, _, name = one.rule.partition("/")
        if of_area != area:
            rows.append((of_area, "", "", "", ""))
            area = of_area
        seen = f"{one.graded / one.asked:.0%}"
        rows.append((f"  {name}", str(one.weight), seen, *_in_words(one.concordance)))
    table = _table(rows, ("rule", "weight", "seen", "AUC", "95 % interval"), ("left", *["right"] * 3, "left"))
    unseen = [one.rule for one in rules if not one.graded]
    never = f"Never seen, for want of a figure in the panel: {_names(unseen)}." if unseen else ""
    return f"{table}\n{_wrapped(never)}".rstrip()


def _names(rules: Iterable[str]) -> str:
    """Each once, without its area: the JSON has that."""
    return ", ".join(dict.fromkeys(rule.partition("/")[2] for rule in rules))


def _apart(result: Backtest) -> str:
    far = sum(abs(one.grades_apart) >= FAR for one in result.misses)
    return f"{_counted(far, 'inspection')} of {result.agreement.n}"


def _misses(result: Backtest) -> str:
    never = {one.rule for one in result.rules if not one.graded}
    far = [one for one in result.misses if abs(one.grades_apart) >= FAR]
    near = _counted(len(result.misses) - len(far), "inspection")
    return "\n".join([*(_miss(one, never) for one in far), f"One grade apart: {near}. The JSON has them all."])


def _miss(miss: Miss, never: Collection[str]) -> str:
    low = miss.grades_apart < 0
    found = _by_grade(miss.held_down_by if low else miss.held_up_by)
    told = [
        _wrapped(f"{miss.authority}, {miss.judged_on}: inspectors {miss.real}, figures {miss.placed}"),
        _wrapped(f"held {'down' if low else 'up'} by {found}", "  "),
    ]
    not_seen = [rule for rule in miss.not_seen if rule not in never]
    if not_seen:
        told.append(_wrapped(f"not seen: {_names(not_seen)}", "  "))
    return "\n".join(told)


def _by_grade(found: Iterable[Found]) -> str:
    """`a, b (inadequate); c (requires improvement)`."""
    grades: dict[str, list[str]] = {}
    for rule, grade in found:
        grades.setdefault(grade, []).append(rule)
    return "; ".join(f"{_names(rules)} ({grade})" for grade, rules in grades.items()) or "nothing"


def _in_words(measure: Measure | None) -> tuple[str, str]:
    if measure is None:
        return "-", ""
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f}", ""
    return f"{measure.value:.2f}", f"{measure.low:.2f} to {measure.high:.2f}"


def _short(measure: Measure | None) -> str:
    return _number(None if measure is None else measure.value)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _table(rows: Sequence[Sequence[object]], headers: Sequence[str], align: Sequence[str]) -> str:
    return tabulate(
        rows, headers=headers, tablefmt="simple", colalign=align, disable_numparse=True, preserve_whitespace=True
    )


def _heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}\n"


def _labelled(label: str, said: str) -> str:
    if not said:
        return ""
    return textwrap.fill(f"{label:<11} {said}", WIDTH, subsequent_indent=" " * 12, break_on_hyphens=False)


def _wrapped(said: str, indent: str = "") -> str:
    """What goes on stands two blanks further in."""
    return textwrap.fill(
        said, WIDTH, initial_indent=indent, subsequent_indent=indent * 2, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip
