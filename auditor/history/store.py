"""Remember audits and give them back. Every call is one transaction: it has happened, or it has not."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from auditor.errors import UnknownTool
from auditor.history.keeping import Names, Shelf, Stamps, unpacked_steps
from auditor.history.names import as_kept, checked
from auditor.history.remembered import Remembered
from auditor.history.tables import NEWEST_FIRST, OLDEST_FIRST, states, tools
from auditor.history.writing import Look, tool_id
from auditor.model.saved import load_audit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Connection, Engine, Row, Select

    from auditor.history.ground import Ground
    from auditor.model import Audit, Listing


class History:
    """What was found of each tool, state after state. Made by :func:`auditor.history.open_history`.

    Threads may share one; other processes may write to the same database meanwhile.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._shelf = Shelf()

    def remember(self, tool: str, audit: Audit, at: dt.datetime, ground: Ground | None = None) -> bool:
        """Take in one look at a tool.

        Args:
            tool: A name that stays, such as the id in a watchlist.
            audit: What the look gave.
            at: When it was, with time zone. Looks may come in any order.
            ground: What the audit rests on. With it, a later change is tried out and put down to its cause
                for certain; without it, causes are inferred.

        Returns:
            Whether a new state began. Where the audit says the same as the one before it (or after it, for
            a look that comes in late), nothing is written but when and how the tool was last seen so.

        Raises:
            HistoryError: The name can't be kept, or the database can't be written to.
        """
        if at.tzinfo is None:
            raise ValueError("a look needs a time with a time zone")
        name = checked(tool)
        with self._writing.begin() as connection:
            return Look(connection, self._shelf, tool_id(connection, name), audit, at, ground).take_in()

    def last(self, tool: str) -> Remembered | None:
        """Return the newest state of a tool, or None where it was never looked at."""
        with self._engine.connect() as connection:
            newest = _states(tool).order_by(*NEWEST_FIRST).limit(2)
            rows = connection.execute(newest).all()[::-1]
            return self._told(connection, rows)[-1] if rows else None

    def all(self, tool: str) -> tuple[Remembered, ...]:
        """Return all states of a tool, oldest first; none where it was never looked at."""
        with self._engine.connect() as connection:
            rows = connection.execute(_states(tool).order_by(*OLDEST_FIRST)).all()
            return tuple(self._told(connection, rows))

    def listing(self, tool: str) -> Listing | None:
        """Return what the last look at a tool read, or None where that was not kept or can't be read."""
        with self._engine.connect() as connection:
            row = connection.execute(_states(tool).order_by(*NEWEST_FIRST).limit(1)).first()
            if row is None or row.ground is None:
                return None
            return self._shelf.listing(connection, Names.model_validate_json(row.ground).listing)

    def stamp(self) -> str:
        """Return what changes when anything that is remembered of any tool does, without reading audits.

        The audit of a state is written once; what changes of a state stands in the columns beside it.
        """
        light = [column for column in states.columns if column.name not in ("audit", "steps")]
        with self._engine.connect() as connection:
            rows = connection.execute(select(tools.c.name, *light).join(tools).order_by(states.c.id))
            found = hashlib.sha256()
            for row in rows:
                found.update(repr(tuple(row)).encode())
        return found.hexdigest()

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

    def _told(self, connection: Connection, rows: Sequence[Row[Any]]) -> list[Remembered]:
        """Turn neighbouring rows into states, each with the way from the one before it."""
        told: list[Remembered] = []
        for number, row in enumerate(rows):
            state = self._remembered(connection, row)
            if number and row.steps is not None and row.after == rows[number - 1].id:
                state = self._with_steps(connection, row, told[-1], state)
            told.append(state)
        return told

    def _remembered(self, connection: Connection, row: Row[Any]) -> Remembered:
        audit = load_audit(row.audit, f"audit {row.id} of {row.name}")
        seen = None if row.seen is None else Stamps.model_validate_json(row.seen).on(audit)
        ground = None if row.ground is None else Names.model_validate_json(row.ground)
        rules = self._shelf.rules(connection, ground.rules) if ground else None
        return Remembered(row.name, row.at, audit, row.last_seen, seen, rules)

    def _with_steps(
        self, connection: Connection, row: Row[Any], before: Remembered, state: Remembered
    ) -> Remembered:
        steps = unpacked_steps(
            row.steps, before.as_last_seen, state.audit, lambda name: self._shelf.rules(connection, name)
        )
        return replace(state, steps=steps)


def _states(tool: str) -> Select[Any]:
    return select(tools.c.name, states).join(tools).where(tools.c.name == as_kept(tool))
