"""Where text goes: to stdout in whatever encoding it has, or to a file, written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from compcheck.model.problem import Problem, ProblemsFound

NOBODY_READS = {errno.EPIPE, errno.EINVAL}
"""What writing to a pipe that was closed says: EINVAL on Windows."""


Text = str | Iterable[str]
"""Whole, or in pieces that are not all held at once."""


def print_text(text: Text) -> None:
    """In the encoding stdout has; a character it lacks is written as its number and stops nothing."""
    stdout = sys.stdout
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="backslashreplace")
    _to_stdout(lambda: stdout.writelines(_pieces(text)))


def print_utf8(text: Text | bytes) -> None:
    """As UTF-8 and byte for byte, whatever the terminal: for JSON and CSV, which other programs read."""
    stdout = sys.stdout
    raw = getattr(stdout, "buffer", None)
    _to_stdout(lambda: stdout.writelines(_decoded(text)) if raw is None else raw.writelines(_encoded(text)))


def _pieces(text: Text) -> Iterable[str]:
    return (text,) if isinstance(text, str) else text


def _encoded(text: Text | bytes) -> Iterator[bytes]:
    return iter((text,)) if isinstance(text, bytes) else (piece.encode() for piece in _pieces(text))


def _decoded(text: Text | bytes) -> Iterable[str]:
    """For a stdout that somebody has put in place of the real one, and that takes no bytes."""
    return (text.decode(errors="backslashreplace"),) if isinstance(text, bytes) else _pieces(text)


def _to_stdout(write: Callable[[], object]) -> None:
    """A reader who has gone away (`| head`) is no problem; a full disk is, and so is no stdout at all."""
    if sys.stdout is None:
        raise ProblemsFound([_not_written("stdout", "closed")])
    try:
        sys.stdout.flush()
        write()
        sys.stdout.flush()
    except OSError as error:
        _let_go_of_stdout()
        if error.errno not in NOBODY_READS:
            raise ProblemsFound([_not_written("stdout", error.strerror)]) from None


def _let_go_of_stdout() -> None:
    """What is still in the buffer goes nowhere, or Python would fail once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def write_file(path: str, text: Text | bytes) -> None:
    """Text as UTF-8. A reader sees the old file or the new one, and a failed attempt leaves nothing behind.

    ProblemsFound if it cannot be written. A device or a pipe cannot be replaced and is written to as it is.
    """
    try:
        mode = _mode_of(path)
        if mode is None or stat.S_ISREG(mode):
            _replace(os.path.realpath(path), _encoded(text), mode)
        else:
            _write_to(path, _encoded(text))
    except OSError as error:
        raise ProblemsFound([_not_written(path, error.strerror)]) from None


def write_new_files(texts: Mapping[str, str]) -> None:
    """All of them or none, each whole, and never over a file that is there; ProblemsFound if that cannot be done."""
    written: list[str] = []
    try:
        for path, text in texts.items():
            make_folder(os.path.dirname(path) or ".")  # noqa: PTH120  # likewise
            _add(path, text.encode())
            written.append(path)
    except BaseException as error:  # an interrupt too takes back what was written; it is raised again
        for path in written:
            _remove(path)
        if isinstance(error, OSError):
            raise ProblemsFound([_not_written(path, error.strerror)]) from None
        raise


def _add(path: str, data: bytes) -> None:
    """A link is made at once and never over another file; where there are no links, a file of that name is begun."""
    beside = f"{path}.{os.getpid()}.part"
    try:
        with open(beside, "xb") as file:  # noqa: PTH123  # likewise
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        with open(path, "xb") as file:  # noqa: PTH123  # likewise
            file.write(data)
    finally:
        _remove(beside)


def make_folder(path: str) -> None:
    """With those above it, where they are not there yet; ProblemsFound if it cannot be made."""
    try:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103  # pathlib is slow to import, and nothing else here needs it
    except OSError as error:
        raise ProblemsFound([_not_written(path, error.strerror)]) from None


def _mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116  # pathlib is slow to import, and nothing else here needs it
    except FileNotFoundError:
        return None


def _replace(path: str, data: Iterable[bytes], mode: int | None) -> None:
    if mode is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # nor is what is marked read-only replaced
    beside = os.path.join(os.path.dirname(path), f".compcheck-{os.getpid()}.part")  # noqa: PTH118, PTH120  # likewise
    try:
        with open(beside, "xb") as file:  # noqa: PTH123  # likewise
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))  # noqa: PTH101  # likewise
        os.replace(beside, path)  # noqa: PTH105  # likewise
    except FileExistsError:
        raise  # somebody else's file, by a name that ought to be ours alone: it is left as it is
    except BaseException:  # an interrupt too leaves nothing half written behind; it is raised again
        _remove(beside)
        raise


def _remove(path: str) -> None:
    try:
        os.unlink(path)  # noqa: PTH108  # likewise
    except FileNotFoundError:
        return


def _write_to(path: str, data: Iterable[bytes]) -> None:
    with open(path, "wb") as file:  # noqa: PTH123  # likewise
        file.writelines(data)


def _not_written(path: str, why: str | None) -> Problem:
    fact = f"could not be written: {why or 'the system does not say why'}."
    return Problem("output-not-written", path, fact, "Name another file or folder, or make room and rights there.")
