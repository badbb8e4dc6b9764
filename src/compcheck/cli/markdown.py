"""Text from rules files as Markdown may hold it: whatever could be read as an instruction is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compcheck.cli.problems import escaped
from compcheck.model.indicator import Source

ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$&#])")
WEB = re.compile(r"https?://[^\s<>()\[\]\\`|\"]+")


def plain_text(text: str) -> str:
    """For a cell, a heading or the middle of a line: on one line, and nothing in it formatted, linked or hidden."""
    return ANYWHERE.sub(r"\\\1", escaped(" ".join(text.split())))


def code(name: str) -> str:
    """An id, which holds no backtick."""
    return f"`{name}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Cells are Markdown already; none where there is no row."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body, ""] if body else []


def source_text(source: Source) -> str:
    """As `layout.source_in_words`, with its address as a link."""
    page = f", page {source.page}" if source.page else ""
    says = f": {source.says}" if source.says else ""
    said = plain_text(f"{source.title}, {source.publisher} {source.year}{page}{says}")
    if not source.url:
        return said
    return f"{said} <{source.url}>" if WEB.fullmatch(source.url) else f"{said} {plain_text(source.url)}"
