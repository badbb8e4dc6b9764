"""The sentences of a comparison of two times, which its formats share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from compcheck.model.figure import FEWEST_FOR_A_SHARE
from compcheck.model.grade import Grade, Reason
from compcheck.model.progress import (
    ASKED_NOW,
    BETTER,
    BROKEN,
    CANNOT_BE_TOLD,
    DATA,
    DATA_AND_RULES,
    DATA_OR_EDITION,
    DATA_OR_RULES,
    DAY,
    DECLINED,
    EDITION,
    FELL,
    HIDDEN,
    IMPROVED,
    IN_DOUBT,
    KINDS,
    NEITHER,
    NEWLY_GRADED,
    NO_LONGER_ASKED,
    NOT_COMPARED,
    RANGE_HIDDEN,
    ROSE,
    RULES,
    SAME,
    TOO_FEW,
    UNCHANGED,
    WITHIN_RANGE,
    WORSE,
    Between,
    ByEdition,
    Change,
    Movement,
    Progress,
    Told,
    ToldFigure,
    ToldFinding,
)
from compcheck.reporting import wording
from compcheck.reporting.numbers import PLURAL_UNITS, in_unit
from compcheck.reporting.recorded import end_text
from compcheck.reporting.wording import NOT_GRADED, NOT_JUDGED, WHY_NOT, counted, safe

HOW = {BETTER: "better", WORSE: "worse", ROSE: "rose", FELL: "fell"}
NOT_TOLD = {
    SAME: "the same figure",
    WITHIN_RANGE: "called no movement: with the cases that are not recorded both may be the same",
    IN_DOUBT: "called no movement: the cases in doubt could carry it as far",
    RANGE_HIDDEN: "how far it moved is not told: how many of its cases are not recorded stays hidden",
    TOO_FEW: "too few cases to say how far it moved",
    HIDDEN: "whether and how far it moved stays hidden: it would tell of 1 to 5 people",
}
CAUSE = {
    DATA: "Changed by the data",
    RULES: "Changed by the line it is held against, not by the data",
    EDITION: "Changed by the edition, not by the data",
    DAY: "Changed by the day it is judged on alone: data and rules are the same",
    DATA_AND_RULES: "Changed by the data and by the line it is held against",
    DATA_OR_RULES: "Changed by the data, the line or the day: which of them, the two reports do not tell",
    DATA_OR_EDITION: "Changed by the data, the edition or the day: which of them, the two reports do not tell",
}
NOTHING_COMPARED = "No requirement was graded at both times and can be compared: nothing is known of any progress."
NO_ORDER = "Kinds of finding, or grades of two scales, have no order"
FEW_OF_A_DIGEST = 12
SIDES = ("then", "now")


def period_text(side: Told) -> str:
    return f"{side.start.isoformat()} to {side.end.isoformat()}"


def side_text(side: Told) -> str:
    of = "the report of " if side.report else ""
    seen = f"seen {side.seen} of {side.requirements} requirements"
    judged = f"judged on {side.judged_on} under {safe(side.framework_id)}"
    return f"{of}{safe(side.path)}: {period_text(side)}, {judged}; {seen}"


def rules_text(progress: Progress) -> list[str]:
    """What the two were judged by, and which digests differ."""
    old, new = progress.between.old, progress.between.new
    said = []
    if progress.same_submission:
        said.append("Both are the same submission, byte for byte.")
    named = progress.under_old.old.framework_id if progress.under_old is not None else old.framework_id
    if named != new.framework_id:
        said.append(f"Two editions: OLD names {named}, NEW {new.framework_id}.")
        if progress.under_old is not None:
            said.append(f"Both are judged under {new.framework_id} here, and under {named} below.")
        elif progress.not_under_old:
            said.append(f"They cannot be judged under one of them: it {progress.not_under_old}")
        else:
            said.append("Each stands as it was judged: a report cannot be judged again.")
    elif old.framework_sha256 != new.framework_sha256:
        said.append(f"The rules of {named} are not the same: {_digests(old.framework_sha256, new.framework_sha256)}.")
    else:
        said.append(f"Both were judged by the same rules of {named}, each figure by the line of its own year.")
    if old.tool != new.tool:
        said.append(f"Written by compcheck {safe(old.tool)} and {safe(new.tool)}.")
    return said


def _digests(old: str, new: str) -> str:
    return f"digest {old[:FEW_OF_A_DIGEST]} and {new[:FEW_OF_A_DIGEST]}"


def counts_text(between: Between) -> str:
    """`1 declined, 2 improved, 3 unchanged, 11 newly graded; 47 not graded at either time`."""
    told = [f"{between.count(kind)} {kind}" for kind in KINDS if kind != NEITHER and between.count(kind)]
    neither = between.count(NEITHER)
    rest = f"{neither} graded at neither time" if neither else ""
    return "; ".join(part for part in (", ".join(told), rest) if part) + "."


def told_of(between: Between, area: str) -> list[Change]:
    """What is told of an area, declines first; what was never graded only where its figure moved."""
    worth = [one for one in between.changes if one.area == area and not _silent(one)]
    return sorted(worth, key=lambda one: KINDS.index(one.kind))


def areas_of(between: Between) -> list[tuple[str, str]]:
    """Id and title, in NEW's order; areas that only OLD has come last."""
    both = [*between.new.framework.areas, *between.old.framework.areas]
    return list({area.id: (area.id, area.title) for area in both[::-1]}.values())[::-1]


def grades_text(change: Change, between: Between) -> str:
    """`inadequate to good`, or what there is."""
    if change.kind in {ASKED_NOW, NO_LONGER_ASKED}:
        side, finding = (between.new, change.new) if change.new else (between.old, change.old)
        return grade_text(finding.grade if finding else None, side, NOT_GRADED)
    before, after = before_and_after(change, between)
    if change.kind in {UNCHANGED, NEITHER, NEWLY_GRADED}:
        return after
    return f"{before} to {after}"


def before_and_after(change: Change, between: Between) -> tuple[str, str]:
    return _outcome(change.old, between.old), _outcome(change.new, between.new)


def _outcome(finding: ToldFinding | None, side: Told) -> str:
    """A requirement that only one of the two asks has a dash where it is not asked."""
    return "-" if finding is None else grade_text(finding.grade, side, NOT_GRADED)


def grade_text(grade: Grade | None, side: Told, otherwise: str = NOT_JUDGED) -> str:
    return wording.grade_word(grade, side.framework) if grade is not None else otherwise


def figures_text(change: Change) -> str:
    """`67.1 % (8,644 of 12,881) to 90.1 % (13,099 of 14,543)`; "" where neither side has a figure."""
    shown = [(one, one.figure) for one in (change.old, change.new) if one is not None and one.figure is not None]
    if not shown or all(figure.missing for _, figure in shown):
        return ""
    texts = [figure_text(figure, finding) for finding, figure in shown]
    if len(shown) == len(SIDES) and any(figure.missing for _, figure in shown):
        return "; ".join(f"{when}: {text}" for when, text in zip(SIDES, texts, strict=True))
    if len(set(texts)) == 1:
        return texts[0]
    apart = any(mark in one for one in texts for mark in (" to ", ":", ";"))
    return (" -> " if apart else " to ").join(texts)


def figure_text(figure: ToldFigure, finding: ToldFinding) -> str:
    if figure.missing:
        return WHY_NOT[Reason(figure.missing)] if figure.missing in {one.value for one in Reason} else NOT_GRADED
    if figure.truth is not None:
        return "yes" if figure.truth else "no"
    if figure.value is None:
        return safe(figure.shown_as) or "hidden"
    counts = f"{figure.part:,} of {figure.whole:,}" if figure.part is not None and figure.whole is not None else ""
    value = in_unit(figure.value, figure.unit, finding.edges)
    few = bool(counts) and figure.unit == "percent" and (figure.whole or 0) < FEWEST_FOR_A_SHARE
    return _in_part(figure, counts if few else f"{value} ({counts})" if counts else value, finding, few=few)


def _in_part(figure: ToldFigure, shown: str, finding: ToldFinding, *, few: bool) -> str:
    """What the report says of how it was recorded, in the same words: a nought that is only known as "at least" is none
    that anybody knows.
    """
    if figure.at_least:
        shown = f"at least {shown}"
    if figure.not_recorded == 0:
        return shown
    if figure.not_recorded is None:
        return safe(figure.shown_as) or f"{shown}; how many are not recorded is hidden"
    open_ = f"{figure.not_recorded:,}"
    if figure.most is None or figure.least is None:
        return f"{shown}; {open_} not recorded"
    of = f" of {figure.whole:,}" if figure.whole is not None else ""
    if few and figure.part is not None:
        return f"between {figure.part:,} and {figure.part + figure.not_recorded:,}{of}: {open_} not recorded"
    least, most = (end_text(end, figure.unit, finding.edges) for end in (figure.least, figure.most))
    return f"between {least} and {most}: {open_}{of} not recorded"


def movement_text(movement: Movement, unit: str) -> str:
    """`better by 23.0 percentage points`."""
    if movement.kind == BROKEN:
        return f"not compared: the definition changed ({safe(movement.why)})"
    if movement.kind in NOT_TOLD:
        return NOT_TOLD[movement.kind]
    if movement.by is None:
        return HOW[movement.kind]
    least = "at least " if movement.at_least else ""
    return f"{HOW[movement.kind]} by {least}{distance_text(movement.by, unit)}"


def distance_text(by: Fraction, unit: str) -> str:
    """Without its sign; what is more than nothing is never told as nothing."""
    far = in_unit(abs(by), "count" if unit == "count" else "number", [])
    if far in {"0", "0.0"}:
        far = "less than 0.1" if unit != "count" else "less than 1"
    units = PLURAL_UNITS.get(unit, "")
    if unit == "percent" and far == "1":
        units = "percentage point"
    return f"{far} {units}".rstrip()


def lines_of(change: Change, between: Between) -> list[str]:
    """Everything told of one requirement beneath its grades."""
    said = []
    finding = change.new or change.old
    figures, unit = figures_text(change), finding.figure.unit if finding and finding.figure else ""
    if figures:
        said.append(figures)
    if change.movement is not None:
        said.append(_sentence(movement_text(change.movement, unit)))
    if change.crossed is not None:
        word = grade_text(change.crossed.grade, between.new)
        said.append(f"Across the line of {word}: {change.crossed.bound}{_sign(change, between, unit)}")
    shown = [one.shown_by for one in (change.old, change.new) if one is not None]
    if len(set(shown)) > 1 and all(shown):
        said.append(f"By {shown[0]} then, by {shown[1]} now")
    if change.kind == CANNOT_BE_TOLD:
        said.append("Another grade, and whether the work is another cannot be told from how it is recorded")
    graded = all(one is not None and one.grade is not None for one in (change.old, change.new))
    if change.kind == NOT_COMPARED and graded and (change.movement is None or change.movement.kind != BROKEN):
        said.append(NO_ORDER)
    if change.by_old_line is not None:
        said.append(f"By the line of before it would be {grade_text(change.by_old_line, between.old)}")
    said += [_sentence(f"{when}: {one.doubt}") for when, one in _doubted(change)]
    if change.kind not in {IMPROVED, DECLINED, UNCHANGED} and change.new is not None and change.new.not_graded:
        said += [f"Now: {WHY_NOT[Reason(change.new.not_graded)]}"] if change.old and change.old.grade else []
    if change.cause and (change.kind, change.cause) != (NEWLY_GRADED, DATA):  # that it is new says as much
        said.append(CAUSE[change.cause])
    return said


def _sign(change: Change, between: Between, unit: str) -> str:
    """A change, or a difference from England, of a percentage is in points."""
    rule = between.new.framework.rule(change.rule)
    held = rule is not None and (rule.change_months is not None or rule.against is not None)
    return "" if unit != "percent" else " percentage points" if held else " %"


def _doubted(change: Change) -> Iterable[tuple[str, ToldFinding]]:
    return [(when, one) for when, one in (("Then", change.old), ("Now", change.new)) if one is not None and one.doubt]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def edition_text(one: ByEdition, progress: Progress) -> str:
    """`OLD's own data: Title: adequate under one, good under other`."""
    assert progress.under_old is not None  # it is told of two editions only
    before, after = progress.under_old.new, progress.between.new
    first = f"{grade_text(one.before, before)} under {before.framework_id}"
    second = f"{grade_text(one.after, after)} under {after.framework_id}"
    return f"{safe(one.title)}, by the data of {one.of}: {first}, {second}"


def neither_text(between: Between) -> str:
    """What stands nowhere else: how many were graded at neither time and have no figure at both."""
    silent = sum(_silent(one) for one in between.changes)
    if not silent:
        return ""
    stand = "stands" if silent == 1 else "stand"
    return (
        counted(silent, "requirement was", "requirements were") + f" graded at neither time, and {stand} nowhere above."
    )


def _silent(change: Change) -> bool:
    """Whether nothing is known of it at either time."""
    graded = any(one is not None and one.grade is not None for one in (change.old, change.new))
    return not graded and change.movement is None
