"""A mapping says what somebody else's columns are, and is held to the panel and to what compcheck knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from compcheck.model.library import Library
from compcheck.model.panel import PanelMapping
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.reading.panel_mapping import read_panel_mapping
from panels import problems_of, read

MAPPING = """\
columns:
  Council: authority.name
  Visit: judged_on
  Back again: re_referrals
  Posts empty: social_worker_vacancy_rate
  Found: inspection.overall
  Deprived: beside.deprivation
words:
  Found: {Satisfactory: adequate}
ends:
  Year: {month_day: 03-31, of: [re_referrals]}
  Workforce: {month_day: 09-30, of: [social_worker_vacancy_rate]}
ignore: [Region]
source: Exported in July 2013
"""
EXPORT = """\
Council,Visit,Year,Workforce,Back again,Posts empty,Found,Deprived,Region
Exampleshire,20/05/2013,2013,2012,22.0,4.8,satisfactory,14.2,Eastland
"""


def mapping(text: str, library: Library, tmp_path: Path) -> PanelMapping:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, "utf-8")
    return read_panel_mapping(str(path), library)


def problems(text: str, library: Library, tmp_path: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as found:
        mapping(text, library, tmp_path)
    return found.value.problems


def test_a_mapped_panel_says_what_the_mapping_means(library: Library, tmp_path: Path) -> None:
    found = read(EXPORT, library, mapping(MAPPING, library, tmp_path))
    assert not found.problems
    (document,), (known,) = found.documents, found.known
    assert isinstance(document.data, dict)
    assert document.data["authority"] == {"name": "Exampleshire"}
    assert (document.data["judged_on"], document.data["source"]) == ("2013-05-20", "Exported in July 2013")
    assert document.data["indicators"]["re_referrals"]["period"] == {"from": "2012-04-01", "to": "2013-03-31"}
    assert document.data["indicators"]["social_worker_vacancy_rate"]["period"]["to"] == "2012-09-30"
    assert document.data["period"] == {"from": "2012-04-01", "to": "2013-03-31"}  # the latest of them
    assert (known.judged, known.beside) == ({"overall": "adequate"}, {"deprivation": "14.2"})


@pytest.mark.parametrize(("year", "end"), [("2013", "2013-03-31"), ("2012-13", "2013-03-31"), ("199900", "2000-03-31")])
def test_a_year_is_read_by_its_end(year: str, end: str, library: Library, tmp_path: Path) -> None:
    found = read(EXPORT.replace(",2013,", f",{year},"), library, mapping(MAPPING, library, tmp_path))
    assert isinstance(found.documents[0].data, dict)
    assert found.documents[0].data["indicators"]["re_referrals"]["period"]["to"] == end


@pytest.mark.parametrize("year", ["13", "2012-14", "2012/13", "last year"])
def test_what_is_no_year_is_a_problem_of_its_row(year: str, library: Library, tmp_path: Path) -> None:
    found = problems_of(EXPORT.replace(",2013,", f",{year},"), library, mapping(MAPPING, library, tmp_path))
    assert [(one.code, one.line, one.column) for one in found] == [("wrong-date", 2, 3)]


def test_a_row_without_any_year_gives_no_period(library: Library, tmp_path: Path) -> None:
    (problem,) = problems_of(EXPORT.replace(",2013,2012,", ",,,"), library, mapping(MAPPING, library, tmp_path))
    assert (problem.code, problem.fact) == ("cell-empty", "gives no period.")


def test_all_others_are_ignored_even_where_their_name_is_known(library: Library, tmp_path: Path) -> None:
    said = mapping(MAPPING.replace("ignore: [Region]", "ignore: all others"), library, tmp_path)
    export = EXPORT.replace("Deprived,Region", "Deprived,framework").replace("Eastland", "another of that name")
    assert not read(export, library, said).problems


def test_a_column_the_mapping_names_must_be_there(library: Library, tmp_path: Path) -> None:
    said = mapping(MAPPING, library, tmp_path)
    (problem,) = problems_of(EXPORT.replace(",Deprived", ",Deprivd"), library, said)[-1:]
    missed = [one for one in problems_of(EXPORT.replace("Region", "Regoin"), library, said) if "mapping" in one.code]
    assert [(one.code, one.file, one.line) for one in missed] == [("mapping-column", "mapping.yaml", 13)]
    assert 'Did you mean "regoin"?' in missed[0].way_out
    assert problem.code in {"mapping-column", "column-unknown"}


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("- a list\n", "mapping-shape", 1, "columns"),
        ("colums: {a: source}\n", "mapping-key", 1, "Did you mean `columns`?"),
        ("columns: [a]\n", "mapping-shape", 1, "no mapping"),
        ("columns:\n  a: re_referals\n", "mapping-target", 2, "Did you mean `re_referrals`?"),
        ("columns:\n  a: beside.\n", "mapping-target", 2, "no column of a panel"),
        ("columns:\n  a: 5\n", "mapping-target", 2, "no column of a panel"),
        ("columns:\n  a: source\n  b: source\n", "mapping-repeated", 3, "and so is `a`"),
        ("columns:\n  a: source\nignore: [A]\n", "mapping-repeated", 3, "line 2"),
        ("ends: {a: {of: [re_referrals]}}\n", "mapping-shape", 1, "month_day"),
        ("ends: {a: {month_day: 02-29, of: [re_referrals]}}\n", "mapping-shape", 1, "no day of every year"),
        ("ends: {a: {month_day: 03-31, of: re_referrals}}\n", "mapping-shape", 1, "no list"),
        ("ends: {a: {month_day: 03-31, of: [re_referals]}}\n", "mapping-target", 1, "Did you mean `re_referrals`?"),
        (
            "ends:\n  a: {month_day: 03-31, of: [re_referrals]}\n  b: {month_day: 03-31, of: [re_referrals]}\n",
            "mapping-repeated", 3, "already",
        ),
        ("ignore: everything\n", "mapping-shape", 1, "all others"),
        ("words: {a: good}\n", "mapping-shape", 1, "words to words"),
        ("words: {a: {b: good}}\n", "mapping-target", 1, "under `columns`"),
        ("source: [a]\n", "mapping-shape", 1, "no text"),
        ("source: no\n", "rules-yaml-ambiguous-word", 1, "quotes"),
        ("", "rules-yaml-empty-file", 1, "empty"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_hold_is_refused_with_its_line(
    text: str, code: str, line: int, says: str, library: Library, tmp_path: Path
) -> None:
    (problem,) = problems(text, library, tmp_path)
    assert (problem.code, problem.file, problem.line) == (code, "mapping.yaml", line)
    assert says in problem.fact + problem.way_out


def test_a_mapping_that_is_not_there_is_a_problem(library: Library) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_panel_mapping("no-such-mapping.yaml", library)
    assert found.value.problems[0].code == "file-missing"


def test_two_columns_that_say_the_same_are_a_problem(library: Library, tmp_path: Path) -> None:
    said = mapping("columns: {Back again: re_referrals}\n", library, tmp_path)
    header = "authority.name,judged_on,period.from,period.to,source,back again,re_referrals\n"
    (problem,) = problems_of(header, library, said)
    assert (problem.code, problem.column) == ("column-repeated", 7)
