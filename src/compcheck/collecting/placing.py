"""What is wrong with a submission that nobody wrote, said where a person can mend it and in words a person knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from compcheck.collecting.said import Said
from compcheck.model.indicator import Indicator
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import When

WAYS_OUT: Mapping[str, str] = {
    "framework-not-named": "Name one with --framework.",
    "judged-outside-framework": "Name the framework that ruled on that day with --framework.",
}
"""Of what a submission would say itself, and records do not: by the problem's code."""


def check_judged_after(as_of: When | None, day: str, file: str) -> None:
    """ProblemsFound where --as-of lies before the day the records tell of: every figure of theirs is later."""
    if as_of is None or as_of.last >= When.read(day).last:
        return
    fact = f"tells how things stood on {day}, and --as-of {as_of.text} is before it."
    way_out = "Leave --as-of out, or name records extracted by then."
    raise ProblemsFound([Problem("records-after-as-of", file, fact, way_out)])


def placed(
    problems: Iterable[Problem], said: Said, files: Mapping[str, str], indicators: Mapping[str, Indicator]
) -> list[Problem]:
    """Each in the submission given beside, or in a file of records.

    `files` names the file of each figure that was counted.
    """
    found = []
    for problem in problems:
        section, _, rest = problem.pointer.removeprefix("/").partition("/")
        name = rest.partition("/")[0]
        given = said.part.get(section)
        mine = section in said.part and (section != "indicators" or (isinstance(given, dict) and name in given))
        if said.beside is not None and mine:
            at = said.beside.position_of(problem.pointer)
            line, column = (at.line, at.column) if at is not None else (0, 0)
            found.append(problem._replace(file=said.beside.path, line=line, column=column))
        else:
            file = files.get(name, problem.file)
            found.append(_of_records(problem, file, indicators.get(name) if section == "indicators" else None))
    return found


def _of_records(problem: Problem, file: str, indicator: Indicator | None) -> Problem:
    """No place in a text nobody sees, no id nobody typed, and no advice to mend what was counted."""
    way_out = WAYS_OUT.get(problem.code, problem.way_out)
    if indicator is None:
        return problem._replace(file=file, line=0, column=0, way_out=way_out)
    fact = f'"{indicator.title}", as counted from these records, {problem.fact}'
    way_out = WAYS_OUT.get(problem.code, "Check the days in its list, and the day or period that was said.")
    return Problem(problem.code, file, fact, way_out)
