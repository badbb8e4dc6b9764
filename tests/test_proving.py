"""Cases prove rules, and a case that is missing is named. Each rule here has just the cases it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from compcheck.model.case import Case
from compcheck.model.framework import Framework
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.rule import Rule
from compcheck.proving import Proof, prove
from compcheck.reading.rule_files import read_cases, read_library
from small_rules import RULE, SHARED, SINCE, folder_with

ADEQUATE = "  - {when: adequate, action: Look into it, by: within 3 months}\n"

NO_DATA = "- {case: nothing, given: {}, expect: {not graded: not supplied}}"
KINDS = {
    "at least": (
        f"{ADEQUATE}indicator: on_time\ngrades:\n- {{{SINCE}, good: {{at_least: 90}}, adequate: {{at_least: 70}}}}\n",
        [
            ("- {case: a, given: {on_time: 90}, expect: good}", "exactly on 90"),
            ("- {case: b, given: {on_time: 89.9}, expect: adequate}", "just off 90"),
            ("- {case: c, given: {on_time: 70}, expect: adequate}", "exactly on 70"),
            ("- {case: d, given: {on_time: 69.9}, expect: inadequate}", "just off 70"),
            (NO_DATA, "without data"),
        ],
    ),
    "a count": (
        f"indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n",
        [
            ("- {case: a, given: {late: 0}, expect: good}", "exactly on 0"),
            ("- {case: b, given: {late: 1}, expect: inadequate}", "just off 0"),
            (NO_DATA, "without data"),
        ],
    ),
    "an open line": (
        f"indicator: days\ngrades:\n- {{{SINCE}, good: {{less_than: 10}}}}\n",
        [
            ("- {case: a, given: {days: 10}, expect: inadequate}", "exactly on 10"),
            ("- {case: b, given: {days: 9.95}, expect: good}", "just off 10"),
            (NO_DATA, "without data"),
        ],
    ),
    "the middle": (
        f"{ADEQUATE}indicator: coming_back\ngrades:\n- {{{SINCE}, good: {{between: [15, 25]}}, otherwise: adequate}}\n",
        [
            ("- {case: a, given: {coming_back: 15}, expect: good}", "exactly on 15"),
            ("- {case: b, given: {coming_back: 14.9}, expect: adequate}", "just off 15"),
            ("- {case: c, given: {coming_back: 25}, expect: good}", "exactly on 25"),
            ("- {case: d, given: {coming_back: 25.1}, expect: adequate}", "just off 25"),
            (NO_DATA, "without data"),
        ],
    ),
    "yes or no": (
        f"indicator: done\ngrades:\n- {{{SINCE}, yes: good, no: inadequate}}\n",
        [
            ("- {case: a, given: {done: true}, expect: good}", "with yes"),
            ("- {case: b, given: {done: false}, expect: inadequate}", "with no"),
            (NO_DATA, "without data"),
        ],
    ),
    "a change": (
        f"indicator: days\nchange: {{over: 1 year}}\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n",
        [
            (
                "- {case: a, given: {days: {value: 5, history: [{as_at: 2010-03-31, value: 5}]}}, expect: good}",
                "exactly on 0",
            ),
            (
                (
                    "- {case: b, given: {days: {value: 5.1, history: [{as_at: 2010-03-31, value: 5}]}},"
                    " expect: inadequate}"
                ),
                "just off 0",
            ),
            (NO_DATA, "without data"),
        ],
    ),
    "all of several": (
        f"grades:\n- {{{SINCE}, all: [{{indicator: on_time, at_least: 90}}, {{not: {{indicator: stopped}}}}]}}\n",
        [
            (
                "- {case: a, given: {on_time: 90, stopped: false}, expect: good}",
                "exactly on 90 (at least 90) of on_time",
            ),
            ("- {case: b, given: {on_time: 89.9, stopped: false}, expect: inadequate}", "just off 90"),
            ("- {case: c, given: {on_time: 95, stopped: true}, expect: inadequate}", "with yes of stopped"),
            (NO_DATA, "without data"),
        ],
    ),
    "sampled counts": (
        f"{ADEQUATE}evidence: records\nsampled:\n- {{{SINCE}, counts: {{good: 2/3, adequate: 1}}}}\n",
        [
            (
                (
                    "- {case: a, evidence: {kind: survey, sample: {n: 30}, counts: {good: 20, adequate: 10}},"
                    " expect: good}"
                ),
                "exactly 2/3 of the sample good or better",
            ),
            (
                (
                    "- {case: b, evidence: {kind: survey, sample: {n: 60}, counts: {good: 39, inadequate: 21}},"
                    " expect: inadequate}"
                ),
                "one case of the sample short of 2/3 of the sample good",
            ),
            (
                (
                    "- {case: c, evidence: {kind: survey, sample: {n: 60}, counts: {adequate: 59, inadequate: 1}},"
                    " expect: inadequate}"
                ),
                "one case of the sample short of 1 of the sample adequate",
            ),
            (NO_DATA, "without data"),
        ],
    ),
    "a sampled share": (
        f"{ADEQUATE}evidence: records\nsampled:\n- {{{SINCE}, share: {{good: {{at_least: 90}}}}}}\n",
        [
            (
                "- {case: a, evidence: {kind: survey, sample: {n: 40}, share: 90}, expect: good}",
                "exactly on 90 (at least 90), as a share",
            ),
            ("- {case: b, evidence: {kind: survey, sample: {n: 40}, share: 89.9}, expect: inadequate}", "just off 90"),
            (NO_DATA, "without data"),
        ],
    ),
    "context": (
        "indicator: asked\n",
        [("- {case: nothing, given: {}, expect: {not graded: context}}", "without data")],
    ),
}
A_CASE = [(kind, place) for kind, (_, cases) in KINDS.items() for place in range(len(cases))]


def proof_of(rule: str, cases: str | None, home: Path) -> Proof:
    folder = folder_with(rule, cases, home)
    library = read_library(folder, "rules")

    def cases_of(framework: Framework, rule: Rule) -> Sequence[Case]:
        return read_cases(folder, rule.stands(framework.id), "rules")

    return prove(library, library.frameworks.values(), cases_of)


def problem_of(rule: str, cases: str, home: Path) -> Problem:
    with pytest.raises(ProblemsFound) as found:
        proof_of(rule, cases, home)
    (problem,) = found.value.problems
    return problem


def written(kind: str, without: int | None = None) -> str:
    return "\n".join(case for place, (case, _) in enumerate(KINDS[kind][1]) if place != without) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_with_a_case_on_every_line_and_just_off_it_is_proved(kind: str, tmp_path: Path) -> None:
    rule, cases = KINDS[kind]
    assert proof_of(adjusted(rule), written(kind), tmp_path) == Proof(1, len(cases), (), ())


@pytest.mark.parametrize(("kind", "place"), A_CASE)
def test_every_case_that_is_taken_away_is_named(kind: str, place: int, tmp_path: Path) -> None:
    rule, cases = KINDS[kind]
    proof = proof_of(adjusted(rule), written(kind, without=place).strip() or None, tmp_path)
    assert not proof.failed
    assert proof.missing
    if len(cases) > 1:
        assert any(cases[place][1] in problem.fact for problem in proof.missing)


def adjusted(rule: str) -> str:
    """What cannot be graded needs nothing done about it."""
    if "asked" in rule:
        return RULE.partition("recommend:")[0] + rule
    return RULE + rule


def test_a_rule_without_any_case_is_named(tmp_path: Path) -> None:
    proof = proof_of(adjusted(KINDS["at least"][0]), None, tmp_path)
    (problem,) = proof.missing
    assert problem.code == "case-missing"
    assert "practice/it.cases.yaml" in problem.way_out


def test_lines_of_another_date_need_cases_of_their_own(tmp_path: Path) -> None:
    later = SINCE.replace("2010-04-01", "2012-04-01")
    rule = (
        RULE + f"indicator: late\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n- {{{later}, good: {{at_most: 0}}}}\n"
    )
    proof = proof_of(rule, written("a count"), tmp_path)
    assert [problem.fact for problem in proof.missing] == ["has no case at all, for the lines since 2010-04-01."]
    earlier = written("a count") + (
        "- {case: e, ended: 2011-03-31, given: {late: 0}, expect: good}\n"
        "- {case: f, ended: 2011-03-31, given: {late: 1}, expect: inadequate}\n"
    )
    assert proof_of(rule, earlier, tmp_path) == Proof(1, 5, (), ())


CEILING = """\
ceiling: {title: Ceiling, unit: cases, least: 5, most: 60, SHARED}
"""


def test_a_case_may_give_the_limit_that_the_authority_sets_for_itself(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters/all.yaml").write_text(CEILING.replace("SHARED", SHARED), "utf-8")
    rule = RULE + f"indicator: late\nparameter: ceiling\ngrades:\n- {{{SINCE}, good: {{at_most: 0}}}}\n"
    cases = (
        "- {case: a, parameters: {ceiling: 20}, given: {late: 0}, expect: good}\n"
        "- {case: b, parameters: {ceiling: 20}, given: {late: 1}, expect: inadequate}\n"
        "- {case: c, given: {late: 0}, expect: {not graded: no local standard supplied}}\n" + NO_DATA + "\n"
    )
    assert proof_of(rule, cases, tmp_path) == Proof(1, 4, (), ())
    problem = problem_of(rule, cases.replace("{ceiling: 20}", "{roof: 20}", 1), tmp_path)
    assert (problem.code, problem.line) == ("case-off-topic", 1)
    assert "gives roof" in problem.fact
    assert "ceiling" in problem.way_out


def test_a_case_further_off_than_a_tenth_is_not_just_off_the_line(tmp_path: Path) -> None:
    cases = written("at least").replace("89.9", "89.8")
    (problem,) = proof_of(adjusted(KINDS["at least"][0]), cases, tmp_path).missing
    assert "just off 90" in problem.fact


def test_a_case_on_the_same_side_of_the_line_is_not_off_it(tmp_path: Path) -> None:
    cases = written("at least").replace("{on_time: 89.9}, expect: adequate", "{on_time: 90.1}, expect: good")
    (problem,) = proof_of(adjusted(KINDS["at least"][0]), cases, tmp_path).missing
    assert "on its other side" in problem.fact


def test_a_case_the_rule_does_not_bear_out_is_named_with_what_it_gives(tmp_path: Path) -> None:
    cases = written("at least").replace("{on_time: 90}, expect: good", "{on_time: 90}, expect: {not graded: too few}")
    (problem,) = proof_of(adjusted(KINDS["at least"][0]), cases, tmp_path).failed
    assert (problem.code, problem.line) == ("case-fails", 1)
    assert problem.fact == '"a" expects not graded: too few, but the rule gives good.'


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("{case: x, given: {on_tim: 90}, expect: good}", "gives on_tim, which this rule does not look at"),
        ("{case: x, given: {days: 90}, expect: good}", "gives days, which this rule does not look at"),
        ("{case: x, given: {on_time: 190}, expect: good}", "a percentage lies between 0 and 100"),
        ("{case: x, given: {on_time: {value: 90, numertor: 1}}, expect: good}", "numertor"),
        ("{case: x, given: {on_time: {numerator: 9, denominator: 8}}, expect: good}", "above its denominator"),
        ("{case: x, given: {}, evidence: {kind: survey, share: 9}, expect: good}", "gives evidence"),
    ],
)
def test_a_slip_in_a_case_is_a_problem_with_its_line(case: str, said: str, tmp_path: Path) -> None:
    problem = problem_of(adjusted(KINDS["at least"][0]), f"{written('at least')}- {case}\n", tmp_path)
    assert said in problem.fact
    assert problem.place == "rules/frameworks/one/practice/it.cases.yaml:6"


def test_slips_in_evidence_are_found_by_the_same_door(tmp_path: Path) -> None:
    cases = f"{written('a sampled share')}- {{case: x, evidence: {{kind: surveyy, share: 9}}, expect: good}}\n"
    assert "surveyy" in problem_of(adjusted(KINDS["a sampled share"][0]), cases, tmp_path).fact


def test_cases_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    assert problem_of(adjusted(KINDS["at least"][0]), "case: not a list\n", tmp_path).line == 1


def test_a_case_may_say_when_it_is_judged(tmp_path: Path) -> None:
    cases = written("a sampled share") + (
        "- {case: old, judged_on: 2013-05, evidence: {kind: survey, share: 90, on: 2012-04}, "
        "expect: {not graded: lapsed}}\n"
    )
    assert proof_of(adjusted(KINDS["a sampled share"][0]), cases, tmp_path).failed == ()
