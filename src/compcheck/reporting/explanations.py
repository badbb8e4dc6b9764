"""The register of formats an explanation is told in, and what each is given."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from compcheck.model.comparators import Comparators
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Area
from compcheck.model.rule import Rule


class Explained(NamedTuple):
    """What is to be explained: a requirement, an area or (None) the overall judgement, of one evaluation."""

    evaluation: Evaluation
    asked: Rule | Area | None
    comparators: Comparators
    internal: bool = False


class Format(NamedTuple):
    """`module` is imported only when the format is asked for."""

    module: str
    says: str

    def write(self, explained: Explained) -> str:
        return cast("Callable[[Explained], str]", import_module(self.module).text)(explained)


EXPLANATIONS = {
    "table": Format("compcheck.reporting.explanation", "for reading in a terminal, 80 columns wide"),
    "json": Format("compcheck.reporting.explanation_as_json", "for other programs, with the same steps"),
}
