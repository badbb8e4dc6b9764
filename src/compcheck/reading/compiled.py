"""The packaged rules: one JSON file in the wheel, so that a run needs no YAML and proves nothing again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from compcheck.model.library import Library
from compcheck.reading.building_framework import library_from


def compiled_text(rules: Path) -> str:
    """The proved rules of this folder, always in the same bytes; ProblemsFound where they do not hold.

    Keys keep the order they are written in, since the areas of a framework have one.
    """
    from compcheck.reading.rule_files import raw_library  # noqa: PLC0415  # YAML and pydantic, only for the build

    return "".join(_written(raw_library(rules, "rules"))) + "\n"


def write_compiled(rules: Path, target: Path) -> None:
    target.write_text(compiled_text(rules), encoding="utf-8", newline="\n")


def library_in(text: str) -> Library:
    """ValueError or KeyError for what `compiled_text` did not write."""
    return library_from(json.loads(text, parse_float=Decimal), "packaged")


def _written(value: Any) -> Iterator[str]:  # JSON of any shape
    """JSON without spaces. A Decimal keeps its own digits, which json.dumps would not let it."""
    if isinstance(value, Mapping):
        parts = [f"{json.dumps(key, ensure_ascii=False)}:{''.join(_written(one))}" for key, one in value.items()]
        yield "{" + ",".join(parts) + "}"
    elif isinstance(value, list):
        yield "[" + ",".join("".join(_written(one)) for one in value) + "]"
    elif isinstance(value, Decimal):
        yield f"{value:f}"
    else:
        yield json.dumps(value, ensure_ascii=False)
