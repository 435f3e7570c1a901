"""The tables, as the newest migration leaves them. ``migrations/`` says how they came to be so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

from auditor.limits import MAX_TOOL_KEY

if TYPE_CHECKING:
    from sqlalchemy import Dialect

HEAD: Final = "0002"
"""The newest migration. A test compares it with those there are."""


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite keeps no time zones, so it is added again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn any zone into UTC; a time without one says too little to be kept."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Give UTC back."""
        del dialect
        if value is None:
            return None
        moment: dt.datetime = value
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


metadata = MetaData()
tools = Table(
    "tools",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(MAX_TOOL_KEY), nullable=False, unique=True),
)
states = Table(
    "states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tool_id", Integer, ForeignKey("tools.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("audit", Text, nullable=False),
    Column("seen", Text),
    Column("ground", Text),
    Column("steps", LargeBinary),
    Column("after", Integer),
    Index("states_of_tool", "tool_id", "at", "id"),
)
"""One row a state. ``audit`` is the JSON of its first look. ``seen`` has the stamps of its last look,
``ground`` the names of what that rested on, in ``kept``; ``steps`` is the packed way from state ``after``."""
kept = Table(
    "kept",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Listings and rules, packed, each once: ``rules:`` with a SHA-256; ``listing:`` with the id of a tool and a
SHA-256, for as long as a state of that tool names it. Older versions named listings without the tool."""
OLDEST_FIRST: Final = (states.c.at, states.c.last_seen, states.c.id)
"""States do not overlap. Of those that begin at one moment, only the last can be longer than that moment."""
NEWEST_FIRST: Final = tuple(column.desc() for column in OLDEST_FIRST)
