"""How long 10,000 submissions take in one process, from JSON text to evaluations, beside zen-engine on the same texts,
and whether memory grows with their number.

zen-engine is asked in every way it has: one submission at a time or many in a batch, as text or as json.loads reads
it, with the rules as decision tables or as expressions. It grades; compcheck also refuses what is not as its schema
has it, keeps every number exact, judges areas and says why. That both give the same grades is checked, for every text
and every rule. Ends with 1 if an aim is missed or a grade differs. Needs os.wait4, which Windows does not have.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import made_up_panel
from ratios import Aim, Spent, in_turn, print_ratios, print_spent

from compcheck.model.evaluation import Evaluation
from compcheck.model.library import Library
from compcheck.pipeline import evaluate
from compcheck.reading.rule_files import read_library
from compcheck.reading.submission_files import read_submission_file

CHUNK = 500
SIZES = (1_000, 5_000, 10_000)
FLAT = 1.1
"""How many times the memory of the fewest submissions the most may take."""

OURS = "compcheck"
TWICE = 0.5
"""The ratio aimed at, beside zen-engine asked for one submission at a time; beside its batches it is only shown."""

Grades = list[str]
Way = Callable[[Sequence[str]], object]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=10_000, help="how many (default: 10000)")
    parser.add_argument("--memory-of", type=int, help=argparse.SUPPRESS)  # what the processes are asked that it starts
    args = parser.parse_args()
    if args.memory_of is not None:
        evaluate_all(made_up_panel.texts(0, args.memory_of), made_up_library())
        return 0
    flat = memory_is_flat()  # first: a process is said to have used what the one that starts it had used by then
    library = made_up_library()
    theirs, their_grades = zen_ways()
    ways: dict[str, Way] = {OURS: partial(evaluate_all, library=library), **theirs}
    spent: dict[str, list[Spent]] = {name: [] for name in ways}
    same = True
    for first in range(0, args.submissions, CHUNK):
        texts = list(made_up_panel.texts(first, min(first + CHUNK, args.submissions)))
        if not first:
            in_turn(measures_of(ways, texts), 1)
        for name, times in in_turn(measures_of(ways, texts), 1).items():
            spent[name] += times
        same = same and grades_agree(texts, library, their_grades)
    print_spent(spent, "microseconds a submission", 1e6)
    fast = print_ratios(spent, [Aim(OURS, name, None if "batch" in name else TWICE) for name in theirs])
    print(f"\nall grades agree: {'yes' if same else 'NO'}")
    return 0 if flat and fast and same else 1


def made_up_library() -> Library:
    """Read as `--rules` reads a folder, and proved."""
    with tempfile.TemporaryDirectory() as folder:
        made_up_panel.write_rules(Path(folder))
        return read_library(Path(folder), "rules")


def evaluate_all(texts: Iterable[str], library: Library) -> None:
    for text in texts:
        evaluated(text, library)


def evaluated(text: str, library: Library) -> Evaluation:
    return evaluate(read_submission_file("submission.json", text.encode()), library)


def zen_ways() -> tuple[dict[str, Way], list[Callable[[str], Grades]]]:
    """What to measure of zen-engine, by name, and for each form of the rules the grades it gives a text."""
    import zen  # noqa: PLC0415  # not in the processes whose memory is measured

    ways: dict[str, Way] = {}
    grades: list[Callable[[str], Grades]] = []
    for form, rules in (("tables", made_up_panel.zen_tables()), ("expressions", made_up_panel.zen_expressions())):
        decision = zen.ZenEngine().create_decision(rules)
        engine = zen.ZenEngine({"loader": {"type": "static", "content": {form: json.loads(rules)}}})
        ways[f"zen {form}, loaded"] = partial(one_by_one, decision, json.loads)
        ways[f"zen {form}, text"] = partial(one_by_one, decision, str)
        ways[f"zen {form}, batch, loaded"] = partial(in_batches, engine, form, json.loads)
        ways[f"zen {form}, batch, text"] = partial(in_batches, engine, form, str)
        grades.append(partial(grades_of_zen, decision))
    return ways, grades


def one_by_one(decision: Any, prepare: Callable[[str], Any], texts: Sequence[str]) -> None:
    for text in texts:
        decision.evaluate(prepare(text))


def in_batches(engine: Any, form: str, prepare: Callable[[str], Any], texts: Sequence[str]) -> None:
    engine.evaluate_batch([{"key": form, "context": prepare(text)} for text in texts])


def measures_of(ways: Mapping[str, Way], texts: Sequence[str]) -> dict[str, Callable[[], Spent]]:
    return {name: partial(a_submission, way, texts) for name, way in ways.items()}


def a_submission(way: Way, texts: Sequence[str]) -> Spent:
    """What one of the texts costs on average, with nobody paying for garbage another left."""
    gc.collect()
    elapsed, processor = time.perf_counter(), time.process_time()
    way(texts)
    return Spent((time.process_time() - processor) / len(texts), (time.perf_counter() - elapsed) / len(texts))


def grades_agree(texts: Sequence[str], library: Library, theirs: Sequence[Callable[[str], Grades]]) -> bool:
    return all(grades(text) == grades_of_compcheck(text, library) for text in texts for grades in theirs)


def grades_of_compcheck(text: str, library: Library) -> Grades:
    """By the number of the rule; the framework has its own order."""
    findings = {finding.rule.indicator: finding.grade for finding in evaluated(text, library).findings}
    return [
        grade.word if (grade := findings[made_up_panel.name_of(rule)]) else "" for rule in range(made_up_panel.RULES)
    ]


def grades_of_zen(decision: Any, text: str) -> Grades:
    result = decision.evaluate(text)["result"]
    return [result[made_up_panel.name_of(rule)] for rule in range(made_up_panel.RULES)]


def memory_is_flat() -> bool:
    """Most memory a process ever held that evaluates so many submissions and keeps none."""
    peaks = []
    for size in SIZES:
        running = subprocess.Popen([sys.executable, __file__, "--memory-of", str(size)])
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode:
            sys.exit(f"{size} submissions could not be evaluated")
        peaks.append(used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024))
        print(f"peak memory of {size:6,} submissions: {peaks[-1]:6.1f} MiB")
    growth = peaks[-1] / peaks[0]
    print(f"growth: {growth:.2f}  aim: at most {FLAT}, {'met' if growth <= FLAT else 'MISSED'}\n")
    return growth <= FLAT


if __name__ == "__main__":
    sys.exit(main())
