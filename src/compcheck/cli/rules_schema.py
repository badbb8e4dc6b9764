"""`compcheck rules schema`: JSON Schemas of rules files, so that editors check and complete them as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from compcheck.cli import options
from compcheck.cli.output import make_folder, print_text, print_utf8, write_file
from compcheck.cli.problems import did_you_mean, quoted
from compcheck.cli.rule_folders import folder_asked_for
from compcheck.cli.submissions import known_framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_home import load_library

EXAMPLES = """\b
Examples:
  compcheck rules schema rule --framework protection-2012
  compcheck rules schema --output my-rules/schema
  compcheck rules schema --name-in-files --rules my-rules
"""


@click.command(epilog=EXAMPLES)
@click.argument("kind", metavar="[KIND]", required=False)
@click.option("--framework", "framework_id", metavar="ID", help="For a rule: with the grades of this framework alone.")
@click.option("--name-in-files", is_flag=True, help="Write every schema into schema/ of the rules folder, and name it"
              " in the first line of each of its files, where editors look for it.")  # fmt: skip
@options.rules
@options.output
def schema(
    kind: str | None,
    framework_id: str | None,
    *,
    name_in_files: bool,
    rules_folder: str | None,
    output_path: str | None,
) -> None:
    """Print the JSON Schema (draft 2020-12) of one KIND of rules file, or write that of every kind.

    KIND is rule, cases, framework, indicator, evidence or another that rules/README.md names. Without one, --output
    names the folder that all of them are written to. They are made from what the reader itself checks by; what needs
    several files together (whether a name is known, whether lines hold) only `compcheck rules check` can say.
    """
    if sum([kind is not None, name_in_files, kind is None and output_path is not None]) != 1:
        raise click.UsageError("Give one of: a KIND, --output DIR for every kind, or --name-in-files.")
    if name_in_files:
        _name_in_files(rules_folder)
        return
    library = load_library(rules_folder)
    known_framework(framework_id, library)
    if kind is None:
        assert output_path is not None  # or the usage above would have been refused
        _write_all(_all(library), Path(output_path))
        return
    text = _text(_asked_for(kind, framework_id, library))
    if output_path is None:
        print_utf8(text)
    else:
        write_file(output_path, text)


def _asked_for(kind: str, framework_id: str | None, library: Library) -> dict[str, Any]:
    from compcheck.reading.rule_schemas import KINDS, schema_of  # noqa: PLC0415  # pydantic is slow to import

    if kind not in KINDS:
        fact, way_out = f"{quoted(kind)} is no kind of rules file.", f"Known here: {', '.join(KINDS)}."
        raise ProblemsFound([Problem("kind-unknown", "KIND", fact, f"{did_you_mean(kind, KINDS)}{way_out}")])
    words = [word for name, words in _words(library).items() if framework_id in (None, name) for word in words]
    return schema_of(kind, list(dict.fromkeys(words)))


def _all(library: Library) -> dict[str, dict[str, Any]]:
    from compcheck.reading.rule_schemas import schemas_of  # noqa: PLC0415  # pydantic is slow to import

    return schemas_of(_words(library))


def _words(library: Library) -> dict[str, tuple[str, ...]]:
    return {name: one.scale.words for name, one in sorted(library.frameworks.items())}


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _write_all(schemas: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """What is there already in the same bytes is left as it is."""
    make_folder(str(folder))
    for name, one in schemas.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != _text(one).encode():
            write_file(str(path), _text(one))


def _name_in_files(rules_folder: str | None) -> None:
    from compcheck.reading.rule_schemas import FOLDER, schemas_of  # noqa: PLC0415  # pydantic is slow to import

    folder, shown_as = folder_asked_for(rules_folder)
    library = load_library(rules_folder)
    _write_all(schemas_of(_words(library)), folder / FOLDER)
    changed = 0
    for path, line in _first_lines(folder):
        text = path.read_bytes().decode("utf-8-sig")
        named = _with_first_line(text, line)
        if named != text:
            write_file(str(path), named)
            changed += 1
    print_text(f"{shown_as}: schemas in {FOLDER}/, named in {changed} more {'file' if changed == 1 else 'files'}\n")


def _first_lines(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every rules file, and what its first line has to be."""
    from compcheck.reading.rule_schemas import first_line_of  # noqa: PLC0415  # pydantic is slow to import

    for path in sorted(folder.rglob("*.yaml")):
        line = first_line_of(path.relative_to(folder).parts)
        if line is not None:
            yield path, line


def _with_first_line(text: str, line: str) -> str:
    from compcheck.reading.rule_schemas import NAMED_BY  # noqa: PLC0415  # pydantic is slow to import

    first, newline, rest = text.partition("\n")
    ending = "\r\n" if first.endswith("\r") else "\n"
    if first.startswith(NAMED_BY):
        return line + ending + rest if first.rstrip("\r") != line else text
    return f"{line}{ending}{first}{newline}{rest}"
