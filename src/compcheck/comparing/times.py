"""One authority at two times: what became of each requirement and judgement, and whether data or rules did it."""

from __future__ import annotations

from fractions import Fraction

from compcheck.comparing.movement import movement_of
from compcheck.model.bands import Lines
from compcheck.model.framework import Framework
from compcheck.model.grade import NEVER_GRADED, Grade, Reason
from compcheck.model.national import resolved
from compcheck.model.progress import (
    ASKED_NOW,
    BROKEN,
    CANNOT_BE_TOLD,
    DATA,
    DATA_AND_RULES,
    DATA_OR_EDITION,
    DATA_OR_RULES,
    DAY,
    DECLINED,
    EDITION,
    IMPROVED,
    IN_DOUBT,
    NEITHER,
    NEWLY_GRADED,
    NO_LONGER_ASKED,
    NO_LONGER_GRADED,
    NOT_COMPARED,
    RANGE_HIDDEN,
    RULES,
    SAME,
    UNCHANGED,
    WITHIN_RANGE,
    Between,
    ByLine,
    Change,
    Crossed,
    JudgementChange,
    Movement,
    Told,
    ToldFinding,
)


def between(old: Told, new: Told) -> Between:
    """Requirement by requirement, in NEW's order; what only OLD asks comes last."""
    before = {_now_called(one.rule, new.framework): one for one in old.findings}
    changes = [_change(before.pop(one.rule, None), one, (old, new)) for one in new.findings]
    changes += [_change(one, None, (old, new)) for one in before.values()]
    return Between(old, new, _judgements(old, new), tuple(changes))


def _now_called(rule_id: str, framework: Framework) -> str:
    rule = framework.rule(rule_id)
    return rule.id if rule is not None else rule_id


def _change(old: ToldFinding | None, new: ToldFinding | None, sides: tuple[Told, Told]) -> Change:
    one = new or old
    assert one is not None  # one of the two asks it
    about = (one.rule, one.title, one.area, one.key, one.weighs)
    if old is None or new is None:
        return Change(NO_LONGER_ASKED if new is None else ASKED_NOW, *about, old, new)
    movement = movement_of(old.figure, new.figure)
    if movement is not None and sides[0].sha256 == sides[1].sha256 and old.figure == new.figure:
        movement = Movement(SAME)  # of one submission all is the same, whatever is hidden of it
    kind = _kind(old, new, sides, movement)
    fails = kind in {DECLINED, NO_LONGER_GRADED}
    crossed = None
    if kind == CANNOT_BE_TOLD:  # what may have declined is not let pass for being badly recorded
        fails = _grades_moved(old.grade, new.grade, sides) == DECLINED
    elif kind in {IMPROVED, DECLINED}:
        crossed = _crossed(old, new, kind)
    by_line = _by_line(old, new, sides)
    cause = _cause(old, new, sides, by_line) if kind in CAUSED else ""
    other = by_line.new_by_old if by_line is not None and by_line.new_by_old != new.grade else None
    return Change(kind, *about, old, new, movement, crossed, cause, other, fails and one.weighs)


ABOUT_THE_DATA = frozenset({
    Reason.NOT_SUPPLIED, Reason.SUPPRESSED, Reason.SMALL, Reason.NOTHING_TO_MEASURE, Reason.TOO_FEW,
    Reason.NO_DENOMINATOR, Reason.STATEMENT, Reason.DIRECTION_ONLY, Reason.NOT_RECORDED, Reason.AT_LEAST,
})  # fmt: skip
"""Why a requirement is not graded, where no other rules would have graded it."""
CAUSED = {IMPROVED, DECLINED, NEWLY_GRADED, NO_LONGER_GRADED, CANNOT_BE_TOLD}


def _kind(old: ToldFinding, new: ToldFinding, sides: tuple[Told, Told], movement: Movement | None) -> str:
    if old.grade is None and new.grade is None:
        return NEITHER
    if old.grade is None:
        return NEWLY_GRADED
    if new.grade is None:
        return NOT_COMPARED if new.not_graded in NEVER_GRADED else NO_LONGER_GRADED
    by_figures = old.shown_by == new.shown_by == "figures"
    if by_figures and movement is not None and movement.kind == BROKEN:
        return NOT_COMPARED
    moved = _grades_moved(old.grade, new.grade, sides)
    open_ended = movement is not None and movement.kind in {WITHIN_RANGE, IN_DOUBT, RANGE_HIDDEN}
    if moved in {IMPROVED, DECLINED} and by_figures and open_ended:
        return CANNOT_BE_TOLD
    return moved


def _grades_moved(old: Grade | None, new: Grade | None, sides: tuple[Told, Told]) -> str:
    """By the scale of NEW's framework, or of OLD's where that has a word for the other's; kinds have no order."""
    if old is None or new is None:
        return UNCHANGED if old is new else NEWLY_GRADED if old is None else NO_LONGER_GRADED
    if old.ordered != new.ordered:
        return NOT_COMPARED
    if not old.ordered:
        return UNCHANGED if old == new else NOT_COMPARED
    here = sides[1].framework.grade_for(old.word)
    if here is not None:
        return _ordered(here, new)
    there = sides[0].framework.grade_for(new.word)
    return NOT_COMPARED if there is None else _ordered(old, there)


def _ordered(old: Grade, new: Grade) -> str:
    return UNCHANGED if old == new else IMPROVED if old < new else DECLINED


def _judgements(old: Told, new: Told) -> tuple[JudgementChange, ...]:
    found = []
    for area in dict.fromkeys([*new.judgements, *old.judgements]):
        if area in old.judgements and area in new.judgements:
            before, after = old.judgements[area], new.judgements[area]
            found.append(JudgementChange(_judged(before, after, (old, new)), area, before, after))
        else:
            kind = ASKED_NOW if area in new.judgements else NO_LONGER_ASKED
            found.append(JudgementChange(kind, area, old.judgements.get(area), new.judgements.get(area)))
    if old.has_overall or new.has_overall:
        kind = _judged(old.overall, new.overall, (old, new))
        if old.has_overall != new.has_overall:
            kind = ASKED_NOW if new.has_overall else NO_LONGER_ASKED
        found.append(JudgementChange(kind, "", old.overall, new.overall))
    return tuple(found)


def _judged(old: Grade | None, new: Grade | None, sides: tuple[Told, Told]) -> str:
    return NEITHER if old is None and new is None else _grades_moved(old, new, sides)


def _crossed(old: ToldFinding, new: ToldFinding, kind: str) -> Crossed | None:
    """The line of the better of the two grades, as it was drawn where that grade was given."""
    if not old.shown_by == new.shown_by == "figures":
        return None
    better = new if kind == IMPROVED else old
    if better.grade is None or better.line is None or better.held_at:
        return None
    bound = better.line.bands.get(better.grade.word)
    return Crossed(better.grade, bound) if bound is not None and bound[:1].isalpha() else None


def _cause(old: ToldFinding, new: ToldFinding, sides: tuple[Told, Told], by_line: ByLine | None) -> str:
    same_edition = sides[0].framework_id == sides[1].framework_id
    same_rules = sides[0].framework_sha256 == sides[1].framework_sha256
    same_data = old.figure == new.figure and old.evidence == new.evidence
    hidden = any(one.figure is not None and one.figure.hidden for one in (old, new))
    lines = [one.line.bands if one.line is not None else None for one in (old, new)]
    same_line = lines[0] == lines[1] or None in lines
    ungraded = old if old.grade is None else new
    if ungraded.grade is None and ungraded.not_graded in ABOUT_THE_DATA:
        return DATA
    if same_data and hidden and sides[0].sha256 != sides[1].sha256:  # what is hidden may be another and be told alike
        return DATA_OR_RULES if same_edition else DATA_OR_EDITION
    if same_data:
        if not same_edition:
            return EDITION
        return DAY if same_line and same_rules else RULES
    if same_line and (same_rules or None not in lines):
        return DATA
    if by_line is not None:
        if (by_line.new_by_old, by_line.old_by_new) == (new.grade, old.grade):
            return DATA
        if (by_line.new_by_old, by_line.old_by_new) == (old.grade, new.grade):
            return RULES
        return DATA_AND_RULES
    return DATA_OR_RULES if same_edition else DATA_OR_EDITION


def _by_line(old: ToldFinding, new: ToldFinding, sides: tuple[Told, Told]) -> ByLine | None:
    """None where a line alone did not decide, where a figure is hidden, or where the rules are no longer at hand."""
    found = [_line_and_value(one, side) for one, side in zip((old, new), sides, strict=True)]
    if found[0] is None or found[1] is None or sides[0].framework_id != sides[1].framework_id:
        return None
    (before, then), (after, now) = found[0], found[1]
    return ByLine(before.grade_of(now.as_integer_ratio()), after.grade_of(then.as_integer_ratio()))


def _line_and_value(finding: ToldFinding, side: Told) -> tuple[Lines, Fraction] | None:
    """The line it was held against, whole, and the figure itself, as exact as its counts."""
    figure, rule = finding.figure, side.framework.rule(finding.rule)
    if side.framework_sha256 != side.framework.sha256 or rule is None or finding.line is None:
        return None
    if finding.grade is None or finding.shown_by != "figures" or finding.held_at:
        return None
    if figure is None or figure.value is None or figure.hidden or figure.in_part:
        return None
    if rule.change_months is not None or rule.against is not None:  # another number is held against the line
        return None
    lines = next((one for one in rule.lines if one.since.isoformat() == finding.line.since), None)
    if lines is not None and lines.national and figure.indicator is not None:
        drawn = resolved(lines, figure.indicator, figure.end)
        lines = drawn if isinstance(drawn, Lines) else None
    if lines is None or not lines.bands or lines.joined is not None:
        return None
    if any(finding.line.bands.get(one.grade.word) != str(one.bound) for one in lines.bands):
        return None
    if figure.unit == "percent" and figure.part is not None and figure.whole:
        return lines, Fraction(100 * figure.part, figure.whole)
    return lines, figure.value
