"""The register of report formats: one line a format, and the command line builds its choices from it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from compcheck.model.evaluation import Run


class Format(NamedTuple):
    """`module` is imported only when the format is asked for, so that no run pays for another's libraries."""

    module: str
    says: str

    def write(self, run: Run, *, color: bool = False, quiet: bool = False) -> str:
        """The report, ending in a line feed; `quiet` asks for one line a file where the format has them."""
        text = cast("Callable[..., str]", import_module(self.module).text)
        return text(run, color=color, quiet=quiet)


FORMATS = {
    "table": Format("compcheck.reporting.as_table", "for reading in a terminal, 80 columns wide"),
    "json": Format("compcheck.reporting.as_json", "for other programs; its JSON Schema ships with compcheck"),
}
