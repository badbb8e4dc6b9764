"""`compcheck backtest`: a panel's figures held against what inspectors really found."""

from __future__ import annotations

import hashlib
import sys
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.problems import did_you_mean, print_problems, quoted
from compcheck.cli.submissions import STDIN, known_framework
from compcheck.model.backtest import OVERALL, Read
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_FILE, LARGEST_PANEL
from compcheck.reading.rule_home import load_library

if TYPE_CHECKING:
    from compcheck.backtesting.choosing import Asked

EXAMPLES = """\b
Examples:
  compcheck backtest panel.csv --framework ilacs-2018
  compcheck backtest panel.csv --framework ilacs-2018 --framework ilacs-2023 --since 2022-01-01
  compcheck backtest panel.csv --mapping columns.yaml --framework single-inspection-2013 --judged leadership

\b
Exit codes:
  0  measured
  2  a wrong option, a panel or row that cannot be read, or nothing to measure
"""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command(epilog=EXAMPLES)
@click.argument("panel", metavar="PANEL", type=options.A_PATH)
@click.option(
    "--framework", "framework_ids", metavar="ID", multiple=True, required=True,
    help="The framework whose rules are measured. Given several times, each row is judged under the one in force on "
    "its day; given once, under that one.",
)  # fmt: skip
@click.option(
    "--judged", metavar=f"AREA|{OVERALL}", default=OVERALL, show_default=True,
    help="The judgement held against: the panel's column inspection.AREA. An area is scored by its own rules.",
)  # fmt: skip
@click.option("--mapping", "mapping_path", metavar="FILE", type=options.A_PATH, help="What the panel's columns are.")
@click.option("--since", metavar="DATE", type=DAY, help="Only inspections of this day or later.")
@click.option("--until", metavar="DATE", type=DAY, help="Only inspections of this day or earlier.")
@click.option(
    "--resamples", metavar="N", type=click.IntRange(100, 100_000), default=2000, show_default=True,
    help="How many times authorities are drawn for the intervals, from a fixed start.",
)  # fmt: skip
@options.rules
@click.option(
    "--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="table: for reading in a terminal; json: for other programs.",
)  # fmt: skip
@options.output
@click.pass_context
def backtest(
    ctx: click.Context,
    panel: str,
    framework_ids: tuple[str, ...],
    judged: str,
    mapping_path: str | None,
    since: datetime | None,
    until: datetime | None,
    resamples: int,
    rules_folder: str | None,
    format_name: str,
    output_path: str | None,
) -> None:
    """Hold a PANEL's figures against what inspectors found: one row an inspection, its figures and its real grades.

    The score is made for this alone: the share of weight met by figures, cut into grades at points that only other
    authorities laid. It measures rules, and its score is printed for no authority.
    """
    _needs_scikit_learn()
    library = load_library(rules_folder)
    frameworks = _named(framework_ids, library)
    _check_judged(judged, frameworks)
    from compcheck.backtesting.choosing import Asked  # noqa: PLC0415  # numeric libraries: only this command pays

    days = (None if one is None else one.date() for one in (since, until))
    problems, text = _measured(panel, mapping_path, library, Asked(judged, frameworks, *days), resamples, format_name)
    if output_path is not None:
        write_file(output_path, text)
    else:
        (print_utf8 if format_name == "json" else print_text)(text)
    print_problems(problems)
    ctx.exit(ExitCode.NOT_EVALUATED if problems else ExitCode.MET)


def _measured(
    path: str, mapping_path: str | None, library: Library, asked: Asked, resamples: int, format_name: str
) -> tuple[tuple[Problem, ...], str]:
    """The rows' problems and the report; one bad row hides none of the others, and the exit code says it."""
    from compcheck.backtesting.measuring import backtest as measure  # noqa: PLC0415  # as above
    from compcheck.reading.panel_file import read_panel  # noqa: PLC0415  # likewise
    from compcheck.reading.panel_mapping import read_panel_mapping  # noqa: PLC0415  # likewise
    from compcheck.reading.text_file import bytes_of  # noqa: PLC0415  # likewise
    from compcheck.reporting import backtest_as_json, backtest_as_table  # noqa: PLC0415  # likewise
    from compcheck.shape.private import private_in  # noqa: PLC0415  # likewise

    mapping = None if mapping_path is None else read_panel_mapping(mapping_path, library)
    raw = _stdin(LARGEST_PANEL + 1) if path == STDIN else bytes_of(path, LARGEST_PANEL)
    panel = read_panel(path, raw, library, mapping, private_in)
    result = measure(panel, library, asked, (_digest(path, raw), _mapping_digest(mapping_path)), resamples)
    code = ExitCode.NOT_EVALUATED if result.problems else ExitCode.MET
    if format_name == "json":
        return result.problems, backtest_as_json.text(result, code)
    return result.problems, backtest_as_table.text(result)


def _stdin(most: int) -> bytes:
    return b"" if sys.stdin is None else sys.stdin.buffer.read(most)


def _digest(path: str, raw: bytes) -> Read:
    from compcheck.reading.text_file import shown_path  # noqa: PLC0415  # as above

    return Read(shown_path(path), hashlib.sha256(raw).hexdigest())


def _mapping_digest(path: str | None) -> Read | None:
    from compcheck.reading.text_file import bytes_of  # noqa: PLC0415  # as above

    return None if path is None else _digest(path, bytes_of(path, LARGEST_FILE))


def _needs_scikit_learn() -> None:
    if find_spec("sklearn") is None or find_spec("numpy") is None:
        fact = "needs scikit-learn, which is not installed: no other command does."
        raise ProblemsFound(
            [Problem("extra-missing", "backtest", fact, 'Install it: pip install "compcheck[backtest]"')]
        )


def _named(framework_ids: tuple[str, ...], library: Library) -> tuple[Framework, ...]:
    """The frameworks asked for, each once, in order of their days."""
    for one in framework_ids:
        known_framework(one, library)
    named = [library.frameworks[one] for one in dict.fromkeys(framework_ids)]
    return tuple(sorted(named, key=lambda one: (one.starts, one.id)))


def _check_judged(judged: str, frameworks: tuple[Framework, ...]) -> None:
    """ProblemsFound if one of the frameworks gives no such judgement, or they grade on several scales."""
    for one in frameworks:
        areas = [area.id for area in one.areas]
        given = [*([OVERALL] if one.overall else []), *areas]
        if judged not in given:
            fact = f"is {quoted(judged)}, and {one.id} gives no such judgement."
            way_out = f"{did_you_mean(judged, given)}Known here: {', '.join(given)}."
            raise ProblemsFound([Problem("judged-unknown", "--judged", fact, way_out)])
        if one.scale != frameworks[0].scale:
            fact = f"names {one.id} and {frameworks[0].id}, which grade on two scales."
            raise ProblemsFound([Problem("scale-not-shared", "--framework", fact, "Measure them one by one.")])
        if "good" not in one.scale.words:
            fact = f"is {one.id}, whose scale has no grade good: nothing tells good from the rest."
            way_out = "Name a framework that has one: `compcheck frameworks list`."
            raise ProblemsFound([Problem("scale-without-good", "--framework", fact, way_out)])
