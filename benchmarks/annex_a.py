"""How long an Annex A workbook of 10,000 rows a list takes, from the shell to its findings: beside a Python that reads
the same file with python-calamine and does nothing with it.

Measures an environment into which the wheel was installed, with what reads records. Ends with 1 if the aim is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from one_file import measured, refuse_a_checkout
from ratios import Aim, print_ratios, print_spent

from compcheck.model.records import Column, RecordRules

AIM = Aim("compcheck evaluate", "python-calamine alone", 2.5)
READ_ALONE = (
    "import sys, python_calamine;"
    "book = python_calamine.CalamineWorkbook.from_path(sys.argv[1]);"
    "rows = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]"
)
EXTRACTED_ON = "2026-03-16"
DAYS = 900
IDENTIFIERS = frozenset({"child", "adopter", "family"})
BLANK, TEXTS = 0.2, 300
"""What share of dates is blank, and how many teams and workers there are."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--python", type=Path, default=Path(sys.executable), help="interpreter of the environment")
    parser.add_argument("--rows", type=int, default=10_000, help="rows of each list (default: 10,000)")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    python = args.python.absolute()  # not resolved: an environment's python is a link to another's
    refuse_a_checkout(python)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annex-a.xlsx"
        write_workbook(path, args.rows)
        said = ("--authority", "Devon", "--extracted-on", EXTRACTED_ON)
        spent = measured(
            {
                AIM.ours: (python.with_name("compcheck"), "evaluate", path, *said),
                AIM.theirs: (python, "-c", READ_ALONE, path),
            },
            args.rounds,
        )
    print_spent(spent, "seconds", 1)
    return 0 if print_ratios(spent, [AIM]) else 1


def write_workbook(path: Path, rows: int) -> None:
    """Every column of the eleven lists filled with what it may hold, the same each time."""
    import xlsxwriter  # noqa: PLC0415  # only who writes the workbook needs it

    from compcheck.reading.rule_home import load_library  # noqa: PLC0415  # of the environment that is measured

    rules = load_library(None).records()
    chance = random.Random(2026)  # noqa: S311  # a benchmark keeps no secret
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for number, table in enumerate(rules.sources["annex-a"].tables.values(), 1):
            sheet = book.add_worksheet(f"List {number}")
            columns = [rules.tables[table.table].columns[name] for name in table.columns]
            sheet.write_row(0, 0, [table.columns[column.name].headings[0] for column in columns])
            for row in range(1, rows + 1):
                sheet.write_row(row, 0, [cell(column, rules, chance) for column in columns])


def cell(column: Column, rules: RecordRules, chance: random.Random) -> object:
    if column.holds == "date":
        days = timedelta(days=chance.randrange(DAYS))
        return None if chance.random() < BLANK else datetime.fromisoformat(EXTRACTED_ON) - days
    if column.holds == "yes/no":
        return chance.choice(("a) Yes", "b) No"))
    if column.holds == "integer":
        return chance.randrange(18)
    if column.holds == "code":
        code = chance.choice(list(rules.codes[column.codes].values()))
        return f"{code.name}: {code.title}"
    if column.name in IDENTIFIERS:
        return chance.randrange(10_000_000)
    return f"{column.name} {chance.randrange(TEXTS)}"


if __name__ == "__main__":
    sys.exit(main())
