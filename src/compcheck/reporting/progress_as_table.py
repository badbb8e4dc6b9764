"""A comparison of two times for a terminal, 80 columns wide."""

from __future__ import annotations

import textwrap

from tabulate import tabulate

from compcheck.model.progress import NEITHER, Between, Change, Progress
from compcheck.reporting import progress_wording as said
from compcheck.reporting.table_layout import heading, two_columns, wrapped
from compcheck.reporting.wording import STANDING, safe

COLUMN = 20


def text(progress: Progress) -> str:
    between = progress.between
    parts = [
        _head(progress),
        *_under(between, ""),
    ]
    if progress.under_old is not None:
        framework = progress.under_old.new.framework_id
        parts += [
            _titled(
                f"Changed by the edition alone: {framework} beside {between.new.framework_id}",
                [said.edition_text(one, progress) for one in progress.by_edition],
            ),
            *_under(progress.under_old, f"Under {framework}: "),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(progress: Progress) -> str:
    between = progress.between
    name = f"{safe(between.new.authority)}: progress between two submissions"
    sides = [("OLD", said.side_text(between.old)), ("NEW", said.side_text(between.new))]
    nothing = [said.NOTHING_COMPARED] if progress.nothing_compared else []
    lines = [f"{textwrap.fill(name, 80)}\n{'=' * min(len(name), 80)}", two_columns(sides), wrapped(STANDING)]
    lines += [wrapped(" ".join(said.rules_text(progress))), *[wrapped(one) for one in nothing]]
    return "\n\n".join([*lines, wrapped(f"Requirements: {said.counts_text(between)}")])


def _under(between: Between, prefix: str) -> list[str]:
    parts = [_judgements(between, prefix)]
    for area, title in said.areas_of(between):
        rows = [
            (one.kind, "\n  ".join([_name(one, between), *[safe(line) for line in said.lines_of(one, between)]]))
            for one in said.told_of(between, area)
        ]
        if rows:
            parts.append(f"{heading(textwrap.shorten(prefix + title, 80))}\n\n{two_columns(rows)}")
    return [*parts, wrapped(said.neither_text(between))]


def _name(change: Change, between: Between) -> str:
    name = f"{safe(change.title)}{' (key)' if change.key else ''}"
    return name if change.kind == NEITHER else f"{name}: {said.grades_text(change, between)}"


def _judgements(between: Between, prefix: str) -> str:
    if not between.judgements:
        return f"{heading(f'{prefix}Judgements')}\n\nNone: this framework makes none."
    titles = dict(said.areas_of(between))
    rows = [
        [
            textwrap.fill(titles.get(one.area, "Overall"), COLUMN),
            textwrap.fill(said.grade_text(one.old, between.old), COLUMN - 4),
            textwrap.fill(said.grade_text(one.new, between.new), COLUMN - 4),
            textwrap.fill(one.kind if one.old or one.new else "judged at neither time", COLUMN - 4),
        ]
        for one in between.judgements
    ]
    table = tabulate(rows, ["Area", "OLD", "NEW", ""], tablefmt="simple", disable_numparse=True)
    return f"{heading(f'{prefix}Judgements')}\n\n" + "\n".join(line.rstrip() for line in table.splitlines())


def _titled(title: str, items: list[str]) -> str:
    told = [wrapped(f"- {item}", "  ") for item in items] or ["None."]
    return "\n".join([wrapped(title), "-" * min(len(title), 80), "", *told])
