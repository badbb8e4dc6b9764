"""Numbers as reports print them. No figure is ever rounded onto a line it missed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

MOST_PLACES = 12
PLURAL_UNITS = {"percent": "percentage points", "rate per 10,000": "per 10,000", "count": "", "number": ""}


def rounded(value: Fraction, places: int, lines: Iterable[Decimal | Fraction] = ()) -> Decimal:
    """Rounded half up to so many places, or to as many more as keep the value on its own side of every line."""
    edges = [Fraction(line) for line in lines]
    for more in range(places, MOST_PLACES + 1):
        with localcontext() as context:
            context.prec = 50
            exact = Decimal(value.numerator) / Decimal(value.denominator)
            shown = exact.quantize(Decimal(1).scaleb(-more), ROUND_HALF_UP)
        if all(_side(Fraction(shown), edge) == _side(value, edge) for edge in edges):
            return shown
    return shown


def _side(value: Fraction, edge: Fraction) -> int:
    return (value > edge) - (value < edge)


def in_unit(value: Decimal | Fraction, unit: str, lines: Iterable[Decimal] = ()) -> str:
    """`57.4 %`, `1,660`, `15.2` or `36.1 per 10,000`; whole numbers without a fraction."""
    shown = value if isinstance(value, Decimal) else rounded(value, 0 if unit == "count" else 1, lines)
    text = f"{shown:,f}"
    if "." in text and (unit in {"count", "number"} or not isinstance(value, Fraction)):
        text = text.rstrip("0").rstrip(".")
    return {"percent": f"{text} %", "rate per 10,000": f"{text} per 10,000"}.get(unit, text)


def as_json(value: int | Fraction | Decimal | None, lines: Iterable[Decimal | Fraction] = ()) -> int | float | None:
    """The number JSON gets: at most six decimals, more only where fewer would touch a line."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        value = rounded(value, 6, lines)
    return int(value) if value == value.to_integral_value() else float(value)
