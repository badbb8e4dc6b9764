"""`compcheck evaluate`: submissions in, a report and an exit code out."""

from __future__ import annotations

from collections.abc import Iterable

import click

from compcheck.batching.guarding import By, guarded, side_by_side
from compcheck.cli import color as colors
from compcheck.cli import formats, options, record_options
from compcheck.cli.bar import NO_BAR, check_bar, on_another_scale
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.formats import Wanted
from compcheck.cli.problems import print_problems
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.submissions import (
    documents_from,
    given,
    has_a_panel,
    in_a_terminal,
    known_framework,
    mapping_in,
)
from compcheck.model.document import Given
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.explanation import ExplanationFile
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import When
from compcheck.reading.rule_home import load_library

FEW = 5
"""So many files are reported in full, one after the other; of more, as of a panel, there is an overview."""
ORDERS = ("authority", "attention")
MOST_JOBS = 64

EXAMPLES = """\b
Examples:
  compcheck evaluate samples/devon.json
  compcheck evaluate samples/devon.json samples/kent.json --quiet
  compcheck evaluate devon.json --format json --output devon-report.json
  compcheck evaluate devon.json --format table --format json:devon-report.json
  compcheck evaluate devon.json --fail-below good
  compcheck evaluate devon.json --explanations explanations.yaml
  compcheck evaluate samples/panel.csv
  compcheck evaluate their-panel.csv --mapping theirs.yaml --jobs 4 --format json --output report.json
  cat devon.json | compcheck evaluate -
  compcheck evaluate annex-a.xlsx --authority Exampleshire --extracted-on 2024-03-12
  compcheck evaluate cin-census.xml --with own-limits.json --by team,age

\b
Exit codes:
  0  every file was evaluated and met the bar
  1  a judgement lies below the bar or could not be made
  2  something could not be evaluated
"""


@click.command(epilog=EXAMPLES)
@options.files
@options.frameworks
@options.as_of
@options.rules
@options.explanations
@options.mapping
@record_options.records
@formats.formats
@options.output
@click.option(
    "--fail-below", metavar=f"GRADE|{NO_BAR}",
    help="Exit 1 if a judgement lies below this grade or could not be made; if this is not given, the framework's own "
    f"bar decides. {NO_BAR}: exit 1 only if nothing could be graded.",
)  # fmt: skip
@click.option("--fail-on-not-graded", is_flag=True, help="Exit 1 if any requirement that carries weight is not graded.")
@options.internal
@click.option(
    "--color", type=click.Choice(colors.WHEN), default="auto", show_default=True,
    help="Colour the table. auto: in a terminal, unless NO_COLOR is set.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print one line a submission, without the details.")
@click.option("--details", is_flag=True, help="Print many submissions, or a panel, in full below their overview.")
@click.option(
    "--order", type=click.Choice(ORDERS), default=ORDERS[0], show_default=True,
    help="Of the overview. authority: in alphabetical order, then by date. attention: by key requirements not met, an "
    "order of reading and not of quality; in a terminal only.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, MOST_JOBS), default=1, show_default=True, metavar="N",
    help="Evaluate many submissions, or a panel, in so many processes. What comes out is the same.",
)  # fmt: skip
@click.pass_context
def evaluate(
    ctx: click.Context,
    files: tuple[str, ...],
    framework_ids: tuple[str, ...],
    as_of: When | None,
    rules_folder: str | None,
    explanation_files: tuple[str, ...],
    mapping_path: str | None,
    wanted: tuple[Wanted, ...],
    output_path: str | None,
    fail_below: str | None,
    fail_on_not_graded: bool,  # noqa: FBT001  # click hands its options over by name
    internal: bool,  # noqa: FBT001  # likewise
    color: str,
    quiet: bool,  # noqa: FBT001  # likewise
    details: bool,  # noqa: FBT001  # likewise
    order: str,
    jobs: int,
    records: RecordOptions,
) -> None:
    """Judge each FILE (a submission as JSON or CSV; - reads standard input) against its framework.

    A FILE may hold children's records: an Annex A workbook, a census as XML, a folder of CSV or Parquet files. Every
    figure that they can give is counted, each FILE by itself; `compcheck collect` puts several together.

    A FILE may be a panel (CSV with a row for each authority and date). Of a panel, and of more than five files, an
    overview is printed. What cannot be read hides nothing else: its problems go to standard error, and into the JSON.
    """
    by_attention = order == "attention"
    wanted = formats.placed(ctx, wanted, output_path, files)
    _check(ctx, wanted, quiet=quiet, details=details, by_attention=by_attention)
    evaluations: list[Evaluation] = []
    comparators = None
    try:
        library = load_library(rules_folder)
        by = By(tuple(dict.fromkeys(framework_ids)) or (None,), as_of)
        for framework_id in by.framework_ids:
            known_framework(framework_id, library)
        check_bar(fail_below, [one for one in by.framework_ids if one is not None], library)
        mapping = mapping_in(mapping_path, library)
        comparators = formats.comparators_for(wanted, rules_folder)
        among = record_options.records_among(ctx, files, records, library, rules_folder, by.framework_ids, as_of)
    except ProblemsFound as found:
        problems = list(found.problems)
    else:
        read = given(files, among) if len(files) > FEW else list(given(files, among))
        if by_attention or details or not isinstance(read, list) or has_a_panel(read, library, mapping):
            from compcheck.cli.many import Asked, evaluate_many  # noqa: PLC0415  # one submission needs nothing of it

            if explanation_files:
                says = f"--explanations stands beside findings, in full reports: of up to {FEW} files, and of no panel."
                raise click.UsageError(says, ctx)
            asked = Asked(
                by, fail_below, fail_on_not_graded, internal, wanted, color, quiet, details,
                by_attention, jobs, rules_folder, comparators,
            )  # fmt: skip
            code, problems = evaluate_many(read, len(files), asked, library, mapping)
            record_options.print_reading(among, internal=internal)
            print_problems(problems)
            ctx.exit(code)
        evaluations, problems = _evaluated(read, by, fail_below, library)
        record_options.print_reading(among, internal=internal)
    evaluations, explained = _explained(evaluations, explanation_files, problems)
    comparisons = side_by_side(evaluations, framework_ids)
    run = Run(
        tuple(evaluations),
        tuple(problems),
        fail_below,
        fail_on_not_graded,
        internal,
        comparisons,
        explained,
        comparators,
    )
    not_written = formats.deliver(run, wanted, color, quiet=quiet)
    problems += not_written
    code = ExitCode.NOT_EVALUATED if not_written else run.exit_code
    print_problems(problems)
    ctx.exit(code)


def _evaluated(
    read: Iterable[Given | Problem], by: By, fail_below: str | None, library: Library
) -> tuple[list[Evaluation], list[Problem]]:
    """What could be evaluated, in the order given, under each framework named, and what was wrong with the rest."""
    evaluations: list[Evaluation] = []
    problems: list[Problem] = []
    for document in documents_from(read, problems):
        for framework_id in by.framework_ids:
            try:
                evaluation = guarded(document, library, framework_id, by.as_of)
                on_another_scale(fail_below, evaluation)
            except ProblemsFound as found:
                problems += [one for one in found.problems if one not in problems]
            else:
                evaluations.append(evaluation)
    return evaluations, problems


def _explained(
    evaluations: list[Evaluation], paths: tuple[str, ...], problems: list[Problem]
) -> tuple[list[Evaluation], tuple[ExplanationFile, ...]]:
    """The evaluations with what is said of their findings, and the files it was said in."""
    if not paths:
        return evaluations, ()
    from compcheck.explanations import beside, explanations_from  # noqa: PLC0415  # they need YAML and pydantic

    evaluated = not problems
    files = explanations_from(paths, problems)
    return beside(evaluations, files, problems, every_file_is_here=evaluated), files


def _check(ctx: click.Context, wanted: tuple[Wanted, ...], *, quiet: bool, details: bool, by_attention: bool) -> None:
    """Options that do not go together."""
    table = next((one for one in wanted if one.name == "table"), None)
    if quiet and table is None:
        other = "JSON" if wanted[0].name == "json" else wanted[0].name
        raise click.UsageError(f"--quiet is for the table: {other} has no short form.", ctx)
    if details and table is None and not formats.asks_for("json", wanted):
        raise click.UsageError(f"--details is for the table: {wanted[0].name} is never an overview.", ctx)
    if by_attention and (table is None or table.path is not None or not in_a_terminal()):
        says = "--order attention is for reading in a terminal: kept or passed on, the list would be taken for a rank."
        raise click.UsageError(says, ctx)
