"""The folder of rules a command works on where it needs the files themselves, and not only what they say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from compcheck.cli.problems import quoted
from compcheck.cli.submissions import known_framework
from compcheck.model.case import Case
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.reading.rule_home import CHECKOUT, is_overlay, load_library


class Opened(NamedTuple):
    """A folder of rules that has been read, with the name people know it by."""

    folder: Path
    shown_as: str
    library: Library
    overlay: bool = False

    def asked_for(self, framework_id: str | None) -> list[Framework]:
        """That framework, or all of them by id; ProblemsFound if there is none of that id.

        Of local rules laid over a framework, with them alone: what they leave as it was is proved where it stands.
        """
        known_framework(framework_id, self.library, "FRAMEWORK")
        found = [one for name, one in sorted(self.library.frameworks.items()) if framework_id in (None, name)]
        if not self.overlay:
            return found
        local = [_of_the_overlay(one) for one in found if one.local is not None]
        if not local:
            fact = f"is {quoted(framework_id or '')}, and no local rule is laid over it."
            raise ProblemsFound(
                [Problem("framework-unknown", "FRAMEWORK", fact, "Leave it out: local rules are meant.")]
            )
        return local

    def cases_of(self, framework: Framework, rule: Rule) -> tuple[Case, ...]:
        """The cases beside the rule, wherever it stands; ProblemsFound if they cannot be read."""
        from compcheck.reading.rule_files import cases_beside, read_cases  # noqa: PLC0415  # YAML is slow to import

        if framework.local is not None:
            return cases_beside(self.folder, rule.id, self.shown_as)
        return read_cases(self.folder, rule.stands(framework.id), self.shown_as)


def opened(rules_folder: str | None) -> Opened:
    from compcheck.reading.rule_files import read_library  # noqa: PLC0415  # as above

    folder, shown_as = folder_asked_for(rules_folder)
    if rules_folder is not None and is_overlay(rules_folder):
        return Opened(folder, shown_as, load_library(rules_folder), overlay=True)
    return Opened(folder, shown_as, read_library(folder, shown_as))


def _of_the_overlay(framework: Framework) -> Framework:
    return replace(framework, rules=tuple([rule for rule in framework.rules if not rule.inherited]))


def folder_asked_for(rules_folder: str | None) -> tuple[Path, str]:
    """The folder and its name for people. The rules of an installed compcheck are compiled: they bring no files."""
    if rules_folder is not None:
        return Path(rules_folder), rules_folder
    if Path(CHECKOUT).is_dir():
        return Path(CHECKOUT), "rules"
    fact, way_out = "come without their cases: they were proved before they were packed.", "Name a folder with --rules."
    raise ProblemsFound([Problem("cases-not-packed", "the packaged rules", fact, way_out)])
