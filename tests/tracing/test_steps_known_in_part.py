"""A trace says what a figure may really be, and which end of that was held against the lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from replaying import replayed, same

from builders import JUDGED_ON, at_most, bands, figure, found, framework, part_of, rule
from compcheck.model.finding import Finding
from compcheck.model.framework import Framework
from compcheck.model.recording import Recording
from compcheck.tracing.findings import steps_of
from drawing_frameworks import KINDS_OF_RULE, Given, requirement
from drawing_in_part import known_in_part

LOW = rule("practice/repeated", bands(at_most(10), at_most(20)))
OF_ONE_KIND = settings(max_examples=200, deadline=None, derandomize=True)
each_kind = pytest.mark.parametrize("kind", KINDS_OF_RULE)


@each_kind
def test_the_steps_of_what_is_known_in_part_done_again_give_the_finding(kind: str) -> None:
    @OF_ONE_KIND
    @given(known_in_part(requirement(kind)))
    def holds(case: tuple[Framework, Given]) -> None:
        edition, said = case
        for finding in said.under(edition).findings:
            assert same(replayed(steps_of(finding, edition, JUDGED_ON.last)), finding.outcome)

    holds()


def test_the_steps_tell_both_ends_and_which_was_held_against_the_lines() -> None:
    finding: Finding = found(LOW, figure(part_of(5, 100, recording=Recording(10)), polarity="low"))
    told = {one.step: one.compared for one in steps_of(finding, framework(LOW), JUDGED_ON.last)}
    assert told["least that it may be"] == 5
    assert told["most that it may be"] == 15
    assert told["held against the lines, as the worse end"] == 15
