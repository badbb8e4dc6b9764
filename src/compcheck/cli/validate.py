"""`compcheck validate`: whether submissions can be read. Nothing is judged."""

from __future__ import annotations

import click

from compcheck.batching.tasks import submissions_in
from compcheck.cli import options, record_options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text
from compcheck.cli.problems import escaped, print_problems
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.submissions import given, known_framework, mapping_in
from compcheck.model.counting import CANNOT
from compcheck.model.framework import Framework
from compcheck.model.problem import Problem
from compcheck.model.submission import Submission
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck validate samples/devon.json
  compcheck validate returns/*.csv
  compcheck validate samples/panel.csv

\b
Exit codes:
  0  every file can be read
  2  one of them cannot
"""


@click.command(epilog=EXAMPLES)
@options.files
@options.framework
@options.rules
@options.mapping
@record_options.records
@click.pass_context
def validate(
    ctx: click.Context,
    files: tuple[str, ...],
    framework_id: str | None,
    rules_folder: str | None,
    mapping_path: str | None,
    records: RecordOptions,
) -> None:
    """Read each FILE (- reads standard input) and say what was understood, or everything that is wrong with it.

    Of a panel (CSV with a row for each authority and date), each row by itself; of children's records, how they were
    read and what was counted.
    """
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    found_records = record_options.records_among(ctx, files, records, library, rules_folder, [framework_id])
    problems: list[Problem] = []
    lines = []
    for found in submissions_in(given(files, found_records), library, mapping_in(mapping_path, library), framework_id):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            path, submission, framework = found
            lines.append(f"{escaped(path)}: {_understood(submission, framework)}\n")
    print_text("".join(lines))
    record_options.print_reading(found_records, short=False)
    print_problems(problems)
    ctx.exit(ExitCode.NOT_EVALUATED if problems else ExitCode.MET)


def _understood(submission: Submission, framework: Framework) -> str:
    evidence = len(submission.evidence)
    return (
        f"{escaped(submission.authority.name)}, {_figures(submission)}, "
        f"{evidence} piece{'' if evidence == 1 else 's'} of evidence, {framework.id}, "
        f"judged on {submission.judged_on.text}."
    )


def _figures(submission: Submission) -> str:
    """How many; of records, how many of those that somebody looks for they do not give."""
    entries = submission.indicators.values()
    cannot = sum(one.recording is not None and one.recording.gives == CANNOT for one in entries)
    without = sum(one.not_supplied is not None for one in entries) - cannot if submission.collected else 0
    number = len(entries) - cannot - without
    parts = [f"{number} figure{'' if number == 1 else 's'}"]
    parts += [f"{without} more without a case to count"] if without else []
    parts += [f"{cannot} that the records cannot give"] if cannot else []
    return ", ".join(parts)
