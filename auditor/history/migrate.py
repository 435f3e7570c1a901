"""Bring a database to the newest shape, in one transaction: it is in the old shape or in the new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text

from auditor.errors import HistoryError
from auditor.history.tables import HEAD, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK: Final = 0x5A7E_A0D1
"""Any number, the same for all: who migrates a PostgreSQL database holds this lock."""


def bring_up(engine: Engine) -> None:
    """Migrate where it is needed. Who opens at the same time waits.

    Raises:
        HistoryError: It holds tables of somebody else, or was made by a newer program.
    """
    with engine.connect() as connection:
        if shape(connection) == HEAD:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _migrate(connection)


def shape(connection: Connection) -> str:
    """Return the revision that a database is at, or "" where it is empty."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
    if clash := names & set(metadata.tables):
        raise HistoryError(f"the database has a table {min(clash)!r} that no history of saveraudit made")
    return ""


def _migrate(connection: Connection, to: str = HEAD) -> None:
    from alembic import command  # noqa: PLC0415 - slow to load, and rarely needed
    from alembic.config import Config  # noqa: PLC0415 - the same
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if (at := shape(connection)) and at not in known:
        raise HistoryError(
            f"the history is in shape {at}, which this version of Saveraudit does not know",
            hint="A newer version made it. Update: pip install --upgrade 'saveraudit[history]'.",
        )
    command.upgrade(config, to)
