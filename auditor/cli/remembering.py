"""What commands share that read or write a history."""

# ruff: noqa: PLC0415 -- the rooms load when the command runs, so that --help stays instant

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from auditor.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from auditor.history import Ground, Remembered
    from auditor.history.timeline import Stage
    from auditor.model import Audit

VARIABLE: Final = "SAVERAUDIT_HISTORY"

history_option = click.option(
    "--history",
    "database",
    envvar=VARIABLE,
    metavar="DB",
    help=f"The history: a SQLite file, or a URL such as postgresql://user@host/database. Or set {VARIABLE}.",
)


def named(database: str | None) -> str:
    """Return the history that the user named.

    Raises:
        UsageError: None was named.
    """
    if not database:
        raise UsageError("which history?", hint=f"Name it with --history DB, or set {VARIABLE}.")
    return database


def states_of(tool: str | None, database: str | None) -> tuple[Remembered, ...]:
    """Return all states of a tool that was named, oldest first; none where none was.

    Raises:
        HistoryError: The history can't be read, or does not know the tool.
    """
    if tool is None:
        return ()
    from auditor.history import open_history

    with open_history(named(database), create=False) as history:
        return history.known(tool)


def remember(
    database: str, tool: str | None, audit: Audit, ground: Ground, at: dt.datetime
) -> tuple[Stage, ...]:
    """Take an audit in and return the line of all that was found of its tool.

    Raises:
        HistoryError: The history can't be written to, or there is no name to remember the tool by.
    """
    from auditor.history import open_history
    from auditor.history.names import name_for
    from auditor.history.timeline import timeline

    name = tool or name_for(audit)
    with open_history(database) as history:
        history.remember(name, audit, at, ground)
        return timeline(history.all(name))
