"""The report as GitHub Flavored Markdown, to be pasted into a pull request or kept as the summary of a job.

Whatever comes from a file is text and nothing else: no markup, no HTML, nobody named by @, no issue by #, no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compcheck import __version__
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.finding import Finding
from compcheck.model.problem import Problem
from compcheck.reporting import local_wording, standing, wording
from compcheck.reporting.judged import OVERALL, Judged, judged
from compcheck.reporting.rows import Row, requirement_with_marks, row_of
from compcheck.reporting.told import by_deadline, by_reason, own
from compcheck.reporting.wording import counted, safe

JOB_SUMMARY = 1024 * 1024
"""Bytes that GitHub takes as the summary of a step; of a larger one it takes nothing."""
APART = "&#8203;"
"""A space of no width: an @ or # with it behind is nobody's name and no issue's number."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
OBEYED = re.compile(
    r"(?P<entity>[&<>$])"
    r"|(?P<name>[@#]|!(?=\d)|(?<=\bGH)-(?=\d))"
    r"|(?P<markup>[\\`*{}\[\]|~]|(?<![^\W_])_|_(?![^\W_]))"
    r"|(?P<link>:(?=//)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):)"
    r"|(?P<block>\A[-+=]|(?<=\A\d)[.)](?!\S)|(?<=\A\d\d)[.)](?!\S))",
    re.IGNORECASE,
)
"""What Markdown or GitHub takes for more than text. Of underscores only those at the edge of a word are."""


def run_as_markdown(run: Run, *, limit_bytes: int | None = None) -> str:
    """The whole report; of one longer than `limit_bytes`, as many of its lines as fit, and one that says so."""
    parts = [part for evaluation in run.evaluations for part in _evaluation(evaluation, run)]
    if len(run.evaluations) + len({one.file for one in run.problems}) > 1 or not parts:
        parts = [_overview(run), *parts]
    text = "\n\n".join([*parts, *_problems(run.problems)]) + "\n"
    return text if limit_bytes is None else _cut(text, limit_bytes)


def escaped(text: str) -> str:
    """The text as it reads, whatever Markdown or GitHub would make of it."""
    return OBEYED.sub(_apart, safe(text))


def _apart(found: re.Match[str]) -> str:
    sign = found.group()
    if found.lastgroup == "entity":
        return ENTITIES[sign]
    return f"{sign}{APART}" if found.lastgroup == "name" else f"\\{sign}"


def _cut(text: str, limit: int) -> str:
    if len(text.encode()) <= limit:
        return text
    said = f"\n\n**Cut here**: the whole report is longer than {limit:,} bytes. Every other format has all of it.\n"
    room = limit - len(said.encode())
    kept = text.encode()[: max(room, 0)].decode(errors="ignore")
    return (kept.rpartition("\n")[0].rstrip() + said).lstrip("\n")


def _table(headings: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    """Cells are escaped already."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _overview(run: Run) -> str:
    rows = [
        (
            escaped(one.document.path),
            escaped(one.submission.authority.name),
            escaped(one.framework.id),
            f"{one.coverage.seen} of {one.coverage.requirements}",
            "; ".join(f"{escaped(row.what)}: {escaped(row.says)}" for row in _told_first(one)),
        )
        for one in run.evaluations
    ]
    rows += [(escaped(file), "", "", "", "not evaluated") for file in dict.fromkeys(one.file for one in run.problems)]
    head = [wording.MARKED_INTERNAL] if run.internal else []
    return "\n\n".join([*head, wording.STANDING, _table(("File", "Authority", "Framework", "Seen", "Judgement"), rows)])


def _told_first(evaluation: Evaluation) -> list[Judged]:
    """The overall judgement; where there is none, those of the areas."""
    rows = [one for one in judged(evaluation) if one.area or one.what == OVERALL]
    return [one for one in rows if one.what == OVERALL] or rows


def _evaluation(evaluation: Evaluation, run: Run) -> Iterator[str]:
    rows = {one.rule.id: row_of(one, evaluation, internal=run.internal) for one in evaluation.findings}
    yield f"## {escaped(standing.title(evaluation))}"
    yield escaped(standing.subtitle(evaluation))
    yield "\n>\n".join(f"> {escaped(one)}" for one in standing.opening(evaluation, run))
    yield from _judgements(evaluation)
    yield from _local_rules(evaluation)
    yield from _below(evaluation, rows)
    yield from _best(evaluation, rows)
    yield from _first(evaluation)
    yield from _not_graded(evaluation, rows)
    yield from _provenance(evaluation, run)


def _judgements(evaluation: Evaluation) -> Iterator[str]:
    framework = evaluation.framework
    if framework.sorts_into_kinds:
        yield "### Kinds of finding"
        yield wording.NO_JUDGEMENTS
    else:
        yield "### Judgements"
    rows = [
        (escaped(one.what), f"**{escaped(one.says)}**", "<br>".join(f"{escaped(why)}." for why in one.why))
        for one in judged(evaluation)
    ]
    if rows:
        yield _table(("Area", "Judgement", "Decided by"), rows)


def _local_rules(evaluation: Evaluation) -> Iterator[str]:
    said = local_wording.local_text(evaluation.framework)
    if said:
        yield "### Local rules"
        yield "\n".join(f"- {escaped(one.removeprefix('- '))}" for one in said)


def _is_below(finding: Finding, evaluation: Evaluation) -> bool:
    """Below good, or what stands for it; of kinds, one that fails a run or that something is recommended for."""
    if finding.grade is None:
        return False
    if evaluation.framework.sorts_into_kinds:
        return finding.grade in evaluation.framework.fails or finding.recommendation is not None
    return finding.grade < evaluation.framework.highest


def _below(evaluation: Evaluation, rows: dict[str, Row]) -> Iterator[str]:
    word = wording.grade_word(evaluation.framework.highest, evaluation.framework)
    kinds = evaluation.framework.sorts_into_kinds
    yield "### Findings that ask for action" if kinds else f"### Findings below {escaped(word)}"
    below = [one for one in evaluation.findings if _is_below(one, evaluation)]
    if not any(one.grade for one in evaluation.findings):
        yield "Nothing could be graded."
    elif not below:
        yield "None of what was seen."
    for area in evaluation.framework.areas:
        these = [one for one in below if one.rule.area == area.id]
        if these:
            yield f"**{escaped(area.title)}**"
            headings = ("Finding", "Requirement", "Figure or evidence", "Line", "Source")
            yield _table(headings, (_below_cells(rows[one.rule.id]) for one in these))


def _below_cells(row: Row) -> tuple[str, ...]:
    doubt = f"<br>{escaped(row.in_doubt)}" if row.in_doubt else ""
    explained = f"<br>{escaped(row.explanation)}" if row.explanation else ""
    figure = (row.figure, row.period) if row.period else (("" if row.evidence else row.figure),)
    shown = "; ".join(one for one in (*figure, row.evidence) if one)
    note = f"Note: {row.note}" if row.note else ""
    more = "".join(f"<br>{escaped(one)}" for one in (row.next_line, row.chance, note) if one)
    return (
        f"**{escaped(row.outcome)}**{doubt}",
        f"{escaped(requirement_with_marks(row))}{explained}",
        f"{escaped(shown)}{more}",
        escaped(row.line or row.expected),
        escaped(row.source),
    )


def _best(evaluation: Evaluation, rows: dict[str, Row]) -> Iterator[str]:
    best = [one for one in evaluation.findings if one.grade is not None and not _is_below(one, evaluation)]
    if not best:
        return
    kinds, framework = evaluation.framework.sorts_into_kinds, evaluation.framework
    word = wording.grade_word(framework.highest, framework)
    yield "### Other findings" if kinds else f"### Found {escaped(word)}"
    yield "\n".join(f"- {_one_line(rows[one.rule.id], kinds=kinds)}" for one in best)


def _one_line(row: Row, *, kinds: bool) -> str:
    said = [row.figure or row.evidence, row.outcome if kinds else "", row.in_doubt, row.chance]
    told = escaped("; ".join(one for one in said if one))
    explained = f"<br>{escaped(row.explanation)}" if row.explanation else ""
    return f"{escaped(requirement_with_marks(row))}: {told}{explained}"


def _first(evaluation: Evaluation) -> Iterator[str]:
    due = by_deadline(evaluation)
    if due:
        yield "### What must be done first"
    for deadline, these in due.items():
        actions = [
            f"- {escaped(one.recommendation.action)} ({escaped(one.rule.title)})" for one in these
            if one.recommendation is not None
        ]  # fmt: skip
        yield f"**{deadline.capitalize()}**"
        yield "\n".join(actions)


def _not_graded(evaluation: Evaluation, rows: dict[str, Row]) -> Iterator[str]:
    groups = by_reason(evaluation)
    others = [one for one in evaluation.findings if one.grade is None and one not in own(evaluation)]
    if groups or others:
        yield "### What could not be graded, and why"
    for reason, these in groups.items():
        yield f"**{wording.WHY_NOT[reason].capitalize()}** ({len(these)})"
        yield "\n".join(f"- {_ungraded(one, rows[one.rule.id])}" for one in these)
    if others:
        yield f"**Local, or asked of others** ({len(others)})"
        yield "\n".join(f"- {_ungraded(one, rows[one.rule.id], why=True)}" for one in others)


def _ungraded(finding: Finding, row: Row, *, why: bool = False) -> str:
    """With its figure, where there is one that could not be graded; the reason stands above all that share it."""
    given = bool(finding.figures) and finding.figures[0].missing is None
    detail = row.why_not.partition(": ")[2] if finding.figures or finding.rule.left_to_inspectors else ""
    said = [requirement_with_marks(row), row.in_doubt, row.figure if given else "", row.why_not if why else detail]
    explained = f"<br>{escaped(row.explanation)}" if row.explanation else ""
    return f"{escaped('; '.join(one for one in said if one))}{explained}"


def _provenance(evaluation: Evaluation, run: Run) -> Iterator[str]:
    document, framework = evaluation.document, evaluation.framework
    yield "### Provenance"
    lines = [
        f"compcheck {__version__}",
        f"submission {escaped(document.path)}, sha256 `{document.sha256}`",
        f"framework {escaped(framework.id)} with its rules, sha256 `{framework.sha256}`",
        *(f"explanations {escaped(one.path)}, sha256 `{one.sha256}`" for one in run.explanations),
    ]
    if framework.assumptions:
        lines.append(f"{counted(len(framework.assumptions), 'assumption', 'assumptions')}, listed in the table")
    yield "\n".join(f"- {one}" for one in lines)


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    if problems:
        yield "## What could not be evaluated"
        said = (f"{one.place} {one.pointer}".rstrip() for one in problems)
        rows = zip(said, problems, strict=True)
        yield "\n".join(f"- {escaped(at)}: {escaped(one.fact)} {escaped(one.way_out)}".rstrip() for at, one in rows)
