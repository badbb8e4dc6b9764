"""`compcheck rules prove`: how much of every line is held by cases, in numbers and with a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.layout import heading, lines
from compcheck.cli.output import print_text
from compcheck.cli.rule_folders import opened
from compcheck.model.framework import Framework
from compcheck.proving import Held, held_by_cases

EXAMPLES = """\b
Examples:
  compcheck rules prove
  compcheck rules prove --at-least 90 --rules my-rules protection-2012
  compcheck rules prove --move-lines

\b
Exit codes:
  0  every framework's cases show at least --at-least per cent of what they should
  1  they show less, a case fails, or (--move-lines) a line is held by no case
  2  the rules or their cases cannot be read
"""
KINDS = {"on": "on a line", "off": "just off one", "answer": "yes or no", "no data": "no data"}


@click.command(epilog=EXAMPLES)
@click.argument("framework_id", metavar="[FRAMEWORK]", required=False)
@click.option(
    "--at-least", "threshold", type=click.FloatRange(0, 100), default=100, show_default=True,
    metavar="PER CENT", help="How much each framework's cases must show.",
)  # fmt: skip
@click.option("--move-lines", is_flag=True, help="Also move every line by its smallest step, either way, and see"
              " that a case fails.")  # fmt: skip
@click.option("--all", "every_rule", is_flag=True, help="List every rule, not only those that lack something.")
@options.rules
@click.pass_context
def prove(
    ctx: click.Context, framework_id: str | None, threshold: float, *,
    move_lines: bool, every_rule: bool, rules_folder: str | None,
) -> None:  # fmt: skip
    """Count, for every rule, the ends of bands that a case stands exactly on and just off, and name what is missing.

    It counts what `compcheck rules check` asks for: each end of each band, each answer of a yes/no, and no data.
    """
    rules = opened(rules_folder)
    asked_for = rules.asked_for(framework_id)
    held = held_by_cases(rules.library, asked_for, rules.cases_of, move_lines=move_lines)
    parts = [_framework(one, [h for h in held if h.framework == one.id], every_rule=every_rule) for one in asked_for]
    print_text("\n\n".join(parts) + "\n")
    enough = all(_met([h for h in held if h.framework == one.id], threshold) for one in asked_for)
    loose = any(one.loose for one in held)
    ctx.exit(ExitCode.NOT_MET if loose or not enough or any(one.failed for one in held) else ExitCode.MET)


def _met(held: Sequence[Held], threshold: float) -> bool:
    shown, wanted = sum(one.shown for one in held), sum(len(one.wanted) for one in held)
    return 100 * shown >= threshold * wanted


def _framework(framework: Framework, held: Sequence[Held], *, every_rule: bool) -> str:
    told = [one for one in held if every_rule or one.missing or one.failed or one.loose]
    return lines(heading(framework.id), *_total(held), *(_rule(one) for one in told))


def _total(held: Sequence[Held]) -> list[str]:
    """The numbers of a framework: `Cases stand on a line: 151 of 151`."""
    shown, wanted = sum(one.shown for one in held), sum(len(one.wanted) for one in held)
    parts = [f"  {_of(held, kind):>14}  {says}" for kind, says in KINDS.items() if _wanted(held, kind)]
    moved = [one for one in held if one.loose is not None]
    if moved:
        loose = sum(len(one.loose or ()) for one in moved)
        parts.append(f"  {loose:>14}  moved lines that no case notices")
    percent, counted = f"{_per_cent(shown, wanted)} %", _number(sum(one.cases for one in held), "case")
    return [
        f"{_number(len(held), 'rule')}, {counted}: they show {percent} of what they should",
        *parts,
    ]


def _wanted(held: Sequence[Held], kind: str) -> int:
    return sum(one.counted(kind)[1] for one in held)


def _of(held: Sequence[Held], kind: str) -> str:
    return f"{sum(one.counted(kind)[0] for one in held)} of {_wanted(held, kind)}"


def _per_cent(shown: int, wanted: int) -> str:
    """Rounded down: 100 is said of all of them alone."""
    return f"{1000 * shown // wanted / 10:.1f}".removesuffix(".0") if wanted else "100"


def _rule(held: Held) -> str:
    kinds = "; ".join(f"{_of([held], kind)} {says}" for kind, says in KINDS.items() if _wanted([held], kind))
    failed = f"; {held.failed} {'fails' if held.failed == 1 else 'fail'}" if held.failed else ""
    return lines(
        f"\n{held.rule}",
        f"  {_number(held.cases, 'case')}: {kinds}{failed}",
        *(f"  no case {want.says}" for want in held.missing),
        *(f"  no case notices {says}" for says in held.loose or ()),
    )


def _number(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
