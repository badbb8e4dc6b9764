"""Tasks done here or in several processes: in the order they were given and with the same outcome, either way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from compcheck.batching.tasks import Done, Task, Work, do
from compcheck.model.problem import Problem, ProblemsFound

Made = TypeVar("Made")

AT_ONCE = 32
"""Tasks handed over together: enough that handing over costs little, few enough that no process waits for the last."""
AHEAD = 3
"""Handfuls handed out for each process before the first is taken back: what comes back is held in memory."""

_work: list[Work[Any]] = []
"""In a process of its own: what is done there, handed over once when the process begins."""


def do_each(tasks: Iterable[Task], work: Work[Made], jobs: int) -> Iterator[Done[Made]]:
    """What became of each task, in order. ProblemsFound if a process was ended from outside."""
    if jobs == 1:
        return (do(task, work) for task in tasks)
    return _in_processes(iter(tasks), work, jobs)


def _in_processes(tasks: Iterator[Task], work: Work[Made], jobs: int) -> Iterator[Done[Made]]:
    # Started afresh and not forked: the same on every system, and no thread or lock of ours is copied half way.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (work,)) as pool:
        waiting: deque[Future[list[Done[Made]]]] = deque()
        try:
            while handful := list(islice(tasks, AT_ONCE)):
                waiting.append(pool.submit(_do_all, handful))
                if len(waiting) >= jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            fact = "one of its processes was ended from outside, perhaps for want of memory."
            problem = Problem("process-ended", "--jobs", fact, "Ask for fewer, or for none.")
            raise ProblemsFound([problem]) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(work: Work[Any]) -> None:
    _work.append(work)


def _do_all(tasks: list[Task]) -> list[Done[Any]]:
    return [do(task, _work[0]) for task in tasks]
