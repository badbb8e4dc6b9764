"""`compcheck rules docs`: a page for each framework, and whether the pages that lie there are still true."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.framework_page import MADE, pages
from compcheck.cli.output import make_folder, print_text, write_file
from compcheck.cli.rule_folders import Opened, opened
from compcheck.model.case import Case
from compcheck.model.problem import Problem, ProblemsFound

HERE = "docs/frameworks"
EXAMPLES = """\b
Examples:
  compcheck rules docs
  compcheck rules docs --rules my-rules --output my-pages
  compcheck rules docs --check

\b
Exit codes:
  0  the pages are written; or (--check) every page is as it would be written
  1  (--check) a page is missing, stale or left over
  2  the rules cannot be read, or a page cannot be written
"""


@click.command(epilog=EXAMPLES)
@click.option("--output", "folder", metavar="DIR", type=options.A_PATH, default=HERE, show_default=True,
              help="The folder the pages lie in.")  # fmt: skip
@click.option("--check", is_flag=True, help="Write nothing, and name the pages that are not as they would be written.")
@options.rules
@click.pass_context
def docs(ctx: click.Context, folder: str, *, check: bool, rules_folder: str | None) -> None:
    """Write a page of Markdown for each framework, and README.md, which lists them in order of time.

    A page has every requirement with who is judged, its weight, what shows it, what is expected, its lines and what
    they stand on, what to do, and its cases.
    """
    rules = opened(rules_folder)
    made = pages(rules.library, _cases(rules))
    if check:
        stale = _stale(made, Path(folder))
        print_text("".join(f"{folder}/{name}: {why}\n" for name, why in stale))
        many = f"{len(stale)} page{'' if len(stale) == 1 else 's'}"
        says = f"{many} to be made anew: compcheck rules docs" if stale else f"{len(made)} pages, as they should be"
        print_text(f"{says}\n")
        ctx.exit(ExitCode.NOT_MET if stale else ExitCode.MET)
    make_folder(folder)
    for name, text in made.items():
        write_file(f"{folder}/{name}", text)
    print_text(f"{folder}: {len(made)} pages\n")


def _cases(rules: Opened) -> dict[tuple[str, str], tuple[Case, ...]]:
    found, problems = {}, list[Problem]()
    for framework in rules.library.frameworks.values():
        for rule in framework.rules:
            try:
                found[framework.id, rule.id] = rules.cases_of(framework, rule)
            except ProblemsFound as unread:
                problems += unread.problems
    if problems:
        raise ProblemsFound(problems)
    return found


def _stale(made: Mapping[str, str], folder: Path) -> list[tuple[str, str]]:
    """Every page that is not there, says something else, or is of a framework that is gone."""
    found = []
    for name, text in sorted(made.items()):
        path = folder / name
        if not path.is_file():
            found.append((name, "is missing"))
        elif path.read_bytes().replace(b"\r\n", b"\n") != text.encode():
            found.append((name, "is stale"))
    left = (path for path in sorted(folder.glob("*.md")) if path.name not in made)
    found += [(path.name, "is left over") for path in left if MADE.encode() in path.read_bytes()]
    return found
