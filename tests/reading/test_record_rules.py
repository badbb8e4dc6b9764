"""The rules for records: read strictly, held against one another, and carried by the wheel for who needs them."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from record_folders import CENSUS, CHECKS, CODES, NOBODY, RECORDS, SOURCE, TABLES, WATCH_LISTS, changed_records
from rule_folders import BASE, CATALOGUE, problems_in, told, written

from compcheck.model.counting import CANNOT, RATE, Within
from compcheck.model.library import Library
from compcheck.model.records import SourceColumn
from compcheck.reading.compiled import compiled_text, library_in, raw_in
from compcheck.reading.rule_files import read_library
from compcheck.reading.rule_home import load_library


def library(home: Path) -> Library:
    return read_library(written(home, RECORDS), "rules")


def test_the_folder_the_tests_stand_on_has_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path, RECORDS) == []


def test_a_way_of_counting_says_what_it_counts_and_by_which_clock(tmp_path: Path) -> None:
    census, cannot, overdue = library(tmp_path).records().counted["children_seen"]
    assert (census.gives, census.clock[:17], census.dated) == (RATE, "from the referral", "ended")
    assert census.within == Within("45", "working days", "referred", "ended")
    assert census.leaves_out == {"died": "died is not null"}
    assert (cannot.gives, cannot.why) == (CANNOT, "the list has no day of referral")
    assert (overdue.unless_given, overdue.first) == ("workers without cases", "nobody(worker)")


def test_tables_codes_and_sources_are_as_written(tmp_path: Path) -> None:
    rules = library(tmp_path).records()
    assert rules.tables["plans"].order == 1
    assert rules.tables["assessments"].by == {"team": "team", "age": "born", "sex": "sex"}
    assert rules.tables["assessments"].columns["earlier"].derived
    assert rules.codes["sex"]["unknown"].unknown
    assert rules.codes["sex"]["male"].also == ("M", "1")
    annex, census = rules.sources["annex-a"], rules.sources["cin-census"]
    assert annex.tables["assessments"].columns["sex"] == SourceColumn("sex", ("Gender", "Sex"))
    assert census.tables["assessments"].columns["referred"] == SourceColumn("referred", path="../ReferralDate")
    assert (census.tables["assessments"].rows, census.dates) == ("Assessments", ("iso", "dmy"))
    assert rules.checks["twice"].share_at_least == Fraction(1, 3)
    assert rules.watch_lists["open_past_45"].within is not None
    assert rules.nobody == (r"\bduty\b", "^#")


def test_files_made_for_compcheck_need_no_headings(tmp_path: Path) -> None:
    tables = "title: Tables by name\nkind: tables\ntables: {plans: {window: the period}}\n"
    rules = read_library(written(tmp_path, {**RECORDS, "records/sources/tables.yaml": tables}), "rules").records()
    columns = rules.sources["tables"].tables["plans"].columns
    assert columns == {name: SourceColumn(name, (name,)) for name in ("child", "started")}


def test_where_true_counts_every_row(tmp_path: Path) -> None:
    changes = changed_records(CATALOGUE, "where: ended between period_from and period_to", "where: true")
    assert read_library(written(tmp_path, changes), "rules").records().counted["children_seen"][0].where == "true"


def test_days_bound_a_way(tmp_path: Path) -> None:
    changes = changed_records(CATALOGUE, "dated: ended\n", "dated: ended\n      until: 2014-03-31\n")
    way = read_library(written(tmp_path, changes), "rules").records().counted["children_seen"][0]
    assert (way.since, way.until) == (None, date(2014, 3, 31))


def test_a_folder_without_records_has_no_rules_for_them(tmp_path: Path) -> None:
    rules = read_library(written(tmp_path), "rules").records()
    assert not any((rules.tables, rules.sources, rules.counted, rules.nobody))


CENSUS_WAY = "within: {limit: 45, unit: working days, from: referred, to: ended}"


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "code", "says"),
    [
        (TABLES, "row: plan", "roe: plan", "18:3", "rules-unknown-key", "Did you mean `row`?"),
        (TABLES, "holds: text, meaning: team}", "holds: txt, meaning: team}", "13:12", "rules-wrong-value", "`text`"),
        (TABLES, "age: born", "age: birth", "4:20", "rules-unknown-name", "no column `birth`"),
        (TABLES, "{team: team, age", "{tame: team, age", "4:8", "rules-unknown-key", "Did you mean `team`?"),
        (TABLES, "codes: sex", "codes: sexes", "8:24", "rules-unknown-name", "Did you mean `sex`?"),
        (TABLES, "holds: code, codes: sex", "holds: code", "8:5", "rules-combination", "`codes` names it"),
        (TABLES, "order: 1", "order: 4", "19:3", "rules-wrong-value", "1, 2 or 3"),
        (CODES, 'also: [M, "1"]', 'also: [M, " f "]', "3:33", "rules-repeated-name", "for `female` and for `male`"),
        (CODES, 'also: [M, "1"]', "also: [M, 1]", "3:33", "rules-wrong-value", "in quotes"),
        (CODES, "title: Female", "titel: Female", "2:12", "rules-unknown-key", "`title`"),
        (SOURCE, "kind: workbook", "kind: book", "2:1", "rules-wrong-value", "Did you mean `workbook`?"),
        (SOURCE, "window: 6 months", "window: 5 months", "7:5", "rules-wrong-value", "Did you mean `6 months`?"),
        (SOURCE, "[Gender, Sex]", "Gender", "10:7", "rules-combination", "under headings"),
        (SOURCE, "      team: [Team]\n", "      teem: [Team]\n", "13:7", "rules-unknown-name", "Did you mean `team`?"),
        (SOURCE, "      team: [Team]\n", "      earlier: [Earlier]\n", "13:7", "rules-combination", "worked out"),
        (SOURCE, "  plans:\n    named", "  plan:\n    named", "15:3", "rules-unknown-name", "Did you mean `plans`?"),
        (SOURCE, "named: [List 7]", "rows: List7", "16:5", "rules-combination", "an element of XML"),
        (CENSUS, "ended: AuthorisedDate", "ended: [AuthorisedDate]", "7:63", "rules-combination", "at a path"),
        (NOBODY, "'^#'", "'(x'", "1:24", "rules-wrong-value", "no regular expression"),
        (NOBODY, "'^#'", "'(?=x)y'", "1:24", "rules-wrong-value", "looks around"),
        (CHECKS, "touched: ended < started", "touched: ended < begun", "5:3", "rules-unknown-name", "`begun`"),
        (CHECKS, "touched: other.child", "touched: other.born", "13:3", "rules-unknown-name", "`other.born`"),
        (CHECKS, "  match: child\n", "", "7:1", "rules-combination", "belong together"),
        (CHECKS, "match: child", "match: born", "12:3", "rules-unknown-name", "no column of plans `born`"),
        (CHECKS, "  touched: ended < started\n", "", "1:1", "rules-combination", "nothing says which rows"),
        (CHECKS, "repeated: [child, started]", "repeated: [child, begun]", "19:21", "rules-unknown-name", "`begun`"),
        (CHECKS, "sources: [annex-a]", "sources: [cin-census]", "14:13", "rules-combination", "no table `plans`"),
        (WATCH_LISTS, "where: ended is null", "where: closed is null", "5:3", "rules-unknown-name", "`closed`"),
        (WATCH_LISTS, "limit: 45", "limit: visit_limit, unit: weeks", "6:45", "rules-yaml-repeated-key", "second time"),
        (WATCH_LISTS, "limit: 45, unit: working days", "limit: visit_limit, unit: weeks", "6:32", "rules-combination",
         "in working days, and the limit here in weeks"),
        (WATCH_LISTS, "sources: [annex-a]", "sources: [cin-census]", "9:13", "rules-combination",
         "no `started` in `assessments`"),
        (CATALOGUE, "- source: cin-census", "- source: cin-cencus", "10:7", "rules-unknown-name", "`cin-census`"),
        (CATALOGUE, "gives: rate over", "gives: rates over", "11:7", "rules-wrong-value", "`rate over the period`"),
        (CATALOGUE, "      why: the list has no day of referral\n", "", "19:7", "rules-combination",
         "nothing says why"),
        (CATALOGUE, "why: the list has no", "table: plans\n      why: the list has no", "21:7", "rules-combination",
         "what cannot be given"),
        (CATALOGUE, CENSUS_WAY, "met: true\n      " + CENSUS_WAY, "16:7", "rules-combination", "both say"),
        (CATALOGUE, "      " + CENSUS_WAY + "\n", "", "10:7", "rules-combination", "in the numerator"),
        (CATALOGUE, "limit: 45,", "limit: visit_limits,", "15:16", "rules-unknown-name", "`visit_limit`"),
        (CATALOGUE, "unit: working days, from: referred", "unit: work days, from: referred", "15:27",
         "rules-wrong-value", "Did you mean `working days`?"),
        (CATALOGUE, "limit: 45,", "limit: -1,", "15:16", "rules-wrong-value", "whole number"),
        (CATALOGUE, "from: referred", "from: started", "10:7", "rules-combination", "cin-census has no `started`"),
        (CATALOGUE, "dated: ended", "dated: child", "17:7", "rules-combination", "holds no date"),
        (CATALOGUE, "shows: [referred, ended]", "shows: [referred, end]", "18:25", "rules-unknown-name", "`ended`"),
        (CATALOGUE, "{died: died is not null}", "{died: dead is not null}", "16:20", "rules-unknown-name", "`dead`"),
        (CATALOGUE, "sex <> 'male'", "sex <> 'mail'", "25:7", "rules-unknown-name", "Did you mean `male`?"),
        (CATALOGUE, "sex <> 'male'", "sex in ('female', 'unknown')", "25:7", "rules-combination", "`sex is null`"),
        (CATALOGUE, "      at_least: a worker may be a team\n", "", "27:7", "rules-combination", "too low"),
        (CATALOGUE, "days(started, extracted_on)", "median(days(started, extracted_on))", "26:7", "rules-unknown-name",
         "`median`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(
    tmp_path: Path, name: str, old: str, new: str, place: str, code: str, says: str
) -> None:
    problems = problems_in(tmp_path, changed_records(name, old, new))
    assert [one for one in problems if one.place.startswith(f"rules/{name}:{place}") and one.code == code], [
        f"{one.place} {one.code}: {one.fact} {one.way_out}" for one in problems
    ]
    assert says in " ".join(f"{one.fact} {one.way_out}" for one in problems)


@pytest.mark.parametrize(
    ("gives", "says"),
    [
        ("gives: state on the day\n      table: plans\n      where: true\n      met: true", "makes it a share"),
        ("gives: rate over the period\n      table: plans\n      where: true", "a rate is over a period"),
        ("gives: state on the day\n      where: true", "no table is named"),
        ("gives: state on the day\n      table: plans", "nothing says which rows count"),
        ("gives: state on the day\n      table: plan\n      where: true", "Did you mean `plans`?"),
        ("gives: state on the day\n      table: plans\n      where: true\n      why: x", "`why` is for what"),
        (
            "gives: state on the day\n      table: plans\n      each: child\n      leaves_out: {a: child is null}",
            "`leaves_out` is said of single rows",
        ),
        ("gives: cannot be given\n      why: x\n      since: 2014-01-01\n      until: 2013-01-01", "ends before"),
    ],
)
def test_a_count_is_counted_as_a_count(tmp_path: Path, gives: str, says: str) -> None:
    after = "  definition: children without a worker\n"
    changes = changed_records(CATALOGUE, after, f"{after}  counted:\n    - source: annex-a\n      {gives}\n")
    assert says in " ".join(f"{one.fact} {one.way_out}" for one in problems_in(tmp_path, changes))


def test_a_yes_or_no_is_never_counted(tmp_path: Path) -> None:
    way = "  counted: [{source: annex-a, gives: state on the day, table: plans, where: true}]\n"
    after = "  definition: whether all returns were made\n"
    changes = changed_records(CATALOGUE, after, after + way)
    assert "a figure in yes/no cannot be counted" in " ".join(one.fact for one in problems_in(tmp_path, changes))


def test_an_indicator_is_counted_from_nothing_where_there_are_no_records(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, {CATALOGUE: RECORDS[CATALOGUE]})
    assert {one.code for one in problems} == {"rules-unknown-name"}
    assert "there is no source `cin-census`" in " ".join(one.fact for one in problems)


def test_a_file_that_cannot_be_read_does_not_make_its_names_unknown(tmp_path: Path) -> None:
    assert told(tmp_path, {**RECORDS, CODES: "sex: [\n"}) == ["rules/records/codes/people.yaml:2:1 rules-yaml-syntax"]


@pytest.mark.parametrize("stray", ["records/assessment.yaml", "records/tables/more.yml", "records/tables/a/b.yaml"])
def test_a_file_that_would_not_be_read_is_a_slip(tmp_path: Path, stray: str) -> None:
    problems = problems_in(tmp_path, {**RECORDS, stray: "a: {}\n"})
    assert [(one.code, one.file) for one in problems] == [("rules-stray-file", f"rules/{stray}")]


def test_one_table_is_defined_once(tmp_path: Path) -> None:
    plans = RECORDS[TABLES][RECORDS[TABLES].index("plans:") :]
    problems = problems_in(tmp_path, {**RECORDS, "records/tables/plans.yaml": plans})
    assert [one.code for one in problems] == ["rules-repeated-name"]


def test_the_wheel_carries_the_same_rules_for_records(tmp_path: Path) -> None:
    text = compiled_text(written(tmp_path, RECORDS))
    assert library_in(text).records() == library(tmp_path).records()
    assert not [one for one in json.loads(text)["indicators"].values() if "counted" in one]
    assert isinstance(json.loads(text)["records"], str), "whoever has no records takes nothing of them apart"
    assert set(raw_in(text)["records"]["counted"]) == {"children_seen"}


def test_what_is_packaged_is_what_the_checkout_says(library: Library) -> None:
    assert load_library(None).records() == library.records()


def test_counting_has_its_own_digest_and_changes_no_framework_s(tmp_path: Path) -> None:
    one = library(tmp_path / "one")
    changes = changed_records(CATALOGUE, "limit: 45", "limit: 35")
    other = read_library(written(tmp_path / "other", changes), "rules")
    assert one.records().digest != other.records().digest
    plain = read_library(written(tmp_path / "plain", BASE), "rules")
    digests = {each.frameworks["care-2012"].sha256 for each in (one, other, plain)}
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ("  - [2025-01-01, 2025-12-25]\n  - [2027-01-01, 2027-12-25]", "is not the year after the one above it"),
        ("  - [2025-01-01, 2026-12-25]", "and that year alone"),
        ("  - []", "and that year alone"),
        ("  - [2025-02-30]", "2025-02-30"),
    ],
)
def test_a_row_of_bank_holidays_is_a_year_and_no_year_is_left_out(tmp_path: Path, days: str, wrong: str) -> None:
    source = "source: {title: Bank holidays, publisher: GOV.UK, year: 2026}\n"
    files = {**RECORDS, "records/bank-holidays.yaml": f"{source}days:\n{days}\n"}
    assert any(wrong in one.fact for one in problems_in(tmp_path, files))


def test_the_bank_holidays_of_the_rules_are_known_to_who_counts(tmp_path: Path) -> None:
    source = "source: {title: Bank holidays, publisher: GOV.UK, year: 2026}\n"
    files = {**RECORDS, "records/bank-holidays.yaml": f"{source}days:\n  - [2025-01-01, 2025-12-25]\n"}
    known = read_library(written(tmp_path, files), "rules").records().bank_holidays
    assert known == {date(2025, 1, 1), date(2025, 12, 25)}
