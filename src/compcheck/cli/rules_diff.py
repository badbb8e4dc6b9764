"""`compcheck rules diff`: what differs between two frameworks, or between two folders of rules, in words."""

from __future__ import annotations

import json
import os.path
from collections.abc import Iterable, Iterator

import click

from compcheck.cli import options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.layout import heading, labelled, lines
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.problems import did_you_mean, escaped, quoted
from compcheck.cli.submissions import known_framework
from compcheck.differing import catalogue_differences, framework_differences, record_differences
from compcheck.model.difference import Compared, Difference
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck rules diff ilacs-2018 ilacs-2023
  compcheck rules diff ../last-year/rules rules
  compcheck rules diff ../last-year/rules rules --framework protection-2012 --format json

\b
Exit codes:
  0  nothing differs
  1  something does
  2  they cannot be compared: no such framework or folder, or broken rules
"""


@click.command(epilog=EXAMPLES)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--framework", "framework_id", metavar="ID", help="Of two folders: compare this framework alone.")
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
@options.rules
@options.output
@click.pass_context
def diff(
    ctx: click.Context, old: str, new: str, *, framework_id: str | None, format_name: str, rules_folder: str | None,
    output_path: str | None,
) -> None:  # fmt: skip
    """Say what B has that A had not, and the other way round: requirements added, removed, moved and renamed; lines
    tightened or loosened and by how much; basis, weight, key, source; how judgements are made. Cases are not compared.

    A and B are two frameworks of one folder (--rules), or two folders of rules: then every framework that both have
    is compared, and the figures and evidence they stand on, and how records are read and counted.
    """
    folders = [os.path.isdir(one) for one in (old, new)]  # noqa: PTH112  # as the folder of rules itself is found
    if all(folders):
        if rules_folder is not None:
            raise click.UsageError("--rules names the folder of two frameworks, and A and B are folders themselves.")
        compared = _folders(old, new, framework_id)
    elif any(folders):
        missing = new if folders[0] else old
        fact = "is no folder of rules, and the other one is."
        raise ProblemsFound([Problem("rules-not-found", missing, fact, "Name two folders, or two frameworks.")])
    else:
        if framework_id is not None:
            raise click.UsageError("--framework is for two folders, and A and B name the frameworks themselves.")
        compared = [_frameworks(old, new, load_library(rules_folder))]
    text = _as_json(compared) if format_name == "json" else _as_table(compared)
    if output_path is not None:
        write_file(output_path, text)
    else:
        (print_utf8 if format_name == "json" else print_text)(text)
    ctx.exit(ExitCode.NOT_MET if any(one.differences for one in compared) else ExitCode.MET)


def _frameworks(old: str, new: str, library: Library) -> Compared:
    problems = [
        Problem(
            "framework-unknown", name, f"{quoted(one)} is no framework and no folder of rules.",
            f"{did_you_mean(one, library.frameworks)}Known here: {', '.join(sorted(library.frameworks))}.",
        )
        for name, one in (("A", old), ("B", new))
        if one not in library.frameworks
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    indicators = library.catalogue.indicators
    before, after = library.frameworks[old], library.frameworks[new]
    return Compared(old, new, framework_differences(before, after, indicators, indicators))


def _folders(old: str, new: str, framework_id: str | None) -> list[Compared]:
    """The catalogue first, then each framework by id; one that only one folder has is added or removed as a whole."""
    before, after = load_library(old), load_library(new)
    if framework_id not in before.frameworks and framework_id not in after.frameworks:
        known_framework(framework_id, after)
    compared = []
    if not framework_id:
        about = catalogue_differences(before.catalogue, after.catalogue)
        compared = [Compared(old, new, (*about, *record_differences(before.records(), after.records())))]
    for name in sorted({*before.frameworks, *after.frameworks}):
        if framework_id not in (None, name):
            continue
        one, other = before.frameworks.get(name), after.frameworks.get(name)
        if one is not None and other is not None:
            found = framework_differences(one, other, before.catalogue.indicators, after.catalogue.indicators)
        else:
            found = (Difference("added" if one is None else "removed", name, "",
                                one.title if one else "", other.title if other else ""),)  # fmt: skip
        compared.append(Compared(f"{old}: {name}", f"{new}: {name}", found))
    return compared


def _as_json(compared: Iterable[Compared]) -> str:
    whole = [
        {"from": one.old, "to": one.new, "differences": [_filled(each) for each in one.differences]} for one in compared
    ]
    return json.dumps({"compared": whole}, indent=2, ensure_ascii=False) + "\n"


def _filled(one: Difference) -> dict[str, str]:
    """Without what there is nothing to say of."""
    return {key: value for key, value in one._asdict().items() if value}


def _as_table(compared: Iterable[Compared]) -> str:
    return "\n\n".join(_in_words(one) for one in compared) + "\n"


def _in_words(compared: Compared) -> str:
    title = heading(escaped(f"{compared.old} -> {compared.new}"))
    if not compared.differences:
        return lines(title, "Nothing differs.")
    return lines(title, _counted(compared.differences), *_grouped(compared.differences))


def _counted(differences: tuple[Difference, ...]) -> str:
    counts: dict[str, int] = {}
    for one in differences:
        kind = one.kind if not one.what else f"{'changes' if one.kind in {'added', 'removed', 'changed'} else one.kind}"
        counts[kind] = counts.get(kind, 0) + 1
    return ", ".join(f"{n} {kind if n != 1 else kind.replace('changes', 'change')}" for kind, n in counts.items())


def _grouped(differences: tuple[Difference, ...]) -> Iterator[str]:
    """Everything about one rule under its id."""
    where = None
    for one in differences:
        if one.where != where:
            where = one.where
            yield f"\n{escaped(where)}"
        yield labelled(f"{one.kind}", escaped(_said(one)), 2)


def _said(one: Difference) -> str:
    if one.kind in {"moved", "renamed"}:
        return f"from {one.was}"
    what = f"{one.what}: " if one.what else ""
    by = f" (by {one.by})" if one.by else ""
    if one.was and one.now:
        return f"{what}{one.was} -> {one.now}{by}"
    return f"{what}{one.was or one.now}"
