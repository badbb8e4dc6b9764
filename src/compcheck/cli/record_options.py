"""What the records do not say, and a person does: options shared by every command that takes records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from compcheck.cli.options import A_PATH
from compcheck.cli.problems import did_you_mean, quoted
from compcheck.cli.submissions import all_json
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import DIMENSIONS
from compcheck.model.when import Period, When

if TYPE_CHECKING:  # only records need them
    from compcheck.cli.records_given import Records
    from compcheck.collecting.said import Said

Decorated = TypeVar("Decorated", bound=Callable[..., object])

BY = tuple(one for one in DIMENSIONS if one != "source")
LARGEST_LIST = 1024 * 1024
"""Of workers' names, in bytes: the largest authority has some hundreds of them."""


class RecordOptions(NamedTuple):
    """The options as understood; files that they name are read when there are records to read them for."""

    authority: str | None = None
    period: Period | None = None
    extracted_on: date | None = None
    with_path: str | None = None
    without_cases_path: str | None = None
    by: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[str, ...]:
        """Those that somebody typed, as they are typed."""
        typed = zip(SPELLED.values(), self, strict=True)
        return tuple(option for option, value in typed if value not in {None, ()})

    def said(self, framework: str | None = None) -> Said:
        """With the files they name; ProblemsFound where one of them cannot be read."""
        from compcheck.collecting.said import Said  # noqa: PLC0415  # only records need it
        from compcheck.reading.submission_files import read_submission_file  # noqa: PLC0415  # likewise

        beside = read_submission_file(self.with_path) if self.with_path is not None else None
        without = _names_in(self.without_cases_path) if self.without_cases_path is not None else None
        return Said(self.authority or "", self.period, self.extracted_on, framework, beside, without, self.by)


SPELLED: Mapping[str, str] = {
    "authority": "--authority",
    "period": "--period",
    "extracted_on": "--extracted-on",
    "with_path": "--with",
    "without_cases_path": "--workers-without-cases",
    "by": "--by",
}


def records(command: Decorated) -> Decorated:
    """All of them, handed over as `records`."""
    return _gathered(command, (_by, _without_cases, _with, _extracted_on, _period, _authority))


def listing(command: Decorated) -> Decorated:
    """Those of commands that list rows or check them and write no submission, handed over as `records` too."""
    return _gathered(command, (_without_cases, _with, _extracted_on, _period))


def _gathered(command: Decorated, options: Sequence[Callable[..., Any]]) -> Decorated:
    @wraps(command)
    def gathered(*args: object, **kwargs: object) -> object:
        found: dict[str, Any] = {name: kwargs.pop(name) for name in SPELLED if name in kwargs}
        return command(*args, records=RecordOptions(**found), **kwargs)

    option: Callable[..., Any] = gathered
    for add in options:
        option = add(option)
    return option  # type: ignore[return-value]  # click calls it by name, and no one else does


def records_among(
    ctx: click.Context,
    files: Sequence[str],
    options: RecordOptions,
    library: Library,
    rules_folder: str | None,
    framework_ids: Sequence[str | None] = (None,),
    as_of: When | None = None,
) -> Records | None:
    """Those of the files that hold records, None where all are JSON.

    A wrong option, where an option is for records and no FILE holds any: it is never left aside in silence. Where a
    FILE is not there, empty or no file at all, ProblemsFound with that instead.
    """
    found = None
    if not all_json(files):
        from compcheck.cli.records_given import Records  # noqa: PLC0415  # most runs have none

        found = Records(files, options, library, rules_folder, framework_ids, as_of)
    if (found is not None and found.paths) or not options.given:
        return found
    from compcheck.cli.no_records import check_meant_as_records  # noqa: PLC0415  # most runs have no wrong option

    check_meant_as_records(files, options.given)
    several = len(options.given) > 1
    named = f"{', '.join(options.given[:-1])} and {options.given[-1]}" if several else options.given[0]
    says = f"{named} {'are' if several else 'is'} for records (a workbook, XML or a folder), and no FILE here is that."
    raise click.UsageError(says, ctx)


def print_reading(found: Records | None, *, short: bool = True, internal: bool = False) -> None:
    """How records were read, to standard error, where there are any."""
    if found is not None:
        found.print_reading(short=short, internal=internal)


def _authority(command: Decorated) -> Decorated:
    says = "Of records: the authority whose they are, by name, where they do not say it (Annex A, SSDA903)."
    return click.option("--authority", metavar="NAME", help=says)(command)


def _period(command: Decorated) -> Decorated:
    says = "Of records: the first and last day they cover, where they do not say it (SSDA903): 2023-04-01/2024-03-31."
    return click.option("--period", metavar="FROM/TO", callback=_two_days, help=says)(command)


def _extracted_on(command: Decorated) -> Decorated:
    says = "Of records: the day they were extracted, where they do not say it (Annex A); what is overdue is so on it."
    return click.option("--extracted-on", metavar="DAY", callback=_day, help=says)(command)


def _with(command: Decorated) -> Decorated:
    says = (
        "Of records: a submission, or part of one, with what they cannot give: the authority's own limits "
        "(parameters), evidence, other figures. A figure that is in both is a problem."
    )
    return click.option("--with", "with_path", metavar="SUBMISSION", type=A_PATH, help=says)(command)


def _without_cases(command: Decorated) -> Decorated:
    says = (
        "Of records: names, one a line and as the lists have them, under which cases stand that nobody holds (a duty "
        'desk, a manager). Without it, cases without a worker are "at least".'
    )
    return click.option(
        "--workers-without-cases", "without_cases_path", metavar="FILE", type=A_PATH, help=says
    )(command)  # fmt: skip


def _by(command: Decorated) -> Decorated:
    says = f"Of records: break every figure down by this too ({', '.join(BY)}). Repeatable, or with commas."
    return click.option("--by", metavar="DIM", multiple=True, callback=_dimensions, help=says)(command)


def _day(_ctx: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    day = _read_day(text)
    if day is None:
        raise click.BadParameter("is no day. Write it as 2024-03-12.")
    return day


def _two_days(_ctx: click.Context, _option: click.Parameter, text: str | None) -> Period | None:
    if text is None:
        return None
    start, end = (_read_day(part) for part in (*text.split("/"), "", "")[:2])
    if start is None or end is None or text.count("/") != 1:
        raise click.BadParameter("is no first and last day. Write them as 2023-04-01/2024-03-31.")
    if start > end:
        raise click.BadParameter("runs backwards. Write the first day first.")
    return Period(start, end)


def _read_day(text: str) -> date | None:
    try:
        when = When.read(text)
    except ValueError:
        return None
    return when.first if len(text) == len("2024-03-12") else None


def _dimensions(_ctx: click.Context, _option: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    named = [word.strip() for text in given for word in text.split(",") if word.strip()]
    for word in named:
        if word not in BY:
            raise click.BadParameter(f"{quoted(word)} is none. {did_you_mean(word, BY)}Use {', '.join(BY)}.")
    return tuple(dict.fromkeys(named))


def _names_in(path: str) -> frozenset[str]:
    """ProblemsFound where it is no list of names; what it says is never repeated."""
    from compcheck.reading.text_file import bytes_of, shown_path, text_of  # noqa: PLC0415  # only records need it

    file = shown_path(path)
    raw = bytes_of(path, LARGEST_LIST)
    if len(raw) > LARGEST_LIST:
        problem = Problem("file-too-large", file, "is larger than 1 MiB.", "Name a list with one name a line.")
        raise ProblemsFound([problem])
    text = text_of(raw, file, lambda _: True)
    names = {" ".join(line.split()).casefold(): line.strip() for line in text.splitlines() if line.strip()}
    if not names:
        way_out = "Write names into it, one a line and as the lists have them, or leave --workers-without-cases out."
        raise ProblemsFound([Problem("names-missing", file, "names nobody.", way_out)])
    return frozenset(names.values())
