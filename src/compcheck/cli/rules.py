"""`compcheck rules`: the requirements of the frameworks, in words."""

from __future__ import annotations

import click

from compcheck.cli import options
from compcheck.cli.commands import Listed, commands
from compcheck.cli.layout import heading, lines, paragraph
from compcheck.cli.output import print_text
from compcheck.cli.problems import did_you_mean, quoted
from compcheck.cli.rule_in_words import in_words, shown_by
from compcheck.cli.submissions import known_framework
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.reading.rule_home import load_library

COMMANDS = {
    "list": Listed("compcheck.cli.rules:list_rules", "Every requirement, by framework and area."),
    "show": Listed("compcheck.cli.rules:show_rule", "One requirement: why, source, lines by date, what to do."),
    "new": Listed("compcheck.cli.rules_new:new", "Write a rule and its cases, question by question."),
    "check": Listed("compcheck.cli.rules_check:check", "Prove that every rule is valid and that its cases hold."),
    "prove": Listed("compcheck.cli.rules_prove:prove", "How much of every line is held by cases."),
    "docs": Listed("compcheck.cli.rules_docs:docs", "A page for each framework, made from its rules."),
    "diff": Listed("compcheck.cli.rules_diff:diff", "What differs between two frameworks, or two folders of rules."),
    "schema": Listed("compcheck.cli.rules_schema:schema", "JSON Schemas of rules files, for editors."),
}


@click.group(
    cls=commands(COMMANDS),
    epilog="Example:  compcheck rules show children-on-a-plan-allocated --framework protection-2012",
)
def rules() -> None:
    """The requirements of the frameworks, and the proof that they hold."""


@click.command("list", epilog="Example:  compcheck rules list --framework protection-2012")
@click.option("--framework", "framework_id", metavar="ID", help="Only the requirements of this framework.")
@options.rules
def list_rules(framework_id: str | None, rules_folder: str | None) -> None:
    """Every requirement, by framework and area, key requirements first."""
    library = load_library(rules_folder)
    print_text("\n\n".join(_listed(framework) for framework in _asked_for(framework_id, library)) + "\n")


def _listed(framework: Framework) -> str:
    parts = [heading(f"{framework.id}: {framework.title}")]
    for area in framework.areas:
        parts.append(f"\n{area.id}: {area.title}")
        for rule in framework.rules:
            if rule.area == area.id:
                parts.append(
                    f"  {_stem(rule)}  [{'local; ' if rule.local else ''}{'key; ' if rule.key else ''}{shown_by(rule)}]"
                )
                parts.append(paragraph(rule.title, 4))
    return lines(*parts)


@click.command("show", epilog="Example:  compcheck rules show initial-assessments-timely --framework protection-2012")
@click.argument("name", metavar="RULE")
@click.option("--framework", "framework_id", metavar="ID", help="Look in this framework only.")
@options.rules
def show_rule(name: str, framework_id: str | None, rules_folder: str | None) -> None:
    """Everything about one RULE. Its name is enough (initial-assessments-timely) where no other rule has it."""
    library = load_library(rules_folder)
    framework, rule = find_rule(name, _asked_for(framework_id, library))
    print_text(in_words(rule, framework, library.catalogue) + "\n")


def find_rule(name: str, frameworks: list[Framework]) -> tuple[Framework, Rule]:
    """By its id, an id it had formerly, or the last part of either; ProblemsFound if that is none or several."""
    everywhere = [(framework, rule) for framework in frameworks for rule in framework.rules]
    found = [pair for pair in everywhere if name in (pair[1].id, *pair[1].formerly)]
    found = found or [pair for pair in everywhere if name in {_stem(pair[1]), *map(_last, pair[1].formerly)}]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(dict.fromkeys(rule.id for _, rule in found))
        within = "" if len({framework.id for framework, _ in found}) == 1 else " and --framework"
        fact = f"{quoted(name)} is the name of {len(found)} rules."
        raise ProblemsFound([Problem("rule-ambiguous", "RULE", fact, f"Say which, with its area{within}: {ids}.")])
    known = [rule.id for _, rule in everywhere] if "/" in name else [_stem(rule) for _, rule in everywhere]
    way_out = f"{did_you_mean(name, known)}See `compcheck rules list`."
    raise ProblemsFound([Problem("rule-unknown", "RULE", f"{quoted(name)} is no rule.", way_out)])


def _asked_for(framework_id: str | None, library: Library) -> list[Framework]:
    known_framework(framework_id, library)
    return [one for name, one in sorted(library.frameworks.items()) if framework_id in (None, name)]


def _stem(rule: Rule) -> str:
    return _last(rule.id)


def _last(rule_id: str) -> str:
    return rule_id.rpartition("/")[2]
