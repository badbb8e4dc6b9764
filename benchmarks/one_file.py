"""How long the whole process takes, from the shell and back: beside check-jsonschema on the same file and schema, and
beside a Python that imports click, tabulate, dataclasses and json and does nothing.

Measures an environment into which the wheel was installed: a checkout reads its rules from YAML, and no user waits for
that. Ends with 1 if an aim is missed. Needs os.wait4, which Windows does not have.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from ratios import Aim, Spent, in_turn, print_ratios, print_spent

ROOT = Path(__file__).absolute().parent.parent
SAMPLE = ROOT / "samples" / "devon.json"
SCHEMA = ROOT / "samples" / "submission.schema.json"
COPIES = 153
"""About as many as England has authorities."""

IMPORTS = "import click, tabulate, dataclasses, json"
AIMS = (
    Aim("table", "check-jsonschema", 0.5),
    Aim("json", "check-jsonschema", 0.35),
    Aim("table", "bare imports", 1.4),
    Aim("json", "bare imports"),
)
AIMS_OF_MANY = (Aim("table of all", "check-jsonschema on all", 0.6), Aim("json of all", "check-jsonschema on all"))

ENDS_WELL = {"compcheck": {0, 1}}
"""By program, where it is not 0 alone: compcheck's 1 says that the bar was not met."""

Command = Sequence[str | Path]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--python", type=Path, default=Path(sys.executable), help="interpreter of the environment to measure"
    )
    parser.add_argument("--rounds", type=int, default=21, help="how often one file is evaluated (default: 21)")
    args = parser.parse_args()
    python = args.python.absolute()  # not resolved: an environment's python is a link to another's
    refuse_a_checkout(python)
    compcheck = (python.with_name("compcheck"), "evaluate")
    check_jsonschema = (python.with_name("check-jsonschema"), "--schemafile", SCHEMA)

    commands: dict[str, Command] = {
        "table": (*compcheck, SAMPLE),
        "json": (*compcheck, SAMPLE, "--format", "json"),
        "check-jsonschema": (*check_jsonschema, SAMPLE),
        "bare imports": (python, "-c", IMPORTS),
    }
    spent = measured(commands, args.rounds)
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{number:03}.json" for number in range(COPIES)]
        for copy in copies:
            shutil.copyfile(SAMPLE, copy)
        of_many: dict[str, Command] = {
            "table of all": (*compcheck, *copies),
            "json of all": (*compcheck, *copies, "--format", "json"),
            "check-jsonschema on all": (*check_jsonschema, *copies),
        }
        spent |= measured(of_many, max(3, args.rounds // 4))

    print_spent(spent, "milliseconds", 1000)
    return 0 if print_ratios(spent, (*AIMS, *AIMS_OF_MANY)) else 1


def refuse_a_checkout(python: Path) -> None:
    where = "import compcheck, pathlib; print(pathlib.Path(compcheck.__file__).with_name('rules.json').is_file())"
    found = subprocess.run(
        [python, "-c", where], cwd=tempfile.gettempdir(), env=environment(), capture_output=True, text=True, check=False
    )
    if found.stdout.strip() != "True":
        sys.exit(f"{python} has no compcheck installed from its wheel; benchmarks/README.md says how to get one.")


def measured(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Spent]]:
    """Every command once for nothing, so that all bytecode is compiled and all files are in memory; then in turn."""
    measures: dict[str, Callable[[], Spent]] = {name: partial(process, command) for name, command in commands.items()}
    in_turn(measures, 1)
    return in_turn(measures, rounds)


def process(command: Command) -> Spent:
    """One process to its end, its output read by nobody; a command that could not do its work is no measurement."""
    started = time.perf_counter()
    running = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    elapsed = time.perf_counter() - started
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in ENDS_WELL.get(Path(command[0]).name, {0}):
        sys.exit(f"{' '.join(map(str, command[:4]))} … ended with {running.returncode}")
    return Spent(used.ru_utime + used.ru_stime, elapsed)


def environment() -> dict[str, str]:
    """Without what would keep Python from compiling bytecode, or make it slower in some other way."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


if __name__ == "__main__":
    sys.exit(main())
