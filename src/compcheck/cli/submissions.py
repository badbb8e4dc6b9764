"""The files named on the command line, one after the other; one that cannot be read hides none of the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from stat import S_ISREG
from typing import TYPE_CHECKING

from compcheck.cli.problems import did_you_mean, quoted
from compcheck.model.document import Document, Given
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_PANEL
from compcheck.reading.submission_files import read_submission_file
from compcheck.reading.text_file import bytes_of

if TYPE_CHECKING:  # one submission needs nothing of a panel, nor of records
    from compcheck.cli.records_given import Records
    from compcheck.model.panel import PanelMapping

STDIN = "-"


def all_json(files: Iterable[str]) -> bool:
    """Whether each is a file that begins as JSON does: then none holds records, and nothing of them is imported."""
    return all(_begins_as_json(file) for file in files)


def _begins_as_json(file: str) -> bool:
    """What is no plain file is not looked into: a pipe can be read only once."""
    if file == STDIN:
        return False
    try:
        if not S_ISREG(os.stat(file).st_mode):  # noqa: PTH116  # on the main path pathlib costs 4 ms to import
            return False
        with open(file, "rb") as opened:  # noqa: PTH123  # likewise
            return opened.read(64).lstrip().startswith(b"{")
    except (OSError, ValueError):
        return True  # what is wrong with it is said when it is read


def given(files: Iterable[str], records: Records | None = None) -> Iterator[Given | Problem]:
    """The bytes of each file, in the order given; a problem where one cannot be read.

    Without `records` those are files like all others, and refused for what they are.
    """
    stdin_is_read = False
    for file in files:
        if records is not None and records.holds(file):
            try:
                yield Given(file, records.composed(file), True)
            except ProblemsFound as found:
                yield from found.problems
            continue
        if file == STDIN and stdin_is_read:
            fact = "stands here twice, and standard input can be read only once."
            yield Problem("stdin-twice", STDIN, fact, "Name it once, or save it as a file.")
            continue
        stdin_is_read = stdin_is_read or file == STDIN
        try:
            raw = _stdin() if file == STDIN else _bytes_of(file)
            if records is not None:
                records.check_no_pipe(file, raw)
            yield Given(file, raw)
        except ProblemsFound as found:
            yield from found.problems


def documents_from(read: Iterable[Given | Problem], problems: list[Problem]) -> Iterator[Document]:
    """Each file as a submission; what is wrong with one that is none is added to the problems."""
    for one in read:
        try:
            if isinstance(one, Problem):
                problems.append(one)
            else:
                document = read_submission_file(one.path, one.raw)
                yield document.without_places() if one.composed else document
        except ProblemsFound as found:
            problems += found.problems


def has_a_panel(read: Iterable[Given | Problem], library: Library, mapping: PanelMapping | None) -> bool:
    """Whether one of the files has a row for each of several authorities; answered at once where all are JSON."""
    tables = [one.raw for one in read if not isinstance(one, Problem) and not one.raw[:64].lstrip().startswith(b"{")]
    if not tables:
        return False
    from compcheck.reading.panel_file import is_panel  # noqa: PLC0415  # most runs have none

    return any(is_panel(raw, library, mapping) for raw in tables)


def mapping_in(path: str | None, library: Library) -> PanelMapping | None:
    """The mapping in that file, if there is to be one; ProblemsFound with all that is wrong with it."""
    if path is None:
        return None
    from compcheck.reading.panel_mapping import read_panel_mapping  # noqa: PLC0415  # YAML, and few have a mapping

    return read_panel_mapping(path, library)


def in_a_terminal() -> bool:
    """Whether what is printed goes to a screen, and is not kept or passed on."""
    return sys.stdout is not None and sys.stdout.isatty()


def _bytes_of(file: str) -> bytes:
    """Of a folder, what is in it is told: somebody may have meant the records in it."""
    try:
        return bytes_of(file, LARGEST_PANEL)
    except ProblemsFound as found:
        if found.problems[0].code != "file-is-a-folder":
            raise
    from compcheck.cli.no_records import why_no_records  # noqa: PLC0415  # a mistake, and few make it

    raise ProblemsFound([why_no_records(file)])


def _stdin() -> bytes:
    """No more than shows that it is too much: the reader refuses it with the same words as a file."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_PANEL + 1)


def known_framework(framework_id: str | None, library: Library, said_in: str = "--framework") -> None:
    """ProblemsFound, with a suggestion, if there is no such framework; `said_in` is where it was named."""
    if framework_id is None or framework_id in library.frameworks:
        return
    known = sorted(library.frameworks)
    fact = f"is {quoted(framework_id)}, and there is no such framework."
    way_out = f"{did_you_mean(framework_id, known)}Known here: {', '.join(known)}."
    raise ProblemsFound([Problem("framework-unknown", said_in, fact, way_out)])
