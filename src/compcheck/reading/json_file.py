"""JSON text to data with exact numbers, or everything that is wrong with it.

The usual file costs little more than the parse. What the parse lets through (integers too long, brackets too deep,
halves of characters) is ruled out by tests of the whole text, which may cry wolf and never sleep; only a text
that fails one is gone over token by token.
"""

from __future__ import annotations

import json
import re

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.json_breaks import what_breaks
from compcheck.reading.json_places import Oddity, oddities, places
from compcheck.reading.limits import DEEPEST, EXACT, LONGEST_NUMBER, MOST_PROBLEMS, more_problems, quoted

_DIGITS_TO_ZERO = bytes(ord("0") if one in b"0123456789" else ord(" ") for one in range(256))
_TOO_MANY_DIGITS = b"0" * (LONGEST_NUMBER + 1)
_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


class _Unfit(ValueError):  # noqa: N818  # it stops a parse; the text made the error
    """Met in the middle of a parse: the text is gone over again to say what and where, and what else."""


def _refuse(_: str) -> object:
    raise _Unfit


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Every mapping passes through here, so no key can be given twice unseen, however the file is laid out.

    Ways round this call (counting the colons of the text against the keys of the tree) came out no faster, because
    they must walk the tree; and far slower wherever a text holds a colon.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unfit
    return found


# EXACT looks at every number with a fraction or an exponent as it is made, at the speed of Decimal itself.
_READER = json.JSONDecoder(parse_float=EXACT.create_decimal, parse_constant=_refuse, object_pairs_hook=_mapping)
_SYNTAX_READER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def read_json(text: str, file: str) -> dict[str, object]:
    """The mapping at the top, whole numbers as int and all others as Decimal; ProblemsFound with all that is wrong."""
    try:
        data: object = _READER.decode(text)
    except (ValueError, ArithmeticError, RecursionError):  # syntax, _Unfit or int(); EXACT; nesting
        problems = _problems(text, file)
        if not problems:  # the stack was nearly full before the file was opened: not the file's fault
            raise
        raise ProblemsFound(problems) from None
    if type(data) is dict and not _may_be_odd(text, data):
        return data
    problems = _problems(text, file)
    if problems or type(data) is not dict:
        raise ProblemsFound(problems)
    return data


def _may_be_odd(text: str, data: dict[str, object]) -> bool:
    """False is certain: no long integer without digits beside digits, no depth without as many brackets."""
    return (
        _TOO_MANY_DIGITS in text.encode("utf-8", "replace").translate(_DIGITS_TO_ZERO)
        or (text.count("{") + text.count("[") > DEEPEST and _depth(data) > DEEPEST)
        or ("\\" in text and _HALF_A_CHARACTER.search(text) is not None)
    )


def _depth(data: dict[str, object]) -> int:
    depth = 0
    level: list[dict[str, object] | list[object]] = [data]
    while level:
        depth += 1
        below: list[object] = []
        for part in level:
            below += part.values() if type(part) is dict else part
        level = [one for one in below if type(one) is dict or type(one) is list]
    return depth


def _problems(text: str, file: str) -> list[Problem]:
    """Where the text breaks off being JSON, and every oddity before that."""
    problems = []
    sound = len(text)
    try:
        data = _SYNTAX_READER.decode(text)
    except json.JSONDecodeError as broken:
        sound = broken.pos
        fact, way_out = what_breaks(broken)
        problems.append(Problem("not-json", file, fact, way_out, "", broken.lineno, broken.colno))
    except RecursionError:
        pass  # among the oddities
    else:
        if type(data) is not dict:
            at = places(text)[""]
            kind = "a list" if type(data) is list else "a single value"
            fact = f"is {kind} at its top, but a submission is a mapping."
            way_out = 'Put it in curly brackets: {"authority": …, "indicators": …}.'
            problems.append(Problem("not-a-mapping", file, fact, way_out, "", at.line, at.column))
    odd = oddities(text[:sound])
    if len(odd) >= MOST_PROBLEMS:
        problems.append(more_problems(file, odd[-1].position.line + 1))
    return problems + [_problem(one, file) for one in odd]


def _problem(oddity: Oddity, file: str) -> Problem:
    if oddity.code == "key-repeated":
        first = f" (first on line {oddity.first.line})" if oddity.first else ""
        fact, way_out = f"{quoted(oddity.what)} is given twice{first}.", "Keep one of the two."
    elif oddity.code == "number-not-finite":
        fact, way_out = f"is {oddity.what}, which is no number.", 'Leave it out, or say "not_supplied" and why.'
    elif oddity.code == "number-too-long":
        fact = f"is a number of more than {LONGEST_NUMBER} digits, or too large or too small to be a figure."
        way_out = "Write it as its source has it."
    elif oddity.code == "nested-too-deep":
        fact, way_out = f"opens bracket {DEEPEST + 1} inside {DEEPEST} others.", "No submission needs that: flatten it."
    else:
        fact, way_out = "holds half a character (a lone surrogate).", "Write the character itself, or leave it out."
    return Problem(oddity.code, file, fact, way_out, oddity.pointer, oddity.position.line, oddity.position.column)
