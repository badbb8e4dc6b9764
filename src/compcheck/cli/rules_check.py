"""`compcheck rules check`: rules that can be read are valid and proved; here their cases are run as well."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text
from compcheck.cli.problems import print_problems
from compcheck.cli.rule_folders import opened
from compcheck.proving import Proof, prove

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

    Each end of each band needs a case exactly on it and one just off it, and each rule a case without data.
    """
    rules = opened(rules_folder)
    proof = prove(rules.library, rules.asked_for(framework_id), rules.cases_of)
    print_problems((*proof.failed, *proof.missing))
    print_text(_summary(proof))
    ctx.exit(ExitCode.NOT_MET if proof.failed or proof.missing else ExitCode.MET)


def _summary(proof: Proof) -> str:
    counted = f"{_number(proof.rules, 'rule')}, {_number(proof.cases, 'case')}"
    if not proof.failed and not proof.missing:
        return f"{counted}, all hold\n"
    fail = "fails" if len(proof.failed) == 1 else "fail"
    return f"{counted}: {len(proof.failed)} {fail}, {len(proof.missing)} missing\n"


def _number(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
