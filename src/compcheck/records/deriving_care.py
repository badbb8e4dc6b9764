"""Periods of care out of the episodes of DfE's return: one row a child and period, as it stood when the period ended.

A period begins with an episode that says so (S), or after one that ended care; the children whose start these records
do not hold begin with their first episode in them.

Placements are counted as DfE counts them (Local Authority Interactive Tool, placement stability): those of 24 hours
or more that were open on any day of the year; to be placed for adoption with one's foster carers (A3, A5) is no change.

Reviews in time: the first within 20 working days of the start, the second within 3 months of it, later ones at most 6
months apart (regulation 33 of SI 2010/959), for every review held or overdue in the year. A return of one year alone
does not hold the review before the first of the year: where nothing shows whether that came in time, it is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from compcheck.model.records import UNREAD
from compcheck.model.when import Period

_MOVES = "('S', 'P', 'T', 'B', 'U')"
_LEGAL = "('S', 'L', 'B', 'U')"
_LATEST = ("need", "legal_status", "placement_type", "placement_provider", "placement_postcode", "placement_urn")
_SPOKE = "('PN1', 'PN2', 'PN3', 'PN5', 'PN6')"
"""Codes of a review in which the child's view was heard; PN4 is to attend without contributing."""
_IN_ORDER = "ORDER BY started NULLS FIRST, ended NULLS LAST, number"
_OF_A_CHILD = "PARTITION BY child, CASE WHEN child IS NULL THEN number END"


def periods_of_care(present: Mapping[str, Collection[str]], over: Period) -> str:
    """The query of the whole table."""
    columns = present["care_episodes"]
    first, last = f"DATE '{over.start.isoformat()}'", f"DATE '{over.end.isoformat()}'"
    latest = [one for one in _LATEST if one in columns]
    parts = [*_episodes(columns, latest, last), *_placements("placement_type" in columns, first, last)]
    parts.append(_periods(columns, latest, last))
    selected = [
        "period.* EXCLUDE (began, number)",
        "placements_in_12_months",
        f"(coalesce(moves_unknown, TRUE)) AS placements_in_12_months{UNREAD}",
    ]
    joins = ["LEFT JOIN placements ON placements.child = period.child"]
    if {"child", "reviewed"} <= {*present.get("care_reviews", ())}:
        parts += _reviews("review_code" in present["care_reviews"], first, last)
        selected += _reviewed(first, "review_code" in present["care_reviews"])
        joins.append("LEFT JOIN summed ON summed.number = period.number")
    for part, join, names in _people(present, last):
        parts.append(part)
        joins.append(join)
        selected += names
    return f"WITH {', '.join(parts)} SELECT {', '.join(selected)} FROM period {' '.join(joins)}"


def _episodes(columns: Collection[str], latest: list[str], last: str) -> list[str]:
    """Those that had begun by the last day; the same episode in the files of two years is one.

    The return of the year before has as open what this year's says has ended; two of one day are two
    where the first ended on it.
    """
    flags = [f"{one}{UNREAD}" for one in ("ended", *latest) if f"{one}{UNREAD}" in columns]
    unread = f"ended{UNREAD}" if f"ended{UNREAD}" in columns else "FALSE"
    kept = ", ".join(["child", "started", "ended", "reason_started", "end_reason", *latest, *flags])
    return [
        f"""episode AS MATERIALIZED (
            SELECT *, row_number() OVER () AS number
            FROM (
                SELECT DISTINCT {kept} FROM care_episodes
                WHERE (started IS NULL OR started <= {last}) AND NOT coalesce(
                    ended IS NULL AND NOT {unread} AND
                    (child, started) IN (SELECT (child, started) FROM care_episodes WHERE ended > started), FALSE)))""",
        f"""marked AS (
            SELECT *, CASE
                WHEN lag(number) OVER one IS NULL OR (reason_started = 'S' AND started IS NOT NULL)
                    OR (lag(end_reason) OVER one <> 'X1' AND lag(ended) OVER one IS NOT NULL) THEN 1 ELSE 0
            END AS begins
            FROM episode WINDOW one AS ({_OF_A_CHILD} {_IN_ORDER}))""",
        f"""numbered AS (
            SELECT *, sum(begins) OVER ({_OF_A_CHILD} {_IN_ORDER} ROWS UNBOUNDED PRECEDING) AS nth FROM marked)""",
    ]


def _placements(typed: bool, first: str, last: str) -> list[str]:  # noqa: FBT001  # whether the type of placement is known
    stayed = "AND NOT (reason_started <> 'S' AND coalesce(placement_type IN ('A3', 'A5'), FALSE))" if typed else ""
    return [
        f"""placed AS (
            SELECT *, sum(CASE WHEN begins = 1 OR (reason_started IN {_MOVES} {stayed}) THEN 1 ELSE 0 END)
                OVER (PARTITION BY child {_IN_ORDER} ROWS UNBOUNDED PRECEDING) AS placement
            FROM numbered WHERE child IS NOT NULL)""",
        """placement AS (
            SELECT child, min(started) AS began, CASE WHEN NOT bool_or(ended IS NULL) THEN max(ended) END AS until,
                bool_or(reason_started IS NULL OR started IS NULL) AS moves_unknown
            FROM placed GROUP BY child, placement)""",
        f"""placements AS (
            SELECT child,
                count(*) FILTER (coalesce(until, {last}) >= {first} AND (until IS NULL OR until > began))
                    AS placements_in_12_months,
                coalesce(bool_or(moves_unknown) FILTER (coalesce(until, {last}) >= {first}), FALSE) AS moves_unknown
            FROM placement GROUP BY child)""",
    ]


def _periods(columns: Collection[str], latest: list[str], last: str) -> str:
    def at(which: str, value: str) -> str:
        return f"{which}({value} {_IN_ORDER})"

    ended, reason = at("last", "ended"), at("last", "end_reason")
    given_up = f"coalesce({ended} <= {last} AND {reason} = 'X1', FALSE)"
    doubted = at("last", f"ended{UNREAD}") if f"ended{UNREAD}" in columns else "FALSE"
    own = f"coalesce({at('first', 'reason_started')} = 'S', FALSE)"
    selected = [
        "min(number) AS number, child",
        f"{own} AS began",
        f"{at('first', 'started')} AS started, {at('first', 'started')} IS NULL AS started{UNREAD}",
        f"CASE WHEN {ended} <= {last} AND coalesce({reason} <> 'X1', TRUE) THEN {ended} END AS ended",
        f"({doubted} OR {given_up}) AS ended{UNREAD}",
        f"CASE WHEN {ended} <= {last} AND {reason} <> 'X1' THEN {reason} END AS end_reason",
        f"max(started) FILTER (reason_started IN {_MOVES}) AS placement_started",
        f"count(*) FILTER (reason_started IN {_MOVES}) = 0 AS placement_started{UNREAD}",
        f"max(started) FILTER (reason_started IN {_LEGAL}) AS legal_status_since",
        f"count(*) FILTER (reason_started IN {_LEGAL}) = 0 AS legal_status_since{UNREAD}",
    ]
    for one in latest:
        selected.append(f"{at('last', one)} AS {one}")
        if f"{one}{UNREAD}" in columns:
            selected.append(f"{at('last', f'{one}{UNREAD}')} AS {one}{UNREAD}")
    if "legal_status" in latest:
        status = at("first", "legal_status")
        selected += [
            f"CASE WHEN {own} THEN {status} END AS legal_status_at_start",
            f"(NOT {own} OR {status} IS NULL) AS legal_status_at_start{UNREAD}",
        ]
    grouped = "GROUP BY child, CASE WHEN child IS NULL THEN number END, nth"
    return f"period AS MATERIALIZED (SELECT {', '.join(selected)} FROM numbered {grouped})"


def _reviews(coded: bool, first: str, last: str) -> list[str]:  # noqa: FBT001  # whether the codes of reviews are known
    """`sure` is whether the records go back to the start; the first review in them is then the first there was, unless
    it was before the year and too late to be: then one before it is likelier to be missing than to have been missed.
    """
    spoke = f"bool_and(review_code IN {_SPOKE}) FILTER (review_code <> 'PN0')" if coded else "NULL"
    silent = "bool_or(review_code IS NULL)" if coded else "TRUE"
    return [
        f"""review AS (
            SELECT child, reviewed, {spoke} AS spoke, {silent} AS silent
            FROM care_reviews WHERE reviewed IS NOT NULL GROUP BY child, reviewed)""",
        "doubted AS (SELECT DISTINCT child FROM care_reviews WHERE reviewed IS NULL AND child IS NOT NULL)",
        f"history AS (SELECT coalesce(bool_or(reviewed < {first}), FALSE) AS known FROM review)",
        f"""looked_at AS (
            SELECT number, child, started, least(coalesce(ended, {last}), {last}) AS until,
                began AND (started >= {first} OR known OR coalesce(working_days(started, {first}) <= 20, FALSE))
                    AS sure,
                child IS NULL OR started IS NULL OR ended{UNREAD}
                    OR child IN (SELECT child FROM doubted) AS doubt
            FROM period, history)""",
        """held AS (
            SELECT number, started, sure, reviewed, spoke, silent,
                lag(reviewed) OVER one AS before, row_number() OVER one AS nth
            FROM looked_at JOIN review USING (child)
            WHERE reviewed > started AND reviewed <= until
            WINDOW one AS (PARTITION BY number ORDER BY reviewed))""",
        f"""judged AS (
            SELECT *, CASE
                WHEN nth = 1 THEN CASE WHEN sure THEN working_days(started, reviewed) <= 20 END
                WHEN nth = 2 AND sure AND (before >= {first} OR working_days(started, before) <= 20)
                    THEN reviewed <= months_after(before, 3)
                ELSE reviewed <= months_after(before, 6)
            END AS in_time
            FROM held)""",
        f"""totals AS (
            SELECT number, max(reviewed) AS last_review, count(*) AS reviews,
                count(*) FILTER (reviewed >= {first}) AS in_year,
                coalesce(bool_and(in_time) FILTER (reviewed >= {first}), TRUE) AS none_late,
                coalesce(bool_or(in_time IS NULL) FILTER (reviewed >= {first}), FALSE) AS some_unknown,
                bool_and(spoke) FILTER (reviewed >= {first}) AS spoke,
                coalesce(bool_or(silent) FILTER (reviewed >= {first}), FALSE) AS silent
            FROM judged GROUP BY number)""",
        f"""summed AS (
            SELECT looked_at.*, totals.* EXCLUDE (number), CASE
                WHEN reviews IS NULL THEN
                    CASE WHEN sure THEN working_days(started, until) > 20
                    ELSE months_after(greatest(started, {first}), 6) < until END
                WHEN reviews = 1 AND sure AND (last_review >= {first} OR working_days(started, last_review) <= 20)
                    THEN months_after(last_review, 3) < until
                ELSE months_after(last_review, 6) < until
            END AS overdue
            FROM looked_at LEFT JOIN totals USING (number))""",
    ]


def _reviewed(first: str, coded: bool) -> list[str]:  # noqa: FBT001  # whether the codes of reviews are known
    late = "(NOT coalesce(none_late, TRUE) OR coalesce(overdue, FALSE))"
    unknown = "(coalesce(some_unknown, FALSE) OR overdue IS NULL OR (reviews IS NULL AND NOT sure))"
    columns = [
        "summed.last_review",
        f"coalesce(summed.doubt, TRUE) AS last_review{UNREAD}",
        f"""CASE WHEN summed.doubt OR summed.until < {first} THEN NULL WHEN {late} THEN FALSE
            WHEN {unknown} THEN NULL WHEN in_year > 0 THEN TRUE END AS reviewed_in_time""",
        f"""(summed.doubt OR (summed.until >= {first} AND NOT {late} AND {unknown})) AS reviewed_in_time{UNREAD}""",
    ]
    if coded:
        columns += [
            "CASE WHEN NOT summed.doubt AND (NOT summed.silent OR NOT summed.spoke) THEN summed.spoke END AS took_part",
            f"(summed.doubt OR (coalesce(summed.silent, FALSE) AND coalesce(summed.spoke, TRUE))) AS took_part{UNREAD}",
        ]
    return columns


def _people(present: Mapping[str, Collection[str]], last: str) -> list[tuple[str, str, list[str]]]:
    """Who the children are stands in a file of their own, and so do those who came without their families."""
    found = []
    if "child" in present.get("children", ()):
        columns = present["children"]
        names = [one for one in ("sex", "ethnicity", "born") if one in columns]
        flags = [f"{one}{UNREAD}" for one in names if f"{one}{UNREAD}" in columns]
        each = [f"min({one}) AS {one}" for one in names] + [f"bool_or({one}) AS {one}" for one in flags]
        part = f"person AS (SELECT {', '.join(['child', *each])} FROM children WHERE child IS NOT NULL GROUP BY child)"
        join = "LEFT JOIN person ON person.child = period.child"
        selected = [f"person.{one}" for one in names] + [f"coalesce(person.{one}, FALSE) AS {one}" for one in flags]
        found.append((part, join, selected))
    if {"child", "ended"} <= {*present.get("unaccompanied_children", ())}:
        part = f"""unaccompanied_then AS (
            SELECT DISTINCT child FROM unaccompanied_children
            WHERE child IS NOT NULL AND (ended IS NULL OR ended >= months_after({last}, -12)))"""
        join = "LEFT JOIN unaccompanied_then ON unaccompanied_then.child = period.child"
        found.append((part, join, ["unaccompanied_then.child IS NOT NULL AS unaccompanied"]))
    return found
