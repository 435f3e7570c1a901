"""Put one look where it belongs in time: neighbours never say the same, and states never overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from auditor.history.ground import Before, steps_between
from auditor.history.keeping import Names, Stamps, keep_ground, let_go, packed_steps
from auditor.history.remembered import same_meaning
from auditor.history.tables import NEWEST_FIRST, OLDEST_FIRST, states, tools
from auditor.model.saved import load_audit

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection, Row

    from auditor.history.ground import Ground
    from auditor.history.keeping import Shelf
    from auditor.model import Audit


def tool_id(connection: Connection, name: str) -> int:
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


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one tool, and where it is written."""

    connection: Connection
    shelf: Shelf
    tool: int
    audit: Audit
    at: dt.datetime
    ground: Ground | None

    def take_in(self) -> bool:
        """Write it; return whether it began a new state."""
        before, after = self._neighbours()
        if before is not None and self._is_said_by(before):
            if self.at > before.last_seen:
                stamps = self._stamps(before)
                self._set(before.id, last_seen=self.at, **stamps)
                if "ground" in stamps:
                    let_go(self.connection, self.tool, before.ground)
            return False
        follows = before.id if before is not None else None
        if before is not None and self.at < before.last_seen:
            follows = self._split(before)
        elif after is not None and self._is_said_by(after):
            self._set(after.id, at=self.at)
            return False
        self._begin(before, follows)
        return True

    def _neighbours(self) -> tuple[Row[Any] | None, Row[Any] | None]:
        mine, execute = select(states).where(states.c.tool_id == self.tool), self.connection.execute
        before = mine.where(states.c.at <= self.at).order_by(*NEWEST_FIRST)
        after = mine.where(states.c.at > self.at).order_by(*OLDEST_FIRST)
        return execute(before.limit(1)).first(), execute(after.limit(1)).first()

    def _is_said_by(self, row: Row[Any]) -> bool:
        return same_meaning(load_audit(row.audit, f"audit {row.id}"), self.audit)

    def _stamps(self, row: Row[Any]) -> dict[str, str]:
        """Return what a look that gave nothing new says of itself, as far as that is new."""
        seen = Stamps.of(self.audit).model_dump_json()
        written = {} if seen == row.seen else {"seen": seen}
        if self.ground is not None:
            ground = keep_ground(self.connection, self.tool, self.ground).model_dump_json()
            written |= {} if ground == row.ground else {"ground": ground}
        return written

    def _begin(self, before: Row[Any] | None, follows: int | None) -> None:
        values: dict[str, object] = {"audit": self.audit.model_dump_json(by_alias=True)}
        if self.ground is not None:
            names = keep_ground(self.connection, self.tool, self.ground)
            values |= {"ground": names.model_dump_json(), "after": follows}
            values["steps"] = self._way_from(before, self.ground, names)
        self.connection.execute(
            insert(states).values(tool_id=self.tool, at=self.at, last_seen=self.at, **values)
        )

    def _way_from(self, row: Row[Any] | None, ground: Ground, names: Names) -> bytes | None:
        """Return how the state before became this one, where it is known what that rested on."""
        if row is None or row.ground is None:
            return None
        then = Names.model_validate_json(row.ground)
        listing = self.shelf.listing(self.connection, then.listing)
        if listing is None:
            return None
        before = Before(as_seen(row), listing, self.shelf.rules(self.connection, then.rules))
        return packed_steps(steps_between(before, self.audit, ground), then, names)

    def _split(self, row: Row[Any]) -> int:
        """Part a state that this look interrupts, and return the id of its first part.

        The second part keeps its id: other states may begin at the moment at which it ends.
        """
        copy = {column.name: getattr(row, column.name) for column in states.columns if column.name != "id"}
        first = insert(states).values(**copy | {"last_seen": row.at}).returning(states.c.id)
        made = self.connection.execute(first).scalar_one()
        self._set(row.id, at=row.last_seen, steps=None, after=None)
        return int(made)

    def _set(self, state: int, **values: object) -> None:
        self.connection.execute(update(states).where(states.c.id == state).values(**values))


def as_seen(row: Row[Any]) -> Audit:
    """Return the audit of a state with the stamps of its last look."""
    audit = load_audit(row.audit, f"audit {row.id}")
    return audit if row.seen is None else Stamps.model_validate_json(row.seen).on(audit)
