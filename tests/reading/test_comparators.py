from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from rule_folders import BASE, SERIES, problems_in, told, written

from compcheck.model.comparators import Comparators
from compcheck.model.library import Library
from compcheck.model.problem import ProblemsFound
from compcheck.reading import comparators, rule_home
from compcheck.reading.comparators import load_comparators, write_comparators
from compcheck.reading.rule_files import read_library

RULES = Path(__file__).parents[2] / "rules"
TABLES = sorted(path.stem for path in (RULES / "published").glob("*.csv"))
FEWEST_FOR_QUARTILES = 80
TABLE = "published/children_seen.csv"

THREE: dict[str, str | None] = {
    "authorities.csv": """\
code,ons_code,name,region,neighbours
301,E09000002,Ashby,East,302 303
302,E09000003,"Beech, City of",East,301 303
303,E09000004,Colne,West,301 302
""",
    "authorities.yaml": """\
title: Three authorities
source: {title: Authorities, publisher: DfE, year: 2024}
neighbours: {title: Neighbours, publisher: DfE, year: 2024}
figures: {title: Figures, publisher: DfE, year: 2024}
""",
    TABLE: """\
area,2010-11,2011-12
301,60,90
302,70.5,
303,,99
East,65,
""",
}


@pytest.fixture(scope="module")
def known() -> Comparators:
    return load_comparators(str(RULES))


@pytest.fixture(scope="module")
def rules() -> Library:
    return read_library(RULES, "rules")


def quartile(values: Sequence[Decimal], quarter: int) -> Decimal:
    """Inclusive, as a spreadsheet's QUARTILE, and half up to one decimal: worked out here a second time."""
    ordered = sorted(Fraction(one) for one in values)
    at = Fraction(quarter * (len(ordered) - 1), 4)
    below, part = int(at), at - int(at)
    exact = ordered[below] if not part else ordered[below] * (1 - part) + ordered[below + 1] * part
    return Decimal(int(exact * 10 + Fraction(1, 2))) / 10


@pytest.mark.parametrize("series", TABLES)
def test_the_quartiles_of_a_series_are_those_of_the_authorities_in_its_table(
    series: str, known: Comparators, rules: Library
) -> None:
    figures = known.series[series]
    published = {one.year: one for one in rules.catalogue.indicators[series].published}
    for year in figures.years:
        values = [one for code in known.authorities if (one := figures.value(code, year)) is not None]
        said = published[year]
        quartiles = [said.lower_quartile, said.median, said.upper_quartile]
        if len(values) < FEWEST_FOR_QUARTILES:
            assert quartiles == [None, None, None], year
        else:
            assert quartiles == [quartile(values, quarter) for quarter in (1, 2, 3)], year
            assert f"over {len(values)} authorities" in said.source


def test_the_series_that_are_graded_have_a_table_of_authorities_or_end_before_2013(rules: Library) -> None:
    for one in rules.catalogue.indicators.values():
        newest = max((year.ended.year for year in one.published), default=0)
        if one.graded and newest > 2013:
            assert one.same_as in TABLES, one.id


def test_every_authority_has_ten_neighbours_and_one_of_nine_regions(known: Comparators) -> None:
    assert len({one.region for one in known.authorities.values()}) == 9
    for one in known.authorities.values():
        assert len(known.neighbours(one)) == 10
        assert one not in known.neighbours(one)


@pytest.mark.parametrize("series", TABLES)
def test_every_region_has_its_row_in_every_table(series: str, known: Comparators) -> None:
    assert {one.region for one in known.authorities.values()} <= set(known.series[series].areas)


def test_a_figure_is_read_beside_the_region_and_the_neighbours_of_its_own_year(known: Comparators) -> None:
    devon = known.authority(code="878")
    assert devon is not None
    beside = known.beside(devon, "re_referrals", "2023-24")
    assert beside is not None
    assert (beside.own.area, beside.own.value) == ("Devon", Decimal("21.9"))
    assert (beside.region.area, beside.region.value) == ("South West", Decimal("22.1"))
    assert [one.area for one in beside.neighbours[:3]] == ["East Sussex", "Dorset", "Norfolk"]
    assert beside.spread is not None
    assert tuple(beside.spread) == (Decimal("14.1"), Decimal("19.05"), Decimal("29.9"), 10)


def test_a_year_of_which_no_authority_is_known_is_never_replaced_by_another(known: Comparators) -> None:
    devon = known.authorities["878"]
    assert known.beside(devon, "re_referrals", "2012-13") is None
    assert known.beside(devon, "initial_assessments_within_10_working_days", "2012-13") is None


def test_a_hidden_figure_is_none_and_is_not_counted(tmp_path: Path) -> None:
    few = load_comparators(str(written(tmp_path, THREE)))
    beside = few.beside(few.authorities["301"], "children_seen", "2011-12")
    assert beside is not None
    assert [one.value for one in beside.neighbours] == [None, Decimal(99)]
    assert beside.spread is not None
    assert beside.spread.n == 1
    assert beside.region.value is None
    west = few.beside(few.authorities["303"], "children_seen", "2010-11")
    assert west is not None
    assert west.region == ("West", None)


def test_an_authority_is_found_by_code_or_by_its_whole_name(tmp_path: Path) -> None:
    few = load_comparators(str(written(tmp_path, THREE)))
    beech = few.authorities["302"]
    assert few.authority(name="beech, CITY of") == beech
    assert few.authority(code="302", name="Ashby") == beech
    assert few.authority(code="878", name="Beech, City of") == beech
    assert few.authority(name="Beech") is None
    assert few.authority() is None


def test_a_folder_of_rules_need_have_no_authorities(tmp_path: Path) -> None:
    assert load_comparators(str(written(tmp_path))) == Comparators()


def without(text: str, file: str = TABLE, of: str = "") -> dict[str, str | None]:
    base = THREE[file]
    assert base is not None
    assert of in base
    return {**THREE, file: base.replace(of, text, 1)}


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        (without("2012-13", of="2011-12"), TABLE + ":1", "rules-table-heading"),
        (without("code,2010-11", of="area,2010-11"), TABLE + ":1", "rules-table-heading"),
        (without("2010-11,2010-11", of="2010-11,2011-12"), TABLE + ":1", "rules-table-repeated"),
        (without("301,60,90,1", of="301,60,90"), TABLE + ":2", "rules-table-row"),
        (without("301,60", of="301,60,90"), TABLE + ":2", "rules-table-row"),
        (without("301,60,90\n\n", of="301,60,90\n"), TABLE + ":3", "rules-table-row"),
        (without('301,"60,90', of="301,60,90"), TABLE + ":5", "rules-table-row"),
        (without("304,70.5,", of="302,70.5,"), TABLE + ":3", "rules-table-area"),
        (without("North,65,", of="East,65,"), TABLE + ":5", "rules-table-area"),
        (without("301,70.5,", of="302,70.5,"), TABLE + ":3", "rules-table-repeated"),
        (without("301,c,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        (without("301,1e3,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        (without("301,nan,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        (without("301,60 ,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        (without("301,100.1,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        (without("301,-1,90", of="301,60,90"), TABLE + ":2", "rules-table-value"),
        ({**THREE, TABLE: ""}, TABLE, "rules-table-row"),
        ({**THREE, "published/other.csv": "area,2010-11\n301,1\n"}, "published/other.csv", "rules-stray-file"),
        ({**THREE, "published/children_seen.CSV": "area\n"}, "published/children_seen.CSV", "rules-stray-file"),
        ({**THREE, "indicators/authorities.csv": "area\n"}, "indicators/authorities.csv", "rules-stray-file"),
        ({**THREE, "authorities.csv": None}, TABLE, "rules-not-found"),
        ({**THREE, "authorities.yaml": None}, "authorities.yaml", "rules-not-found"),
        ({**THREE, "authorities.yaml": "title: 1_000\n"}, "authorities.yaml:1:8", "rules-yaml-ambiguous-word"),
        (without("about: ", "authorities.yaml", "title: Three"), "authorities.yaml:1:1", "rules-unknown-key"),
        (without("code,name,", "authorities.csv", "code,ons_code,name,"), "authorities.csv:1", "rules-table-heading"),
        (without("31,E", "authorities.csv", "301,E"), "authorities.csv:2", "rules-table-value"),
        (without("301,W09000002", "authorities.csv", "301,E09000002"), "authorities.csv:2", "rules-table-value"),
        (without(",Colne,,", "authorities.csv", ",Colne,West,"), "authorities.csv:4", "rules-table-value"),
        (without(",ashby,", "authorities.csv", ",Colne,"), "authorities.csv:4", "rules-table-repeated"),
        (without("301,E09000003", "authorities.csv", "302,E09000003"), "authorities.csv:3", "rules-table-repeated"),
        (without("302 304", "authorities.csv", "302 303"), "authorities.csv:2", "rules-table-area"),
        (without("302 301", "authorities.csv", "302 303"), "authorities.csv:2", "rules-table-repeated"),
        (without("302 302", "authorities.csv", "302 303"), "authorities.csv:2", "rules-table-repeated"),
    ],
)
def test_what_is_wrong_with_a_table_is_named_with_its_line(
    changes: dict[str, str | None], place: str, code: str, tmp_path: Path
) -> None:
    """As the rules are read, so that `rules check` says it and no wheel is built with it."""
    assert f"rules/{place} {code}" in told(tmp_path, changes)


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest", b"area,2010-11\n301,6\xff\n"])
def test_a_workbook_called_csv_and_another_encoding_are_refused(start: bytes, tmp_path: Path) -> None:
    home = written(tmp_path, THREE)
    (home / TABLE).write_bytes(start)
    with pytest.raises(ProblemsFound) as found:
        read_library(home, "rules")
    (problem,) = found.value.problems
    assert problem.code == "rules-table-not-text"
    with pytest.raises(ProblemsFound):
        load_comparators(str(home))


def test_one_wrong_heading_does_not_bring_a_problem_for_every_row(tmp_path: Path) -> None:
    of_panel = "authority;2010-11\n" + "Ashby;60,5\n" * 100
    assert told(tmp_path / "a", {**THREE, TABLE: of_panel}) == [f"rules/{TABLE}:1 rules-table-heading"]
    nobody = {**THREE, "authorities.csv": "code;name\n301;Ashby, City of\n"}
    assert told(tmp_path / "b", nobody) == ["rules/authorities.csv:1 rules-table-heading"]


def test_no_code_is_taken_for_a_slip_of_another_and_a_region_is(tmp_path: Path) -> None:
    (code,) = problems_in(tmp_path / "a", without("309,70.5,", of="302,70.5,"))
    assert code.way_out == "See authorities.csv for its codes."
    (region,) = problems_in(tmp_path / "b", without("Eats,65,", of="East,65,"))
    assert region.way_out == "Did you mean `East`?"


def test_a_table_with_a_million_wrong_rows_gets_a_list_that_ends(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, {**THREE, TABLE: "area,2010-11\n" + "x\n" * 5_000})
    assert len(problems) < 1_100
    assert problems[-1].code == "more-problems"


def test_a_message_never_repeats_a_long_cell(tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, without("301," + "9" * 5_000 + ",90", of="301,60,90"))
    assert len(problem.fact) < 150


def test_the_same_holds_for_the_packaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = written(tmp_path / "rules", THREE)
    packaged = tmp_path / "comparators.json"
    monkeypatch.setattr(comparators, "PACKAGED", packaged)
    write_comparators(home, packaged)
    assert load_comparators(None) == load_comparators(str(home))
    packaged.write_text('{"authorities": {')
    with pytest.raises(ProblemsFound, match="1 problem"):
        load_comparators(None)
    packaged.unlink()
    monkeypatch.setattr(rule_home, "CHECKOUT", str(written(tmp_path / "bare")))
    assert load_comparators(None) == Comparators()


def test_without_its_files_an_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparators, "PACKAGED", tmp_path / "comparators.json")
    monkeypatch.setattr(rule_home, "CHECKOUT", str(tmp_path / "nowhere"))
    with pytest.raises(ProblemsFound):
        load_comparators(None)


def test_one_submission_is_evaluated_without_any_of_it() -> None:
    program = (
        "import compcheck.cli.main, compcheck.cli.evaluate, sys;"
        "print(*[name for name in sys.modules if 'comparator' in name or name == 'csv'])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not run.stdout.split()


def test_the_small_folder_of_these_tests_holds(tmp_path: Path) -> None:
    assert SERIES in BASE
    assert read_library(written(tmp_path, THREE), "rules")
