"""What areas that inspectors judged make together, by a framework's own limits: the public `judge_overall`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from compcheck.judging import judge_overall
from compcheck.model.framework import Framework
from compcheck.model.grade import Grade
from compcheck.model.library import Library
from compcheck.reading.rule_home import load_library


def overall_of(framework_id: str, grades: Mapping[str, str | None]) -> str | None:
    """The overall word, or None; ValueError for a framework, area or word that is not known."""
    library = _packaged()
    framework = library.frameworks.get(framework_id)
    if framework is None:
        raise ValueError(f"there is no framework {framework_id!r}; known here: {', '.join(sorted(library.frameworks))}")
    areas = {area.id for one in library.frameworks.values() for area in one.areas}
    for area in grades:
        if area not in areas:
            here = ", ".join(one.id for one in framework.areas)
            raise ValueError(f"no framework has an area {area!r}; known here, of {framework_id}: {here}")
    found = {area: _grade(said, framework) for area, said in grades.items()}
    for one in framework.areas:
        if one.told_with and found.get(one.id) is None:
            found[one.id] = found.get(one.told_with)
    overall = judge_overall(framework, found)
    return overall.grade.word if overall is not None and overall.grade is not None else None


def _grade(said: object, framework: Framework) -> Grade | None:
    """None, blank and NaN (as tables have it) are no grade; whatever else is no text is refused."""
    if said is None or (isinstance(said, float) and said != said):  # noqa: PLR0124  # only NaN is not itself
        return None
    if not isinstance(said, str):
        raise ValueError(f"{said!r} is no grade of {framework.id}: {', '.join(framework.scale.words)}")  # noqa: TRY004  # one error for whatever nobody knows
    if not said.strip():
        return None
    word = " ".join(said.lower().split())
    printed = {shown: own for own, shown in framework.printed.items()}
    grade = framework.grade_for(printed.get(word, word))
    if grade is None:
        raise ValueError(f"{said!r} is no grade of {framework.id}: {', '.join(framework.scale.words)}")
    return grade


@cache
def _packaged() -> Library:
    return load_library(None)
