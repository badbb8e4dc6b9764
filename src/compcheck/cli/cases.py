"""`compcheck cases`: the records behind a finding, into one file and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from compcheck.cli import options, record_options
from compcheck.cli.case_file import about_text, case_text, in_order
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.layout import paragraph
from compcheck.cli.output import print_text
from compcheck.cli.private_file import check_target, write_private
from compcheck.cli.problems import escaped
from compcheck.cli.reading_report import print_reading
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.records_given import check_records
from compcheck.cli.submissions import known_framework
from compcheck.model.figure import count_shown
from compcheck.reading.rule_home import load_library

if TYPE_CHECKING:  # only records need them
    from compcheck.listing import Listing
    from compcheck.model.library import Library
    from compcheck.records.case_rows import CaseList

EXAMPLES = """\b
Examples:
  compcheck cases annex-a.xlsx --all --extracted-on 2024-03-12
  compcheck cases annex-a.xlsx --all --due-within 10 --extracted-on 2024-03-12 -o ~/cases.csv
  compcheck cases annex-a.xlsx help-and-protection/child-seen --extracted-on 2024-03-12 -o ~/not-seen.csv
  compcheck cases annex-a.xlsx assessments_past_45_working_days --extracted-on 2024-03-12

\b
Exit codes:
  0  no case stands on any list
  1  some do
  2  the records could not be read, nothing of what was asked for be listed, or the file not be written
"""
MOST_DAYS = 250
"""Working days of a year: nobody plans further ahead."""


@click.command(epilog=EXAMPLES)
@click.argument("words", metavar="FILE... [RULE]", nargs=-1, required=True, type=options.A_PATH)
@click.option(
    "--all", "every", is_flag=True, help="Instead of a RULE: every rule that looks at a figure, and every watch list."
)
@click.option("--due-within", "due_within", metavar="DAYS", type=click.IntRange(1, MOST_DAYS),
              help="Those too that fall due within so many working days.")  # fmt: skip
@click.option("--framework", "framework_id", metavar="ID", help="The framework of the RULE, or the one to judge by.")
@options.rules
@record_options.listing
@click.option("--output", "-o", "output_path", metavar="PATH", type=click.Path(readable=False),
              help="Write the rows to this file: a new one, that its owner alone may read.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file, if it is there already.")
@click.option("--yes", "in_git", is_flag=True, help="Write it even into a git checkout.")
@options.internal
@click.pass_context
def cases(
    ctx: click.Context,
    words: tuple[str, ...],
    *,
    every: bool,
    due_within: int | None,
    framework_id: str | None,
    rules_folder: str | None,
    records: RecordOptions,
    output_path: str | None,
    force: bool,
    in_git: bool,
    internal: bool,
) -> None:
    """List the cases behind a finding: what is late, what nobody recorded, and what falls due.

    RULE is a rule (help-and-protection/assessments-in-45-days), an indicator or a watch list. The rows, with the
    child's id, worker and team, are written to the file named with -o and nowhere else; what is printed are counts.
    """
    library = load_library(rules_folder)
    files, rule = _files_and_rule(words, library, every=every)
    known_framework(framework_id, library)
    if output_path is not None:
        check_target(output_path, replace=force, in_git=in_git)
    check_records(files)
    from compcheck.listing import Asked, listed  # noqa: PLC0415  # only records need it
    from compcheck.reading.comparators import load_comparators  # noqa: PLC0415  # likewise

    asked = Asked(rule, framework_id, due_within)
    found = listed(files, library, load_comparators(rules_folder), records.said(framework_id), asked)
    print_reading(found.reads, library.records(), short=True, internal=internal)
    number = sum(len(one.rows) for one in found.lists)
    rows = 0
    if output_path is not None:
        about = about_text([read.file for read in found.reads], found.days)
        in_file = in_order(found.lists)
        rows = len(in_file)
        write_private(output_path, case_text(in_file, found.lists, found.rules, about), replace=force)
    print_text("\n".join(_told(found, output_path, rows, internal=internal)) + "\n")
    ctx.exit(ExitCode.NOT_MET if number else ExitCode.MET)


def _files_and_rule(words: Sequence[str], library: Library, *, every: bool) -> tuple[list[str], str]:
    if every:
        from compcheck.listing import can_be_asked_for  # noqa: PLC0415  # only records need it

        known = [word for word in words if not os.path.exists(word) and can_be_asked_for(word, library)]  # noqa: PTH110
        if known:
            raise click.UsageError(f"{known[0]} is one list, and --all is every list: leave out one of the two.")
        return list(words), ""
    *files, rule = words
    if not files or os.path.exists(rule):  # noqa: PTH110  # a name is all that is asked of it
        raise click.UsageError("Name a RULE after the files, or --all.")
    return list(files), rule


def _told(found: Listing, output_path: str | None, rows: int, *, internal: bool) -> Iterator[str]:
    """Counts alone, each with its list; last where the rows are."""
    full = [one for one in found.lists if one.rows]
    empty = [one for one in found.lists if not one.rows and not one.cannot and not one.caseless]
    cannot = [one for one in found.lists if one.cannot or (one.caseless and not one.rows)]
    days = ", ".join(day.isoformat() for day in found.days)
    yield f"Cases on {days}" + (" (OFFICIAL-SENSITIVE)" if internal else "")
    for one in full:
        yield from _list_told(one, found.rules.get(one.id, ()), internal=internal)
    if empty:
        yield paragraph(f"No case: {'; '.join(one.title for one in empty)}.", 2)
    yield from _not_listed(found, cannot)
    if not full:
        yield "No case stands on any list."
    if output_path is None:
        if full:
            yield "No row is shown: to have them, name a file with -o."
        return
    many = f" ({rows:,} row{'' if rows == 1 else 's'})" if internal else ""  # or a small count were what is left of it
    yield f"Written to {escaped(output_path)}{many}, for you alone. Delete it when the cases are mended."
    if os.name == "nt":
        yield "On Windows whoever may read its folder may read the file: see to the rights of the folder."


def _not_listed(found: Listing, cannot: Sequence[CaseList]) -> Iterator[str]:
    """By the reason, each said once; where all was asked for, what never has cases in such files as a number."""
    several = len(found.lists) > 1
    told: dict[str, list[str]] = {}
    for one in cannot:
        if not (one.caseless and several):
            told.setdefault(one.cannot, []).append(one.title)
    for why, titles in told.items():
        yield paragraph(f"Not listed: {'; '.join(dict.fromkeys(titles))}: {why}.", 2)
    caseless = sum(one.caseless for one in cannot)
    if caseless and several:
        figures = "1 figure" if caseless == 1 else f"{caseless} figures"
        yield paragraph(f"Not listed: {figures} that such files do not give, or not case by case, or whose "
                        "cases may well be right. `compcheck evaluate` tells each.", 2)  # fmt: skip


def _list_told(one: CaseList, rules: Sequence[str], *, internal: bool) -> Iterator[str]:
    states: dict[str, int] = {}
    for row in one.rows:
        states[row.state] = states.get(row.state, 0) + 1
    parts = [f"{_number(number, internal=internal)} {state}" for state, number in states.items()]
    first = sum(row.first for row in one.rows)
    parts += [f"{_number(first, internal=internal)} of them first: never seen, or held by nobody"] if first else []
    yield paragraph(f"{one.title} ({', '.join(rules) or one.id}): {', '.join(parts)}", 2)  # what to ask for it by


def _number(number: int, *, internal: bool) -> str:
    return f"{number:,}" if internal else count_shown(number)
