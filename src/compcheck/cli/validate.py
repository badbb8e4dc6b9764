"""`compcheck validate`: whether submissions can be read. Nothing is judged."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text
from compcheck.cli.problems import escaped, print_problems
from compcheck.cli.submissions import documents_from, known_framework
from compcheck.model.framework import Framework
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import Submission
from compcheck.reading.rule_home import load_library
from compcheck.shape import submission_from

EXAMPLES = """\b
Examples:
  compcheck validate samples/devon.json
  compcheck validate returns/*.csv

\b
Exit codes:
  0  every file can be read
  2  one of them cannot
"""


@click.command(epilog=EXAMPLES)
@options.files
@options.framework
@options.rules
@click.pass_context
def validate(ctx: click.Context, files: tuple[str, ...], framework_id: str | None, rules_folder: str | None) -> None:
    """Read each FILE (- reads standard input) and say what was understood, or everything that is wrong with it."""
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    problems: list[Problem] = []
    lines = []
    for document in documents_from(files, problems):
        try:
            submission, framework = submission_from(document, library, framework_id)
        except ProblemsFound as found:
            problems += found.problems
        else:
            lines.append(f"{escaped(document.path)}: {_understood(submission, framework)}\n")
    print_text("".join(lines))
    print_problems(problems)
    ctx.exit(ExitCode.NOT_EVALUATED if problems else ExitCode.MET)


def _understood(submission: Submission, framework: Framework) -> str:
    figures, evidence = len(submission.indicators), len(submission.evidence)
    return (
        f"{escaped(submission.authority.name)}, {figures} figure{'' if figures == 1 else 's'}, "
        f"{evidence} piece{'' if evidence == 1 else 's'} of evidence, {framework.id}, "
        f"judged on {submission.judged_on.text}."
    )
