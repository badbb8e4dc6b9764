"""The docs cannot lie: their commands are run, their output is the tool's, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WHERE = ("*.md", "docs/**/*.md", "rules/*.md", "benchmarks/*.md")
PAGES = sorted(page for where in WHERE for page in ROOT.glob(where))


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of that language; an output has none."""
    found: list[list[str]] = []
    inside: str | None = None
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            if inside is None and line[3:] == language:
                found.append([])
            inside = line[3:] if inside is None else None
        elif inside == language:
            found[-1].append(line)
    return ["\n".join(lines) for lines in found]


def run(command: str, within: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as typed, but by the interpreter that runs the tests."""
    words = shlex.split(command)
    assert words[0].endswith("compcheck")
    return subprocess.run(
        [sys.executable, "-m", "compcheck", *words[1:]], cwd=within, capture_output=True, text=True, check=False
    )


def test_the_readme_sets_everything_up_with_two_commands() -> None:
    commands = blocks(ROOT / "README.md", "sh")
    assert len(commands) == 2
    assert commands[0].rstrip().endswith("compcheck evaluate samples/devon.json")
    assert commands[1].rstrip().endswith("pytest --cov")
    assert ".venv/bin/pytest --cov" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_shows_what_its_first_command_prints() -> None:
    """Lines stand in the order they are printed in; an ellipsis is what was left out."""
    first = blocks(ROOT / "README.md", "sh")[0].rpartition("&&")[2].strip()
    printed = run(first).stdout.splitlines()
    place = 0
    for line in blocks(ROOT / "README.md", "")[0].splitlines():
        if line != "…":
            assert line in printed[place:], f"not printed, or not in this order: {line!r}"
            place = printed.index(line, place) + 1


@pytest.mark.parametrize("page", ["compare.md", "explain.md"])
def test_a_page_shows_what_its_commands_print(page: str) -> None:
    """Each command is followed by its output, word for word up to an ellipsis."""
    commands, shown = blocks(ROOT / "docs" / page, "sh"), blocks(ROOT / "docs" / page, "")
    assert len(commands) == len(shown)
    for command, output in zip(commands, shown, strict=True):
        printed = run(command).stdout
        whole, ellipsis, rest = output.partition("\n…")
        assert not rest, "an ellipsis ends what is shown"
        assert printed.startswith(whole) if ellipsis else printed == f"{whole}\n", command


def shown_of_formats() -> list[tuple[str, str]]:
    """Each command of the page that is followed by what it prints, and that."""
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    return re.findall(r"^```sh\n([^\n]+)\n```\n\n```[a-z]+\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), shown_of_formats(), ids=lambda text: text.splitlines()[0][-40:])
def test_the_page_on_formats_shows_what_its_commands_print(command: str, shown: str) -> None:
    """Lines stand in the order they are printed in; an ellipsis is what was left out, in or at the end of a line."""
    printed, place = run(command).stdout.removeprefix("\ufeff").splitlines(), 0
    for line in shown.splitlines():
        begun, ellipsis, _ = line.partition("…")
        if not begun.strip():
            continue
        for at in range(place, len(printed)):
            if printed[at] == line or (ellipsis and printed[at].startswith(begun)):
                place = at + 1
                break
        else:
            raise AssertionError(f"not printed, or not in this order: {line!r}")


def test_every_format_that_is_text_has_its_excerpt() -> None:
    from compcheck.reporting.formats import FORMATS

    shown = " ".join(command for command, _ in shown_of_formats())
    for name, one in FORMATS.items():
        assert one.binary or name in {"table", "json"} or f"--format {name}" in shown, name


def test_what_the_page_on_records_says_to_type_can_be_typed(tmp_path: Path) -> None:
    """One command after the other, with the files of the page beside the samples: none is wrong, none is refused."""
    page = ROOT / "docs" / "records.md"
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "own-limits.json").write_text(blocks(page, "json")[0], encoding="utf-8")
    (tmp_path / "nobody.txt").write_text("A Manager\n", encoding="utf-8")
    commands = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert len(commands) >= 8
    for command in commands:
        done = run(command, tmp_path)
        assert done.returncode in {0, 1}, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_commands_in_tables_of_the_readme_run() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [one for one in re.findall(r"^\| `(compcheck [^`]+)`", text, re.MULTILINE) if "FILE…" not in one]
    assert len(commands) >= 3
    for command in commands:
        assert run(command).returncode == 0, command


def commands_page() -> str:
    """Every command's own help, so that the page cannot lag behind the tool."""
    from importlib import import_module

    import click

    from compcheck.cli.main import compcheck

    def told(command: click.Command, words: list[str], parent: click.Context | None) -> list[str]:
        context = click.Context(command, parent, words[-1], help_option_names=["-h", "--help"], terminal_width=100)
        lines = [f"## `{' '.join(words)}`" if len(words) > 1 else "## `compcheck`", "", "```text"]
        lines += [line.rstrip() for line in command.get_help(context).splitlines()] + ["```", ""]
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                lines += told(inner, [*words, name], context)
        return lines

    assert import_module("compcheck.cli.main")
    return HEAD + "\n".join(told(compcheck, ["compcheck"], None))


HEAD = """\
# Commands

<!-- Made from the commands themselves: `pytest tests/test_documents.py --update-golden` rewrites this page. -->

## Exit codes

The same under every option and for every command.

| code | means |
|---|---|
| 0 | every file was evaluated, and every judgement of an area and overall met the bar |
| 1 | evaluated, and a judgement lies below the bar or could not be made; nothing graded is 1, and says so |
| 2 | could not be evaluated: a wrong option, a missing or unreadable file, not a submission, broken rules |

Of rules, 1 is: a case fails or is missing (`rules check`, `rules prove`), a page is stale (`rules docs --check`), or
two that were compared differ (`rules diff`, as with `diff`).

2 outranks 1, and one bad file hides none of the others. The bar is the framework's own (of protection-2012:
*adequate*) or what `--fail-below` names. The lowest is no bar, since nothing lies below it: `none` is the word for
that, and leaves only "nothing could be graded". `--fail-on-not-graded` fails whatever carries weight and was not
graded. Results go to standard output, problems to standard error (and into the JSON).

`NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are respected. For completion in bash:
`compcheck completion bash > ~/.local/share/bash-completion/completions/compcheck`.

"""


def test_the_page_of_commands_is_what_the_commands_say(update_golden: bool) -> None:  # noqa: FBT001
    page = ROOT / "docs" / "commands.md"
    if update_golden:
        page.write_text(commands_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == commands_page()


def codes() -> set[str]:
    """Every problem code in the source: words in small letters with dashes, said first or second in a call."""
    import ast

    found = set()
    for path in (ROOT / "src" / "compcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Attribute) and node.func.attr == "decode"):
                said = [word.value for word in node.args[:2] if isinstance(word, ast.Constant)]
                found |= {word for word in said if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", str(word))}
    return {str(word) for word in found if not str(word).startswith(("utf-", "latin-"))}


def test_every_problem_code_has_its_line_in_the_docs() -> None:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    found = codes()
    assert len(found) > 80
    assert not sorted(code for code in found if f"| `{code}` |" not in page)


def test_every_format_has_its_line_in_the_docs() -> None:
    from compcheck.reporting.formats import FORMATS

    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in page for name in FORMATS)
