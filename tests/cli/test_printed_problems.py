from __future__ import annotations

import io

import pytest

from compcheck.cli.problems import name_of, print_problems, problems_in_words
from compcheck.model.problem import Problem

TOO_MUCH = Problem(
    "out-of-range", "devon.json", "is 190, but a percentage lies between 0 and 100.", "Correct it.",
    "/indicators/re_referrals/value", 14, 5,
)  # fmt: skip


def test_a_problem_says_place_fact_and_way_out() -> None:
    assert problems_in_words((TOO_MUCH,)) == (
        "devon.json:14:5  re_referrals.value\n"
        "  is 190, but a percentage lies between 0 and 100.\n"
        "  Correct it.\n"
        "\n"
        "1 problem.\n"
    )


def test_the_same_problem_in_two_places_is_said_once() -> None:
    other = Problem("out-of-range", "devon.json", TOO_MUCH.fact, TOO_MUCH.way_out, "/indicators/abandoned_calls", 20, 5)
    said = problems_in_words((TOO_MUCH, other))
    assert said.startswith("devon.json:14:5  re_referrals.value\ndevon.json:20:5  abandoned_calls\n  is 190")
    assert said.count("Correct it.") == 1
    assert said.endswith("2 problems.\n")


def test_the_same_words_about_two_files_stay_apart() -> None:
    other = Problem("file-missing", "kent.json", TOO_MUCH.fact, TOO_MUCH.way_out)
    said = problems_in_words((TOO_MUCH, other))
    assert said.count("Correct it.") == 2
    assert said.endswith("2 problems in 2 files.\n")


def test_nothing_wrong_is_nothing_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([])
    assert capsys.readouterr().err == ""


def test_no_file_can_give_a_terminal_orders() -> None:
    problem = Problem("x", "dev\x1b[2Jon.json", 'is "\x1b]0;owned\x07".', "Take it out.\u202e", "/\x9b31m")
    said = problems_in_words((problem,))
    assert "dev\\x1b[2Jon.json" in said
    assert all(one.isprintable() or one == "\n" for one in said)


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("", ""),
        ("/indicators", "indicators"),
        ("/indicators/re_referrals", "re_referrals"),
        ("/indicators/re_referrals/history/0/value", "re_referrals.history.0.value"),
        ("/period/from", "period.from"),
        ("/indicators/x/by/team/A~1E ~0 2", "x.by.team.A/E ~ 2"),
    ],
)
def test_a_place_is_named_as_people_speak_of_it(pointer: str, name: str) -> None:
    assert name_of(pointer) == name


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("stderr", [None, Gone()])
def test_a_closed_stderr_stops_nothing(stderr: io.StringIO | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stderr)
    print_problems([TOO_MUCH])
