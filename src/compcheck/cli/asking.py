"""Questions that an option answers, or a person at a terminal; without either, what is missing is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from compcheck.cli.problems import did_you_mean, escaped, quoted

Answer = TypeVar("Answer")


class Wrong(Exception):  # noqa: N818  # an answer that will not do is no error of the program
    """Why an answer will not do, in words."""


class Asking:
    """`given` holds what the options say, by name, with underscores for dashes.

    A wrong option is refused; a wrong answer is asked again.
    """

    def __init__(self, given: Mapping[str, str | None]) -> None:
        self.given = given
        self.somebody = sys.stdin is not None and sys.stdin.isatty()

    def ask(
        self, option: str, question: str, understood: Callable[[str], Answer], *, default: str | None = None
    ) -> Answer:
        """With a default the answer may be left out; "" is then a good default for nothing at all."""
        answer = self.given.get(option)
        if answer is not None:
            try:
                return understood(answer)
            except Wrong as wrong:
                raise click.UsageError(f"{_shown(option)}: {wrong}") from None
        if not self.somebody:
            if default is None:
                raise click.UsageError(f"{_shown(option)} is missing, and nobody is there to ask: {question}")
            return understood(default)
        while True:
            try:
                typed: str = click.prompt(question, default=default, show_default=bool(default), err=True)
                return understood(typed)
            except Wrong as wrong:
                click.echo(f"  {wrong}", err=True)


def _shown(option: str) -> str:
    return f"--{option.replace('_', '-')}"


def text(answer: str) -> str:
    said = " ".join(answer.split())
    if not said:
        raise Wrong("Write what it says.")
    return said


def text_or_nothing(answer: str) -> str:
    return " ".join(answer.split())


def one_of(known: Iterable[str], *, or_nothing: bool = False) -> Callable[[str], str]:
    words = list(known)

    def understood(answer: str) -> str:
        word = answer.strip()
        if word in words or (or_nothing and not word):
            return word
        few = f"Known here: {', '.join(words)}." if len(words) <= 20 else ""
        raise Wrong(f"{quoted(escaped(word))} is not known. {did_you_mean(word, words)}{few}".rstrip())

    return understood
