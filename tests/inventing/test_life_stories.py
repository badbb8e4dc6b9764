"""Lives: the same for the same number, and nothing in them that could not be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from compcheck.inventing.chances import Chances
from compcheck.inventing.days import A_YEAR_AGO, EXTRACTED_ON
from compcheck.inventing.life_stories import Story
from compcheck.inventing.staff import NOBODY
from compcheck.inventing.telling import staff_of, tell_stories, tell_story


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return list(tell_stories(1500, 7))


def every_day_in(part: object) -> Iterator[date]:
    if isinstance(part, date):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from every_day_in(one)


def test_the_same_number_tells_the_same_lives(stories: list[Story]) -> None:
    assert list(tell_stories(1500, 7)) == stories


def test_another_number_tells_others(stories: list[Story]) -> None:
    assert list(tell_stories(1500, 8)) != stories


def test_a_life_is_the_same_whoever_else_is_told_of(stories: list[Story]) -> None:
    assert tell_story(900, 7, staff_of(1500, 7)) == stories[899]


def test_chance_is_what_python_promises_to_keep() -> None:
    """Were this to change, every sample would: `random()` is promised to stay, `choice` and `randint` are not."""
    chances = Chances(1, 1, 1)
    assert [chances.between(1, 1000) for _ in range(5)] == [618, 19, 256, 502, 77]


def test_nothing_is_told_of_the_time_after_the_day_but_births(stories: list[Story]) -> None:
    for story in stories:
        said = story._replace(child=story.child._replace(born=EXTRACTED_ON))
        due = {enquiry.conference_due for one in story.episodes for enquiry in one.enquiries}
        assert all(day <= EXTRACTED_ON for day in every_day_in(said) if day not in due), story.child.id


def test_nothing_ends_before_it_starts(stories: list[Story]) -> None:
    for story in stories:
        for episode in story.episodes:
            spells = [
                *((one.started, one.ended) for one in episode.assessments),
                *((one.started, one.ended) for one in episode.in_need_plans),
                *((one.started, one.ended) for one in episode.protection_plans),
                *((one.started, one.ended) for one in episode.care),
            ]
            for started, ended in spells:
                assert episode.referred <= started <= (ended or EXTRACTED_ON), story.child.id
                assert episode.closed is None or (ended or date.max) <= episode.closed, story.child.id


def test_placements_and_legal_statuses_follow_one_another_without_a_gap(stories: list[Story]) -> None:
    told = [care for story in stories for episode in story.episodes for care in episode.care]
    assert told
    for care in told:
        placements = [(one.started, one.ended) for one in care.placements]
        for spells in (placements, [(one.started, one.ended) for one in care.statuses]):
            assert spells[0][0] == care.started
            assert spells[-1][1] == care.ended
            assert all(before[1] == after[0] for before, after in pairwise(spells))


def test_no_child_has_two_cases_at_once_or_is_referred_after_death(stories: list[Story]) -> None:
    for story in stories:
        for before, after in pairwise(story.episodes):
            assert before.no_further_action or (before.closed is not None and before.closed < after.referred)
        if story.child.died is not None:
            assert story.episodes[-1].closed == story.child.died


def test_every_kind_of_life_is_told(stories: list[Story]) -> None:
    episodes = [one for story in stories for one in story.episodes]
    assert any(story.leaver for story in stories)
    assert any(story.child.born > EXTRACTED_ON for story in stories)
    assert any(story.child.died for story in stories)
    assert any(one.no_further_action for one in episodes)
    assert any(one.assessments and one.assessments[0].ended is None for one in episodes)
    assert any(enquiry.not_needed is None for one in episodes for enquiry in one.enquiries)
    assert any(care.adoption and care.adoption.adopted for one in episodes for care in one.care)
    assert any(care.short_stays for one in episodes for care in one.care)
    assert any(sum(bool(one.protection_plans) for one in story.episodes) > 1 for story in stories)


def test_who_holds_no_case_is_nobody_and_who_holds_one_has_a_name_nobody_has(stories: list[Story]) -> None:
    nobody = {name for _, name in NOBODY}
    for story in stories:
        assert (story.holder.worker in nobody) is not story.holder.named
    assert all(worker.name.split()[-1].isdigit() for worker in staff_of(1500, 7).workers)


def test_about_one_child_in_ten_in_care_moves_often_and_few_assessments_stay_open_for_months() -> None:
    told = list(tell_stories(3000, 11))
    in_care = [care for story in told for one in story.episodes for care in one.care if care.ended is None]
    moved = [sum(one.ended is None or one.ended > A_YEAR_AGO for one in care.placements) for care in in_care]
    assert 0.05 < sum(places >= 3 for places in moved) / len(moved) < 0.15
    assert max(moved) < 8
    assessments = [one for story in told for episode in story.episodes for one in episode.assessments]
    days = [(EXTRACTED_ON - one.started).days for one in assessments if one.ended is None]
    assert 0 < sum(open_for > 90 for open_for in days) < len(days) / 5
    assert max(days) < 550
