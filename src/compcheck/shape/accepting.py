"""The fast door. It takes a document apart once, and accepts only what the schema accepts.

Whatever it does not recognise it refuses without saying why: `explaining` then asks jsonschema. What no
schema can say (a numerator within its denominator, dates that agree) is checked here, and all of it is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from compcheck.model.document import Document
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.submission import Authority, Inspection, Submission
from compcheck.model.when import When
from compcheck.shape.evidence import all_evidence
from compcheck.shape.figures import all_figures
from compcheck.shape.parameters import all_standards
from compcheck.shape.private import without_numbers
from compcheck.shape.reading import Reading, Refused, mapping, optional_text, period_of, text, when

if TYPE_CHECKING:
    from compcheck.model.recording import Collected

Found = TypeVar("Found")

TOP_KEYS = frozenset(
    {
        "$schema",
        "authority",
        "framework",
        "judged_on",
        "period",
        "source",
        "note",
        "indicators",
        "evidence",
        "parameters",
        "inspection",
        "collected",
    }
)


def submission_from(
    document: Document, library: Library, framework_id: str | None = None, as_of: When | None = None
) -> tuple[Submission, Framework]:
    """The submission and the framework it is judged under; ProblemsFound with everything that is wrong with it.

    `framework_id` stands in for the framework the submission names, whether or not it ruled on the day; it must be
    one the library has. `as_of` stands in for the day it is judged on.
    """
    reading = Reading(document.path, library)
    reading.another_framework = framework_id is not None
    found = _whole(document.data, reading, framework_id, as_of)
    if reading.refused:
        from compcheck.shape.explaining import explain  # noqa: PLC0415  # jsonschema is slow to import

        reading.problems += explain(document, library, reading.refused)
    if reading.problems or found is None:
        raise ProblemsFound(_placed(problem, document) for problem in reading.problems)
    return found


def _placed(problem: Problem, document: Document) -> Problem:
    """With its line and column, and without a child's number that stands where a key should."""
    at = document.position_of(problem.pointer)
    told = problem._replace(pointer=without_numbers(problem.pointer))
    return told if at is None else told._replace(line=at.line, column=at.column)


def _whole(
    data: object, reading: Reading, framework_id: str | None, as_of: When | None
) -> tuple[Submission, Framework] | None:
    """The whole submission, or None where something that all the rest stands on could not be read."""
    try:
        whole = mapping(data, TOP_KEYS)
    except Refused:
        reading.refused.append("")
        whole = data if isinstance(data, dict) else {}
    if type(whole.get("$schema", "")) is not str:
        reading.refused.append("/$schema")
    judged_on = _attempt(reading, "/judged_on", lambda: when(whole["judged_on"], reading, "/judged_on", "day or month"))
    own = judged_on
    if judged_on is not None and as_of is not None:
        judged_on = as_of
    period = _attempt(reading, "/period", lambda: period_of(whole["period"], reading, "/period"))
    source = _attempt(reading, "/source", lambda: text(whole["source"], reading, "/source"))
    authority = _attempt(reading, "/authority", lambda: _authority(whole["authority"], reading))
    note = _attempt(reading, "/note", lambda: optional_text(whole, "note", reading, ""))
    if judged_on is not None:
        reading.judged = judged_on.last
    framework = _attempt(reading, "/framework", lambda: _framework(whole, framework_id, judged_on, reading))
    if period is not None:
        reading.period = period
        reading.check_not_after_judgement(period.end, "/period")
    reading.source = source or ""
    indicators = all_figures(whole.get("indicators"), reading)
    evidence = all_evidence(whole.get("evidence", {}), framework, reading)
    standards = all_standards(whole.get("parameters", {}), reading)
    inspection = _attempt(reading, "/inspection", lambda: _inspection(whole, framework, reading))
    collected = _attempt(reading, "/collected", lambda: _collected(whole, reading))
    if judged_on is None or period is None or source is None or authority is None or framework is None:
        return None
    submission = Submission(
        authority, framework.id, judged_on, period, source, indicators, evidence, note or "", inspection,
        standards, own.text if own is not None and as_of is not None else "", collected,
    )  # fmt: skip
    return submission, framework


def _attempt(reading: Reading, pointer: str, read: Callable[[], Found]) -> Found | None:
    """What was read, or None: a key that must be there and is not is refused like any other wrong shape."""
    try:
        return read()
    except (Refused, KeyError):
        reading.refused.append(pointer)
        return None


def _collected(data: dict[str, object], reading: Reading) -> Collected | None:
    if "collected" not in data:
        return None
    from compcheck.shape.recording import collected_of  # noqa: PLC0415  # few submissions are counted from records

    return collected_of(data["collected"], reading)


def _authority(data: object, reading: Reading) -> Authority:
    given = mapping(data, frozenset({"name", "code", "ons_code"}))
    name = text(given["name"], reading, "/authority/name")
    code = optional_text(given, "code", reading, "/authority")
    return Authority(name, code, optional_text(given, "ons_code", reading, "/authority"))


def _framework(
    data: dict[str, object], framework_id: str | None, judged_on: When | None, reading: Reading
) -> Framework | None:
    """The framework named by the option, else by the submission, else the one that ruled on the day."""
    known = reading.library.frameworks
    own = data.get("framework")
    if "framework" in data and (type(own) is not str or own not in known):
        raise Refused
    if judged_on is None:
        return None
    named = framework_id if framework_id is not None else own
    if named is None:
        ruled = reading.library.in_force_on(judged_on.last)
        if len(ruled) == 1:
            return ruled[0]
        reading.problem(
            "framework-not-named", "", f"names no framework, and {len(ruled)} ruled on {judged_on.last.isoformat()}.",
            f'Add "framework", one of: {", ".join(one.id for one in ruled) or ", ".join(sorted(known))}.',
        )  # fmt: skip
        return None
    framework = known[str(named)]
    if not reading.another_framework and not framework.in_force_on(judged_on.last):
        until = f" to {framework.ends.isoformat()}" if framework.ends else ""
        reading.problem(
            "judged-outside-framework", "/judged_on",
            f"is {judged_on.text}, but {framework.id} was in force from {framework.starts.isoformat()}{until}.",
            'Correct "judged_on", or name the framework that ruled on that day.',
        )  # fmt: skip
        return None
    return framework


def _inspection(data: dict[str, object], framework: Framework | None, reading: Reading) -> Inspection | None:
    if "inspection" not in data:
        return None
    given = mapping(data["inspection"], frozenset({"on", "overall", "areas", "source"}))
    on = when(given["on"], reading, "/inspection/on", "day, month or year")
    source = text(given["source"], reading, "/inspection/source")
    words = reading.library.words
    areas = mapping(given.get("areas", {}), None)
    for area in areas:
        text(area, reading, "/inspection/areas")
        own = framework is not None and not reading.another_framework
        if framework is not None and own and area not in [one.id for one in framework.areas]:
            reading.problem(
                "area-unknown", f"/inspection/areas/{area.replace('~', '~0').replace('/', '~1')}",
                f"is no area of {framework.id}.", f"Use {', '.join(one.id for one in framework.areas)}.",
            )  # fmt: skip
    overall = given.get("overall")
    if ("overall" in given and overall not in words) or any(grade not in words for grade in areas.values()):
        raise Refused
    return Inspection(
        on.text if on else "", source, None if overall is None else str(overall),
        tuple((area, str(grade)) for area, grade in areas.items()),
    )  # fmt: skip
