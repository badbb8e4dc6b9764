from __future__ import annotations

import io

import pytest

from compcheck.cli.color import wanted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdout", Terminal())


@pytest.mark.usefixtures("in_a_terminal")
def test_a_terminal_gets_colour() -> None:
    assert wanted("auto", to_file=False)


@pytest.mark.usefixtures("in_a_terminal")
@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_whoever_asks_for_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert not wanted("auto", to_file=False)
    assert wanted("always", to_file=False)


@pytest.mark.usefixtures("in_a_terminal")
def test_an_empty_no_color_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert wanted("auto", to_file=False)


@pytest.mark.usefixtures("in_a_terminal")
def test_a_file_gets_colour_only_if_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert not wanted("auto", to_file=True)
    assert wanted("always", to_file=True)


def test_a_pipe_gets_colour_only_if_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert not wanted("auto", to_file=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wanted("auto", to_file=False)
    assert not wanted("never", to_file=False)
