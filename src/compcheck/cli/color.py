"""Whether to colour: what was asked for, else what the environment says, else whether a terminal is looking."""

from __future__ import annotations

import os
import sys

WHEN = ("auto", "always", "never")


def wanted(when: str, *, to_file: bool) -> bool:
    """NO_COLOR and FORCE_COLOR as no-color.org and force-color.org have them: set, and not empty."""
    if when != "auto":
        return when == "always"
    if to_file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()
