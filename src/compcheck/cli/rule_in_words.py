"""One requirement in words: what it asks and why, what shows it, its lines by date, and what to do."""

from __future__ import annotations

from compcheck.cli.layout import heading, labelled, lines, source_in_words
from compcheck.model.bands import Bound, Lines, Member, SampledLines
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.indicator import Catalogue, Indicator
from compcheck.model.rule import AUTHORITY, Rule
from compcheck.reporting.numbers import PLURAL_UNITS
from compcheck.reporting.wording import WHY_NOT, band_text, basis_text, national_text


def shown_by(rule: Rule) -> str:
    """`figure`, `evidence`, `figure or evidence`, `left to inspectors`, with what keeps it from being graded."""
    if rule.left_to_inspectors:
        return "left to inspectors"
    ways = " or ".join(way for way, there in (("figure", rule.indicators), ("evidence", rule.topic)) if there)
    if rule.never_graded is not None:
        return f"{ways}; {rule.never_graded}"
    return f"{ways}; assumption, weighs nothing" if rule.assumption else ways


def in_words(rule: Rule, framework: Framework, catalogue: Catalogue) -> str:
    return lines(
        heading(rule.title),
        labelled("Rule", f"{rule.id} ({framework.id})"),
        labelled("Formerly", ", ".join(rule.formerly)),
        labelled("Why", rule.why),
        labelled("Source", source_in_words(rule.source)),
        labelled("Judged", "" if rule.judged == AUTHORITY else rule.judged),
        labelled("Read as", f"high or low, where the catalogue has neither: {rule.read_as}" if rule.read_as else ""),
        labelled("Inherited", rule.inherited),
        labelled("Changed", rule.replaces),
        *_shown_by(rule, catalogue),
        labelled("Weight", weight_in_words(rule)),
        labelled("Key", _key(rule, framework)),
        *(labelled("Changed", text) for text in _changed(rule, framework)),
        *(_lines(block, rule, catalogue) for block in rule.lines),
        *(_sampled(block) for block in rule.sampled),
        "\nWhat to do" if rule.recommend else "",
        *(labelled(f"If {one.when.word}", f"{one.by}: {one.action}", 2) for one in rule.recommend),
    )


def _shown_by(rule: Rule, catalogue: Catalogue) -> list[str]:
    if rule.left_to_inspectors:
        return [labelled("Shown by", f"nothing a return holds; left to inspectors: {rule.left_to_inspectors}")]
    parts = []
    for name in rule.indicators:
        indicator = catalogue.indicators[name]
        parts.append(labelled("Figure", f"{name}: {indicator.title} ({indicator.unit})"))
    if rule.parameter:
        limit = catalogue.parameters[rule.parameter]
        parts.append(labelled("Against", f"{limit.id}: {limit.title}, which the authority sets ({limit.unit})"))
    if rule.topic:
        instead = "; stands in only where the submission has the figure and it cannot be graded" if parts else ""
        parts.append(labelled("Evidence", f"{rule.topic}: {catalogue.topics[rule.topic].title}{instead}"))
    return parts


def _changed(rule: Rule, framework: Framework) -> list[str]:
    """By local rules: who, why, and whether they ask for less."""
    changes = framework.local.changes_of(rule.id) if framework.local is not None else ()
    return [
        f"locally, by {one.by}: {one.why}{f' It asks for less: {one.what}.' if one.what else ''}" for one in changes
    ]


def weight_in_words(rule: Rule) -> str:
    if rule.local:
        return "0: a local requirement; it can only lower"
    if rule.never_graded is not None:
        return f"0: {WHY_NOT[rule.never_graded]}"
    if rule.assumption:
        later = f", {source_in_words(rule.later_source)}" if rule.later_source else ""
        return f"0: no line of the time exists, and the lines come from a later source{later}"
    return str(rule.weight)


def _key(rule: Rule, framework: Framework) -> str:
    return f"found {framework.scale.lowest.word}, it makes its area {framework.scale.lowest.word}" if rule.key else ""


def _lines(block: Lines, rule: Rule, catalogue: Catalogue) -> str:
    return lines(
        f"\nFor figures whose period ends on {block.since.isoformat()} or later",
        labelled("Expected", block.expectation, 2),
        labelled("Lines", bands_in_words(block, rule, catalogue), 2),
        labelled("Basis", basis_text(block.basis), 2),
    )


def bands_in_words(block: Lines, rule: Rule, catalogue: Catalogue) -> str:
    if block.yes is not None or block.no is not None:
        if block.joined is None:
            return f"yes is {word_or_no_line(block.yes)}, no is {word_or_no_line(block.no)}"
        members = "; ".join(_member(one, catalogue.indicators[one.indicator]) for one in block.joined.members)
        which = "all of these hold" if block.joined.every else "any of these holds"
        return f"{word_or_no_line(block.yes)} if {which}, otherwise {word_or_no_line(block.no)}: {members}"
    unit = catalogue.indicators[rule.indicator].unit if rule.indicator else ""
    of = ""
    if rule.change_months is not None:
        of = f"by the change over {rule.change_over}, in {PLURAL_UNITS.get(unit) or 'its unit'}: "
    elif rule.against:
        of = f"by the difference from {rule.against.capitalize()}, in {PLURAL_UNITS.get(unit) or 'its unit'}: "
    bands = ", ".join(band_text(band, "" if of else unit) for band in block.bands)
    bands = bands or ", ".join(f"{band.grade.word} {national_text(band)}" for band in block.national)
    return f"{of}{bands}, otherwise {word_or_no_line(block.otherwise)}"


def _member(member: Member, indicator: Indicator) -> str:
    if member.bound is None:
        return f"{indicator.id} is {'no' if member.negated else 'yes'}"
    return f"{indicator.id} {_bound(member.bound, indicator)}"


def _bound(bound: Bound, indicator: Indicator) -> str:
    return f"{bound} %" if indicator.unit == "percent" else str(bound)


def word_or_no_line(grade: Grade | None) -> str:
    return grade.word if grade else "not graded, for no source says where the next line is"


def _sampled(block: SampledLines) -> str:
    return lines(
        f"\nFor evidence of {block.since.isoformat()} or later",
        labelled("Expected", block.expectation, 2),
        labelled("Of counts", counts_in_words(block), 2),
        labelled("Of a share", share_in_words(block), 2),
        labelled("Basis", basis_text(block.basis), 2),
    )


def counts_in_words(block: SampledLines) -> str:
    """The lines over counts by grade; "" if there are none."""
    counts = ", ".join(
        f"{grade.word} where {'all' if share == 1 else share} of the cases are {grade.word} or better"
        for grade, share in block.counts
    )
    return f"{counts}, otherwise {word_or_no_line(block.lowest)}" if counts else ""


def share_in_words(block: SampledLines) -> str:
    """The lines over a share of cases; "" if there are none."""
    share = ", ".join(band_text(band, "percent") for band in block.share)
    return f"{share}, otherwise {word_or_no_line(block.lowest)}" if share else ""
