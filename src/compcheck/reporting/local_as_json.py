"""What an authority adds itself, as keys of the JSON report: its own rules and its explanations."""

from __future__ import annotations

from compcheck.model.explanation import Explained, ExplanationFile
from compcheck.model.local import Local

Shape = dict[str, object]


def explanation_file_shape(file: ExplanationFile) -> Shape:
    return {"path": file.path, "sha256": file.sha256, "entries": len(file.entries)}


def local_shape(local: Local) -> Shape:
    """The local rules laid over a framework; `loosened` where nothing is judged for them."""
    changes = [
        {"rule": one.rule, "asks_for_less": one.what or None, "by": one.by, "why": one.why} for one in local.changes
    ]
    return {
        "extends": local.extends, "title": local.title, "by": local.by, "why": local.why, "on": local.on,
        "loosened": bool(local.loosened), "changes": changes, "added": list(local.added),
    }  # fmt: skip


def explanation_shape(explained: Explained) -> Shape:
    one = explained.explanation
    return {
        "state": explained.state, "reason": one.reason, "approver": one.approver, "from": one.starts.isoformat(),
        "until": one.until.isoformat(), "file": one.file, "line": one.line,
    }  # fmt: skip
