"""A file for OFFICIAL-SENSITIVE content: its owner's alone from the first byte, and whole or not there at all."""

from __future__ import annotations

import os
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from compcheck.model.problem import Problem, ProblemsFound

OWNER_ALONE = 0o600
FOR_EXCEL = "utf-8-sig"
"""Without the three bytes that this puts first, Excel takes a CSV for Latin-1."""
OPEN_FILES = "/proc/self/fd"
"""Where Linux has a name for a file that has none."""
ENDING = ("SIGTERM", "SIGHUP")


def check_target(path: str, *, replace: bool, in_git: bool) -> None:
    """ProblemsFound for a place that nothing sensitive may go to, before any of it is read."""
    if path == "-":
        raise _refused("private-not-a-file", path, "is the terminal, and rows of records go to none.", "Name a file.")
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        mode = None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the system does not say why"
        raise _refused("output-not-written", path, f"could not be written: {reason}.", "Name another file.") from None
    if mode is not None and stat.S_ISLNK(mode):
        fact = "is a link: what is written would go to wherever it leads."
        raise _refused("private-file-link", path, fact, "Name the file itself.")
    if mode is not None and not stat.S_ISREG(mode):
        raise _refused("private-not-a-file", path, "is no file.", "Name a file that is not there yet.")
    if mode is not None and not replace:
        fact = "is there already, and what it holds would be lost."
        raise _refused("private-file-exists", path, fact, "Delete it, name another file, or replace it with --force.")
    folder = _folder_of(path)
    if not folder.is_dir():
        raise _refused("output-not-written", path, "could not be written: its folder is not there.", "Name another.")
    if not in_git and any(os.path.lexists(one / ".git") for one in (folder, *folder.parents)):
        fact = "lies in a git checkout, from where an OFFICIAL-SENSITIVE file may be sent on with a push."
        raise _refused(
            "private-file-in-git", path, fact, "Name a file elsewhere; to write it here all the same: --yes."
        )


def write_private(path: str, text: str, *, replace: bool, encoding: str = FOR_EXCEL) -> None:
    """Whole or not at all: a run that is cut short leaves neither the file nor a part of it.

    ProblemsFound if it cannot be written, or if a file of that name came to be there meanwhile.
    """
    data = text.encode(encoding)
    try:
        if not _write_nameless(path, data, replace=replace):
            _write_beside(path, data, replace=replace)
    except FileExistsError:
        fact = "is there already, and what it holds would be lost."
        way_out = "Delete it, name another file, or replace it with --force."
        raise _refused("private-file-exists", path, fact, way_out) from None
    except OSError as error:
        fact = f"could not be written: {error.strerror or 'the system does not say why'}."
        raise _refused("output-not-written", path, fact, "Name another file or folder, or make room there.") from None


def _write_nameless(path: str, data: bytes, *, replace: bool) -> bool:
    """A file without a name is gone with the run, however it ends; it is given its name when it is whole.

    False where the system has no such files.
    """
    without_name = getattr(os, "O_TMPFILE", 0)
    if not without_name or not Path(OPEN_FILES).is_dir():
        return False
    try:
        file = os.open(_folder_of(path), without_name | os.O_WRONLY, OWNER_ALONE)
    except OSError:
        return False  # not every file system has them; whatever else is wrong comes up again
    names = -1
    try:
        _write_all(file, data)
        names = os.open(OPEN_FILES, os.O_RDONLY)
        if replace:
            _remove(path)
        os.link(str(file), path, src_dir_fd=names, follow_symlinks=True)
    except FileNotFoundError:
        return False  # a /proc that does not show it
    finally:
        os.close(file)
        if names >= 0:
            os.close(names)
    return True


def _write_beside(path: str, data: bytes, *, replace: bool) -> None:
    """A file of another name first, which is taken away again however the run is ended, but for a plain kill."""
    beside = f"{path}.{os.getpid()}.part"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with _ending_as_an_error():
        file = os.open(beside, flags, OWNER_ALONE)
        try:
            try:
                _write_all(file, data)
            finally:
                os.close(file)
            if replace:
                Path(beside).replace(path)
            else:
                _name(beside, path)
        except BaseException:  # an interrupt too leaves nothing behind; it is raised again
            _remove(beside)
            raise


@contextmanager
def _ending_as_an_error() -> Iterator[None]:
    """What would end the run at once ends it as an error does, so that what was begun is taken away."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}
    for name in ENDING:
        if (number := getattr(signal, name, None)) is not None:
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)


def _name(beside: str, path: str) -> None:
    """Gives the file its name, and never over another: by a link, or where there are none by looking first."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        Path(beside).replace(path)
    else:
        _remove(beside)


def _remove(path: str) -> None:
    Path(path).unlink(missing_ok=True)


def _folder_of(path: str) -> Path:
    return Path(os.path.realpath(path)).parent


def _refused(code: str, path: str, fact: str, way_out: str) -> ProblemsFound:
    return ProblemsFound([Problem(code, path, fact, way_out)])
