"""What docs/validity.md says was measured: a table of back-tests and their reports, made anew from the panel.

The panel of real inspections is not committed: name it. `--write` puts the results there; without it the page is
held against them, and this ends with 1 if it says anything else.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from compcheck.cli.main import compcheck

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "validity.md"
MAPPING = "benchmarks/inspections.mapping.yaml"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->"
REPORT = re.compile(r"(```sh\ncompcheck (backtest PANEL\.csv[^\n]*)\n```\n\n)```text\n.*?```", re.DOTALL)
LEFT_OUT = "Two grades apart"
"""What the page leaves out of a report: it names what is far off by itself."""

SINGLE = "--framework single-inspection-2013"
ILACS = "--framework ilacs-2018 --framework ilacs-2023"
OF_AREAS = f"{ILACS} --framework ilacs-2026"
MEASURED = (
    ("single inspection framework, overall", SINGLE),
    ("ILACS to 2021, overall", f"{ILACS} --until 2021-12-31"),
    ("ILACS from 2022, overall", f"{ILACS} --since 2022-01-01"),
    ("ILACS, overall", ILACS),
    ("ILACS, help and protection", f"{OF_AREAS} --judged help-and-protection"),
    ("ILACS, leadership", f"{OF_AREAS} --judged leadership"),
    ("ILACS, children in care", f"{OF_AREAS} --judged children-in-care"),
    (
        "ILACS from 2023, care leavers",
        "--framework ilacs-2023 --framework ilacs-2026 --since 2023-01-01 --judged care-leavers",
    ),
)
HEADS = ("quadratic_weighted_kappa", "auc_good_or_better", "exact", "within_one", "balanced_accuracy")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("panel", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write it into {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    made = made_anew(page, arguments.panel.resolve())
    if arguments.write:
        PAGE.write_text(made, encoding="utf-8")
    elif made != page:
        sys.exit(f"{PAGE.relative_to(ROOT)} says something else than was measured now: --write puts it right.")


def made_anew(page: str, panel: Path) -> str:
    """The page with its table and every report under a command as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        sys.exit(f"{PAGE.relative_to(ROOT)} has no place for the table, between {BEGIN.strip()} and {END}")
    page = f"{before}{BEGIN}{table(panel)}{END}{after}"
    return REPORT.sub(lambda found: f"{found[1]}```text\n{shortened(printed(found[2], panel))}```", page)


def printed(command: str, panel: Path) -> str:
    """What the command prints, with the panel in its place; run from the project's folder."""
    words = command.replace("PANEL.csv", str(panel)).split()
    with contextlib.chdir(ROOT):
        result = CliRunner().invoke(compcheck, words, prog_name="compcheck")
    if result.exit_code:
        sys.exit(f"compcheck {command}\n{result.stderr or result.exception}")
    return result.stdout.replace(panel.name, "PANEL.csv")


def shortened(report: str) -> str:
    kept, cut, _ = report.partition(f"\n{LEFT_OUT}")
    return f"{kept.rstrip()}\n…\n" if cut else report


def table(panel: Path) -> str:
    lines = [
        "| what | n | kappa | AUC | exact | within one | balanced | options |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for what, options in MEASURED:
        agreement: dict[str, Any] = report_of(options, panel)["agreement"]
        cells = [in_words(agreement[head], interval=head in HEADS[:2]) for head in HEADS]
        lines.append(f"| {what} | {agreement['n']} | {' | '.join(cells)} | `{options}` |")
    far = misses(report_of(ILACS, panel)["misses"])
    return "\n".join(lines) + f"\n\n{far}\n"


def report_of(options: str, panel: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(
        printed(f"backtest PANEL.csv --mapping {MAPPING} {options} --format json", panel)
    )
    return report


def in_words(measure: dict[str, float] | None, *, interval: bool) -> str:
    if measure is None:
        return "–"
    low_to_high = f" ({measure['low']:.2f} to {measure['high']:.2f})" if interval else ""
    return f"{measure['value']:.2f}{low_to_high}"


def misses(told: list[dict[str, Any]]) -> str:
    """The ILACS inspections that most want explaining: found inadequate, with figures placed at good or better."""
    found = [
        f"{one['authority']} ({one['judged_on'][:4]})"
        for one in told
        if one["real"] == "inadequate" and one["placed"] in {"good", "outstanding"}
    ]
    return f"Found inadequate under ILACS, with figures placed at good or outstanding: {', '.join(found)}."


if __name__ == "__main__":
    main()
