"""A server for each test that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fetch.local_server import Server
from tests.fetch.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on a free port."""
    running = Server()
    yield running
    running.close()


@pytest.fixture
def world(server: Server, monkeypatch: pytest.MonkeyPatch) -> World:
    """The network as it is for one test."""
    return World(server, monkeypatch)
