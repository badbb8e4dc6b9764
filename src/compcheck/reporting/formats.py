"""The register of report formats: one line a format, and the command line builds its choices from it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from compcheck.model.evaluation import Run
from compcheck.model.problem import Problem, ProblemsFound


class Format(NamedTuple):
    """`module` is imported only when the format is asked for, so that no run pays for another's libraries.

    `as_x.py` makes the report in its `run_as_x`. `binary`: it makes bytes, and no text. `extra` is what must be
    installed beside compcheck for it, "" for nothing. `for_a_terminal`: it is printed in the terminal's own encoding,
    where every other is UTF-8, byte for byte, and has colours and a short form. `beside`: it tells of other
    authorities, and its run carries the comparators.
    """

    module: str
    says: str
    binary: bool = False
    extra: str = ""
    for_a_terminal: bool = False
    beside: bool = False

    def write(self, run: Run, *, color: bool = False, quiet: bool = False) -> str:
        """The report; `quiet` asks for one line a file where the format has them."""
        return cast("str", self._made(run, color=color, quiet=quiet))

    def data(self, run: Run, *, color: bool = False, quiet: bool = False) -> bytes:
        """The report as the bytes of its file. ProblemsFound where what it needs is not installed."""
        made = self._made(run, color=color, quiet=quiet)
        return made if isinstance(made, bytes) else made.encode()

    def _made(self, run: Run, *, color: bool, quiet: bool) -> str | bytes:
        module = import_module(self.module)
        make = cast("Callable[..., str | bytes]", getattr(module, f"run_{self.module.rpartition('.')[2]}"))
        try:
            return make(run, color=color, quiet=quiet) if self.for_a_terminal else make(run)
        except ModuleNotFoundError as error:
            if not self.extra or (error.name or "compcheck").partition(".")[0] == "compcheck":
                raise
            missing = error.name
        fact = f"cannot be made: what makes it is not installed ({missing})."
        name = self.module.rpartition(".as_")[2]
        way_out = f'pip install "compcheck[{self.extra}]"'
        raise ProblemsFound([Problem("report-not-installed", f"--format {name}", fact, way_out)])


FORMATS = {
    "table": Format("compcheck.reporting.as_table", "for reading in a terminal, 80 columns wide", for_a_terminal=True),
    "json": Format("compcheck.reporting.as_json", "for other programs; its JSON Schema ships with compcheck"),
    "markdown": Format("compcheck.reporting.as_markdown", "for a pull request or the summary of a job"),
    "junit": Format("compcheck.reporting.as_junit", "JUnit XML, for servers that show the results of tests"),
    "csv": Format("compcheck.reporting.as_csv", "findings, one a row, for a spreadsheet"),
    "xlsx": Format(
        "compcheck.reporting.as_xlsx",
        "a workbook of findings, judgements, actions and data questions",
        binary=True,
        extra="report",
    ),
}
