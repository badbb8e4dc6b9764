"""The single values of rules files, and what is said when one is not as it must be.

Every check raises `wrong`, with the fact and the way out in plain words: who writes a rule need not know pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from compcheck.model.grade import Reason
from compcheck.model.when import When
from compcheck.reading.checked import NUMBER, TEXT, Checked, Schema, either, one_key, only
from compcheck.reading.yaml_file import did_you_mean, shown

OWN_YEAR = "own year"
"""Of a line on England: the year of the figure itself, whose source the series gives."""
BANDS = ("at_least", "at_most", "more_than", "less_than", "between")
DURATION = re.compile(r"[1-9][0-9]? (?:months?|years?)")
FRACTION = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")
MARKS = ("lower quartile", "median", "upper quartile", "england")
"""Places in England's distribution that may stand where a line's number stands."""
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100


def wrong(fact: str, way_out: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{fact}", {"fact": fact, "way_out": way_out})


def kind_of(value: object) -> str:
    """What a value is, as somebody who writes YAML would say it."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{shown(value)}`" if isinstance(value, str) else f"the number {shown(value)}"


def one_of(*words: str) -> Checked:
    def known(value: object) -> str:
        word = _text(value)
        if word not in words:
            raise wrong(f"is `{shown(word)}`, which is not known here", did_you_mean(word, words))
        return word

    return Checked(known, {"enum": list(words)})


def one_of_these_keys(*words: str) -> Checked:
    """A mapping of one of these words to its reason in a sentence."""

    def chosen(value: object) -> object:
        if not isinstance(value, Mapping) or len(value) != 1:
            raise wrong(
                f"is {kind_of(value)}, and it must be one of {', '.join(words)} with its reason",
                f"Write it as `{{{words[0]}: the reason in a sentence}}`.",
            )
        ((word, why),) = value.items()
        if word not in words:
            raise wrong(f"is `{shown(word)}`, which is not known here", did_you_mean(word, words))
        _text(why)
        return value

    return Checked(chosen, one_key(dict.fromkeys(words, TEXT)))


def basis_of(*kinds: str) -> Checked:
    """`{kind: what it says, source: where it is published}`; what framework.yaml says needs no source."""

    def stands(value: object) -> object:
        if not isinstance(value, Mapping):
            raise wrong(f"is {kind_of(value)}, and it must be a mapping", "Write it as `{statute: …, source: …}`.")
        named = [key for key in value if key != "source"]
        if len(named) != 1:
            raise wrong(
                f"names {len(named)} kinds of basis, and a line stands on one", f"Choose one of: {', '.join(kinds)}."
            )
        kind = named[0]
        if kind not in kinds:
            raise wrong(f"stands on `{shown(kind)}`, which is no kind of basis", did_you_mean(kind, kinds))
        _text(value[kind])
        if kind != "framework" and value != {"england": OWN_YEAR}:
            if "source" not in value:
                raise wrong("names no source", "Add `source:` with the publication it stands in.")
            _text(value["source"])
        return value

    sourced = [only({kind: TEXT, "source": TEXT}, (kind, "source")) for kind in kinds if kind != "framework"]
    own_year = only({"england": {"const": OWN_YEAR}}, ("england",))
    return Checked(stands, either(*sourced, own_year, only({"framework": TEXT, "source": {}}, ("framework",))))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(
            f"is {kind_of(value)}, and it must be text", "Write words; put a number that is meant as text in quotes."
        )
    if not value.strip():
        raise wrong("is blank", "Write what it says, or leave its key out.")
    return value


def _day(value: object) -> object:
    text = _text(value)
    try:
        if len(text) == len("2012-04-01"):
            date.fromisoformat(text)
            return value
    except ValueError:
        pass
    raise wrong(f"is `{shown(text)}`, which is no day", "Write a day as 2012-04-01.")


def _day_or_month(value: object) -> object:
    try:
        When.read(_text(value))
    except ValueError:
        raise wrong(
            f"is `{shown(value)}`, which is no date", "Write a day as 2013-05-20 or a month as 2013-05."
        ) from None
    return value


def _number(value: object) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(
            f"is {kind_of(value)}, and it must be a number",
            "Write the number alone, as 88.2, without quotes or a sign.",
        )
    return value


def _year(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int) or not EARLIEST_YEAR <= value <= LATEST_YEAR:
        raise wrong(f"is {kind_of(value)}, and it must be a year", "Write the year of publication with four digits.")
    return value


def _number_or_text(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _duration(value: object) -> object:
    if not isinstance(value, str) or not DURATION.fullmatch(value):
        raise wrong(f"is {kind_of(value)}, and it must be a span of time", "Write it as `18 months` or `2 years`.")
    return value


def _part(value: object) -> Fraction:
    if isinstance(value, str) and FRACTION.fullmatch(value):
        return Fraction(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Fraction(value)
    raise wrong(f"is {kind_of(value)}, and it must be a part of a whole", "Write it as `2/3`, or as a number.")


def _share(value: object) -> object:
    if not 0 < _part(value) <= 1:
        raise wrong(f"is {kind_of(value)}, and it must lie above 0 and be at most 1", "Write it as `2/3`.")
    return value


def _weight(value: object) -> object:
    if _part(value) < 0:
        raise wrong(
            f"is {kind_of(value)}, and nothing weighs less than 0", "Write 0, or how many requirements it weighs."
        )
    return value


def _areas(value: object) -> object:
    """`any`, or a list of areas."""
    if value != "any" and not (isinstance(value, list) and value and all(isinstance(one, str) for one in value)):
        raise wrong(
            f"is {kind_of(value)}, and it must be `any` or a list of areas", "Write it as `[help, leadership]`."
        )
    return value


def _bound_or_mark(value: object) -> object:
    """A band whose line may be a place in England's distribution instead of a number."""
    lines = list(value.values()) if isinstance(value, Mapping) and len(value) == 1 else []
    lines = lines[0] if lines and isinstance(lines[0], list) else lines
    named = [line for line in lines if isinstance(line, str)]
    if not named or not isinstance(value, Mapping):
        return _bound(value)
    for line in named:
        if line[:1].isdigit():
            return _bound(value)  # a number in quotes
        if line not in MARKS:
            raise wrong(f"holds `{shown(line)}`, which is no line", did_you_mean(line, MARKS))
    (word,) = value
    if word not in {"at_least", "at_most", "between"}:
        fact = f"holds `{shown(word)}`, and a place in England's distribution is reached or kept to"
        raise wrong(fact, "Write `at_least`, `at_most` or `between`.")
    if len(named) < len(lines) or len(lines) != (2 if word == "between" else 1):
        raise wrong("mixes numbers and places in England's distribution", "Write one or the other.")
    return value


def _bound(value: object) -> object:
    if not isinstance(value, Mapping):
        raise wrong(f"is {kind_of(value)}, and it must be a band", "Write it as `{at_least: 88.2}`.")
    for word in value:
        if word not in BANDS:
            raise wrong(f"holds `{shown(word)}`, which is no line of a band", did_you_mean(word, BANDS))
    if len(value) != 1:
        fact = f"holds {len(value)} lines, and a band has one"
        raise wrong(fact, "Write it as `{at_least: 88.2}`, or as `{between: [17.8, 27.9]}`.")
    ((word, line),) = value.items()
    if word != "between":
        _number(line)
        return value
    if not isinstance(line, list) or len(line) != len(("low", "high")):
        raise wrong("has no two numbers in `between`", "Write it as `{between: [17.8, 27.9]}`.")
    low, high = (_number(one) for one in line)
    if low >= high:
        raise wrong(f"goes from {low} to {high}, and nothing lies between", "Write the lower number first.")
    return value


def _member(value: object) -> object:
    """`{indicator: a, at_least: 90}`, `{indicator: c}` or `{not: {indicator: c}}`."""
    inner = value.get("not", value) if isinstance(value, Mapping) and len(value) == 1 else value
    if not isinstance(inner, Mapping) or not isinstance(inner.get("indicator"), str):
        raise wrong(
            f"is {kind_of(value)}, and it must name an indicator",
            "Write it as `{indicator: …, at_least: 90}`; for a yes/no as `{indicator: …}` or `{not: {indicator: …}}`.",
        )
    rest = {key: one for key, one in inner.items() if key != "indicator"}
    if rest and inner is not value:
        raise wrong("holds more than an indicator under `not`", "Write it as `{not: {indicator: …}}`.")
    if rest:
        _bound(rest)
    return value


def _assumed(value: object) -> object:
    if value is not True:
        _text(value)
    return value


def _expected(value: object) -> object:
    if isinstance(value, Mapping):
        if set(value) != {"not graded"}:
            raise wrong("is a mapping of something else than `not graded`", "Write it as `{not graded: not supplied}`.")
        reasons = [reason.value for reason in Reason]
        reason = _text(value["not graded"])
        if reason not in reasons:
            raise wrong(f"gives `{shown(reason)}`, which is no reason for not grading", did_you_mean(reason, reasons))
        return value
    return _text(value)


FRACTION_TEXT: Schema = {"type": "string", "pattern": f"^{FRACTION.pattern}$"}
BOUND: Schema = one_key(
    {
        word: {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2} if word == "between" else NUMBER
        for word in BANDS
    }
)
PLACE: Schema = {"enum": list(MARKS)}
BOUND_OR_MARK = either(
    BOUND,
    one_key(
        {
            "at_least": PLACE,
            "at_most": PLACE,
            "between": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2},
        }
    ),
)
AREAS = either({"const": "any"}, {"type": "array", "items": {"type": "string"}, "minItems": 1})
ONE_INDICATOR = only({"indicator": {"type": "string"}}, ("indicator",))
MEMBER = either(
    ONE_INDICATOR,
    only({"not": ONE_INDICATOR}, ("not",)),
    {
        **only({"indicator": {"type": "string"}, **BOUND["properties"]}, ("indicator",)),
        "minProperties": 2,
        "maxProperties": 2,
    },
)
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY_OR_MONTH: Schema = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
YEAR: Schema = {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}
REASONS: Schema = {"enum": [reason.value for reason in Reason]}

Text = Annotated[str, Checked(_text, TEXT)]
Day = Annotated[str, Checked(_day, DAY)]
DayOrMonth = Annotated[str, Checked(_day_or_month, DAY_OR_MONTH)]
Year = Annotated[int, Checked(_year, YEAR)]
Number = Annotated[Any, Checked(_number, NUMBER)]
NumberOrText = Annotated[Any, Checked(_number_or_text, either({"type": "integer"}, TEXT))]
Duration = Annotated[str, Checked(_duration, {"type": "string", "pattern": f"^{DURATION.pattern}$"})]
Share = Annotated[Any, Checked(_share, either({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, FRACTION_TEXT))]
Weight = Annotated[Any, Checked(_weight, either({"type": "number", "minimum": 0}, FRACTION_TEXT))]
Bound = Annotated[Any, Checked(_bound, BOUND)]
BoundOrMark = Annotated[Any, Checked(_bound_or_mark, BOUND_OR_MARK)]
Areas = Annotated[Any, Checked(_areas, AREAS)]
MemberOfJoin = Annotated[Any, Checked(_member, MEMBER)]
Assumed = Annotated[Any, Checked(_assumed, either({"const": True}, TEXT))]
Expected = Annotated[Any, Checked(_expected, either(TEXT, only({"not graded": REASONS}, ("not graded",))))]
