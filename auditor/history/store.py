"""Remember audits and give them back. Every call is one transaction: it has happened, or it has not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from auditor.errors import UnknownTool
from auditor.history.names import checked
from auditor.history.remembered import Remembered, same_meaning
from auditor.history.tables import states, tools
from auditor.model.saved import load_audit

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection, Engine, Row, Select

    from auditor.model import Audit


class History:
    """What was found of each tool, state after state. Made by :func:`auditor.history.open_history`.

    Threads may share one; other processes may write to the same database meanwhile.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def remember(self, tool: str, audit: Audit, at: dt.datetime) -> bool:
        """Take in one look at a tool.

        Args:
            tool: A name that stays, such as the id in a watchlist.
            audit: What the look gave.
            at: When it was, with time zone. Looks may come in any order.

        Returns:
            Whether a new state began. Where the audit says the same as the one before it (or after it, for
            a look that comes in late), nothing is written but when the tool was seen so.

        Raises:
            HistoryError: The name can't be kept, or the database can't be written to.
        """
        if at.tzinfo is None:
            raise ValueError("a look needs a time with a time zone")
        name = checked(tool)
        with self._writing.begin() as connection:
            return _place(connection, _tool_id(connection, name), audit, at)

    def last(self, tool: str) -> Remembered | None:
        """Return the newest state of a tool, or None where it was never looked at."""
        with self._engine.connect() as connection:
            newest = _states(tool).order_by(states.c.at.desc(), states.c.id.desc()).limit(1)
            row = connection.execute(newest).first()
        return None if row is None else _remembered(row)

    def all(self, tool: str) -> tuple[Remembered, ...]:
        """Return all states of a tool, oldest first; none where it was never looked at."""
        with self._engine.connect() as connection:
            rows = connection.execute(_states(tool).order_by(states.c.at, states.c.id)).all()
        return tuple(map(_remembered, rows))

    def tools(self) -> tuple[str, ...]:
        """Return the names of all tools that were ever looked at, in the order of their letters."""
        with self._engine.connect() as connection:
            # Databases differ in how they sort.
            return tuple(sorted(connection.scalars(select(tools.c.name))))

    def known(self, tool: str) -> tuple[Remembered, ...]:
        """Return all states of a tool that must be there.

        Raises:
            UnknownTool: It is not; the hint names those that read alike.
        """
        if found := self.all(tool):
            return found
        names = self.tools()
        alike = difflib.get_close_matches(tool, names, n=3) or names[:3]
        hint = f"It knows {', '.join(repr(name) for name in alike)}." if alike else "It is empty."
        raise UnknownTool(f"the history knows no tool {tool!r}", hint=hint)


def _states(tool: str) -> Select[Any]:
    return select(tools.c.name, states).join(tools).where(tools.c.name == tool)


def _remembered(row: Row[Any]) -> Remembered:
    label = f"audit {row.id} of {row.name}"
    return Remembered(row.name, row.at, load_audit(row.audit, label), row.last_seen)


def _tool_id(connection: Connection, name: str) -> int:
    """Return the id of a tool and hold its row: a second writer waits until the first has finished."""
    row = select(tools.c.id).where(tools.c.name == name).with_for_update()
    found = connection.scalar(row)
    if found is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(tools).values(name=name))
        except IntegrityError:
            pass  # somebody else made it just now
        found = connection.scalar(row)
    return int(found or 0)


def _place(connection: Connection, tool: int, audit: Audit, at: dt.datetime) -> bool:
    """Put a look where it belongs in time: neighbours never say the same, and states never overlap."""
    mine = select(states).where(states.c.tool_id == tool)
    before = connection.execute(
        mine.where(states.c.at <= at).order_by(states.c.at.desc(), states.c.id.desc()).limit(1)
    ).first()
    if before is not None and _says(before, audit):
        if at > before.last_seen:
            _set(connection, before.id, last_seen=at)
        return False
    if before is not None and at < before.last_seen:
        _split(connection, before)
    else:
        after = mine.where(states.c.at > at).order_by(states.c.at, states.c.id).limit(1)
        row = connection.execute(after).first()
        if row is not None and _says(row, audit):
            _set(connection, row.id, at=at)
            return False
    kept = audit.model_dump_json(by_alias=True)
    connection.execute(insert(states).values(tool_id=tool, at=at, last_seen=at, audit=kept))
    return True


def _says(row: Row[Any], audit: Audit) -> bool:
    return same_meaning(load_audit(row.audit, f"audit {row.id}"), audit)


def _set(connection: Connection, state: int, **values: dt.datetime) -> None:
    connection.execute(update(states).where(states.c.id == state).values(**values))


def _split(connection: Connection, row: Row[Any]) -> None:
    """Part a state that another look interrupts: it was seen so before, and again after."""
    copy = {**row._mapping, "at": row.last_seen}  # noqa: SLF001 - SQLAlchemy's public name for it
    del copy["id"]
    connection.execute(insert(states).values(**copy))
    _set(connection, row.id, last_seen=row.at)
