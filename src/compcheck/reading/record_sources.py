"""Tables, lists of codes and sources side by side: what a source holds must be something a table has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compcheck.model.problem import Problem
from compcheck.reading.building_catalogue import Raw
from compcheck.reading.rule_folder import SNAKE, Found
from compcheck.reading.yaml_file import Path, did_you_mean, shown

_MAY_HAVE_CODES = {True: {"code", "yes/no"}, False: {"text", "date", "integer", "number", "yes/no"}}
"""What may be held by a column with a list of codes, and by one without: a yes/no may have one of its own."""


def unfit_codes(one: Found, name: str) -> Iterator[Problem]:
    """What is written for a code must not be written for another too."""
    seen: dict[str, str] = {}
    for code, raw in one.raw.items():
        for at, word in enumerate((code, *raw.get("also", ()))):
            other = seen.setdefault(" ".join(word.casefold().split()), code)
            if other != code:
                fact = f"`{shown(word)}` stands for `{shown(other)}` and for `{shown(code)}`."
                path: Path = (name, code, "also", at - 1) if at else (name, code)
                yield one.file.problem("rules-repeated-name", fact, "Let it stand for one of the two.", path)


def unfit_table(one: Found, name: str, codes: Mapping[str, Found]) -> Iterator[Problem]:
    columns = one.raw["columns"]
    for column, raw in columns.items():
        path: Path = (name, "columns", column)
        if not SNAKE.fullmatch(column):
            fact = f"`{shown(column)}` is not written as a name."
            yield one.file.problem("rules-name", fact, "Use small letters, digits and single underscores.", path)
        if raw["holds"] not in _MAY_HAVE_CODES["codes" in raw]:
            fact = "a code is out of a list, and `codes` names it." if raw["holds"] == "code" else "it holds no code."
            way_out = "Add `codes:`." if raw["holds"] == "code" else "Take `codes` out, or write `holds: code`."
            yield one.file.problem("rules-combination", fact, way_out, path)
        elif "codes" in raw and raw["codes"] not in codes:
            fact = f"there is no list of codes `{shown(raw['codes'])}`."
            way_out = did_you_mean(raw["codes"], codes) or "Add it in records/codes/."
            yield one.file.problem("rules-unknown-name", fact, way_out, (*path, "codes"))
    for dimension, column in one.raw.get("by", {}).items():
        if column not in columns:
            yield _no_column(one, column, columns, (name, "by", dimension))


def unfit_source(one: Found, tables: Mapping[str, Found]) -> Iterator[Problem]:
    kind = one.raw["kind"]
    for name, raw in one.raw["tables"].items():
        path: Path = ("tables", name)
        if name not in tables:
            fact = f"there is no table `{shown(name)}`."
            way_out = did_you_mean(name, tables) or "Add it in records/tables/."
            yield one.file.problem("rules-unknown-name", fact, way_out, path)
            continue
        yield from _of_its_kind(one, kind, raw, path)
        columns = tables[name].raw["columns"]
        for column, stands in raw.get("columns", {}).items():
            here = (*path, "columns", column)
            if column not in columns:
                yield _no_column(one, column, columns, here)
            elif columns[column].get("derived"):
                fact = f"`{column}` is worked out, and is read from no file."
                yield one.file.problem("rules-combination", fact, "Take it out.", here)
            elif isinstance(stands, str) != (kind == "xml"):
                fact = (
                    "in XML it stands at a path." if kind == "xml" else "it stands under headings, and this is no list."
                )
                way_out = "Write its path." if kind == "xml" else "Write its headings in brackets: `[Date of Birth]`."
                yield one.file.problem("rules-combination", fact, way_out, here)


def _of_its_kind(one: Found, kind: str, raw: Raw, path: Path) -> Iterator[Problem]:
    if "rows" in raw and kind != "xml":
        fact = "`rows` names an element of XML, and this is none."
        yield one.file.problem("rules-combination", fact, "Take it out.", (*path, "rows"))
    if "columns" not in raw and kind != "tables":
        fact = "nothing says where its columns stand."
        yield one.file.problem("rules-missing-key", fact, "Add `columns:`.", path)


def _stands_otherwise(one: Found, kind: str, path: Path) -> Problem:
    if kind == "xml":
        return one.file.problem("rules-combination", "in XML it stands at a path.", "Write its path.", path)
    fact = "it stands under headings, and this is no list."
    return one.file.problem("rules-combination", fact, "Write its headings in brackets: `[Date of Birth]`.", path)


def _no_column(one: Found, column: str, columns: Mapping[str, Raw], path: Path) -> Problem:
    fact = f"the table has no column `{shown(column)}`."
    way_out = did_you_mean(column, columns) or "See records/tables/."
    return one.file.problem("rules-unknown-name", fact, way_out, path)
