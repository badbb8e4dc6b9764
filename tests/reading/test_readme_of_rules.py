"""Every example in rules/README.md is read, as the file its first line names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from compcheck.model.counting import GIVES
from compcheck.model.library import Library
from compcheck.model.problem import ProblemsFound
from compcheck.proving import prove
from compcheck.reading.rule_files import read_cases, read_library
from compcheck.reading.rule_home import load_library

ROOT = Path(__file__).parents[2]
README = ROOT / "rules" / "README.md"
LEFT_OUT = {
    "title": "title: It is as it should be\n",
    "why": "why: A child waits otherwise.\n",
    "source": "source: {title: A guide, publisher: DfE, year: 2014}\n",
}
NEVER_GRADED = ("left_to_inspectors:", "indicator: referrals\n")
MIDDLE = """\
children_on_a_plan_again:
  title: Children on a plan again
  unit: percent
  polarity: {middle: both ends are questions}
  counting: children
  definition: children who become subject of a plan again, of all who do
  source: {title: A guide, publisher: DfE, year: 2014}
"""


def examples() -> dict[str, str]:
    """By the path in its first line."""
    blocks = re.findall(r"^```yaml\n# (\S+\.yaml)\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == len(dict(blocks)), "two examples name one file"
    return {path: text for path, text in blocks if not path.startswith("my-rules/")}


def local_rules() -> dict[str, str]:
    """The example of an overlay, by paths in its own folder."""
    blocks = re.findall(
        r"^```yaml\n# my-rules/(\S+\.yaml)\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return dict(blocks)


def test_the_overlay_in_the_page_is_read(tmp_path: Path) -> None:
    home = tmp_path / "my-rules"
    for path, text in local_rules().items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, "utf-8")
    library = load_library(str(home))
    assert [one for one in library.frameworks.values() if one.local is not None]


def whole(path: str, text: str) -> str:
    """A rule with what the page leaves out of it."""
    if not re.fullmatch(r"frameworks/[^/]+/[^/]+/[^/.]+\.yaml", path):
        return text
    before = "".join(line for key, line in LEFT_OUT.items() if not re.search(rf"^{key}:", text, re.MULTILINE))
    if "recommend:" in text or any(word in text for word in NEVER_GRADED):
        return before + text
    words = ["inadequate", "adequate"]
    if "first-look" in path:
        words = ["area for priority action", "area for development"]
    after = "".join(f"  - {{when: {word}, action: Mend it, by: immediately}}\n" for word in words)
    return f"{before}{text}recommend:\n{after}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, beside the catalogue they draw on."""
    home = tmp_path_factory.mktemp("readme")
    for room in ("indicators", "evidence", "published", "parameters"):
        shutil.copytree(ROOT / "rules" / room, home / room)
        for figures in (home / room).glob("*.csv"):
            figures.unlink()
        for file in (home / room).glob("*.yaml"):
            file.rename(file.with_name(file.name if room == "published" else f"packaged-{file.name}"))
    if (ROOT / "rules" / "records").is_dir():
        shutil.copytree(ROOT / "rules" / "records", home / "records")
    for path, text in {**examples(), "indicators/middle.yaml": MIDDLE}.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(whole(path, text), "utf-8")
    return home


@pytest.fixture(scope="module")
def read(folder: Path) -> Library:
    return read_library(folder, "README")


def test_every_block_of_yaml_in_the_page_names_the_file_it_is() -> None:
    assert README.read_text("utf-8").count("```yaml\n") == len(examples()) + len(local_rules())


def test_every_example_is_read(read: Library) -> None:
    assert {"example-2014", "example-2020", "first-look-2014"} == set(read.frameworks)
    for path in examples():
        parts = path.removesuffix(".yaml").split("/")
        if len(parts) == 4 and not parts[3].endswith(".cases"):
            assert read.frameworks[parts[1]].rule(f"{parts[2]}/{parts[3]}") is not None, path


def test_every_kind_of_rule_for_records_has_its_example(read: Library) -> None:
    rules = read.records()
    of_the_page = [way for name in ("first_visits_within_own_limit_from_records", "visits_to_a_worker")
                   for way in rules.counted[name]]  # fmt: skip
    assert {one.gives for one in of_the_page} == set(GIVES)
    assert any(one.within for one in of_the_page)
    assert any(one.leaves_out for one in of_the_page)
    assert any(one.each for one in of_the_page)
    assert {rules.sources[name].kind for name in ("example-list", "example-census")} == {"workbook", "xml"}
    assert {"visited_before_the_referral", "visited_twice"} <= set(rules.checks)
    assert set(rules.watch_lists) == {"no_first_visit_after_10_working_days"}


def test_the_cases_in_the_page_hold_and_are_all_that_is_needed(folder: Path, read: Library) -> None:
    proof = prove(read, read.frameworks.values(), lambda at, rule: read_cases(folder, rule.stands(at.id), "README"))
    assert not proof.failed
    with_cases = [path.removesuffix(".cases.yaml") for path in examples() if path.endswith(".cases.yaml")]
    assert with_cases
    assert not [one.fact for one in proof.missing if any(name in one.file for name in with_cases)]


def test_every_kind_of_rule_has_its_example(read: Library) -> None:
    rules = [rule for framework in read.frameworks.values() for rule in framework.rules]
    blocks = [block for rule in rules for block in rule.lines]
    assert any(block.national for block in blocks)
    assert any(block.joined for block in blocks)
    assert any(block.yes for block in blocks if block.joined is None)
    assert any(len(band.bound.edges()) == 2 for block in blocks for band in block.bands)
    assert any(rule.change_over for rule in rules)
    assert any(rule.against for rule in rules)
    assert any(rule.parameter for rule in rules)
    assert any(rule.left_to_inspectors for rule in rules)
    assert any(rule.assumption for rule in rules)
    assert any(rule.judged == "health" for rule in rules)
    assert any(rule.sampled for rule in rules)
    assert any(rule.formerly for rule in rules)
    assert any(not framework.scale.ordered for framework in read.frameworks.values())
    assert any(area.from_parts for framework in read.frameworks.values() for area in framework.areas)


def test_every_key_of_a_rule_is_explained_in_the_page() -> None:
    from compcheck.reading.record_shapes import (
        BankHolidaysShape,
        CheckShape,
        CodeShape,
        ColumnShape,
        CountedShape,
        NobodyShape,
        RecordSourceShape,
        SourceTableShape,
        TableShape,
        WatchListShape,
        WithinShape,
    )
    from compcheck.reading.rule_shapes import FrameworkShape, IndicatorShape, rule_shape

    text = README.read_text("utf-8")
    of_records = (TableShape, ColumnShape, CodeShape, RecordSourceShape, SourceTableShape, CountedShape, WithinShape)
    of_lists = (CheckShape, WatchListShape, NobodyShape, BankHolidaysShape)
    for shape in (rule_shape(("bad", "good")), IndicatorShape, FrameworkShape, *of_records, *of_lists):
        for name, field in shape.model_fields.items():
            key = field.alias or name
            assert re.search(rf"`{key}|^ *{key}:|[{{ ]{key}:", text, re.MULTILINE), key


def test_an_edition_that_inherits_rules_keeps_their_words(folder: Path, tmp_path: Path) -> None:
    """Otherwise a rule would give a grade that its framework does not have."""
    shutil.copytree(folder, tmp_path / "rules")
    about = tmp_path / "rules/frameworks/example-2020/framework.yaml"
    text = about.read_text("utf-8")
    about.write_text(text + "scale: [inadequate, adequate, good, outstanding, exceptional]\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_library(tmp_path / "rules", "rules")
    assert "judges with other words" in " ".join(problem.fact for problem in found.value.problems)
