"""The packaged rules: one JSON file in the wheel, so that a run needs no YAML and proves nothing again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compcheck.model.framework import Framework
from compcheck.model.indicator import Catalogue
from compcheck.model.library import ByNeed, Library, RulesForRecords
from compcheck.reading.building_catalogue import catalogue_from
from compcheck.reading.building_framework import framework_from, scale_from

if TYPE_CHECKING:
    from compcheck.model.records import RecordRules


def compiled_text(rules: Path) -> str:
    """The proved rules of this folder, always in the same bytes; ProblemsFound where they do not hold.

    Keys keep the order they are written in, since the areas of a framework have one. Each framework is text within the
    text, so that one that is not asked for is not taken apart; so are the rules for records.
    """
    from compcheck.reading.rule_files import raw_library  # noqa: PLC0415  # YAML and pydantic, only for the build

    whole = raw_library(rules, "rules")
    scales = {name: list(scale_from(one["framework"]).words) for name, one in whole["frameworks"].items()}
    kept = {name: "".join(_written(one)) for name, one in whole["frameworks"].items()}
    records = "".join(_written(whole["records"]))
    return "".join(_written(whole | {"frameworks": kept, "scales": scales, "records": records})) + "\n"


def write_compiled(rules: Path, target: Path) -> None:
    target.write_text(compiled_text(rules), encoding="utf-8", newline="\n")


def library_in(text: str) -> Library:
    """ValueError or KeyError for what `compiled_text` did not write."""
    raw = json.loads(text, parse_float=Decimal)
    catalogue = catalogue_from(raw)
    makers = {name: partial(_framework, name, one, catalogue) for name, one in sorted(raw["frameworks"].items())}
    words = dict.fromkeys(word for name in makers for word in raw["scales"][name])
    records = RulesForRecords(partial(_record_rules, raw["records"]))
    return Library(catalogue, ByNeed(makers, tuple(words)), "packaged", records)


def raw_in(text: str) -> dict[str, Any]:
    """Everything as data, for what is laid over it; ValueError or KeyError as above."""
    raw: dict[str, Any] = json.loads(text, parse_float=Decimal)
    del raw["scales"]
    frameworks = {name: json.loads(one, parse_float=Decimal) for name, one in raw["frameworks"].items()}
    return raw | {"frameworks": frameworks, "records": json.loads(raw["records"], parse_float=Decimal)}


def _record_rules(text: str) -> RecordRules:
    from compcheck.reading.building_records import record_rules_from  # noqa: PLC0415  # for who has records

    return record_rules_from(json.loads(text, parse_float=Decimal))


def _framework(name: str, text: str, catalogue: Catalogue) -> Framework:
    return framework_from(name, json.loads(text, parse_float=Decimal), catalogue)


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
