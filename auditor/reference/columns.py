"""What the columns of a table of audits mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_REASONS: Final[Mapping[str, str]] = {
    "reason": "One of the three main reasons.",
    "certainty": "How sure that reason is: `certain` or `likely`.",
    "quote": "The tool's own words for it, or the value seen.",
}
MEANINGS: Final[Mapping[str, str]] = {
    "id": "The listing's own id.",
    "tool": "Its name.",
    "publisher": "Who offers it.",
    "package": "Its id in a store or on a device.",
    "address": "Its address, written so that no program makes a link of it.",
    "level": "The level of the verdict.",
    "score": "The score, 0 to 100.",
    "certainty": "How sure the findings are that decide; empty where none does.",
    "checks_made": "Checks that were made.",
    "checks_that_apply": "Checks that apply.",
    "headline": "The verdict in one sentence.",
    **{f"{name}_{number}": text for number in (1, 2, 3) for name, text in _REASONS.items()},
    "findings": "How many findings count.",
    "set_aside": "How many findings a reviewer set aside.",
    "not_looked_at": "What could not be looked at, and why.",
    "read_on": "The day on which it was read.",
    "rules_version": "The version of the rules.",
    "rules_digest": "SHA-256 over the meaning of all rules.",
    "error": "Why the listing could not be audited; all else but `id` is empty then.",
}
"""By column."""
