"""The register of what a comparison of two times can be written as: one line a format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from compcheck.model.progress import Progress


class ProgressFormat(NamedTuple):
    """`module` is imported only when the format is asked for. All but the terminal's are UTF-8, byte for byte."""

    module: str
    says: str
    for_a_terminal: bool = False

    def write(self, progress: Progress) -> str:
        return cast("Callable[[Progress], str]", import_module(self.module).text)(progress)


PROGRESS_FORMATS = {
    "table": ProgressFormat("compcheck.reporting.progress_as_table", "for a terminal", for_a_terminal=True),
    "json": ProgressFormat("compcheck.reporting.progress_as_json", "for other programs; its JSON Schema ships too"),
    "markdown": ProgressFormat("compcheck.reporting.progress_as_markdown", "to paste into a page or a pull request"),
}
