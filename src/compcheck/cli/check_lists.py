"""`compcheck check-lists`: where the records contradict one another, check by check. Counts, and never a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import click

from compcheck.cli import options, record_options
from compcheck.cli.exit_codes import ExitCode
from compcheck.cli.layout import paragraph
from compcheck.cli.output import print_text, print_utf8, write_file
from compcheck.cli.reading_report import print_reading
from compcheck.cli.record_options import RecordOptions
from compcheck.cli.records_given import check_records
from compcheck.cli.told_counts import CheckLine, lines_of
from compcheck.model.counting import CheckCount
from compcheck.model.extract import FileRead
from compcheck.model.library import Library
from compcheck.model.row_totals import WITHHELD
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck check-lists annex-a.xlsx --extracted-on 2024-03-12
  compcheck check-lists cin-census.xml --format json

\b
Exit codes:
  0  no check found anything
  1  some did
  2  the records could not be read, or no check could look at them
"""


@click.command(epilog=EXAMPLES)
@options.files
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
@options.rules
@record_options.listing
@options.internal
@options.output_or_o
@click.pass_context
def check_lists(
    ctx: click.Context,
    files: tuple[str, ...],
    *,
    format_name: str,
    rules_folder: str | None,
    records: RecordOptions,
    internal: bool,
    output_path: str | None,
) -> None:
    """Look at the lists themselves: what ends before it starts, stands on one list and not on the other, or twice.

    Of each check: how many rows it looked at (where that gives no small count back), how many it found, and the
    indicators that are counted by them. Which rows these are is not told.
    """
    library = load_library(rules_folder)
    check_records(files)
    from compcheck.listing import checked  # noqa: PLC0415  # only records need it

    found = checked(files, library, records.said())
    print_reading(found.reads, library.records(), short=True, internal=internal)
    lines = lines_of(found, internal=internal)
    if format_name == "json":
        text = _as_json(lines, found.reads, internal=internal)
    else:
        text = "\n".join(_told(lines, library, internal=internal)) + "\n"
    if output_path is not None:
        write_file(output_path, text)
    else:
        (print_utf8 if format_name == "json" else print_text)(text)
    ctx.exit(_exit_code(found.counts))


def _exit_code(counts: Iterable[CheckCount]) -> ExitCode:
    looked = [one for one in counts if not one.cannot]
    if not looked:
        return ExitCode.NOT_EVALUATED
    return ExitCode.NOT_MET if any(one.touched for one in looked) else ExitCode.MET


def _told(lines: Sequence[CheckLine], library: Library, *, internal: bool) -> Iterator[str]:
    """What was found, the most first (of what is told: no order gives a hidden count away); then what found nothing,
    and what could not look, with why.
    """
    looked = [one for one in lines if not one.counted.cannot]
    found = sorted((one for one in looked if one.counted.touched), key=lambda one: -one.least)
    nothing = [one for one in looked if not one.counted.touched]
    sources = {one.counted.source for one in lines}
    if internal:
        yield "OFFICIAL-SENSITIVE"
    for one in found:
        rows = f"{_word(one.touched)}{f' of {_word(one.rows)}' if one.rows is not None else ''}"
        where = f" ({library.records().sources[one.counted.source].title})" if len(sources) > 1 else ""
        yield f"{one.counted.check.title}{where}: {rows}"
        yield paragraph(one.counted.check.why, 2)
        titles = [library.catalogue.indicators[name].title for name in one.counted.indicators]
        if titles:
            yield paragraph(f"Touches: {'; '.join(titles)}.", 2)
    if not found:
        yield "Nothing was found." if nothing else "No check could look at these records."
    if nothing:
        yield f"\nFound nothing ({len(nothing)}):"
        yield from (
            paragraph(f"{one.counted.check.title}{f' (of {_word(one.rows)})' if one.rows is not None else ''}", 2)
            for one in nothing
        )
    if any(one.rows is None for one in looked):
        yield ""
        yield paragraph(f'Where no "of" stands, how many rows were looked at is withheld: {WITHHELD}.', 0)
    unseen = [one.counted for one in lines if one.counted.cannot]
    if unseen:
        yield f"\nCould not look ({len(unseen)}):"
        yield from (paragraph(f"{one.check.title}: {one.cannot}", 2) for one in unseen)


def _as_json(lines: Sequence[CheckLine], reads: Sequence[FileRead], *, internal: bool) -> str:
    """Counts of 1 to 5 are "1 to 5" here too, unless they are asked for; a number that is withheld is null."""
    whole = {
        "files": [{"file": read.file, "source": read.source} for read in reads],
        "checks": [_check_as_json(one) for one in lines],
    }
    if internal:
        whole = {"marking": "OFFICIAL-SENSITIVE", **whole}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _check_as_json(one: CheckLine) -> dict[str, object]:
    check = one.counted.check
    about: dict[str, object] = {"id": check.id, "title": check.title, "why": check.why,
                                "table": check.table, "source": one.counted.source}  # fmt: skip
    if one.counted.cannot:
        return {**about, "cannot": one.counted.cannot}
    return {**about, "rows": one.rows, "touched": one.touched, "indicators": list(one.counted.indicators)}


def _word(number: int | str) -> str:
    return f"{number:,}" if isinstance(number, int) else number
