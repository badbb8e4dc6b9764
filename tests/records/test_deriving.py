from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_files import YEAR, census, child, derived, episode, read, read_folder

PLAN = """<ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>{ended}
<Reviews>{reviews}</Reviews></ChildProtectionPlans>"""
DECOM = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
REVIEW = "CHILD,DOB,REVIEW,REVIEW_CODE\n"


def plan(tmp_path: Path, started: str, *reviews: str, ended: str = "") -> tuple[object, object]:
    """Whether the reviews of one plan were in time, and whether nobody knows."""
    dates = "".join(f"<CPPreviewDate>{one}</CPPreviewDate>" for one in reviews)
    end = f"<CPPendDate>{ended}</CPPendDate>" if ended else ""
    text = census(child(episode(after=PLAN.format(started=started, ended=end, reviews=dates))))
    (found,) = derived(read(tmp_path, text), ["reviewed_in_time", "reviewed_in_time__unread"], "child_protection")
    return found


def care(
    tmp_path: Path, episodes: str, reviews: str = "", columns: tuple[str, ...] = ("started", "ended")
) -> list[tuple[object, ...]]:
    """Those columns of each period of care; episodes as `child,start,reason,legal,place,end,why`."""
    rows = [line.split(",") for line in episodes.split()]
    text = DECOM + "".join(f"{a},{b},{c},{d},N1,{e},PR1,{f},{g},,,,\n" for a, b, c, d, e, f, g in rows)
    files: dict[str, str | bytes] = {"episodes.csv": text}
    if reviews:
        files["reviews.csv"] = REVIEW + "".join(f"{line}\n" for line in reviews.split())
    return derived(read_folder(tmp_path, files), columns, "looked_after")


def test_the_referral_before_is_the_childs_own_and_of_an_earlier_day(tmp_path: Path) -> None:
    days = ("2025-05-01", "2025-05-01", "2025-11-03")
    text = census(child("".join(episode(referred=day) for day in days)) + child(episode(referred="2025-06-02"), "A2"))
    columns = ["child", "referred", "previous_referral", "latest_referral"]
    assert derived(read(tmp_path, text), columns, "referrals") == [
        ("A1", date(2025, 5, 1), None, False),
        ("A1", date(2025, 5, 1), None, False),
        ("A1", date(2025, 11, 3), date(2025, 5, 1), True),
        ("A2", date(2025, 6, 2), None, True),
    ]


def test_no_referral_before_is_known_where_one_of_the_childs_has_no_day(tmp_path: Path) -> None:
    text = census(child(episode(referred="31/02/2025") + episode(referred="2025-06-02")) + child(episode(), "A2"))
    columns = ["child", "previous_referral__unread"]
    assert derived(read(tmp_path, text), columns, "referrals") == [("A1", True), ("A1", True), ("A2", False)]


@pytest.mark.parametrize(
    ("started", "reviews", "ended", "in_time"),
    [
        ("2025-06-10", ["2025-09-10", "2026-03-10"], "", True),
        ("2025-06-10", ["2025-09-11", "2026-03-10"], "", False),
        ("2025-06-10", ["2025-09-10", "2026-03-11"], "", False),
        ("2025-06-10", ["2025-09-10"], "", False),
        ("2025-06-10", ["2025-09-10"], "2026-03-10", True),
        ("2025-06-10", ["2025-09-10"], "2026-03-11", False),
        ("2025-06-10", [], "", False),
        ("2025-06-10", [], "2025-09-09", None),
        ("2026-01-15", ["2026-02-15"], "", None),
        ("2025-12-31", [], "", None),
        ("2025-11-30", ["2026-02-28"], "", True),
        ("2025-06-10", ["2025-06-10", "2025-09-01", "2026-03-01"], "", True),
        ("2025-06-10", ["2025-09-10", "2026-03-10", "2026-05-01"], "", True),
    ],
)
def test_a_plan_is_reviewed_in_time_by_months_to_the_day(
    tmp_path: Path,
    started: str,
    reviews: list[str],
    ended: str,
    in_time: bool | None,  # noqa: FBT001
) -> None:
    assert plan(tmp_path, started, *reviews, ended=ended) == (in_time, False)


def test_a_plan_with_a_review_of_no_known_day_is_not_known_to_be_reviewed_in_time(tmp_path: Path) -> None:
    assert plan(tmp_path, "2025-06-10", "2025-09-10", "soon") == (None, True)
    assert plan(tmp_path, "2025-06-10", "2025-09-10", ended="31/02/2026") == (None, True)


def test_a_period_of_care_runs_from_its_start_to_the_end_of_its_last_episode(tmp_path: Path) -> None:
    found = care(
        tmp_path,
        """7,01/05/2025,S,V2,U6,01/06/2025,X1 7,01/06/2025,P,V2,K2,01/08/2025,E4A
        7,01/11/2025,S,C1,U6,, 8,01/06/2025,S,C1,U6,01/07/2025,X1""",
        columns=("child", "started", "ended", "end_reason", "legal_status", "ended__unread"),
    )
    assert found == [
        ("7", date(2025, 5, 1), date(2025, 8, 1), "E4A", "V2", False),
        ("7", date(2025, 11, 1), None, None, "C1", False),
        ("8", date(2025, 6, 1), None, None, "C1", True),
    ]


@pytest.mark.parametrize(
    ("episodes", "placements"),
    [
        ("7,01/05/2025,S,V2,U6,,", 1),
        ("7,01/05/2025,S,V2,U6,01/06/2025,X1 7,01/06/2025,L,C2,U6,,", 1),
        ("7,01/05/2020,S,V2,U6,01/04/2025,X1 7,01/04/2025,P,V2,K2,01/08/2025,X1 7,01/08/2025,B,C2,U6,,", 3),
        ("7,01/05/2020,S,V2,U6,01/02/2025,X1 7,01/02/2025,P,V2,K2,01/08/2025,X1 7,01/08/2025,T,V2,U6,,", 2),
        ("7,01/05/2025,S,V2,U6,01/06/2025,X1 7,01/06/2025,P,V2,K2,01/06/2025,X1 7,01/06/2025,P,V2,U6,,", 2),
        ("7,01/05/2025,S,E1,U6,01/06/2025,X1 7,01/06/2025,P,E1,A5,,", 1),
        ("7,01/05/2025,S,E1,U6,01/06/2025,X1 7,01/06/2025,P,E1,A6,,", 2),
    ],
)
def test_placements_are_those_of_a_day_or_more_open_in_the_year(tmp_path: Path, episodes: str, placements: int) -> None:
    found = care(tmp_path, episodes, columns=("placements_in_12_months", "placements_in_12_months__unread"))
    assert found[-1] == (placements, False)


@pytest.mark.parametrize(
    ("started", "reviews", "in_time"),
    [
        ("01/05/2025", ["30/05/2025", "30/08/2025", "28/02/2026"], True),
        ("01/05/2025", ["02/06/2025", "02/09/2025", "02/03/2026"], True),
        ("01/05/2025", ["03/06/2025", "30/08/2025", "28/02/2026"], False),
        ("01/05/2025", ["30/05/2025", "31/08/2025", "28/02/2026"], False),
        ("01/05/2025", ["30/05/2025", "30/08/2025", "01/03/2026"], False),
        ("01/05/2025", ["30/05/2025", "30/08/2025"], False),
        ("01/05/2025", [], False),
        ("20/03/2026", [], None),
        ("01/05/2024", ["01/02/2025", "01/08/2025", "01/02/2026"], True),
        ("01/05/2024", ["01/02/2025", "02/08/2025", "01/02/2026"], False),
    ],
)
def test_a_child_in_care_is_reviewed_in_time_by_the_regulations(
    tmp_path: Path,
    started: str,
    reviews: list[str],
    in_time: bool | None,  # noqa: FBT001
) -> None:
    """The 20th working day after 1 May 2025 is 2 June: two Mondays between are bank holidays."""
    held = " ".join(f"7,,{day},PN1" for day in reviews) or "9,,01/05/2025,PN1"
    before = "" if started == "01/05/2024" else " 9,,01/03/2025,PN1"
    rows = f"7,{started},S,V2,U6,,"
    found = care(tmp_path, rows, held + before, ("reviewed_in_time", "reviewed_in_time__unread"))
    assert found == [(in_time, False)]


def test_a_return_of_one_year_does_not_say_whether_its_first_review_was_in_time(tmp_path: Path) -> None:
    rows, columns = "7,01/05/2020,S,V2,U6,,", ("reviewed_in_time", "reviewed_in_time__unread")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert care(tmp_path / "a", rows, "7,,01/08/2025,PN1 7,,01/02/2026,PN1", columns) == [(None, True)]
    assert care(tmp_path / "b", rows, "7,,01/08/2025,PN1 7,,02/03/2026,PN1", columns) == [(False, False)]


def test_the_reviews_of_the_year_before_say_whether_the_first_one_was_in_time(tmp_path: Path) -> None:
    rows, columns = "7,01/05/2020,S,V2,U6,,", ("reviewed_in_time", "reviewed_in_time__unread")
    for folder, before, in_time in (("a", "01/03/2025", True), ("b", "31/01/2025", False)):
        (tmp_path / folder).mkdir()
        reviews = f"7,,{before},PN1 7,,01/08/2025,PN1 7,,01/02/2026,PN1"
        assert care(tmp_path / folder, rows, reviews, columns) == [(in_time, False)]


def test_an_episode_open_in_the_return_of_the_year_before_ended_where_this_year_s_says_so(tmp_path: Path) -> None:
    both = "7,01/05/2023,S,V2,U6,, 7,01/05/2023,S,V2,U6,10/07/2025,E11 8,01/05/2023,S,V2,U6,, 8,01/05/2023,S,V2,U6,,"
    ends = care(tmp_path, both, columns=("child", "ended"))
    assert sorted(ends, key=str) == [("7", date(2025, 7, 10)), ("8", None)]


def test_a_child_takes_part_if_its_view_is_heard_in_each_review_of_the_year(tmp_path: Path) -> None:
    rows = "\n".join(f"{one},01/05/2025,S,V2,U6,," for one in range(1, 6))
    reviews = """1,,30/05/2025,PN1 1,,30/08/2025,PN6 2,,30/05/2025,PN1 2,,30/08/2025,PN4
        3,,30/05/2025,PN0 4,,30/05/2025,PN1 4,,30/08/2025,PNX 5,,30/05/2025,PN7 5,,30/08/2025,PNX"""
    assert care(tmp_path, rows, reviews, ("child", "took_part", "took_part__unread")) == [
        ("1", True, False),
        ("2", False, False),
        ("3", None, False),
        ("4", None, True),
        ("5", False, False),
    ]


def test_who_the_children_are_is_joined_in(tmp_path: Path) -> None:
    text = DECOM + "7,01/05/2025,S,V2,N1,U6,PR1,,,,,,\n8,01/05/2025,S,V2,N1,U6,PR1,,,,,,\n"
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n7,2,01/02/2010,WBRI,,,\n"
    uasc = "CHILD,SEX,DOB,DUC\n8,1,01/02/2010,01/06/2025\n"
    extract = read_folder(tmp_path, {"e.csv": text, "h.csv": header, "u.csv": uasc})
    assert derived(extract, ["child", "sex", "born", "unaccompanied"], "looked_after") == [
        ("7", "female", date(2010, 2, 1), False),
        ("8", None, None, True),
    ]


def test_nothing_of_what_begins_after_the_period_is_counted(tmp_path: Path) -> None:
    rows = "7,01/05/2025,S,V2,U6,02/05/2026,X1 7,02/05/2026,P,V2,K2,, 8,01/04/2026,S,V2,U6,,"
    assert care(tmp_path, rows, columns=("child", "ended", "placement_type")) == [("7", None, "U6")]
    assert YEAR.end == date(2026, 3, 31)
