"""A JSON report of compcheck, read back: its one evaluation, or everything that keeps it from being compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from importlib.resources import files
from typing import Any, NamedTuple

from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.json_file import read_json
from compcheck.reading.json_places import places
from compcheck.reading.limits import LARGEST_PANEL, quoted
from compcheck.reading.text_file import refusal, shown_path, text_of

VERSION = 1
AGAIN = "Write it again with `compcheck evaluate FILE --format json`."
NEAR = Fraction(1, 100_000)
"""A report rounds to six decimals: what lies further apart was never worked out from the same counts."""

Shape = Mapping[str, Any]


class Report(NamedTuple):
    """`sha256` is the digest of the file, `evaluation` the only one it holds."""

    path: str
    sha256: str
    tool: str
    evaluation: Shape


def is_report(raw: bytes) -> bool:
    """Whether a file can be nothing but a report, or what is left of one; a submission has no such key."""
    return raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"report_version"' in raw


def read_report(path: str, raw: bytes) -> Report:
    """ProblemsFound where it is of another version, was changed by hand, or holds what no comparison may tell."""
    file = shown_path(path)
    if len(raw) > LARGEST_PANEL:
        fact = f"is larger than {LARGEST_PANEL // 1024**2} MiB."
        raise refusal("file-too-large", file, fact, "Name the report of one submission.")
    text = text_of(raw, file, lambda _: False)
    whole = read_json(text, file)
    version = whole.get("report_version")
    if version != VERSION:
        fact = f"is a report of version {quoted(json.dumps(version, default=str))}, and this compcheck reads {VERSION}."
        raise _refused("report-version", file, text, "/report_version", fact, AGAIN)
    if "classification" in whole:
        fact = "was written with --internal and holds small counts, which no comparison may tell."
        raise _refused("report-internal", file, text, "/classification", fact, f"{AGAIN[:-1]}, without --internal.")
    _check_shape(whole, file, text)
    evaluations = whole["evaluations"]
    assert isinstance(evaluations, list)  # as the schema has it
    if len(evaluations) != 1:
        many = f"holds {len(evaluations)} evaluations" if evaluations else "holds no evaluation"
        fact = f"{many}, and one submission's is compared with one other's."
        raise _refused("report-of-several", file, text, "/evaluations", fact, "Evaluate one file, under one framework.")
    problems = [
        Problem("report-edited", file, fact, AGAIN, pointer)
        for pointer, fact in _contradictions(evaluations[0], "/evaluations/0")
    ]
    if problems:
        raise ProblemsFound(_placed(problems, text))
    tool = whole["tool"]
    assert isinstance(tool, dict)
    return Report(file, hashlib.sha256(raw).hexdigest(), str(tool["version"]), evaluations[0])


def _check_shape(whole: dict[str, object], file: str, text: str) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # slow to import, and few commands read a report
    from jsonschema.exceptions import best_match  # noqa: PLC0415  # likewise

    schema = json.loads((files("compcheck") / "reporting" / "report.schema.json").read_text(encoding="utf-8"))
    error = best_match(Draft202012Validator(schema).iter_errors(whole))
    if error is None:
        return
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.absolute_path)
    said = whole.get("tool")
    version = said.get("version") if isinstance(said, dict) else None
    by = f"written by compcheck {quoted(str(version))}" if version else "written by nobody it names"
    fact = f"is not as a report has it here ({error.validator}): it was changed, or is of another compcheck ({by})."
    raise _refused("report-shape", file, text, pointer, fact, AGAIN)


def _contradictions(evaluation: Shape, at: str) -> list[tuple[str, str]]:
    """What a report says twice and not alike: nobody who leaves one alone can change only the other."""
    found = []
    findings = evaluation["findings"]
    own = [one for one in findings if not one.get("local")]
    by = {how: sum(one["shown_by"] == how for one in own) for how in ("figures", "evidence")}
    said = evaluation["coverage"]
    counts = {"requirements": len(own), **by, "not_seen": len(own) - by["figures"] - by["evidence"]}
    if any(said[key] != value for key, value in counts.items()):
        found.append((f"{at}/coverage", "does not count the findings that stand here: the report was changed."))
    for n, finding in enumerate(findings):
        place = f"{at}/findings/{n}"
        if (finding["grade"] is None) != (finding["shown_by"] is None) or (
            (finding["grade"] is None) == (finding["not_graded"] is None)
        ):
            found.append((f"{place}/grade", "is graded and not graded at once: the report was changed."))
        met = finding["met"]
        if met is not None and not finding["held_at"] and finding["grade"] not in {None, met["grade"]}:
            found.append((f"{place}/grade", "is another grade than that of the line it met: the report was changed."))
        found += [
            (f"{place}/figures/{at_}/value", "is not what its counts come to: the report was changed.")
            for at_, figure in enumerate(finding["figures"])
            if not _adds_up(figure)
        ]
    return found


def _adds_up(figure: Shape) -> bool:
    part, whole, value = figure["numerator"], figure["denominator"], figure["value"]
    if figure["unit"] != "percent" or part is None or not whole or value is None or isinstance(value, bool):
        return True
    return abs(Fraction(value) - Fraction(100 * part, whole)) < NEAR


def _refused(code: str, file: str, text: str, pointer: str, fact: str, way_out: str) -> ProblemsFound:
    return ProblemsFound(_placed([Problem(code, file, fact, way_out, pointer)], text))


def _placed(problems: list[Problem], text: str) -> list[Problem]:
    where = places(text)
    placed = []
    for problem in problems:
        pointer = problem.pointer
        while pointer and pointer not in where:
            pointer = pointer.rpartition("/")[0]
        at = where.get(pointer)
        placed.append(problem if at is None else problem._replace(line=at.line, column=at.column))
    return placed
