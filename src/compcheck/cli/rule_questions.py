"""What a new rule says, question by question: the data of its file, not yet written and not yet proved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from compcheck.cli.asking import Asking, Wrong, one_of, text, text_or_nothing
from compcheck.model.framework import Framework
from compcheck.model.indicator import Indicator
from compcheck.model.library import Library
from compcheck.model.rule import DEADLINES
from compcheck.reading.rule_shapes import BASES
from compcheck.reading.rule_values import MARKS, OWN_YEAR
from compcheck.reading.unfit_framework import KEBAB

LINE = re.compile(
    rf"(at[ _]least|at[ _]most|more[ _]than|less[ _]than)[ :]+([0-9]+(?:\.[0-9]+)?|{'|'.join(MARKS)})",
)
BETWEEN = re.compile(r"between[ :]+([0-9]+(?:\.[0-9]+)?) and ([0-9]+(?:\.[0-9]+)?)")
HOW = "Write it as at least 88.2, at most 5, more than 0, less than 10, or between 15 and 25."
LATEST_PAGE_YEAR = re.compile(r"[12][0-9]{3}")
Raw = dict[str, Any]


def rule_asked_for(asking: Asking, framework: Framework, library: Library, quartiles: Mapping[str, str]) -> Raw:
    """In the order of keys that rules are written in. `quartiles` says which place in England's distribution is which
    grade's line, for a figure of which more is better.
    """
    raw: Raw = {
        "title": asking.ask("title", "Title: what is required, as a sentence", text),
        "why": asking.ask("why", "Why it matters to a child", text),
        "source": _source(asking),
    }
    catalogue = library.catalogue
    figure = asking.ask(
        "indicator", "Indicator that shows it (none: leave blank)", one_of(catalogue.indicators, or_nothing=True),
        default="",
    )  # fmt: skip
    topic = asking.ask(
        "evidence", "Topic of evidence that shows it (none: leave blank)", one_of(catalogue.topics, or_nothing=True),
        default="",
    )  # fmt: skip
    if not figure and not topic:
        raw["left_to_inspectors"] = asking.ask("left_to_inspectors", "Why only inspectors can see it", text)
        return raw
    raw |= {"indicator": figure} if figure else {}
    raw |= {"evidence": topic} if topic else {}
    if not figure:
        raw |= _of_evidence(asking, framework)
    elif catalogue.indicators[figure].graded:
        raw["grades"] = [_of_figure(asking, framework, catalogue.indicators[figure], quartiles)]
    else:
        return raw
    advice = [_advice(asking, word) for word in _below_the_best(raw, framework)]
    return {**raw, "recommend": advice} if advice else raw


def name_for(framework: Framework, area: str) -> Any:
    """A check of the rule's name: written as one, and free."""

    def understood(answer: str) -> str:
        name = answer.strip()
        if not KEBAB.fullmatch(name):
            raise Wrong("Use small letters, digits and single dashes, as in reviews-on-time.")
        if framework.rule(f"{area}/{name}") is not None:
            raise Wrong(f"There is a rule {area}/{name} already, or there was one.")
        return name

    return understood


def _source(asking: Asking) -> Raw:
    says = {
        "title": asking.ask("source_title", "Source: title", text),
        "publisher": asking.ask("source_publisher", "Source: publisher", text),
        "year": asking.ask("source_year", "Source: year", _year),
    }
    said = asking.ask("source_says", "Source: what it says (blank: nothing to quote)", text_or_nothing, default="")
    return {**says, "says": said} if said else says


def _block(asking: Asking, kinds: tuple[str, ...]) -> Raw:
    since = asking.ask("since", "Lines in force since (a day)", _day)
    expectation = asking.ask("expectation", "What statute or guidance expects of every case", text)
    kind = asking.ask("basis", f"What the line stands on ({', '.join(kinds)})", one_of(kinds))
    if kind == "framework":
        return {"since": since, "expectation": expectation, "basis": {kind: "sampled_cases"}}
    question = "Which year of England's figures, or: own year" if kind == "england" else "What that says"
    says = asking.ask("basis_says", question, text)
    own = kind == "england" and says == OWN_YEAR
    source = {} if own else {"source": asking.ask("basis_source", "Where that is published", text)}
    return {"since": since, "expectation": expectation, "basis": {kind: says, **source}}


def _of_figure(asking: Asking, framework: Framework, indicator: Indicator, quartiles: Mapping[str, str]) -> Raw:
    block = _block(asking, tuple(kind for kind in BASES if kind not in {"framework", "later"}))
    best, lowest = framework.highest.word, framework.scale.lowest.word
    words = [grade.word for grade in reversed(framework.scale.grades) if grade.rank <= framework.highest.rank][:-1]
    if indicator.unit == "yes/no":
        yes, no = (best, lowest) if indicator.polarity == "high" else (lowest, best)
        grades = one_of(framework.scale.words)
        answers = {"yes": asking.ask("yes", "Yes is", grades, default=yes),
                   "no": asking.ask("no", "No is", grades, default=no)}  # fmt: skip
        return block | answers
    if "england" in block["basis"]:
        block |= _of_england(indicator, block["basis"]["england"], quartiles)
    else:
        for word in words:
            default = None if word == best else ""
            line = asking.ask(_option(word), f"Line of {word}{'' if word == best else ' (none: leave blank)'}",
                              _line_or_nothing if default == "" else _line, default=default)  # fmt: skip
            block |= {word: line} if line else {}
    rest = one_of((*framework.scale.words, "not graded"))
    otherwise = asking.ask("otherwise", "What meets no line is", rest, default=_rest(block, indicator, framework))
    return block if otherwise == lowest else {**block, "otherwise": otherwise}


def _rest(block: Raw, indicator: Indicator, framework: Framework) -> str:
    """Of a middle figure both ends are questions, and no more: the grade below the best."""
    lowest = framework.scale.lowest.word
    if indicator.polarity != "middle" or "england" not in block["basis"]:
        return lowest
    return framework.scale.grades[framework.highest.rank - 1].word


def _of_england(indicator: Indicator, year: str, quartiles: Mapping[str, str]) -> Raw:
    """The lines England's quartiles give: by name for the figure's own year, as numbers for one year."""
    published = next((one for one in indicator.published if one.year == year), None)
    if not indicator.published:
        raise Wrong(f"{indicator.id} is the same as no published series (same_as), so that no national line applies.")
    if year != OWN_YEAR and published is None:
        years = ", ".join(one.year for one in indicator.published) or "none"
        raise Wrong(f"{indicator.id} has nothing published for {year} (published: {years}).")

    def at(mark: str) -> object:
        return mark if published is None else getattr(published, mark.replace(" ", "_"))

    if indicator.polarity == "middle":
        return {next(iter(quartiles)): {"between": [at("lower quartile"), at("upper quartile")]}}
    if indicator.polarity == "high":
        return {word: {"at_least": at(mark)} for word, mark in quartiles.items()}
    mirrored = {"lower quartile": "upper quartile", "upper quartile": "lower quartile"}
    return {word: {"at_most": at(mirrored.get(mark, mark))} for word, mark in quartiles.items()}


def _of_evidence(asking: Asking, framework: Framework) -> Raw:
    """Lines over sampled cases, if there are any: without them only a grade that the evidence itself gives counts."""
    words = [grade.word for grade in reversed(framework.scale.grades) if grade.rank <= framework.highest.rank][:-1]
    counts: Raw = {}
    share: Raw = {}
    for word in words:
        question = f"Sampled cases that make it {word}: 2/3, 1, or at least 90 of a share (none: leave blank)"
        line = asking.ask(_option(word), question, _line_or_share, default="")
        into = share if isinstance(line, dict) else counts
        into |= {word: line} if line else {}
    if not counts and not share:
        return {}
    block = _block(asking, tuple(kind for kind in BASES if kind not in {"england", "later"}))
    return {"sampled": [block | ({"counts": counts} if counts else {}) | ({"share": share} if share else {})]}


def _below_the_best(raw: Raw, framework: Framework) -> list[str]:
    """Every grade below the best that the rule can come to, worst first: each needs its recommendation."""
    words = [grade.word for grade in framework.scale.grades if grade.rank < framework.highest.rank]
    if "evidence" in raw:
        return words
    (block,) = raw["grades"]
    given = {*block, block.get("yes"), block.get("no"), block.get("otherwise", words[0])}
    return [word for word in words if word in given]


def _advice(asking: Asking, word: str) -> Raw:
    option = _option(word)
    return {
        "when": word,
        "action": asking.ask(f"if_{option}", f"What to do if it is {word}", text),
        "by": asking.ask(f"if_{option}_by", f"By when ({', '.join(DEADLINES)})", one_of(DEADLINES)),
    }


def _option(word: str) -> str:
    return word.replace(" ", "_")


def _year(answer: str) -> int:
    if not LATEST_PAGE_YEAR.fullmatch(answer.strip()):
        raise Wrong("Write the year of publication with four digits.")
    return int(answer)


def _day(answer: str) -> str:
    try:
        if len(answer.strip()) == len("2012-04-01"):
            return date.fromisoformat(answer.strip()).isoformat()
    except ValueError:
        pass
    raise Wrong("Write a day as 2012-04-01.")


def _line(answer: str) -> Raw:
    said = " ".join(answer.strip().strip("{}").lower().split())
    if found := LINE.fullmatch(said):
        word, number = found[1].replace(" ", "_"), found[2]
        return {word: number if number in MARKS else _number(number)}
    if found := BETWEEN.fullmatch(said):
        return {"between": [_number(found[1]), _number(found[2])]}
    raise Wrong(HOW)


def _line_or_nothing(answer: str) -> Raw:
    return _line(answer) if answer.strip() else {}


def _line_or_share(answer: str) -> Raw | str | int:
    said = answer.strip()
    if not said:
        return {}
    try:
        share = Fraction(said)
    except (ValueError, ZeroDivisionError):
        return _line(said)
    if not 0 < share <= 1:
        raise Wrong("A share of the cases lies above 0 and is at most 1: write it as 2/3.")
    return 1 if share == 1 else f"{share.numerator}/{share.denominator}"


def _number(said: str) -> int | Decimal:
    return Decimal(said) if "." in said else int(said)
