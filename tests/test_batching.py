"""What becomes of one of many: it does not depend on the others, their order, or the number of processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compcheck.batching.guarding import By
from compcheck.batching.processes import do_each
from compcheck.batching.tasks import Done, Task, Work, tasks_in
from compcheck.model.document import Given
from compcheck.model.evaluation import Evaluation
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from panels import panel

Said = tuple[str, tuple[str, ...], str | None]


def no_check(_: Evaluation) -> None:
    """Every scale will do."""


def said(evaluations: tuple[Evaluation, ...]) -> Said:
    """An authority, the outcome of each finding, and the overall grade."""
    (evaluation,) = evaluations
    outcomes = tuple(str(finding.outcome) for finding in evaluation.findings)
    overall = evaluation.overall.grade if evaluation.overall else None
    return evaluation.submission.authority.name, outcomes, overall.word if overall else None


def ended(_: tuple[Evaluation, ...]) -> Said:
    os._exit(3)


def done(rows: list[str], library: Library, jobs: int = 1) -> list[Done[Said]]:
    text = panel("re_referrals,child_protection_reviews_on_time,average_caseload", *rows)
    tasks = tasks_in([Given("panel.csv", text.encode())], library, None)
    return list(do_each(tasks, Work(library, By(), no_check, said), jobs))


figure = st.decimals(0, 110, places=1).map(str) | st.sampled_from(["", "x", "..", "many"])
panels = st.lists(st.tuples(figure, figure, figure), min_size=1, max_size=5)


def rows_of(figures: list[tuple[str, str, str]]) -> list[str]:
    return [f"Place {n},{n:03},2013-05-20,,2012-04-01,2013-03-31,R,{','.join(some)}" for n, some in enumerate(figures)]


@settings(deadline=None, max_examples=25)
@given(figures=panels, order=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_none_of_their_findings(
    figures: list[tuple[str, str, str]], order: Random, library: Library
) -> None:
    rows = rows_of(figures)
    shuffled = list(rows)
    order.shuffle(shuffled)
    one, other = (sorted(each.made for each in done(some, library) if each.made) for some in (rows, shuffled))
    assert one == other
    assert len(done(rows, library)) == len(rows)


@settings(deadline=None, max_examples=25)
@given(figures=panels)
def test_a_row_alone_is_what_it_is_among_others(figures: list[tuple[str, str, str]], library: Library) -> None:
    together = done(rows_of(figures), library)
    alone = [done([row], library)[0] for row in rows_of(figures)]
    assert [one.made for one in together] == [one.made for one in alone]
    facts = [[problem.fact for problem in one.problems] for one in together]
    assert facts == [[problem.fact for problem in one.problems] for one in alone]


def test_several_processes_give_what_one_gives_in_the_same_order(library: Library) -> None:
    rows = rows_of([(str(n % 111), "x" if n % 7 else "many", "15") for n in range(150)])
    assert done(rows, library, jobs=3) == done(rows, library)


def test_the_tasks_are_not_all_taken_before_the_first_is_done(library: Library) -> None:
    """A panel of any length is read as it is worked off."""
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for n in range(5_000):
            taken += 1
            yield Problem("file-missing", f"{n}.json", "is not there.", "Check the path.")

    first = next(iter(do_each(tasks(), Work(library, By(), no_check, said), 2)))
    assert first.problems[0].file == "0.json"
    assert taken < 1_000


def test_a_process_that_is_ended_from_outside_is_a_problem_and_no_crash(library: Library) -> None:
    text = panel("re_referrals", "Exampleshire,001,2013-05-20,,2012-04-01,2013-03-31,R,1")
    tasks = list(tasks_in([Given("panel.csv", text.encode())], library, None))
    with pytest.raises(ProblemsFound) as found:
        list(do_each(tasks, Work(library, By(), no_check, partial(ended)), 2))
    assert [one.code for one in found.value.problems] == ["process-ended"]


def test_files_that_could_not_be_read_keep_their_place(library: Library) -> None:
    gone = Problem("file-missing", "gone.json", "is not there.", "Check the path.")
    text = panel("re_referrals", "Exampleshire,001,2013-05-20,,2012-04-01,2013-03-31,R,1").encode()
    given_: list[Given | Problem] = [Given("a.csv", text), gone, Given("b.csv", text)]
    found = list(do_each(tasks_in(given_, library, None), Work(library, By(), no_check, said), 1))
    assert [bool(one.made) for one in found] == [True, False, True]
    assert found[1].problems == (gone,)
