"""The files named on the command line, one after the other; one that cannot be read hides none of the others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from compcheck.cli.problems import did_you_mean, quoted
from compcheck.model.document import Document
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import LARGEST_FILE
from compcheck.reading.submission_files import read_submission_file

STDIN = "-"


def documents_from(files: Iterable[str], problems: list[Problem]) -> Iterator[Document]:
    """Each file as read, in the order given; what is wrong with one that cannot be read is added to the problems."""
    stdin_is_read = False
    for file in files:
        if file == STDIN and stdin_is_read:
            fact = "stands here twice, and standard input can be read only once."
            problems.append(Problem("stdin-twice", STDIN, fact, "Name it once, or save it as a file."))
            continue
        stdin_is_read = stdin_is_read or file == STDIN
        try:
            yield read_submission_file(file, _stdin() if file == STDIN else None)
        except ProblemsFound as found:
            problems += found.problems


def _stdin() -> bytes:
    """No more than shows that it is too much: the reader refuses it with the same words as a file."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST_FILE + 1)


def known_framework(framework_id: str | None, library: Library, said_in: str = "--framework") -> None:
    """ProblemsFound, with a suggestion, if there is no such framework; `said_in` is where it was named."""
    if framework_id is None or framework_id in library.frameworks:
        return
    known = sorted(library.frameworks)
    fact = f"is {quoted(framework_id)}, and there is no such framework."
    way_out = f"{did_you_mean(framework_id, known)}Known here: {', '.join(known)}."
    raise ProblemsFound([Problem("framework-unknown", said_in, fact, way_out)])
