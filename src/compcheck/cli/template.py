"""`compcheck template`: a blank submission. What is left blank is refused or not supplied, never taken for a figure."""

from __future__ import annotations

import csv
import io
import json

import click

from compcheck.cli import options
from compcheck.cli.output import print_utf8, write_file
from compcheck.cli.submissions import known_framework
from compcheck.model.framework import Framework
from compcheck.model.indicator import Catalogue, Indicator, Parameter, Topic
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck template --framework protection-2012
  compcheck template --framework protection-2012 --format csv --output return.csv
"""
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for a Windows code page."""


INTRODUCTION = (
    "# Fill in the second column here and the empty columns below. What stays empty is not in the submission."
)
STAND_IN = "# Where evidence is to stand in for a figure, say in not_supplied why there is no figure."


@click.command(epilog=EXAMPLES)
@click.option("--framework", "framework_id", metavar="ID", required=True, help="The framework it will be judged under.")
@click.option(
    "--format", "format_name", type=click.Choice(["json", "csv"]), default="json", show_default=True,
    help="csv: a worksheet for Excel and the like.",
)  # fmt: skip
@options.rules
@options.output
def template(framework_id: str, format_name: str, rules_folder: str | None, output_path: str | None) -> None:
    """Write a blank submission with every figure and topic of evidence that a framework asks for.

    Fill in what you have. What you leave as it is counts as not being in the submission. Where evidence is to stand in
    for a figure, say in not_supplied why there is no figure.
    """
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    framework = library.frameworks[framework_id]
    text = (_as_csv if format_name == "csv" else _as_json)(framework, library.catalogue)
    if output_path is None:
        print_utf8(text)
    else:
        write_file(output_path, text)


def _asked_for(framework: Framework, catalogue: Catalogue) -> tuple[list[Indicator], list[Topic]]:
    """In the order of the framework's requirements, so that what belongs together stands together."""
    topics = dict.fromkeys(rule.topic for rule in framework.rules if rule.topic)
    return [catalogue.indicators[name] for name in framework.indicators], [catalogue.topics[name] for name in topics]


def _limits(framework: Framework, catalogue: Catalogue) -> list[Parameter]:
    """What the framework leaves to the authority, in the order of its requirements."""
    named = dict.fromkeys(rule.parameter for rule in framework.rules if rule.parameter)
    return [catalogue.parameters[name] for name in named]


def _as_json(framework: Framework, catalogue: Catalogue) -> str:
    """An entry that says only what it is about is as if absent; an empty name or date is refused."""
    indicators, topics = _asked_for(framework, catalogue)
    blank = {
        "authority": {"name": ""},
        "framework": framework.named,
        "judged_on": "",
        "period": {"from": "", "to": ""},
        "source": "",
        "indicators": {one.id: {"about": f"{one.title} ({one.unit}): {one.definition}"} for one in indicators},
        "evidence": {one.id: {"about": f"{one.title}: {one.definition}"} for one in topics},
    }
    limits = _limits(framework, catalogue)
    if limits:
        blank["parameters"] = {
            one.id: {"about": f"{one.title} ({one.unit}; give value, approved_by and on): {one.definition}"}
            for one in limits
        }
    return json.dumps(blank, indent=2, ensure_ascii=False) + "\n"


def _as_csv(framework: Framework, catalogue: Catalogue) -> str:
    from compcheck.reading.worksheet_cells import COLUMNS, COUNTS, IGNORED  # noqa: PLC0415  # only a worksheet has cells

    indicators, topics = _asked_for(framework, catalogue)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([INTRODUCTION])
    rows.writerow([STAND_IN])
    settings = {"framework": framework.named}
    for name in ("authority.name", "framework", "judged_on", "period.from", "period.to", "source"):
        rows.writerow([name, settings.get(name, "")])
    for limit in _limits(framework, catalogue):
        rows.writerow([f"# {limit.title} ({limit.unit}): {limit.definition}"])
        rows.writerows([[f"parameters.{limit.id}.{key}"] for key in ("value", "approved_by", "on")])
    rows.writerow([])
    to_fill = [column for column in COLUMNS if column != "name" and column not in IGNORED]
    rows.writerow(["name", "title", "unit", "definition", *to_fill, *(COUNTS + word for word in framework.scale.words)])
    for one in indicators:
        rows.writerow([one.id, one.title, one.unit, one.definition])
    for topic in topics:
        rows.writerow([topic.id, topic.title, "evidence", topic.definition])
    return BYTE_ORDER_MARK + text.getvalue()
