"""Small panels, and what reading them comes to."""

from __future__ import annotations

from compcheck.model.library import Library
from compcheck.model.panel import Panel, PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.panel_file import read_panel
from compcheck.shape.private import private_in

HEADER = "authority.name,authority.code,judged_on,framework,period.from,period.to,source"
ROW = "Exampleshire,001,2013-05-20,protection-2012,2012-04-01,2013-03-31,A report"
OTHER = "Otherton,002,2013-05-20,protection-2012,2012-04-01,2013-03-31,A report"


def panel(columns: str, *rows: str) -> str:
    """The header with further columns, and rows as they are."""
    return "\n".join([f"{HEADER},{columns}", *rows]) + "\n"


def read(text: str | bytes, library: Library, mapping: PanelMapping | None = None) -> Panel:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_panel("panel.csv", raw, library, mapping, private_in)


def problems_of(text: str | bytes, library: Library, mapping: PanelMapping | None = None) -> tuple[Problem, ...]:
    """Those of the file as a whole, or of its rows."""
    try:
        return read(text, library, mapping).problems
    except ProblemsFound as found:
        return found.problems
