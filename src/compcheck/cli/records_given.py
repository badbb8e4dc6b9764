"""The files of records among those on the command line: each read, counted, and composed to a submission."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from compcheck.cli.record_options import RecordOptions
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import When
from compcheck.reading.text_file import shown_path
from compcheck.records.finding import looks_like_records

if TYPE_CHECKING:  # only records need it
    from compcheck.collecting.collection import Collected
    from compcheck.model.extract import FileRead
    from compcheck.model.row_totals import Counted

HEAD = 4096
"""So many bytes of a file tell what it is."""


def is_records(path: str) -> bool:
    """Whether the file or folder holds records, by what it begins with; a pipe is left alone, as it is read once."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # pathlib is slow to import, and every submission comes by here
        if S_ISDIR(mode):
            return looks_like_records(path, b"")
        if not S_ISREG(mode):
            return False
        with open(path, "rb") as file:  # noqa: PTH123  # likewise
            return looks_like_records(path, file.read(HEAD))
    except (OSError, ValueError):
        return False  # what is wrong with it is said when it is read


def check_records(files: Iterable[str]) -> None:
    """ProblemsFound for every file that holds none, or is named twice, where a command takes nothing else."""
    files = tuple(files)
    if twice := [file for number, file in enumerate(files) if file in files[:number]]:
        way_out = "Name it once: each FILE is counted."
        raise ProblemsFound(
            Problem("records-named-twice", shown_path(file), "stands here twice.", way_out)
            for file in dict.fromkeys(twice)
        )
    if strangers := [file for file in dict.fromkeys(files) if not is_records(file)]:
        from compcheck.cli.no_records import why_no_records  # noqa: PLC0415  # it lists folders, and few need it

        raise ProblemsFound(why_no_records(file) for file in strangers)


class Records:
    """What the command line says of all records alike. `read` is how files were read, and what was counted from them,
    as they come.
    """

    def __init__(
        self,
        files: Iterable[str],
        options: RecordOptions,
        library: Library,
        rules_folder: str | None,
        framework_ids: Sequence[str | None] = (None,),
        as_of: When | None = None,
    ) -> None:
        self.paths = frozenset(file for file in files if is_records(file))
        self.read: list[tuple[tuple[FileRead, ...], tuple[Counted, ...]]] = []
        self._options, self._library, self._rules_folder = options, library, rules_folder
        self._framework_ids, self._as_of = framework_ids, as_of

    def holds(self, path: str) -> bool:
        return path in self.paths

    @staticmethod
    def check_no_pipe(path: str, raw: bytes) -> None:
        """ProblemsFound where records come down a pipe: they are read in several places, so from a file."""
        if looks_like_records(path, raw[:HEAD]):
            fact = "holds records, which are not read from a pipe."
            raise ProblemsFound([Problem("records-in-a-pipe", shown_path(path), fact, "Name the file itself.")])

    def composed(self, path: str) -> bytes:
        """The submission that this file alone comes to."""
        return self.collected([path]).raw

    def collected(self, paths: Sequence[str], framework: str | None = None) -> Collected:
        """The submission that these files come to together; `framework` is written into it."""
        from compcheck.collecting.collection import collect  # noqa: PLC0415  # only records need it
        from compcheck.reading.comparators import load_comparators  # noqa: PLC0415  # likewise

        said = self._options.said(framework)
        comparators = load_comparators(self._rules_folder)
        found = collect(paths, self._library, comparators, said, self._framework_ids, self._as_of)
        self.read.append((found.reads, found.figures))
        return found

    def print_reading(self, *, short: bool = True, internal: bool = False) -> None:
        """How they were read, where there are any."""
        if self.read:
            from compcheck.cli.reading_report import print_reading  # noqa: PLC0415  # only records need it

            for place, (reads, figures) in enumerate(self.read):
                print_reading(
                    reads, self._library.records(), figures, short=short, internal=internal, another=place > 0
                )
