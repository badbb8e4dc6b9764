"""`compcheck frameworks`: what a submission can be judged under, and what was assumed in it."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.commands import Listed, commands
from compcheck.cli.layout import heading, labelled, lines
from compcheck.cli.output import print_text
from compcheck.model.framework import Framework
from compcheck.reading.rule_home import load_library
from compcheck.reporting.local_wording import local_text

COMMANDS = {"list": Listed("compcheck.cli.frameworks:list_frameworks", "Every framework: areas, scale, assumptions.")}


@click.group(cls=commands(COMMANDS), epilog="Example:  compcheck frameworks list")
def frameworks() -> None:
    """The frameworks a submission can be judged under."""


@click.command("list", epilog="Example:  compcheck frameworks list")
@options.rules
def list_frameworks(rules_folder: str | None) -> None:
    """Every framework: when it was in force, its scale and areas, and what no source confirms."""
    library = load_library(rules_folder)
    print_text("\n\n".join(_in_words(one) for _, one in sorted(library.frameworks.items())) + "\n")


def _in_words(framework: Framework) -> str:
    ends = f" to {framework.ends.isoformat()}" if framework.ends else ""
    source = framework.source
    return lines(
        heading(framework.id),
        labelled("Title", framework.title),
        *(labelled("Local rules", one) for one in local_text(framework)),
        labelled("Source", f"{source.title}, {source.publisher} {source.year}"),
        labelled("In force", f"{framework.starts.isoformat()}{ends}"),
        *([labelled("Builds on", framework.builds_on)] if framework.builds_on else []),
        labelled("By name", framework.only_by_name),
        *_measure(framework),
        *(labelled("Area" if not place else "", _area(framework, place)) for place in range(len(framework.areas))),
        *(labelled("Assumption", f"{one.about}: {one.says}. Why: {one.why}") for one in framework.assumptions),
    )


def _measure(framework: Framework) -> list[str]:
    if framework.bar is None:
        fails = ", ".join(kind for kind in framework.scale.words if kind in {one.word for one in framework.fails})
        return [
            labelled("Kinds", f"{', '.join(reversed(framework.scale.words))}: no grades, no order, no judgement"),
            labelled("Fails", f"{fails}: a finding of it, or one not graded, is exit code 1"),
        ]
    return [
        labelled("Scale", ", ".join(framework.scale.words)),
        labelled("Bar", f"{framework.bar.word}: a judgement below it, or none, is exit code 1"),
    ]


def _area(framework: Framework, place: int) -> str:
    area = framework.areas[place]
    asked = [rule for rule in framework.rules if rule.area == area.id]
    keys = sum(rule.key for rule in asked)
    if area.nothing_feeds or area.from_parts:
        says = area.nothing_feeds or "worked out from its parts"
        return f"{area.id}: {area.title} ({says})"
    return f"{area.id}: {area.title} ({len(asked)} requirements, {keys} of them key)"
