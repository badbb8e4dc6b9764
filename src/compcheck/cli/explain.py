"""`compcheck explain`: why one finding or one judgement is what it is."""

from __future__ import annotations

import click

from compcheck.batching.guarding import guarded
from compcheck.cli import options, record_options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.problems import did_you_mean, quoted
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.rules import find_rule
from compcheck.cli.submissions import documents_from, given, known_framework
from compcheck.model.framework import Area, Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.model.when import When
from compcheck.reading.comparators import load_comparators
from compcheck.reading.rule_home import load_library
from compcheck.reporting.explanations import EXPLANATIONS, Explained

OVERALL = "overall"

EXAMPLES = """\b
Examples:
  compcheck explain samples/devon.json initial-assessments-timely
  compcheck explain samples/devon.json quality-of-practice
  compcheck explain samples/devon.json overall --format json

\b
Exit codes:
  0  explained, whatever the judgement is; that there is none to explain is an explanation too
  2  could not be explained: the file cannot be evaluated, or nothing has that name
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", metavar="FILE", type=options.A_PATH)
@click.argument("name", metavar="RULE|AREA|overall")
@options.framework
@options.as_of
@options.rules
@record_options.records
@click.option(
    "--format", "format_name", type=click.Choice(list(EXPLANATIONS)), default="table", show_default=True,
    help="; ".join(f"{name}: {one.says}" for name, one in EXPLANATIONS.items()) + ".",
)  # fmt: skip
@options.output
@options.internal
@click.pass_context
def explain(
    ctx: click.Context,
    file: str,
    name: str,
    framework_id: str | None,
    as_of: When | None,
    rules_folder: str | None,
    records: RecordOptions,
    format_name: str,
    output_path: str | None,
    internal: bool,  # noqa: FBT001  # click hands its options over by name
) -> None:
    """Explain a requirement, an area, or the overall judgement of the submission (or the records) in FILE.

    A requirement goes by its id or the last part of it, an area by its id. Each step is one that was taken: nothing is
    explained that was not used, and what stands beside it says so.
    """
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    found = record_options.records_among(ctx, [file], records, library, rules_folder, [framework_id], as_of)
    problems: list[Problem] = []
    documents = list(documents_from(given([file], found), problems))
    record_options.print_reading(found, internal=internal)
    if problems:
        raise ProblemsFound(problems)
    evaluation = guarded(documents[0], library, framework_id, as_of)
    asked = _asked(name, evaluation.framework, library)
    explained = Explained(evaluation, asked, load_comparators(rules_folder), internal=internal)
    text = EXPLANATIONS[format_name].write(explained)
    if output_path is not None:
        write_file(output_path, text)
    else:
        (print_utf8 if format_name == "json" else print_text)(text)
    ctx.exit(ExitCode.MET)


def _asked(name: str, framework: Framework, library: Library) -> Rule | Area | None:
    """None for the overall judgement; ProblemsFound, with a suggestion, if nothing has that name."""
    if name == OVERALL:
        return None
    for area in framework.areas:
        if area.id == name:
            return area
    try:
        return find_rule(name, [framework])[1]
    except ProblemsFound as found:
        if found.problems[0].code != "rule-unknown":
            raise
    raise ProblemsFound([_unknown(name, framework, library)])


def _unknown(name: str, framework: Framework, library: Library) -> Problem:
    areas = [area.id for area in framework.areas]
    rules = [rule.id if "/" in name else rule.id.rpartition("/")[2] for rule in framework.rules]
    elsewhere = [one.id for one in library.frameworks.values() if one.id != framework.id and _has(one, name)]
    fact = f"{quoted(name)} is no requirement and no area of {framework.id}."
    near = did_you_mean(name, [OVERALL, *areas, *rules])
    there = f"It is one of {', '.join(sorted(elsewhere))}: see --framework. " if elsewhere else ""
    way_out = f"{near}{there}Areas: {', '.join(areas)}. See `compcheck rules list --framework {framework.id}`."
    return Problem("explain-unknown", "RULE|AREA|overall", fact, way_out)


def _has(framework: Framework, name: str) -> bool:
    names = {name for rule in framework.rules for name in (rule.id, rule.id.rpartition("/")[2], *rule.formerly)}
    return name in names or name in {area.id for area in framework.areas}
