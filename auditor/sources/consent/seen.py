"""Collect what is seen in a link, and what could not be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from auditor.model import NotAnalysed, Observation

_LONGEST: Final = 300


@dataclass(slots=True)
class Seen:
    """Observations and notes, in the order in which they were made, each once."""

    observations: dict[tuple[str, str], Observation] = field(default_factory=dict)
    notes: dict[tuple[str, str], NotAnalysed] = field(default_factory=dict)

    def observe(self, name: str, value: str, where: str) -> None:
        """Keep the fact ``consent.<name>``, with the piece of the link that shows it."""
        value = value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
        seen = Observation(id=f"consent.{name}", value=value, where=where)
        self.observations.setdefault((seen.id, seen.value), seen)

    def note(self, check: str, reason: str) -> None:
        """Keep that ``check`` could not be made."""
        self.notes.setdefault((check, reason), NotAnalysed(check=check, reason=reason, source=0))
