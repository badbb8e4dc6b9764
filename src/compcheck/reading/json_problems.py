"""What is wrong with a text that is no JSON, or holds what no submission may: all of it, each in its place."""

from __future__ import annotations

import json

from compcheck.model.problem import Problem
from compcheck.reading.json_breaks import what_breaks
from compcheck.reading.json_places import Oddity, oddities, places
from compcheck.reading.limits import DEEPEST, LONGEST_NUMBER, MOST_PROBLEMS, more_problems, quoted

SYNTAX_READER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
"""Minds the grammar alone: what numbers say and which keys repeat is found by `oddities`."""


def problems_in(text: str, file: str) -> list[Problem]:
    """Where the text breaks off being JSON, and every oddity before that."""
    problems = []
    sound = len(text)
    try:
        data = SYNTAX_READER.decode(text)
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
