"""What a history holds, and when two audits say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    from auditor.model import Audit

_STAMPS: Final[dict[str, bool | dict[str, set[str]]]] = {
    "rulebook": True,
    "tool_version": True,
    "sources": {"__all__": {"retrieved_at", "sha256"}},
}
"""Fields that say when and by whom was read. Pages change some bytes at every visit."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """One state of a tool: from ``at`` to ``last_seen`` every look gave an audit that says the same."""

    tool: str
    at: dt.datetime
    """When it was first seen so; with time zone, UTC."""
    audit: Audit
    """Of that first look."""
    last_seen: dt.datetime
    """When it was last seen so."""


def same_meaning(one: Audit, other: Audit) -> bool:
    """Return whether two audits say the same of a tool, whenever and by whichever rules they were made."""
    return one.model_dump(exclude=_STAMPS) == other.model_dump(exclude=_STAMPS)
