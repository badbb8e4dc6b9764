"""What the tests share: the library of the checkout, and the option that rewrites golden reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from compcheck.model.library import Library
from compcheck.reading import rule_home
from compcheck.reading.compiled import write_compiled
from compcheck.reading.rule_home import load_library

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden reports and broken files' messages"
    )


@pytest.fixture(scope="session")
def library() -> Library:
    """The rules of this checkout, read and proved once."""
    return load_library(str(ROOT / "rules"))


@pytest.fixture(scope="session", autouse=True)
def _packaged(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands run here as they do where compcheck is installed: by the compiled rules, made once of this checkout's.

    Read from YAML they are proved anew each time, which took most of the time that the tests took.
    """
    home = tmp_path_factory.mktemp("packaged")
    write_compiled(ROOT / "rules", home / "rules.json")
    rule_home.PACKAGED = str(home / "rules.json")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
