"""`compcheck rules new`: a rule and its cases, asked for question by question, written whole, read back and proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from compcheck.cli import options
from compcheck.cli.asking import Asking, Wrong, one_of
from compcheck.cli.output import print_text, write_new_files
from compcheck.cli.problems import did_you_mean, escaped, quoted
from compcheck.cli.rule_questions import name_for, rule_asked_for
from compcheck.cli.rule_stage import quartiles_of, staged
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving import drafted, prove
from compcheck.reading.rule_files import read_cases, read_library
from compcheck.reading.rule_folder import CASES
from compcheck.reading.rule_schemas import FOLDER, first_line_of
from compcheck.reading.rule_text import cases_text, rule_text
from compcheck.reading.rule_values import OWN_YEAR

EXAMPLES = """\b
Examples:
  compcheck rules new
  compcheck rules new --rules my-rules --framework ilacs-2023 --area leadership

\b
Exit codes:
  0  the rule and its cases are written, read back, and hold
  2  nothing is written: an answer is missing or wrong, there is such a rule, or what it says does not hold
"""
OPTIONS = {
    "framework": "The framework it belongs to.",
    "area": "The area it belongs to.",
    "name": "Its name: small letters, digits and dashes. With the area it is its id.",
    "title": "What is required, as a sentence.",
    "why": "Why it matters to a child.",
    "source-title": "The publication it stands on.",
    "source-publisher": "Who published that.",
    "source-year": "In which year.",
    "source-says": "What it says.",
    "indicator": "The figure that shows it.",
    "evidence": "The topic of evidence that shows it; with an indicator: that stands in for the figure.",
    "left-to-inspectors": "Instead of both: why nothing a return holds can show it.",
    "since": "The day from which its lines are in force.",
    "expectation": "What statute or guidance expects of every case.",
    "basis": "What its lines stand on: england, statute, every child, own deadline; framework for evidence.",
    "basis-says": "What that says; for england the year, or: own year.",
    "basis-source": "Where that is published.",
    "otherwise": "The grade of what meets no line, or: not graded.",
    "yes": "Of a yes/no: the grade of yes.",
    "no": "Of a yes/no: the grade of no.",
}  # fmt: skip


def _every_option(command: click.Command) -> click.Command:
    """Those that every framework has; those with a grade's name come as they are (see `_graded`)."""
    command.params = [
        *(
            click.Option([f"--{name}", name.replace("-", "_")], metavar="TEXT", help=says)
            for name, says in OPTIONS.items()
        ),
        *command.params,
    ]
    return command


@_every_option
@click.command(epilog=EXAMPLES, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.option("--key", is_flag=True, help="It is about whether children are safe or practice is overseen.")
@options.rules
@click.pass_context
def new(ctx: click.Context, /, *, key: bool, rules_folder: str | None, **given: str | None) -> None:
    """Ask what a requirement says, and write it and its cases into a folder of rules (--rules, or ./rules).

    An option answers a question beforehand; with all of them nothing is asked. Each grade of the framework's scale has
    three of its own: --good "at least 88.2" (for evidence: "2/3" of the sampled cases), --if-adequate "what to do" and
    --if-adequate-by "within 3 months"; a space in a grade's name is a dash. Lines on England's quartiles are filled in.
    """
    folder, shown_as = _folder(rules_folder)
    with staged(folder, shown_as) as (stage, library):
        asking = Asking(given | _graded(ctx.args))
        framework = library.frameworks[
            asking.ask("framework", f"Framework ({', '.join(library.frameworks)})", one_of(library.frameworks))
        ]
        _known_grades(asking, framework)
        areas = [one.id for one in framework.areas if not one.nothing_feeds and one.from_parts is None]
        area = asking.ask("area", f"Area ({', '.join(areas)})", one_of(areas))
        rule_id = f"{area}/{asking.ask('name', 'Name of the rule', name_for(framework, area))}"
        try:
            raw = rule_asked_for(asking, framework, library, quartiles_of(stage, framework.id))
        except Wrong as wrong:
            raise click.UsageError(str(wrong)) from None
        raw |= {"key": True} if key else {}
        texts = _texts(raw, f"frameworks/{framework.id}/{rule_id}", stage, shown_as)
    write_new_files({f"{folder}/{name}": text for name, text in texts.items()})
    try:
        said = _read_back(folder, shown_as, framework.id, rule_id)
    except BaseException:  # an interrupt too: what is not known to hold is not left behind
        for name in texts:
            (folder / name).unlink()
        raise
    print_text(_what_next(texts, shown_as, (framework.id, rule_id), said, named=(folder / FOLDER).is_dir()))


def _folder(rules_folder: str | None) -> tuple[Path, str]:
    """Rules are written where somebody said, or into ./rules: never into what comes with compcheck."""
    if rules_folder is not None:
        return Path(rules_folder), rules_folder
    if Path("rules").is_dir():
        return Path("rules"), "rules"
    fact, way_out = "is not here, and nothing says where the rule is to be written.", "Name a folder with --rules."
    raise ProblemsFound([Problem("rules-not-found", "rules", fact, way_out)])


def _graded(extra: list[str]) -> dict[str, str]:
    """The options that have a grade's name: `--good "at least 88.2"` or `--good="at least 88.2"`."""
    found: dict[str, str] = {}
    words = iter(extra)
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise click.UsageError(f"{quoted(escaped(word))} stands alone: every answer follows its option.")
        answer = value if equals else next(words, None)
        if answer is None:
            raise click.UsageError(f"--{escaped(name)} has no answer.")
        found[name.replace("-", "_")] = answer
    return found


def _known_grades(asking: Asking, framework: Framework) -> None:
    """What is neither an option of every framework nor one with a grade of this one is a slip."""
    words = [word.replace(" ", "-") for word in framework.scale.words]
    known = {*OPTIONS, *words, *(f"if-{word}{by}" for word in words for by in ("", "-by"))}
    for name in (one.replace("_", "-") for one in asking.given):
        if name not in known:
            way_out = did_you_mean(f"--{name}", [f"--{one}" for one in sorted(known)])
            raise click.UsageError(f"There is no option --{escaped(name)} in {framework.id}. {way_out}".rstrip())


def _texts(raw: dict[str, object], name: str, stage: Path, shown_as: str) -> dict[str, str]:
    """Both files by name, the rule proved in the stage, where nobody sees it fail."""
    _, framework_id, rule_id = name.split("/", 2)
    path = stage / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _with_schema(f"{name}.yaml", rule_text(raw), stage)
    path.write_text(text, "utf-8")
    try:
        library = read_library(stage, shown_as)
    except ProblemsFound:
        numbered = "".join(f"{at:>4}  {line}\n" for at, line in enumerate(text.splitlines(), 1))
        click.echo(f"Nothing is written, for this rule does not hold:\n{numbered}", err=True)
        raise
    framework = library.frameworks[framework_id]
    rule = next(one for one in framework.rules if one.id == rule_id)
    cases = cases_text(drafted(rule, framework, library, _year_for(rule, library)))
    return {f"{name}.yaml": text, f"{name}{CASES}": _with_schema(f"{name}{CASES}", cases, stage)}


def _with_schema(name: str, text: str, stage: Path) -> str:
    line = first_line_of(name.split("/"))
    return f"{line}\n{text}" if line and (stage / FOLDER).is_dir() else text


def _year_for(rule: Rule, library: Library) -> date | None:
    """Lines of the figure's own year need a year that is published: the latest."""
    if not any(lines.basis.says == OWN_YEAR for lines in rule.lines):
        return None
    published = library.catalogue.indicators[rule.indicator or ""].published
    return max((one.ended for one in published), default=None)


def _read_back(folder: Path, shown_as: str, framework_id: str, rule_id: str) -> str:
    """What was written, read from where it was written: its cases counted, or ProblemsFound."""
    with staged(folder, shown_as) as (stage, library):
        framework = library.frameworks[framework_id]
        rules = [one for one in framework.rules if one.id == rule_id]
        alone = replace(framework, rules=tuple(rules))
        proof = prove(library, [alone], lambda at, rule: read_cases(stage, rule.stands(at.id), shown_as))
    if proof.failed or proof.missing:
        raise ProblemsFound([*proof.failed, *proof.missing])
    return f"{proof.cases} case{'' if proof.cases == 1 else 's'}, all hold"


def _what_next(texts: Iterable[str], shown_as: str, rule: tuple[str, str], said: str, *, named: bool) -> str:
    """`rule` is the framework's id and the rule's."""
    framework_id, rule_id = rule
    here = "" if shown_as == "rules" else f" --rules {shown_as}"
    steps = [
        "Read the cases: they say what your lines do, and only you know what they were meant to do.",
        f"compcheck rules show {rule_id} --framework {framework_id}{here}",
        f"compcheck rules check {framework_id}{here}",
        *([] if named else [f"compcheck rules schema --name-in-files{here}   (so that your editor completes rules)"]),
        "Say in framework.yaml what the rule weighs, if that is not 1: weights, with why.",
    ]
    written = "".join(f"{shown_as}/{name}\n" for name in texts)
    return f"{written}{said}\n\nWhat to do next:\n" + "".join(f"  {step}\n" for step in steps)
