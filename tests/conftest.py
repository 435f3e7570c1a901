"""Settings of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# Time is measured in benchmarks: a slow machine is no fault of what is tested.
settings.register_profile("saveraudit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("saveraudit")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named after their argument: what is packed holds the time, and each process collects anew."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    with launched() as running:
        yield running
