"""`compcheck compare`: what became of one authority between two submissions, or two reports."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.submissions import given
from compcheck.model.document import Document, Given
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.progress import progress
from compcheck.reading.report_file import Report, is_report, read_report
from compcheck.reading.rule_home import load_library
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting.progress_formats import PROGRESS_FORMATS

RECORDS = {"file-is-a-folder", "file-is-a-workbook"}
DECLINE = "decline"

EXAMPLES = """\b
Examples:
  compcheck compare samples/kent-2010-11.json samples/kent.json
  compcheck compare last-year.json this-year.json --format markdown --output progress.md
  compcheck compare last-report.json this-report.json --fail-on decline

\b
Exit codes:
  0  they were compared
  1  nothing could be compared; or, with --fail-on decline, something declined or is no longer graded
  2  they could not be compared: a file that cannot be evaluated, two authorities, NEW older than OLD
"""


@click.command(epilog=EXAMPLES)
@click.argument("old", metavar="OLD", type=options.A_PATH)
@click.argument("new", metavar="NEW", type=options.A_PATH)
@options.rules
@click.option(
    "--format", "format_name", type=click.Choice(list(PROGRESS_FORMATS)), default="table", show_default=True,
    help="; ".join(f"{name}: {one.says}" for name, one in PROGRESS_FORMATS.items()) + ".",
)  # fmt: skip
@options.output
@click.option(
    "--fail-on", type=click.Choice([DECLINE]),
    help="decline: exit 1 if a judgement or a requirement that carries weight declined or is no longer graded.",
)  # fmt: skip
@click.pass_context
def compare(
    ctx: click.Context, old: str, new: str, *, rules_folder: str | None, format_name: str, output_path: str | None,
    fail_on: str | None,
) -> None:  # fmt: skip
    """Say what became of one authority from OLD to NEW, by area and requirement: improved, declined, unchanged, newly
    graded, no longer graded; how far each figure moved, and whether data, rules or edition changed the finding.

    OLD and NEW are submissions (JSON or CSV; - reads standard input), or reports of them (`compcheck evaluate FILE
    --format json`). Of two submissions under two frameworks, both are judged under both. Small counts stay hidden.
    """
    library = load_library(rules_folder)
    found: list[Problem] = []
    sides = [_side(one, found) for one in given([old, new])]
    if found:
        raise ProblemsFound(found)
    first, second = [one for one in sides if one is not None]
    made = progress(first, second, library, fail_on_decline=fail_on == DECLINE)
    text = PROGRESS_FORMATS[format_name].write(made)
    if output_path is not None:
        write_file(output_path, text)
    else:
        (print_text if PROGRESS_FORMATS[format_name].for_a_terminal else print_utf8)(text)
    ctx.exit(ExitCode(made.exit_code))


def _side(read: Given | Problem, found: list[Problem]) -> Document | Report | None:
    if isinstance(read, Problem):
        found.append(_not_records(read))
        return None
    try:
        return read_report(read.path, read.raw) if is_report(read.raw) else read_submission_file(read.path, read.raw)
    except ProblemsFound as problems:
        found += [_not_records(one, read.raw) for one in problems.problems]
        return None


def _not_records(problem: Problem, raw: bytes = b"") -> Problem:
    """Children's records are counted first: what was counted from them can be compared."""
    is_xml = problem.code == "not-a-submission" and raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if problem.code not in RECORDS and not is_xml:
        return problem
    way_out = "Name a submission or a report. Of children's records, make one first: `compcheck collect`."
    return problem._replace(code="compare-of-records", way_out=way_out)
