"""compcheck: what a local authority's own figures and evidence show, held against a stated line and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__version__ = "0.1.0"
__all__ = ["__version__", "judge_overall"]


def judge_overall(framework_id: str, grades: Mapping[str, str | None]) -> str | None:
    """The overall judgement that a framework's own limits and default make of the grades of its areas.

    `grades` maps area ids to words in any case ("Good", "requires improvement to be good"); None or "" is an area that
    was not judged. An area this framework does not judge counts for nothing. Under ilacs-2023 the grade of children in
    care is read for care leavers too where none is given for them. The answer is the framework's word, in
    lower case; None where it makes no overall judgement, or cannot for want of an area. ValueError for a framework,
    area or word that nobody knows.
    """
    from compcheck.deciding import overall_of  # noqa: PLC0415  # `import compcheck` alone reads no rules

    return overall_of(framework_id, grades)
