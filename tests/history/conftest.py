"""Databases to keep a history in."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from postgres_server import NONE_HERE, PROGRAMS, REQUIRED, server
from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own."""
    if PROGRAMS is None and not REQUIRED:
        pytest.skip(NONE_HERE)
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "h.db")
    server_url: str = request.getfixturevalue("postgres")
    name = f"h{uuid.uuid4().hex}"
    engine = create_engine(
        server_url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server_url.replace("/postgres?", f"/{name}?")
