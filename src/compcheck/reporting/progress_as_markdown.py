"""A comparison of two times as GitHub's Markdown: plain tables, with nothing in them that is an instruction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from compcheck.model.progress import NEITHER, Between, Change, Progress
from compcheck.reporting import progress_wording as said
from compcheck.reporting.wording import STANDING, safe

MARKUP = re.compile(r"([\\`*_\[\]|~$])")
CALLS = re.compile(r"[&<>@#]|(?<=[a-zA-Z]):(?=//)|(?<=\bwww)\.|(?<=\w)\.(?=\w{2,}/)")
"""What would begin HTML, name a person or an issue, or become a link by itself."""
BEGINS = re.compile(r"^([-+=])")


def text(progress: Progress) -> str:
    between = progress.between
    head = [
        f"# {plain(between.new.authority)}: progress between two submissions",
        f"{plain(STANDING)}",
        f"- **OLD** {plain(said.side_text(between.old))}\n- **NEW** {plain(said.side_text(between.new))}",
        plain(" ".join(said.rules_text(progress))),
        f"**{plain(said.NOTHING_COMPARED)}**" if progress.nothing_compared else "",
        f"Requirements: {plain(said.counts_text(between))}",
    ]
    parts = [*head, *_under(between, "")]
    if progress.under_old is not None:
        framework = progress.under_old.new.framework_id
        changed = [f"- {plain(said.edition_text(one, progress))}" for one in progress.by_edition]
        title = f"## Changed by the edition alone: {plain(framework)} beside {plain(between.new.framework_id)}"
        parts += [title, "\n".join(changed) or "None.", *_under(progress.under_old, f"Under {framework}: ")]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: str) -> str:
    """On one line, and nothing in it formatted, linked, mentioned or hidden."""
    flat = " ".join(safe(text).split())
    escaped = MARKUP.sub(r"\\\1", flat)
    escaped = CALLS.sub(lambda found: f"&#{ord(found[0])};", escaped)
    return BEGINS.sub(r"\\\1", escaped)


def _under(between: Between, prefix: str) -> list[str]:
    titles = dict(said.areas_of(between))
    judged = [
        [
            plain(titles.get(one.area, "Overall")),
            plain(said.grade_text(one.old, between.old)),
            plain(said.grade_text(one.new, between.new)),
            one.kind if one.old or one.new else "judged at neither time",
        ]
        for one in between.judgements
    ]
    table = _table(["Area", "OLD", "NEW", "Judgement"], judged) or "None: this framework makes none."
    parts = [f"## {plain(prefix)}Judgements".replace("  ", " "), table]
    for area, title in titles.items():
        rows = [_row(one, between) for one in said.told_of(between, area)]
        if rows:
            parts += [f"## {plain(prefix + title)}", _table(["", "Requirement", "OLD", "NEW", "What is told"], rows)]
    return [*parts, plain(said.neither_text(between))]


def _row(change: Change, between: Between) -> list[str]:
    before, after = said.before_and_after(change, between)
    key = " (key)" if change.key else ""
    told = "<br>".join(plain(line) for line in said.lines_of(change, between))
    kind = change.kind if change.kind == NEITHER else f"**{change.kind}**"
    return [kind, f"{plain(change.title)}{key}", plain(before), plain(after), told]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *body]) if body else ""
