"""What free text may not hold: a child's number, and characters that would change how a report reads."""

from __future__ import annotations

import re
from unicodedata import normalize

# Left as text, because most files have nothing to look for: `re` compiles at first use.
MAY_BE_A_NUMBER = (
    r"(?<![0-9A-Za-z])(?:[A-Za-z][0-9]{11}[0-9A-Za-z]|[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{4}|[0-9]{5}[ .-]?[0-9]{5})"
    r"(?![0-9A-Za-z])"
)
"""The shapes of a UPN (a letter, eleven digits, a digit or letter) and of an NHS number (3-3-4 or 5-5 digits)."""

FEWEST_DIGITS = 10

CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
"""Control characters (line feed and tab apart) and the marks that turn the reading direction round."""


def private_in(text: str) -> tuple[str, str, str] | None:
    """Code, fact and way out if the text may not stand in a submission. The text itself is never repeated."""
    control = None if text.isprintable() else re.search(CONTROL, text)
    if control is not None:
        shown = control.group().encode("unicode_escape").decode()
        return "control-character", f"holds a control character ({shown}).", "Take it out: text only."
    if sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return None
    for candidate in re.finditer(MAY_BE_A_NUMBER, text if text.isascii() else normalize("NFKC", text)):
        kind = _kind_of_number(candidate.group())
        if kind is not None:
            fact = f"holds what is, by its check digit, {kind}."
            return "personal-number", fact, "Take it out: no child may be named here."
    return None


def without_numbers(pointer: str) -> str:
    """A JSON pointer up to the first key that holds a child's number."""
    steps = pointer.split("/")
    for place, step in enumerate(steps):
        found = private_in(step)
        if found is not None and found[0] == "personal-number":
            return "/".join(steps[:place])
    return pointer


def _kind_of_number(candidate: str) -> str | None:
    from stdnum.gb import nhs, upn  # noqa: PLC0415  # hardly ever needed: only where a text has such a shape

    if candidate[0].isdigit():
        return "an NHS number" if nhs.is_valid("".join(filter(str.isdigit, candidate))) else None
    number = candidate.upper()
    return "a UPN" if upn.calc_check_digit(number[1:]) == number[0] else None
