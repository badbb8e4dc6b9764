"""A framework as a page of Markdown: each requirement, what it expects, its lines, what they stand on, its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from compcheck.cli.markdown import code, plain_text, source_text, table
from compcheck.cli.records_page import NAME, records_page
from compcheck.cli.rule_in_words import bands_in_words, counts_in_words, share_in_words, shown_by, weight_in_words
from compcheck.model.bands import Basis, plain
from compcheck.model.case import Case
from compcheck.model.framework import Area, Framework
from compcheck.model.indicator import Catalogue
from compcheck.model.library import Library
from compcheck.model.rule import Rule
from compcheck.reporting.judging_text import area_text, overall_text
from compcheck.reporting.wording import basis_text

MADE = "<!-- Made from the rules: `compcheck rules docs` rewrites this page, and nothing else may. -->"
CasesOf = Mapping[tuple[str, str], Sequence[Case]]
"""The cases beside each rule, by framework and rule."""


def pages(library: Library, cases: CasesOf) -> dict[str, str]:
    """Every page by its file's name: one a framework, the index of them, and what records can give."""
    found = {f"{one.id}.md": page(one, library.catalogue, cases) for _, one in sorted(library.frameworks.items())}
    records = library.records()
    if records.sources:
        found[NAME] = records_page(library.catalogue, records, MADE)
    return {"README.md": index(library.frameworks.values(), with_records=bool(records.sources)), **found}


def index(frameworks: Iterable[Framework], *, with_records: bool = False) -> str:
    """In order of time, then of their ids."""
    in_time = sorted(frameworks, key=lambda one: (one.starts, one.id))
    rows = [
        (
            f"[{one.id}]({one.id}.md)",
            plain_text(one.title),
            _in_force(one),
            ", ".join(plain_text(area.title) for area in one.areas),
            _scale(one),
            str(len(one.rules)),
        )
        for one in in_time
    ]
    parts = [
        "# Frameworks",
        "",
        MADE,
        "",
        "In order of time. Each page has every requirement, its lines and its cases.",
        *([f"Which figures can be counted from children's records: [{NAME}]({NAME})."] if with_records else []),
    ]
    parts += [
        "",
        *table(("framework", "title", "in force", "judged", "scale, worst first, or kinds", "requirements"), rows),
    ]
    parts += ["What no source confirms is marked as an assumption and can be changed in its `framework.yaml`:", ""]
    assumed = ((code(one.id), plain_text(about.about), plain_text(about.says), plain_text(about.why))
               for one in in_time for about in one.assumptions)  # fmt: skip
    parts += table(("framework", "about", "assumed", "why"), assumed) or ["nothing."]
    return _page(parts)


def page(framework: Framework, catalogue: Catalogue, cases: CasesOf) -> str:
    parts = [f"# {plain_text(framework.title)}", "", MADE, "", *_about(framework)]
    for area in framework.areas:
        rules = [rule for rule in framework.rules if rule.area == area.id]
        parts += [f"## {plain_text(area.title)}", "", _area(area, rules), ""]
        rows = [(plain_text(one.title), plain_text(shown_by(one)), str(one.weight), _yes(one)) for one in rules]
        parts += table(("requirement", "shown by", "weight", "key"), rows)
        for rule in rules:
            parts += _rule(rule, framework, catalogue, cases.get((framework.id, rule.id), ()))
    return _page(parts)


def _page(parts: Sequence[str]) -> str:
    return "\n".join(parts).rstrip("\n") + "\n"


def _in_force(framework: Framework) -> str:
    return f"{framework.starts.isoformat()} to {framework.ends.isoformat() if framework.ends else 'now'}"


def _scale(framework: Framework) -> str:
    """Grades worst first; kinds, which have no order, as they are written."""
    words = framework.scale.words if framework.scale.ordered else tuple(reversed(framework.scale.words))
    return ", ".join(plain_text(word) for word in words)


def _about(framework: Framework) -> list[str]:
    lapses = ", ".join(f"{plain_text(kind)} {months} months" for kind, months in framework.lapses.items())
    rows = [
        ("id", code(framework.id)),
        ("in force", _in_force(framework)),
        ("source", source_text(framework.source)),
        *([("builds on", f"[{framework.builds_on}]({framework.builds_on}.md)")] if framework.builds_on else []),
        *_measure(framework),
        *((f"printed {plain_text(word)}", plain_text(text)) for word, text in sorted(framework.printed.items())),
        *(
            (f"{plain_text(word)} of another scale", f"read as {plain_text(here)}")
            for word, here in sorted(framework.corresponds.items())
        ),
        *([("only by name", plain_text(framework.only_by_name))] if framework.only_by_name else []),
        ("evidence lapses after", lapses),
        ("figures are out of date after", f"{framework.figures_out_of_date} months"),
        *(
            ("at most " + plain_text(cap.at.word), f"{_cap(cap.kind, cap.unless_independent)}: {plain_text(cap.why)}")
            for cap in framework.capped
        ),
    ]
    assumed = [(plain_text(one.about), plain_text(one.says), plain_text(one.why)) for one in framework.assumptions]
    parts = table(("about", "says"), rows)
    if assumed:
        parts += ["Assumptions, which no source confirms:", "", *table(("about", "assumed", "why"), assumed)]
    return parts


def _measure(framework: Framework) -> list[tuple[str, str]]:
    """By what it judges: a scale and a bar, or kinds of finding that are not rolled up."""
    best = ("best that figures give", plain_text(framework.highest.word))
    if framework.bar is None:
        fails = [plain_text(one.word) for one in framework.scale.grades if one in framework.fails]
        return [("kinds of finding", _scale(framework)), ("fails a run", ", ".join(fails)), best]
    return [
        ("scale, worst first", _scale(framework)),
        ("bar", plain_text(framework.bar.word)),
        best,
        ("an area has a grade where", f"requirements with {framework.share} of its weight reach it"),
        ("overall", plain_text(overall_text(framework.overall))),
    ]


def _cap(kind: str, unless_independent: bool) -> str:  # noqa: FBT001  # a cap's own word for it
    return f"{plain_text(kind)}{', unless independent' if unless_independent else ''}"


def _yes(rule: Rule) -> str:
    return "key" if rule.key else ""


def _area(area: Area, rules: Sequence[Rule]) -> str:
    keys = sum(rule.key for rule in rules)
    other = area_text(area)
    counted = f"{len(rules)} requirement{'' if len(rules) == 1 else 's'}, {keys} of them key"
    return f"{code(area.id)}: {'; '.join([*([counted] if rules else []), *([plain_text(other)] if other else [])])}."


def _rule(rule: Rule, framework: Framework, catalogue: Catalogue, cases: Sequence[Case]) -> list[str]:
    formerly = [("formerly", ", ".join(code(one) for one in rule.formerly))] if rule.formerly else []
    formerly += [("as in", code(rule.inherited))] if rule.inherited else []
    formerly += [("what changed", plain_text(rule.replaces))] if rule.replaces else []
    rows = [
        ("rule", code(rule.id)),
        *formerly,
        ("why", plain_text(rule.why)),
        ("source", source_text(rule.source)),
        ("who is judged", plain_text(rule.judged)),
        ("shown by", _shown(rule, catalogue)),
        *([("read in one direction", plain_text(rule.read_as))] if rule.read_as else []),
        ("weight", plain_text(weight_in_words(rule))),
        *([("key", f"found {framework.scale.lowest.word}, it makes its area so")] if rule.key else []),
        *(
            (f"if {plain_text(one.when.word)}", f"{plain_text(one.by)}: {plain_text(one.action)}")
            for one in rule.recommend
        ),
    ]
    parts = [f"### {plain_text(rule.title)}", "", *table(("about", "says"), rows)]
    parts += table(("since", "expected", "lines", "stands on"), _lines(rule, catalogue))
    if rule.inherited:  # its cases lie beside it, there, and are told there
        there = rule.inherited.partition("/")[0]
        return [*parts, f"Its {len(cases)} cases: see [{there}]({there}.md).", ""]
    return [*parts, *table(("case", "gives", "expected"), [_case(one) for one in cases])]


def _shown(rule: Rule, catalogue: Catalogue) -> str:
    figures = [f"{code(name)} ({plain_text(catalogue.indicators[name].title)})" for name in rule.indicators]
    topics = [f"{code(rule.topic)} ({plain_text(catalogue.topics[rule.topic].title)})"] if rule.topic else []
    left = f": {plain_text(rule.left_to_inspectors)}" if rule.left_to_inspectors else ""
    if rule.parameter:
        limit = catalogue.parameters[rule.parameter]
        figures.append(f"against the local standard {code(limit.id)} ({plain_text(limit.title)})")
    named = f": {', '.join([*figures, *topics])}" if figures or topics else ""
    return f"{plain_text(shown_by(rule))}{left}{named}"


def _lines(rule: Rule, catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    rows = [
        (block.since.isoformat(), plain_text(block.expectation), plain_text(bands_in_words(block, rule, catalogue)),
         _basis(block.basis))
        for block in rule.lines
    ]  # fmt: skip
    for sampled in rule.sampled:
        said = [("counts", counts_in_words(sampled)), ("a share", share_in_words(sampled))]
        lines = "; ".join(f"of {what} in evidence: {plain_text(words)}" for what, words in said if words)
        rows.append((sampled.since.isoformat(), plain_text(sampled.expectation), lines, _basis(sampled.basis)))
    return rows


def _basis(basis: Basis) -> str:
    return plain_text(basis_text(basis))


def _case(case: Case) -> tuple[str, str, str]:
    given = [f"{code(name)} {plain_text(_given(value))}" for name, value in case.given.items()]
    if case.evidence is not None:
        given.append(f"evidence: {plain_text(_given(case.evidence))}")
    dated = [("period ends", case.ended.isoformat() if case.ended else ""), ("judged on", case.judged_on or "")]
    said = "; ".join([*given, *(f"{what} {when}" for what, when in dated if when)])
    expected = case.expect if isinstance(case.expect, str) else ": ".join(case.expect)
    return plain_text(case.name), said or "nothing", plain_text(expected)


def _given(value: object) -> str:
    """What a case gives, much as it is written there."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_nested(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_nested(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _nested(value: object) -> str:
    return f"({_given(value)})" if isinstance(value, Mapping | list) else _given(value)
