"""One authority at two times: what holds whatever was submitted, and what is said of who changed a finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_submissions import CORE, INITIAL, RULE, SOURCE, document, share, submission

from compcheck.comparing.times import between
from compcheck.model.document import Document
from compcheck.model.evaluation import Evaluation, Run
from compcheck.model.library import Library
from compcheck.model.problem import Problem, ProblemsFound
from compcheck.model.progress import CANNOT_BE_TOLD, DECLINED, IMPROVED, NEITHER, UNCHANGED, Between, Change, Progress
from compcheck.pipeline import evaluate
from compcheck.progress import progress, told
from compcheck.reading.report_file import read_report
from compcheck.reading.submission_files import read_submission_file
from compcheck.reporting import progress_as_json, progress_as_markdown, progress_as_table
from compcheck.reporting.formats import FORMATS

ROOT = Path(__file__).parents[2]
LAW = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

FIGURES = (INITIAL, CORE, "initial_conferences_within_15_working_days", "re_referrals", "repeat_child_protection_plans")
ENTRY = st.one_of(
    st.builds(lambda part, more: share(part, part + more), st.integers(0, 300), st.integers(1, 300)),
    st.builds(
        lambda part, more, open_: share(part, part + more + open_, not_recorded=open_),
        st.integers(0, 300), st.integers(1, 300), st.integers(1, 60),
    ),
    st.just({"value": ".."}),
)  # fmt: skip
INDICATORS = st.dictionaries(st.sampled_from(FIGURES), ENTRY)


def compared(old: dict[str, Any], new: dict[str, Any], library: Library) -> Progress:
    return progress(document(old, "old.json"), document(new, "new.json"), library)


def samples(old: str, new: str, library: Library) -> Progress:
    first, second = (read_submission_file(str(ROOT / f"samples/{name}.json")) for name in (old, new))
    return progress(first, second, library)


def change(made: Between | Progress, rule: str = RULE) -> Change:
    found = made.between if isinstance(made, Progress) else made
    (one,) = [each for each in found.changes if each.rule == rule]
    return one


def report_of(made: dict[str, Any], library: Library, path: str = "report.json") -> bytes:
    return FORMATS["json"].write(Run((evaluate(document(made, path), library),), ())).encode()


@given(indicators=INDICATORS)
@LAW
def test_a_submission_beside_itself_changes_nothing(library: Library, indicators: dict[str, Any]) -> None:
    made = submission(indicators)
    both = compared(made, made, library)
    assert both.same_submission
    assert {one.kind for one in both.between.changes} <= {UNCHANGED, NEITHER}
    assert not any(one.cause for one in both.between.changes)
    assert not both.between.declined


@given(then=INDICATORS, now=INDICATORS)
@LAW
def test_the_other_way_round_what_improved_declined(
    library: Library, then: dict[str, Any], now: dict[str, Any]
) -> None:
    old, new = (
        told(evaluate(document(submission(one, year)), library), library) for one, year in ((then, 2010), (now, 2011))
    )
    turned = {IMPROVED: DECLINED, DECLINED: IMPROVED, "newly graded": "no longer graded"}
    turned |= {other: one for one, other in turned.items()}
    there, back = between(old, new), between(new, old)
    for one, other in zip(there.changes, back.changes, strict=True):
        assert turned.get(one.kind, one.kind) == other.kind, one.rule
        if one.movement is not None and one.movement.by is not None:
            assert other.movement is not None
            assert other.movement.by == -one.movement.by


@given(then=INDICATORS, now=INDICATORS, data=st.data())
@LAW
def test_the_order_of_entries_does_not_matter(
    library: Library, then: dict[str, Any], now: dict[str, Any], data: st.DataObject
) -> None:
    shuffled = [dict(data.draw(st.permutations(list(one.items())))) for one in (then, now)]
    first, second = (
        [(one.rule, one.kind, one.movement, one.cause) for one in made.between.changes]
        for made in (
            compared(submission(then, 2010), submission(now), library),
            compared(submission(shuffled[0], 2010), submission(shuffled[1]), library),
        )
    )
    assert first == second


@given(then=INDICATORS, now=INDICATORS)
@LAW
def test_two_submissions_and_their_two_reports_say_the_same(
    library: Library, then: dict[str, Any], now: dict[str, Any]
) -> None:
    made = submission(then, 2010), submission(now)
    direct = compared(made[0], made[1], library)
    reports = [read_report("report.json", report_of(one, library)) for one in made]
    by_report = progress(reports[0], reports[1], library)
    assert by_report.between.changes == direct.between.changes
    assert by_report.between.judgements == direct.between.judgements


def test_kent_a_faster_first_look_and_no_faster_full_one(library: Library) -> None:
    made = samples("kent-2010-11", "kent", library)
    first, full = (change(made, f"quality-of-practice/{name}-assessments-timely") for name in ("initial", "core"))
    assert (first.kind, first.cause) == (IMPROVED, "data")
    assert first.movement is not None
    assert first.movement.by is not None
    assert (first.movement.kind, round(float(first.movement.by), 1)) == ("better", 23.0)
    assert first.crossed is not None
    assert (first.crossed.grade.word, first.crossed.bound) == ("good", "at least 86.7")
    assert full.kind == UNCHANGED
    assert full.movement is not None
    assert full.movement.by is not None
    assert (full.movement.kind, round(float(full.movement.by), 1)) == ("worse", -0.9)


def test_a_line_that_moved_is_named_and_not_the_data(library: Library) -> None:
    """87 % was adequate by the line of 2010-11 and is good by that of 2011-12."""
    one = change(
        compared(submission({INITIAL: share(870, 1000)}, 2010), submission({INITIAL: share(870, 1000)}), library)
    )
    assert (one.kind, one.cause) == (IMPROVED, "rules")
    assert one.by_old_line is not None
    assert one.by_old_line.word == "adequate"


def test_data_and_line_together_are_named_together(library: Library) -> None:
    """70.8 % was inadequate by the line of 2010-11 (70.9), and is adequate by that of 2011-12 (70.3), as 70.5 % is."""
    then, now = share(700, 1000), share(704, 1000)
    one = change(compared(submission({INITIAL: then}, 2010), submission({INITIAL: now}), library))
    assert (one.kind, one.cause) == (IMPROVED, "data and rules")


def test_evidence_that_lapsed_between_two_days_was_changed_by_the_day_alone(library: Library) -> None:
    evidence = {
        "thresholds_are_understood": {
            "kind": "survey", "independent": True, "grade": "good", "on": "2012-01-31", "source": SOURCE,
        }
    }  # fmt: skip
    old = submission({}, evidence=evidence)
    one = change(compared(old, old | {"judged_on": "2013-05-31"}, library), "help-and-protection/thresholds-understood")
    assert (one.kind, one.cause) == ("no longer graded", "day")


def test_nothing_is_compared_across_a_change_of_the_definition(library: Library) -> None:
    made = samples("norfolk", "norfolk-2015", library)
    one = change(made, "help-and-protection/initial-conferences-timely")
    assert (one.kind, one.crossed, one.cause) == ("not compared", None, "")
    assert one.movement is not None
    assert (one.movement.kind, one.movement.by) == ("definition changed", None)


def test_two_editions_are_judged_under_both_and_what_the_edition_alone_changes_is_told(library: Library) -> None:
    made = samples("norfolk", "norfolk-2015", library)
    assert made.under_old is not None
    assert (made.between.old.framework_id, made.between.new.framework_id) == ("single-inspection-2013",) * 2
    assert (made.under_old.old.framework_id, made.under_old.new.framework_id) == ("protection-2012",) * 2
    by_edition = {(one.of, one.rule): (one.before.word, one.after.word) for one in made.by_edition}
    assert by_edition["OLD", "help-and-protection/plans-open-of-two-years-or-more"] == ("adequate", "good")
    assert change(made.under_old, "help-and-protection/re-referrals").kind == DECLINED
    assert change(made, "help-and-protection/re-referrals").kind == IMPROVED


def test_where_one_cannot_be_judged_under_the_other_edition_it_is_said_and_each_stands_as_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(made: Document, rules: Library, framework_id: str | None, as_of: None) -> Evaluation:
        if framework_id is not None:
            raise ProblemsFound([Problem("rule-raised", made.path, "could not be evaluated: a rule failed.", "")])
        return evaluate(made, rules, framework_id, as_of)

    monkeypatch.setattr("compcheck.progress.guarded", refuses)
    made = samples("norfolk", "norfolk-2015", library)
    assert made.under_old is None
    said = " ".join(progress_as_table.text(made).split())
    assert "They cannot be judged under one of them: it could not be evaluated: a rule failed." in said
    assert change(made, "help-and-protection/repeat-plans").cause == "data or edition"


def test_a_grade_that_moved_within_what_is_not_recorded_is_neither_better_nor_let_pass(library: Library) -> None:
    then, now = share(900, 1000), share(600, 1000, not_recorded=350)
    made = compared(submission({INITIAL: then}), submission({INITIAL: now}, judged_on="2012-10-31"), library)
    one = change(made)
    assert (one.kind, one.movement and one.movement.kind) == (CANNOT_BE_TOLD, "within range")
    assert one.fails
    assert made.between.declined
    back = compared(submission({INITIAL: now}), submission({INITIAL: then}, judged_on="2012-10-31"), library)
    assert change(back).kind == CANNOT_BE_TOLD
    assert not back.between.declined


def test_a_movement_no_larger_than_the_cases_in_doubt_is_called_none(library: Library) -> None:
    then = share(860, 1000, in_doubt={"cases": 40, "checks": {"end before start": 40}})
    made = compared(
        submission({INITIAL: then}), submission({INITIAL: share(880, 1000)}, judged_on="2012-10-31"), library
    )
    one = change(made)
    assert (one.kind, one.movement and one.movement.kind) == (CANNOT_BE_TOLD, "in doubt")


def test_a_small_count_is_given_back_by_no_format(library: Library) -> None:
    """3 of 40 late then, 7 of 40 now: 92.5 % would tell of the three."""
    made = compared(submission({INITIAL: share(37, 40)}, 2010), submission({INITIAL: share(33, 40)}), library)
    one = change(made)
    assert one.movement is not None
    assert (one.movement.kind, one.movement.by, one.by_old_line) == ("hidden", None, None)
    for text in (progress_as_table.text(made), progress_as_markdown.text(made), progress_as_json.text(made)):
        assert "stays hidden" in " ".join(text.split())
        assert not [told_ for told_ in ("92.5", "37 of", "by 10") if told_ in text]


def test_a_small_count_that_is_told_alike_twice_may_be_another_one(library: Library) -> None:
    """2 and 4 of 40 are both "1 to 5 of 40": that the rules alone changed a grade would tell that they are the same."""
    made = compared(submission({INITIAL: share(2, 40)}), submission({INITIAL: share(4, 40)}, judged_on="2013-10-31"),
                    library)  # fmt: skip
    one = change(made)
    assert (one.kind, one.cause) == ("no longer graded", "data or rules")
    same = submission({INITIAL: share(2, 40)})
    assert change(compared(same, same | {"judged_on": "2013-10-31"}, library)).cause == one.cause


def test_what_is_no_longer_supplied_counts_as_a_decline_for_who_asks(library: Library) -> None:
    made = compared(submission({INITIAL: share(900, 1000)}, 2010), submission({CORE: share(900, 1000)}), library)
    assert change(made).kind == "no longer graded"
    assert (change(made).cause, change(made).fails) == ("data", True)


def test_where_nothing_was_graded_at_both_times_nothing_is_known_of_progress(library: Library) -> None:
    made = compared(submission({INITIAL: share(900, 1000)}, 2010), submission({CORE: share(900, 1000)}), library)
    assert made.between.nothing_compared
    assert made.exit_code == 1
    assert "nothing is known of any progress" in " ".join(progress_as_table.text(made).split())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (submission({}), submission({}, authority={"name": "Elsewhere"}), "compare-two-authorities"),
        (submission({}, authority={"name": "A", "code": "901"}),
         submission({}, authority={"name": "A", "code": "902"}), "compare-two-authorities"),
        (submission({}, 2012), submission({}), "compare-backwards"),
        (submission({}), submission({}, 2010, judged_on="2012-09-30"), "compare-backwards"),
    ],
)  # fmt: skip
def test_what_is_no_progress_is_refused(old: dict[str, Any], new: dict[str, Any], code: str, library: Library) -> None:
    with pytest.raises(ProblemsFound) as found:
        compared(old, new, library)
    assert [one.code for one in found.value.problems] == [code]


def test_a_name_in_other_letters_is_the_same_authority(library: Library) -> None:
    made = compared(submission({}), submission({}, authority={"name": "EXAMPLESHIRE ", "code": "901"}), library)
    assert made.between.new.code == "901"


def test_both_submissions_are_read_before_anything_is_refused(library: Library) -> None:
    wrong = submission({"nothing_like_it": {"value": 1}})
    with pytest.raises(ProblemsFound) as found:
        compared(wrong, wrong, library)
    assert {one.file for one in found.value.problems} == {"old.json", "new.json"}


def test_rules_that_are_not_the_same_in_two_reports_are_named(library: Library) -> None:
    made = submission({INITIAL: share(870, 1000)}, 2010)
    old = json.loads(report_of(made, library))
    old["evaluations"][0]["framework"]["sha256"] = "0" * 64
    reports = [read_report("r.json", one) for one in (json.dumps(old).encode(), report_of(
        submission({INITIAL: share(870, 1000)}), library))]  # fmt: skip
    both = progress(reports[0], reports[1], library)
    assert change(both).cause == "data or rules"
    assert "are not the same: digest 000000000000" in " ".join(progress_as_table.text(both).split())
    assert json.loads(progress_as_json.text(both))["differs"] == ["submission", "rules"]


@given(indicators=INDICATORS)
@LAW
def test_no_report_that_is_as_it_was_written_is_called_changed(library: Library, indicators: dict[str, Any]) -> None:
    report = read_report("report.json", report_of(submission(indicators), library))
    assert progress(report, report, library).between.new.report
