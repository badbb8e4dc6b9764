"""How large, deep or long anything from a stranger's file may be before it is refused or, in a message, cut."""

from __future__ import annotations

from decimal import Clamped, Context, InvalidOperation, Overflow, Rounded, Subnormal

from compcheck.model.problem import Problem

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_PANEL = 64 * 1024 * 1024
MOST_LINES_OF_A_PANEL = 50_000
"""England has about 150 authorities: three hundred years of them."""
DEEPEST = 100
LONGEST_NUMBER = 15
LONGEST_POINTER = 1000
MOST_PLACES = 200_000
MOST_PROBLEMS = 1000
LONGEST_QUOTED = 40
DIGITS_OF_A_PERSON = 10
"""An NHS number has ten digits and a UPN twelve: a text with so many is never repeated."""

EXACT = Context(
    prec=LONGEST_NUMBER,
    Emax=LONGEST_NUMBER,
    Emin=-LONGEST_NUMBER,
    traps=[Clamped, InvalidOperation, Overflow, Rounded, Subnormal],
)
"""`EXACT.create_decimal` keeps every digit as written or raises a DecimalException: it never rounds."""


def more_problems(file: str, line: int) -> Problem:
    """Ends a list that was cut off: a file made to be hostile could have millions."""
    return Problem(
        "more-problems", file, f"has more problems than these {MOST_PROBLEMS}.", "Mend these first.", "", line, 1
    )


def quoted(text: str) -> str:
    """A name from a file as a message may repeat it: short, control characters escaped, no child's number."""
    if sum(one.isdigit() for one in text[:1000]) >= DIGITS_OF_A_PERSON:
        return "a name with a long number"
    cut = text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 1] + "…"
    return f'"{escaped(cut)}"'


def escaped(text: str) -> str:
    """The text with whatever a terminal might obey, and halves of characters, written out: ESC as backslash x1b."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
