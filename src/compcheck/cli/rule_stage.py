"""A copy of a rules folder in which a rule can be tried before anybody else sees it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.rule_files import raw_library, read_library
from compcheck.reading.rule_folder import read_rules_file

NO_RULES = "rules-no-rules"
STAND_IN = """\
title: Nothing yet
why: It stands in for the rules to come, in a copy nobody keeps.
source: {title: None, publisher: None, year: 2000}
left_to_inspectors: nothing is written yet
"""


@contextmanager
def staged(folder: Path, shown_as: str) -> Iterator[tuple[Path, Library]]:
    """The copy and its library; ProblemsFound where the folder does not hold as it is.

    An area or a framework without a rule, which is a problem everywhere else, is what a first rule is written for:
    in the copy something stands in.
    """
    if not folder.is_dir():
        read_library(folder, shown_as)  # says so
    with tempfile.TemporaryDirectory(prefix="compcheck-") as home:
        stage = Path(home) / "rules"
        shutil.copytree(folder, stage)
        while True:
            try:
                library = read_library(stage, shown_as)
                break
            except ProblemsFound as found:
                if any(problem.code != NO_RULES for problem in found.problems):
                    raise
                _stand_in(found.problems, stage)
        yield stage, library


def _stand_in(problems: Sequence[Problem], stage: Path) -> None:
    for problem in problems:
        framework = stage / "frameworks" / problem.file.split("/")[-2]
        named = problem.pointer.split("/")[2:3]
        data = read_rules_file(framework / "framework.yaml", problem.file).data
        area = named[0] if named or not isinstance(data, dict) else next(iter(data["areas"]))
        (framework / area).mkdir(exist_ok=True)
        (framework / area / "nothing-yet.yaml").write_text(STAND_IN, "utf-8")


def quartiles_of(stage: Path, framework_id: str) -> dict[str, str]:
    """Which place in England's distribution is which grade's line, as framework.yaml says, for a figure that is better
    the more of it there is.
    """
    raw = raw_library(stage, "rules")["frameworks"][framework_id]["framework"]
    stated: dict[str, str] = raw.get("judging", {}).get("quartiles", {}).get("lines", {})
    if stated:
        return stated
    best = raw["highest_on_figures"]["grade"]
    words = raw.get("scale") or list(reversed(raw["kinds"]))
    return {best: "upper quartile", words[words.index(best) - 1]: "lower quartile"}
