"""How an explanation is laid out: 80 columns, labels with their text beside them, sections under headings."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from compcheck.model.evaluation import Evaluation
from compcheck.reporting import wording
from compcheck.reporting.wording import safe

WIDTH = 80
LABEL = 12


def joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def filled(text: str, indent: str = "", hang: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False)


def row(label: str, text: str, indent: str = "") -> str:
    margin = indent + " " * LABEL
    first = f"{indent}{label:<{LABEL - 1}} "
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=margin, break_on_hyphens=False)


def rows(*rows: tuple[str, str], indent: str = "") -> str:
    return "\n".join(row(label, text, indent) for label, text in rows if text)


def section(title: str, *parts: str) -> str:
    said = "\n\n".join(part for part in parts if part)
    return f"{title}\n{'-' * len(title)}\n\n{said}" if said else ""


def numbered(lines: Sequence[str]) -> str:
    return "\n".join(
        textwrap.fill(one, WIDTH, initial_indent=f"{at:>3}. ", subsequent_indent="     ", break_on_hyphens=False)
        for at, one in enumerate(lines, 1)
    )


def head(evaluation: Evaluation, title: str, *, internal: bool) -> str:
    submission, framework = evaluation.submission, evaluation.framework
    asked = wording.judged_under(evaluation)
    lines = [filled(f"{safe(submission.authority.name)}: {title}")]
    lines += [f"{framework.id}, judged on {submission.judged_on.text}"]
    lines += [filled(framework.title), ""] if framework.local is not None else [""]
    lines += [filled(wording.MARKED_INTERNAL), ""] if internal else []
    lines += [filled(asked), ""] if asked else []
    records = [line for one in wording.collected_text(evaluation, internal=internal) for line in ("", filled(one))]
    return "\n".join([*lines, filled(wording.standing(evaluation)), *records])
