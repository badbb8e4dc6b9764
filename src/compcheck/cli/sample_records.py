"""`compcheck sample-records`: invented records of an invented authority, to try things on and to measure with."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from compcheck.cli.options import A_PATH
from compcheck.cli.output import make_folder, print_text
from compcheck.cli.problems import escaped
from compcheck.inventing.forms import FORMS, Order
from compcheck.model.problem import Problem, ProblemsFound

EXAMPLES = """\b
Examples:
  compcheck sample-records invented
  compcheck sample-records invented --form ssda903 --form workforce-census --children 500
  compcheck sample-records large --form cin-census --rows-a-list 100000

\b
Exit codes:
  0  everything asked for is written
  2  nothing is written: a file is there already, or cannot be written
"""
USUAL = ("annex-a", "cin-census")
MOST = 2_000_000
A_NUMBER = click.IntRange(1, MOST)


@click.command(name="sample-records", epilog=EXAMPLES)
@click.argument("folder", metavar="FOLDER", type=A_PATH)
@click.option(
    "--form", "forms", metavar="FORM", type=click.Choice(list(FORMS)), multiple=True, default=USUAL, show_default=True,
    help="What to write; repeatable. tables are CSV files, parquet the same as Parquet.",
)  # fmt: skip
@click.option(
    "--children", type=A_NUMBER, default=120, show_default=True,
    help="Lives to tell. Not every one of them is on every list.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="Another number tells other lives."
)
@click.option(
    "--rows-a-list", "rows", metavar="N", type=A_NUMBER,
    help="For measuring speed: every list so long, by repeating children under new ids; a census of so many children.",
)  # fmt: skip
@click.option(
    "--untidy", is_flag=True,
    help="The workbook as real ones are: cells blank or unreadable, words misspelt, titles above the headings.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write over files that are there.")
def sample_records(
    folder: str, *, forms: tuple[str, ...], children: int, seed: int, rows: int | None, untidy: bool, force: bool
) -> None:
    """Write records of children who never lived, of an authority that is nowhere, into a folder.

    Lives are told first, and each list is cut out of them, so that the lists agree: who is on a plan on list 7 is in
    need on list 6. The same number gives the same records, everywhere. They are extracted on 31 March 2026.
    """
    order = Order(children, seed, rows, untidy)
    place = Path(folder)
    make_folder(folder)
    # Beside its place, so that a failed or interrupted run leaves nothing that looks finished.
    with tempfile.TemporaryDirectory(prefix=".compcheck-", dir=_written_in(place)) as staged:
        stage = Path(staged)
        try:
            for form in dict.fromkeys(forms):
                FORMS[form](stage, order)
            written = _put_in_place(stage, place, force=force)
        except ModuleNotFoundError as error:
            raise ProblemsFound([_not_installed(str(error.name))]) from None
        except OSError as error:
            fact = f"could not be written: {error.strerror or 'the system does not say why'}."
            way_out = "Name another folder, or make room and rights there."
            raise ProblemsFound([Problem("output-not-written", folder, fact, way_out)]) from None
    print_text("".join(f"{escaped(str(path))}\n" for path in written))


def _written_in(place: Path) -> Path:
    if not place.is_dir():
        fact, way_out = "is no folder.", "Name a folder, or one that is not there yet."
        raise ProblemsFound([Problem("output-not-written", str(place), fact, way_out)])
    return place


def _put_in_place(stage: Path, place: Path, *, force: bool) -> list[Path]:
    """All of them or, where one is there already, none."""
    files = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    there = [place / file for file in files if (place / file).exists()]
    if there and not force:
        fact, way_out = "is there already.", "Name another folder, or say --force to write over it."
        raise ProblemsFound([Problem("output-not-written", str(path), fact, way_out) for path in there])
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(stage / file, place / file)
    return [place / file for file in files]


def _not_installed(module: str) -> Problem:
    return Problem(
        "records-not-installed", "--form", f"needs {module}, which is not installed.",
        'Install it with: pip install "compcheck[records]"',
    )  # fmt: skip
