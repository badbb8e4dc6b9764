from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from at_the_prompt import process, typed

from small_rules import FRAMEWORK, RULE, SINCE, folder_with

DEVON = "samples/devon.json"
SUBMISSION = {
    "authority": {"name": "Exampleshire"},
    "framework": "one",
    "judged_on": "2013-05-20",
    "period": {"from": "2012-04-01", "to": "2013-03-31"},
    "source": "Exampleshire performance report",
    "indicators": {"on_time": {"numerator": 95, "denominator": 100}},
}
GRADES = f"indicator: on_time\ngrades: [{{{SINCE}, good: {{at_least: 90}}}}]\n"


@pytest.fixture
def rules(tmp_path: Path) -> str:
    return str(folder_with(RULE + GRADES, None, tmp_path / "rules"))


@pytest.mark.parametrize(
    "name", ["initial-assessments-timely", "quality-of-practice/initial-assessments-timely", "leadership", "overall"]
)
def test_it_is_no_failure_to_explain_a_bad_judgement(name: str) -> None:
    for file_format in ("table", "json"):
        result = typed("explain", DEVON, name, "--format", file_format)
        assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["explains"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("leadershp", "Did you mean leadership?"),
        ("initial-assessment-timely", "Did you mean initial-assessments-timely?"),
        ("overal", "Did you mean overall?"),
        ("nothing-like-it", "Areas: help-and-protection, quality-of-practice, leadership."),
        ("x" * 500, "…"),
        ("\x1b[31m", "is no requirement and no area of protection-2012."),
    ],
)
def test_a_name_nobody_has_is_a_problem(name: str, says: str) -> None:
    result = typed("explain", DEVON, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert "\x1b" not in result.stderr
    assert "x" * 100 not in result.stderr


def test_a_name_of_another_framework_says_which(rules: str, tmp_path: Path) -> None:
    home = Path(rules) / "frameworks" / "two"
    (home / "care").mkdir(parents=True)
    (home / "framework.yaml").write_text(FRAMEWORK.replace("practice:", "care:"), "utf-8")
    (home / "care" / "elsewhere.yaml").write_text(RULE + GRADES, "utf-8")
    file = tmp_path / "file.json"
    file.write_text(json.dumps(SUBMISSION), "utf-8")
    result = typed("explain", str(file), "elsewhere", "--rules", rules)
    assert result.exit_code == 2
    assert "It is one of two: see --framework." in result.stderr
    assert typed("explain", str(file), "elsewhere", "--rules", rules, "--framework", "two").exit_code == 0


def test_a_file_that_cannot_be_evaluated_is_not_explained() -> None:
    for file in ("samples/missing.json", "tests/broken/wrong-figures.json"):
        result = typed("explain", file, "overall")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "problem" in result.stderr


def test_a_framework_without_an_overall_judgement_says_so(rules: str, tmp_path: Path) -> None:
    framework = Path(rules) / "frameworks/one/framework.yaml"
    lines = [line for line in framework.read_text("utf-8").splitlines() if "overall" not in line]
    framework.write_text("\n".join(lines) + "\n", "utf-8")
    file = tmp_path / "file.json"
    file.write_text(json.dumps(SUBMISSION), "utf-8")
    result = typed("explain", str(file), "overall", "--rules", rules)
    assert result.exit_code == 0, result.stderr
    assert "makes no overall judgement: there is none to explain" in result.stdout
    told = json.loads(typed("explain", str(file), "overall", "--rules", rules, "--format", "json").stdout)
    assert (told["overall"], told["held_from"], told["holding"]) == (None, None, [])


def test_the_day_can_be_another() -> None:
    result = typed(
        "explain", DEVON, "initial-assessments-timely", "--framework", "protection-2012", "--as-of", "2015-01"
    )
    assert result.exit_code == 0
    late = "not out of date: 2015-01-31 on or before 2014-09-30: no, so not graded: out of date"
    assert late in " ".join(result.stdout.split())
    assert "To be seen: a figure whose period ends on or after 2013-07-31." in result.stdout


def test_an_explanation_is_written_whole_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "why.json"
    result = typed("explain", DEVON, "overall", "--format", "json", "--output", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(target.read_text("utf-8"))["explains"] == {"overall": True}
    assert typed("explain", DEVON, "overall", "--output", str(tmp_path)).exit_code == 2


def test_standard_input_can_be_explained() -> None:
    raw = Path(DEVON).read_bytes()
    assert b"overall" not in process("explain", "-", "overall", stdin=raw).stderr


def test_the_report_for_a_terminal_imports_nothing_that_explains() -> None:
    import subprocess

    program = (
        "import sys; from compcheck.cli.main import compcheck\n"
        f"compcheck(['evaluate', {DEVON!r}], standalone_mode=False)\n"
        "print(*[name for name in sys.modules if 'tracing' in name or 'comparators' in name], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert not run.stderr.split()
