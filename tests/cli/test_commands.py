from __future__ import annotations

import os
import subprocess
import sys

import pytest
from at_the_prompt import process, typed

from compcheck import __version__
from compcheck.__main__ import run
from compcheck.cli.commands import Listed, commands
from compcheck.cli.main import COMMANDS

ALL = [
    (), *((name,) for name in COMMANDS),
    ("indicators", "list"), ("indicators", "show"), ("frameworks", "list"),
    ("rules", "list"), ("rules", "show"), ("rules", "check"),
]  # fmt: skip


@pytest.mark.parametrize("command", ALL, ids=" ".join)
@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_every_command_explains_itself_with_an_example(command: tuple[str, ...], asked: str) -> None:
    result = typed(*command, asked)
    assert result.exit_code == 0
    assert f"Usage: compcheck {' '.join(command)}".strip() in result.stdout
    assert "compcheck" in result.stdout.partition("-h, --help")[2]


def test_the_list_of_commands_imports_none_of_them() -> None:
    program = (
        "import sys\nfrom compcheck.cli.main import compcheck\n"
        "compcheck(['-h'], prog_name='compcheck', standalone_mode=False)\n"
        "print('loaded', *[name for name in sys.modules if name.startswith('compcheck.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)
    assert "evaluate" in done.stdout
    assert not {f"compcheck.cli.{name}" for name in COMMANDS} & set(done.stderr.split())
    assert "compcheck.grading" not in done.stderr.split()


def test_the_version_is_said() -> None:
    assert typed("--version").stdout == f"compcheck, version {__version__}\n"


def test_without_a_command_it_explains_itself_and_has_checked_nothing() -> None:
    done = process()
    assert done.returncode == 2
    assert b"Usage: compcheck" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("evalaute", "x.json"), "Did you mean evaluate?"),
        (("rules", "chekc"), "Did you mean check?"),
        (("zzz",), "Known here: evaluate, explain, compare, collect"),
        (("evaluate", "--formt", "json", "x.json"), "--format"),
        (("evaluate", "--format", "xml", "x.json"), "'table', 'json'"),
        (("evaluate",), "Missing argument"),
        (("evil\x1b[2J",), "evil\\x1b[2J"),
    ],
)
def test_a_mistyped_command_is_exit_2_with_a_way_out(words: tuple[str, ...], said: str) -> None:
    done = process(*words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def typed_at_a_prompt(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["compcheck", *words])
    return run()


def test_a_fault_of_ours_is_exit_2_and_repeats_no_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: object) -> None:
        raise ValueError("Jamie Smith, born 2003")

    monkeypatch.setattr("compcheck.cli.indicators.load_library", fails)
    assert typed_at_a_prompt(monkeypatch, "indicators", "list") == 2
    said = capsys.readouterr().err
    assert "ValueError in test_commands:" in said
    assert "Jamie" not in said


def test_an_interrupted_run_is_exit_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("compcheck.cli.indicators.load_library", interrupted)
    assert typed_at_a_prompt(monkeypatch, "indicators", "list") == 2
    assert capsys.readouterr().err.strip() == "Interrupted."


def test_a_line_in_the_register_that_leads_to_no_command_is_a_fault() -> None:
    family = commands({"wrong": Listed("compcheck.cli.main:COMMANDS", "No command.")})("family")
    assert family.get_command(family.make_context("family", ["wrong"]), "unknown") is None
    with pytest.raises(TypeError, match="no command"):
        family.get_command(family.make_context("family", ["wrong"]), "wrong")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    result = typed("completion", shell)
    assert result.exit_code == 0
    assert "_COMPCHECK_COMPLETE" in result.stdout


def test_completion_knows_the_commands() -> None:
    done = process(_COMPCHECK_COMPLETE="bash_complete", COMP_WORDS="compcheck ev", COMP_CWORD="1")
    assert done.stdout.decode().split() == ["plain,evaluate"]
