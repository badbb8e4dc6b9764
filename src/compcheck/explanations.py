"""Explanations beside the findings they are of. A join: files in, evaluations with what was said of them out.

They change no grade, no weight and no exit code; what they are of must exist, so that none is forgotten in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compcheck.model.evaluation import Evaluation
from compcheck.model.explanation import IN_FORCE, NOT_NEEDED, Explained, Explanation, ExplanationFile
from compcheck.model.finding import Finding
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import Authority
from compcheck.reading.explanation_file import read_explanations
from compcheck.reading.limits import quoted
from compcheck.shape.private import private_in


def explanations_from(paths: Iterable[str], problems: list[Problem]) -> tuple[ExplanationFile, ...]:
    """The entries of each file that nothing is wrong with; what is wrong with the others is added to the problems."""
    files = []
    for path in paths:
        try:
            file = read_explanations(path, private_in, problems)
        except ProblemsFound as found:
            problems += found.problems
        else:
            files += [file] if file.entries else []
    return tuple(files)


def beside(
    evaluations: Sequence[Evaluation],
    files: Sequence[ExplanationFile],
    problems: list[Problem],
    *,
    every_file_is_here: bool,
) -> list[Evaluation]:
    """The evaluations with the explanations of their findings; one of nothing in the run is added to the problems.

    Where a submission could not be evaluated, nothing is said of an authority that is not there: it may be that one.
    """
    entries = [entry for file in files for entry in file.entries]
    by_authority: dict[str, list[Explanation]] = {}
    for entry in entries:
        by_authority.setdefault(entry.authority.casefold(), []).append(entry)
    of_somebody: set[int] = set()  # by identity: two files may hold equal entries
    of_something: set[int] = set()
    explained = [_explained(one, by_authority, of_somebody, of_something, problems) for one in evaluations]
    for entry in entries:
        if id(entry) in of_something:
            continue
        if id(entry) in of_somebody:
            fact = f"explains {quoted(entry.rule)}, and {quoted(entry.authority)} was judged by no such rule."
            problems.append(_problem("explanation-of-nothing", entry, fact, "See `compcheck rules list`."))
        elif every_file_is_here:
            fact = f"is of {quoted(entry.authority)}, and no file here is."
            way_out = "Write its name or code as the submission does, or take the explanation out of this run."
            problems.append(_problem("explanation-of-nothing", entry, fact, way_out))
    return explained


def _explained(
    evaluation: Evaluation,
    by_authority: dict[str, list[Explanation]],
    of_somebody: set[int],
    of_something: set[int],
    problems: list[Problem],
) -> Evaluation:
    entries = _of(evaluation.submission.authority, by_authority)
    if not entries:
        return evaluation
    judged, found = evaluation.submission.judged, {one.rule.id: one for one in evaluation.findings}
    said: dict[str, list[Explained]] = {}
    for entry in entries:
        of_somebody.add(id(entry))
        rule = evaluation.framework.rule(entry.rule)
        if rule is None:
            continue
        of_something.add(id(entry))
        others = said.setdefault(rule.id, [])
        state = entry.state_on(judged)
        holding = [one.explanation for one in others if one.explanation.state_on(judged) == IN_FORCE]
        if state == IN_FORCE and holding:  # by its old id and its new one, by name and by code, or in two files
            first = holding[0]
            fact = f"explains what {first.file}:{first.line} explains already, for a time that both cover."
            problem = _problem("explanation-repeated", entry, fact, "Keep one of the two, or part their dates.")
            problems += [] if problem in problems else [problem]
            continue
        needed = state != IN_FORCE or not _met(found[rule.id])
        others.append(Explained(entry, state if needed else NOT_NEEDED))
    return evaluation._replace(explanations={rule: tuple(those) for rule, those in said.items()})


def _of(authority: Authority, by_authority: dict[str, list[Explanation]]) -> list[Explanation]:
    """Those that name the authority by name, code or ONS code, whatever the letters' case, in order of mention."""
    names = dict.fromkeys(one.strip().casefold() for one in authority if one)
    found = [entry for name in names for entry in by_authority.get(name, ())]
    return sorted(found, key=lambda entry: (entry.file, entry.line)) if len(names) > 1 else found


def _met(finding: Finding) -> bool:
    return finding.grade is not None and finding.grade.rank >= finding.highest.rank  # kinds have no order


def _problem(code: str, entry: Explanation, fact: str, way_out: str) -> Problem:
    return Problem(code, entry.file, fact, way_out, "", entry.line, entry.column)
