"""The columns of a worksheet, what each one's cells mean, and where in a submission they go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from compcheck.reading.limits import EXACT

Steps = tuple[str, ...]

IGNORED = ("title", "unit", "definition")
"""A template fills them in, for whoever fills in the rest."""

_BOTH = ("source", "plan")
_OF_FIGURES: Mapping[str, Steps] = {
    "value": ("value",),
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "not_supplied": ("not_supplied",),
    "period_from": ("period", "from"),
    "period_to": ("period", "to"),
    "as_at": ("as_at",),
    "note": ("note",),
    "not_recorded": ("not_recorded",),
    "at_least": ("at_least",),
}
_OF_EVIDENCE: Mapping[str, Steps] = {
    "kind": ("kind",),
    "independent": ("independent",),
    "n": ("sample", "n"),
    "of": ("sample", "of"),
    "chosen": ("sample", "chosen"),
    "grade": ("grade",),
    "share": ("share",),
    "direction": ("direction",),
    "on": ("on",),
    "says": ("says",),
    "of_this_inspection": ("of_this_inspection",),
}
_SORTING = ("earlier", "by", "part")
"""They say where a figure's row belongs, and stand in no submission."""

COLUMNS = ("name", *IGNORED, *_OF_FIGURES, *_BOTH, *_SORTING, *_OF_EVIDENCE)
COUNTS = "counts."
_NUMBERS = frozenset({"value", "numerator", "denominator", "not_recorded", "n", "of", "share"})
YES_OR_NO = frozenset({"independent", "of_this_inspection", "earlier"})
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")


def is_column(heading: str) -> bool:
    return heading in COLUMNS or (heading.startswith(COUNTS) and heading != COUNTS)


def is_of_figures(heading: str) -> bool:
    """Whether only a row with a figure may fill it."""
    return heading in _OF_FIGURES or heading in _SORTING


def is_of_evidence(heading: str) -> bool:
    return heading in _OF_EVIDENCE or heading.startswith(COUNTS)


def steps_to(heading: str) -> Steps:
    """The keys that lead to the cell's place in its entry."""
    if heading.startswith(COUNTS):
        return ("counts", heading.removeprefix(COUNTS))
    return _OF_FIGURES.get(heading) or _OF_EVIDENCE.get(heading) or (heading,)


def meant_by(heading: str, cell: str) -> str | bool | int | Decimal:
    """The cell as JSON would have it; DecimalException for a number too long.

    Nothing is guessed: `4,840` and `57,4` and `57.4%` stay text, and text is refused where a number is due.
    """
    if heading in YES_OR_NO or heading == "value":
        word = cell.casefold()
        if word in {"yes", "no"}:
            return word if heading == "value" else word == "yes"
    if heading in _NUMBERS or heading.startswith(COUNTS):
        number = _NUMBER.fullmatch(cell)
        if number:
            exact = EXACT.create_decimal(cell)
            return exact if number[1] else int(cell)
    return cell
