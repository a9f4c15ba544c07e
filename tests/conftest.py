"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

# No test asserts a time: a busy machine is no fault.
settings.register_profile("no_clock", deadline=None)
settings.load_profile("no_clock")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files; review them as a diff")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
