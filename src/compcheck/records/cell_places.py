"""Columns as workbooks letter them."""

from __future__ import annotations


def column_number(letters: str) -> int:
    """A is 1 and AA is 27, as columns are lettered."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(at: int) -> str:
    """0 is A."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
