"""Why a document was refused, in words: jsonschema finds the places, this page says what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Protocol

from compcheck.model.document import Document
from compcheck.model.library import Library
from compcheck.model.problem import Problem
from compcheck.model.submission import MARKS
from compcheck.shape.private import private_in
from compcheck.shape.schema import DIGEST, LONGEST_TEXT, SAID, submission_schema

LONGEST_QUOTED = 40
TYPES = {"object": "a mapping", "array": "a list", "string": "text", "integer": "a whole number", "number": "a number",
         "boolean": "true or false"}  # fmt: skip


class SchemaError(Protocol):
    """What is used of jsonschema's ValidationError, which ships no types."""

    validator: str
    validator_value: object
    instance: object
    schema: dict[str, object]
    absolute_path: Iterable[str | int]


def explain(document: Document, library: Library, refused: list[str]) -> list[Problem]:
    """A problem for everything the schema refuses; whatever was refused and has none gets one of its own."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # slow to import, and most runs never need it

    validator = Draft202012Validator(submission_schema(library))
    problems = [
        problem for error in validator.iter_errors(document.data) for problem in _problems(error, document.path)
    ]
    for pointer in refused:
        if not any(_within(problem.pointer, pointer) or _missed(problem, pointer) for problem in problems):
            fact = "is not as a submission has it."
            problems.append(Problem("shape", document.path, fact, "Compare it with `compcheck schema`.", pointer))
    return list(dict.fromkeys(problems))


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(f"{outer}/") or not outer


def _missed(problem: Problem, pointer: str) -> bool:
    """Whether the problem is that this very key is missing from its parent."""
    parent, _, key = pointer.rpartition("/")
    return problem.code == "key-missing" and problem.pointer == parent and f'"{key}"' in problem.fact


def _problems(error: SchemaError, file: str) -> Iterator[Problem]:
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.absolute_path)
    name = pointer.rpartition("/")[2]
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        yield from _unknown_keys(error, pointer, file)
    elif error.validator == "required" and isinstance(error.instance, dict) and isinstance(error.validator_value, list):
        for key in error.validator_value:
            if key not in error.instance:
                fact = f'has no "{key}"{" (leave it out only of a statement)" if key == "on" else ""}.'
                way_out = f'Add "{key}".' if pointer else f'Add "{key}" (in a worksheet: fill its row, or rows).'
                yield Problem("key-missing", file, fact, way_out, pointer)
    else:
        code, fact, way_out = _fact(error, name)
        yield Problem(code, file, fact, way_out, pointer)


def _unknown_keys(error: SchemaError, pointer: str, file: str) -> Iterator[Problem]:
    properties = error.schema.get("properties", {})
    known = list(properties) if isinstance(properties, dict) else []
    kind, way_out = {
        "/indicators": ("indicator", "See `compcheck indicators list`."),
        "/evidence": ("topic of evidence", "See `compcheck indicators list`."),
    }.get(pointer, ("key", f"Known here: {', '.join(known)}."))
    for key in error.instance if isinstance(error.instance, dict) else ():
        if key not in known:
            near = get_close_matches(key, known, n=1)
            said = f'Did you mean "{near[0]}"? ' if near else ""
            at = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            code = f"{kind.split()[0] if kind != 'topic of evidence' else 'evidence'}-unknown"
            yield Problem(code, file, f"{quoted(key)} is no known {kind}.", f"{said}{way_out}", at)


def _fact(error: SchemaError, name: str) -> tuple[str, str, str]:
    """Code, fact and way out of one refusal."""
    given, wanted = quoted(error.instance), error.validator_value
    if error.validator == "type":
        kinds = [wanted] if isinstance(wanted, str) else list(wanted) if isinstance(wanted, list) else []
        meant = " or ".join(TYPES.get(str(kind), str(kind)) for kind in kinds)
        return "wrong-type", f"is {given}, but {meant} is meant.", "Correct it, or leave it out: it is then not graded."
    if error.validator in {"minimum", "maximum"}:
        return (
            "out-of-range",
            f"is {given}, but {_range(error)}.",
            "Correct it, or leave it out: it is then not graded.",
        )
    if error.validator == "enum" and isinstance(wanted, list):
        return _not_one_of(given, error.instance, wanted, name)
    if error.validator in {"pattern", "minItems"}:
        return _not_so_written(given, wanted)
    if error.validator in {"maxLength", "minLength"}:
        length = len(error.instance) if isinstance(error.instance, str) else 0
        if length:
            return "text-too-long", f"is {length} characters long.", f"Shorten it to {LONGEST_TEXT} or fewer."
        return "text-empty", "is empty.", "Say what it is, or leave the key out."
    if error.validator in {"not", "oneOf"}:
        return "both-given", *_both(name)
    if error.validator == "anyOf":
        return (
            "no-value", "gives no figure.",
            'Give "value", or "numerator" and "denominator", or "not_supplied" with the reason.',
        )  # fmt: skip
    return "shape", "is not as a submission has it.", "Compare it with `compcheck schema`."


def _not_so_written(given: str, wanted: object) -> tuple[str, str, str]:
    """A date or a digest that is none, or a list of files without one."""
    as_it_was = "Leave it as `compcheck collect` wrote it."
    if wanted == DIGEST:
        return "wrong-digest", f"is {given}, which is no SHA-256 in hexadecimal digits.", as_it_was
    if wanted == 1:
        return "list-empty", "is an empty list.", as_it_was
    return "wrong-date", f"is {given}, which is no date as a submission writes it.", 'Write it as "2013-03-31".'


def _both(name: str) -> tuple[str, str]:
    if name in SAID:
        return 'stands beside "not_supplied".', "A figure is supplied, or it is not: keep one of the two."
    if name in {"grade", "counts", "share", "direction"}:
        return (
            "cannot be given by a statement.",
            'A statement only "says": leave this out, or name the kind it really is.',
        )
    return (
        "says the same thing in two ways.",
        'Keep one: "period" or "as_at"; of evidence, one of "grade", "counts", "share", "direction".',
    )


def _not_one_of(given: str, instance: object, wanted: list[object], name: str) -> tuple[str, str, str]:
    known = [str(one) for one in wanted]
    if "x" in known and ".." in known:
        code, fact = "not-a-number", f"is {given}, but a number or one of DfE's marks is meant."
        way_out = f"Write the number alone, with no sign or unit, or one of {' '.join(MARKS)}."
        if "yes" in known:
            return (
                "not-yes-or-no",
                f"is {given}, but yes or no is meant.",
                "Write true or false, or one of DfE's marks.",
            )
        return code, fact, way_out
    near = get_close_matches(str(instance), known, n=1)
    said = f'Did you mean "{near[0]}"? ' if near else ""
    code = "framework-unknown" if name == "framework" else "not-one-of"
    return code, f"is {given}, which is not known here.", f"{said}Use one of: {', '.join(known)}."


def _range(error: SchemaError) -> str:
    if error.schema.get("maximum") == 100:
        return "a percentage lies between 0 and 100"
    if error.validator == "minimum":
        return "nothing here lies below 0"
    return f"nothing here lies above {error.validator_value}"


def quoted(value: object) -> str:
    """A value as it may stand in a message: short, its control characters escaped, never a child's number."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | Decimal):
        return f"{value}"
    text = str(value)
    if private_in(text) is not None and private_in(text)[0] == "personal-number":  # type: ignore[index]  # not None: asked just before
        return "a text with a personal number"
    shown = text.encode("unicode_escape").decode() if not text.isprintable() else text
    return f'"{shown[:LONGEST_QUOTED]}{"…" if len(shown) > LONGEST_QUOTED else ""}"'
