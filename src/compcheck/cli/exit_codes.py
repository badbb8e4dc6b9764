"""What an exit code says. There are three, and they mean the same under every option."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    MET = 0
    """Every file was evaluated and met the bar; or a command that evaluates nothing did what it was asked."""

    NOT_MET = 1
    """A judgement lies below the bar or could not be made, or nothing could be graded. Of rules: a case fails or is
    missing, a page is stale, or two that were compared differ."""

    NOT_EVALUATED = 2
    """A wrong option, an unreadable or wrongly shaped file, broken rules, unwritten output. It outranks 1."""
