"""What a history keeps beside its states: listings, rules and steps, packed, and each once."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from auditor.evidence.kept_rules import KeptRules
from auditor.history.steps import Cause, Step
from auditor.history.tables import kept, states
from auditor.limits import MAX_KEPT_BYTES
from auditor.model import Audit, Listing, Model, RulebookStamp, SourceRecord
from auditor.model.saved import load_audit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from auditor.history.ground import Ground


class Stamps(Model):
    """When, from which bytes and by which rules a look gave what it gave."""

    rulebook: RulebookStamp
    tool_version: str
    sources: tuple[SourceRecord, ...]

    @classmethod
    def of(cls, audit: Audit) -> Stamps:
        """Return those of an audit."""
        return cls(rulebook=audit.rulebook, tool_version=audit.tool_version, sources=audit.sources)

    def on(self, audit: Audit) -> Audit:
        """Return an audit with these."""
        return audit.model_copy(update={name: getattr(self, name) for name in type(self).model_fields})


class Names(Model):
    """Under which names listing and rules are kept."""

    listing: str
    rules: str


class KeptStep(Model):
    """One step: what alone changed in it, and the audit that it led to; "" for the state's own."""

    cause: Cause | None
    audit: str


class KeptSteps(Model):
    """The way to a state."""

    rules_before: str | None
    rules_after: str
    steps: tuple[KeptStep, ...]


def pack(text: str) -> bytes:
    """Return ``text`` in few bytes."""
    return zlib.compress(text.encode(), 6)


def unpack(content: bytes) -> bytes:
    """Return what was packed. A database may have been written by anybody, so there is an end to it."""
    return zlib.decompressobj().decompress(content, MAX_KEPT_BYTES)


def keep_ground(connection: Connection, tool: int, ground: Ground) -> Names:
    """Keep what an audit of a tool rests on and return where."""
    listing = ground.listing.model_dump_json(by_alias=True)
    rules = f"rules:{ground.rulebook.digest.removeprefix('sha256:')}"
    name = f"{_listings_of(tool)}{hashlib.sha256(listing.encode()).hexdigest()}"
    _keep(connection, name, lambda: listing)
    _keep(connection, rules, lambda: ground.rules.model_dump_json(by_alias=True))
    return Names(listing=name, rules=rules)


def let_go(connection: Connection, tool: int, ground: str | None) -> None:
    """Delete the listing of a ground that a state of a tool had, where none of its states has it any more.

    Listings that older versions kept belong to no one tool and stay.
    """
    name = "" if ground is None else Names.model_validate_json(ground).listing
    if name.startswith(_listings_of(tool)):
        named = states.c.tool_id == tool, states.c.ground.contains(name, autoescape=True)
        if connection.scalar(select(states.c.id).where(*named).limit(1)) is None:
            connection.execute(delete(kept).where(kept.c.name == name))


def _listings_of(tool: int) -> str:
    """Return how names of a tool's listings begin: whoever holds the row of the tool may let them go."""
    return f"listing:{tool}:"


def _keep(connection: Connection, name: str, content: Callable[[], str]) -> None:
    if connection.scalar(select(kept.c.name).where(kept.c.name == name)) is not None:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(kept).values(name=name, content=pack(content())))
    except IntegrityError:
        pass  # somebody else kept the same just now


class Shelf:
    """Reads what is kept. What can't be read any more is as if it had not been kept: causes are inferred."""

    _MOST: Final = 16

    def __init__(self) -> None:
        self._rules: dict[str, KeptRules | None] = {}

    def listing(self, connection: Connection, name: str) -> Listing | None:
        """Return a listing, or None."""
        listing: Listing | None = _read(connection, name, TypeAdapter(Listing))
        return listing

    def rules(self, connection: Connection, name: str | None) -> KeptRules | None:
        """Return rules, or None. Many states have the same, so the last ones are held."""
        if name is None:
            return None
        if name not in self._rules:
            while len(self._rules) >= self._MOST:
                self._rules.pop(next(iter(self._rules)))
            self._rules[name] = _read(connection, name, TypeAdapter(KeptRules))
        return self._rules[name]


def _read(connection: Connection, name: str, shape: TypeAdapter[Any]) -> Any:
    content = connection.scalar(select(kept.c.content).where(kept.c.name == name))
    try:
        return None if content is None else shape.validate_json(unpack(content))
    except (ValidationError, zlib.error):
        return None  # the shape of rules and listings grows with the program


def packed_steps(steps: Sequence[Step], before: Names | None, after: Names) -> bytes:
    """Return the way to a state in few bytes."""
    kept_steps = tuple(
        KeptStep(
            cause=step.cause,
            audit="" if number == len(steps) else step.after.model_dump_json(by_alias=True),
        )
        for number, step in enumerate(steps, 1)
    )
    rules = before.rules if before else None
    return pack(KeptSteps(rules_before=rules, rules_after=after.rules, steps=kept_steps).model_dump_json())


def unpacked_steps(
    content: bytes, start: Audit, end: Audit, rules: Callable[[str | None], KeptRules | None]
) -> tuple[Step, ...]:
    """Return the way that was packed, from ``start`` to ``end``; none where it can't be read any more."""
    try:
        told = KeptSteps.model_validate_json(unpack(content))
    except (ValidationError, zlib.error):
        return ()
    stops = [load_audit(step.audit, "a step") if step.audit else end for step in told.steps]
    return tuple(
        Step(before, after, step.cause, rules(told.rules_before), rules(told.rules_after))
        for before, after, step in zip([start, *stops[:-1]], stops, told.steps, strict=True)
    )
