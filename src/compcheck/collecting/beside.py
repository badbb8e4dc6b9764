"""A submission given with --with, put beside what the records give: never in its place."""

from __future__ import annotations

from collections.abc import Mapping

from compcheck.collecting.said import Said
from compcheck.model.problem import Problem, ProblemsFound

Shape = dict[str, object]

KEPT = ("note", "parameters", "evidence", "inspection")
"""What it may say that no records say, and stands in the submission as it was given."""


def merged(submission: Shape, said: Said) -> Shape:
    """The whole submission; ProblemsFound where a figure is in both. What else is wrong with it, its shape tells."""
    document, part = said.beside, said.part
    if document is None:
        return submission
    if not isinstance(document.data, dict):
        fact = "is no submission: a mapping is meant, with parameters, evidence or indicators."
        raise ProblemsFound(
            [Problem("with-no-submission", document.path, fact, "Begin one with `compcheck template`.")]
        )
    counted = submission["indicators"]
    given = part.get("indicators", {})
    assert isinstance(counted, dict)  # it was composed here
    own = given if isinstance(given, dict) else {}
    if clash := [
        name
        for name, one in own.items()
        if name in counted and not _says_nothing(one) and not _is_missing(counted[name])
    ]:
        raise ProblemsFound(_both(name, said) for name in clash)
    whole = dict(submission)
    for key in ("framework", "judged_on"):
        if key in part and (key == "judged_on" or not said.framework):
            whole[key] = part[key]
    whole |= {key: part[key] for key in KEPT if key in part}
    extra = sorted(part.keys() - {*KEPT, "$schema", "authority", "framework", "judged_on", "period", "source",
                                  "indicators", "collected"})  # fmt: skip
    whole |= {key: part[key] for key in extra}
    if isinstance(given, dict):
        said_here = {name: _on_its_own(one, part) for name, one in given.items() if not _says_nothing(one)}
        whole["indicators"] = counted | said_here
    elif "indicators" in part:
        whole["indicators"] = given
    return whole


def _is_missing(figure: object) -> bool:
    """A figure that the records cannot give is what somebody may give instead."""
    return isinstance(figure, dict) and "not_supplied" in figure


def _says_nothing(figure: object) -> bool:
    """The template's text, with nothing filled in."""
    return isinstance(figure, dict) and figure.keys() == {"about"}


def _both(name: str, said: Said) -> Problem:
    assert said.beside is not None  # the figure stands in it
    at = said.beside.position_of(f"/indicators/{name}")
    fact = "is given here and counted from the records too."
    way_out = "Take it out here, or leave the records out: there is one figure of a thing."
    place = (at.line, at.column) if at is not None else (0, 0)
    return Problem("with-figure-twice", said.beside.path, fact, way_out, f"/indicators/{name}", *place)


def _on_its_own(figure: object, part: Mapping[str, object]) -> object:
    """The figure with the period and source of its own submission, where it says none itself."""
    bare = figure if isinstance(figure, dict) else {"value": figure}
    own: Shape = {}
    if "period" in part and not {"period", "as_at"} & bare.keys():
        own["period"] = part["period"]
    if "source" not in bare:
        own["source"] = part.get("source", "not said: given beside the records")
    return own | bare
