from __future__ import annotations

import io

import pytest

from compcheck.cli.color import wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def look_at(stdout: io.StringIO, monkeypatch: pytest.MonkeyPatch, **env: str) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", stdout)


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(Terminal(), monkeypatch)
    assert wanted("auto", to_file=False)
    assert not wanted("never", to_file=False)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_whoever_asks_for_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    look_at(Terminal(), monkeypatch, **{name: value})
    assert not wanted("auto", to_file=False)
    assert wanted("always", to_file=False)


def test_an_empty_no_color_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(Terminal(), monkeypatch, NO_COLOR="")
    assert wanted("auto", to_file=False)


def test_a_file_gets_colour_only_if_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(Terminal(), monkeypatch, FORCE_COLOR="1")
    assert not wanted("auto", to_file=True)
    assert wanted("always", to_file=True)


def test_a_pipe_gets_colour_only_if_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(io.StringIO(), monkeypatch)
    assert not wanted("auto", to_file=False)
    look_at(io.StringIO(), monkeypatch, FORCE_COLOR="1")
    assert wanted("auto", to_file=False)
