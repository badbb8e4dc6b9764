"""Problems in words, to stderr: place and name, the fact, the way out. Alike ones share their words."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from compcheck.model.problem import Problem

LONGEST_QUOTED = 60
SECTIONS = frozenset({"indicators", "evidence"})


def print_problems(problems: Iterable[Problem]) -> None:
    """Nothing is printed where there is none. A closed stderr is no reason to fail: the exit code says it too."""
    words = problems_in_words(tuple(problems))
    if not words or sys.stderr is None:
        return
    try:
        sys.stderr.write(words)
        sys.stderr.flush()
    except OSError:
        return


def problems_in_words(problems: tuple[Problem, ...]) -> str:
    """Every problem, in the order given; those of one file with one fact and way out follow one another."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.file, problem.fact, problem.way_out), []).append(problem)
    paragraphs = []
    for (_, fact, way_out), group in alike.items():
        places = [escaped(f"{one.place}  {name_of(one.pointer)}".rstrip()) for one in group]
        paragraphs.append("\n".join([*places, f"  {escaped(fact)}", f"  {escaped(way_out)}"]).rstrip())
    if not paragraphs:
        return ""
    return "\n\n".join([*paragraphs, counted(problems)]) + "\n"


def counted(problems: tuple[Problem, ...]) -> str:
    """`2 problems.`, and in how many files where there are several."""
    files = len({problem.file for problem in problems})
    number = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    return f"{number} in {files} files." if files > 1 else f"{number}."


def name_of(pointer: str) -> str:
    """A JSON pointer as people speak of it: `re_referrals.history.0`, `period.from`, "" for the whole file."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    if len(steps) > 1 and steps[0] in SECTIONS:
        steps = steps[1:]
    return ".".join(steps)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean good? `, or "" if nothing known is near enough."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a mistyped word needs it

    near = get_close_matches(word, list(known), n=1)
    return f"Did you mean {near[0]}? " if near else ""


def quoted(word: str) -> str:
    """A word from the command line as a message may repeat it."""
    return f'"{word if len(word) <= LONGEST_QUOTED else word[: LONGEST_QUOTED - 1] + "…"}"'


def escaped(text: str) -> str:
    """The text with whatever a terminal might obey written out as its number."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
