from __future__ import annotations

import json
from pathlib import Path

import pytest
from at_the_prompt import ROOT, typed

from compcheck.reading.rule_schemas import first_line_of
from small_rules import RULE, SINCE, folder_with

A_COUNT = f"{RULE}indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
CASES = """\
- {case: none, given: {late: 0}, expect: good}
- {case: one, given: {late: 1}, expect: inadequate}
- {case: nothing, given: {}, expect: {not graded: not supplied}}
"""


def test_the_schema_of_a_kind_of_file_is_printed() -> None:
    result = typed("rules", "schema", "rule", "--framework", "protection-2012")
    assert (result.exit_code, result.stderr) == (0, "")
    block = json.loads(result.stdout)["$defs"]["Block"]["properties"]
    assert {"inadequate", "adequate", "good", "outstanding", "otherwise"} <= set(block)


def test_a_rule_of_no_particular_framework_may_have_the_grades_of_any(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path)
    result = typed("rules", "schema", "rule", "--rules", str(folder))
    assert {"inadequate", "adequate", "good"} <= set(json.loads(result.stdout)["$defs"]["Block"]["properties"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rul",), "Did you mean rule?"),
        (("rule", "--framework", "protection-2102"), "Did you mean protection-2012?"),
        ((), "Give one of"),
        (("rule", "--name-in-files"), "Give one of"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: tuple[str, ...], said: str) -> None:
    result = typed("rules", "schema", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_every_schema_is_written_into_a_folder(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path / "rules")
    result = typed("rules", "schema", "--rules", str(folder), "--output", str(tmp_path / "made" / "schema"))
    assert result.exit_code == 0
    names = {path.name for path in (tmp_path / "made" / "schema").iterdir()}
    assert {"rule-one.schema.json", "cases.schema.json", "indicator.schema.json"} <= names


def test_every_file_names_its_schema_in_its_first_line_and_only_once(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path)
    said = [typed("rules", "schema", "--name-in-files", "--rules", str(folder)).stdout for _ in range(2)]
    assert said[0].endswith("named in 5 more files\n")
    assert said[1].endswith("named in 0 more files\n")
    for path in folder.rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == first_line_of(path.relative_to(folder).parts)
        assert (path.parent / first.partition("=")[2]).is_file()
    assert typed("rules", "check", "--rules", str(folder)).exit_code == 0


def test_a_file_that_names_another_schema_names_the_right_one_afterwards(tmp_path: Path) -> None:
    folder = folder_with("# yaml-language-server: $schema=old.json\n" + A_COUNT, CASES, tmp_path)
    typed("rules", "schema", "--name-in-files", "--rules", str(folder))
    text = (folder / "frameworks/one/practice/it.yaml").read_text("utf-8")
    assert text.count("yaml-language-server") == 1
    assert "schema/rule-one.schema.json" in text


def test_lines_that_end_as_on_windows_still_do(tmp_path: Path) -> None:
    folder = folder_with(A_COUNT, CASES, tmp_path)
    path = folder / "frameworks/one/practice/it.yaml"
    path.write_bytes(A_COUNT.replace("\n", "\r\n").encode())
    typed("rules", "schema", "--name-in-files", "--rules", str(folder))
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


def test_the_packaged_rules_name_schemas_that_are_as_they_would_be_written(tmp_path: Path) -> None:
    """To mend: compcheck rules schema --name-in-files"""
    typed("rules", "schema", "--output", str(tmp_path))
    schemas = ROOT / "rules" / "schema"
    assert {path.name for path in schemas.iterdir()} == {path.name for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        assert (schemas / path.name).read_bytes() == path.read_bytes(), path.name
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        line = first_line_of(path.relative_to(ROOT / "rules").parts)
        if line is not None:
            assert path.read_text("utf-8").splitlines()[0] == line, path
