"""A comparison of two times for other programs. Its shape is public: `progress.schema.json` ships beside this file."""

from __future__ import annotations

import json

from compcheck import __version__
from compcheck.model.grade import Grade
from compcheck.model.progress import (
    KINDS,
    Between,
    Change,
    Progress,
    Told,
    ToldFigure,
    ToldFinding,
)
from compcheck.reporting import progress_wording as said
from compcheck.reporting.numbers import as_json
from compcheck.reporting.wording import STANDING

Shape = dict[str, object]


def text(progress: Progress) -> str:
    """Keys in a fixed order and ASCII alone: the same bytes on every machine. A key or a member of a list a line."""
    lines = [f'  "{key}": {_laid_out(value)}' for key, value in shape(progress).items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _laid_out(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value)
    members = ",\n    ".join(json.dumps(one) for one in value)
    return f"[\n    {members}\n  ]"


def shape(progress: Progress) -> Shape:
    between = progress.between
    under_old = progress.under_old
    return {
        "progress_version": 1,
        "standing": STANDING,
        "tool": {"name": "compcheck", "version": __version__},
        "old": _side(between.old),
        "new": _side(between.new),
        "same_submission": progress.same_submission,
        "differs": _differs(progress),
        "nothing_compared": progress.nothing_compared,
        **_between(between),
        "under_old": None if under_old is None else {
            "framework": under_old.new.framework_id, "framework_sha256": under_old.new.framework_sha256,
            **_between(under_old),
        },
        "by_edition": [
            {"of": one.of, "rule": one.rule, "title": one.title, "under_old": one.before.word,
             "under_new": one.after.word}
            for one in progress.by_edition
        ],
        "not_under_old": progress.not_under_old or None,
        "exit_code": progress.exit_code,
    }  # fmt: skip


def _side(side: Told) -> Shape:
    return {
        "submission": {"path": side.path, "sha256": side.sha256} if not side.report else {"sha256": side.sha256},
        "report": {"path": side.path, "sha256": side.report} if side.report else None,
        "authority": {"name": side.authority, "code": side.code or None},
        "period": {"from": side.start.isoformat(), "to": side.end.isoformat()},
        "judged_on": side.judged_on,
        "framework": {"id": side.framework_id, "sha256": side.framework_sha256},
        "tool": side.tool,
        "seen": side.seen,
        "requirements": side.requirements,
    }


def _differs(progress: Progress) -> list[str]:
    """What of the two is not the same, by their digests. Judged under both editions, a side still names its own."""
    old, new = progress.between.old, progress.between.new
    edition = progress.under_old is not None or old.framework_id != new.framework_id
    told = {
        "submission": old.sha256 != new.sha256,
        "edition": edition,
        "rules": not edition and old.framework_sha256 != new.framework_sha256,
        "tool": old.tool != new.tool,
    }
    return [name for name, differs in told.items() if differs]


def _between(between: Between) -> Shape:
    return {
        "counts": {kind: between.count(kind) for kind in KINDS},
        "judgements": [
            {"area": one.area or None, "kind": one.kind, "old": _word(one.old), "new": _word(one.new)}
            for one in between.judgements
        ],
        "requirements": [_change(one, between) for one in between.changes],
    }


def _word(grade: Grade | None) -> str | None:
    return None if grade is None else grade.word


def _change(change: Change, between: Between) -> Shape:
    return {
        "rule": change.rule,
        "title": change.title,
        "area": change.area,
        "key": change.key,
        "weighs": change.weighs,
        "kind": change.kind,
        "old": _finding(change.old),
        "new": _finding(change.new),
        "movement": None if change.movement is None else {
            "kind": change.movement.kind,
            "by": as_json(change.movement.by),
            "at_least": change.movement.at_least,
            "why": change.movement.why or None,
        },
        "crossed": None if change.crossed is None else {
            "grade": change.crossed.grade.word, "bound": change.crossed.bound,
        },
        "cause": change.cause or None,
        "by_old_line": _word(change.by_old_line),
        "says": said.lines_of(change, between),
    }  # fmt: skip


def _finding(finding: ToldFinding | None) -> Shape | None:
    if finding is None:
        return None
    return {
        "grade": _word(finding.grade),
        "not_graded": finding.not_graded or None,
        "shown_by": finding.shown_by or None,
        "figure": None if finding.figure is None else _figure(finding.figure, finding),
        "data_in_doubt": finding.doubt or None,
    }


def _figure(figure: ToldFigure, finding: ToldFinding) -> Shape:
    return {
        "indicator": figure.id,
        "unit": figure.unit,
        "value": figure.truth if figure.truth is not None else as_json(figure.value, finding.edges),
        "period": {"from": figure.start.isoformat(), "to": figure.end.isoformat()},
        "shown_as": said.figure_text(figure, finding),
    }
