"""Imports only lead down. The drawing is in the design of the house; here it is held to."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import compcheck

HOME = Path(compcheck.__file__).parent
FLOORS = (
    {"model"},
    {"tracing"},
    {
        "reading",
        "shape",
        "measuring",
        "withholding",
        "records",
        "grading",
        "judging",
        "comparing",
        "reporting",
        "inventing",
    },
    {"pipeline", "proving", "deciding", "differing", "explanations", "collecting"},
    {"batching", "backtesting", "listing", ""},  # "" is compcheck/__init__.py: what is public
    {"progress"},
    {"cli"},
    {"__main__"},
)
FLOOR_OF = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str:
    """The room of `compcheck.shape.figures` is `shape`; that of `compcheck` itself is "", open to everyone."""
    return [*module.split("."), ""][1]


def imported_by(path: Path, home: Path = HOME) -> Iterator[str]:
    """Every module of compcheck the file imports, inside functions too."""
    package = ["compcheck", *path.relative_to(home).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (above, node.module) if part)
            names = [module] if module != "compcheck" else [f"compcheck.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] == "compcheck")


def broken_floors(home: Path = HOME) -> list[str]:
    """`shape may not import reading (shape/figures.py)`, for each import that leads up or sideways."""
    broken = []
    for path in sorted(home.rglob("*.py")):
        here = path.relative_to(home).parts[0].removesuffix(".py")
        if here == "__init__":
            here = ""
        for there in sorted({room_of(module) for module in imported_by(path, home)} - {here, ""}):
            known = there in FLOOR_OF or (home / there).exists() or (home / f"{there}.py").exists()
            if known and FLOOR_OF.get(there, len(FLOORS)) >= FLOOR_OF.get(here, -1):
                broken.append(f"{here or 'compcheck'} may not import {there} ({path.relative_to(home).as_posix()})")
    return broken


def test_imports_only_lead_down() -> None:
    assert not broken_floors(), "\n".join(broken_floors())


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.name.removesuffix(".py") for path in HOME.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py.typed"} <= FLOOR_OF.keys()


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("shape/a.py", "from compcheck.reading.limits import x", "shape may not import reading (shape/a.py)"),
        ("shape/a.py", "def f():\n    import compcheck.reading", "shape may not import reading (shape/a.py)"),
        ("shape/a.py", "from ..reading import limits", "shape may not import reading (shape/a.py)"),
        ("shape/a.py", "from compcheck import reading", "shape may not import reading (shape/a.py)"),
        ("model/a.py", "from compcheck.grading import x", "model may not import grading (model/a.py)"),
        ("grading.py", "import compcheck.cli.main", "grading may not import cli (grading.py)"),
        ("pipeline.py", "from compcheck.cli import main", "pipeline may not import cli (pipeline.py)"),
        ("pipeline.py", "from compcheck.proving import x", "pipeline may not import proving (pipeline.py)"),
    ],
)
def test_an_import_that_leads_up_or_sideways_is_named(tmp_path: Path, file: str, text: str, says: str) -> None:
    for room in ("model", "shape", "reading", "cli"):
        (tmp_path / room).mkdir()
    for name in ("grading.py", "pipeline.py", "proving.py"):
        (tmp_path / name).touch()
    (tmp_path / file).write_text(text, "utf-8")
    assert broken_floors(tmp_path) == [says]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("shape/a.py", "from compcheck.model.rule import Rule\nfrom compcheck.shape.b import x\nfrom . import b"),
        ("pipeline.py", "from compcheck.shape import x\nfrom compcheck.grading import y"),
        ("cli/main.py", "from compcheck.pipeline import evaluate\nfrom compcheck import __version__"),
        ("__main__.py", "from compcheck.cli.main import main"),
    ],
)
def test_an_import_that_leads_down_is_fine(tmp_path: Path, file: str, text: str) -> None:
    for room in ("model", "shape", "cli"):
        (tmp_path / room).mkdir()
    (tmp_path / file).write_text(text, "utf-8")
    assert broken_floors(tmp_path) == []


HEAVY = (
    "pydantic", "jsonschema", "yaml", "tabulate", "numpy", "scipy", "sklearn",
    "duckdb", "pyarrow", "sqlglot", "python_calamine", "holidays", "xlsxwriter", "csv", "xml",
)  # fmt: skip


def test_what_evaluates_is_quick_to_import() -> None:
    """Each of these costs more time than the whole evaluation: they are imported where they are needed, if they are."""
    program = (
        "import compcheck.cli.main, compcheck.cli.evaluate, sys;"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    measured = ("COV", "COVERAGE")  # what measures the tests imports a good deal itself
    alone = {name: value for name, value in os.environ.items() if not name.startswith(measured)}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=alone)
    assert run.returncode == 0, run.stderr
    assert not run.stdout.split(), f"imported without need: {run.stdout.strip()}"
