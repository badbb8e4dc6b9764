from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from made_files import YEAR, census, child, derived, episode, only_problem, read, rows_of

from compcheck.model.when import Period

ASSESSMENT = """<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2025-07-01</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"""
PLAN = """<ChildProtectionPlans><CPPstartDate>2025-06-10</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>{}</ChildProtectionPlans>"""


def test_an_assessment_knows_its_referral_and_its_child(tmp_path: Path) -> None:
    (row,) = rows_of(read(tmp_path, census(child(episode(ASSESSMENT)))), "assessments")
    assert row == {
        "child": "A1",
        "sex": "female",
        "born": date(2015, 3, 27),
        "ethnicity": "WBRI",
        "disabled": True,
        "died": None,
        "referred": date(2025, 6, 2),
        "started": date(2025, 6, 3),
        "ended": date(2025, 7, 1),
    }


def test_the_head_says_whose_it_is_and_of_which_year(tmp_path: Path) -> None:
    told = read(tmp_path, census(child(episode()))).read
    assert (told.source, told.authority_code, told.reference_day, told.period) == ("cin-census", "201", YEAR.end, YEAR)
    assert told.problems == ()
    assert "assessments" in told.not_there


def test_what_stands_after_an_assessment_belongs_to_its_episode_too(tmp_path: Path) -> None:
    extract = read(tmp_path, census(child(episode(ASSESSMENT, after=PLAN.format("")))))
    assert [row["no_further_action"] for row in rows_of(extract, "referrals")] == [False]
    assert [row["started"] for row in rows_of(extract, "child_protection")] == [date(2025, 6, 10)]


def test_a_name_and_a_code_of_an_earlier_year_are_read(tmp_path: Path) -> None:
    text = census(child(episode("<CINplanDates><CINPlanStartDate>2025-07-02</CINPlanStartDate></CINplanDates>")))
    extract = read(tmp_path, text.replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>"))
    assert [(row["sex"], row["started"]) for row in rows_of(extract, "cin_plans")] == [("female", date(2025, 7, 2))]


def test_no_disability_is_no_and_nothing_said_is_not_recorded(tmp_path: Path) -> None:
    one, another = child(episode()), child(episode(), "A2")
    none = "<Disability>NONE</Disability>"
    both = "<Disability>HAND</Disability><Disability>HEAR</Disability>"
    extract = read(tmp_path, census(one.replace(both, none) + another.replace(both, "") + child(episode(), "A3")))
    assert [row["disabled"] for row in rows_of(extract, "referrals")] == [False, None, True]


def test_a_child_not_yet_born_has_the_day_it_is_expected(tmp_path: Path) -> None:
    text = census(child(episode())).replace("PersonBirthDate", "ExpectedPersonBirthDate")
    assert rows_of(read(tmp_path, text), "referrals")[0]["born"] == date(2015, 3, 27)


def test_pre_proceedings_are_read_in_the_episode_and_in_the_child(tmp_path: Path) -> None:
    inside = "<PreProceedingsandFGDM><PPStartDate>2025-09-01</PPStartDate></PreProceedingsandFGDM>"
    extract = read(tmp_path, census(child(episode(inside)) + child(episode() + inside, "A2")))
    assert [(row["child"], row["started"]) for row in rows_of(extract, "pre_proceedings")] == [
        ("A1", date(2025, 9, 1)),
        ("A2", date(2025, 9, 1)),
    ]


def test_stray_text_between_elements_is_nobodys(tmp_path: Path) -> None:
    text = census(child(episode())).replace("<ChildIdentifiers>", "PersonBirthDate<ChildIdentifiers>PersonBirthDate")
    assert rows_of(read(tmp_path, text), "referrals")[0]["born"] == date(2015, 3, 27)


@pytest.mark.parametrize("written", ["2025-02-31", "0024-06-02", "2204-06-02", "soon", "12345"])
def test_a_date_that_is_none_is_not_read_and_told_by_its_line_without_the_value(tmp_path: Path, written: str) -> None:
    extract = read(tmp_path, census(child(episode(ASSESSMENT, referred=written))))
    (row,) = rows_of(extract, "assessments")
    assert (row["referred"], row["referred__unread"]) == (None, True)
    (unread,) = extract.read.tables["assessments"].unread
    assert unread.place == "line 7 (CINreferralDate)"
    assert written not in str(extract.read)


def test_an_element_that_stands_twice_and_says_two_things_is_not_read(tmp_path: Path) -> None:
    twice = episode().replace("<ReferralSource>1A<", "<ReferralSource>2A</ReferralSource><ReferralSource>1A<")
    (row,) = rows_of(read(tmp_path, census(child(twice))), "referrals")
    assert (row["referral_source"], row["referral_source__unread"]) == (None, True)


def test_a_text_of_megabytes_is_not_read_and_not_kept(tmp_path: Path) -> None:
    extract = read(tmp_path, census(child(episode(), "x" * 3_000_000)))
    assert rows_of(extract, "referrals")[0]["child"] is None
    assert len(str(extract.read)) < 10_000


def test_of_a_census_of_many_pieces_every_child_is_read(tmp_path: Path) -> None:
    text = census("".join(child(episode(ASSESSMENT), f"A{number}") for number in range(4000)))
    assert len(text) > 2_000_000
    rows = rows_of(read(tmp_path, text), "assessments")
    assert [row["child"] for row in rows] == [f"A{number}" for number in range(4000)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (census(child(episode(ASSESSMENT)))[:-60], "xml-cut-off"),
        (census(child(episode()), head='<!DOCTYPE Message SYSTEM "file:///etc/passwd">'), "xml-doctype"),
        (census("&a;", head='<!DOCTYPE M [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'), "xml-doctype"),
        (census(child(episode(), "A &amp; B")).replace("&amp;", "&"), "xml-broken"),
        (census(child(episode())) * 2, "xml-broken"),
        (census("<a>" * 1000 + "</a>" * 1000), "xml-broken"),
        (census("<!--" + "x" * 6_000_000 + "-->" + child(episode())), "xml-broken"),
        (census(child(episode()), head='<?xml version="1.0" encoding="klingon"?>'), "xml-encoding"),
        (census(child(episode(), "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}")).encode("cp1252"), "xml-broken"),
        ("<html><body/></html>", "census-unknown"),
        (census(child(episode()), collection="SchoolCensus"), "census-unknown"),
        (census(""), "records-empty"),
    ],
)
def test_what_is_no_whole_census_says_why_and_nothing_of_it_is_read(
    tmp_path: Path, text: str | bytes, code: str
) -> None:
    assert only_problem(read, tmp_path, text).code == code


def test_a_census_that_is_cut_off_is_told_by_its_line(tmp_path: Path) -> None:
    problem = only_problem(read, tmp_path, census(child(episode()))[:-30])
    assert problem.line == 7
    assert "cut off" in problem.fact


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_an_encoding_is_what_the_file_says(tmp_path: Path, encoding: str) -> None:
    name = "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}"
    text = census(child(episode(), name), head=f'<?xml version="1.0" encoding="{encoding}"?>')
    assert rows_of(read(tmp_path, text.encode(encoding)), "referrals")[0]["child"] == name


@pytest.mark.parametrize(("opened", "prefix"), [('<Message xmlns="urn:x">', ""), ('<m:Message xmlns:m="urn:x">', "m:")])
def test_a_namespace_changes_nothing(tmp_path: Path, opened: str, prefix: str) -> None:
    text = census(child(episode())).replace("<Message>", opened).replace("</Message>", f"</{prefix}Message>")
    assert len(rows_of(read(tmp_path, text), "referrals")) == 1


def test_another_reference_date_is_believed_and_told(tmp_path: Path) -> None:
    told = read(tmp_path, census(child(episode()), day="2022-07-21", year="2022")).read
    assert told.period == Period(date(2021, 7, 22), date(2022, 7, 21))
    assert [problem.code for problem in told.problems] == ["census-date-odd"]


def test_without_a_reference_date_the_year_is_believed_and_told(tmp_path: Path) -> None:
    told = read(tmp_path, census(child(episode()), day="31/02/2026")).read
    assert (told.period, [problem.code for problem in told.problems]) == (YEAR, ["census-undated"])
    told = read(tmp_path, census(child(episode()), day="", year="")).read
    assert (told.period, [problem.code for problem in told.problems]) == (None, ["census-undated"])


def test_a_census_whose_header_names_no_collection_is_told_by_what_stands_in_it(tmp_path: Path) -> None:
    text = census(child(episode())).replace("<Collection>CIN</Collection>", "")
    assert read(tmp_path, text).read.source == "cin-census"


def test_the_other_source_is_not_read_in_its_place(tmp_path: Path) -> None:
    assert only_problem(read, tmp_path, census(child(episode())), "c.xml", "workforce-census").code == "source-unlike"
    assert only_problem(read, tmp_path, census(child(episode())), "c.xml", "ssda903").code == "source-unlike"


def test_plans_without_a_single_review_had_none(tmp_path: Path) -> None:
    extract = read(tmp_path, census(child(episode(after=PLAN.format("")))))
    assert extract.read.tables["child_protection_reviews"].rows == 0
    assert derived(extract, ["reviewed_in_time"], "child_protection") == [(False,)]


def test_a_workforce_census_is_of_30_september(tmp_path: Path) -> None:
    text = """<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2025</Year>
    <ReferenceDate>2025-09-30</ReferenceDate></CollectionDetails><Source><LEA>301</LEA></Source></Header>
    <LALevelVacancies><NumberOfVacancies>7.5</NumberOfVacancies><NoAgencyFTE>5</NoAgencyFTE></LALevelVacancies>
    <CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW1</SWENo><FTE>0.5</FTE><OrgRole>5</OrgRole><FTE30>0.5</FTE30>
      <Cases30>12</Cases30></CSWWWorker>
    <CSWWWorker><AgencyWorker>1</AgencyWorker><SWENo>SW2</SWENo><FTE>1</FTE><FTE30>1</FTE30></CSWWWorker>
    <CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW3</SWENo><FTE>1</FTE><RoleEndDate>2025-05-01</RoleEndDate>
    </CSWWWorker></Message>"""
    extract = read(tmp_path, text)
    assert extract.read.period == Period(date(2024, 10, 1), date(2025, 9, 30))
    assert [(row["role"], row["cases"]) for row in rows_of(extract, "workers")] == [
        ("case_holder", 12.0),
        (None, None),
        (None, None),
    ]
    found = derived(extract, ["vacancies", "full_time_equivalent_in_post"], "workforce", extract.read.period or YEAR)
    assert found == [(7.5, 0.5)]


@pytest.mark.skipif("COMPCHECK_REFERENCE" not in os.environ, reason="the real files are not committed")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("CIN_Census_2024.xml", {"referrals": 2, "assessments": 2, "section_47": 1, "child_protection_reviews": 1}),
        ("fake_CIN_data.xml", {"referrals": 402, "children_in_need": 402}),
        ("social_work_workforce_2022.xml", {"workers": 30, "workforce": 1}),
    ],
)
def test_the_censuses_that_are_passed_around_are_read_as_they_are(
    tmp_path: Path, name: str, rows: dict[str, int]
) -> None:
    """Run with COMPCHECK_REFERENCE naming the folder that holds real-files/."""
    extract = read(tmp_path, (Path(os.environ["COMPCHECK_REFERENCE"]) / "real-files" / name).read_bytes())
    assert rows.items() <= {table: one.rows for table, one in extract.read.tables.items()}.items()
    assert not any(one.unread for one in extract.read.tables.values())
