"""What all trees of one page together may cost: a page can hold a hundred, each with style of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

MAX_WORK: Final = 30_000_000
"""Elements that are looked at, in all, to see which of them selectors mean."""

MAX_SHEET_CHARACTERS: Final = 600_000
"""Characters of all style sheets of one page; a whole framework, unused rules and all, has some 250,000."""

MAX_RULES: Final = 12_000
"""Rules of one page."""


@dataclass(slots=True)
class Budget:
    """What is left."""

    work: int = MAX_WORK
    characters: int = MAX_SHEET_CHARACTERS
    rules: int = MAX_RULES
    parsed: dict[str, list[Any]] = field(default_factory=dict)
    """Style sheets in their nodes: components often share one."""

    def spend(self, amount: int) -> bool:
        """Take ``amount`` of work; whether that was still there."""
        self.work -= amount
        return self.work >= 0
