"""``--update-golden`` writes the .json twins anew; read them before you keep them."""

import contextlib

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    with contextlib.suppress(ValueError):  # the whole suite may offer it already
        parser.addoption("--update-golden", action="store_true", help="write golden .json anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden twins are written instead of compared."""
    return bool(request.config.getoption("--update-golden", default=False))
