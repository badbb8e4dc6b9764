"""The single values of the rules for records, and what is said when one is not as it must be."""

from __future__ import annotations

import re
from typing import Annotated, Any

from compcheck.reading.checked import TEXT, Checked, Schema, either
from compcheck.reading.rule_values import kind_of, wrong
from compcheck.reading.yaml_file import shown

ORDERS = (1, 2, 3)
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_EXPRESSION = 2000
MOST_LIMIT = 9999
NOT_IN_RE2 = re.compile(r"\(\?(?:[=!<]|P=)|\\[1-9]")
"""Looking around and looking back: DuckDB's patterns have neither."""


def _order(value: object) -> object:
    if isinstance(value, bool) or value not in ORDERS:
        raise wrong(f"is {kind_of(value)}, and it must be 1, 2 or 3", "Write 1 for plans, 2 for care, 3 for the rest.")
    return value


def _expression(value: object) -> object:
    """True and false may stand bare, as YAML has them; what else it says only SQL can tell."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise wrong(f"is {kind_of(value)}, and it must be an expression", "Write it as `ended is null`.")
    if not value.strip():
        raise wrong("is blank", "Write an expression, or leave its key out.")
    if len(value) > LONGEST_EXPRESSION:
        fact = f"has {len(value)} characters, and an expression has at most {LONGEST_EXPRESSION}"
        raise wrong(fact, "Say it more shortly, or ask for a column that says it.")
    return value


def _limit(value: object) -> object:
    """A number, or the id of a parameter."""
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_LIMIT:
        fact = f"is {kind_of(value)}, and it must be a whole number or a parameter"
        raise wrong(fact, "Write it as `45`, or as the id of a limit in parameters/.")
    return value


def _where_it_stands(value: object) -> object:
    """Headings, first to last, or a path in XML."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, list) and value and all(isinstance(one, str) and one.strip() for one in value):
        return value
    fact = f"is {kind_of(value)}, and it must be a list of headings or a path"
    raise wrong(fact, "Write headings as `[Date of Birth, DOB]`, and a path as it stands in the XML.")


def _pattern(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise wrong(f"is {kind_of(value)}, and it must be a regular expression", r"Write it as `'\bduty\b'`.")
    try:
        re.compile(value)
    except re.error as error:
        raise wrong(f"is no regular expression: {shown(error.msg)}", "Correct it.") from None
    if NOT_IN_RE2.search(value):
        raise wrong("looks around or back, and these patterns do not", "Write it without `(?=` and the like.")
    return value


EXPRESSION: Schema = either({"type": "boolean"}, {**TEXT, "maxLength": LONGEST_EXPRESSION})
LIMIT: Schema = either(
    {"type": "integer", "minimum": 1, "maximum": MOST_LIMIT}, {"type": "string", "pattern": f"^{NAME.pattern}$"}
)

Order = Annotated[int, Checked(_order, {"enum": list(ORDERS)})]
Expression = Annotated[Any, Checked(_expression, EXPRESSION)]
Limit = Annotated[Any, Checked(_limit, LIMIT)]
Pattern = Annotated[str, Checked(_pattern, TEXT)]
WhereItStands = Annotated[Any, Checked(_where_it_stands, either({"type": "array", "items": TEXT, "minItems": 1}, TEXT))]
