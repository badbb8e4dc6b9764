"""The oracle's second part: children looked after, those who left care, and the workers of 30 September."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from compcheck.inventing.life_stories import Care, Story
from compcheck.inventing.staff import Staff
from independent_counts import HALF_A_YEAR, TODAY, YEAR, Told, cared_for, share
from independent_days import full_years, months_later, working_days

SEPTEMBER = date(2025, 9, 30)
NEITHER_LEARNING_NOR_WORKING = ("G4", "G5", "G6")


def of_list_8(stories: Sequence[Story]) -> Iterator[tuple[Story, Care]]:
    """The latest period of each child, if it lasts or ended in half a year; a series of short breaks is none."""
    for story in stories:
        periods = [care for episode in story.episodes for care in episode.care]
        if periods and (periods[-1].ended is None or periods[-1].ended >= HALF_A_YEAR) and not periods[-1].short_stays:
            yield story, periods[-1]


def review_overdue(stories: Sequence[Story]) -> Told:
    """After the first review three months, after any other six."""

    def answers() -> Iterator[bool | None]:
        for _, care in cared_for(stories):
            if care.reviews:
                months = 3 if len(care.reviews) == 1 else 6
                yield months_later(max(care.reviews).on, months) < TODAY
            elif working_days(care.started, TODAY) > 20:
                yield None

    return share(answers())


def visit_overdue(stories: Sequence[Story]) -> Told:
    """A week after a move, six weeks after the last visit; three months for a long-term placement of a year."""

    def answers() -> Iterator[bool | None]:
        for _, care in cared_for(stories):
            home = care.placements[-1]
            since = max((day for day in care.visits), default=None)
            settled = home.kind in ("U1", "U4") and months_later(home.started, 12) <= TODAY
            if since is None or since < home.started:
                if (TODAY - home.started).days > 7:
                    yield None if since is None else True
            elif settled:
                yield months_later(since, 3) < TODAY
            else:
                yield (TODAY - since).days > 42

    return share(answers())


def first_health_assessment(stories: Sequence[Story]) -> Told:
    def answers() -> Iterator[bool]:
        for _, care in of_list_8(stories):
            if care.started < HALF_A_YEAR:
                continue
            if care.ended is not None and working_days(care.started, care.ended) <= 20:
                continue
            if care.health:
                yield working_days(care.started, min(care.health)) <= 20
            elif working_days(care.started, TODAY) > 20:
                yield False

    return share(answers())


def health_overdue(stories: Sequence[Story]) -> Told:
    """Every half year before the fifth birthday, every year from then on."""

    def answers() -> Iterator[bool | None]:
        for story, care in cared_for(stories):
            months = 6 if full_years(story.child.born, TODAY) < 5 else 12
            if care.health:
                yield months_later(max(care.health), months) < TODAY
            elif working_days(care.started, TODAY) > 20:
                yield None

    return share(answers())


def dental_overdue(stories: Sequence[Story]) -> Told:
    def answers() -> Iterator[bool | None]:
        for _, care in cared_for(stories):
            if care.dental:
                yield months_later(max(care.dental), 12) < TODAY
            elif months_later(care.started, 12) < TODAY:
                yield None

    return share(answers())


def three_placements(stories: Sequence[Story], *, as_dfe: bool) -> Told:
    """As DfE counts them, to be placed for adoption with one's foster carers is no move."""

    def homes(story: Story) -> int:
        periods = [care for episode in story.episodes for care in episode.care]
        lived = [one for care in periods for one in care.placements if one.ended is None or one.ended >= YEAR]
        stayed = [one for one in lived[1:] if one.kind in ("A3", "A5")]
        return len(lived) - (len(stayed) if as_dfe else 0)

    return share(homes(story) >= 3 for story, _ in cared_for(stories))


def reviewed_on_time(stories: Sequence[Story]) -> Told:
    """Looked after for more than 20 working days: no review of the year late, and none due on its last day."""

    def in_time(care: Care) -> bool:
        days = sorted(one.on for one in care.reviews)
        if not days:
            return False
        for number, day in enumerate(days):
            if day < YEAR:
                continue
            late = (
                working_days(care.started, day) > 20
                if number == 0
                else day > months_later(days[number - 1], 3 if number == 1 else 6)
            )
            if late:
                return False
        return months_later(days[-1], 3 if len(days) == 1 else 6) >= TODAY

    return share(in_time(care) for _, care in cared_for(stories) if working_days(care.started, TODAY) > 20)


def heard_in_reviews(stories: Sequence[Story]) -> Told:
    """Of those with a review in the year at four or over: in every one of them they were heard."""
    heard = ("PN1", "PN2", "PN3", "PN5", "PN6")

    def answers() -> Iterator[bool]:
        for story, care in cared_for(stories):
            fourth = months_later(story.child.born, 4 * 12)
            codes = [one.code for one in care.reviews if one.on >= YEAR and one.on >= fourth]
            if codes:
                yield all(code in heard for code in codes)

    return share(answers())


def left_adopted(stories: Sequence[Story]) -> Told:
    return share(
        care.end_reason in ("E11", "E12")
        for story in stories
        for episode in story.episodes
        for care in episode.care
        if care.ended is not None and care.ended >= YEAR and not care.short_stays
    )


def for_a_year(stories: Sequence[Story]) -> list[tuple[Story, Care]]:
    return [(story, care) for story, care in cared_for(stories) if care.started <= YEAR]


def score(stories: Sequence[Story]) -> Told:
    scores = [
        care.outcomes.difficulties
        for story, care in for_a_year(stories)
        if 4 <= full_years(story.child.born, TODAY) <= 16
    ]
    return Told(value=sum(scores) / len(scores))


# --- Those who left care


def leavers(stories: Sequence[Story], *, from_19_to_21: bool) -> list[Story]:
    """Nobody who died or went home is counted among them."""
    return [
        story
        for story in stories
        if story.leaver is not None
        and story.leaver.in_touch not in ("died", "returned_home")
        and (not from_19_to_21 or 19 <= full_years(story.child.born, TODAY) <= 21)
    ]


def touched(of: list[Story], answer: str) -> Told:
    return share([story.leaver is not None and story.leaver.in_touch == answer for story in of])


def housed(of: list[Story], *, elsewhere: tuple[str, ...], nowhere: tuple[str, ...], unknown: bool | None) -> Told:
    """Who is `elsewhere` is not counted, and who is `nowhere` has no suitable home. `unknown` is what counts for
    somebody nobody is in touch with: not suitable, or not known.
    """
    told: list[bool | None] = []
    for story in of:
        leaver = story.leaver
        assert leaver is not None
        if leaver.accommodation in nowhere:
            told.append(False)
        elif leaver.accommodation not in elsewhere:
            told.append(leaver.suitable if leaver.accommodation else unknown)
    return share(told)


def occupied(of: list[Story], *, unknown: bool | None) -> Told:
    return share([
        unknown if not story.leaver.activity else story.leaver.activity not in NEITHER_LEARNING_NOR_WORKING
        for story in of
        if story.leaver is not None
    ])  # fmt: skip


# --- Workers on 30 September


def held_then(stories: Sequence[Story]) -> Counter[str]:
    """By name: children whose case was open on that day, and those who had left care."""
    held: Counter[str] = Counter()
    for story in stories:
        was_open = any(
            one.referred <= SEPTEMBER and not one.no_further_action and (one.closed is None or one.closed > SEPTEMBER)
            for one in story.episodes
        )
        if story.holder.named and (was_open or story.leaver is not None):
            held[story.holder.worker] += 1
    return held


def census_workers_with(stories: Sequence[Story], least: int, most: int) -> Told:
    return share([least <= cases <= most for cases in held_then(stories).values()])


def average_caseload(stories: Sequence[Story], staff: Staff) -> Told:
    """Cases by full-time equivalents, of the workers who hold any."""
    held = held_then(stories)
    posts = sum(one.full_time_equivalent for one in staff.workers if held[one.name])
    return Told(value=sum(held.values()) / posts)


def vacancy_rate(staff: Staff) -> Told:
    own = sum(one.full_time_equivalent for one in staff.workers if not one.agency)
    return Told(value=100 * staff.vacancies / (staff.vacancies + own))


def agency_rate(staff: Staff) -> Told:
    agency = sum(one.full_time_equivalent for one in staff.workers if one.agency)
    return Told(value=100 * agency / sum(one.full_time_equivalent for one in staff.workers))


def turnover_rate(staff: Staff) -> Told:
    """Of the year to 30 September, agency workers apart."""
    left = sum(
        one.full_time_equivalent
        for one in staff.gone
        if not one.agency and one.ended is not None and date(2024, 9, 30) < one.ended <= SEPTEMBER
    )
    return Told(value=100 * left / sum(one.full_time_equivalent for one in staff.workers if not one.agency))


def idle(stories: Sequence[Story]) -> Told:
    """Of all who are alive."""
    return share([
        story.leaver.activity in NEITHER_LEARNING_NOR_WORKING if story.leaver.activity else None
        for story in stories
        if story.leaver is not None and story.leaver.in_touch != "died"
    ])  # fmt: skip
