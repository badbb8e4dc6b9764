"""`compcheck rules check`: rules that can be read are valid and proved; here their cases are run as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text
from compcheck.cli.problems import print_problems, quoted
from compcheck.cli.submissions import known_framework
from compcheck.model.case import Case
from compcheck.model.framework import Framework
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving import Proof, prove
from compcheck.reading.rule_files import cases_beside, read_cases, read_library
from compcheck.reading.rule_home import CHECKOUT, is_overlay, load_library

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
    folder, shown_as = _folder(rules_folder)
    overlay = rules_folder is not None and is_overlay(rules_folder)
    library = load_library(rules_folder) if overlay else read_library(folder, shown_as)
    known_framework(framework_id, library, "FRAMEWORK")
    asked_for = [one for name, one in sorted(library.frameworks.items()) if framework_id in (None, name)]

    if overlay:  # what it leaves as it was is proved where it stands
        asked_for = [replace(one, rules=_of_the_overlay(one)) for one in asked_for if one.local is not None]
        if not asked_for:
            fact = f"is {quoted(framework_id or '')}, and no local rule is laid over it."
            way_out = "Leave it out: the cases of these local rules are run."
            raise ProblemsFound([Problem("framework-unknown", "FRAMEWORK", fact, way_out)])

    def cases_of(framework: Framework, rule: Rule) -> Sequence[Case]:
        if framework.local is not None:
            return cases_beside(folder, rule.id, shown_as)
        return read_cases(folder, rule.stands(framework.id), shown_as)

    proof = prove(library, asked_for, cases_of)
    print_problems((*proof.failed, *proof.missing))
    print_text(_summary(proof))
    ctx.exit(ExitCode.NOT_MET if proof.failed or proof.missing else ExitCode.MET)


def _of_the_overlay(framework: Framework) -> tuple[Rule, ...]:
    return tuple([rule for rule in framework.rules if not rule.inherited])


def _folder(rules_folder: str | None) -> tuple[Path, str]:
    """The rules that come with an installed compcheck are compiled, and bring no cases to run."""
    if rules_folder is not None:
        return Path(rules_folder), rules_folder
    if Path(CHECKOUT).is_dir():
        return Path(CHECKOUT), "rules"
    fact, way_out = "come without their cases: they were proved before they were packed.", "Name a folder with --rules."
    raise ProblemsFound([Problem("cases-not-packed", "the packaged rules", fact, way_out)])


def _summary(proof: Proof) -> str:
    counted = f"{_number(proof.rules, 'rule')}, {_number(proof.cases, 'case')}"
    if not proof.failed and not proof.missing:
        return f"{counted}, all hold\n"
    fail = "fails" if len(proof.failed) == 1 else "fail"
    return f"{counted}: {len(proof.failed)} {fail}, {len(proof.missing)} missing\n"


def _number(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
