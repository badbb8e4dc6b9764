"""`compcheck indicators`: what the catalogue says of a figure or of a topic of evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from compcheck.cli import options
from compcheck.cli.commands import Listed, commands
from compcheck.cli.layout import heading, labelled, lines, paragraph, source_in_words
from compcheck.cli.output import print_text
from compcheck.cli.problems import did_you_mean, quoted
from compcheck.model.bands import plain
from compcheck.model.indicator import Indicator, Published, Topic
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.reading.rule_home import load_library

COMMANDS = {
    "list": Listed("compcheck.cli.indicators:list_indicators", "Every figure and every topic of evidence, by name."),
    "show": Listed("compcheck.cli.indicators:show_indicator", "Everything the catalogue says of one."),
}
POLARITIES = {
    "high": "higher is better",
    "low": "lower is better",
    "middle": "both ends are questions",
    "recorded": "never graded: more may be better recording",
    "none": "never graded: context",
}


@click.group(
    cls=commands(COMMANDS), epilog="Example:  compcheck indicators show initial_assessments_within_10_working_days"
)
def indicators() -> None:
    """The figures and the evidence a submission may give."""


@click.command("list", epilog="Example:  compcheck indicators list")
@options.rules
def list_indicators(rules_folder: str | None) -> None:
    """Every figure a submission may give under "indicators", every topic under "evidence", and every limit under
    "parameters".
    """
    catalogue = load_library(rules_folder).catalogue
    figures = [
        lines(f"  {one.id}", paragraph(f"{one.title} ({one.unit}; {POLARITIES[one.polarity]})", 4))
        for _, one in sorted(catalogue.indicators.items())
    ]
    topics = [lines(f"  {one.id}", paragraph(one.title, 4)) for _, one in sorted(catalogue.topics.items())]
    limits = [
        lines(f"  {one.id}", paragraph(f"{one.title} ({one.unit}, from {one.least} to {one.most})", 4))
        for _, one in sorted(catalogue.parameters.items())
    ]
    limits = ["\n" + heading("Limits an authority sets for itself"), *limits] if limits else []
    print_text(lines(heading("Indicators"), *figures, "\n" + heading("Evidence"), *topics, *limits) + "\n")


@click.command("show", epilog="Example:  compcheck indicators show re_referrals")
@click.argument("name", metavar="ID")
@options.rules
def show_indicator(name: str, rules_folder: str | None) -> None:
    """Everything the catalogue says of the figure, or the topic of evidence, called ID."""
    library = load_library(rules_folder)
    indicator, topic = library.catalogue.indicators.get(name), library.catalogue.topics.get(name)
    if indicator is not None:
        print_text(_figure(indicator, library) + "\n")
    elif topic is not None:
        print_text(_topic(topic, library) + "\n")
    else:
        known = [*library.catalogue.indicators, *library.catalogue.topics]
        way_out = f"{did_you_mean(name, known)}See `compcheck indicators list`."
        fact = f"{quoted(name)} is no figure and no topic of evidence."
        raise ProblemsFound([Problem("indicator-unknown", "ID", fact, way_out)])


def _figure(indicator: Indicator, library: Library) -> str:
    return lines(
        heading(indicator.id),
        labelled("Title", indicator.title),
        labelled("Unit", indicator.unit),
        labelled("Polarity", f"{indicator.polarity}: {POLARITIES[indicator.polarity]}; {indicator.polarity_why}"),
        labelled("Definition", indicator.definition),
        labelled("Counts", f"{indicator.counting}{_hidden(indicator)}" if indicator.counting else ""),
        labelled("Return", indicator.returned_in),
        labelled("Source", source_in_words(indicator.source)),
        *(labelled("Series break", f"{one.on.isoformat()}: {one.what}") for one in indicator.breaks),
        *(labelled("" if place else "England", _published(one)) for place, one in enumerate(indicator.published)),
        *_used(library, lambda rule: indicator.id in rule.indicators),
    )


def _topic(topic: Topic, library: Library) -> str:
    return lines(
        heading(topic.id),
        labelled("Title", topic.title),
        labelled("Definition", topic.definition),
        labelled("Counts", f"{topic.counting}{_hidden(topic)}"),
        *_used(library, lambda rule: rule.topic == topic.id),
    )


def _hidden(counted: Indicator | Topic) -> str:
    return " (from 1 to 5 hidden in reports)" if counted.counts_people else ""


def _published(published: Published) -> str:
    quartiles = (published.lower_quartile, published.median, published.upper_quartile)
    known = ", ".join("not known" if one is None else plain(one) for one in quartiles)
    said = [] if published.england is None else [plain(published.england)]
    said += [] if quartiles == (None, None, None) else [f"quartiles over authorities {known}"]
    return f"{published.year}: {'; '.join(said)} ({published.source})"


def _used(library: Library, uses: Callable[[Rule], bool]) -> Iterator[str]:
    """The rules that look at it, a line each."""
    label = "Used by"
    for _, framework in sorted(library.frameworks.items()):
        for rule in framework.rules:
            if uses(rule):
                yield labelled(label, f"{framework.id}: {rule.id}")
                label = ""
    if label:
        yield labelled(label, "no rule")
