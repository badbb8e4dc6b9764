"""JSON text to data with exact numbers, or everything that is wrong with it.

The usual file costs little more than the parse. What the parse lets through (integers too long, brackets too deep,
halves of characters) is ruled out by tests of the whole text, which may cry wolf and never sleep; only a text
that fails one is gone over token by token.
"""

from __future__ import annotations

import json
import re

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.limits import DEEPEST, EXACT, LONGEST_NUMBER

_DIGITS_TO_ZERO = bytes(ord("0") if one in b"0123456789" else ord(" ") for one in range(256))
_TOO_MANY_DIGITS = b"0" * (LONGEST_NUMBER + 1)
_HALF_A_CHARACTER = r"\\u[dD][89a-fA-F]"


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


def read_json(text: str, file: str) -> dict[str, object]:
    """The mapping at the top, whole numbers as int and all others as Decimal; ProblemsFound with all that is wrong."""
    try:
        data: object = _READER.decode(text)
    except (ValueError, ArithmeticError, RecursionError):  # syntax, _Unfit or int(); EXACT; nesting
        problems = _explained(text, file)
        if not problems:  # the stack was nearly full before the file was opened: not the file's fault
            raise
        raise ProblemsFound(problems) from None
    if type(data) is dict and not _may_be_odd(text, data):
        return data
    problems = _explained(text, file)
    if problems or type(data) is not dict:
        raise ProblemsFound(problems)
    return data


def _may_be_odd(text: str, data: dict[str, object]) -> bool:
    """False is certain: no long integer without digits beside digits, no depth without as many brackets."""
    return (
        _TOO_MANY_DIGITS in text.encode("utf-8", "replace").translate(_DIGITS_TO_ZERO)
        or (text.count("{") + text.count("[") > DEEPEST and _depth(data) > DEEPEST)
        or ("\\" in text and re.search(_HALF_A_CHARACTER, text) is not None)
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


def _explained(text: str, file: str) -> list[Problem]:
    from compcheck.reading.json_problems import problems_in  # noqa: PLC0415  # most files have none

    return problems_in(text, file)
