"""The sentences every format shares. Formats arrange them; they do not write their own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from compcheck.model.bands import Band, Basis, Lines, NationalBand, SampledLines, plain
from compcheck.model.evaluation import Evaluation
from compcheck.model.figure import Figure, is_small
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade, Reason
from compcheck.model.indicator import Published
from compcheck.model.judgement import Because
from compcheck.model.submission import Evidence, Standard
from compcheck.reporting.numbers import PLURAL_UNITS, in_unit

STANDING = "A self-check by compcheck of what was supplied: not an inspectorate's judgement, and not a forecast of one."
NOT_JUDGED = "not judged"
NOT_GRADED = "not graded"
ONE_TO_FIVE = "1 to 5"
NO_DENOMINATOR_PUBLISHED = "its source publishes no denominator"
NO_JUDGEMENTS = (
    "This framework makes no judgements: each finding is of a kind, kinds have no order, and none are rolled up."
)
MARKED_INTERNAL = "OFFICIAL-SENSITIVE: holds counts of fewer than 6 people. Not for publication."

WHY_NOT = {
    Reason.NOT_SUPPLIED: "not supplied",
    Reason.SUPPRESSED: "suppressed at its source",
    Reason.SMALL: "small: known only to be small",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.NOTHING_TO_MEASURE: "nothing to measure",
    Reason.TOO_FEW: "too few cases for a share",
    Reason.NO_DENOMINATOR: "no denominator: give it, or say it is not published",
    Reason.OUT_OF_DATE: "out of date",
    Reason.LAPSED: "evidence has lapsed",
    Reason.STATEMENT: "a statement only",
    Reason.DIRECTION_ONLY: "a direction only, no grade",
    Reason.CONTEXT: "context, never graded",
    Reason.RECORDED: "more may be better recording, never graded",
    Reason.LEFT_TO_INSPECTORS: "left to inspectors",
    Reason.NO_EARLIER_PERIOD: "no earlier period to compare with",
    Reason.NO_COMPARATOR: "no comparator",
    Reason.NOT_COMPARABLE: "not comparable: the series changed",
    Reason.NOT_IN_FORCE: "no line in force",
    Reason.NO_LINE: "no source says where the next line is",
    Reason.NO_LOCAL_STANDARD: "no local standard supplied",
    Reason.ANOTHER_SCALE: "graded on another scale, with no grade here that corresponds",
    Reason.NOT_RECORDED: "cases are not recorded, and how far they move it is not known",
    Reason.AT_LEAST: 'known only as "at least"',
}


def safe(text: str) -> str:
    """Text from a submission as it may be printed: on one line, with control characters shown and not obeyed.

    Nor do the servers that run checks obey it, who take a printed line that begins with `::`, or holds `##[` or
    `##vso[`, for a command: a space parts the two signs.
    """
    for pair in ("::", "##"):
        while pair in text:
            text = text.replace(pair, f"{pair[0]} {pair[0]}")
    if text.isprintable():
        return text
    flat = " ".join(text.split()) if any(c in text for c in "\n\t") else text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in flat)


def counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def standing(evaluation: Evaluation) -> str:
    coverage = evaluation.coverage
    return f"{STANDING} Seen {coverage.seen} of {coverage.requirements} requirements."


def hidden(finding: Finding, *, internal: bool) -> bool:
    """Whether anything about its figures could give back a count of 1 to 5 people."""
    return finding.hides and not internal


def judged_under(evaluation: Evaluation) -> str:
    """What was asked for instead of what the submission itself says, "" if nothing was."""
    said = []
    submission, framework = evaluation.submission, evaluation.framework
    if evaluation.out_of_force:
        until = f" to {framework.ends.isoformat()}" if framework.ends else " on"
        said.append(
            f"Judged by request under a framework that did not rule on that day: it was in force from "
            f"{framework.starts.isoformat()}{until}."
        )
    if submission.instead_of:
        said.append(
            f"Judged as of {submission.judged_on.text} by request, instead of its own date, {submission.instead_of}."
        )
    return " ".join(said)


def standard_text(standard: Standard) -> str:
    """The authority's own limit: `18 cases, approved by the Director, 2024-04-01`."""
    source = f" ({safe(standard.source)})" if standard.source else ""
    value = plain(standard.value)
    return f"{value} {standard.unit}, approved by {safe(standard.approved_by)}, {standard.on.text}{source}"


def grade_word(grade: Grade, framework: Framework) -> str:
    """The grade as it is printed: `requires improvement to be good`."""
    return framework.printed.get(grade.word, grade.word)


def figure_text(figure: Figure, lines: Lines | None = None, *, internal: bool = False) -> str:
    """`57.4 % (2,780 of 4,840)`, what it may be where cases are not recorded, or why there is no figure."""
    counted = _counted_text(figure, lines, internal=internal)
    if figure.recording is None or figure.exact is None:
        return counted
    from compcheck.reporting.recorded import range_text  # noqa: PLC0415  # few figures are counted from records

    edges = [edge for band in lines.bands for edge in band.bound.edges()] if lines else []
    return range_text(figure, counted, edges, internal=internal)


def worse_end_text(finding: Finding) -> str:
    """Behind a figure of which cases are not recorded: how it was graded."""
    if finding.grade is None or finding.by_evidence:
        return ""
    said = [one.recording for one in finding.figures]
    return "; graded on the worse end" if any(one is not None and one.not_recorded for one in said) else ""


def mark_text(finding: Finding, *, internal: bool) -> str:
    """For the line of the grade: `data in doubt: 8 % of its cases`, "" where few or none are."""
    if all(one.entry.recording is None for one in finding.figures):
        return ""
    from compcheck.reporting.recorded import mark_text as marked  # noqa: PLC0415  # few figures are counted from records

    return marked(finding, internal=internal)


def recorded_lines(figure: Figure, *, internal: bool) -> list[tuple[str, str]]:
    """What stands beneath a figure that was counted from records, each with what it is."""
    if figure.entry.recording is None:
        return []
    from compcheck.reporting.recorded import lines_of  # noqa: PLC0415  # few figures are counted from records

    return lines_of(figure, internal=internal)


def collected_text(evaluation: Evaluation, *, internal: bool) -> list[str]:
    """For the head of the report: what records the figures were counted from, a paragraph each; [] where from none."""
    collected = evaluation.submission.collected
    if collected is None:
        return []
    from compcheck.reporting.collected import paragraphs  # noqa: PLC0415  # few submissions are counted from records

    return paragraphs(collected, evaluation, internal=internal)


def _counted_text(figure: Figure, lines: Lines | None, *, internal: bool) -> str:
    """Small counts are hidden unless internal."""
    if figure.missing is not None:
        return WHY_NOT[figure.missing.reason]
    if figure.truth is not None:
        return "yes" if figure.truth else "no"
    part, whole = figure.numerator, figure.denominator
    if figure.hides and not internal:
        return _hidden_text(figure, part, whole)
    assert figure.exact is not None  # neither missing nor yes/no
    edges = [edge for band in lines.bands for edge in band.bound.edges()] if lines else []
    value = in_unit(Fraction(*figure.exact), figure.indicator.unit, edges)
    if figure.indicator.unit == "number" and part is not None and whole is not None:
        return f"{value} ({part:,} over {whole:,})"
    if part is not None and whole is not None:
        if figure.indicator.unit == "percent" and whole < 20:  # as grading: too few for a share
            return f"{part:,} of {whole:,}"
        return f"{value} ({part:,} of {whole:,})"
    if figure.indicator.unit == "percent" and not figure.entry.denominator_published:
        return f"{value} ({NO_DENOMINATOR_PUBLISHED})"
    return value


def _hidden_text(figure: Figure, part: int | None, whole: int | None) -> str:
    if figure.withheld:
        return "hidden, as it would give back a small count of another figure"
    if figure.indicator.unit == "count":
        return ONE_TO_FIVE
    if is_small(whole):
        return f"hidden (of {ONE_TO_FIVE})"
    if whole is not None and is_small(part):
        return f"{ONE_TO_FIVE} of {whole:,}"
    if whole is not None and part is not None and is_small(whole - part):
        return f"hidden (all but {ONE_TO_FIVE} of {whole:,})"
    return "hidden"


def grade_text(grade: Grade | None, otherwise: str) -> str:
    return grade.word if grade else otherwise


def band_text(band: Band, unit: str) -> str:
    """`good at least 88.2 %`."""
    sign = " %" if unit == "percent" else ""
    return f"{band.grade.word} {band.bound}{sign}"


def national_text(band: NationalBand) -> str:
    """`at least England's median`, where no figure says what that is."""
    marks = " and ".join(mark.replace("_", " ").replace("england", "own figure") for mark in band.marks)
    how = "between" if len(band.marks) > 1 else "at least" if band.at_least else "at most"
    return f"{how} England's {marks}"


def lines_text(lines: Lines, unit: str, finding: Finding) -> str:
    """Every band of a block: `good at least 88.2 %, adequate at least 68.5 %, otherwise inadequate`."""
    if lines.joined is not None:
        return f"all of {len(lines.joined.members)} must hold" if lines.joined.every else "any one must hold"
    if lines.national and not lines.bands:
        return ", ".join(f"{band.grade.word} {national_text(band)}" for band in lines.national)
    if lines.yes is not None or lines.no is not None:
        return f"yes is {grade_text(lines.yes, NOT_GRADED)}, no is {grade_text(lines.no, NOT_GRADED)}"
    of = f"change over {finding.rule.change_over}: " if finding.rule.change_months is not None else ""
    of = "difference from England: " if finding.rule.against else of
    bands = ", ".join(band_text(band, "" if of else unit) for band in lines.bands)
    of = f"{of.removesuffix(': ')} in percentage points: " if of and unit == "percent" else of
    return f"{of}{bands}, otherwise {grade_text(lines.otherwise, NOT_GRADED)}"


def sampled_text(lines: SampledLines, evidence: Evidence) -> str:
    if evidence.counts is not None and lines.counts:
        return ", ".join(
            f"{grade.word} where {_share(share)} of cases are {grade.word} or better" for grade, share in lines.counts
        )
    return ", ".join(band_text(band, "percent") for band in lines.share)


def _share(share: Fraction) -> str:
    return (
        "all" if share == 1 else {Fraction(2, 3): "two thirds", Fraction(3, 4): "three quarters"}.get(share, str(share))
    )


def basis_text(basis: Basis) -> str:
    """What a line stands on, and where that is published."""
    year = "in the figure's own year" if basis.says == "own year" else basis.says
    says = {
        "england": f"England's quartiles {year}, an assumption",
        "framework": "the framework's share of sampled cases, an assumption",
        "later": f"a later source, an assumption: {basis.says}",
    }.get(basis.kind, f"{basis.kind}: {basis.says}")
    return f"{says} ({basis.source})" if basis.source else says


def position_text(position: Published, unit: str) -> str:
    """`England 75.5 % in 2012-13; quartiles 68.5, 79.3, 88.2`."""
    parts = []
    if position.england is not None:
        england = f"{position.england:.1f} %" if unit == "percent" else in_unit(position.england, unit)
        parts.append(f"England {england} in {position.year}")
    quartiles = [one for one in (position.lower_quartile, position.median, position.upper_quartile) if one is not None]
    if quartiles:
        year = "" if parts else f"England {position.year}: "
        parts.append(f"{year}quartiles {', '.join(f'{one:.1f}' for one in quartiles)}")
    return "; ".join(parts)


def distance_text(finding: Finding, *, internal: bool = False) -> str:
    """How far the next line is, in cases where they can be counted: `536 more on time would make it adequate`."""
    if hidden(finding, internal=internal) or not finding.figures:
        return ""
    following = finding.margin.next
    if following is None or finding.lines is None:
        return ""
    indicator = finding.figures[0].indicator
    word, kind = following.band.grade.word, not following.band.grade.ordered
    edge, _ = following.band.bound.edge_for(finding.compared or (0, 1))
    if following.cases is not None:
        which = f" {indicator.cases}" if indicator.cases else ""
        more = "more" if following.more else "fewer"
        return f"{following.cases:,} {more}{which} would make it{':' if kind else ''} {word}"
    away = f"{in_unit(following.away, 'number')} {PLURAL_UNITS[indicator.unit]}".rstrip()
    return f"{away} {'below' if following.more else 'above'} the line of {word} ({plain(edge)})"


def doubt_text(finding: Finding, *, internal: bool = False) -> str:
    """What chance leaves open: a line inside the interval, or a grade that hangs on one case."""
    if hidden(finding, internal=internal):
        return ""
    margin, said = finding.margin, []
    if margin.untold_from is not None and margin.interval is not None:
        low, high = plain(margin.interval.low), plain(margin.interval.high)
        said.append(f"cannot be told from the line at {plain(margin.untold_from)} % (95 % interval {low} to {high})")
    if margin.one_case:
        said.append("one case would change it")
    return "; ".join(said)


def change_text(finding: Finding, *, internal: bool = False) -> str:
    """The earlier figure a change was worked out from, and the change."""
    if finding.rule.change_months is None or len(finding.figures) < 2 or finding.compared is None:
        return ""
    earlier, unit = finding.figures[1], finding.figures[0].indicator.unit
    if hidden(finding, internal=internal):
        return "the change is hidden, with the small count in it"
    change = Fraction(*finding.compared)
    moved = "unchanged" if not change else f"{'up' if change > 0 else 'down'} {in_unit(abs(change), 'number')}"
    points = f" {PLURAL_UNITS[unit]}" if change and PLURAL_UNITS.get(unit) else ""
    return f"{moved}{points} from {figure_text(earlier)} at {earlier.entry.period.end.isoformat()}"


def evidence_text(evidence: Evidence, *, hides_counts: bool, internal: bool = False) -> str:
    """Who saw what, of how many, and when."""
    where = f"{evidence.kind}{', independent' if evidence.independent else ''}"
    when = f", {evidence.on.text}" if evidence.on else ""
    content = content_text(evidence, hides_counts=hides_counts, internal=internal)
    return f"{where}{when}{f': {content}' if content else ''}"


def content_text(evidence: Evidence, *, hides_counts: bool, internal: bool = False) -> str:
    said = []
    small = hides_counts and not internal and evidence_hides(evidence)
    if evidence.grade is not None:
        said.append(evidence.grade)
    if evidence.counts is not None:
        shown = ", ".join(f"{n:,} {word}" for word, n in evidence.counts.items())
        said.append("counts by grade hidden (one is 1 to 5)" if small else shown)
    if evidence.share is not None:
        said.append("share hidden" if small else f"{plain(evidence.share)} %")
    if evidence.direction is not None:
        said.append(evidence.direction)
    if evidence.sample is not None:
        said.append(sample_text(evidence, small=hides_counts and not internal))
    return ", ".join(said)


def sample_text(evidence: Evidence, *, small: bool) -> str:
    sample = evidence.sample
    assert sample is not None  # asked for only where there is one
    n = ONE_TO_FIVE if small and is_small(sample.n) else f"{sample.n:,}"
    of = ""
    if sample.of is not None:
        of = f" of {ONE_TO_FIVE if small and is_small(sample.of) else f'{sample.of:,}'}"
    return f"{n}{of} cases{f' ({safe(sample.chosen)})' if sample.chosen else ''}"


def evidence_hides(evidence: Evidence) -> bool:
    """Whether its counts or its share would give back a count of 1 to 5."""
    n = evidence.sample.n if evidence.sample else None
    if is_small(n):
        return True
    if evidence.counts is not None and any(is_small(count) for count in evidence.counts.values()):
        return True
    if evidence.share is None or n is None:
        return False
    part = Fraction(evidence.share) * n / 100
    return 0 < part < 6 or 0 < n - part < 6  # as FEWEST_SHOWN, on a share of whole cases


def reason_text(because: Because, framework: Framework) -> str:
    """One reason of a judgement as a sentence without its full stop."""
    titles = {rule.id: rule.title for rule in framework.rules} | {area.id: area.title for area in framework.areas}
    names = "; ".join(titles.get(name, name) for name in because.names)
    word = because.grade.word if because.grade else ""
    weights = ""
    if because.part is not None and because.whole is not None and because.share is not None:
        needed = because.share * because.whole
        if isinstance(because.whole, int):  # then every weight is whole, and no part of one is ever met
            needed = Fraction(-(-needed.numerator // needed.denominator))
        weights = f"{_weight(because.part)} of {_weight(because.whole)}; {_weight(needed)} needed"
    return {
        "no weight": "no requirement here carries weight",
        "key inadequate": f"key requirement found {word}: {names}",
        "key not seen": f"key requirement not seen: {names}",
        "key below": f"key requirement below {word}: {names}",
        "share met": f"{word} or better by weight: {weights}",
        "share not reached": f"{word} or better by weight: {weights}",
        "beyond mending": f"so much was found {word} ({_weight(because.part)} of {_weight(because.whole)} by weight) "
        "that no missing figure could mend it",
        "area inadequate": f"{word}: {names}",
        "area not judged": f"not judged: {names}",
        "lowest area": f"the lowest area is {word}: {names}",
        "reached by": f"{word} or better: {names}; {_weight(because.part)} of {_weight(because.whole)} areas",
        "limit": f"held at {word} by {names}",
        "nothing feeds": f"no figure or evidence can show it: {names}",
        "local rules": f"{framework.title}: they ask for less, and judge nothing",
    }[because.kind]


def _weight(weight: int | Fraction | None) -> str:
    value = Fraction(weight or 0)
    return str(value) if value.denominator == 1 else plain(Decimal(round(float(value), 1)).quantize(Decimal("0.1")))
