"""``--update-recaps`` writes the drawn recaps anew; read them before you keep them."""

import contextlib

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    with contextlib.suppress(ValueError):  # the whole suite may offer it already
        parser.addoption("--update-recaps", action="store_true", help="write drawn recaps anew")


@pytest.fixture
def update_recaps(request: pytest.FixtureRequest) -> bool:
    """Whether drawn recaps are written instead of compared."""
    return bool(request.config.getoption("--update-recaps", default=False))
