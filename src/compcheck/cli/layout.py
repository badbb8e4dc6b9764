"""How the commands that explain something lay it out: headings, and labels with their text beside them."""

from __future__ import annotations

import textwrap

from compcheck.model.indicator import Source

WIDTH = 80
LABEL_WIDTH = 14


def heading(title: str) -> str:
    return f"{title}\n{'-' * len(title)}"


def labelled(label: str, text: str, indent: int = 0) -> str:
    """The label, and its text wrapped in a column beside it; "" where there is nothing to say."""
    if not text:
        return ""
    margin = " " * (indent + LABEL_WIDTH)
    first = f"{' ' * indent}{label:<{LABEL_WIDTH - 1}} "
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=margin, break_on_hyphens=False, break_long_words=False
    )


def paragraph(text: str, indent: int = 0) -> str:
    margin = " " * indent
    return textwrap.fill(
        text, WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False, break_long_words=False
    )


def lines(*parts: str) -> str:
    """The parts that say something, each on lines of its own."""
    return "\n".join(part for part in parts if part)


def source_in_words(source: Source) -> str:
    """`Working Together to Safeguard Children, DCSF 2010, page 12: within 10 working days`."""
    page = f", page {source.page}" if source.page else ""
    says = f": {source.says}" if source.says else ""
    url = f" <{source.url}>" if source.url else ""
    return f"{source.title}, {source.publisher} {source.year}{page}{says}{url}"
