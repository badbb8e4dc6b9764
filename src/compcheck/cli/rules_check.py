"""`compcheck rules check`: rules that can be read are valid and proved; here their cases are run as well."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text
from compcheck.cli.problems import print_problems
from compcheck.cli.rule_folders import Opened, opened
from compcheck.model.problem import ProblemsFound
from compcheck.proving import Proof, prove
from compcheck.proving.expressions import can_be_held, refused

EXAMPLES = """\b
Examples:
  compcheck rules check
  compcheck rules check --rules my-rules protection-2012

\b
Exit codes:
  0  every rule is valid and every case holds
  1  a case fails or is missing
  2  the rules or their cases cannot be read
"""


@click.command(epilog=EXAMPLES)
@click.argument("framework_id", metavar="[FRAMEWORK]", required=False)
@options.rules
@click.pass_context
def check(ctx: click.Context, framework_id: str | None, rules_folder: str | None) -> None:
    """Prove every rule, run the cases beside it, and name the cases that are missing.

    Expressions by which records are counted are held to their white list, where compcheck[records] is installed.

    Each end of each band needs a case exactly on it and one just off it, and each rule a case without data.
    """
    rules = opened(rules_folder)
    note = _hold_expressions(rules)
    proof = prove(rules.library, rules.asked_for(framework_id), rules.cases_of)
    print_problems((*proof.failed, *proof.missing))
    print_text(_summary(proof) + note)
    ctx.exit(ExitCode.NOT_MET if proof.failed or proof.missing else ExitCode.MET)


def _hold_expressions(rules: Opened) -> str:
    """ProblemsFound for expressions that would never be counted; a line that says so where none can be looked at."""
    if not rules.library.records().counted:
        return ""
    if not can_be_held():
        return 'not looked at: the expressions that records are counted by (pip install "compcheck[records]")\n'
    problems = refused(rules.library, rules.folder, rules.shown_as)
    if problems:
        raise ProblemsFound(problems)
    return ""


def _summary(proof: Proof) -> str:
    counted = f"{_number(proof.rules, 'rule')}, {_number(proof.cases, 'case')}"
    if not proof.failed and not proof.missing:
        return f"{counted}, all hold\n"
    fail = "fails" if len(proof.failed) == 1 else "fail"
    return f"{counted}: {len(proof.failed)} {fail}, {len(proof.missing)} missing\n"


def _number(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
