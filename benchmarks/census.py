"""A children in need census, from the file to the findings: beside the validator of the field on the same file.

Whole processes. compcheck is an environment into which the wheel was installed with `[records]`; the validator is
csc-validator-be-cin, which needs numpy<2 and pytest beside it to be imported at all, in an environment made for it
unless `--validator` names one. It checks a census and counts nothing; compcheck counts and grades, and checks only what
touches a figure. Ends with 1 if an aim is missed. Needs os.wait4, which Windows does not have.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median

from one_file import ENDS_WELL, Command, environment, refuse_a_checkout
from ratios import Aim, Spent, in_turn, print_ratios, print_spent

BESIDE = (1_000, 10_000)
"""Children in the files that both read."""
LARGE = 100_000
VALIDATOR = ("csc-validator-be-cin", "numpy<2", "pytest")
TIMES_FASTER, LARGE_TO_TEN_THOUSAND, MOST_MEMORY = 20, 12, 1536


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--python", type=Path, default=Path(sys.executable), help="interpreter of the environment to measure"
    )
    parser.add_argument("--validator", type=Path, help="interpreter of an environment with the validator")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run (default: 3)")
    args = parser.parse_args()
    python = args.python.absolute()  # not resolved: an environment's python is a link to another's
    refuse_a_checkout(python)
    with tempfile.TemporaryDirectory() as temporary:
        validator = args.validator.absolute() if args.validator else validator_in(Path(temporary) / "validator")
        return compared(python, validator, Path(temporary), args.rounds)


def compared(python: Path, validator: Path, folder: Path, rounds: int) -> int:
    files = {children: census_of(python, children, folder / str(children)) for children in (*BESIDE, LARGE)}
    peaks: dict[str, int] = {}
    commands: dict[str, Command] = {
        f"compcheck, {children:,}": evaluate(python, file) for children, file in files.items()
    }
    commands |= {
        f"validator, {children:,}": (validator, "-m", "cin_validator", "run", files[children]) for children in BESIDE
    }
    measures: dict[str, Callable[[], Spent]] = {
        name: partial(process, name, command, peaks) for name, command in commands.items()
    }
    for name, measure in measures.items():
        if not name.endswith(f"{max(BESIDE):,}") and not name.endswith(f"{LARGE:,}"):
            measure()  # once for nothing: bytecode is compiled, and what is read is in memory
    spent = in_turn(measures, rounds)
    print_spent(spent, "seconds", 1)
    large, ten = f"compcheck, {LARGE:,}", f"compcheck, {max(BESIDE):,}"
    aims = [Aim(f"compcheck, {one:,}", f"validator, {one:,}", 1 / TIMES_FASTER) for one in BESIDE]
    met = print_ratios(spent, [*aims, Aim(large, ten, LARGE_TO_TEN_THOUSAND)])
    print_faster(spent)
    for name, peak in peaks.items():
        print(f"{name:48}{peak:12,} MiB at most")
    return 0 if met and peaks[large] <= MOST_MEMORY else 1


def print_faster(spent: Mapping[str, list[Spent]]) -> None:
    for one in BESIDE:
        pairs = zip(spent[f"validator, {one:,}"], spent[f"compcheck, {one:,}"], strict=True)
        print(
            f"{one:,} children: {median(theirs.processor / ours.processor for theirs, ours in pairs):.0f} times faster"
        )


def evaluate(python: Path, file: Path) -> Command:
    return (python.with_name("compcheck"), "evaluate", file, "--authority", "Exampleshire", "--format", "json")


def census_of(python: Path, children: int, folder: Path) -> Path:
    form = ("--form", "cin-census", "--rows-a-list", str(children))
    subprocess.run([python.with_name("compcheck"), "sample-records", folder, *form], env=environment(), check=True)
    return next(folder.glob("*.xml"))


def validator_in(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *VALIDATOR], check=True)
    return python


def process(name: str, command: Command, peaks: dict[str, int]) -> Spent:
    """One process to its end, its output read by nobody. `peaks` keeps the most memory it ever held, in MiB."""
    started = time.perf_counter()
    running = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    elapsed = time.perf_counter() - started
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode not in ENDS_WELL.get(Path(command[0]).name, {0}):
        sys.exit(f"{' '.join(map(str, command[:4]))} … ended with {running.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peaks[name] = max(peaks.get(name, 0), used.ru_maxrss // unit)
    return Spent(used.ru_utime + used.ru_stime, elapsed)


if __name__ == "__main__":
    sys.exit(main())
