"""`compcheck evaluate`: submissions in, a report and an exit code out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import click

from compcheck.cli import color as colors
from compcheck.cli import options
from compcheck.cli.bar import NO_BAR, check_bar, on_another_scale
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.problems import print_problems
from compcheck.cli.submissions import documents_from, known_framework
from compcheck.model.comparison import Comparison
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.explanation import ExplanationFile
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.model.when import When
from compcheck.pipeline import evaluate as evaluate_one
from compcheck.reading.rule_home import load_library
from compcheck.reporting.formats import FORMATS

EXAMPLES = """\b
Examples:
  compcheck evaluate samples/devon.json
  compcheck evaluate samples/devon.json samples/kent.json --quiet
  compcheck evaluate devon.json --format json --output devon-report.json
  compcheck evaluate devon.json --fail-below good
  compcheck evaluate devon.json --explanations explanations.yaml
  cat devon.json | compcheck evaluate -

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
@click.option(
    "--format", "format_name", type=click.Choice(list(FORMATS)), default="table", show_default=True,
    help="; ".join(f"{name}: {one.says}" for name, one in FORMATS.items()) + ".",
)  # fmt: skip
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
@click.option("--quiet", is_flag=True, help="Print one line a file, without the details.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    files: tuple[str, ...],
    framework_ids: tuple[str, ...],
    as_of: When | None,
    rules_folder: str | None,
    explanation_files: tuple[str, ...],
    format_name: str,
    output_path: str | None,
    fail_below: str | None,
    fail_on_not_graded: bool,  # noqa: FBT001  # click hands its options over by name
    internal: bool,  # noqa: FBT001  # likewise
    color: str,
    quiet: bool,  # noqa: FBT001  # likewise
) -> None:
    """Judge each FILE (a submission as JSON or CSV; - reads standard input) against its framework.

    A file that cannot be read hides none of the others: its problems go to standard error, and into the JSON.
    """
    if quiet and format_name != "table":
        raise click.UsageError("--quiet is for the table: JSON has no short form.", ctx)
    evaluations, problems = _evaluated(files, Asked(framework_ids, as_of, rules_folder, fail_below))
    evaluations, explained = _explained(evaluations, explanation_files, problems)
    comparisons = _side_by_side(evaluations, framework_ids)
    run = Run(tuple(evaluations), tuple(problems), fail_below, fail_on_not_graded, internal, comparisons, explained)
    text = FORMATS[format_name].write(run, color=colors.wanted(color, to_file=output_path is not None), quiet=quiet)
    deliver = print_utf8 if format_name == "json" else print_text
    code = ExitCode(run.exit_code)
    try:
        if output_path is not None:
            write_file(output_path, text)
        else:
            deliver(text)
    except ProblemsFound as found:
        problems += found.problems
        code = ExitCode.NOT_EVALUATED
    print_problems(problems)
    ctx.exit(code)


class Asked(NamedTuple):
    """What to judge by: the frameworks named, if any, and the day and rules that stand in for others."""

    framework_ids: tuple[str, ...]
    as_of: When | None
    rules_folder: str | None
    fail_below: str | None


def _evaluated(files: tuple[str, ...], asked: Asked) -> tuple[list[Evaluation], list[Problem]]:
    """What could be evaluated, in the order given, under each framework named, and what was wrong with the rest."""
    evaluations: list[Evaluation] = []
    problems: list[Problem] = []
    try:
        library = load_library(asked.rules_folder)
        named = tuple(dict.fromkeys(asked.framework_ids))
        for framework_id in named:
            known_framework(framework_id, library)
        check_bar(asked.fail_below, named, library)
    except ProblemsFound as found:
        return [], list(found.problems)
    for document in documents_from(files, problems):
        for under in named or (None,):
            try:
                evaluation = _guarded(document, library, under, asked.as_of)
                on_another_scale(asked.fail_below, evaluation)
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


def _side_by_side(evaluations: Sequence[Evaluation], framework_ids: Sequence[str]) -> tuple[Comparison, ...]:
    """Each file under the first framework named, beside itself under each of the others."""
    if len(set(framework_ids)) < 2:  # a side needs another
        return ()
    from compcheck.comparing import compare  # noqa: PLC0415  # only where two frameworks were asked for

    first = {one.document.path: one for one in evaluations if one.framework.named == framework_ids[0]}
    others = [one for one in evaluations if one.framework.named != framework_ids[0] and one.document.path in first]
    return tuple([compare(first[one.document.path], one) for one in others])


def _guarded(document: Document, library: Library, framework_id: str | None, as_of: When | None) -> Evaluation:
    try:
        return evaluate_one(document, library, framework_id, as_of)
    except ProblemsFound:
        raise
    except Exception as error:  # noqa: BLE001  # whatever a rule raises is this file's problem, and the others go on
        rule = _rule_at(error)
        where = f"the rule {rule}" if rule else "compcheck"
        fact = f"could not be evaluated: {where} failed with {type(error).__name__}."
        way_out = "Please report it, with the rule and, if you may, the figures it looks at."
        raise ProblemsFound([Problem("rule-raised", document.path, fact, way_out)]) from None


def _rule_at(error: Exception) -> str:
    """The rule that was being graded. The error's own message is left out: it may repeat what the file says."""
    found, trace = "", error.__traceback__
    while trace is not None:
        rule = trace.tb_frame.f_locals.get("rule")
        found = rule.id if isinstance(rule, Rule) else found
        trace = trace.tb_next
    return found
