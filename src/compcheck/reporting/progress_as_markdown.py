"""A comparison of two times as GitHub's Markdown: plain tables, with nothing in them that is an instruction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compcheck.model.progress import NEITHER, Between, Change, Progress
from compcheck.reporting import progress_wording as said
from compcheck.reporting.as_markdown import escaped
from compcheck.reporting.wording import STANDING


def text(progress: Progress) -> str:
    between = progress.between
    head = [
        f"# {escaped(between.new.authority)}: progress between two submissions",
        f"{escaped(STANDING)}",
        f"- **OLD** {escaped(said.side_text(between.old))}\n- **NEW** {escaped(said.side_text(between.new))}",
        escaped(" ".join(said.rules_text(progress))),
        f"**{escaped(said.NOTHING_COMPARED)}**" if progress.nothing_compared else "",
        f"Requirements: {escaped(said.counts_text(between))}",
    ]
    parts = [*head, *_under(between, "")]
    if progress.under_old is not None:
        framework = progress.under_old.new.framework_id
        changed = [f"- {escaped(said.edition_text(one, progress))}" for one in progress.by_edition]
        title = f"## Changed by the edition alone: {escaped(framework)} beside {escaped(between.new.framework_id)}"
        parts += [title, "\n".join(changed) or "None.", *_under(progress.under_old, f"Under {framework}: ")]
    return "\n\n".join(part for part in parts if part) + "\n"


def _under(between: Between, prefix: str) -> list[str]:
    titles = dict(said.areas_of(between))
    judged = [
        [
            escaped(titles.get(one.area, "Overall")),
            escaped(said.grade_text(one.old, between.old)),
            escaped(said.grade_text(one.new, between.new)),
            one.kind if one.old or one.new else "judged at neither time",
        ]
        for one in between.judgements
    ]
    table = _table(["Area", "OLD", "NEW", "Judgement"], judged) or "None: this framework makes none."
    parts = [f"## {escaped(prefix)}Judgements".replace("  ", " "), table]
    for area, title in titles.items():
        rows = [_row(one, between) for one in said.told_of(between, area)]
        if rows:
            parts += [f"## {escaped(prefix + title)}", _table(["", "Requirement", "OLD", "NEW", "What is told"], rows)]
    return [*parts, escaped(said.neither_text(between))]


def _row(change: Change, between: Between) -> list[str]:
    before, after = said.before_and_after(change, between)
    key = " (key)" if change.key else ""
    told = "<br>".join(escaped(line) for line in said.lines_of(change, between))
    kind = change.kind if change.kind == NEITHER else f"**{change.kind}**"
    return [kind, f"{escaped(change.title)}{key}", escaped(before), escaped(after), told]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *body]) if body else ""
