"""What follows from the rows of one table or several and stands in none of them: worked out once, before counting.

Every query reads and makes plain tables called as ours are; a column that cannot be known for a row is null there and
flagged (`<column>__unread`), so that nobody takes it for a blank that means something.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any

from compcheck.model.records import UNREAD
from compcheck.model.when import Period, months_after
from compcheck.records.deriving_care import periods_of_care

Run = Callable[[str], list[tuple[Any, ...]]]
"""Runs one statement, and tells nothing of a row where it fails."""
KnowYears = Callable[[date, date], bool]


def derive(
    run: Run, present: Mapping[str, Collection[str]], period: Period | None, day: date, know_years: KnowYears
) -> tuple[str, ...]:
    """Which tables were changed or made. `present` has the columns of each that is there, flags among them.

    Without a period it is the year to the day.
    """
    over = period or Period(months_after(day, -12) + timedelta(days=1), day)
    changed = []
    if {"child", "referred"} <= {*present.get("referrals", ())}:
        _replace(run, "referrals", _referrals())
        changed.append("referrals")
    reviews = {"child", "plan_started", "reviewed"} <= {*present.get("child_protection_reviews", ())}
    if reviews and {"child", "started", "ended"} <= {*present.get("child_protection", ())}:
        _replace(run, "child_protection", _plans(over, present["child_protection"]))
        changed.append("child_protection")
    if "workforce" in present and {"agency", "ended", "full_time_equivalent"} <= {*present.get("workers", ())}:
        _replace(run, "workforce", _workforce(day, present["workers"]))
        changed.append("workforce")
    needed = {"child", "started", "reason_started", "ended", "end_reason"}
    if "looked_after" not in present and needed <= {*present.get("care_episodes", ())}:
        first = run("SELECT min(started) FROM care_episodes")[0][0]
        know_years(min(first or over.start, over.start), over.end)
        run(f"CREATE TABLE looked_after AS {periods_of_care(present, over)}")
        changed.append("looked_after")
    return tuple(changed)


def flag(columns: Collection[str], column: str, alias: str) -> str:
    """Whether that cell was not read: a column without such cells has no flag."""
    return f'{alias}."{column}{UNREAD}"' if f"{column}{UNREAD}" in columns else "FALSE"


def sql_day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _replace(run: Run, table: str, select: str) -> None:
    """`select` reads the table as it was under the name `given`."""
    run(f'ALTER VIEW "{table}" RENAME TO "{table} as given"')
    run(f'CREATE TABLE "{table}" AS WITH given AS (SELECT * FROM "{table} as given") {select}')


def _referrals() -> str:
    """A referral before is one on an earlier day; where a child has a referral of no known day, none can be told."""
    unknown = "child IS NULL OR referred IS NULL OR bool_or(referred IS NULL) OVER one_child"
    return f"""
        SELECT *,
            CASE WHEN child IS NOT NULL THEN max(referred) OVER before END AS previous_referral,
            {unknown} AS previous_referral{UNREAD},
            CASE WHEN child IS NOT NULL THEN referred = max(referred) OVER one_child END AS latest_referral,
            {unknown} AS latest_referral{UNREAD}
        FROM given
        WINDOW one_child AS (PARTITION BY child),
            before AS (PARTITION BY child ORDER BY referred
                RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING)"""


def _plans(over: Period, columns: Collection[str]) -> str:
    """DfE's measure, of plans of three months or more: the first review within 3 months of the start, each later one
    within 6 months of the one before, and none overdue when the plan or the period ended. On the last day is in time.
    """
    doubt = "plan.child IS NULL OR plan.started IS NULL OR doubted.child IS NOT NULL"
    last = sql_day(over.end)
    return f"""
        , plan AS MATERIALIZED (
            SELECT *, row_number() OVER () AS "plan number", least(coalesce(ended, {last}), {last}) AS "until"
            FROM given),
        review AS (
            SELECT DISTINCT child, plan_started, reviewed FROM child_protection_reviews WHERE reviewed IS NOT NULL),
        doubted AS (
            SELECT DISTINCT child, plan_started FROM child_protection_reviews
            WHERE child IS NOT NULL AND (reviewed IS NULL OR plan_started IS NULL)),
        held AS (
            SELECT plan."plan number", plan."until", reviewed,
                lag(reviewed, 1, plan.started) OVER one_plan AS before, row_number() OVER one_plan AS number
            FROM plan JOIN review ON review.child = plan.child AND review.plan_started = plan.started
            WHERE reviewed > plan.started
            WINDOW one_plan AS (PARTITION BY plan."plan number" ORDER BY reviewed)),
        summed AS (
            SELECT "plan number", min(reviewed) AS first_review,
                max(reviewed) FILTER (reviewed <= "until") AS latest,
                bool_and(reviewed <= months_after(before, CASE WHEN number = 1 THEN 3 ELSE 6 END))
                    FILTER (reviewed <= "until") AS in_time
            FROM held GROUP BY ALL)
        SELECT plan.* EXCLUDE ("plan number", "until"),
            summed.first_review,
            {doubt} AS first_review{UNREAD},
            CASE
                WHEN {doubt} OR {flag(columns, "ended", "plan")} OR months_after(plan.started, 3) > "until" THEN NULL
                WHEN latest IS NULL THEN CASE WHEN months_after(plan.started, 3) < "until" THEN FALSE END
                ELSE in_time AND months_after(latest, 6) >= "until"
            END AS reviewed_in_time,
            {doubt} OR {flag(columns, "ended", "plan")} AS reviewed_in_time{UNREAD}
        FROM plan
        LEFT JOIN summed USING ("plan number")
        LEFT JOIN (SELECT DISTINCT child, plan_started FROM doubted) AS doubted
            ON doubted.child = plan.child AND coalesce(doubted.plan_started, plan.started) = plan.started"""


def _workforce(day: date, columns: Collection[str]) -> str:
    """Unknown as soon as one worker may be in post, and nobody knows for what part of one."""
    there = "full_time_equivalent_on_the_day, " if "full_time_equivalent_on_the_day" in columns else ""
    share = f"coalesce({there}full_time_equivalent)"
    in_post = f"coalesce(NOT agency, TRUE) AND (ended IS NULL OR ended > {sql_day(day)})"
    unknown = f"agency IS NULL OR {share} IS NULL OR {flag(columns, 'ended', 'workers')}"
    return f"""
        , post AS (
            SELECT coalesce(sum({share}), 0) AS held, coalesce(bool_or({unknown}), FALSE) AS doubted
            FROM workers WHERE {in_post})
        SELECT given.*, CASE WHEN doubted THEN NULL ELSE held END AS full_time_equivalent_in_post,
            doubted AS full_time_equivalent_in_post{UNREAD}
        FROM given, post"""
