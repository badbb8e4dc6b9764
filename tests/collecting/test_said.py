"""What the records do not say is asked for by the name of its option, and nothing said is left aside in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from made_up_counts import CENSUS, DAY, LISTS, YEAR, census_read, lists_read

from compcheck.collecting.authority import authority_of
from compcheck.collecting.said import Said, believed, settings_for, unheard
from compcheck.model.comparators import Authority, Comparators
from compcheck.model.document import Document
from compcheck.model.extract import FileRead
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.when import Period

DEVON = Authority("878", "E10000008", "Devon", "South West")
KENT = Authority("886", "E10000016", "Kent", "South East")
KNOWN = Comparators({"878": DEVON, "886": KENT})


def beside(**data: object) -> Document:
    return Document("own.json", "", data, dict)


def refused(read: FileRead, said: Said) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        settings_for(read, LISTS if read.source == "annex-a" else CENSUS, said)
    return list(found.value.problems)


def not_heard(said: Said, *reads: FileRead) -> list[Problem]:
    return unheard(reads, {"annex-a": LISTS, "cin-census": CENSUS}, said)


def not_authority(reads: list[FileRead], said: Said) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        authority_of(reads, said, KNOWN)
    (problem,) = found.value.problems
    return problem


def test_lists_without_a_day_of_extraction_ask_for_the_option() -> None:
    (problem,) = refused(lists_read(), Said())
    assert problem.code == "records-not-said"
    assert "--extracted-on" in problem.way_out
    assert problem.file == "annex-a.xlsx"


def test_a_census_says_its_own_days() -> None:
    settings = settings_for(census_read(), CENSUS, Said())
    assert (settings.extracted_on, settings.period) == (YEAR.end, YEAR)


def test_a_return_that_says_no_period_asks_for_it_and_takes_its_end_for_the_day() -> None:
    silent = census_read()._replace(period=None, reference_day=None)
    assert "--period" in refused(silent, Said())[0].way_out
    assert settings_for(silent, CENSUS, Said(period=YEAR)).extracted_on == YEAR.end


@pytest.mark.parametrize(
    ("said", "option"),
    [
        (Said(extracted_on=date(2024, 3, 30)), "--extracted-on"),
        (Said(period=Period(YEAR.start, DAY)), "--period"),
    ],
)
def test_an_option_that_contradicts_the_file_is_a_problem(said: Said, option: str) -> None:
    (problem,) = not_heard(said, census_read())
    assert problem.code == "records-otherwise"
    assert option in problem.fact


def test_an_option_that_says_what_the_file_says_is_none() -> None:
    said = Said(period=YEAR, extracted_on=YEAR.end)
    assert settings_for(census_read(), CENSUS, said).period == YEAR
    assert not not_heard(said, census_read())


def test_of_files_that_go_together_an_option_is_for_those_that_do_not_say_it_themselves() -> None:
    said = Said(extracted_on=DAY)
    assert not not_heard(said, census_read(), lists_read())
    assert settings_for(census_read(), CENSUS, said)[:2] == (YEAR.end, YEAR)
    assert settings_for(lists_read(), LISTS, said)[:2] == (DAY, None)


def test_a_return_and_lists_that_say_nothing_take_an_option_each() -> None:
    silent, said = census_read()._replace(period=None, reference_day=None), Said(period=YEAR, extracted_on=DAY)
    assert not not_heard(said, silent, lists_read())
    assert settings_for(silent, CENSUS, said)[:2] == (YEAR.end, YEAR)
    assert settings_for(lists_read(), LISTS, said)[:2] == (DAY, None)


def test_an_option_that_no_file_takes_is_a_problem_however_many_there_are() -> None:
    other = Period(YEAR.start, DAY)
    assert [one.file for one in not_heard(Said(period=other), lists_read(), census_read())] == ["cin.xml"]
    undated = census_read()._replace(reference_day=None)
    assert "--extracted-on" in not_heard(Said(extracted_on=DAY), undated)[0].fact


def test_days_that_were_only_taken_to_be_so_give_way_to_those_a_person_says() -> None:
    odd = Problem("census-date-odd", "cin.xml", "has the ReferenceDate 2024-07-21: taken as …", "")
    read = census_read()._replace(period=Period(date(2023, 7, 22), date(2024, 7, 21)), problems=(odd,))
    assert believed(read, Said()) is read
    mended = believed(read, Said(period=YEAR))
    assert (mended.period, mended.reference_day, mended.problems) == (YEAR, YEAR.end, ())
    assert settings_for(mended, CENSUS, Said(period=YEAR)).extracted_on == YEAR.end


def test_a_period_for_lists_that_have_their_own_is_refused_and_not_left_aside() -> None:
    (problem,) = not_heard(Said(extracted_on=DAY, period=YEAR), lists_read())
    assert problem.code == "records-otherwise"


def test_limits_come_from_the_submission_beside() -> None:
    limits = {"caseload_ceiling": {"value": 18, "approved_by": "DCS", "on": "2024"}, "broken": {"value": "18"}}
    said = Said(extracted_on=DAY, beside=beside(parameters=limits))
    assert settings_for(lists_read(), LISTS, said).parameters == {"caseload_ceiling": Decimal(18)}


def test_an_authority_goes_by_its_code_in_the_file() -> None:
    assert authority_of([census_read()], Said(), KNOWN) == {"name": "Devon", "code": "878", "ons_code": "E10000008"}


def test_an_authority_that_is_named_gets_its_codes() -> None:
    named = authority_of([lists_read()], Said(authority="kent"), KNOWN)
    assert named == {"name": "Kent", "code": "886", "ons_code": "E10000016"}


def test_an_invented_authority_keeps_its_name() -> None:
    assert authority_of([lists_read()], Said(authority="Exampleshire"), KNOWN) == {"name": "Exampleshire"}
    invented = authority_of([census_read(code="000")], Said(authority="Exampleshire"), KNOWN)
    assert invented == {"name": "Exampleshire", "code": "000"}


@pytest.mark.parametrize("read", [lists_read(), census_read(code="999")])
def test_an_authority_that_nobody_names_asks_for_the_option(read: FileRead) -> None:
    problem = not_authority([read], Said())
    assert problem.code == "records-not-said"
    assert "--authority" in problem.way_out


def test_an_authority_other_than_the_file_says_is_a_problem() -> None:
    for name in ("Kent", "Exampleshire"):
        problem = not_authority([census_read()], Said(authority=name))
        assert problem.code == "records-otherwise"
        assert "878 (Devon)" in problem.fact


def test_files_of_two_authorities_are_never_put_together() -> None:
    problem = not_authority([census_read("a.xml"), census_read("b.xml", "886")], Said())
    assert (problem.code, problem.file) == ("records-otherwise", "b.xml")


def test_the_submission_beside_may_name_the_authority_and_may_not_name_another() -> None:
    own = beside(authority={"name": "Exampleshire", "code": "000"})
    assert authority_of([lists_read()], Said(beside=own), KNOWN) == {"name": "Exampleshire", "code": "000"}
    problem = not_authority([lists_read()], Said(authority="Devon", beside=own))
    assert (problem.code, problem.file) == ("records-otherwise", "own.json")
