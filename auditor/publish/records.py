"""All that a site shows of one tool: the watchlist's words, what was found over time, why it failed last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from auditor.history import diff_states

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.history import Difference, Remembered
    from auditor.model import Audit, Listing
    from auditor.publish.watchlist import Watched

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class State:
    """One state of a tool."""

    stamp: str
    """Names it in addresses for ever: when it began, in UTC."""
    now: Remembered
    before: Remembered | None
    """The state before."""

    @property
    def at(self) -> dt.datetime:
        """When it began."""
        return self.now.at

    @property
    def seen(self) -> dt.datetime:
        """When the tool was last seen so."""
        return self.now.last_seen

    @property
    def audit(self) -> Audit:
        """What its first look gave."""
        return self.now.audit

    @cached_property
    def difference(self) -> Difference | None:
        """What changed against the state before, each change with its cause."""
        return diff_states((self.before, self.now)) if self.before else None


@dataclass(frozen=True)
class Record:
    """One tool with its past."""

    tool: Watched
    remembered: tuple[Remembered, ...]
    """Oldest first; empty where it was never read."""
    failure: str = ""
    """Why it could not be read the last time, or ""."""
    listing: Callable[[], Listing | None] = lambda: None
    """Gives what its last audit was made of, where that is kept."""

    @cached_property
    def _stamps(self) -> tuple[str, ...]:
        stamps: list[str] = []
        for each in self.remembered:
            stamps.append(_unlike(each.at.strftime("%Y%m%dT%H%M%SZ"), stamps))
        return tuple(stamps)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """Its states, oldest first; none where the report was taken back."""
        if self.tool.withdrawn is not None:
            return ()
        befores = (None, *self.remembered[:-1])
        pairs = zip(self._stamps, self.remembered, befores, strict=False)
        return tuple(State(stamp, now, before) for stamp, now, before in pairs)

    @property
    def taken_back(self) -> tuple[str, ...]:
        """Stamps of states that were published before the report was taken back."""
        return self._stamps if self.tool.withdrawn is not None else ()

    @property
    def last(self) -> State | None:
        """The newest state."""
        return self.states[-1] if self.states else None

    @property
    def name(self) -> str:
        """What the tool calls itself, else what the watchlist calls it."""
        return (self.last and self.last.audit.tool.name) or self.tool.name

    @property
    def since(self) -> dt.datetime | None:
        """Since when it has the level that it has."""
        since = None
        for state in reversed(self.states):
            if state.audit.verdict.level is not self.states[-1].audit.verdict.level:
                break
            since = state.at
        return since

    @property
    def changed(self) -> dt.datetime:
        """When what is shown of it changed last, as far as audits tell."""
        return self.last.at if self.last else EPOCH


def _unlike(stamp: str, taken: Sequence[str]) -> str:
    """Return ``stamp``, or another one where two states began in the same second."""
    name, number = stamp, 2
    while name in taken:
        name, number = f"{stamp}-{number}", number + 1
    return name


def newest_first(records: tuple[Record, ...]) -> list[Record]:
    """Return tools whose audits changed last before the others, then the worst, then by name."""
    return sorted(
        records,
        key=lambda record: (
            -record.changed.timestamp(),
            -(record.last.audit.verdict.level.rank if record.last else -1),
            record.name.casefold(),
            record.tool.id,
        ),
    )
