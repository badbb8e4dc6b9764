"""What the tests share: the library of the checkout, and the option that rewrites golden reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from compcheck.model.library import Library
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


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
