"""`compcheck collect`: records of one authority in, one submission out. Counts leave it, and never a row."""

from __future__ import annotations

import click

from compcheck.cli import options, record_options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text, print_utf8
from compcheck.cli.private_file import check_target, write_private
from compcheck.cli.reading_report import print_reading, reading_text
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.records_given import Records, check_records
from compcheck.cli.submissions import STDIN, known_framework
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck collect annex-a.xlsx --authority Exampleshire --extracted-on 2024-03-12 --output submission.json
  compcheck collect cin-census.xml workforce.xml --with own-limits.json --output submission.json

\b
Exit codes:
  0  collected: `compcheck evaluate` of it finds what it finds of the records
  2  could not be collected
"""


@click.command(epilog=EXAMPLES)
@options.files
@click.option("--framework", "framework_id", metavar="ID", help="Name this framework in the submission.")
@options.rules
@record_options.records
@click.option(
    "--output", "-o", "output_path", metavar="PATH", type=click.Path(readable=False),
    help="Write the submission to this file: a new one, that its owner alone may read; and print how the records were "
    "read (-: print the submission, and how they were read to standard error).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the file, if it is there already.")
@click.option("--yes", "in_git", is_flag=True, help="Write it even into a git checkout.")
@click.pass_context
def collect(
    ctx: click.Context,
    files: tuple[str, ...],
    *,
    framework_id: str | None,
    rules_folder: str | None,
    records: RecordOptions,
    output_path: str | None,
    force: bool,
    in_git: bool,
) -> None:
    """Count the children's records in every FILE, and write one submission of them all.

    A FILE is an Annex A workbook, a census as XML, or a folder of CSV or Parquet files, all of one authority. No row,
    name or date of birth is in the submission; but the counts of 1 to 5 that reports hide are, so that it is marked
    OFFICIAL-SENSITIVE: keep it out of repositories and mails.
    """
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    into = None if output_path == STDIN else output_path
    if into is not None:
        check_target(into, replace=force, in_git=in_git)
    given = Records(files, records, library, rules_folder)
    check_records(files)
    collected = given.collected(files, framework_id)
    text = collected.raw.decode()
    if into is None:
        print_utf8(text)
        print_reading(collected.reads, library.records(), collected.figures, short=False)
    else:
        write_private(into, text, replace=force, encoding="utf-8")
        print_text(reading_text(collected.reads, library.records(), collected.figures, short=False))
    ctx.exit(ExitCode.MET)
