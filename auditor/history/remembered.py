"""What a history holds, and when two audits say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import datetime as dt

    from auditor.evidence.kept_rules import KeptRules
    from auditor.history.steps import Step
    from auditor.model import Audit

STAMPS: Final[dict[str, bool | dict[str, set[str]]]] = {
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
    seen: Audit | None = None
    """The same with hashes, rules and program of the last look, where those are others."""
    rules: KeptRules | None = None
    """What is kept of the rules of the last look, where they were handed in."""
    steps: tuple[Step, ...] = ()
    """How it came from the state before it: what each cause changed alone. Empty where that is not known."""

    @property
    def as_last_seen(self) -> Audit:
        """The audit as the last look gave it."""
        return self.seen or self.audit


def same_meaning(kept: Audit, audit: Audit) -> bool:
    """Return whether two audits say the same of a tool, whenever and by whichever rules they were made.

    Args:
        kept: As it was written. Fields that its version did not have yet are not compared.
        audit: Another.
    """
    return _covered(kept.model_dump(exclude=STAMPS, exclude_unset=True), audit.model_dump(exclude=STAMPS))


def _covered(kept: Any, other: Any) -> bool:
    if isinstance(kept, dict) and isinstance(other, dict):
        return all(key in other and _covered(value, other[key]) for key, value in kept.items())
    if isinstance(kept, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(kept) == len(other) and all(map(_covered, kept, other))
    return bool(kept == other)
