"""`--fail-below`: a grade's word, held against the scales it can mean. Grades of two scales have no order."""

from __future__ import annotations

from collections.abc import Sequence

from compcheck.cli.problems import did_you_mean, quoted
from compcheck.model.evaluation import Evaluation
from compcheck.model.framework import Framework
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound

NO_BAR = "none"


def check_bar(word: str | None, framework_ids: Sequence[str], library: Library) -> None:
    """ProblemsFound if no framework that may be judged under could use the word as its bar."""
    if word is None or word == NO_BAR:
        return
    named = [library.frameworks[one] for one in framework_ids] or list(library.frameworks.values())
    bars = [bar for framework in named for bar in _bars(framework)]
    if word in bars:
        return
    if any(word == framework.scale.lowest.word for framework in named):
        fact, said = f"is {quoted(word)}, and nothing lies below {word}.", ""
    else:
        fact, said = f"is {quoted(word)}, which is no grade here.", did_you_mean(word, [NO_BAR, *bars])
    way_out = f"{said}Say {_choices(*named)}; to let everything pass that could be graded, say {NO_BAR}."
    raise ProblemsFound([Problem("bar-unknown", "--fail-below", fact, way_out)])


def on_another_scale(word: str | None, evaluation: Evaluation) -> None:
    """ProblemsFound if the bar is no grade of the framework this file was judged under, or its lowest."""
    framework = evaluation.framework
    if word is None or word == NO_BAR or word in _bars(framework):
        return
    if framework.bar is None:
        fact = f"is judged under {framework.id}, which gives no grades that could lie below a bar."
        way_out = f"Leave --fail-below out: what fails there is said by the framework. Or say {NO_BAR}."
        raise ProblemsFound([Problem("bar-of-another-scale", evaluation.document.path, fact, way_out)])
    fact = f"is judged under {framework.id}, whose scale has no bar {quoted(word)}."
    way_out = f"Evaluate it by itself, with --fail-below {_choices(framework)}."
    raise ProblemsFound([Problem("bar-of-another-scale", evaluation.document.path, fact, way_out)])


def _bars(framework: Framework) -> tuple[str, ...]:
    """Every grade something can lie below."""
    return framework.scale.words[1:] if framework.bar is not None else ()


def _choices(*frameworks: Framework) -> str:
    words = list(dict.fromkeys(word for framework in frameworks for word in _bars(framework)))
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words or [NO_BAR])
